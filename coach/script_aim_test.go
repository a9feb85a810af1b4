package coach

import (
	"strings"
	"testing"
)

func TestAGoalIsToldWithItsDayAndInItsTime(t *testing.T) {
	for _, c := range []struct {
		text, source string
		daysAgo      int
		aim          string
	}{
		{"halve the waiting times by Christmas", "call", 20, "When we spoke in February, you told me you want to halve the waiting times by Christmas"},
		{"halve the waiting times by Christmas", "call", 96, "When we spoke in December, you told me you wanted to halve the waiting times by Christmas"},
		{"close the books in three days", "call", 96, "When we spoke in December, you told me you want to close the books in three days"},
		{"cut waste by a quarter", "LinkedIn post", 20, "On LinkedIn in February, you said you want to cut waste by a quarter"},
		{"cut waste by a quarter", "", 20, "This year you want to cut waste by a quarter"},
		{"cut waste by a quarter", "own idea", 120, ""},
		{"open in Leeds before the summer", "our meeting", 200, "When we met in August, you told me you want to open in Leeds before the summer"},
		{"grow a tenth this year", "call", 100, "When we spoke in December, you told me you wanted to grow a tenth this year"},
		{"be in the new hall by February", "call", 40, "When we spoke in January, you told me you wanted to be in the new hall by February"},
		{"double exports in 2027", "call", 40, "When we spoke in January, you told me you want to double exports in 2027"},
		{"be out of the red next year", "call", 200, "When we spoke in August, you told me you want to be out of the red next year"},
	} {
		s := tell(t, "Acme", 300).fact(Goal, "x", c.source, c.daysAgo).says(c.text).now()
		w := newWords(mustBook(t).signals(&s), "reopen")
		said := func(s slot) string {
			if len(s) == 0 {
				return ""
			}
			return s.String()
		}
		if aim := said(w.Aim()); aim != c.aim {
			t.Errorf("%q %d days ago: %q", c.text, c.daysAgo, aim)
		}
	}
}

func TestANoIsToldBackAsItWasGiven(t *testing.T) {
	for _, c := range []struct {
		days int
		ch   Channel
		why  Objection
		want string
	}{
		{3, Call, Price, "On Monday you told me it was a no because of the price"},
		{1, Email, Timing, "Yesterday you wrote that it was a no because the time wasn't right"},
		{8, Meeting, Budget, "Last week you told me it was a no because the money wasn't there"},
		{40, Call, CurrentVendor, "In January you told me it was a no because you'd rather stay with the people you have"},
		{6, Call, OtherReason, "On Friday you told me it was a no"},
		{9, Call, NoObjection, "Last week you told me it was a no"},
	} {
		s := tell(t, "Acme", 100).no(c.days, c.ch, c.why).now()
		if got := newWords(mustBook(t).signals(&s), "real-reason").SaidNo().String(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	s := tell(t, "Acme", 100).no(3, Call, CurrentVendor).fact(Vendor, "They use Brightline", "call", 9).now()
	if got := newWords(mustBook(t).signals(&s), "real-reason").SaidNo().String(); got != "On Monday you told me it was a no because you'd rather stay with Brightline" {
		t.Errorf("a vendor by name: %q", got)
	}
	s = tell(t, "Acme", 400).no(220, Call, Price).now()
	if got := newWords(mustBook(t).signals(&s), "real-reason").SaidNo(); len(got) > 0 {
		t.Errorf("long ago: %s", got)
	}
}

func TestCallsThatNobodyTookAreNoMessages(t *testing.T) {
	for what, c := range map[string]struct {
		s    *told
		want bool
	}{
		"nothing": {tell(t, "Acme", 60), false}, "calls": {tell(t, "Acme", 60).touch(40, Call, Reached).touch(20, Call, NoAnswer), false},
		"an email": {tell(t, "Acme", 60).touch(40, Call, Reached).touch(20, Email, Sent).touch(10, Call, NoAnswer), true},
		"bounced":  {tell(t, "Acme", 60).touch(20, Email, Bounced), false}, "before they answered": {tell(t, "Acme", 60).touch(40, Email, Sent).touch(20, Email, Replied), false},
	} {
		s := c.s.now()
		if got := newWords(mustBook(t).signals(&s), "apology").Wrote(); got != c.want {
			t.Errorf("%s: %v", what, got)
		}
	}
}

// What can be spared goes where names and times are long, and nowhere else.
func TestWhatCanBeSparedGoesFirst(t *testing.T) {
	for slots, kept := range map[string]bool{"Tuesday at 10, Thursday at 2": true, "Tuesday from 10 to 11 in the morning, Thursday from 2 to 3 in the afternoon": false} {
		d, err := mustBook(t).Draft(tell(t, "Acme", 30).to("Dana", "").rep("Sam", "", slots).no(0, Email, Price).now(), "second-effort", Email)
		if err != nil || strings.Contains(d.Said(), "If it doesn't add up, I'll say so") != kept {
			t.Errorf("%s: %v %s", slots, err, d.Said())
		}
	}
}
