package coach

import "testing"

func TestAResultIsToldOfTheKindOfFirmThatItsTextNames(t *testing.T) {
	for text, want := range map[string]string{
		"a practice in Leeds": "a practice in Leeds", "kitchen maker: double bookings down by two thirds": "a kitchen maker", "scrap down by a fifth in a year at a tool shop": "a tool shop",
		"Insurer in Hull, claims": "an insurer in Hull", "Care home operator; nights": "a care home operator",
		// What names no firm, or names a customer.
		"best practice: short meetings": "", "back office: two hours less": "", "Picking errors: -33 % in 6 months": "", "month-end count from two days to three hours": "", "Kornhaus, a bakery": "",
		"practice runs": "", "age group": "", "our own workshop": "", "other company": "", "": "", "[a shop]": "",
	} {
		if got := firmIn(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAResultSaysWhoseItIsOnce(t *testing.T) {
	for _, c := range []struct{ text, say, want, who string }{
		{"case file", "cut its scrap by a fifth", "One customer of ours cut its scrap by a fifth", "a customer of ours that cut its scrap by a fifth"},
		{"a practice in Leeds", "halved its calls", "A practice in Leeds halved its calls", "a practice in Leeds that halved its calls"},
		{"case file", "a kitchen maker cut its double bookings", "A kitchen maker cut its double bookings", "a kitchen maker that cut its double bookings"},
		{"a kitchen maker", "a kitchen maker cut its double bookings", "A kitchen maker cut its double bookings", "a kitchen maker that cut its double bookings"},
		{"Two firms", "One customer of ours saved 40 hours a month", "One customer of ours saved 40 hours a month", "a customer of ours that saved 40 hours a month"},
	} {
		s := tell(t, "Acme", 30).fact(Result, c.text, "file", 20).says(c.say).now()
		r := newWords(mustBook(t).signals(&s), "x").Result()
		if r.String() != c.want || r.Who() != c.who {
			t.Errorf("%q, %q: %q and %q", c.text, c.say, r, r.Who())
		}
	}
}

func TestOneCaseIsToldInOneBreath(t *testing.T) {
	tell := func(story, source string) slot {
		s := tell(t, "Acme", 30).fact(Story, "s", "file", 20).says(story).fact(Result, "r", source, 20).says("cut errors by a third").now()
		return newWords(mustBook(t).signals(&s), "x").Case()
	}
	for story, want := range map[string]string{
		"a wholesaler with the same turnover":             "a wholesaler with the same turnover cut errors by a third",
		"a wholesaler who couldn't fill the night either": "a wholesaler who couldn't fill the night either. They cut errors by a third",
		"a bakery, twice your size":                       "a bakery, twice your size. They cut errors by a third",
	} {
		if got := tell(story, "file"); got.String() != want {
			t.Errorf("%q: %q", story, got)
		}
	}
	if got := tell("a wholesaler", "another file"); len(got) > 0 {
		t.Errorf("two cases told as one: %q", got)
	}
}

func TestWhatIsSaidInOneBreathShowsBothFactsAsUsed(t *testing.T) {
	s := people(tell(t, "Harbour Foods", 30), 1).touch(26, Call, Reached).
		fact(Problem, "turnover of pickers", "call", 26).says("two pickers lost a month").
		fact(Story, "wholesaler", "file", 90).says("a wholesaler with the same turnover of pickers").
		fact(Result, "training", "file", 90).says("brought training of pickers down to two weeks")
	a, err := mustBook(t).AdvisePlay(s.now(), "success-story", Email)
	if err != nil {
		t.Fatal(err)
	}
	used := map[FactKind]bool{}
	for _, f := range a.Used {
		used[f.Kind] = true
	}
	if !used[Story] || !used[Result] || !used[Problem] {
		t.Errorf("used %v in: %s", used, stepsText(a.Draft, 0, len(a.Draft.Steps)))
	}
}

func TestASubjectIsShortOrThereIsNone(t *testing.T) {
	for tail, want := range map[string]string{
		"brought training down from six weeks to two": "Training down from six weeks to two", "halved its Monday calls in eight weeks": "Monday calls halved in eight weeks",
		"got the month-end stock count down from two days to three hours": "", "saved 40 hours a month": "", "lost a third less linen": "",
	} {
		f := Fact{Kind: Result}
		if got := (slot{{saying: saying{tail: tail}, fact: &f, m: &material{}}}).Headline(); len(got) > 0 && got.String() != want || len(got) == 0 && want != "" {
			t.Errorf("%q: %q, want %q", tail, got, want)
		}
	}
	for tail, want := range map[string]string{
		"are opening a second workshop in Hull": "Your second workshop in Hull", "have won the school roofs for the whole county": "The school roofs for the whole county",
		"are taking over Brandt's depot in Leeds": "Brandt's depot in Leeds", "are moving to Leeds": "", "run three shifts": "",
	} {
		f := Fact{Kind: CompanyEvent}
		if got := (slot{{saying: saying{tail: tail}, fact: &f, m: &material{}}}).Headline(); len(got) > 0 && got.String() != want || len(got) == 0 && want != "" {
			t.Errorf("%q: %q, want %q", tail, got, want)
		}
	}
}
