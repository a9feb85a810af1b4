package coach

import "testing"

// giving is a book in which the plays g and g2 give something and a does not.
func giving() *Book {
	b := &Book{byID: map[string]*Play{}}
	for id, gives := range map[string]bool{"g": true, "g2": true, "a": false} {
		b.byID[id] = &Play{PlayInfo: PlayInfo{ID: id}, Family: id, Gives: gives}
	}
	return b
}

func TestGivesAreCountedInThisSilence(t *testing.T) {
	with := func(play string, touch Touch) Touch { touch.PlayID = play; return touch }
	old, answer := with("g", sampleTouch(30, Email, Sent, "")), sampleTouch(25, Email, Replied, "")
	for name, c := range map[string]struct {
		touches []Touch
		want    int
	}{
		"nothing":                      {nil, 0},
		"an ask is no give":            {[]Touch{with("a", sampleTouch(3, Email, Sent, ""))}, 0},
		"own words are no give":        {[]Touch{sampleTouch(3, Email, Sent, "")}, 0},
		"two":                          {[]Touch{with("g", sampleTouch(3, Email, Sent, "")), with("g2", sampleTouch(6, Letter, Sent, ""))}, 2},
		"the same twice":               {[]Touch{with("g", sampleTouch(3, Email, Sent, "")), with("g", sampleTouch(6, Letter, Sent, ""))}, 2},
		"one that never arrived":       {[]Touch{with("g", sampleTouch(3, Email, Bounced, ""))}, 0},
		"before the answer":            {[]Touch{with("g", sampleTouch(3, Email, Sent, "")), answer, old}, 1},
		"before the proposal was sent": {[]Touch{with("g", sampleTouch(41, Email, Sent, ""))}, 0},
		"a play that is gone":          {[]Touch{with("gone", sampleTouch(3, Email, Sent, ""))}, 0},
	} {
		s := sample(c.touches, nil, false)
		sig := giving().signals(&s)
		if got := sig.gives(); got != c.want || sig.givenEnough() != (c.want >= 2) {
			t.Errorf("%s: %d (enough: %v), want %d", name, got, sig.givenEnough(), c.want)
		}
	}
}

func TestTheMeterShowsWhereGivingComesFirst(t *testing.T) {
	b := giving()
	s := sample(nil, nil, false)
	sig := b.signals(&s)
	for row := range lastRow + 1 {
		for id, p := range b.byID {
			want := row == 5 || row == 17 && id != "a"
			if got := sig.meter(row, p); (got.Wanted == 2) != want || got.Asks != (want && id == "a") {
				t.Errorf("row %d, play %s: %+v", row, id, got)
			}
		}
	}
}
