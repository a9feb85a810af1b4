package main

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// writes are one input of every kind that writes, about a deal of Dana's.
func writes(d *desk, deal, touch, fact string) map[string]func() string {
	form := func(verb, meta string, in filled) func() string {
		return func() string { return d.submits(dana, verb, meta, in) }
	}
	typed := func(text string) func() string { return func() string { return d.types(dana, text) } }
	click := func(verb, arg string) func() string {
		return func() string { return d.presses(dana, blocks.Action{Verb: verb, ID: deal, Arg: arg}) }
	}
	change := strings.TrimSuffix(on(deal), "}") + `,"f":"` + fact + `"}`
	return map[string]func() string{
		"log":          typed("log acme email"),
		"snooze":       typed("snooze acme 3d"),
		"pause":        typed("pause acme budget, back 15 Jan"),
		"fact":         typed("fact acme they plan to grow"),
		"undo":         click(blocks.Undo, touch),
		"wake up":      click(blocks.Wake, ""),
		"log form":     form(blocks.LogTouch, on(deal), filled{"channel": "menu:call", "outcome": "menu:reached"}),
		"homework":     form(blocks.Homework, on(deal), filled{"kind": "menu:goal", "text": "grow"}),
		"change":       form(blocks.Change, change, filled{"kind": "menu:goal", "text": "shrink"}),
		"snooze form":  form(blocks.Snooze, on(deal), filled{"until": "day:2026-12-01"}),
		"reason form":  form(blocks.Reason, on(deal), filled{"reason": "x", "until": "day:2026-12-01"}),
		"close form":   form(blocks.CloseIt, on(deal), filled{"stage": "menu:won"}),
		"new proposal": form(blocks.Add, on(""), filled{"account": "Brand New"}),
		"library":      form(blocks.ShelfAdd, on(""), filled{"text": "a checklist"}),
	}
}

// reads are one input of every kind that only reads.
func reads(d *desk, deal string) map[string]func() string {
	click := func(verb, arg string) func() string {
		return func() string { return d.presses(dana, blocks.Action{Verb: verb, ID: deal, Arg: arg}) }
	}
	return map[string]func() string{
		"card":         func() string { return d.types(dana, "acme") },
		"list":         func() string { return d.types(dana, "") },
		"picker":       func() string { return d.types(dana, "log firm email") },
		"unknown":      func() string { return d.types(dana, "zebra") },
		"help":         func() string { return d.types(dana, "help") },
		"library":      func() string { return d.types(dana, "value") },
		"references":   func() string { return d.types(dana, "references") },
		"coach me":     click(blocks.Coach, ""),
		"another play": click(blocks.Another, ""),
		"a play":       click(blocks.UsePlay, "second-effort/email"),
		"log form":     click(blocks.LogTouch, ""),
		"newcomer":     func() string { return d.types(otto, "acme") },
	}
}

// While another program holds the database every input is answered: reads as ever,
// writes with a sentence that is true.
func TestWithALockedDatabaseReadsAreAnsweredAndWritesSayThatNothingChanged(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	for n := range 2 {
		d.add(dana, coach.Proposal{Account: fmt.Sprint("Firm ", n), SentOn: sentOn})
	}
	touch, fact := d.logs(dana, acme), d.learns(dana, acme)
	was := d.kept(acme)
	release := holdFile(t, d.file)
	for name, read := range reads(d, acme) {
		if got := read(); strings.Contains(got, "busy") || !wellSaid.MatchString(got) {
			t.Errorf("%s shows %q", name, got)
		}
	}
	for name, write := range writes(d, acme, touch, fact) {
		if got := write(); !strings.Contains(got, "The database is busy with another program. Nothing was changed; please try again in a moment.") {
			t.Errorf("%s shows %q", name, got)
		}
	}
	release()
	d.unchanged(was, acme)
	if got := d.types(dana, "log acme email"); !strings.Contains(got, "Logged: email") {
		t.Errorf("released, it shows %q", got)
	}
}

// holdFile keeps everybody else from writing to a database until it is released.
func holdFile(t testing.TB, file string) (release func()) {
	t.Helper()
	pool, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(5000)")
	must(t, err)
	t.Cleanup(func() { pool.Close() })
	conn, err := pool.Conn(t.Context())
	must(t, err)
	_, err = conn.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	must(t, err)
	return func() {
		t.Helper()
		_, err := conn.ExecContext(t.Context(), "ROLLBACK")
		must(t, err)
	}
}
