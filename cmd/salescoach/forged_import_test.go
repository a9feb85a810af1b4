package main

import (
	"bytes"
	"log/slog"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot"
	"salescoach/bot/sandbox"
	"salescoach/coach"
)

const fewDeals = "Account,Deal,Amount,Stage,Sent on\nAlder,Desks,100,open,2026-11-05\nBirch,Chairs,200,open,2026-11-05\n"

// drops is a file that somebody sends to the bot, as the event that tells of it.
func (d *desk) drops(user, name, data string) bot.Envelope {
	d.t.Helper()
	must(d.t, d.ws.Person(user).Attach(d.t.Context(), d.ws.DM(user), name, "", []byte(data)))
	api := slack.New(d.ws.BotToken(), slack.OptionAPIURL(d.ws.APIURL()))
	h, err := api.GetConversationHistoryContext(d.t.Context(), &slack.GetConversationHistoryParameters{ChannelID: d.ws.DM(user), Limit: 1})
	must(d.t, err)
	m := h.Messages[0].Msg
	return bot.Envelope{Kind: bot.KindEvent, Key: "event:" + m.Timestamp, User: user, Channel: d.ws.DM(user), Event: &slackevents.EventsAPIEvent{
		InnerEvent: slackevents.EventsAPIInnerEvent{Type: "message", Data: &slackevents.MessageEvent{
			Type: "message", SubType: m.SubType, User: user, Text: m.Text, Channel: d.ws.DM(user), ChannelType: "im", TimeStamp: m.Timestamp, Message: &m,
		}},
	}}
}

// answered is what the bot writes to somebody because of an event; "" when it keeps silent.
func (d *desk) answered(e bot.Envelope) string {
	d.t.Helper()
	before, _ := d.ws.Person(e.User).Last(e.Channel)
	d.gets(e)
	if d.last.After != nil {
		d.last.After(d.t.Context())
	}
	after, _ := d.ws.Person(e.User).Last(e.Channel)
	if after.TS == before.TS {
		return ""
	}
	return after.PlainText()
}

// another is one more manager: Slack takes one message a second in a conversation.
func (d *desk) another() string {
	d.t.Helper()
	p := d.ws.AddPerson(sandbox.PersonSpec{RealName: "Manager " + strconv.Itoa(len(d.managers))})
	d.managers = append(d.managers, p.ID)
	d.hire()
	return p.ID
}

// fileOf is the file of an event.
func fileOf(e bot.Envelope) *slack.File {
	return &e.Event.InnerEvent.Data.(*slackevents.MessageEvent).Message.Files[0]
}

var importButton = regexp.MustCompile(`1\|import\.run\|([0-9a-f]+)\|`)

// offered drops a file and gives the id of the import in its preview.
func (d *desk) offered(user, name, data string) string {
	d.t.Helper()
	if said := d.answered(d.drops(user, name, data)); !strings.Contains(said, "[Import] [Cancel]") {
		d.t.Fatalf("no preview: %s", said)
	}
	m, _ := d.ws.Person(user).Last(d.ws.DM(user))
	return importButton.FindStringSubmatch(string(m.RawBlocks))[1]
}

func (d *desk) count() (n int) {
	d.t.Helper()
	must(d.t, d.store.View(d.t.Context(), d.ws.TeamID(), func(r coach.Reader) (err error) {
		n, err = r.CountDeals(coach.DealQuery{})
		return err
	}))
	return n
}

func TestAFileThatIsDeliveredTwiceAndPressedTwiceIsImportedOnce(t *testing.T) {
	d := newDesk(t)
	e := d.drops(mira, "deals.csv", fewDeals)
	if said := d.answered(e); !strings.Contains(said, "2 new deals") {
		t.Fatal(said)
	}
	if said := d.answered(e); said != "" {
		t.Errorf("delivered again, it's answered again: %s", said)
	}
	m, _ := d.ws.Person(mira).Last(d.ws.DM(mira))
	id := importButton.FindStringSubmatch(string(m.RawBlocks))[1]
	first := d.clicks(mira, "1|import.run|"+id+"|")
	if !strings.Contains(first, "deals.csv is imported: 2 new deals.") || d.count() != 2 {
		t.Fatalf("%s, and %d deals", first, d.count())
	}
	d.ws.RemoveFile(fileOf(e).ID) // what is done needs no file any more
	if again := d.clicks(mira, "1|import.run|"+id+"|"); again != first || d.count() != 2 {
		t.Errorf("pressed twice: %s, and %d deals", again, d.count())
	}
	if late := d.clicks(mira, "1|import.cancel|"+id+"|"); late != first || d.count() != 2 {
		t.Errorf("cancelled too late: %s", late)
	}
	undone := d.clicks(mira, "1|import.undo|"+id+"|")
	if !strings.Contains(undone, "is undone") || d.count() != 0 {
		t.Errorf("undone: %s, and %d deals", undone, d.count())
	}
	for _, verb := range []string{"import.undo", "import.run", "import.cancel"} {
		if again := d.clicks(mira, "1|"+verb+"|"+id+"|"); again != undone || d.count() != 0 {
			t.Errorf("%s after the undo: %s, and %d deals", verb, again, d.count())
		}
	}
}

// Somebody else's preview, one that is over, and values that nobody drew.
func TestAForgedImportIsRefusedInWordsAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.managers = append(d.managers, otto)
	d.hire()
	old := d.offered(mira, "old.csv", fewDeals)
	id := d.offered(mira, "deals.csv", fewDeals)
	const manager, over = "that's for a manager to do", "isn't the newest one"
	for user, values := range map[string]map[string]string{
		dana: {
			"1|import.run|" + id + "|":    manager,
			"1|import.undo|" + id + "|":   manager,
			"1|import.cancel|" + id + "|": manager,
		},
		otto: { // a manager too, and it isn't his file
			"1|import.run|" + id + "|":    over,
			"1|import.cancel|" + id + "|": "Nothing was imported",
		},
		mira: {
			"1|import.run|" + old + "|":          over,
			"1|import.run|nope|":                 over,
			"1|import.run||":                     over,
			"1|import.run|" + id + "' OR 1=1|":   over,
			"1|import.undo|nope|":                "only the last import",
			"1|import.undo||":                    "doesn't say which import",
			"1|import.undo|" + id + "|":          "only the last import",
			"1|import.cancel|" + old + "|":       "Nothing was imported",
			"1|import.run|../../etc/passwd|deal": over,
		},
		gus: {"1|import.run|" + id + "|": "members of this workspace"},
	} {
		for value, want := range values {
			if got := d.clicks(user, value); !strings.Contains(got, want) || !wellSaid.MatchString(got) {
				t.Errorf("%s: %q shows %q, want %q", user, value, got, want)
			}
		}
	}
	if d.count() != 0 {
		t.Fatalf("%d deals were imported", d.count())
	}
	if got := d.clicks(mira, "1|import.run|"+id+"|"); !strings.Contains(got, "is imported") || d.count() != 2 {
		t.Errorf("after all that, the file is not imported: %s", got)
	}
	if got := d.clicks(dana, "1|import.undo|"+id+"|"); !strings.Contains(got, manager) || d.count() != 2 {
		t.Errorf("undone by a rep: %s", got)
	}
}

// What is imported is what was shown, or nothing.
func TestAFileThatChangedSinceItsPreviewIsNotImported(t *testing.T) {
	d := newDesk(t)
	for want, meddle := range map[string]func(file string){
		"isn't the one that I showed you": func(file string) { d.ws.ReplaceFile(file, []byte(strings.Replace(fewDeals, "Birch", "Mallory", 1))) },
		"isn't in Slack any more":         func(file string) { d.ws.RemoveFile(file) },
		"more than a day ago":             func(string) { d.ws.Advance(24*time.Hour + time.Minute) },
	} {
		id := d.offered(mira, "deals.csv", fewDeals)
		var file string
		for _, m := range d.ws.Messages(d.ws.DM(mira), mira) {
			if len(m.Files) > 0 {
				file = m.Files[0].ID
			}
		}
		meddle(file)
		if got := d.clicks(mira, "1|import.run|"+id+"|"); !strings.Contains(got, want) || d.count() != 0 {
			t.Errorf("want %q, got %q and %d deals", want, got, d.count())
		}
	}
}

// Whatever is sent, the answer is a sentence and nothing is changed.
func TestAFileThatIsNoListOfDealsIsAnsweredWithASentence(t *testing.T) {
	d := newDesk(t)
	utf16 := func(s string) string {
		out := "\xff\xfe"
		for _, r := range s {
			out += string([]byte{byte(r), 0})
		}
		return out
	}
	for name, c := range map[string]struct{ data, want string }{
		"utf16.csv":     {utf16(fewDeals), "2 new deals"},
		"bom.csv":       {"\xef\xbb\xbf" + fewDeals, "2 new deals"},
		"semicolon.csv": {strings.ReplaceAll(fewDeals, ",", ";"), "2 new deals"},
		"formula.csv":   {strings.Replace(fewDeals, "Desks", `"=HYPERLINK(""http://evil.example"")"`, 1), "2 new deals"},
		"tabs.TSV":      {strings.ReplaceAll(fewDeals, ",", "\t"), "2 new deals"},
		"bytes.csv":     {"\x00\x01\x02\x03\x04", "not a text file"},
		"picture.csv":   {"PK\x03\x04zip", "workbook or an archive"},
		"blank.csv":     {"\n\n\n", "is empty"},
		"quote.csv":     {"Account,Deal\n\"open,\n", "quotation mark"},
		"bomb.csv":      {"Account,Deal\n" + strings.Repeat("a,b\n", 1_000_000), "more than 10,000 rows. Split it, or ask whoever runs me to bring it in with `salescoach import`."},
		"wide.csv":      {"Account,Deal\n" + strings.Repeat(",", 1_000_000), "thousands of cells"},
		"large.csv":     {strings.Repeat("x", 5<<20+1), "larger than 5 MB"},
		"photo.png":     {"\x89PNG", "can't do anything with that file"},
		"sheet.ods":     {"PK", "workbook"},
	} {
		said := d.answered(d.drops(d.another(), name, c.data))
		if !strings.Contains(strings.ReplaceAll(said, "isn't", "is not"), c.want) && !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
		if d.count() != 0 {
			t.Fatalf("%s was imported before anybody said so", name)
		}
	}
}

// What Slack says of a file is not believed: neither its size nor where it is.
func TestAFileOfElsewhereIsNotFetched(t *testing.T) {
	d := newDesk(t)
	for want, change := range map[string]func(f *slack.File){
		"isn't kept in Slack": func(f *slack.File) {
			f.URLPrivateDownload, f.URLPrivate = "https://files.slack.com.evil.example/x.csv", ""
		},
		"isn't kept in Slack itself": func(f *slack.File) { f.IsExternal = true },
		"isn't in Slack any more":    func(f *slack.File) { f.Mode = "tombstone" },
		"doesn't show me that file":  func(f *slack.File) { *f = slack.File{ID: f.ID, FileAccess: "check_file_info"} },
		"larger than 5 MB":           func(f *slack.File) { f.Size = 5<<20 + 1 },
		"That file is empty":         func(f *slack.File) { f.Size = 0 },
	} {
		e := d.drops(d.another(), "deals.csv", fewDeals)
		change(fileOf(e))
		if said := d.answered(e); !strings.Contains(said, want) {
			t.Errorf("want %q, got %q", want, said)
		}
	}
	e := d.drops(mira, "deals.csv", strings.Repeat("x", 6<<20))
	fileOf(e).Size = 10
	if said := d.answered(e); !strings.Contains(said, "larger than 5 MB") {
		t.Errorf("a file that lies about its size: %q", said)
	}
	two := d.drops(mira, "deals.csv", fewDeals)
	m := two.Event.InnerEvent.Data.(*slackevents.MessageEvent).Message
	m.Files = append(m.Files, m.Files[0])
	if said := d.answered(two); !strings.Contains(said, "One file at a time") {
		t.Errorf("two files: %q", said)
	}
}

// Nothing of a file is in a log, at any level.
func TestNothingOfAFileIsInTheLog(t *testing.T) {
	d := newDesk(t)
	var log bytes.Buffer
	logged := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	api, client := bot.NewAPI(bot.APIOptions{BotToken: d.ws.BotToken(), AppToken: d.ws.AppToken(), URL: d.ws.APIURL(), Timeout: 2 * time.Second, Log: logged})
	d.bot = bot.New(bot.Options{Coach: d.coach, API: api, Send: bot.NewSender(bot.SenderOptions{API: api, HTTP: client, URL: d.ws.APIURL(), Log: logged}),
		Files: bot.NewFiles(bot.FilesOptions{BotToken: d.ws.BotToken(), HTTP: client, URL: d.ws.APIURL()}),
		Team:  d.ws.TeamID(), BotUser: d.ws.BotUserID(), Managers: d.managers, Log: logged, Now: d.ws.Now})
	id := d.offered(mira, "quarterly-list.csv", fewDeals)
	d.clicks(mira, "1|import.run|"+id+"|")
	d.clicks(mira, "1|import.undo|"+id+"|")
	d.answered(d.drops(mira, "quarterly-list.csv", "Account,Deal\n\"Alder"))
	e := d.drops(mira, "quarterly-list.csv", fewDeals)
	d.ws.RemoveFile(fileOf(e).ID)
	d.answered(e)
	d.answered(d.drops(mira, "quarterly-list.csv", "<!DOCTYPE html><title>Alder</title>"))
	if !strings.Contains(log.String(), "sign-in page") {
		t.Error("an operator isn't told that files can't be read")
	}
	for _, secret := range []string{"Alder", "Birch", "Desks", "quarterly", "files-pri", d.ws.BotToken()} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, log.String())
		}
	}
}
