package blocks

import (
	"embed"
	"io/fs"
)

//go:embed testdata/*.json
var goldens embed.FS

// Goldens are the goldens of this package, NAME.json: a sample of every message, form and
// Home tab, as it goes to Slack. They are in the binary so that the sandbox can show what
// the bot says to those who write it, and cannot show anything else.
func Goldens() fs.FS {
	sub, err := fs.Sub(goldens, "testdata")
	if err != nil {
		panic(err) // only for an invalid name, and "testdata" is none
	}
	return sub
}
