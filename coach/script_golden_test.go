package coach

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// adviceText is advice as a person reads it, for goldens.
func adviceText(a Advice) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Row %d: %s\n", a.Row, a.Why)
	if a.Next != "" {
		fmt.Fprintf(&b, "Next: %s\n", a.Next)
	}
	if d := a.Draft; d != nil {
		fmt.Fprintf(&b, "\n== %s (%s, %d words)\n", d.Title, d.Channel, d.words())
		if d.Subject != "" {
			fmt.Fprintf(&b, "Subject: %s\n", d.Subject)
		}
		for _, s := range slices.Concat(d.Before, d.Steps, d.After) {
			fmt.Fprintf(&b, "\n-- %s\n", s.Label)
			if s.Note != "" {
				fmt.Fprintf(&b, "   (%s)\n", s.Note)
			}
			if s.Text != "" {
				fmt.Fprintf(&b, "%s\n", s.Text)
			}
		}
	}
	for _, f := range a.Used {
		fmt.Fprintf(&b, "\nUsed: %s: %s (%s, %s)", f.Kind, f.Text, f.Source, f.On)
	}
	if d := a.Draft; d != nil && d.Withheld != nil {
		fmt.Fprintf(&b, "\nWaits: %s: %s (homework %d of 10, opens at %d)", d.Withheld.Kind, d.Withheld.Text, a.Homework().Done(), HomeworkFor(d.Withheld.Kind))
	}
	for _, q := range a.Missing {
		fmt.Fprintf(&b, "\nMissing: %s %s", q.Ask, q.Why)
	}
	if a.After != nil {
		for _, s := range a.After.Steps {
			fmt.Fprintf(&b, "\nAfter %s: %s", a.After.Family, s.Note)
		}
	}
	for _, o := range a.Others {
		fmt.Fprintf(&b, "\nOther: %s: %s", o.Title, o.Why)
	}
	return strings.TrimSpace(b.String()) + "\n"
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	goldenFile(t, filepath.Join("testdata", "plays", name+".txt"), got)
}

func goldenFile(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from its golden (-update rewrites it).\n--- got\n%s\n--- want\n%s", file, got, want)
	}
}

// builtInBook is read once: a book does not change, and tests share it.
var builtInBook = sync.OnceValues(func() (*Book, error) { return LoadBook("") })

// alone leaves a test out of the race run (-short): it computes for seconds in one
// goroutine, where the race detector has nothing to find and makes it eight times
// as slow.
func alone(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("it computes long in one goroutine: the run without -short has it")
	}
}

func mustBook(t testing.TB) *Book {
	t.Helper()
	b, err := builtInBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}
