package coach

import "testing"

func TestWhatTheyStatedIsNotWhatIsBehindIt(t *testing.T) {
	base := func() *told { return tell(t, "Acme", 30).to("Dana", "") }
	price := func() *told { return base().no(2, Call, Price) }
	lost := func(reason, real string) *told {
		s := base().touch(9, Email, Sent)
		s.Deal.Stage, s.Deal.CloseReason, s.Deal.RealReason = Lost, reason, real
		return s
	}
	for name, c := range map[string]struct {
		s    *told
		want Reasons
		none bool
	}{
		"nobody said no":         {s: base().touch(2, Call, Reached), none: true},
		"they came back after":   {s: price().touch(1, Email, Replied), none: true},
		"a price":                {s: price(), want: Reasons{Stated: "price", Polite: true}},
		"a price and a mail":     {s: price().touch(1, Email, Sent), want: Reasons{Stated: "price", Polite: true}},
		"a guess":                {s: price().fact(RealReason, "the plant may move", reasonSources[Guessed], 1), want: Reasons{Stated: "price", Polite: true, Guess: "the plant may move"}},
		"confirmed":              {s: price().fact(RealReason, "one supplier for all", reasonSources[ToldOnCall], 1), want: Reasons{Stated: "price", Polite: true, Real: "one supplier for all"}},
		"in their words, plain":  {s: base().no(2, Call, OtherReason).fact(ObjectionSay, "we're closing the line", "call", 2), want: Reasons{Stated: "we're closing the line"}},
		"in their words, polite": {s: base().no(2, Call, NoObjection).fact(ObjectionSay, "not this year's budget", "call", 2), want: Reasons{Stated: "not this year's budget", Polite: true}},
		"words of an earlier no": {s: base().no(2, Call, OtherReason).fact(ObjectionSay, "too dear", "call", 90), want: Reasons{}},
		"lost":                   {s: lost("went with Brightline's lower price", ""), want: Reasons{Stated: "went with Brightline's lower price", Polite: true}},
		"lost, and asked":        {s: lost("merger", "their new owner decides"), want: Reasons{Stated: "merger", Real: "their new owner decides"}},
	} {
		sit := c.s.now()
		got, no := sit.Reasons()
		if no == c.none || got != c.want {
			t.Errorf("%s: %+v, %v", name, got, no)
		}
	}
}

// A guess is kept and never said.
func TestAGuessedReasonIsInNoScript(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 30).to("Dana", "").no(0, Call, OtherReason).fact(RealReason, "afraid of the move", reasonSources[Guessed], 0).says("the fear of moving")
	a := b.Advise(s.now())
	if len(a.Used) != 0 {
		t.Errorf("used %v", a.Used)
	}
	s.Facts[0].Source = reasonSources[ToldByEmail]
	if a = b.Advise(s.now()); len(a.Used) != 1 {
		t.Errorf("confirmed and not used: %v", a.Used)
	}
}

func TestOurOwnMessagesAreReadForPressure(t *testing.T) {
	b := mustBook(t)
	base := func() *told { return tell(t, "Acme", 60).to("Dana", "").touch(50, Call, Reached) }
	for name, c := range map[string]struct {
		s    *told
		want string
	}{
		"none":                     {base(), ""},
		"well spaced":              {base().touch(30, Email, Sent).touch(22, Call, NoAnswer).touch(15, Voicemail, LeftMessage).touch(8, Email, Sent), ""},
		"two in a week":            {base().touch(12, Email, Sent).touch(9, Voicemail, LeftMessage), ""},
		"three in a week":          {base().touch(14, Email, Sent).touch(12, Voicemail, LeftMessage).touch(9, Email, Sent), "3 messages in 6 days, the last one on 3 March"},
		"calls that nobody took":   {base().touch(14, Call, NoAnswer).touch(12, Call, NoAnswer).touch(9, Email, Sent), ""},
		"before they answered":     {tell(t, "Acme", 60).touch(14, Email, Sent).touch(12, Email, Sent).touch(9, Email, Sent).touch(8, Email, Replied), ""},
		"a check-in":               {base().touch(9, Email, Sent).noting("Hi Dana, just checking in on our proposal. Any news?"), "“checking in on our” (email, 3 March): it asks them for news and brings none"},
		"a reproach and a push":    {base().touch(20, Email, Sent).noting("I haven't heard back from you.").touch(9, Voicemail, LeftMessage).noting("Last chance for this price, she should act now"), "“Last chance” (voicemail, 3 March): it pushes“haven't heard back from you” (email, 20 February): it may have sounded like a reproach"},
		"something of use":         {base().touch(9, Email, Sent).noting("Sent the checklist for the audit, page 3 is about her line."), ""},
		"words that they answered": {tell(t, "Acme", 60).touch(14, Email, Sent).noting("just checking in").touch(8, Email, Replied), ""},
		"the latest crowd of them": {base().touch(40, Email, Sent).touch(39, Email, Sent).touch(38, Email, Sent).touch(5, Email, Sent).touch(4, Text, Sent).touch(4, Voicemail, LeftMessage), "3 messages in 2 days, the last one on 8 March"},
	} {
		got := ""
		for _, p := range b.Brief(c.s.now()).Pressure {
			got += p.What
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
