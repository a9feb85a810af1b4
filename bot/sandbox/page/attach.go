package page

import (
	"context"
	"io"
	"strconv"
)

// maxAttached bounds what is dropped into a conversation: a workspace in memory takes
// less, and says so itself.
const maxAttached = 16 << 20

// attach sends a file, with what is in the composer, into the conversation that one is in.
func (h *handler) attach(ctx context.Context, p place, f form) error {
	if p.channel.ID == "" {
		return refusal("You are in no conversation.")
	}
	part, head, err := f.FormFile("file")
	if err != nil {
		return refusal("That file couldn't be read, or is too large for this sandbox.")
	}
	defer part.Close()
	data, err := io.ReadAll(part)
	if err != nil {
		return err
	}
	h.read.mark(p.me.ID, p.channel.ID, p.channel.LastTS)
	return p.me.Attach(ctx, p.channel.ID, head.Filename, f.PostFormValue("text"), data)
}

// attached is a file in a message, as it is drawn.
type attached struct{ Name, Size string }

// sizeOf is a number of bytes as people read it.
func sizeOf(n int) string {
	switch {
	case n < 1<<10:
		return strconv.Itoa(n) + " bytes"
	case n < 1<<20:
		return strconv.Itoa((n+1<<9)>>10) + " KB"
	}
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
}
