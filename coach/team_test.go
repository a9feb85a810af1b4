package coach_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/coach"
)

// counted is a store that counts how often the team's settings are read.
type counted struct {
	coach.Store
	reads atomic.Int64
}

func (c *counted) View(ctx context.Context, workspace string, fn func(coach.Reader) error) error {
	return c.Store.View(ctx, workspace, func(r coach.Reader) error { return fn(countedReader{r, c}) })
}

type countedReader struct {
	coach.Reader
	c *counted
}

func (r countedReader) Setting(name string) (string, error) {
	if name == coach.SettingCompany {
		r.c.reads.Add(1)
	}
	return r.Reader.Setting(name)
}

// company stores the firm's name the way another replica does: behind our back.
func (d *desk) company(t *testing.T, name string) {
	t.Helper()
	if err := d.store.Update(t.Context(), "T1", func(tx coach.Tx) error { return tx.SaveSetting(coach.SettingCompany, name) }); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) saysCompany(t *testing.T, want string) {
	t.Helper()
	team, err := d.Team(t.Context(), "T1")
	if err != nil || team.Us.Company != want {
		t.Errorf("the firm is %q (%v), not %q", team.Us.Company, err, want)
	}
}

func TestWhatAnotherReplicaSetsIsSeenWithinAMinute(t *testing.T) {
	d := newDesk(t)
	d.company(t, "Northgate")
	d.saysCompany(t, "Northgate")
	d.company(t, "Southgate")
	d.now = d.now.Add(59 * time.Second)
	d.saysCompany(t, "Northgate")
	d.now = d.now.Add(time.Second)
	d.saysCompany(t, "Southgate")
	d.company(t, "Eastgate")
	d.now = d.now.Add(-time.Hour) // a clock that is put back keeps nothing alive
	d.saysCompany(t, "Eastgate")
}

func TestATeamIsReadOnceHoweverManyAsk(t *testing.T) {
	d := newDesk(t)
	id := d.deal(t, "Harbour Foods")
	d.count.reads.Store(0)
	d.now = d.now.Add(time.Hour)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := d.Advise(t.Context(), coach.Input{Workspace: "T1", Rep: rita}, id); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := d.count.reads.Load(); n != 1 {
		t.Errorf("the team was read %d times", n)
	}
}

func TestOneWorkspaceKnowsNothingOfAnothersTeam(t *testing.T) {
	d := newDesk(t)
	d.company(t, "Northgate")
	d.saysCompany(t, "Northgate")
	if team, err := d.Team(t.Context(), "T2"); err != nil || team.Us.Company != "" {
		t.Errorf("%+v, %v", team, err)
	}
}
