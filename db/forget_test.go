package db

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"salescoach/coach"
)

// noText are columns that nobody writes a customer's name into, and why.
var noText = map[string]string{
	"id": "", "key": "", "actor": "", "verb": "", "ref": "", "kind": "", "state": "", "why": "", "zone": "", "day": "", "currency": "", "stage": "",
	"account_words.word": "of a firm's name", "words.word": "the same", "word_slips.word": "the same", "word_slips.slip": "the same",
	"accounts.industry": "a word for many", "contacts.name": "goes with the row", "contacts.email": "the same", "contacts.phone": "the same",
	"deals.source": "a system", "deals.uses": "numbers", "deals.rep_name": "one of us", "facts.kind": "",
	"migrations.name": "ours", "rooms.name": "a channel", "library.theme": "one of five", "library.industry": "a word for many",
	"outbox.thread": "a key", "outbox.recipient": "an id", "votes.choice": "one of a few", "votes.fate": "the same",
	"nudges.step": "one of a few", "nudges.outcome": "the same", "settings.name": "ours", "touches.message": "a place in Slack",
	"touches.direction": "one of a few", "touches.channel": "the same", "touches.outcome": "the same", "touches.objection": "the same", "outbox.channel": "an id",
	"touches.used": "an id", "outbox.ts": "a place in Slack", "audit.about": "an id",
}

// Whoever adds a column of text has to say whether somebody may be named in it.
func TestEveryTextOfTheSchemaIsLookedAtOrNamesNobody(t *testing.T) {
	looked := map[string]bool{}
	for _, w := range texts {
		for _, c := range strings.Fields(w.columns) {
			looked[w.table+"."+c] = true
		}
	}
	harmless := regexp.MustCompile(`(_id|_by|_key|_on|_until|_from|_at|^workspace|^last_(channel|outcome)|^currency)$`)
	ours := []string{"reps"} // people of ours
	table := regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\)[^)]*;`)
	column := regexp.MustCompile(`(?m)(?:^|,)\s*(\w+)\s+TEXT\b`)
	n := 0
	for _, m := range table.FindAllStringSubmatch(string(read(t, "testdata/schema.sqlite.sql")), -1) {
		for _, c := range column.FindAllStringSubmatch(m[2], -1) {
			name := m[1] + "." + c[1]
			n++
			_, whole := noText[name]
			_, part := noText[c[1]]
			if !looked[name] && !whole && !part && !harmless.MatchString(c[1]) && !slices.Contains(ours, m[1]) {
				t.Errorf("%s: may somebody be named in it? Then it belongs to texts, else to noText", name)
			}
			delete(looked, name)
		}
	}
	if n < 50 || len(looked) > 0 {
		t.Errorf("%d columns; not in the schema: %v", n, looked)
	}
}

// After somebody was forgotten, no byte of the file or of its log names them.
func TestNobodyIsFoundInTheFileWhoWasForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	d := open(t, path)
	now := time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)
	c := coach.New(d, coach.Options{Now: func() time.Time { return now }, NewID: func() string { return "x" }, Zone: time.UTC, Log: slog.New(slog.DiscardHandler)})
	writeAbout(t, d, now)
	secrets := []string{"Castell", "castell@quarry", "555 0143", "5550143", "RUTH CASTELL", "collects fossils"}
	if found := inFiles(t, path, secrets); len(found) != len(secrets) {
		t.Fatalf("only %q is there to be forgotten", found)
	}
	dry, err := c.Forget(t.Context(), "T1", "ruth castell", true)
	if err != nil {
		t.Fatal(err)
	}
	if found := inFiles(t, path, secrets); len(found) != len(secrets) {
		t.Error("a dry run changed something")
	}
	f, err := c.Forget(t.Context(), "T1", "CASTELL@quarry.example", false)
	if err != nil {
		t.Fatal(err)
	}
	if f.Contacts != 1 || f.Facts != 2 || f.Touches != 1 || f.Edited() != dry.Edited() || f.Edited() < 10 {
		t.Errorf("%+v, and the dry run said %+v", f, dry)
	}
	if err := d.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found := inFiles(t, path, secrets); len(found) > 0 {
		t.Errorf("the file still has %q", found)
	}
	// Everybody and everything else is as it was.
	for _, stays := range []string{"Anna Schmidt", "Spoke to (forgotten), who", "Ruthless", "Quarry Stoneworks", "contact.forget", "another firm's Ruth"} {
		if len(inFiles(t, path, []string{stays})) == 0 {
			t.Errorf("%q is gone", stays)
		}
	}
	if err := d.Check(t.Context()); err != nil {
		t.Error(err)
	}
	_, err = c.Forget(t.Context(), "T1", "Ruth Castell", true)
	if coach.KindOf(err) != coach.NotFound {
		t.Errorf("she is found again: %v", err)
	}
}

// writeAbout writes a person into every text of a database, and some namesakes.
func writeAbout(t *testing.T, d *DB, now time.Time) {
	t.Helper()
	day := coach.DateOf(now, time.UTC)
	const about = "Spoke to Ruth Castell, who likes gliding? ruth: call +1 (555) 0143. Ruthless. RUTH CASTELL\n"
	err := d.Update(context.Background(), "T1", func(tx coach.Tx) error {
		for _, err := range []error{
			tx.InsertAccount(coach.Account{ID: "a1", Name: "Quarry Stoneworks", CreatedAt: now}),
			tx.InsertAccount(coach.Account{ID: "a2", Name: "Nordlicht", CreatedAt: now}),
			tx.InsertContact(coach.Contact{ID: "c1", AccountID: "a1", Name: "Ruth Castell", Email: "castell@quarry.example", Phone: "555 0143", CreatedAt: now}),
			tx.InsertContact(coach.Contact{ID: "c2", AccountID: "a1", Name: "Anna Schmidt", Role: "works for Castell", CreatedAt: now}),
			tx.InsertDeal(coach.Deal{ID: "d1", AccountID: "a1", Stage: coach.Open, PauseReason: about, CloseReason: about, RealReason: about, CreatedAt: now, UpdatedAt: now}),
			tx.InsertDeal(coach.Deal{ID: "d2", AccountID: "a2", Stage: coach.Open, PauseReason: "another firm's Ruth", CreatedAt: now, UpdatedAt: now}),
			tx.InsertTouch(coach.Touch{ID: "t1", DealID: "d1", ContactID: "c1", Channel: coach.Call, Note: about, At: now, On: day, LoggedAt: now}),
			tx.InsertTouch(coach.Touch{ID: "t2", DealID: "d2", Channel: coach.Call, Note: "sent by " + about, At: now, On: day, LoggedAt: now}),
			tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a1", ContactID: "c1", Kind: coach.Statement, Text: "collects fossils", AddedAt: now}),
			tx.InsertFact(coach.Fact{ID: "f2", AccountID: "a2", Kind: coach.Referrer, Person: "Ruth Castell", Text: "sent us", AddedAt: now}),
			tx.InsertFact(coach.Fact{ID: "f3", AccountID: "a2", Kind: coach.Note, Text: about, SayAs: about, AskAs: about, Source: about, AddedAt: now}),
			tx.InsertTask(coach.Task{ID: "k1", DealID: "d1", Text: about, DueOn: day, AddedAt: now}),
			tx.InsertLibraryItem(coach.LibraryItem{ID: "l1", Text: about, Link: "https://x.example/?mail=castell@quarry.example", AddedAt: now}),
			tx.InsertPost(coach.Post{Key: "p", Kind: coach.NudgePost, State: coach.PostSent, Body: `{"Text":"a\nRuth Castell\u003ccastell@quarry.example\u003e"}`, CreatedAt: now, UpdatedAt: now}),
			tx.InsertPoll(coach.Poll{ID: "q1", Kind: coach.IdeaRound, State: coach.PollOpen, Asked: coach.Asked{Prize: "dinner with Ruth Castell"}, OpenedAt: now}),
			tx.InsertVote(coach.Vote{PollID: "q1", RepID: "U1", DealID: "d1", Text: about, At: now}),
			tx.InsertIdea(coach.Idea{ID: "i1", PollID: "q1", Text: about, At: now}),
			tx.SaveSetting("offer", "we call Ruth Castell on 5550143"),
			tx.Record(coach.Entry{At: now, Actor: "U1", Verb: "fact.add", About: "a1", Items: []coach.Item{
				{Noun: "fact", ID: "f1", After: map[string]string{"text": "collects fossils"}},
				{Noun: "contact", ID: "c1", After: map[string]string{"name": "Ruth Castell", "role": "head of works"}},
				{Noun: "touch", ID: "t9", Before: map[string]string{"note": about}},
			}}),
		} {
			if err != nil {
				return err
			}
		}
		return tx.DeleteLibraryItem("l1") // what was deleted before may still lie about
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inFiles are the texts that a database file or its log has, in any case.
func inFiles(t *testing.T, path string, texts []string) (found []string) {
	t.Helper()
	var all []byte
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		all = append(all, bytes.ToLower(read(t, f))...)
	}
	for _, text := range texts {
		if bytes.Contains(all, []byte(strings.ToLower(text))) {
			found = append(found, text)
		}
	}
	return found
}
