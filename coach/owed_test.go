package coach_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

// askedFor is a desk with a deal on which Tom Berg speaks for us, and Rita has just
// asked him to, on Thursday, 19 November.
func askedFor(t *testing.T) (*desk, string, coach.Touch) {
	t.Helper()
	d := newDeskWith(t, speakers(t))
	deal := d.deal(t, "Harbour Foods")
	d.speaks(t, deal, coach.Advocate, "Tom Berg", true)
	return d, deal, d.logs(t, deal, advocated).Touch
}

var advocated = coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, PlayID: "advocate"}

// speakers is a directory with small plays that name somebody or ask them.
func speakers(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, slot := range map[string]string{"reference": "Referrer", "advocate": "Advocate"} {
		text := "Title: " + name + "\nWhen: Now.\nIds: RC-10\nRows: 20\n\n"
		for _, form := range []string{"Call", "Email"} {
			text += "# " + form + "\n## Words\n1. {{." + slot + "}}.\n2. Hello.\n"
		}
		if err := os.WriteFile(filepath.Join(dir, name+".md"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// speaks stores who speaks for us.
func (d *desk) speaks(t interface{ Fatal(...any) }, deal string, kind coach.FactKind, person string, consent bool) coach.Fact {
	l, err := d.AddFact(context.Background(), d.asks(), deal, coach.FactDraft{
		Kind: kind, Text: person + ", who knows our work", SayAs: person, Source: "call", Person: person, Consent: consent,
	})
	if err != nil {
		t.Fatal(err)
	}
	return l.Fact
}

func (d *desk) logs(t *testing.T, deal string, draft coach.TouchDraft) coach.Logged {
	t.Helper()
	d.now = d.now.Add(time.Minute)
	l, err := d.LogTouch(t.Context(), d.asks(), deal, draft)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// owes checks what is owed on a deal: what, and by when.
func (d *desk) owes(t *testing.T, deal string, want ...string) []coach.Task {
	t.Helper()
	a, err := d.Advise(t.Context(), d.asks(), deal)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range a.Tasks {
		got = append(got, k.Text+" by "+k.DueOn.Format("Mon 2 Jan"))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is owed (-want +got)\n%s", diff)
	}
	return a.Tasks
}

const thankTom = "Thank Tom Berg and say what came of it"

func TestWhoeverSpokeForUsIsOwedThanksWithinFiveBusinessDays(t *testing.T) {
	d, deal, touch := askedFor(t)
	owed := d.owes(t, deal, thankTom+" by Thu 26 Nov")
	if owed[0].RepID != rita.ID || owed[0].ID != touch.ID || owed[0].Kind != coach.ThankAdvocate {
		t.Errorf("%+v", owed[0])
	}
}

func TestNewsBringsThanksForward(t *testing.T) {
	d, deal, _ := askedFor(t)
	d.now = d.now.Add(24 * time.Hour) // Friday
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Replied})
	d.owes(t, deal, thankTom+" by Mon 23 Nov")
	d.now = d.now.Add(4 * 24 * time.Hour)
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.Reached}) // later news changes nothing
	d.owes(t, deal, thankTom+" by Mon 23 Nov")
}

func TestAnswerFromBeforeIsNoNews(t *testing.T) {
	d, deal, _ := askedFor(t)
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Replied, On: coach.Date{Year: 2026, Month: time.November, Day: 17}})
	d.owes(t, deal, thankTom+" by Thu 26 Nov")
}

func TestTheEndOfADealIsNews(t *testing.T) {
	d, deal, _ := askedFor(t)
	d.now = d.now.Add(24 * time.Hour)
	if _, err := d.Close(t.Context(), d.asks(), deal, coach.Closing{Stage: coach.Won}); err != nil {
		t.Fatal(err)
	}
	d.owes(t, deal, thankTom+" by Mon 23 Nov")
}

func TestThanksAreOwedOnceHoweverOftenSomebodyWasAsked(t *testing.T) {
	d, deal, _ := askedFor(t)
	d.now = d.now.Add(24 * time.Hour)
	second := d.logs(t, deal, advocated)
	owed := d.owes(t, deal, thankTom+" by Thu 26 Nov")
	if second.Touch.Used == "" {
		t.Error("the second touch asked nobody")
	}
	if _, err := d.DoneTask(t.Context(), d.asks(), owed[0].ID); err != nil {
		t.Fatal(err)
	}
	d.owes(t, deal)
}

func TestATouchThatReachedNobodyOwesNothing(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	deal := d.deal(t, "Harbour Foods")
	d.speaks(t, deal, coach.Advocate, "Tom Berg", true)
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.NoAnswer, PlayID: "advocate"})
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.LeftMessage}) // own words
	d.owes(t, deal)
}

func TestWhatAnAdvocateSaysIsNoNewsFromTheProspect(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	deal := d.deal(t, "Harbour Foods")
	d.speaks(t, deal, coach.Advocate, "Tom Berg", true)
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.Reached, PlayID: "advocate"})
	d.owes(t, deal, thankTom+" by Thu 26 Nov")
}

// Asking an advocate is a try, and counts as one; but nothing that the advocate says
// is the prospect's answer, no or wish to be left alone.
func TestWhatAnAdvocateSaysIsNotTheProspectsAnswer(t *testing.T) {
	for _, outcome := range []coach.Outcome{coach.Reached, coach.Replied, coach.MeetingBooked, coach.SaidNo, coach.OptedOut} {
		d := newDeskWith(t, speakers(t))
		deal := d.deal(t, "Harbour Foods")
		d.speaks(t, deal, coach.Advocate, "Tom Berg", true)
		d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent})
		l := d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: outcome, PlayID: "advocate"})
		if l.Touch.Direction != coach.Via || l.Touch.Answered() {
			t.Errorf("%s: %+v", outcome, l.Touch)
		}
		a := l.Advice
		if y := a.Deal.Tally; y.Answers != 0 || y.Silence != 2 || y.Followups != 2 || y.BallIsOurs || y.OptedOut {
			t.Errorf("%s: %+v", outcome, y)
		}
		if a.Contacts[0].OptedOut || a.Row == 1 || a.Row == 3 || a.Row >= 6 && a.Row <= 10 {
			t.Errorf("%s: row %d: %s", outcome, a.Row, a.Why)
		}
		if channels := coach.SilenceChannels(a.Deal.SentOn, a.Touches); len(channels) != 1 || channels[0] != coach.Email {
			t.Errorf("%s: they were tried by %v", outcome, channels)
		}
		if _, err := d.UndoTouch(t.Context(), d.asks(), l.Touch.ID); err != nil {
			t.Error(err)
		}
	}
}

func TestAReferrerIsThankedToo(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	deal := d.deal(t, "Harbour Foods")
	d.speaks(t, deal, coach.Referrer, "Tom Berg", true)
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.Reached, PlayID: "reference"}) // and that is news
	d.owes(t, deal, thankTom+" by Fri 20 Nov")
}

func TestUndoTakesWhatIsOwedBack(t *testing.T) {
	d, deal, touch := askedFor(t)
	undo := func(id string) {
		t.Helper()
		if _, err := d.UndoTouch(t.Context(), d.asks(), id); err != nil {
			t.Fatal(err)
		}
	}
	answer := d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Replied})
	d.owes(t, deal, thankTom+" by Fri 20 Nov")
	undo(answer.Touch.ID)
	d.owes(t, deal, thankTom+" by Thu 26 Nov")
	second := d.logs(t, deal, advocated)
	undo(touch.ID) // the second asking is owed for now
	if owed := d.owes(t, deal, thankTom+" by Thu 26 Nov"); owed[0].ID != second.Touch.ID {
		t.Errorf("%+v", owed)
	}
	undo(second.Touch.ID)
	d.owes(t, deal)
}

func TestUndoBringsNothingBackThatIsThankedFor(t *testing.T) {
	d, deal, first := askedFor(t)
	done := func(id string) {
		t.Helper()
		if _, err := d.DoneTask(t.Context(), d.asks(), id); err != nil {
			t.Fatal(err)
		}
	}
	undo := func(id string) {
		t.Helper()
		if _, err := d.UndoTouch(t.Context(), d.asks(), id); err != nil {
			t.Fatal(err)
		}
	}
	done(first.ID)
	second := d.logs(t, deal, advocated)
	d.owes(t, deal, thankTom+" by Thu 26 Nov")
	done(second.Touch.ID)
	undo(first.ID)
	d.owes(t, deal)
	undo(second.Touch.ID)
	d.owes(t, deal)
}

func TestARepeatedInputOwesOnce(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	deal := d.deal(t, "Harbour Foods")
	d.speaks(t, deal, coach.Advocate, "Tom Berg", true)
	in := d.asks()
	for range 3 {
		if _, err := d.LogTouch(t.Context(), in, deal, advocated); err != nil {
			t.Fatal(err)
		}
	}
	owed := d.owes(t, deal, thankTom+" by Thu 26 Nov")
	done := d.asks()
	for n := range 2 {
		s, err := d.DoneTask(t.Context(), done, owed[0].ID)
		if err != nil || s.Repeated != (n > 0) || s.Task.DoneAt.IsZero() {
			t.Errorf("%+v, %v", s, err)
		}
	}
	d.owes(t, deal)
	if _, err := d.DoneTask(t.Context(), d.asks(), owed[0].ID); coach.KindOf(err) != coach.Conflict {
		t.Errorf("done twice: %v", err)
	}
	if _, err := d.ReopenTask(t.Context(), d.asks(), owed[0].ID); err != nil {
		t.Error(err)
	}
	d.owes(t, deal, thankTom+" by Thu 26 Nov")
}

func TestOthersTasksAreTheirOwn(t *testing.T) {
	d, deal, touch := askedFor(t)
	in := d.asks()
	in.Rep = coach.Rep{ID: "U0OLAV"}
	if _, err := d.DoneTask(t.Context(), in, touch.ID); coach.KindOf(err) != coach.Forbidden {
		t.Errorf("%v", err)
	}
	in.Manager = true
	if _, err := d.DoneTask(t.Context(), in, touch.ID); err != nil {
		t.Error(err)
	}
	d.owes(t, deal)
	if _, err := d.DoneTask(t.Context(), d.asks(), "id-none"); coach.KindOf(err) != coach.NotFound {
		t.Errorf("%v", err)
	}
}

// The answer to a touch that concerns more than its deal is what reading it again
// would give, too.
func TestTheAnswerToATouchKnowsWhatItOwes(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	deal := d.deal(t, "Harbour Foods")
	d.speaks(t, deal, coach.Advocate, "Tom Berg", true)
	for _, draft := range []coach.TouchDraft{advocated, {Channel: coach.Email, Outcome: coach.Replied}, advocated} {
		l := d.logs(t, deal, draft)
		again, err := d.Advise(t.Context(), d.asks(), deal)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(again, l.Advice); diff != "" || len(l.Advice.Tasks) != 1 {
			t.Errorf("(-read again +answered)\n%s", diff)
		}
	}
}
