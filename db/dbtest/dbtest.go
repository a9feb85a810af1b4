package dbtest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

// Run tests a store. open gives an empty one each time and closes it when its
// test ends.
func Run(t *testing.T, open func(t *testing.T) coach.Store) {
	for _, group := range []map[string]func(world){
		accountTests, contactTests, dealTests, dealListTests, touchTests, factTests, libraryTests, taskTests, postTests, nudgeTests, pollTests, roomTests, repTests, changeTests, auditTests,
		playedTests, transactionTests, raceTests, workspaceTests,
	} {
		for name, test := range group {
			t.Run(name, func(t *testing.T) { test(world{t, open(t)}) })
		}
	}
}

// world is one test with an empty store. Its people work in workspace T1.
type world struct {
	*testing.T
	store coach.Store
}

const workspace = "T1"

// noon is when everything in these tests happens.
var noon = time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)

var today = coach.DateOf(noon, time.UTC)

// tried runs fn as an Update and hands back its error.
func (w world) tried(fn func(coach.Tx) error) error {
	w.Helper()
	return w.store.Update(context.Background(), workspace, fn)
}

// did runs fn as an Update that must succeed.
func (w world) did(fn func(coach.Tx) error) {
	w.Helper()
	if err := w.tried(fn); err != nil {
		w.Fatal(err)
	}
}

// saw runs fn as a View that must succeed.
func (w world) saw(fn func(coach.Reader) error) {
	w.Helper()
	if err := w.store.View(context.Background(), workspace, fn); err != nil {
		w.Fatal(err)
	}
}

// same fails when two values differ, and shows how.
func (w world) same(got, want any) {
	w.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("not what was expected (-want +got):\n%s", diff)
	}
}

// kind fails when an error is of another kind.
func (w world) kind(err error, want coach.Kind) {
	w.Helper()
	if got := coach.KindOf(err); got != want {
		w.Errorf("error of kind %q, want %q: %v", got, want, err)
	}
}

// hasDeal stores an account and a deal of it.
func (w world) hasDeal() (coach.Account, coach.Deal) {
	w.Helper()
	a, d := anAccount("a1", "Brandan Foods Ltd"), aDeal("d1", "a1")
	d.Account = a.Name
	w.did(func(tx coach.Tx) error { return firstError(tx.InsertAccount(a), tx.InsertDeal(d)) })
	return a, d
}

func anAccount(id, name string) coach.Account {
	return coach.Account{ID: id, Name: name, Industry: "food", CreatedAt: noon}
}

func aDeal(id, accountID string) coach.Deal {
	return coach.Deal{ID: id, AccountID: accountID, Name: "Plus plan", Amount: coach.Money{Minor: 120050, Currency: "EUR"},
		RepID: "U1", RepName: "Rosa", Stage: coach.Open, SentOn: today, Source: "csv", CreatedAt: noon, UpdatedAt: noon}
}

func aTouch(id, dealID string, at time.Time) coach.Touch {
	return coach.Touch{ID: id, DealID: dealID, Direction: coach.Out, Channel: coach.Call, Outcome: coach.NoAnswer,
		At: at, On: coach.DateOf(at, time.UTC), LoggedBy: "U1", LoggedAt: at}
}

// firstError is the first that is one.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// ids of a list, for tests of order.
func ids[T any](list []T, id func(T) string) []string {
	got := []string{}
	for _, v := range list {
		got = append(got, id(v))
	}
	return got
}

func dealID(d coach.Deal) string        { return d.ID }
func accountID(a coach.Account) string  { return a.ID }
func contactID(c coach.Contact) string  { return c.ID }
func touchID(t coach.Touch) string      { return t.ID }
func factID(f coach.Fact) string        { return f.ID }
func taskID(t coach.Task) string        { return t.ID }
func itemID(i coach.LibraryItem) string { return i.ID }
