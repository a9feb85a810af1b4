package db

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"

	"salescoach/coach"
)

const (
	repColumns = `id, name, real_name, email, zone, spoken_name, callback, slots, deleted, updated_at,
		own_zone, work_days, nudge_at, nudge_kept, quiet`

	sqlRep     = `SELECT ` + repColumns + ` FROM reps WHERE workspace = $1 AND id = $2`
	sqlReps    = `SELECT ` + repColumns + ` FROM reps WHERE workspace = $1`
	sqlSaveRep = `INSERT INTO reps
		(workspace, ` + repColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT (workspace, id) DO UPDATE SET name = excluded.name, real_name = excluded.real_name, email = excluded.email,
		zone = excluded.zone, spoken_name = excluded.spoken_name, callback = excluded.callback, slots = excluded.slots,
		deleted = excluded.deleted, updated_at = excluded.updated_at, own_zone = excluded.own_zone,
		work_days = excluded.work_days, nudge_at = excluded.nudge_at, nudge_kept = excluded.nudge_kept, quiet = excluded.quiet`
)

func scanRep(rows *sql.Rows) (p coach.Rep, err error) {
	err = rows.Scan(&p.ID, &p.Name, &p.RealName, &p.Email, &p.Zone, &p.SpokenName, &p.Callback, &p.Slots, &p.Deleted,
		instantOf{&p.UpdatedAt}, &p.OwnZone, &p.WorkDays, &p.NudgeAt, &p.NudgeKept, &p.Quiet)
	return p, err
}

func (r *reader) Rep(id string) (coach.Rep, error) {
	return only(r, "rep", sqlRep, []any{r.workspace, id}, scanRep)
}

// Reps sorts here and not in SQL: the two databases do not agree what comes
// first, "anna" or "Bert".
func (r *reader) Reps() ([]coach.Rep, error) {
	reps, err := scanned(r, sqlReps, []any{r.workspace}, scanRep)
	slices.SortFunc(reps, func(a, b coach.Rep) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
	})
	return reps, err
}

func (t *tx) SaveRep(p coach.Rep) error {
	_, err := t.exec(sqlSaveRep, t.workspace, p.ID, p.Name, p.RealName, p.Email, p.Zone, p.SpokenName, p.Callback, p.Slots,
		p.Deleted, millis(p.UpdatedAt), p.OwnZone, p.WorkDays, p.NudgeAt, p.NudgeKept, p.Quiet)
	return err
}
