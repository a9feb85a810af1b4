//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// On a full disk reads are answered and writes say so; with room again everything
// works without a restart. The limit is one of the process, so the test runs in
// one of its own.
func TestOnAFullDiskReadsAreAnsweredAndWritesSayThatNothingChanged(t *testing.T) {
	if os.Getenv("COACH_TEST_FULL_DISK") == "" {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		child.Env = append(os.Environ(), "COACH_TEST_FULL_DISK=yes")
		if out, err := child.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	for _, name := range []string{"Firm 1", "Firm 2"} {
		d.add(dana, coach.Proposal{Account: name, SentOn: sentOn})
	}
	touch, fact := d.logs(dana, acme), d.learns(dana, acme)
	long := filled{"channel": "menu:call", "outcome": "menu:no_answer", "note": strings.Repeat("n", coach.MaxNote)}
	mend := limitFiles(t, 1_000_000)
	logged, answer := 1, ""
	for logged < 1000 {
		if answer = d.submits(dana, blocks.LogTouch, on(acme), long); answer != saved {
			break
		}
		logged++
	}
	if !strings.Contains(answer, "The database's disk") {
		t.Fatalf("after %d touches the disk is not full: %q", logged, answer)
	}
	wake := writes(d, acme, touch, fact)["wake up"] // where a long note has no room, a little may
	for n := 0; n < 1000 && !strings.Contains(wake(), "The database's disk"); n++ {
	}
	was := d.kept(acme)
	for name, read := range reads(d, acme) {
		if got := read(); strings.Contains(got, "disk") || !wellSaid.MatchString(got) {
			t.Errorf("%s shows %q", name, got)
		}
	}
	for name, write := range writes(d, acme, touch, fact) {
		if got := write(); !strings.Contains(got, "The database's disk") || !strings.Contains(got, "Nothing was changed") {
			t.Errorf("%s shows %q", name, got)
		}
	}
	d.unchanged(was, acme)
	mend()
	if got := d.submits(dana, blocks.LogTouch, on(acme), long); got != saved {
		t.Errorf("with room again: %q", got)
	}
	if deal, touches, _ := d.deal(acme); deal.Tally.Touches != logged+1 || len(touches) != logged+1 {
		t.Errorf("%d touches were confirmed, %d are counted, %d kept", logged+1, deal.Tally.Touches, len(touches))
	}
	must(t, d.store.Check(t.Context()))
}

// limitFiles lets no file of this process grow beyond so many bytes, until mended.
func limitFiles(t *testing.T, bytes uint64) (mend func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was))
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: was.Max}))
	return func() { must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was)) }
}
