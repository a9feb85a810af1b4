package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/bot/sandbox"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata; then read them")

// runSandbox is what `salescoach sandbox` starts, at a fixed hour.
func runSandbox(t *testing.T, s sandboxCmd, at time.Time) *sandbox.Workspace {
	t.Helper()
	return runSandboxBy(t, s, func() time.Time { return at })
}

// runSandboxBy is runSandbox with a clock, on which Slack's rate limits come to an end.
func runSandboxBy(t *testing.T, s sandboxCmd, now func() time.Time) *sandbox.Workspace {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	a := &app{stdout: t.Output(), log: slog.New(slog.DiscardHandler), now: now, newID: counted()}
	var err error
	if a.config, err = loadConfig(); err != nil {
		t.Fatal(err)
	}
	s.Listen = "127.0.0.1:0"
	ws, err := s.workspace(a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	s.point(a, ws, filepath.Join(t.TempDir(), "sandbox.db"))
	c, store, err := a.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.fill(ctx, a, ws, c, store); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.serve(ctx, a, c) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		store.Close()
	})
	wait, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := ws.WaitFor(wait, func() bool { return ws.Sockets() >= 2 }); err != nil {
		t.Fatal("the bot did not connect")
	}
	return ws
}

// counted is counter for many goroutines.
func counted() func() string {
	var n atomic.Int64
	return func() string { return fmt.Sprintf("id-%04d", n.Add(1)) }
}

// The words of the README's first walk and of every sample deal, as a person
// reads them. Read the golden aloud after each change.
func TestTheFirstWalkReadsWell(t *testing.T) {
	ws := runSandbox(t, sandboxCmd{}, time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC))
	var told strings.Builder
	for _, p := range samplePeople() {
		for _, text := range []string{"/followup", "/followup acme", "/followup seeblick", "/followup corvane"} {
			if p.ID != "U0HANNA" && text != "/followup" {
				continue
			}
			channel := sampleChannelOf(p.ID)
			if err := ws.Person(p.ID).Type(t.Context(), channel, text); err != nil {
				t.Fatal(err)
			}
			m, _ := ws.Person(p.ID).Last(channel)
			told.WriteString("== " + p.RealName + " types " + text + "\n" + m.PlainText() + "\n\n")
		}
	}
	goldenText(t, "walk.txt", told.String())
}

func sampleChannelOf(user string) string {
	for _, c := range sampleChannels {
		for _, m := range c.Members {
			if m == user {
				return c.ID
			}
		}
	}
	return sampleChannels[0].ID
}

func goldenText(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run with -update, then read it)", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

// Thousands of real deals of a hardware seller: a name leads to ten open deals
// of one firm, and one more word to one of them, which can be worked on.
func TestRealDealsAreFoundCoachedAndCounted(t *testing.T) {
	raceless(t, "thousands of deals come in, in one goroutine: the first walk races the rest")
	file := filepath.Join("..", "..", "..", "shared", "data", "maven-crm", "sales_pipeline.csv")
	if _, err := os.Stat(file); err != nil {
		t.Skip("the real CRM file is not here: " + err.Error())
	}
	ws := runSandbox(t, sandboxCmd{
		Data: file, importFlags: importFlags{Stage: []string{"Engaging=open", "Prospecting=open"}, SentStage: []string{"Engaging"}, SentOn: "engage_date"},
	}, time.Date(2018, time.January, 8, 15, 0, 0, 0, time.UTC))
	rep := ws.People()[0]
	for _, p := range ws.People() {
		if p.RealName == "Moses Frase" {
			rep = p
		}
	}
	read := func(text string) string {
		t.Helper()
		if err := ws.Person(rep.ID).Type(t.Context(), dataChannel, text); err != nil {
			t.Fatal(err)
		}
		m, _ := ws.Person(rep.ID).Last(dataChannel)
		return m.PlainText()
	}
	picker := read("/followup Acme")
	if !strings.Contains(picker, "10 deals fit “Acme”") || strings.Count(picker, "Acme Corporation · ") != 10 || strings.Count(picker, "not sent yet") != 2 {
		t.Errorf("the picker of Acme Corporation is\n%s", picker)
	}
	if due := read("/followup"); !strings.Contains(due, "14 follow-ups are due. Most urgent first.") || !strings.Contains(due, "…and 4 more.") {
		t.Errorf("the list of %s is\n%s", rep.RealName, due)
	}
	if err := ws.Person(rep.ID).Press(t.Context(), dataChannel, "Coach me"); err != nil { // of the last row
		t.Fatal(err)
	}
	wait, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	err := ws.WaitFor(wait, func() bool {
		m, _ := ws.Person(rep.ID).Last(dataChannel)
		return strings.Contains(m.PlainText(), "# Condax · GTX Basic") && strings.Contains(m.PlainText(), "Follow-ups 0 of 4")
	})
	if err != nil {
		t.Error("the card of the last row was not shown")
	}
}
