package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// ward is a workspace and a database that the doctor looks at, all in good health.
type ward struct {
	t    *testing.T
	ws   *sandbox.Workspace
	file string
}

func openWard(t *testing.T, scopes ...string) *ward {
	t.Helper()
	if scopes == nil {
		scopes = botScopes
	}
	w := &ward{t: t, file: filepath.Join(t.TempDir(), "coach.db")}
	w.ws = sandbox.New(sandbox.Options{Scopes: scopes, Events: botEvents, Commands: slashCommands, NoRateLimits: true})
	must(t, w.ws.Start())
	t.Cleanup(func() { w.ws.Close() })
	w.ws.AddPerson(sandbox.PersonSpec{ID: mira, RealName: "Mira Okafor", TZ: "Europe/Berlin"})
	w.ws.AddPerson(sandbox.PersonSpec{ID: gus, RealName: "Gus Visitor", Restricted: true})
	w.ws.AddUserGroup(sandbox.Group{ID: "S0LEADS", Name: "Leads", Members: []string{mira}})
	w.ws.AddUserGroup(sandbox.Group{ID: "S0EMPTY", Name: "Empty"})
	w.ws.AddChannel(sandbox.ChannelSpec{ID: salesChannel, Name: "sales", Members: []string{mira, w.ws.BotUserID()}})
	w.ws.AddChannel(sandbox.ChannelSpec{ID: lobby, Name: "lobby", Members: []string{mira}})
	for name, value := range map[string]string{
		"DATABASE_URL": "sqlite:" + w.file, "SLACK_API_URL": w.ws.APIURL(), "SLACK_BOT_TOKEN": w.ws.BotToken(), "SLACK_APP_TOKEN": w.ws.AppToken(),
		"COACH_MANAGERS": mira + ",S0LEADS", "COACH_DIGEST_CHANNELS": salesChannel, "COACH_LOG_LEVEL": "debug",
	} {
		t.Setenv(name, value)
	}
	w.change(func(coach.Tx) error { return nil })
	return w
}

// change does something in the database, which is there after.
func (w *ward) change(fn func(coach.Tx) error) {
	w.t.Helper()
	store, err := db.Open(w.t.Context(), "sqlite:"+w.file, db.Options{})
	must(w.t, err)
	must(w.t, errors.Join(store.Update(w.t.Context(), w.ws.TeamID(), fn), store.Close()))
}

// examined is what the doctor says, and the exit code.
func (w *ward) examined(args ...string) (code int, said string) {
	w.t.Helper()
	code, out, errs := says(w.t, append([]string{"doctor"}, args...)...)
	for _, leak := range leaks(out+errs, []string{"Mira Okafor", "Gus Visitor", w.ws.BotToken(), w.ws.AppToken()}) {
		w.t.Errorf("the doctor tells %q", leak)
	}
	return code, out
}

func TestTheDoctorFindsNothingWhereAllIsWell(t *testing.T) {
	w := openWard(t)
	before, err := os.ReadFile(w.file)
	must(t, err)
	code, said := w.examined()
	if code != exitOK || strings.ContainsAny(said, "✗!") || !strings.HasSuffix(said, "\nAll is well.\n") {
		t.Errorf("exit %d\n%s", code, said)
	}
	for _, check := range []string{"settings", "token", "scopes", "clock", "socket", "database", "disk", "zones", "channels", "managers", "plays"} {
		if !strings.Contains("\n"+said, "\n✓ "+check) {
			t.Errorf("%s was not looked at:\n%s", check, said)
		}
	}
	if after, _ := os.ReadFile(w.file); string(after) != string(before) {
		t.Error("the database was changed")
	}
	if left, _ := filepath.Glob(w.file + "-*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
	if w.ws.Sockets() != 0 {
		t.Error("a socket stays open")
	}
}

func TestTheDoctorNamesEachIllAndHowToMendIt(t *testing.T) {
	api := func(method string, f sandbox.APIFault) func(*ward) {
		return func(w *ward) { w.ws.Faults().API(method, f) }
	}
	env := func(name, value string) func(*ward) { return func(w *ward) { w.t.Setenv(name, value) } }
	for name, c := range map[string]struct {
		make func(*ward)
		code int
		want string
	}{
		"revoked token": {api("auth.test", sandbox.APIFault{Error: "token_revoked"}), 1,
			"✗ token     Slack refuses the bot token (token_revoked). Install the app again"},
		"unknown token": {env("SLACK_BOT_TOKEN", "xoxb-of-somebody-else"), 1,
			"✗ token     Slack refuses the bot token (invalid_auth). Copy the bot token"},
		"no token": {env("SLACK_BOT_TOKEN", ""), 1,
			"✗ settings  SLACK_BOT_TOKEN is missing or no bot token. It begins with xoxb-"},
		"tokens swapped": {func(w *ward) { w.t.Setenv("SLACK_APP_TOKEN", w.ws.BotToken()) }, 1,
			"✗ settings  SLACK_APP_TOKEN is missing or no app-level token."},
		"unknown app token": {env("SLACK_APP_TOKEN", "xapp-of-somebody-else"), 1,
			"✗ socket    Slack refuses to open a socket (invalid_auth): it does not know the app-level token. Make a new app-level token"},
		"app token without its scope": {api("apps.connections.open", sandbox.APIFault{Error: "missing_scope"}), 1,
			"✗ socket    Slack refuses to open a socket (missing_scope): the app-level token lacks a scope. Make a new"},
		"Socket Mode off": {func(w *ward) { w.ws.Faults().DisableLink() }, 1,
			"✗ socket    Slack refuses to open a socket (link_disabled): Socket Mode is off. Switch it on"},
		"no WebSocket through": {func(w *ward) { w.ws.Faults().RefuseUpgrades(1, 403) }, 1,
			"✗ socket    No socket to Slack: the address that Slack gave cannot be reached: websocket: bad handshake. Look whether a firewall"},
		"socket that closes": {func(w *ward) { w.ws.Faults().AcceptThenClose(1) }, 1, "✗ socket    No socket to Slack: the socket closed"},
		"a little late":      {api("auth.test", sandbox.APIFault{Date: time.Now().Add(time.Minute)}), 0, "behind Slack's. Have this machine keep its time by the network"},
		"an hour ahead":      {api("auth.test", sandbox.APIFault{Date: time.Now().Add(-time.Hour)}), 1, "ahead of Slack's. Have this machine"},
		"Slack is away":      {env("SLACK_API_URL", "http://127.0.0.1:1/api/"), 1, "✗ token     Slack can't be reached at http://127.0.0.1:1/api/:"},
		"unknown channel": {env("COACH_DIGEST_CHANNELS", "C0NOWHERE"), 1,
			"✗ channels  C0NOWHERE isn't there, or private and without the bot. Type /invite and the bot's name there, or mend COACH_DIGEST_CHANNELS."},
		"not invited": {env("COACH_DIGEST_CHANNELS", salesChannel+","+lobby), 1, "✗ channels  The bot isn't in C0LOBBY. Type /invite"},
		"put out of a channel": {func(w *ward) {
			w.change(func(tx coach.Tx) error { return tx.SaveRoom(coach.Room{ID: lobby, DigestAt: coach.DigestOn}) })
		}, 0, "! channels  The bot isn't in C0LOBBY. Somebody has archived it or put the bot out of it"},
		"unknown manager": {env("COACH_MANAGERS", "U0NOBODY"), 1, "✗ managers  Slack knows no user U0NOBODY. Mend COACH_MANAGERS."},
		"unknown group":   {env("COACH_MANAGERS", "S0NONE"), 1, "✗ managers  Slack knows no user group S0NONE. Mend COACH_MANAGERS."},
		"empty group":     {env("COACH_MANAGERS", "S0EMPTY"), 0, "! managers  The user group S0EMPTY has no members."},
		"a guest manages": {env("COACH_MANAGERS", gus), 0, "! managers  U0GUEST is a guest or a bot, and isn't served."},
		"no managers":     {env("COACH_MANAGERS", ""), 0, "! managers  There are none"},
		"a zone that is none": {func(w *ward) {
			w.change(func(tx coach.Tx) error { return tx.SaveRep(coach.Rep{ID: mira, Zone: "Europe/Atlantis"}) })
		}, 0, `! zones     No such time zone: "Europe/Atlantis" of U0MIRA. Until they choose another under /followup settings, UTC is taken.`},
		"a wrong zone set": {env("COACH_TIMEZONE", "Atlantis"), 1, `✗ settings  COACH_TIMEZONE="Atlantis": an IANA zone such as Europe/Berlin.`},
		"two bad settings": {func(w *ward) { w.t.Setenv("COACH_GAPS", "x"); w.t.Setenv("COACH_WORK_DAYS", "9") }, 1, "✗ settings  COACH_WORK_DAYS=\"9\":"},
		"a mistyped name":  {env("COACH_MANAGER", mira), 0, "! settings  COACH_MANAGER is no setting. Look for it in salescoach help."},
		"no such database": {func(w *ward) { w.t.Setenv("DATABASE_URL", "sqlite:"+w.file+".new") }, 0, "yet; the first start makes it."},
		"no directory":     {func(w *ward) { w.t.Setenv("DATABASE_URL", "sqlite:/no/such/dir/x.db") }, 1, "✗ database  The database /no/such/dir/x.db can't be made, because its directory doesn't exist; make that first."},
		"not a database":   {func(w *ward) { must(w.t, os.WriteFile(w.file, []byte(strings.Repeat("Dear reader, ", 99)), 0o600)) }, 1, "isn't a database; name another file, or restore it from a backup"},
		"another engine":   {env("DATABASE_URL", "mysql:x"), 1, "✗ database  A database URL looks like sqlite:salescoach.db; this one doesn't."},
		"damaged":          {(*ward).damage, 1, "is damaged; restore it from the newest backup"},
		"held by another":  {(*ward).hold, 1, "is held by another program; stop that one, or try again when it is done."},
		"no plays there":   {env("COACH_PLAYS_DIR", "/no/such/dir"), 1, "✗ plays     "},
		"a bad play": {func(w *ward) {
			dir := w.t.TempDir()
			must(w.t, os.WriteFile(dir+"/mine.md", []byte("Title: Mine\nNonsense: yes\n\nHello\n"), 0o600))
			w.t.Setenv("COACH_PLAYS_DIR", dir)
		}, 1, "✗ plays     "},
	} {
		t.Run(name, func(t *testing.T) {
			w := openWard(t)
			c.make(w)
			code, said := w.examined()
			if code != c.code || !strings.Contains(said, c.want) {
				t.Errorf("exit %d, want %d, and %q in\n%s", code, c.code, c.want, said)
			}
			for line := range strings.Lines(said) {
				if len(line) > 600 || !strings.HasSuffix(strings.TrimSpace(line), ".") {
					t.Errorf("that is no line with an end: %q", line)
				}
			}
		})
	}
}

// damage breaks pages in the middle of the file.
func (w *ward) damage() {
	w.change(func(tx coach.Tx) error {
		for n := range 3000 {
			if err := tx.SaveSetting(fmt.Sprint("filler ", n), strings.Repeat("x", 100)); err != nil {
				return err
			}
		}
		return nil
	})
	data, err := os.ReadFile(w.file)
	must(w.t, err)
	for i := len(data) / 2; i < len(data)/2+40_000; i++ {
		data[i] ^= 0x5a
	}
	must(w.t, os.WriteFile(w.file, data, 0o600))
}

// hold has another program hold the database.
func (w *ward) hold() {
	holdFile(w.t, w.file)
}

func TestTheDoctorComparesScopesWithTheManifest(t *testing.T) {
	code, said := openWard(t, botScopes[1:]...).examined()
	if want := "✗ scopes    The bot token lacks app_mentions:read. Put deploy/manifest.yaml under App Manifest"; code != exitFailed || !strings.Contains(said, want) {
		t.Errorf("exit %d, want %q in\n%s", code, want, said)
	}
	code, said = openWard(t, append([]string{"chat:write.public"}, botScopes...)...).examined()
	if want := "! scopes    The bot token may do more than the bot needs: chat:write.public. Take that away"; code != exitOK || !strings.Contains(said, want) {
		t.Errorf("exit %d, want %q in\n%s", code, want, said)
	}
}

func TestWithoutSlackTheDoctorLooksAtTheRest(t *testing.T) {
	w := openWard(t)
	t.Setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
	_, said := w.examined()
	for _, check := range []string{"database", "disk", "zones", "plays"} {
		if !strings.Contains(said, "\n✓ "+check) {
			t.Errorf("%s was not looked at:\n%s", check, said)
		}
	}
	if strings.Contains(said, "socket") || strings.Contains(said, "managers") {
		t.Errorf("what only Slack knows is told without it:\n%s", said)
	}
}

func TestTheDoctorSpeaksToMachines(t *testing.T) {
	w := openWard(t)
	t.Setenv("COACH_MANAGERS", "U0NOBODY")
	code, said := w.examined("--json")
	var got struct {
		Well     bool
		Findings []finding
	}
	must(t, json.Unmarshal([]byte(said), &got))
	if code != exitFailed || got.Well || len(got.Findings) != 11 {
		t.Errorf("exit %d, %+v", code, got)
	}
	for _, f := range got.Findings {
		if f.Check == "managers" && f != (finding{"managers", ill, "Slack knows no user U0NOBODY.", "Mend COACH_MANAGERS."}) {
			t.Errorf("%+v", f)
		}
	}
}

func TestAMistakeInTheDoctorsArgumentsIsNoIllness(t *testing.T) {
	if code, _, errs := says(t, "doctor", "--nope"); code != exitUsage || !strings.Contains(errs, "Try: salescoach help doctor") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestTheDoctorReadsWhatADatabaseAndADiskComeTo(t *testing.T) {
	cannot := coach.Errorf(coach.Invalid, "The database x cannot be written.")
	for _, c := range []struct {
		x    db.Examination
		want status
		says string
	}{
		{db.Examination{Path: "x", Exists: true, Schema: 3, Known: 3, Bytes: 3 << 20}, well, "x is whole and takes changes: 3.0 MB, schema 3."},
		{db.Examination{Path: "x", Exists: true, Schema: 2, Known: 3}, odd, "x has schema 2 of 3"},
		{db.Examination{Path: "x", Exists: true, Schema: 3, Known: 3, Refused: cannot}, ill, "cannot be written"},
		{db.Examination{Path: "x", Exists: true, Schema: 3, Known: 3, Damage: cannot}, ill, "cannot be written"},
		{db.Examination{Path: "x", Refused: cannot}, ill, "cannot be written"},
	} {
		if got := aboutDatabase(c.x, nil); got[0].Status != c.want || !strings.Contains(got[0].Says, c.says) {
			t.Errorf("%+v: %+v", c.x, got)
		}
	}
	for free, want := range map[uint64]status{10 << 20: ill, 100 << 20: odd, 600 << 20: odd, 5 << 30: well} {
		if got := aboutDisk(free, 400<<20); got.Status != want {
			t.Errorf("%d free: %+v", free, got)
		}
	}
}

func TestBothTokensMustBeOfOneApp(t *testing.T) {
	if got := aboutApps("A1", "A2"); got.Status != ill || got.Says != "The tokens are of two apps: the bot token of A1, the app-level token of A2." {
		t.Errorf("%+v", got)
	}
	for _, same := range [][2]string{{"A1", "A1"}, {"", "A1"}, {"A1", ""}} { // Slack need not say
		if got := aboutApps(same[0], same[1]); got.Status != well {
			t.Errorf("%q: %+v", same, got)
		}
	}
}

func TestTheClockIsJudgedByWhatIsCertain(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		theirs, took time.Duration
		want         status
		says         string
	}{
		{0, time.Second, well, "agrees"},
		{5 * time.Second, 10 * time.Second, well, "agrees"}, // it may have been then
		{-9 * time.Second, 0, well, "agrees"},
		{12 * time.Second, 0, odd, "12s behind Slack's"},
		{-31 * time.Second, 0, odd, "30s ahead of Slack's"},
		{3 * time.Minute, time.Second, ill, "2m59s behind"},
		{-time.Hour, 0, ill, "59m59s ahead of"},
	} {
		if got := aboutClock(noon.Add(c.theirs), noon, noon.Add(c.took)); got.Status != c.want || !strings.Contains(got.Says, c.says) {
			t.Errorf("%v, asked for %v: %+v", c.theirs, c.took, got)
		}
	}
}
