package coach_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

// watched is a store that counts how often all deals are added up, and can be
// told to take its time over it, or to fail.
type watched struct {
	coach.Store
	sums atomic.Int64
	hold chan struct{} // says with one value that it has begun, and waits for another; nil: do not
	fail atomic.Bool
}

func (w *watched) View(ctx context.Context, workspace string, fn func(coach.Reader) error) error {
	return w.Store.View(ctx, workspace, func(r coach.Reader) error { return fn(watchedReader{r, w}) })
}

type watchedReader struct {
	coach.Reader
	w *watched
}

func (r watchedReader) Played(since coach.Date, each func(coach.PlayedDeal) error) error {
	r.w.sums.Add(1)
	if r.w.hold != nil {
		r.w.hold <- struct{}{}
		<-r.w.hold
	}
	if r.w.fail.Load() {
		return errors.New("the disk is gone")
	}
	return r.Reader.Played(since, each)
}

// watch puts a watched store under a desk.
func (d *desk) watch() *watched {
	w := &watched{Store: d.store}
	d.count.Store = w
	return w
}

func TestAllDealsAreAddedUpOnceInTenMinutesForCardsAndOnceAMinuteForNumbers(t *testing.T) {
	d := newDesk(t)
	w := d.watch()
	id := d.deal(t, "Harbour Foods")
	w.sums.Store(0)
	card := func() {
		t.Helper()
		if _, err := d.Advise(t.Context(), d.asks(), id); err != nil {
			t.Fatal(err)
		}
	}
	numbers := func() {
		t.Helper()
		if _, err := d.Stats(t.Context(), d.asks()); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		after time.Duration
		ask   func()
		want  int64 // sums so far
	}{
		{10 * time.Minute, card, 1}, {9 * time.Minute, card, 1}, {59 * time.Second, card, 1}, {time.Second, card, 2},
		{59 * time.Second, numbers, 2}, {time.Second, numbers, 3}, {9 * time.Minute, card, 3}, {-time.Hour, card, 4},
	} {
		d.now = d.now.Add(step.after)
		step.ask()
		if n := w.sums.Load(); n != step.want {
			t.Fatalf("%v later: added up %d times, want %d", step.after, n, step.want)
		}
	}
}

func TestWhileOneAddsUpTheOthersTakeTheOldNumbers(t *testing.T) {
	d := newDesk(t)
	w := d.watch()
	id := d.deal(t, "Harbour Foods")
	d.now = d.now.Add(time.Hour)
	w.sums.Store(0)
	w.hold = make(chan struct{})
	var first, all sync.WaitGroup
	first.Go(func() {
		if _, err := d.Advise(context.Background(), coach.Input{Workspace: "T1", Rep: rita}, id); err != nil {
			t.Error(err)
		}
	})
	<-w.hold // the first is at it
	for range 32 {
		all.Go(func() {
			if _, err := d.Advise(context.Background(), coach.Input{Workspace: "T1", Rep: rita}, id); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait() // nobody waited for the first
	close(w.hold)
	first.Wait()
	if n := w.sums.Load(); n != 1 {
		t.Errorf("added up %d times", n)
	}
}

func TestACardIsNoWorseWithoutNumbers(t *testing.T) {
	d := newDesk(t)
	w := d.watch()
	id := d.deal(t, "Harbour Foods")
	d.now = d.now.Add(time.Hour)
	w.fail.Store(true)
	if _, err := d.Advise(t.Context(), d.asks(), id); err != nil {
		t.Errorf("no card: %v", err)
	}
	if _, err := d.Stats(t.Context(), d.asks()); coach.KindOf(err) == "" {
		t.Error("numbers that could not be read were shown")
	}
	w.fail.Store(false)
	if _, err := d.Stats(t.Context(), d.asks()); err != nil {
		t.Errorf("and never again: %v", err)
	}
}

var otto = coach.Rep{ID: "U0OTTO", RealName: "Otto Berg", Zone: "Europe/Oslo"}

func (d *desk) meets(t *testing.T, people ...coach.Rep) {
	t.Helper()
	for _, p := range people {
		if _, err := d.Meet(t.Context(), "T1", p); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPlayThatWasUsedIsCountedWhereItWasAdvised(t *testing.T) {
	d := newDesk(t)
	d.meets(t, rita)
	id := d.deal(t, "Harbour Foods")
	log := func(ch coach.Channel, o coach.Outcome, play string) coach.Logged {
		t.Helper()
		d.now = d.now.Add(time.Hour)
		draft := coach.TouchDraft{Channel: ch, Outcome: o, PlayID: play}
		if o == coach.SaidNo {
			draft.Objection = coach.Price
		}
		l, err := d.LogTouch(t.Context(), d.asks(), id, draft)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	log(coach.Call, coach.SaidNo, "")
	used := log(coach.Call, coach.MeetingBooked, "second-effort")
	if used.Touch.Row != 6 {
		t.Fatalf("counted in situation %d", used.Touch.Row)
	}
	results := func() coach.Results {
		t.Helper()
		d.now = d.now.Add(time.Minute)
		s, err := d.Stats(t.Context(), d.asks())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Own, s.Team); diff != "" {
			t.Errorf("Rita is the team, and yet (-own +team)\n%s", diff)
		}
		return *s.Team.Results
	}
	key := coach.PlayIn{Row: 6, PlayID: "second-effort"}
	if diff := cmp.Diff(map[coach.PlayIn]coach.Yield{key: {Used: 1, Replies: 1, NextSteps: 1}}, results().Plays); diff != "" {
		t.Error(diff)
	}
	d.now = used.Touch.LoggedAt.Add(time.Minute)
	if _, err := d.UndoTouch(t.Context(), d.asks(), used.Touch.ID); err != nil {
		t.Fatal(err)
	}
	if got := results().Plays; len(got) > 0 {
		t.Errorf("undone, and yet %+v", got)
	}
	log(coach.Email, coach.Sent, "second-effort")
	if _, err := d.Close(t.Context(), d.asks(), id, coach.Closing{Stage: coach.Won}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[coach.PlayIn]coach.Yield{key: {Used: 1, Closed: 1, Wins: 1}}, results().Plays); diff != "" {
		t.Error(diff)
	}
}

func TestRepsSeeTheirOwnNumbersAndTheTeamsAndManagersSeeAll(t *testing.T) {
	d := newDesk(t)
	d.meets(t, rita, otto)
	for i, rep := range []coach.Rep{rita, otto, otto} {
		in := d.asks()
		in.Rep = rep
		added, err := d.AddDeal(t.Context(), in, coach.Proposal{Account: "Firm " + string(rune('A'+i)), SentOn: coach.Date{Year: 2026, Month: 11, Day: 2}})
		if err != nil {
			t.Fatal(err)
		}
		for range i {
			in := d.asks()
			in.Rep = rep
			if _, err := d.LogTouch(t.Context(), in, added.Advice.Deal.ID, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent}); err != nil {
				t.Fatal(err)
			}
		}
	}
	d.now = d.now.AddDate(0, 0, 1)
	in := d.asks()
	s, err := d.Stats(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if s.Own.Week != 0 || s.Team.Week != 3 || len(s.Reps) != 0 {
		t.Errorf("Rita sees %d of her own, %d of the team, %d reps", s.Own.Week, s.Team.Week, len(s.Reps))
	}
	in.Manager = true
	s, err = d.Stats(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Reps) != 1 || s.Reps[0].Rep.ID != otto.ID || s.Reps[0].Week != 3 {
		t.Errorf("a manager sees %+v", s.Reps)
	}
}

// A second follow-up that came due in a sleep is nobody's fault, whatever ended the
// sleep; one that came due after it is.
func TestASleepOverTheDayExcuses(t *testing.T) {
	at := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 9, 0, 0, 0, time.UTC) }
	december := func(day int) coach.Date { return coach.Date{Year: 2026, Month: time.December, Day: day} }
	for _, c := range []struct {
		name string
		ends func(d *desk, id string) error // what ends the sleep
		on   int                            // on which day of December, 0: the last of November
		want int
	}{
		{"nothing", nil, 2, 0},
		{"a touch after it", func(d *desk, id string) error {
			_, err := d.LogTouch(t.Context(), d.asks(), id, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent})
			return err
		}, 2, 0},
		{"a touch before it", func(d *desk, id string) error {
			_, err := d.LogTouch(t.Context(), d.asks(), id, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent})
			return err
		}, 0, 1},
		{"waking it before", func(d *desk, id string) error {
			_, err := d.Wake(t.Context(), d.asks(), id, coach.AnySleep)
			return err
		}, 0, 1},
	} {
		for _, sleep := range []func(d *desk, id string) error{
			func(d *desk, id string) error {
				_, err := d.Snooze(t.Context(), d.asks(), id, december(4))
				return err
			},
			func(d *desk, id string) error {
				_, err := d.Pause(t.Context(), d.asks(), id, "budget round", december(4))
				if err == nil && c.want == 1 { // a touch ends no pause, so this one is woken first
					_, err = d.Wake(t.Context(), d.asks(), id, coach.Paused)
				}
				return err
			},
		} {
			d := newDesk(t)
			d.now = at(time.November, 19) // a Thursday; the second follow-up is due on Tuesday, 1 December
			added, err := d.AddDeal(t.Context(), d.asks(), coach.Proposal{Account: "Harbour Foods", SentOn: coach.DateOf(d.now, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			id := added.Advice.Deal.ID
			d.now = at(time.November, 27)
			if err := sleep(d, id); err != nil {
				t.Fatal(err)
			}
			d.now = at(time.November, 30+c.on)
			if c.ends != nil {
				if err := c.ends(d, id); err != nil {
					t.Fatal(err)
				}
			}
			d.now = at(time.December, 8)
			s, err := d.Stats(t.Context(), d.asks())
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Team.Followed.Now; got.Due != c.want {
				t.Errorf("%s: %+v, want %d due", c.name, got, c.want)
			}
		}
	}
}
