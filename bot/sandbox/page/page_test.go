package page

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// mustSay fails unless a response holds the words.
func mustSay(t *testing.T, w *httptest.ResponseRecorder, status int, words ...string) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	for _, want := range words {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %q in %s", want, w.Body)
		}
	}
}

func TestTheRootLeadsToTheLandingPlace(t *testing.T) {
	o := newOffice(t, Options{})
	w := ask(New(o.ws, Options{Person: "mia", Channel: "sales-east"}), "GET", "/")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/?as=U0MIA&c=C0EAST" {
		t.Errorf("got %d %s", w.Code, w.Header().Get("Location"))
	}
	w = ask(New(o.ws, Options{}), "GET", "/")
	if got := w.Header().Get("Location"); got != "/?as=U0ANA&c="+o.ws.DM("U0ANA") {
		t.Errorf("without options the first person lands in %s", got)
	}
}

func TestALinkToAPlaceOneIsNotInShowsAnother(t *testing.T) {
	o := newOffice(t, Options{})
	w := o.page(t, "GET", "/?as=U0ANA&c=C0BOSS")
	mustSay(t, w, 200, "Message Sales Coach")
	if strings.Contains(w.Body.String(), "managers") {
		t.Error("a private channel shows to a stranger")
	}
}

// A host may list a member whom it never added: the page shows their id.
func TestAMemberWhomNobodyKnowsIsDrawnByTheirID(t *testing.T) {
	o := newOffice(t, Options{})
	o.ws.AddChannel(sandbox.ChannelSpec{ID: "C0OLD", Name: "old", Members: []string{"U0ANA", "U0GHOST"}})
	mustSay(t, o.page(t, "GET", "/?as=U0ANA&c=C0OLD"), 200, "U0GHOST")
	mustSay(t, o.page(t, "GET", "/part/head?as=U0ANA&c=C0OLD"), 200, "U0GHOST")
}

func TestAWorkspaceWithoutPeopleSaysSo(t *testing.T) {
	mustSay(t, ask(New(sandbox.New(sandbox.Options{}), Options{}), "GET", "/"), 404, "nobody in this workspace")
}

func TestThePolicyForbidsEverythingInline(t *testing.T) {
	o := newOffice(t, Options{})
	w := o.page(t, "GET", "/?as=U0ANA&c=C0EAST")
	csp := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("no %s in %s", want, csp)
		}
	}
	for _, bad := range []string{"<script>", " style=", " onclick=", "unsafe-"} {
		if strings.Contains(w.Body.String()+csp, bad) {
			t.Errorf("%q is in the page", bad)
		}
	}
}

func TestStrangeHostsAndOriginsAreRefused(t *testing.T) {
	o := newOffice(t, Options{})
	h := New(o.ws, Options{Hosts: []string{"box.lan"}})
	for _, c := range []struct {
		host, origin, site string
		want               int
	}{
		{"127.0.0.1:4400", "", "", 204}, {"localhost:4400", "http://localhost:4400", "same-origin", 204}, {"[::1]:4400", "", "", 204},
		{"box.lan", "", "", 204}, {"evil.test", "", "", 403}, {"127.0.0.1.evil.test", "", "", 403},
		{"127.0.0.1:4400", "http://evil.test", "", 403}, {"127.0.0.1:4400", "http://evil.test", "cross-site", 403}, {"127.0.0.1:4400", "null", "", 403},
	} {
		r := httptest.NewRequest("POST", "/send?as=U0ANA&c=C0EAST", strings.NewReader("text=hello"))
		r.Host = c.host
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
			if v != "" {
				r.Header.Set(k, v)
			}
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("host %s origin %q site %q: %d, want %d", c.host, c.origin, c.site, w.Code, c.want)
		}
	}
}

func TestNothingChangesByGet(t *testing.T) {
	o := newOffice(t, Options{})
	for _, path := range []string{"/send", "/reply", "/act", "/fill", "/submit", "/close", "/open", "/shortcut", "/advance", "/button", "/trouble", "/account"} {
		if w := o.page(t, "GET", path+"?as=U0ANA&c=C0EAST&text=x&by=1h"); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

func TestAMessageIsSeenByOthersInTheirOwnTime(t *testing.T) {
	o := newOffice(t, Options{})
	mustSay(t, o.page(t, "POST", "/send?as=U0ANA&c=C0EAST", "text", "hello @bo <b>*now*"), 204)
	msg := o.ws.Messages("C0EAST", "U0BO")[0]
	bo := o.ws.Person("U0BO")
	mustSay(t, o.page(t, "GET", "/part/log?as=U0BO&c=C0EAST"), 200, "Ana Ruiz", `<span class="mention loud">@Bo Lee</span>`,
		"&lt;b&gt;<strong>now</strong>", msg.Time().In(bo.Location()).Format("3:04 PM"))
}

func TestTheSamePieceIsSentOnce(t *testing.T) {
	o := newOffice(t, Options{})
	h := New(o.ws, Options{})
	first := ask(h, "GET", "/part/log?as=U0ANA&c=C0EAST")
	r := httptest.NewRequest("GET", "http://127.0.0.1/part/log?as=U0ANA&c=C0EAST", nil)
	r.Header.Set("X-Rev", first.Header().Get("X-Rev"))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 204 || first.Code != 200 {
		t.Errorf("first %d, again %d", first.Code, w.Code)
	}
}

func TestUnreadMessagesAreCountedUntilTheyAreSeen(t *testing.T) {
	o := newOffice(t, Options{})
	h := New(o.ws, Options{})
	for _, text := range []string{"one", "two"} {
		if err := o.ws.Person("U0ANA").Type(context.Background(), "C0EAST", text); err != nil {
			t.Fatal(err)
		}
	}
	elsewhere := "/part/side?as=U0BO&c=" + o.ws.DM("U0BO")
	mustSay(t, ask(h, "GET", elsewhere), 200, `data-unread="2"`)
	mustSay(t, ask(h, "GET", "/?as=U0BO&c=C0EAST"), 200, `<div class="fresh"`)
	mustSay(t, ask(h, "GET", elsewhere), 200, `data-unread="0"`)
}

func TestEarlierMessagesAreALinkAway(t *testing.T) {
	o := newOffice(t, Options{})
	for range firstMany + 1 {
		if err := o.ws.Person("U0ANA").Type(context.Background(), "C0EAST", "again"); err != nil {
			t.Fatal(err)
		}
	}
	w := o.page(t, "GET", "/part/log?as=U0BO&c=C0EAST")
	mustSay(t, w, 200, "Show earlier messages", "n=200")
	if n := strings.Count(w.Body.String(), "<article"); n != firstMany {
		t.Errorf("%d messages are drawn, want %d", n, firstMany)
	}
	if w := o.page(t, "GET", "/part/log?as=U0BO&c=C0EAST&n=200"); strings.Contains(w.Body.String(), "Show earlier") {
		t.Error("all is drawn and there is still a link")
	}
}

func TestAFailedCommandComesBackAsASentence(t *testing.T) {
	o := newOffice(t, Options{})
	mustSay(t, o.page(t, "POST", "/send?as=U0ANA&c=C0EAST", "text", "/nonsense"), 422, "/nonsense")
	mustSay(t, o.page(t, "POST", "/act?as=U0ANA&c=C0EAST", "channel", "C0EAST", "ts", "1.1", "action", "x"), 422, "not there any more")
	mustSay(t, o.page(t, "POST", "/submit?as=U0ANA&c=C0EAST", "view", "V1"), 422, "closed already")
}

func TestABadDayIsMadeAndEndedFromThePage(t *testing.T) {
	o := newOffice(t, Options{})
	for _, trouble := range sandbox.Troubles {
		mustSay(t, o.page(t, "GET", "/?as=U0ANA&c=C0EAST"), 200, trouble.Name)
	}
	failing := func() bool {
		resp, err := http.Post(o.ws.APIURL()+"api.test", "application/json", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode == http.StatusServiceUnavailable
	}
	mustSay(t, o.page(t, "POST", "/trouble?as=U0ANA&c=C0EAST", "name", "errors"), 204)
	if !failing() {
		t.Error("Slack is well")
	}
	mustSay(t, o.page(t, "GET", "/?as=U0ANA&c=C0EAST"), 200, "Slack has a bad day:</strong> every call fails with 503.", `errors <span class="tag">on</span>`)
	mustSay(t, o.page(t, "GET", "/part/ill?as=U0BO&c=C0EAST"), 200, "every call fails with 503.")
	mustSay(t, o.page(t, "POST", "/trouble?as=U0ANA&c=C0EAST", "name", ""), 204)
	if failing() {
		t.Error("the bad day does not end")
	}
	if w := o.page(t, "GET", "/?as=U0ANA&c=C0EAST"); strings.Contains(w.Body.String(), "has a bad day") {
		t.Error("the page says that Slack has a bad day, and it has none")
	}
	mustSay(t, o.page(t, "POST", "/trouble?as=U0ANA&c=C0EAST", "name", "earthquake"), 422, "no such trouble")
}

func TestTimeMovesForwardOnly(t *testing.T) {
	o := newOffice(t, Options{})
	before := o.ws.Now()
	mustSay(t, o.page(t, "POST", "/advance?as=U0ANA&c=C0EAST", "by", "1h"), 204)
	if moved := o.ws.Now().Sub(before); moved < time.Hour || moved > time.Hour+time.Minute {
		t.Errorf("time moved by %v", moved)
	}
	for _, by := range []string{"-1h", "", "9000h", "soon"} {
		mustSay(t, o.page(t, "POST", "/advance?as=U0ANA&c=C0EAST", "by", by), 422, "forward")
	}
	mustSay(t, o.page(t, "POST", "/advance?as=U0BO&c=C0EAST", "by", "morning"), 204)
	at := o.ws.Now().In(o.ws.Person("U0BO").Location())
	if at.Hour() != 9 || at.Minute() != 0 || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		t.Errorf("the next morning of Bo is %v", at)
	}
}

func TestTheNextMorningIsNineOnAWeekday(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ now, want string }{
		{"2026-11-17 08:59", "2026-11-17 09:00"}, {"2026-11-17 09:00", "2026-11-18 09:00"}, {"2026-11-20 10:00", "2026-11-23 09:00"},
		{"2026-10-30 23:00", "2026-11-02 09:00"}, // the clocks go back in between
		{"2027-03-13 12:00", "2027-03-15 09:00"}, // and forward
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := nextMorning(now).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("after %s comes %s, want %s", c.now, got, c.want)
		}
	}
}

func TestButtonsOfTheHostAreOfferedAndTheirErrorsShown(t *testing.T) {
	o := newOffice(t, Options{})
	h := New(o.ws, Options{Buttons: []Button{{"Run the nudges", func(context.Context) error { return errors.New("The bot is asleep.") }}}})
	mustSay(t, ask(h, "GET", "/?as=U0ANA&c=C0EAST"), 200, "Run the nudges")
	mustSay(t, ask(h, "POST", "/button?as=U0ANA&c=C0EAST", "i", "0"), 422, "The bot is asleep.")
	mustSay(t, ask(h, "POST", "/button?as=U0ANA&c=C0EAST", "i", "7"), 422, "no such button")
}

func TestTheStreamNamesThePieceThatChanged(t *testing.T) {
	o := newOffice(t, Options{})
	srv := httptest.NewServer(New(o.ws, Options{}))
	defer srv.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", srv.URL+"/events?as=U0BO&c=C0EAST", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := srv.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	told := func(want string) {
		t.Helper()
		for lines.Scan() {
			if lines.Text() == "event: "+want {
				return
			}
		}
		t.Fatalf("the stream ended before it named %s: %v", want, lines.Err())
	}
	told("modal") // at first it names everything; modal is one of them
	if err := o.ws.Person("U0ANA").Type(ctx, "C0EAST", "news"); err != nil {
		t.Fatal(err)
	}
	told("log")
}

func TestAssetsAreServedWithTheirTypes(t *testing.T) {
	o := newOffice(t, Options{})
	for path, kind := range map[string]string{"page.js": "javascript", "page.css": "css", "icon.svg": "svg", "vendor/htmx.min.js": "javascript"} {
		if w := o.page(t, "GET", "/assets/"+path); w.Code != 200 || !strings.Contains(w.Header().Get("Content-Type"), kind) {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

func TestAModalIsFilledSubmittedAndClosed(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	at := "?as=U0ANA&c=C0EAST"
	mustSay(t, o.page(t, "POST", "/send"+at, "text", "/followup acme"), 204)
	o.until(t, "the card is there", func() bool { return len(o.ws.Messages("C0EAST", "U0ANA")) == 1 })
	card := o.ws.Messages("C0EAST", "U0ANA")[0]
	mustSay(t, o.page(t, "POST", "/act"+at, "channel", "C0EAST", "ts", card.TS, "block", "card", "action", "snooze", "card/snooze", "1w"), 204)
	mustSay(t, o.page(t, "POST", "/act"+at, "channel", "C0EAST", "ts", card.TS, "block", "card", "action", "log"), 204)
	o.until(t, "the modal is open", func() bool { _, ok := o.ws.Modal("U0ANA"); return ok })
	view, _ := o.ws.Modal("U0ANA")
	mustSay(t, o.page(t, "POST", "/fill"+at, "view", view.ID, "note/note", "nothing <yet>"), 204)
	mustSay(t, o.page(t, "GET", "/part/modal"+at), 200, "nothing &lt;yet&gt;", "Log a touch")
	mustSay(t, o.page(t, "POST", "/submit"+at, "view", view.ID, "channel/channel", "call", "outcome/outcome", "left", "note/note", "nothing <yet>"), 204)
	mustSay(t, o.page(t, "GET", "/part/modal"+at), 200, "Say what happened", "nothing &lt;yet&gt;", `aria-invalid="true"`)
	mustSay(t, o.page(t, "POST", "/close"+at, "view", view.ID), 204)
	if w := o.page(t, "GET", "/part/modal"+at); strings.Contains(w.Body.String(), "<dialog") {
		t.Error("the modal is still there")
	}
	o.hears(t, "/followup acme", "click snooze 1w", "click log deal-1", "submit call nothing <yet>")
}

func TestQueriesSurviveOddNames(t *testing.T) {
	o := newOffice(t, Options{})
	w := o.page(t, "GET", "/?as="+url.QueryEscape(`"><script>`)+"&c="+url.QueryEscape("'x"))
	mustSay(t, w, 200, "Ana Ruiz")
	if strings.Contains(w.Body.String(), `"><script>`) {
		t.Error("the query came back unescaped")
	}
}

func TestWordsOfOnePersonRunOnButCardsStandAlone(t *testing.T) {
	o := newOffice(t, Options{})
	card := []byte(`[{"type":"section","text":{"type":"mrkdwn","text":"A card"}}]`)
	o.says(t, "U0ANA", "C0EAST", "First of all")
	o.says(t, "U0ANA", "C0EAST", "and another thing")
	o.post(t, "C0EAST", card)
	o.post(t, "C0EAST", card)
	w := o.page(t, "GET", "/?as=U0ANA&c=C0EAST")
	if got := strings.Count(w.Body.String(), `class="msg compact`); got != 1 {
		t.Errorf("%d of four messages run on from the one before, want only the second", got)
	}
}

// "Ana has joined the channel" is Slack's line: what she says next has her name above it.
func TestNothingRunsOnFromALineOfSlacks(t *testing.T) {
	o := newOffice(t, Options{})
	for _, typed := range []string{"/leave", "/join #sales-east"} {
		at := map[bool]string{true: "C0EAST", false: o.ws.DM("U0ANA")}[typed == "/leave"]
		if err := o.ws.Person("U0ANA").Type(t.Context(), at, typed); err != nil {
			t.Fatal(err)
		}
	}
	o.says(t, "U0ANA", "C0EAST", "I am back")
	o.says(t, "U0ANA", "C0EAST", "for good")
	w := o.page(t, "GET", "/?as=U0ANA&c=C0EAST")
	if got := strings.Count(w.Body.String(), `class="msg compact`); got != 1 {
		t.Errorf("%d messages run on from the one before, want only the last", got)
	}
}

func TestAnAppWithoutAHomeTabHasNoLinkToIt(t *testing.T) {
	o := newOffice(t, Options{})
	at := "/?as=U0ANA&tab=home&c=" + o.ws.DM("U0ANA")
	mustSay(t, ask(New(o.ws, Options{}), "GET", at), 200, "tab=home", "Sales Coach Home")
	w := ask(New(o.ws, Options{NoHome: true}), "GET", at)
	mustSay(t, w, 200, "Message Sales Coach")
	if strings.Contains(w.Body.String(), "tab=home") {
		t.Error("there is a link to a tab that does not exist")
	}
}
