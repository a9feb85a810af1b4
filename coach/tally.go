package coach

import (
	"cmp"
	"slices"
	"time"
)

// Count adds up the touches of a deal, in whatever order they come. A follow-up
// is an outbound touch on or after the day the proposal was sent; as long as it
// is not sent, and once the file is closed, nothing is one. An answer ends the silence, also when it was
// heard in a talk that we began.
func Count(sentOn Date, touches []Touch) Tally {
	var t Tally
	for _, touch := range inOrder(touches) {
		t.add(sentOn, touch)
	}
	return t
}

// Add is Count for one more touch that is later than all before. It is false,
// and t comes back unchanged, when the touch is not later: then its place in the
// order is not known and the caller must Count again.
func (t Tally) Add(sentOn Date, touch Touch) (Tally, bool) {
	if t.Touches > 0 && millis(touch) <= t.LastAt.UnixMilli() {
		return t, false
	}
	t.add(sentOn, touch)
	return t, true
}

func (t *Tally) add(sentOn Date, touch Touch) {
	t.Touches++
	if followup(sentOn, touch) {
		t.Followups++
		t.Silence++
		if t.Followups == 2 {
			t.SecondOn = touch.On
		}
	}
	if touch.Answered() {
		t.Answers++
		t.Silence = 0
		t.LastAnswer = touch.At
	}
	t.Uses = t.Uses.add(touch)
	t.BallIsOurs = touch.Direction == In
	t.OptedOut = t.OptedOut || touch.stops()
	t.LastAt, t.LastChannel, t.LastOutcome = touch.At, touch.Channel, touch.Outcome
	// A rep who moves to another zone can write a later touch on an earlier day;
	// the clock of the next follow-up never goes back for that.
	if touch.On.After(t.LastOn) {
		t.LastOn = touch.On
	}
}

// SilenceOf is the touches of the present silence, newest first: the follow-ups
// since they were last heard.
func SilenceOf(sentOn Date, touches []Touch) []Touch {
	var silence []Touch
	ordered := inOrder(touches)
	slices.Reverse(ordered)
	for _, t := range ordered {
		if t.Answered() {
			break
		}
		if followup(sentOn, t) {
			silence = append(silence, t)
		}
	}
	return silence
}

// SilenceChannels is the channels tried in the present silence, in the order of
// [Channels].
func SilenceChannels(sentOn Date, touches []Touch) []Channel {
	tried := map[Channel]bool{}
	for _, t := range SilenceOf(sentOn, touches) {
		if t.Direction != Via {
			tried[t.Channel] = true
		}
	}
	var channels []Channel
	for _, c := range Channels {
		if tried[c] {
			channels = append(channels, c)
		}
	}
	return channels
}

// UsedPlays is the ids of the plays whose words were used in these touches.
func UsedPlays(touches []Touch) map[string]bool {
	used := map[string]bool{}
	for _, t := range touches {
		if t.PlayID != "" {
			used[t.PlayID] = true
		}
	}
	return used
}

func followup(sentOn Date, t Touch) bool {
	return t.Direction != In && t.Direction != Afterwards && !sentOn.IsZero() && !t.On.Before(sentOn)
}

// inOrder is the touches oldest first. Instants are compared in milliseconds, as
// they are stored; ids, which are made in order of time, decide between equals.
func inOrder(touches []Touch) []Touch {
	ordered := slices.Clone(touches)
	slices.SortFunc(ordered, func(a, b Touch) int {
		return cmp.Or(cmp.Compare(millis(a), millis(b)), cmp.Compare(a.ID, b.ID))
	})
	return ordered
}

func millis(t Touch) int64 { return t.At.Truncate(time.Millisecond).UnixMilli() }
