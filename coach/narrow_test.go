package coach_test

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"salescoach/coach"
	"salescoach/db"
)

// crowd is a random team in a store: people in all zones, some who have left, some whom
// nobody has met, and deals in every state.
type crowd struct {
	*coach.Coach
	store coach.Store
	team  string
	rules coach.Rules
	now   time.Time
	reps  map[string]coach.Rep
}

// crowds is a store in which each crowd is a workspace of its own.
func crowds(t *testing.T) func(*rapid.T) *crowd {
	store, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "crowds.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	n := 0
	return func(t *rapid.T) *crowd { n++; return newCrowd(t, store, fmt.Sprint("T", n)) }
}

var crowdZones = []string{"", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "Asia/Kathmandu"}

func newCrowd(t *rapid.T, store coach.Store, team string) *crowd {
	w := &crowd{store: store, team: team, reps: map[string]coach.Rep{}, now: time.Date(2026, 11, 23, rapid.IntRange(0, 23).Draw(t, "hour"), 0, 0, 0, time.UTC)}
	w.rules = coach.Rules{Target: rapid.IntRange(1, 5).Draw(t, "target"), Gaps: []int{2, 5}, StalledAfter: rapid.IntRange(1, 10).Draw(t, "stalled after")}
	n := 0
	w.Coach = coach.New(store, coach.Options{
		Now: func() time.Time { return w.now }, NewID: func() string { n++; return fmt.Sprint("id-", n) }, Book: pollBook(), Rules: w.rules,
		WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
	})
	err := store.Update(context.Background(), team, func(tx coach.Tx) error {
		if err := tx.InsertAccount(coach.Account{ID: "a", Name: "Osterley Mills", CreatedAt: w.now}); err != nil {
			return err
		}
		for i := range 4 {
			rep := coach.Rep{ID: fmt.Sprint("U", i), RealName: fmt.Sprint("Rep ", i), Zone: rapid.SampledFrom(crowdZones).Draw(t, "zone"), Deleted: rapid.IntRange(0, 4).Draw(t, "left") == 0}
			rep.OwnZone, rep.WorkDays = rapid.SampledFrom(crowdZones).Draw(t, "own zone"), rapid.SampledFrom([]string{"", "1-7", "7-4", "2"}).Draw(t, "week")
			w.reps[rep.ID] = rep
			if err := tx.SaveRep(rep); err != nil {
				return err
			}
		}
		for i := range rapid.IntRange(0, 30).Draw(t, "deals") {
			if err := tx.InsertDeal(w.deal(t, i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *crowd) deal(t *rapid.T, i int) coach.Deal {
	today := coach.DateOf(w.now, time.UTC)
	day := func(what string) coach.Date {
		if rapid.IntRange(0, 3).Draw(t, "no "+what) == 0 {
			return coach.Date{}
		}
		return today.Add(rapid.IntRange(-50, 2).Draw(t, what))
	}
	rep := rapid.SampledFrom([]string{"", "U0", "U1", "U2", "U3", "U9"}).Draw(t, "rep") // nobody has met U9
	return coach.Deal{
		ID: fmt.Sprintf("d%02d", i), AccountID: "a", RepID: rep, RepName: "Kept as " + rep, Stage: rapid.SampledFrom([]coach.Stage{coach.Open, coach.Open, coach.Open, coach.Lost}).Draw(t, "stage"),
		Amount: coach.Money{Minor: int64(100 * i), Currency: rapid.SampledFrom([]string{"EUR", "USD"}).Draw(t, "currency")},
		SentOn: day("sent"), PausedUntil: day("paused"), SnoozedUntil: day("snoozed"), CreatedAt: w.now, UpdatedAt: w.now, Version: 1,
		Tally: coach.Tally{
			Touches: i, Followups: rapid.IntRange(0, 6).Draw(t, "followups"), Silence: rapid.IntRange(0, 6).Draw(t, "silence"),
			LastOn: day("last"), BallIsOurs: rapid.Bool().Draw(t, "ball"), OptedOut: rapid.Bool().Draw(t, "out"),
		},
	}
}

// each calls fn for every open deal, whole, with its rhythm in its rep's days.
func (w *crowd) each(t *rapid.T, fn func(coach.Due)) {
	err := w.store.View(context.Background(), w.team, func(r coach.Reader) error {
		return r.OpenDeals("", func(d coach.Deal) error {
			fn(coach.Due{Deal: d, Cadence: w.rules.Cadence(d, w.Hours(w.reps[d.RepID]), w.now)})
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a poll asks about, read narrowed, is what deciding about every open deal gives.
func TestAPollAsksAboutWhatDecidingAboutEveryDealGives(t *testing.T) {
	if testing.Short() {
		t.Skip("a team for each run")
	}
	crowd := crowds(t)
	rapid.Check(t, func(t *rapid.T) {
		w := crowd(t)
		days, only := rapid.SampledFrom([]int{0, 0, 10, 40}).Draw(t, "days"), rapid.SampledFrom([]string{"", "", "U1", "U9"}).Draw(t, "only")
		values, unasked := map[string][]coach.Money{}, map[coach.Unasked]int{}
		w.each(t, func(d coach.Due) {
			since := d.Cadence.Today.Add(1 - days)
			switch rep := d.Deal.RepID; {
			case !d.Cadence.DeadLead || only != "" && rep != only:
			case rep == "":
				unasked[coach.NobodyToAsk]++
			case w.reps[rep].Deleted:
				unasked[coach.RepHasLeft]++
			case days > 0 && (!d.Deal.SentOn.Before(since) || !d.Deal.Tally.LastOn.Before(since)):
				unasked[coach.TouchedInDays]++
			default:
				values[rep] = append(values[rep], d.Deal.Amount)
			}
		})
		boss := coach.Input{Workspace: w.team, Rep: coach.Rep{ID: "U0BOSS"}, Manager: true}
		v, err := w.PreviewPoll(context.Background(), boss, coach.Asked{RepID: only, Days: days})
		if err != nil || len(v.Reps) != len(values) || !maps.Equal(v.Unasked, unasked) {
			t.Fatalf("%+v not asked about, %d reps asked; want %+v, %d (%v)", v.Unasked, len(v.Reps), unasked, len(values), err)
		}
		for _, a := range v.Reps {
			want := values[a.Rep.ID]
			name := w.reps[a.Rep.ID].RealName
			if name == "" {
				name = "Kept as " + a.Rep.ID
			}
			if a.Deals != len(want) || fmt.Sprint(a.Value) != fmt.Sprint(coach.Sum(want...)) || a.Rep.RealName != name {
				t.Fatalf("%s (%s): %d deals, %v; want %d, %v", a.Rep.ID, a.Rep.RealName, a.Deals, a.Value, len(want), coach.Sum(want...))
			}
		}
	})
}

// A manager's Home adds up a few fields of each open deal: the sums are those of whole ones.
func TestAManagersHomeAddsUpWhatWholeDealsGive(t *testing.T) {
	if testing.Short() {
		t.Skip("a team for each run")
	}
	crowd := crowds(t)
	rapid.Check(t, func(t *rapid.T) {
		w := crowd(t)
		want, risk := map[string]coach.Numbers{}, map[string][]coach.Money{}
		w.each(t, func(d coach.Due) {
			n := want[d.Deal.RepID]
			n.Reps = 1
			if d.Deal.Sent() {
				n.Open++
			}
			if d.Cadence.Wants() {
				n.Due++
			}
			if d.Cadence.Stalled && d.Deal.Sent() && !d.Deal.Tally.OptedOut {
				n.Stalled++
				risk[d.Deal.RepID] = append(risk[d.Deal.RepID], d.Deal.Amount)
			}
			want[d.Deal.RepID] = n
		})
		h, err := w.Home(context.Background(), coach.Input{Workspace: w.team, Rep: coach.Rep{ID: "U0BOSS"}, Manager: true})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]coach.Numbers{}
		for _, r := range h.Team.Reps {
			got[r.Rep.ID] = r.Numbers
		}
		for id, rep := range w.reps {
			n, g := want[id], got[id]
			n.AtRisk = coach.Sum(risk[id]...)
			g.Twice, n.Twice = coach.Twice{}, coach.Twice{}
			if !rep.Deleted && fmt.Sprint(g) != fmt.Sprint(n) {
				t.Fatalf("%s: %+v, want %+v", id, g, n)
			}
		}
	})
}
