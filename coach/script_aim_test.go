package coach

import "testing"

func TestAGoalIsToldWithItsDayAndInItsTime(t *testing.T) {
	for _, c := range []struct {
		text, source string
		daysAgo      int
		aim, wish    string
	}{
		{"halve the waiting times by Christmas", "call", 20, "When we spoke in February, you told me you want to halve the waiting times by Christmas", "halve the waiting times by Christmas"},
		{"halve the waiting times by Christmas", "call", 96, "When we spoke in December, you told me you wanted to halve the waiting times by Christmas", ""},
		{"close the books in three days", "call", 96, "When we spoke in December, you told me you want to close the books in three days", "close the books in three days"},
		{"cut waste by a quarter", "LinkedIn post", 20, "On LinkedIn in February, you said you want to cut waste by a quarter", "cut waste by a quarter"},
		{"cut waste by a quarter", "", 20, "This year you want to cut waste by a quarter", "cut waste by a quarter"},
		{"cut waste by a quarter", "own idea", 120, "", "cut waste by a quarter"},
		{"open in Leeds before the summer", "our meeting", 200, "When we met in August, you told me you want to open in Leeds before the summer", "open in Leeds before the summer"},
		{"grow a tenth this year", "call", 100, "When we spoke in December, you told me you wanted to grow a tenth this year", ""},
		{"be in the new hall by February", "call", 40, "When we spoke in January, you told me you wanted to be in the new hall by February", ""},
		{"double exports in 2027", "call", 40, "When we spoke in January, you told me you want to double exports in 2027", "double exports in 2027"},
		{"be out of the red next year", "call", 200, "When we spoke in August, you told me you want to be out of the red next year", "be out of the red next year"},
	} {
		s := tell(t, "Acme", 300).fact(Goal, "x", c.source, c.daysAgo).says(c.text).now()
		w := newWords(mustBook(t).signals(&s), "reopen")
		said := func(s slot) string {
			if len(s) == 0 {
				return ""
			}
			return s.String()
		}
		if aim, wish := said(w.Aim()), said(w.Wish()); aim != c.aim || wish != c.wish {
			t.Errorf("%q %d days ago: %q, wish %q", c.text, c.daysAgo, aim, wish)
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
	s := tell(t, "Acme", 400).no(220, Call, Price).now()
	if got := newWords(mustBook(t).signals(&s), "real-reason").SaidNo(); len(got) > 0 {
		t.Errorf("long ago: %s", got)
	}
}
