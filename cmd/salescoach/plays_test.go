package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

func TestPlaysCheckSaysWhatItTriedOrWhatToMend(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good.md")
	if err := os.WriteFile(good, []byte(readText(t, "coach/plays/where-do-we-stand.md")), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := says(t, "plays", "check", dir)
	if code != exitOK || errs != "" || !strings.HasPrefix(out, "1 play") || !strings.HasSuffix(out, " forms: all fine.\n") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if err := os.Remove(good); err != nil {
		t.Fatal(err)
	}

	const broken = "Title: A trial\nWhen: The price was too high.\nRows: 6\n\n# Call\n## Say it\nHi [name].\n"
	if err := os.WriteFile(filepath.Join(dir, "trial.md"), []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs = says(t, "plays", "check", dir)
	if code != exitFailed || !strings.Contains(out, "trial.md, line 7: it leaves something open: \"Hi [name].\"") || errs != "salescoach: 1 thing to mend in 1 play\n" {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs = says(t, "plays", "check", filepath.Join(dir, "gone")); code != exitFailed || !strings.Contains(errs, "I cannot read the directory of plays") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, out, _ = says(t, "help", "plays"); code != exitOK || !strings.Contains(out, "plays check") {
		t.Errorf("exit %d: %s", code, out)
	}
}

// Who follows docs/writing-plays.md to its end sees the play where it says.
func TestThePlayOfTheGuideIsFoundWhereTheGuideSays(t *testing.T) {
	guide := readText(t, "docs/writing-plays.md")
	play := regexp.MustCompile("(?s)```play\n(.*?)```").FindStringSubmatch(guide)
	command := regexp.MustCompile("type `(/followup \\w+)` there").FindStringSubmatch(guide)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "one-site-first.md"), []byte(play[1]), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("COACH_PLAYS_DIR", dir)
	ws := runSandbox(t, sandboxCmd{}, time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC))
	hanna, channel := ws.Person("U0HANNA"), sampleChannels[0].ID
	sees := func(words string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if err := ws.WaitFor(ctx, func() bool {
			return slices.ContainsFunc(ws.Messages(channel, hanna.ID), func(m sandbox.Message) bool { // the digest may come behind it
				return strings.Contains(m.PlainText(), words)
			})
		}); err != nil {
			t.Fatalf("waited in vain for %q: %v", words, err)
		}
	}
	if err := hanna.Type(t.Context(), channel, command[1]); err != nil {
		t.Fatal(err)
	}
	sees("Second effort")
	if err := hanna.Press(t.Context(), channel, "Another play"); err != nil {
		t.Fatal(err)
	}
	sees("One site first")
}
