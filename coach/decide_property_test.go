package coach

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// story is a deal that goes on, touch by touch, while the book is asked what to
// do before each.
type story struct {
	*told
	day int // days since the proposal went out
}

func drawStory(rt *rapid.T, t *testing.T) *story {
	s := &story{told: tell(t, "Harbour Foods", 0)}
	if rapid.Bool().Draw(rt, "contact") {
		s.to("Dana Whitlock", "")
		s.Contacts[0].Phone = rapid.SampledFrom([]string{"", "555 0143"}).Draw(rt, "phone")
		s.Contacts[0].Email = rapid.SampledFrom([]string{"", "dana@harbour.example"}).Draw(rt, "email")
	}
	s.Us.Gifts = rapid.SampledFrom([]Gifts{GiftsUnsaid, GiftsAllowed, GiftsBarred}).Draw(rt, "gifts")
	return s
}

// later lets some days pass: the whole past moves back.
func (s *story) later(days int) {
	s.day += days
	s.Deal.SentOn = s.Deal.SentOn.Add(-days)
	if !s.Deal.ClosedAt.IsZero() {
		s.Deal.ClosedAt = s.Deal.ClosedAt.AddDate(0, 0, -days)
	}
	for i := range s.Touches {
		s.Touches[i].On, s.Touches[i].At = s.Touches[i].On.Add(-days), s.Touches[i].At.AddDate(0, 0, -days)
	}
	for i := range s.Facts {
		s.Facts[i].On = s.Facts[i].On.Add(-days)
	}
}

// step is something that happens: days pass, somebody learns something, a touch
// is logged (as proposed, or in another way), the file is closed or opened.
func (s *story) step(rt *rapid.T, a Advice) {
	s.later(rapid.SampledFrom([]int{0, 0, 1, 3, 7, 14, 30, 70}).Draw(rt, "days"))
	switch rapid.IntRange(0, 9).Draw(rt, "what") {
	case 0:
		s.fact(rapid.SampledFrom(FactKinds).Draw(rt, "kind"), "what somebody wrote down", "call", rapid.IntRange(0, 40).Draw(rt, "old"))
		if rapid.Bool().Draw(rt, "consent") {
			s.consents("Ruth Castell")
		}
	case 1:
		s.reopenOrClose(rapid.SampledFrom([]Stage{Open, Open, Lost, Dead, Won}).Draw(rt, "stage"))
	case 2:
		s.Deal.SnoozedUntil = today.Add(rapid.IntRange(-3, 9).Draw(rt, "snooze"))
	default:
		s.logs(rt, a)
	}
}

func (s *story) reopenOrClose(to Stage) {
	s.Deal.Stage = to
	if to.Closed() {
		s.Deal.ClosedAt = today.In(time.UTC).Add(12 * time.Hour)
	}
}

func (s *story) logs(rt *rapid.T, a Advice) {
	outcome := rapid.SampledFrom([]Outcome{NoAnswer, LeftMessage, Sent, Sent, Sent, Reached, Replied, SaidNo, MeetingBooked, Bounced, OptedOut}).Draw(rt, "outcome")
	channel := rapid.SampledFrom(Channels).Draw(rt, "channel")
	if a.Draft == nil || rapid.IntRange(0, 3).Draw(rt, "own words") == 0 {
		s.touch(0, channel, outcome)
	} else {
		s.touch(0, a.Channel, outcome).play(a.Draft.PlayID)
	}
	if outcome == SaidNo {
		s.Touches[0].Objection = rapid.SampledFrom(Objections).Draw(rt, "objection")
	}
	// Two touches of one day keep their order.
	s.Touches[0].At = today.In(time.UTC).Add(9*time.Hour + time.Duration(len(s.Touches))*time.Second)
	s.Deal.SnoozedUntil = Date{}
}

// silence is the touches since somebody there was last heard, newest first.
func silence(touches []Touch) []Touch {
	if i := slices.IndexFunc(touches, Touch.Answered); i >= 0 {
		return touches[:i]
	}
	return touches
}

func TestWhateverHappensThereIsOneAdviceAndItKeepsTheRules(t *testing.T) {
	books := map[string]*Book{"built-in": mustBook(t), "with every play": smallBook(t), "bare": {byID: map[string]*Play{}}}
	rapid.Check(t, func(rt *rapid.T) {
		b := books[rapid.SampledFrom([]string{"built-in", "with every play", "with every play", "bare"}).Draw(rt, "book")]
		s := drawStory(rt, t)
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			now := s.now()
			a := b.Advise(now)
			if fault := b.fault(now, a); fault != "" {
				rt.Fatalf("row %d (%s): %s\n%s", a.Row, a.Why, fault, retold(now))
			}
			s.step(rt, a)
		}
	})
}

// retold is a history for whoever has to find out what went wrong.
func retold(s Situation) string {
	text := fmt.Sprintf("%s, sent %s, %+v\n", s.Deal.Stage, s.Deal.SentOn, s.Cadence)
	for _, t := range s.Touches {
		text += fmt.Sprintf("  %s %s %s %s %s\n", t.On, t.Channel, t.Outcome, t.Objection, t.PlayID)
	}
	return text
}

// fault says which rule an advice breaks; "" when it keeps them all.
func (b *Book) fault(s Situation, a Advice) string {
	switch {
	case a.Why == "" || (a.Draft == nil) == (a.Next == ""):
		return "it is not one play or one sentence, with why"
	case a.Draft != nil && (a.Row < 1 || a.Row > lastRow || a.Draft.Channel != a.Channel):
		return "a play without a row, or in another form than proposed"
	case a.Draft == nil && a.Row != 0 && len(a.Others) > 0 && !waitsForGifts(a):
		return "a sentence with other plays"
	}
	for _, check := range []func(Situation, Advice) string{b.faultOfStop, b.faultOfOrder, b.faultOfRepeats, b.faultOfTensions, b.faultOfChannel} {
		if fault := check(s, a); fault != "" {
			return fault
		}
	}
	return ""
}

// waitsForGifts says that an advice is to find something to give first, and leads to
// the one play that then may ask (RC-17).
func waitsForGifts(a Advice) bool {
	return a.Row == 5 && !slices.ContainsFunc(a.Others, func(o Alternative) bool { return o.PlayID != "reopen" })
}

// Somebody who opted out is never proposed for contact; nor is anybody on a day
// for which quiet was asked.
func (b *Book) faultOfStop(s Situation, a Advice) string {
	out := slices.ContainsFunc(s.Touches, func(t Touch) bool { return t.Outcome == OptedOut })
	if out && (a.Row != 1 || a.Draft != nil || a.Channel != "" || len(a.Others) > 0) {
		return "somebody who opted out is proposed for contact"
	}
	for _, p := range b.plays {
		if _, err := b.AdvisePlay(s, p.ID, ""); out && KindOf(err) != Conflict {
			return p.ID + " can be had by hand for somebody who opted out"
		}
	}
	if s.Deal.Stage == Open && s.Cadence.Snoozed && a.Draft != nil && (a.Row < 6 || a.Row > 10) {
		return "quiet was asked for"
	}
	return ""
}

// The first row that holds, and has something to say, wins.
func (b *Book) faultOfOrder(s Situation, a Advice) string {
	sig := b.signals(&s)
	for i := range table {
		r := &table[i]
		_, holds := r.when(sig)
		switch {
		case r.n == a.Row && !holds:
			return "its row does not hold"
		case r.n == a.Row:
			return ""
		case holds && (r.spent != nil || len(b.playsOf(r, sig)) > 0):
			return fmt.Sprintf("row %d comes before it", r.n)
		}
	}
	return ""
}

// A play that was used in this silence does not come again, not even as an
// alternative, and after an answer everything may.
func (b *Book) faultOfRepeats(s Situation, a Advice) string {
	proposed := map[string]bool{}
	if a.Draft != nil {
		proposed[a.Draft.PlayID] = true
	}
	for _, o := range a.Others {
		if proposed[o.PlayID] {
			return o.PlayID + " is proposed twice"
		}
		proposed[o.PlayID] = true
	}
	for _, t := range silence(s.Touches) {
		for id := range proposed {
			if t.PlayID != "" && delivered(&t) && b.family(id) == b.family(t.PlayID) {
				return id + " was used in this silence"
			}
		}
	}
	sig := b.signals(&s)
	for _, p := range b.plays {
		if len(silence(s.Touches)) == 0 && p.Family != "second-effort" && b.spent(p, sig) {
			return p.ID + " is spent, though they were just heard from"
		}
	}
	return ""
}

// Playbook §2.6.
func (b *Book) faultOfTensions(s Situation, a Advice) string {
	said := slices.IndexFunc(s.Touches, Touch.Answered)
	no := said >= 0 && s.Touches[said].Outcome == SaidNo
	apology := slices.ContainsFunc(silence(s.Touches), func(t Touch) bool { return b.family(t.PlayID) == "apology" && delivered(&t) })
	for _, id := range a.plays() {
		switch family := b.family(id); {
		case family == "second-effort" && !no:
			return "a second effort without a no"
		case family == "apology" && no:
			return "an apology for a no"
		case no && a.Row != 4 && a.Row != 5 && !slices.Contains([]string{"second-effort", "real-reason", "extra-service"}, id):
			return "after a no, " + id
		case apology && a.Row != 4 && a.Row != 5 && id != "permission-to-close":
			return "after an apology, " + id
		}
	}
	return ""
}

// plays is what an advice proposes, the runner-up and the rest included.
func (a Advice) plays() []string {
	var ids []string
	if a.Draft != nil {
		ids = append(ids, a.Draft.PlayID)
	}
	for _, o := range a.Others {
		ids = append(ids, o.PlayID)
	}
	return ids
}

// The plain follow-ups go by a channel that is new in this silence, while there
// is one; nothing but a no goes three times in a row the same way.
func (b *Book) faultOfChannel(s Situation, a Advice) string {
	if a.Draft == nil || a.Row == 18 || a.Row == 19 { // to somebody else
		return ""
	}
	sig := b.signals(&s)
	play := b.byID[a.Draft.PlayID]
	if a.Row >= 13 && a.Row <= 20 && play.ID != "twenty-seconds" && len(sig.tried) > 0 && slices.Contains(sig.tried, a.Channel) {
		for _, c := range sig.freshChannels() {
			if play.speaks(c) {
				return fmt.Sprintf("%s again, though %s is new", a.Channel, c)
			}
		}
	}
	quiet := silence(s.Touches)
	third := len(quiet) > 1 && quiet[0].Channel == a.Channel && quiet[1].Channel == a.Channel
	if third && a.Row > 10 && play.speaks(Call) && play.speaks(Email) && sig.reachable(Call) && sig.reachable(Email) {
		return "a third " + string(a.Channel) + " in a row"
	}
	if !sig.reachable(a.Channel) && (sig.reachable(Call) || sig.reachable(Email)) && play.speaks(Call) && play.speaks(Email) {
		return string(a.Channel) + ", on which nobody is known"
	}
	return ""
}

func TestAReplyBringsEveryPlayBack(t *testing.T) {
	b := smallBook(t)
	for n, s := range rowSituations(t) {
		for _, p := range b.plays {
			s.touch(1, Email, Sent).play(p.ID)
		}
		s.touch(1, Call, Reached)
		now := s.now()
		sig := b.signals(&now)
		for _, p := range b.plays {
			if b.spent(p, sig) && p.Family != "second-effort" {
				t.Errorf("row %d: %s is spent after they were reached", n, p.ID)
			}
		}
	}
}
