package page

import (
	"embed"
	"encoding/json"
	"html/template"
	"io/fs"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets
var assetFiles embed.FS

// templates are parsed once; a mistake in them is a mistake of this package,
// and every test would stop on it.
var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"account":  accountVals,
	"checks":   func(c control, input string) checks { return checks{c, input} },
	"shortcut": shortcutVals,
	"text":     textVals,
}).ParseFS(templateFiles, "templates/*.html"))

// shortcutVals is what a shortcut's button posts, as JSON for htmx.
func shortcutVals(callbackID, ts string) (string, error) {
	raw, err := json.Marshal(map[string]string{"id": callbackID, "ts": ts})
	return string(raw), err
}

// textVals is what a button posts that types something for the person.
func textVals(text string) (string, error) {
	raw, err := json.Marshal(map[string]string{"text": text})
	return string(raw), err
}

// checks are radio buttons or checkboxes, which differ in one word of HTML.
type checks struct {
	control
	Input string // radio or checkbox
}

// assets is what /assets/ serves.
func assets() fs.FS {
	sub, err := fs.Sub(assetFiles, "assets")
	if err != nil {
		panic(err) // only for an invalid name, and "assets" is none
	}
	return sub
}
