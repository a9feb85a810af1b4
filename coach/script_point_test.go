package coach

import "testing"

func TestTheRepsQuestionStandsOnTheStrongestFactThatHasOne(t *testing.T) {
	base := func() *told { return tell(t, "Acme", 20).to("Dana Whitlock", "").no(0, Call, Price).knows() }
	for _, c := range []struct {
		name string
		s    *told
		want string
	}{
		{"nobody wrote one", base().fact(Statement, "they lose pickers", "call", 20).says("you lose two pickers a month"), nothing},
		{"a statement before a problem", base().
			fact(Statement, "they lose pickers", "call", 20).says("you lose two pickers a month").asks("Who trains the new ones?").
			fact(Problem, "open posts", "call", 20).says("three open posts").asks("Who covers them?"),
			"When we spoke in February, you told me you lose two pickers a month. Who trains the new ones?"},
		{"a problem with a question before a statement without", base().
			fact(Statement, "they lose pickers", "call", 20).says("you lose two pickers a month").
			fact(Problem, "open posts", "site visit", 20).says("three open posts").asks("Who covers them?"),
			"When we met in February, you told me about three open posts. Who covers them?"},
		{"a problem that we have from somebody else", base().
			fact(Problem, "open posts", "https://jobs.example/acme", 20).says("three open posts").asks("Who covers them?"),
			"I know you're dealing with three open posts. Who covers them?"},
		{"news", base().fact(CompanyEvent, "second depot", "https://news.example/acme", 9).says("are opening a second depot").asks("Who'll run it?"),
			"I've read that you're opening a second depot. Who'll run it?"},
		{"a goal", base().fact(Goal, "returns down by half", "call", 20).says("cut returns by half").asks("Which ones first?"),
			"When we spoke in February, you told me you want to cut returns by half. Which ones first?"},
		{"a question that can't be asked", base().fact(Goal, "returns", "call", 20).says("cut returns by half").asks("Are you interested? Or not?"), nothing},
	} {
		got, _ := rendered(t, c.s, "{{.Question.Point}}. {{.Question.Point.Ask}}")
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWhatTheyToldIsNamedWhereTheyToldItThemselves(t *testing.T) {
	base := func() *told { return tell(t, "Acme", 90).to("Dana Whitlock", "").touch(70, Call, Reached) }
	for _, c := range []struct {
		name, line, want string
		s                *told
	}{
		{"a statement", "{{.Told}}", "You told me you lose two pickers a month", base().fact(Statement, "pickers", "call", 70).says("you lose two pickers a month")},
		{"a problem", "{{.Told}}", "You told me about three open posts", base().fact(Problem, "posts", "call", 70).says("three open posts")},
		{"a problem out of the papers", "{{.Told}}", nothing, base().fact(Problem, "posts", "https://news.example/acme", 70).says("three open posts")},
		{"a goal, as long as it stands", "{{.Told}}", "You told me you want to cut returns by half", base().fact(Goal, "returns", "call", 70).says("cut returns by half")},
		{"a goal that is laid to rest", "{{.CameUp}}", "When we spoke in January, you told me you wanted to cut returns by half", base().fact(Goal, "returns", "call", 70).says("cut returns by half")},
		{"what they told in the last talk", "{{.LostTouch}}", "since we spoke in January, when you told me about three open posts", base().fact(Problem, "posts", "call", 70).says("three open posts")},
		{"what they told in another talk", "{{.LostTouch}}", nothing, base().fact(Problem, "posts", "call", 80).says("three open posts")},
		{"in an apology, nothing of what is bought", "{{.CameUp.Unsold}}", nothing, base().fact(Statement, "price", "call", 70).says("the price is what your board looks at")},
	} {
		if got, _ := rendered(t, c.s, c.line); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestASubjectEndsWhereAnybodyWouldPause(t *testing.T) {
	for as, want := range map[string]string{
		"tablecloths that come back a day late whenever you have weddings on both days":     "Tablecloths that come back a day late",
		"three open posts on the night shift":                                               "Three open posts on the night shift",
		"fitters who turn up with an old version of the artwork and go home again":          "Fitters who turn up",
		"unbelievably long uninterrupted compound phrases nobody ever reads aloud anywhere": nothing,
	} {
		got, _ := rendered(t, tell(t, "Acme", 20).fact(Problem, "x", "call", 9).says(as), "{{.Problem.AsSubject}}")
		if got != want {
			t.Errorf("%q: %q, want %q", as, got, want)
		}
	}
}

func TestWhoGaveNoReasonOwesNone(t *testing.T) {
	const line = "{{if .NoReason}}You don't owe me a reason.{{end}}"
	if got, _ := rendered(t, tell(t, "Acme", 20).to("Dana", "").no(0, Call, NoObjection), line); got == nothing {
		t.Error("nobody said why, and they are told nothing")
	}
	for _, s := range []*told{
		tell(t, "Acme", 20).to("Dana", "").no(0, Call, Price),
		tell(t, "Acme", 20).to("Dana", "").no(0, Call, NoObjection).fact(ObjectionSay, "not for us", "call", 0),
	} {
		if got, _ := rendered(t, s, line); got != nothing {
			t.Errorf("%q, and they said why", got)
		}
	}
}
