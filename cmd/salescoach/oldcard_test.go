package main

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// A button stays on the screen while the deal moves on under it.
func TestAButtonOfAnOldCardRefusesPolitelyWhatIsNoLongerSo(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	draft := d.add(dana, coach.Proposal{Account: "Draft"})
	touch := d.logs(dana, acme)
	undo := blocks.Action{Verb: blocks.Undo, ID: acme, Arg: touch}
	for _, want := range []string{"Undone: call", "was undone already"} { // clicked twice
		if got := d.presses(dana, undo); !strings.Contains(got, want) {
			t.Errorf("undo shows %q, want %q", got, want)
		}
	}
	late := d.logs(dana, acme)
	d.ws.Advance(coach.UndoFor + 1)
	if got := d.presses(dana, blocks.Action{Verb: blocks.Undo, ID: acme, Arg: late}); !strings.Contains(got, "ten minutes, and they have passed") {
		t.Errorf("a late undo shows %q", got)
	}
	if got := d.submits(dana, blocks.MarkSent, on(draft), filled{"sent": "day:2026-11-10"}); got != saved {
		t.Error(got)
	}
	d.logs(dana, draft)
	was := d.kept(draft)
	if got := d.submits(dana, blocks.MarkSent, on(draft), filled{"sent": "day:2026-11-19"}); !strings.Contains(got, "was marked as sent on 10 November 2026 already") {
		t.Errorf("marking as sent twice shows %q", got)
	}
	d.unchanged(was, draft)

	if got := d.submits(dana, blocks.CloseIt, on(acme), filled{"stage": "menu:lost", "reason": "price"}); got != saved {
		t.Error(got)
	}
	was = d.kept(acme)
	for _, verb := range []string{blocks.Snooze, blocks.Reason, blocks.CloseIt, blocks.MarkSent, blocks.Wake} {
		if got := d.presses(dana, blocks.Action{Verb: verb, ID: acme}); !strings.Contains(got, "Acme is closed (lost). Reopen it first: /followup reopen Acme") {
			t.Errorf("%s on a closed deal shows %q", verb, got)
		}
	}
	for form, in := range map[string]filled{
		blocks.Snooze: {"until": "day:2026-12-01"},
		blocks.Reason: {"reason": "x", "until": "day:2026-12-01"}, blocks.CloseIt: {"stage": "menu:won"},
	} {
		if got := d.submits(dana, form, on(acme), in); !strings.Contains(got, "Reopen it first") {
			t.Errorf("%s on a closed deal shows %q", form, got)
		}
	}
	d.unchanged(was, acme)
	for _, want := range []string{"Open again", "is open already"} {
		if got := d.presses(dana, blocks.Action{Verb: blocks.Reopen, ID: acme}); !strings.Contains(got, want) {
			t.Errorf("reopen shows %q, want %q", got, want)
		}
	}
}

// The way back from a snooze is not the way back from a known reason.
func TestUndoingASnoozeLeavesTheKnownReasonAlone(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	d.types(dana, "pause acme budget round, back 15 Jan")
	d.types(dana, "snooze acme 3d")
	d.pressesUndo(dana)
	if deal, _, _ := d.deal(acme); deal.PauseReason != "budget round" || deal.PausedUntil.IsZero() || !deal.SnoozedUntil.IsZero() {
		t.Errorf("after the undo of a snooze: %+v", deal)
	}
	d.types(dana, "snooze acme 3d")
	d.types(dana, "pause acme merger, back 15 Jan")
	d.pressesUndo(dana)
	if deal, _, _ := d.deal(acme); deal.PauseReason != "" || deal.SnoozedUntil.IsZero() {
		t.Errorf("after the undo of a pause: %+v", deal)
	}
	d.presses(dana, blocks.Action{Verb: blocks.Wake, ID: acme})
	if deal, _, _ := d.deal(acme); !deal.SnoozedUntil.IsZero() {
		t.Errorf("awake: %+v", deal)
	}
}

// pressesUndo presses the button beside what was just done.
func (d *desk) pressesUndo(user string) {
	d.t.Helper()
	done, ok := d.last.Message.Blocks[0].(*slack.SectionBlock)
	if !ok || done.Accessory == nil || done.Accessory.ButtonElement.Text.Text != "Undo" {
		d.t.Fatalf("there is no Undo on %q", d.last.Message.Text)
	}
	d.clicks(user, done.Accessory.ButtonElement.Value)
}

// Whoever asked to be left alone is left alone on every deal, also when one of two
// who heard it takes that back.
func TestAnOptOutHoldsOnEveryDealOfTheAccount(t *testing.T) {
	d := newDesk(t)
	priya := coach.Contact{Name: "Priya"}
	one := d.add(dana, coach.Proposal{Account: "Acme", Name: "One", SentOn: sentOn, Contact: priya})
	two := d.add(dana, coach.Proposal{Account: "Acme", Name: "Two", SentOn: sentOn, Contact: priya})
	optOut := filled{"channel": "menu:email", "outcome": "menu:opted_out"}
	for _, deal := range []string{one, two} {
		if got := d.submits(dana, blocks.LogTouch, on(deal), optOut); got != saved {
			t.Fatal(got)
		}
	}
	_, touches, _ := d.deal(two)
	if got := d.presses(dana, blocks.Action{Verb: blocks.Undo, ID: two, Arg: touches[0].ID}); !strings.Contains(got, "Undone") {
		t.Error(got)
	}
	if got := d.types(dana, "acme two"); !strings.Contains(got, "asked") {
		t.Errorf("the deal whose contact said stop on another one shows %q", got)
	}
	if got := d.types(dana, ""); !strings.HasPrefix(got, "Nothing is due") || strings.Contains(got, "Acme") {
		t.Errorf("the list shows %q", got)
	}
	_, touches, _ = d.deal(one)
	d.presses(dana, blocks.Action{Verb: blocks.Undo, ID: one, Arg: touches[0].ID})
	if got := d.types(dana, ""); !strings.HasPrefix(got, "2 follow-ups are due") {
		t.Errorf("with both taken back the list shows %q", got)
	}
}
