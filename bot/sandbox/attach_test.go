package sandbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/sandbox"
)

// dropped is the file of the last message that ana sent to the bot, as the app is told of it.
func dropped(t *testing.T, o *office, name, text, data string) slack.File {
	t.Helper()
	if err := o.ana.Attach(t.Context(), o.DM(o.ana.ID), name, text, []byte(data)); err != nil {
		t.Fatal(err)
	}
	api := slack.New(o.BotToken(), slack.OptionAPIURL(o.APIURL()))
	h, err := api.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: o.DM(o.ana.ID), Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	m := h.Messages[0]
	if m.SubType != "file_share" || len(m.Files) != 1 || m.Text != text || m.User != o.ana.ID {
		t.Fatalf("the message is %+v", m)
	}
	return m.Files[0]
}

// fetched is what an address gives to a bearer; nobody follows its redirects.
func fetched(t *testing.T, address, token string) (status int, body, location string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data), resp.Header.Get("Location")
}

func TestADroppedFileIsHandedToTheAppAloneAndOnlyWithItsScope(t *testing.T) {
	o := open(t, sandbox.Options{})
	f := dropped(t, o, `C:\tmp\deals.csv`, "here", "a,b\n")
	if f.Name != "deals.csv" || f.Filetype != "csv" || f.Mimetype != "text/csv" || f.Size != 4 || f.User != o.ana.ID || f.Mode != "hosted" {
		t.Errorf("the file is %+v", f)
	}
	if status, body, _ := fetched(t, f.URLPrivateDownload, o.BotToken()); status != 200 || body != "a,b\n" {
		t.Errorf("with the token: %d %q", status, body)
	}
	for _, token := range []string{"", "xoxb-wrong"} {
		if status, body, to := fetched(t, f.URLPrivateDownload, token); status != 302 || strings.Contains(body, "a,b") || !strings.HasPrefix(to, "/?redir=") {
			t.Errorf("with %q: %d %q to %q", token, status, body, to)
		}
	}
	if got := o.last(o.ana, o.DM(o.ana.ID)).PlainText(); got != "here\n[file: deals.csv]" {
		t.Errorf("shown as %q", got)
	}
	o.RemoveFile(f.ID)
	if status, _, _ := fetched(t, f.URLPrivateDownload, o.BotToken()); status != 404 {
		t.Errorf("deleted: %d", status)
	}
	bare := open(t, sandbox.Options{Scopes: []string{"im:history"}})
	f = dropped(t, bare, "deals.csv", "", "a,b\n")
	if status, body, _ := fetched(t, f.URLPrivateDownload, bare.BotToken()); status != 302 || strings.Contains(body, "a,b") {
		t.Errorf("without the scope: %d %q", status, body)
	}
}

func TestWhatSlackWouldNotTakeIsNotAttached(t *testing.T) {
	o := open(t, sandbox.Options{})
	for name, data := range map[string]string{"empty.csv": "", "/": "x", strings.Repeat("n", 300): "x", "huge.csv": strings.Repeat("x", 9<<20)} {
		if err := o.ana.Attach(t.Context(), o.DM(o.ana.ID), name, "", []byte(data)); err == nil {
			t.Errorf("%.20s was taken", name)
		}
	}
	if err := o.ana.Attach(t.Context(), "D0NOBODY", "a.csv", "", []byte("x")); err == nil {
		t.Error("it went into a conversation of others")
	}
}
