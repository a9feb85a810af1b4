package coach_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"salescoach/coach"
	"salescoach/db"
)

// desk is a coach over a database of its own, with a clock to turn.
type desk struct {
	*coach.Coach
	store coach.Store
	count *counted
	now   time.Time
	keys  int
}

var rita = coach.Rep{ID: "U0RITA", RealName: "Rita Solberg", Zone: "Europe/Oslo"}

func newDesk(t *testing.T) *desk { return newDeskWith(t, "") }

// newDeskWith is a desk with own plays.
func newDeskWith(t *testing.T, plays string) *desk {
	t.Helper()
	store, err := db.Open(context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "desk.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	book, err := coach.LoadBook(plays)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{store: store, count: &counted{Store: store}, now: time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC)}
	ids := 0
	d.Coach = coach.New(d.count, coach.Options{
		Now: func() time.Time { return d.now }, NewID: func() string { ids++; return fmt.Sprintf("id-%06d", ids) }, Book: book,
		Rules: coach.DefaultRules(), WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
	})
	return d
}

// asks is Rita with something new to ask.
func (d *desk) asks() coach.Input {
	d.keys++
	return coach.Input{Workspace: "T1", Key: fmt.Sprint("key-", d.keys), Rep: rita}
}

func (d *desk) deal(t interface{ Fatal(...any) }, account string) string {
	a, err := d.AddDeal(context.Background(), d.asks(), coach.Proposal{
		Account: account, SentOn: coach.Date{Year: 2026, Month: time.October, Day: 12}, Contact: coach.Contact{Name: "Ingrid Holm"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a.Advice.Deal.ID
}

// The advice that comes with a logged touch is made without reading the deal
// again; it must be what reading it again would give, whatever was logged.
func TestTheAnswerToATouchIsWhatTheDatabaseSays(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		deal := d.deal(t, fmt.Sprint("Firm ", n))
		for _, kind := range rapid.SliceOfDistinct(rapid.SampledFrom([]coach.FactKind{coach.Referrer, coach.Advocate}), rapid.ID).Draw(t, "speak") {
			d.speaks(t, deal, kind, fmt.Sprint("Tom Berg ", n), true)
		}
		for range rapid.IntRange(1, 8).Draw(t, "touches") {
			d.now = d.now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "minutes")) * time.Minute)
			draft := coach.TouchDraft{
				Channel: rapid.SampledFrom(coach.Channels).Draw(t, "channel"), Outcome: rapid.SampledFrom(coach.Outcomes).Draw(t, "outcome"),
			}
			draft.PlayID = rapid.SampledFrom([]string{"", "", "reference", "advocate", "apology"}).Draw(t, "play")
			if rapid.Bool().Draw(t, "backdated") {
				draft.On = coach.DateOf(d.now, time.UTC).Add(-rapid.IntRange(0, 60).Draw(t, "days"))
			}
			l, err := d.LogTouch(context.Background(), d.asks(), deal, draft)
			if err != nil {
				t.Fatal(err)
			}
			again, err := d.Advise(context.Background(), d.asks(), deal)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(again, l.Advice); diff != "" {
				t.Fatalf("(-read again +answered)\n%s", diff)
			}
			if want := coach.Count(again.Deal.SentOn, again.Touches); again.Deal.Tally != want {
				t.Fatalf("the tally is %+v, the touches say %+v", again.Deal.Tally, want)
			}
		}
	})
}

func TestARepeatedInputIsAnsweredAlikeAndCountsOnce(t *testing.T) {
	d := newDesk(t)
	deal, in := d.deal(t, "Firm"), d.asks()
	draft := coach.TouchDraft{Channel: coach.Voicemail, Outcome: coach.LeftMessage, Note: "asked for a call back"}
	first, err := d.LogTouch(t.Context(), in, deal, draft)
	if err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(time.Hour)
	second, err := d.LogTouch(t.Context(), in, deal, draft)
	if err != nil || !second.Repeated {
		t.Fatalf("%+v, %v", second, err)
	}
	if diff := cmp.Diff(first.Touch, second.Touch); diff != "" {
		t.Errorf("the touch (-first +second)\n%s", diff)
	}
	if n := second.Advice.Cadence.Followups; n != 1 {
		t.Errorf("it counts %d times", n)
	}
}

// What was read before may be old by the time it is built on: the touch counts
// on the deal as it is now, and rules that have come to hold are kept.
func TestATouchOnAnOldReadingCountsOnTheDealAsItIsNow(t *testing.T) {
	d := newDesk(t)
	draft := coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent}
	deal := d.deal(t, "Firm")
	old, err := d.Situation(t.Context(), d.asks(), deal)
	if err != nil {
		t.Fatal(err)
	}
	for want := 1; want <= 3; want++ {
		l, err := d.LogTouchOn(t.Context(), d.asks(), old, draft)
		if err != nil {
			t.Fatal(err)
		}
		if n := l.Advice.Cadence.Followups; n != want || l.Repeated {
			t.Errorf("follow-up %d is counted as %d, repeated: %v", want, n, l.Repeated)
		}
	}
	done := d.asks()
	if _, err := d.LogTouchOn(t.Context(), done, old, draft); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Close(t.Context(), d.asks(), deal, coach.Closing{Stage: coach.Won}); err != nil {
		t.Fatal(err)
	}
	l, err := d.LogTouchOn(t.Context(), d.asks(), old, draft)
	if err != nil || l.Touch.Direction != coach.Afterwards || l.Advice.Deal.Stage != coach.Won || l.Advice.Cadence.Followups != 4 {
		t.Errorf("a touch on a closed deal: %+v, %v", l.Touch, err)
	}
	again, err := d.LogTouchOn(t.Context(), done, old, draft)
	if err != nil || !again.Repeated || again.Advice.Cadence.Followups != 4 {
		t.Errorf("the repetition of one from before it was closed: %+v, %v", again.Advice.Cadence, err)
	}
}

func TestUndoBringsBackExactlyWhatWasThere(t *testing.T) {
	d := newDesk(t)
	rapid.Check(t, func(t *rapid.T) {
		deal := d.deal(t, fmt.Sprint("Firm ", d.keys))
		log := func() coach.Logged {
			d.now = d.now.Add(time.Hour)
			l, err := d.LogTouch(context.Background(), d.asks(), deal, coach.TouchDraft{
				Channel: rapid.SampledFrom(coach.Channels).Draw(t, "channel"), Outcome: rapid.SampledFrom(coach.Outcomes).Draw(t, "outcome"),
			})
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		for range rapid.IntRange(0, 4).Draw(t, "before") {
			log()
		}
		before, err := d.Advise(context.Background(), d.asks(), deal)
		if err != nil {
			t.Fatal(err)
		}
		l := log()
		u, err := d.UndoTouch(context.Background(), d.asks(), l.Touch.ID)
		if err != nil {
			t.Fatal(err)
		}
		if u.Advice.Deal.Tally != before.Deal.Tally {
			t.Fatalf("the tally was %+v and is %+v", before.Deal.Tally, u.Advice.Deal.Tally)
		}
		if diff := cmp.Diff(before.Contacts, u.Advice.Contacts); diff != "" {
			t.Fatalf("contacts (-before +after)\n%s", diff)
		}
	})
}

func TestATouchRemembersTheRowThatLedToItsPlay(t *testing.T) {
	d := newDesk(t)
	deal := d.deal(t, "Firm")
	log := func(draft coach.TouchDraft) coach.Touch {
		t.Helper()
		l, err := d.LogTouch(t.Context(), d.asks(), deal, draft)
		if err != nil {
			t.Fatal(err)
		}
		var kept coach.Touch
		if err := d.store.View(t.Context(), "T1", func(r coach.Reader) (err error) { kept, err = r.Touch(l.Touch.ID); return err }); err != nil {
			t.Fatal(err)
		}
		if kept.Row != l.Touch.Row {
			t.Errorf("row %d is kept as %d", l.Touch.Row, kept.Row)
		}
		return kept
	}
	if no := log(coach.TouchDraft{Channel: coach.Call, Outcome: coach.SaidNo, Objection: coach.Price}); no.Row != 0 {
		t.Errorf("own words: row %d", no.Row)
	}
	a, err := d.Advise(t.Context(), d.asks(), deal)
	if err != nil || a.Draft == nil || a.Row != 6 {
		t.Fatalf("%+v, %v", a, err)
	}
	d.now = d.now.Add(time.Hour)
	if used := log(coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, PlayID: a.Draft.PlayID}); used.Row != 6 {
		t.Errorf("the play of the card: row %d, want 6", used.Row)
	}
	d.now = d.now.Add(time.Hour)
	if again := log(coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, PlayID: a.Draft.PlayID}); again.Row != 0 {
		t.Errorf("a play that no row leads to any more: row %d", again.Row)
	}
}
