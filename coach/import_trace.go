package coach

import (
	"encoding/json"
	"time"
)

// maxTraced is how many deals one import may change and still be taken back: ten times
// what a file sent in Slack may change ([UploadLimits]). What an operator brings in on the
// command line beyond that is undone by a backup.
const maxTraced = 50_000

// importTrace is the way back from an import: what each deal was before.
type importTrace struct {
	Deals    []tracedDeal      `json:"deals"`
	Accounts []string          `json:"accounts,omitempty"` // that it made
	Seen     map[string]string `json:"seen,omitempty"`     // deal → what was remembered of its row before; "": nothing
	Last     string            `json:"last,omitempty"`     // what App Home called the last import before
}

// tracedDeal is a deal that an import made or changed.
type tracedDeal struct {
	ID      string   `json:"id"`
	Version int      `json:"v,omitzero"`   // as the import left it
	Was     *wasDeal `json:"was,omitzero"` // nil: the import made it
}

// wasDeal is what an import may change of a deal, as it was. The tally is not in it: it
// is counted anew.
type wasDeal struct {
	AccountID    string    `json:"account,omitzero"`
	Name         string    `json:"name,omitzero"`
	Amount       Money     `json:"amount,omitzero"`
	RepID        string    `json:"rep,omitzero"`
	RepName      string    `json:"rep_name,omitzero"`
	Stage        Stage     `json:"stage,omitzero"`
	SentOn       Date      `json:"sent,omitzero"`
	Source       string    `json:"source,omitzero"`
	ExternalID   string    `json:"external,omitzero"`
	PausedUntil  Date      `json:"paused,omitzero"`
	PauseReason  string    `json:"pause,omitzero"`
	SnoozedUntil Date      `json:"snoozed,omitzero"`
	CloseReason  string    `json:"reason,omitzero"`
	RealReason   string    `json:"real,omitzero"`
	ClosedAt     time.Time `json:"closed,omitzero"`
	RevisitOn    Date      `json:"revisit,omitzero"`
	UpdatedAt    time.Time `json:"updated,omitzero"`
}

func wasOf(d Deal) *wasDeal {
	return &wasDeal{
		AccountID: d.AccountID, Name: d.Name, Amount: d.Amount, RepID: d.RepID, RepName: d.RepName, Stage: d.Stage, SentOn: d.SentOn,
		Source: d.Source, ExternalID: d.ExternalID, PausedUntil: d.PausedUntil, PauseReason: d.PauseReason, SnoozedUntil: d.SnoozedUntil,
		CloseReason: d.CloseReason, RealReason: d.RealReason, ClosedAt: d.ClosedAt, RevisitOn: d.RevisitOn, UpdatedAt: d.UpdatedAt,
	}
}

// restore puts a deal back, all but its tally.
func (w wasDeal) restore(d *Deal) {
	d.AccountID, d.Name, d.Amount, d.RepID, d.RepName, d.Stage, d.SentOn = w.AccountID, w.Name, w.Amount, w.RepID, w.RepName, w.Stage, w.SentOn
	d.Source, d.ExternalID, d.PausedUntil, d.PauseReason, d.SnoozedUntil = w.Source, w.ExternalID, w.PausedUntil, w.PauseReason, w.SnoozedUntil
	d.CloseReason, d.RealReason, d.ClosedAt, d.RevisitOn, d.UpdatedAt = w.CloseReason, w.RealReason, w.ClosedAt, w.RevisitOn, w.UpdatedAt
}

// made notes a deal that the import made, changed one that it changed. is has the
// version that the import saved.
func (t *importTrace) made(d Deal) {
	t.Deals = append(t.Deals, tracedDeal{ID: d.ID, Version: d.Version})
}

func (t *importTrace) changed(was, is Deal) {
	t.Deals = append(t.Deals, tracedDeal{ID: is.ID, Version: is.Version + 1, Was: wasOf(was)})
}

// importOwn begins the names of all settings that imports keep for themselves.
const importOwn = "import."

// The settings that keep the last import that changed something: what is told of it,
// and the way back.
const (
	doneSetting  = "import.done"
	traceSetting = "import.trace"
)

// keep stores the way back, in the place of that of the import before. One that is too
// long to keep is none.
func (t *importTrace) keep(tx Tx) error {
	if len(t.Deals) > maxTraced {
		return tx.SaveSetting(traceSetting, "")
	}
	return saveJSON(tx, traceSetting, t)
}

// dropTrace drops the way back from the last import: it holds texts of deals as they
// were, and an undo would bring back what somebody who is forgotten was taken out of.
func dropTrace(tx Tx) error {
	kept, err := tx.Setting(traceSetting)
	if err != nil || kept == "" {
		return err
	}
	return tx.SaveSetting(traceSetting, "")
}

func saveJSON(tx Tx, name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return Wrap(Internal, err, "The import can't be remembered.")
	}
	return tx.SaveSetting(name, string(text))
}

// loadJSON reads a setting into v; false when it is not set.
func loadJSON(r Reader, name string, v any) (bool, error) {
	text, err := r.Setting(name)
	if err != nil || text == "" {
		return false, err
	}
	return true, Wrap(Internal, json.Unmarshal([]byte(text), v), "What the last import left behind can't be read.")
}

// forgetTrace drops the way back from an import that cannot be undone any more.
func forgetTrace(tx Tx, now time.Time) error {
	var b Brought
	some, err := loadJSON(tx, doneSetting, &b)
	if err != nil || !some || b.over(now) == nil {
		return err
	}
	return tx.SaveSetting(traceSetting, "")
}
