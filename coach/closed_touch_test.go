package coach_test

import (
	"testing"
	"time"

	"salescoach/coach"
)

func TestATouchOnAClosedFileIsNoFollowUpAndOpensNothing(t *testing.T) {
	for _, stage := range []coach.Stage{coach.Won, coach.Lost, coach.Dead} {
		d := newDesk(t)
		deal := d.deal(t, "Firm")
		before := d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent}).Advice
		d.now = d.now.Add(24 * time.Hour)
		if _, err := d.Close(t.Context(), d.asks(), deal, coach.Closing{Stage: stage, Reason: "none"}); err != nil {
			t.Fatal(err)
		}
		d.now = d.now.Add(time.Hour)
		l := d.logs(t, deal, coach.TouchDraft{Channel: coach.Letter, Outcome: coach.Sent})
		got, was := l.Advice.Deal.Tally, before.Deal.Tally
		if l.Touch.Direction != coach.Afterwards || l.Advice.Deal.Stage != stage {
			t.Errorf("%s: %+v, now %s", stage, l.Touch, l.Advice.Deal.Stage)
		}
		if got.Followups != was.Followups || got.Silence != was.Silence || got.SecondOn != was.SecondOn || got.Touches != was.Touches+1 || got.LastChannel != coach.Letter {
			t.Errorf("%s: %+v, was %+v", stage, got, was)
		}
		late := d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.NoAnswer, On: before.Touches[0].On})
		if late.Touch.Direction != coach.Out || late.Advice.Deal.Tally.Followups != was.Followups+1 {
			t.Errorf("%s: one from before it was closed: %+v", stage, late.Touch)
		}
		opened, err := d.Reopen(t.Context(), d.asks(), deal)
		if err != nil || opened.Advice.Deal.Tally.Followups != was.Followups+1 {
			t.Errorf("%s: opened again: %+v, %v", stage, opened.Advice.Deal.Tally, err)
		}
		u, err := d.UndoTouch(t.Context(), d.asks(), l.Touch.ID)
		if err != nil || u.Advice.Deal.Tally.Followups != was.Followups+1 || u.Advice.Deal.Tally.Touches != was.Touches+1 {
			t.Errorf("%s: undone: %+v, %v", stage, u.Advice.Deal.Tally, err)
		}
	}
}

func TestThanksAreLoggedAndLeadToWhatFollows(t *testing.T) {
	d := newDesk(t)
	deal := d.deal(t, "Firm")
	if _, err := d.Close(t.Context(), d.asks(), deal, coach.Closing{Stage: coach.Won}); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(time.Hour)
	l := d.logs(t, deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.Reached, PlayID: "thanks-and-why"})
	if l.Touch.Row != 4 || l.Advice.Row != 4 || l.Advice.Draft != nil {
		t.Errorf("%+v leads to row %d, %+v", l.Touch, l.Advice.Row, l.Advice.Draft)
	}
	other := d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, PlayID: "useful-note"})
	if other.Touch.Row != 4 {
		t.Errorf("another play on a won deal: row %d", other.Touch.Row)
	}
}
