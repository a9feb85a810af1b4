package sandbox

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Files arrive in three steps, as at Slack: files.getUploadURLExternal gives an id and
// an address, the bytes are posted there, files.completeUploadExternal makes a file of
// them. It is private to the app then, until a block shows it. Sharing it into a channel
// in the last step is not done here; the call is refused rather than half done.

const (
	maxFile      = 8 << 20          // bytes; Slack takes a thousand million, which no sandbox keeps in memory
	maxFiles     = 100              // kept; the oldest go first
	maxAltText   = 1000             // characters: alt_txt_too_large
	uploadLife   = 10 * time.Minute // of an upload address
	maxCompletes = 10               // files completed in one call
)

// Files of people are simply there; see [Person.Attach].

// file is one file of the app, from the first step on, or of a person.
type file struct {
	id, name, title string
	owner, channel  string // of a person's file: who sent it, and where; "" for the app's
	alt             string
	length          int       // bytes, as announced
	key             string    // of the upload address; "" once it was used
	until           time.Time // of the upload address
	kind            string    // image/png …, by its first bytes
	data            []byte    // nil until it was uploaded
	done            bool
	created         time.Time
}

func filesGetUploadURLExternal(c *call) (obj, *refusal) {
	w, name := c.w, c.args.str("filename")
	length, err := strconv.Atoi(c.args.str("length"))
	switch {
	case name == "" || err != nil || length <= 0:
		return nil, refuse("invalid_arguments")
	case utf8.RuneCountInString(c.args.str("alt_txt")) > maxAltText:
		return nil, refuse("alt_txt_too_large")
	case length > maxFile:
		return nil, refuse("file_upload_size_restricted")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.clock.now()
	f := &file{id: w.newID("F"), name: path.Base(name), alt: c.args.str("alt_txt"), length: length, key: secret(), until: now.Add(uploadLife), created: now}
	w.keepFile(f)
	return obj{"upload_url": w.URL() + "/upload/v1/" + f.key, "file_id": f.id}, nil
}

// keepFile takes up a file; the caller holds w.mu.
func (w *Workspace) keepFile(f *file) {
	if w.files = append(w.files, f); len(w.files) > maxFiles {
		w.files = slices.Delete(w.files, 0, 1)
	}
}

// serveUpload takes the bytes of a file, raw or as the first file of a form.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request) {
	if f := w.apiFault("upload"); f.Status != 0 {
		http.Error(rw, http.StatusText(f.Status), f.Status)
		return
	}
	data, err := uploaded(rw, r)
	if err != nil || r.Method != http.MethodPost {
		http.Error(rw, "the file could not be read", http.StatusBadRequest)
		return
	}
	if !w.keepUpload(path.Base(r.URL.Path), data) {
		http.Error(rw, "there is no upload of this length to take here", http.StatusBadRequest)
		return
	}
	_, _ = io.WriteString(rw, "OK - "+itoa(len(data))) // #nosec G705 -- a number
}

func uploaded(rw http.ResponseWriter, r *http.Request) ([]byte, error) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxFile+maxBody)
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return io.ReadAll(r.Body)
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

// keepUpload says whether an upload of just this length was waited for.
func (w *Workspace) keepUpload(key string, data []byte) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(w.files, func(f *file) bool { return f.key == key })
	if key == "" || i < 0 || !w.clock.now().Before(w.files[i].until) || w.files[i].length != len(data) {
		return false
	}
	f := w.files[i]
	f.key, f.data, f.kind = "", data, http.DetectContentType(data)
	return true
}

func filesCompleteUploadExternal(c *call) (obj, *refusal) {
	var wanted []struct{ ID, Title string }
	if json.Unmarshal(c.args.raw("files"), &wanted) != nil || len(wanted) == 0 || len(wanted) > maxCompletes {
		return nil, refuse("invalid_arguments")
	}
	if c.args.has("channel_id") || c.args.has("channels") {
		return nil, &refusal{"not_supported_here", obj{"detail": "this workspace keeps files private; show them in an image block"}}
	}
	w := c.w
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []*file
	for _, want := range wanted {
		f := w.file(want.ID)
		if f == nil || f.data == nil || f.done {
			return nil, refuse("file_not_found")
		}
		found = append(found, f)
	}
	out := []obj{}
	for i, f := range found {
		f.title, f.done = wanted[i].Title, true
		out = append(out, w.fileObject(f))
	}
	return obj{"files": out}, nil
}

func (w *Workspace) file(id string) *file {
	i := slices.IndexFunc(w.files, func(f *file) bool { return f.id == id })
	if i < 0 {
		return nil
	}
	return w.files[i]
}

func (w *Workspace) fileObject(f *file) obj {
	return obj{
		"id": f.id, "title": f.title, "name": f.name, "mimetype": f.kind, "filetype": strings.TrimPrefix(path.Ext(f.name), "."),
		"size": len(f.data), "created": f.created.Unix(), "timestamp": f.created.Unix(), "user": cmp.Or(f.owner, w.opt.BotUser), "alt_txt": f.alt,
		"mode": "hosted", "is_public": false, "is_external": false, "channels": []string{}, "groups": []string{}, "ims": w.directIn(f),
		"url_private": w.URL() + w.privatePath(f), "url_private_download": w.URL() + w.privatePath(f), "permalink": w.URL() + w.privatePath(f),
	}
}

// directIn are the direct conversations that a file is in.
func (w *Workspace) directIn(f *file) []string {
	if ch := w.channels[f.channel]; ch != nil && ch.IM {
		return []string{ch.ID}
	}
	return []string{}
}

const privateFiles = "/files-pri/"

func (w *Workspace) privatePath(f *file) string {
	return privateFiles + w.opt.TeamID + "-" + f.id + "/" + url.PathEscape(f.name)
}

// pictures are what an image block shows of a file, and a browser may draw.
var pictures = []string{"image/png", "image/jpeg", "image/gif"}

// servePrivate shows a picture of the app's to the page, and hands a person's file to
// the app. Nothing else is served: the page is on the same host.
func (w *Workspace) servePrivate(rw http.ResponseWriter, r *http.Request) {
	id := fileIn(r.URL.Path)
	w.mu.Lock()
	f := w.file(id)
	ok := f != nil && f.done && slices.Contains(pictures, f.kind)
	w.mu.Unlock()
	if f != nil && f.owner != "" {
		w.serveAttached(rw, r, f)
		return
	}
	if !ok {
		http.NotFound(rw, r)
		return
	}
	head := rw.Header()
	head.Set("Content-Type", f.kind)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	head.Set("Cache-Control", "private, max-age=3600")
	_, _ = bytes.NewReader(f.data).WriteTo(rw)
}

var fileAddress = regexp.MustCompile(privateFiles + `[A-Z0-9]+-(F[A-Z0-9]{8,})/`)

// fileIn is the id of the file that an address is of; "" for none.
func fileIn(address string) string {
	if m := fileAddress.FindStringSubmatch(address); m != nil {
		return m[1]
	}
	return ""
}

var fileID = regexp.MustCompile(`^[F][A-Z0-9]{8,}$`) // as Slack writes it in its refusal

// slackFile names a picture of the app's by id or address.
func slackFile(c *checker, at string, v any) {
	shape{props: map[string]rule{"id": fileName, "url": str(1, maxURL)}, also: exactlyOne("id", "url")}.check(c, at, v)
	id, _ := property(v, "id").(string)
	address, _ := property(v, "url").(string)
	if id == "" {
		id = fileIn(address)
	}
	if (fileID.MatchString(id) || address != "") && c.picture != nil && !c.picture(id) {
		c.fail(at, "invalid slack file")
	}
}

func fileName(c *checker, at string, v any) {
	if s, _ := v.(string); !fileID.MatchString(s) {
		c.fail(at, "input must match regex pattern: %s", fileID)
	}
}

// showable says whether a file may be shown now. Slack takes a moment to look at a new
// file, and until then it refuses the block; see [Faults.SlowFiles].
func (w *Workspace) showable(id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.file(id)
	if f == nil || !f.done || f.owner != "" || !slices.Contains(pictures, f.kind) {
		return false
	}
	if w.faults.slowFiles > 0 {
		w.faults.slowFiles--
		return false
	}
	return true
}

// PictureURL is where the picture of an image block is, in the page: its address, or
// the path to the app's own file.
func (w *Workspace) PictureURL(p Picture) string {
	id := p.SlackFile.ID
	if id == "" {
		id = fileIn(p.SlackFile.URL)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if f := w.file(id); f != nil && f.done && f.owner == "" {
		return w.privatePath(f)
	}
	return p.ImageURL
}
