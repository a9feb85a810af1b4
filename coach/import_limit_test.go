package coach_test

import (
	"bytes"
	"strings"
	"testing"

	"salescoach/coach"
)

// What somebody sends in Slack changes so many deals at a time that nobody else waits for
// long; the command line takes more. All of a file comes in, or nothing.
func TestAFileThatWouldKeepOthersWaitingIsLeftToTheCommandLine(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of deals")
	}
	c, store := openCoach(t)
	bring := func(n int, o coach.ImportOptions, dry bool) (coach.ImportReport, error) {
		return c.Import(t.Context(), coach.ImportRequest{Workspace: team, Name: "big.csv", Data: bytes.NewReader(manyDeals(n)), Options: o, DryRun: dry})
	}
	here := func() (n int) {
		err := store.View(t.Context(), team, func(r coach.Reader) error {
			deals, err := r.Deals(coach.DealQuery{Limit: 10_000})
			n = len(deals)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, dry := range []bool{true, false} {
		_, err := bring(6_000, coach.ImportOptions{}, dry)
		if coach.KindOf(err) != coach.Invalid || !strings.Contains(err.Error(), "6,000 deals, and I do 5,000 at a time here") || !strings.Contains(err.Error(), "`salescoach import`") || here() != 0 {
			t.Errorf("dry %t: %v; %d deals are here", dry, err, here())
		}
	}
	if r, err := bring(6_000, coach.ImportOptions{Limits: coach.FileLimits()}, false); err != nil || r.Created != 6_000 {
		t.Fatalf("the command line: %d, %v", r.Created, err)
	}
	r, err := bring(8_000, coach.ImportOptions{}, false) // the rest is here already
	if err != nil || r.Created != 2_000 || r.Unchanged != 6_000 {
		t.Errorf("%d new, %d unchanged, %v", r.Created, r.Unchanged, err)
	}
	if _, err := bring(10_001, coach.ImportOptions{}, true); err == nil || !strings.Contains(err.Error(), "more than 10,000 rows") {
		t.Errorf("too many rows: %v", err)
	}
}
