package main

import (
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// Slack delivers what it thinks was lost: at once, in another order, eight minutes
// later, and after the bot was started anew. A touch counts once, and both of two.
func TestTouchesDeliveredTwiceLateOrInAnotherOrderCountOnce(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	stop := d.serve()
	p := d.ws.Person(dana)
	must(t, p.Type(t.Context(), salesChannel, "/followup log acme email first"))
	d.waits(func() bool { return len(d.acked("slash_commands")) == 1 })
	first := d.acked("slash_commands")[0]
	d.again(first)
	d.ws.Advance(8 * time.Minute)
	_, err := d.coach.ForgetOld(t.Context(), d.ws.TeamID()) // as it is done now and then
	must(t, err)
	d.again(first)
	stop()
	d.hire() // another one, on the same file
	d.serve()
	d.again(first)

	// The second command is held up on the way, and the third overtakes it. Its person
	// is told that it failed, and does not know that it did not.
	d.ws.Faults().Delay(2 * time.Second)
	sent, held := len(d.ws.Deliveries()), make(chan error, 1)
	go func() { held <- p.Type(t.Context(), salesChannel, "/followup log acme call no answer") }()
	until(t, "the second command to be on its way", func() bool { return len(d.ws.Deliveries()) > sent })
	d.ws.Faults().Delay(0)
	must(t, p.Type(t.Context(), salesChannel, "/followup log acme voicemail third"))
	d.ws.Advance(2 * time.Second)
	must(t, <-held)
	for _, e := range d.acked("slash_commands") {
		d.again(e)
	}
	if deal, touches, _ := d.deal(acme); deal.Tally.Touches != 3 || len(touches) != 3 {
		t.Errorf("%d touches are counted, %d kept; three were made", deal.Tally.Touches, len(touches))
	}
}

// acked are the envelopes of a type that the bot has acknowledged.
func (d *desk) acked(kind string) (all []sandbox.Delivery) {
	for _, e := range d.ws.Deliveries() {
		if e.Type == kind && e.Acked {
			all = append(all, e)
		}
	}
	return all
}

// again has Slack deliver an envelope once more, and waits until that is acknowledged.
func (d *desk) again(e sandbox.Delivery) {
	d.t.Helper()
	id := d.ws.Faults().Redeliver(e.EnvelopeID)
	d.waits(func() bool {
		for _, e := range d.acked(e.Type) {
			if e.EnvelopeID == id {
				return true
			}
		}
		return false
	})
}
