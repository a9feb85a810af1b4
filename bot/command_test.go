package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

// soon reads the few dates that these tests use.
func soon(s string) bool {
	switch strings.ToLower(s) {
	case "3d", "friday", "until friday", "until 12 jan", "12 jan", "jan":
		return true
	}
	return false
}

func TestACommandIsReadAsVerbNameAndRest(t *testing.T) {
	check := func(typed, verb string, want ...split) {
		t.Helper()
		c := parseCommand(typed, soon)
		if c.verb != verb {
			t.Errorf("%q: verb %q, want %q", typed, c.verb, verb)
		}
		if diff := cmp.Diff(want, c.splits, cmp.AllowUnexported(split{})); diff != "" {
			t.Errorf("%q: splits (-want +got)\n%s", typed, diff)
		}
	}
	check("", verbList)
	check("   ", verbList)
	check("help", verbHelp)
	check("Settings", verbSettings)
	check("stats", verbStats)
	check("stats perform", verbCoach, split{"stats perform", ""})
	check("acme", verbCoach, split{"acme", ""})
	check("Acme Corp", verbCoach, split{"Acme Corp", ""})
	check(`"Won Ton Foods"`, verbCoach, split{"Won Ton Foods", ""})
	check("“Won Ton Foods”", verbCoach, split{"Won Ton Foods", ""})
	check("LOG acme voicemail left message", verbLog, split{"acme", "voicemail left message"}, split{"acme voicemail left message", ""})
	check(`log "Call Centre Co" call no answer`, verbLog, split{"Call Centre Co", "call no answer"})
	check("log call centre call", verbLog, split{"call centre", "call"}, split{"call centre call", ""})
	check("log acme said no", verbLog, split{"acme", "said no"}, split{"acme said", "no"}, split{"acme said no", ""})
	check("log acme replied", verbLog, split{"acme", "replied"}, split{"acme replied", ""})
	check("log acme fax", verbLog, split{"acme fax", ""})
	check("?", verbHelp)
	check("snooze acme until 30 Feb", verbSnooze, split{"acme until 30 Feb", ""}, split{"acme until", "30 Feb"}, split{"acme", "until 30 Feb"})
	check("snooze acme 3d", verbSnooze, split{"acme", "3d"})
	check("snooze acme corp until 12 Jan", verbSnooze, split{"acme corp", "until 12 Jan"})
	check("snooze acme", verbSnooze, split{"acme", ""})
	check("pause acme budget", verbPause, split{"acme budget", ""}, split{"acme", "budget"})
	check("won acme", verbWon, split{"acme", ""})
	check("reopen acme corp", verbReopen, split{"acme corp", ""})
	check("add Acme $40k", verbAdd)
	check("log", verbLog)
}

func TestATypedTouchIsUnderstood(t *testing.T) {
	yesterday := coach.Date{Year: 2026, Month: 11, Day: 20}
	past := func(s string) (coach.Date, bool) { return yesterday, strings.EqualFold(s, "yesterday") }
	for typed, want := range map[string]coach.TouchDraft{
		"voicemail left message":           {Channel: coach.Voicemail, Outcome: coach.LeftMessage},
		"voicemail":                        {Channel: coach.Voicemail, Outcome: coach.LeftMessage},
		"call no answer":                   {Channel: coach.Call, Outcome: coach.NoAnswer},
		"call no answer yesterday":         {Channel: coach.Call, Outcome: coach.NoAnswer, On: yesterday},
		"call":                             {Channel: coach.Call},
		"email":                            {Channel: coach.Email, Outcome: coach.Sent},
		"Email, sent: the revised pricing": {Channel: coach.Email, Outcome: coach.Sent, Note: "the revised pricing"},
		"call said no, price – too steep for them": {Channel: coach.Call, Outcome: coach.SaidNo, Objection: coach.Price, Note: "too steep for them"},
		"call said no current vendor":              {Channel: coach.Call, Outcome: coach.SaidNo, Objection: coach.CurrentVendor},
		"linkedin replied":                         {Channel: coach.Social, Outcome: coach.Replied},
		"replied, will think about it":             {Outcome: coach.Replied, Note: "will think about it"},
		"said no timing":                           {Outcome: coach.SaidNo, Objection: coach.Timing},
		"carrier pigeon":                           {Note: "carrier pigeon"},
	} {
		if diff := cmp.Diff(want, parseTouch(typed, past)); diff != "" {
			t.Errorf("%q (-want +got)\n%s", typed, diff)
		}
	}
}

func FuzzAnyWordsAreACommand(f *testing.F) {
	for _, s := range []string{"", "acme", `"`, `""`, `" " x`, "log", "log a call", "snooze a 3d", "pause x until", "won ton", "\u00a0“x”", "add", "🙂 log call"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := parseCommand(s, soon)
		for _, p := range c.splits {
			if strings.TrimSpace(p.name) == "" {
				t.Errorf("%q: a split without a name", s)
			}
			parseTouch(p.rest, func(string) (coach.Date, bool) { return coach.Date{}, false })
		}
		if len(c.splits) > len(s)+1 {
			t.Errorf("%q: %d splits", s, len(c.splits))
		}
	})
}

func FuzzUnescapeLeavesNoMarkup(f *testing.F) {
	for _, s := range []string{"acme", "<@U1> acme", "<mailto:a@b.c|a@b.c>", "a < b", "&lt;x&gt;", "<<>>", "<http://x|y", "&amp;lt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if out := unescape(s); len(out) > len(s) {
			t.Errorf("%q grew to %q", s, out)
		}
	})
}
