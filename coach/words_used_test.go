package coach_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

// typed logs a touch as one line does, and says what may have been used.
func (d *desk) typed(t *testing.T, deal string, draft coach.TouchDraft) (coach.Touch, coach.PlayInfo) {
	t.Helper()
	s, err := d.Situation(t.Context(), d.asks(), deal)
	if err != nil {
		t.Fatal(err)
	}
	l, err := d.LogTouchOn(t.Context(), d.asks(), s, draft)
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Situation(t.Context(), d.asks(), deal)
	if err != nil {
		t.Fatal(err)
	}
	may := d.MayHaveUsed(s, l.Touch)
	if later := d.MayHaveUsed(again, l.Touch); later != may {
		t.Errorf("read again it may have used %q, and not %q", later.ID, may.ID)
	}
	return l.Touch, may
}

func TestWhatWasProposedMayHaveBeenUsed(t *testing.T) {
	for name, c := range map[string]struct {
		draft coach.TouchDraft
		want  string
	}{
		"an email went out":    {coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent}, "first-followup"},
		"a talk":               {coach.TouchDraft{Channel: coach.Call, Outcome: coach.Reached}, "first-followup"},
		"they wrote":           {coach.TouchDraft{Channel: coach.Email, Outcome: coach.Replied}, ""},
		"nobody took the call": {coach.TouchDraft{Channel: coach.Call, Outcome: coach.NoAnswer}, ""},
		"the play is named":    {coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, PlayID: "useful-note"}, ""},
	} {
		d := newDesk(t)
		if _, may := d.typed(t, d.deal(t, "Firm"), c.draft); may.ID != c.want {
			t.Errorf("%s: %q, want %q", name, may.ID, c.want)
		}
	}
	d := newDesk(t)
	deal := d.deal(t, "Firm")
	d.typed(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent})
	if _, may := d.typed(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent}); may.ID != "" {
		t.Errorf("nothing was due, and %q may have been used", may.ID)
	}
}

// A touch whose words are noted afterwards is the touch that was logged with them.
func TestWordsNotedAfterwardsAreAsIfTheyHadBeenLogged(t *testing.T) {
	draft := coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent}
	d, e := newDesk(t), newDesk(t)
	deal, same := d.deal(t, "Firm"), e.deal(t, "Firm")
	touch, may := d.typed(t, deal, draft)
	in := d.asks()
	noted, err := d.UsedWords(t.Context(), in, touch.ID, may.ID)
	if err != nil || noted.Words != may.Title {
		t.Fatalf("%+v, %v", noted, err)
	}
	draft.PlayID = may.ID
	logged, err := e.LogTouch(t.Context(), e.asks(), same, draft)
	if err != nil {
		t.Fatal(err)
	}
	got, want := noted.Touch, logged.Touch
	got.ID, want.ID, got.DealID, want.DealID = "", "", "", ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(logged.Advice.Deal.Tally, noted.Advice.Deal.Tally); diff != "" {
		t.Error(diff)
	}
	if again, err := d.UsedWords(t.Context(), in, touch.ID, may.ID); err != nil || !again.Repeated || again.Advice.Cadence.Followups != 1 {
		t.Errorf("delivered twice: %+v, %v", again.Touch, err)
	}
	if _, err := d.UsedWords(t.Context(), d.asks(), touch.ID, "useful-note"); coach.KindOf(err) != coach.Conflict {
		t.Errorf("another play: %v", err)
	}
	u, err := d.UndoTouch(t.Context(), d.asks(), touch.ID)
	if err != nil || u.Advice.Deal.Tally != (coach.Tally{}) {
		t.Errorf("undone: %+v, %v", u.Advice.Deal.Tally, err)
	}
	if _, err := d.UsedWords(t.Context(), d.asks(), touch.ID, may.ID); coach.KindOf(err) != coach.Conflict {
		t.Errorf("once it was undone: %v", err)
	}
}

func TestOnlyWhoeverLoggedItSaysWhichWordsTheyUsedAndSoon(t *testing.T) {
	d := newDesk(t)
	touch, may := d.typed(t, d.deal(t, "Firm"), coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent})
	other := d.asks()
	other.Rep = coach.Rep{ID: "U0OTTO"}
	if _, err := d.UsedWords(t.Context(), other, touch.ID, may.ID); coach.KindOf(err) != coach.Forbidden {
		t.Errorf("somebody else: %v", err)
	}
	if _, err := d.UsedWords(t.Context(), d.asks(), touch.ID, "gone"); coach.KindOf(err) != coach.NotFound {
		t.Errorf("a play that is gone: %v", err)
	}
	d.now = d.now.Add(coach.UndoFor + time.Second)
	if _, err := d.UsedWords(t.Context(), d.asks(), touch.ID, may.ID); coach.KindOf(err) != coach.Conflict {
		t.Errorf("later: %v", err)
	}
}
