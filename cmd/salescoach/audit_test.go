package main

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"salescoach/coach"
	"salescoach/db"
)

// quietVerbs change nothing that the audit log is about, and why.
var quietVerbs = map[string]string{
	"event.reply":   "the key of a message that was answered",
	"import.offer":  "a file of which somebody saw a preview, and no deal of theirs or ours",
	"import.cancel": "the same, forgotten",
}

// untold are the verbs of no story, and where they are seen instead.
var untold = map[string]string{
	"channel.join": "no story invites the bot; TestAChannelThatWeAreInvitedToIsInTheAuditLog in package coach does",
}

// trails is what the stories left in their audit logs, story by story.
type trails struct {
	mu    sync.Mutex
	verbs map[string]bool
	told  int // stories
}

// see reads the database of a story that is over: every input that was remembered has
// to be found in the log, under the same name and at the same instant. It names those
// that are not.
func (tr *trails) see(database, workspace string) (missing []string, err error) {
	path := strings.TrimPrefix(database, "sqlite:")
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	store, err := db.Open(context.Background(), database, db.Options{Now: time.Now})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	logged := map[string]bool{}
	verbs := map[string]bool{}
	err = store.View(context.Background(), workspace, func(r coach.Reader) error {
		return r.Entries(coach.AuditQuery{}, func(e coach.Entry) error {
			logged[fmt.Sprint(e.At, e.Actor, e.Verb)] = true
			verbs[e.Verb] = true
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	changes, err := rememberedIn(path)
	for _, c := range changes {
		if !logged[fmt.Sprint(c.At, c.Actor, c.Verb)] && quietVerbs[c.Verb] == "" {
			missing = append(missing, fmt.Sprint(c.At, " ", c.Actor, " ", c.Verb, " ", c.Ref))
		}
	}
	tr.mu.Lock()
	defer tr.mu.Unlock()
	maps.Copy(tr.verbs, verbs)
	tr.told++
	return missing, err
}

// checkTrail is what every story ends with, too.
func (s *story) checkTrail(t *testing.T, name string, tr *trails) {
	missing, err := tr.see(s.app.config.Database, s.ws.TeamID())
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, m := range missing {
		t.Errorf("%s: the audit log has nothing of %s", name, m)
	}
}

// The stories make every change that there is, so a use case that leaves no trace in
// the audit log is found by the story that uses it, and a new one needs a story.
func (tr *trails) check(t *testing.T) {
	stories, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || tr.told < len(stories) {
		return // some were left out: they say nothing about the rest
	}
	for _, verb := range changeVerbs(t) {
		if !tr.verbs[verb] && quietVerbs[verb]+untold[verb] == "" {
			t.Errorf("no story left %s in the audit log", verb)
		}
	}
}

// changeVerbs are the names of the changes in the coach's source.
func changeVerbs(t *testing.T) []string {
	paths, err := filepath.Glob(filepath.Join(root, "coach", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	verb := regexp.MustCompile(`c\.\w+\(ctx, in, "([a-z]+\.[a-z.]+)"|verb[^"\n]*= "([a-z]+\.[a-z.]+)"`)
	var all []string
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range verb.FindAllStringSubmatch(string(text), -1) {
			all = append(all, m[1]+m[2])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// rememberedIn are the changes that a database remembers by the keys of their inputs.
func rememberedIn(path string) (all []coach.Change, err error) {
	pool, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	rows, err := pool.Query("SELECT actor, verb, ref, at FROM changes ORDER BY at")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c coach.Change
		var at int64
		if err := rows.Scan(&c.Actor, &c.Verb, &c.Ref, &at); err != nil {
			return nil, err
		}
		c.At = time.UnixMilli(at).UTC()
		all = append(all, c)
	}
	return all, rows.Err()
}

func TestLinesOfTheAuditLogFitATerminal(t *testing.T) {
	long := strings.Repeat("a long note about what was said, ", 12)
	e := coach.Audited{Entry: coach.Entry{At: storyStart, Actor: "U0DANA", Verb: "touch.log", About: "d1", Items: []coach.Item{
		{Noun: "touch", ID: "t1", After: map[string]string{"note": long, "channel": "call"}},
		{Noun: "deal", ID: "d1", Before: map[string]string{"stage": "open"}, After: map[string]string{"stage": "won"}},
	}}, Who: "Dana Whitlock", Title: strings.TrimSpace(strings.Repeat("Quarry Stoneworks ", 6))}
	var b strings.Builder
	if err := writeAudited(&b, e, time.UTC); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 {
			t.Errorf("%d characters: %q", n, line)
		}
	}
	if flat := strings.Join(strings.Fields(b.String()), " "); !strings.Contains(flat, "deal: stage open → won") || !strings.Contains(flat, strings.TrimSpace(long)) {
		t.Error(b.String())
	}
}

// What a customer wrote cannot pass for a line of the log, nor move the cursor.
func TestTextInTheAuditLogStaysText(t *testing.T) {
	for _, hostile := range []string{"a\n2026-01-01  Mira  deal.add", "\x1b[2Jgone", "x → y", `say "hi", twice`, "nothing"} {
		if got := shownValue(hostile); got[0] != '"' || strings.ContainsAny(got, "\n\x1b") {
			t.Errorf("%q is shown as %s", hostile, got)
		}
	}
	if got := wrapped("2026  Mira\x1b[2J\nHa  deal.add", 4); strings.ContainsAny(got, "\x1b\n") {
		t.Errorf("%q", got)
	}
}
