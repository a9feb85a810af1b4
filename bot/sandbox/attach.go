package sandbox

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Attached is a file in a message, as everybody there sees it.
type Attached struct {
	ID, Name string
	Size     int // bytes
}

// maxFileName is the longest name of a file, in characters.
const maxFileName = 255

// Attach sends a file into a conversation, as dropping it there does, with whatever is
// in the composer; the app is told by a message of subtype file_share. The name is
// taken as it is, but for its folder.
func (p *Person) Attach(_ context.Context, channelID, name, text string, data []byte) error {
	w := p.w
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	switch {
	case len(data) == 0:
		return &Failure{"file_empty", "Slack doesn't take empty files."}
	case len(data) > maxFile:
		return &Failure{"file_too_large", "This sandbox takes files of up to " + strconv.Itoa(maxFile>>20) + " MB."}
	case name == "." || name == "/" || utf8.RuneCountInString(name) > maxFileName:
		return &Failure{"invalid_name", "That file needs another name."}
	}
	w.mu.Lock()
	ch, err := p.at(channelID)
	if err != nil {
		w.mu.Unlock()
		return err
	}
	f := &file{id: w.newID("F"), name: name, title: name, length: len(data), data: slices.Clone(data), kind: kindOf(name, data),
		done: true, created: w.clock.now(), owner: p.ID, channel: ch.ID}
	w.keepFile(f)
	m := &message{Message: Message{TS: w.newTS(), User: p.ID, Text: w.mentions(escape(strings.TrimSpace(text))),
		Files: []Attached{{f.id, f.name, len(data)}}}}
	w.add(ch, m)
	send := w.messageEvent(ch, m, w.messageObject(m, false))
	w.mu.Unlock()
	send()
	return nil
}

// kindOf is what Slack calls a file: by its name where that says it, else by its bytes.
func kindOf(name string, data []byte) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		return "text/csv"
	case ".tsv":
		return "text/tab-separated-values"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	kind, _, _ := strings.Cut(http.DetectContentType(data), ";")
	return kind
}

// RemoveFile deletes a file, as its owner may at any time; the message stays.
func (w *Workspace) RemoveFile(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files = slices.DeleteFunc(w.files, func(f *file) bool { return f.id == id })
}

// ReplaceFile puts other bytes into the place of a file: what an address gives need not
// be what it gave before.
func (w *Workspace) ReplaceFile(id string, data []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if f := w.file(id); f != nil {
		f.data = slices.Clone(data)
	}
}

// attachedObjects are the files of a message in its payload; the caller holds w.mu.
func (w *Workspace) attachedObjects(m *message) []obj {
	out := []obj{}
	for _, a := range m.Files {
		if f := w.file(a.ID); f != nil {
			out = append(out, w.fileObject(f))
		} else {
			out = append(out, obj{"id": a.ID, "mode": "tombstone"})
		}
	}
	return out
}

// serveAttached hands a person's file to the app, by the bot token with the scope for
// it. Whoever has no right to it is sent to the sign-in page, as at Slack: with a
// redirect, not with an error.
func (w *Workspace) serveAttached(rw http.ResponseWriter, r *http.Request, f *file) {
	fault := w.apiFault("download")
	switch {
	case !pause(r, fault.Slow):
		return
	case fault.Location != "":
		http.Redirect(rw, r, fault.Location, http.StatusFound)
		return
	case fault.Status != 0:
		http.Error(rw, http.StatusText(fault.Status), fault.Status)
		return
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if token != w.opt.BotToken || !w.granted("files:read") {
		http.Redirect(rw, r, "/?redir="+url.QueryEscape(r.URL.Path), http.StatusFound)
		return
	}
	w.mu.Lock()
	data, kind := f.data, f.kind
	w.mu.Unlock()
	head := rw.Header()
	head.Set("Content-Type", kind)
	head.Set("Content-Length", strconv.Itoa(len(data)))
	head.Set("Content-Disposition", "attachment")
	head.Set("X-Content-Type-Options", "nosniff")
	_, _ = io.Copy(rw, bytes.NewReader(data))
}
