package sandbox_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/sandbox"
)

// aPicture is a small PNG.
func aPicture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// upload goes the three steps with a client that knows them.
func upload(t *testing.T, o *office, name string, data []byte) (*slack.FileSummary, error) {
	t.Helper()
	api := slack.New(o.BotToken(), slack.OptionAPIURL(o.APIURL()))
	return api.UploadFileContext(t.Context(), slack.UploadFileParameters{Filename: name, FileSize: len(data), Reader: bytes.NewReader(data), Title: "T"})
}

func showing(file string) string {
	return `[{"type":"image","alt_text":"a chart","slack_file":` + file + `}]`
}

func TestAnUploadedPictureIsShownByItsBlock(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	data := aPicture(t)
	f, err := upload(t, o, "chart one.png", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := o.call("chat.postMessage", v("channel", sales, "text", "x", "blocks", showing(`{"id":"`+f.ID+`"}`))); !got.OK {
		t.Fatal(got.Error, got.Errors)
	}
	shown := o.last(o.ana, sales)
	if got := shown.PlainText(); got != "[image: a chart]" {
		t.Error(got)
	}
	path := o.PictureURL(shown.Blocks[0].Picture)
	resp, err := http.Get(o.URL() + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, _ := io.ReadAll(resp.Body)
	if !bytes.Equal(got, data) || resp.Header.Get("Content-Type") != "image/png" || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s gave %d bytes of %s", path, len(got), resp.Header.Get("Content-Type"))
	}
	byURL := showing(`{"url":"` + o.URL() + path + `"}`)
	if got := o.call("chat.postMessage", v("channel", sales, "text", "x", "blocks", byURL)); !got.OK {
		t.Error(got.Errors)
	}
}

// What is no picture may be uploaded, and is neither shown nor served: the page lives
// on the same host.
func TestAFileThatIsNoPictureIsNotServed(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	f, err := upload(t, o, "chart.png", []byte("<script>alert(1)</script>"))
	if err != nil {
		t.Fatal(err)
	}
	got := o.call("chat.postMessage", v("channel", sales, "text", "x", "blocks", showing(`{"id":"`+f.ID+`"}`)))
	if got.Error != "invalid_blocks" || len(got.Errors) != 1 || got.Errors[0] != "invalid slack file [json-pointer:/blocks/0/slack_file]" {
		t.Error(got.Error, got.Errors)
	}
	resp, err := http.Get(o.URL() + "/files-pri/" + o.TeamID() + "-" + f.ID + "/chart.png")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("it is served with %d", resp.StatusCode)
	}
}

func TestABlockShowsNoFileThatIsNotThere(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	for file, want := range map[string]string{
		`{"id":"F00000099"}`:                        "invalid slack file [json-pointer:/blocks/0/slack_file]",
		`{"id":"f1"}`:                               "input must match regex pattern: ^[F][A-Z0-9]{8,}$ [json-pointer:/blocks/0/slack_file/id]",
		`{"url":"https://files.example/x.png"}`:     "invalid slack file [json-pointer:/blocks/0/slack_file]",
		`{"id":"F00000099","url":"https://a.test"}`: "must define exactly one of: [id url] [json-pointer:/blocks/0/slack_file]",
	} {
		got := o.call("chat.postMessage", v("channel", sales, "text", "x", "blocks", showing(file)))
		if got.Error != "invalid_blocks" || len(got.Errors) == 0 || got.Errors[0] != want {
			t.Errorf("%s: %s %v", file, got.Error, got.Errors)
		}
	}
}

func TestASlackThatIsSlowOrOldRefusesTheBlock(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	f, err := upload(t, o, "chart.png", aPicture(t))
	if err != nil {
		t.Fatal(err)
	}
	o.Faults().SlowFiles(1)
	post := v("channel", sales, "text", "x", "blocks", showing(`{"id":"`+f.ID+`"}`))
	if got := o.call("chat.postMessage", post); got.Error != "invalid_blocks" {
		t.Errorf("a file that was not looked at yet: %q", got.Error)
	}
	if got := o.call("chat.postMessage", post); !got.OK {
		t.Errorf("a moment later: %s %v", got.Error, got.Errors)
	}
	o.Faults().RefuseBlocks("image")
	if got := o.call("chat.postMessage", post); len(got.Errors) != 1 || got.Errors[0] != "unsupported type: image [json-pointer:/blocks/0/type]" {
		t.Error(got.Errors)
	}
	o.Faults().Reset()
	if got := o.call("chat.postMessage", post); !got.OK {
		t.Error(got.Errors)
	}
}

func TestTheStepsOfAnUploadHoldTheirLimits(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	for _, c := range []struct{ name, length, alt, want string }{
		{"a.png", "10", strings.Repeat("ä", 1000), ""},
		{"a.png", "10", strings.Repeat("ä", 1001), "alt_txt_too_large"},
		{"", "10", "", "invalid_arguments"},
		{"a.png", "0", "", "invalid_arguments"},
		{"a.png", "8388608", "", ""},
		{"a.png", "8388609", "", "file_upload_size_restricted"},
	} {
		if got := o.call("files.getUploadURLExternal", v("filename", c.name, "length", c.length, "alt_txt", c.alt)); got.Error != c.want {
			t.Errorf("%q of %s bytes: %q, want %q", c.name, c.length, got.Error, c.want)
		}
	}
	first := o.raw("files.getUploadURLExternal", v("filename", "a.png", "length", "3"))
	id, address := first["file_id"].(string), first["upload_url"].(string)
	complete := func() string {
		return o.call("files.completeUploadExternal", v("files", `[{"id":"`+id+`","title":"T"}]`)).Error
	}
	send := func(data string) int {
		resp, err := http.Post(address, "application/octet-stream", strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if got := complete(); got != "file_not_found" {
		t.Errorf("before the upload: %q", got)
	}
	if got := send("four"); got != http.StatusBadRequest {
		t.Errorf("longer than announced: %d", got)
	}
	if got := send("abc"); got != http.StatusOK {
		t.Errorf("the upload: %d", got)
	}
	if got := send("abc"); got != http.StatusBadRequest {
		t.Errorf("the same address again: %d", got)
	}
	if got := o.call("files.completeUploadExternal", v("files", `[{"id":"`+id+`"}]`, "channel_id", sales)).Error; got != "not_supported_here" {
		t.Errorf("shared into a channel: %q", got)
	}
	if got := complete(); got != "" {
		t.Errorf("completing: %q", got)
	}
	if got := complete(); got != "file_not_found" {
		t.Errorf("completing twice: %q", got)
	}
	if got := o.call("files.completeUploadExternal", v("files", `[]`)).Error; got != "invalid_arguments" {
		t.Errorf("nothing to complete: %q", got)
	}
}

func TestFilesNeedTheirScope(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true, Scopes: []string{"chat:write"}})
	_, err := upload(t, o, "a.png", aPicture(t))
	if err == nil || !strings.Contains(err.Error(), "missing_scope") {
		t.Error(err)
	}
	var asked struct{ Needed string }
	raw, _ := json.Marshal(o.raw("files.completeUploadExternal", v("files", "[]")))
	if json.Unmarshal(raw, &asked) != nil || asked.Needed != "files:write" {
		t.Errorf("%s", raw)
	}
}
