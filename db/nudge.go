package db

import (
	"database/sql"

	"salescoach/coach"
)

const (
	nudgeColumns = `rep_id, day, deal_id, place, step, times, touches, outcome`

	sqlNudges = `SELECT ` + nudgeColumns + ` FROM nudges WHERE workspace = $1 AND rep_id = $2 AND day = $3 ORDER BY place`
	// The partial index holds the last nudge of each rep alone.
	sqlOpenNudges = `SELECT ` + nudgeColumns + ` FROM nudges WHERE workspace = $1 AND rep_id = $2 AND outcome = '' ORDER BY day, place`
	sqlLastNudge  = `SELECT ` + nudgeColumns + ` FROM nudges WHERE workspace = $1 AND deal_id = $2 ORDER BY day DESC LIMIT 1`
	// By the key: the days of one rep. Few of them hold what was brought up so often.
	sqlLongNudges = `SELECT ` + nudgeColumns + ` FROM nudges last WHERE workspace = $1 AND rep_id = $2 AND day >= $3 AND times >= $4 AND outcome <> 'acted'
		AND NOT EXISTS (SELECT 1 FROM nudges later WHERE later.workspace = last.workspace AND later.deal_id = last.deal_id AND later.day > last.day) ORDER BY day, place`
	// Answered from its index, which does not hold what nobody has seen the end of.
	sqlNudgeOutcomes = `SELECT rep_id, SUM(CASE outcome WHEN 'acted' THEN 1 ELSE 0 END), SUM(CASE outcome WHEN 'ignored' THEN 1 ELSE 0 END)
		FROM nudges WHERE workspace = $1 AND day >= $2 AND outcome <> '' GROUP BY rep_id`
	sqlInsertNudge = `INSERT INTO nudges (workspace, ` + nudgeColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlSaveNudge   = `UPDATE nudges SET outcome = $5 WHERE workspace = $1 AND rep_id = $2 AND day = $3 AND deal_id = $4`
)

func scanNudge(rows *sql.Rows) (i coach.NudgeItem, err error) {
	err = rows.Scan(&i.RepID, dateOf{&i.Day}, &i.DealID, &i.Place, &i.Step, &i.Times, &i.Touches, &i.Outcome)
	return i, err
}

func (r *reader) Nudges(repID string, day coach.Date) ([]coach.NudgeItem, error) {
	return scanned(r, sqlNudges, []any{r.workspace, repID, day.String()}, scanNudge)
}

func (r *reader) OpenNudges(repID string) ([]coach.NudgeItem, error) {
	return scanned(r, sqlOpenNudges, []any{r.workspace, repID}, scanNudge)
}

func (r *reader) LastNudge(dealID string) (coach.NudgeItem, error) {
	return only(r, "nudge", sqlLastNudge, []any{r.workspace, dealID}, scanNudge)
}

func (r *reader) LongNudges(repID string, since coach.Date, times int) ([]coach.NudgeItem, error) {
	return scanned(r, sqlLongNudges, []any{r.workspace, repID, since.String(), times}, scanNudge)
}

func (r *reader) NudgeOutcomes(since coach.Date) (map[string]coach.Precision, error) {
	type ofRep struct {
		rep string
		p   coach.Precision
	}
	all, err := scanned(r, sqlNudgeOutcomes, []any{r.workspace, since.String()}, func(rows *sql.Rows) (o ofRep, err error) {
		err = rows.Scan(&o.rep, &o.p.Acted, &o.p.Ignored)
		return o, err
	})
	by := make(map[string]coach.Precision, len(all))
	for _, o := range all {
		by[o.rep] = o.p
	}
	return by, err
}

func (t *tx) InsertNudge(i coach.NudgeItem) error {
	_, err := t.exec(sqlInsertNudge, t.workspace, i.RepID, i.Day.String(), i.DealID, i.Place, i.Step, i.Times, i.Touches, i.Outcome)
	return err
}

func (t *tx) SaveNudge(i coach.NudgeItem) error {
	return t.one("nudge", sqlSaveNudge, t.workspace, i.RepID, i.Day.String(), i.DealID, i.Outcome)
}
