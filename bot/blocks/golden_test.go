package blocks_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/bot/sandbox"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata; then read them")

// golden holds a message against testdata: NAME.json is the payload, as it can
// be pasted into Block Kit Builder, NAME.txt is what a person reads. The sandbox
// judges the payload as Slack would.
func golden(t *testing.T, name string, m blocks.Message) {
	t.Helper()
	if err := blocks.Check(m); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if n := m.Size(); n > blocks.MaxAck {
		t.Errorf("%s: %d bytes do not fit into an acknowledgement", name, n)
	}
	payload := indent(t, struct {
		Text   string        `json:"text"`
		Blocks []slack.Block `json:"blocks"`
	}{m.Text, m.Blocks})
	hold(t, name+".json", payload)
	var drawn sandbox.Message
	if err := json.Unmarshal(payload, &struct{ Blocks *[]sandbox.Block }{&drawn.Blocks}); err != nil {
		t.Fatal(err)
	}
	hold(t, name+".txt", []byte("("+m.Text+")\n\n"+drawn.PlainText()+"\n"))
}

// goldenForm is golden for a modal.
func goldenForm(t *testing.T, name string, v slack.ModalViewRequest) {
	t.Helper()
	payload := indent(t, v)
	hold(t, name+".json", payload)
	drawn := sandbox.View{Type: "modal"}
	if err := json.Unmarshal(payload, &struct {
		Title, Submit, Close **sandbox.Text
		Blocks               *[]sandbox.Block
	}{&drawn.Title, &drawn.Submit, &drawn.Close, &drawn.Blocks}); err != nil {
		t.Fatal(err)
	}
	hold(t, name+".txt", []byte(drawn.PlainText()+"\n"))
}

func indent(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func hold(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run with -update, then read it)", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}
