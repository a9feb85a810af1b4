package coach

import "testing"

func TestRemindersSayWhenTheirRhythmIsWorthAnotherLook(t *testing.T) {
	for _, c := range []struct {
		p    Precision
		want Verdict
	}{
		{Precision{}, TooFewToTell}, {Precision{0, 19}, TooFewToTell}, {Precision{19, 0}, TooFewToTell},
		{Precision{0, 20}, FewerNudges}, {Precision{5, 15}, FewerNudges}, {Precision{6, 14}, RightNudges},
		{Precision{15, 5}, RightNudges}, {Precision{16, 4}, MoreNudges},
	} {
		if got := c.p.Verdict(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
}
