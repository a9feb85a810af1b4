package db

import (
	"cmp"
	"database/sql"
	"encoding/json"

	"salescoach/coach"
)

const (
	// The number is made here: one writer writes, and what comes in the same
	// millisecond lies at the same end of the same index.
	sqlInsertEntry = `INSERT INTO audit (workspace, at, n, actor, verb, about, body)
		SELECT $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5, $6 FROM audit WHERE workspace = $1 AND at = $2`
	// In the order in which they lie. A deal's are found among all since it was
	// made: an index for them would be written with every touch, and read by an
	// auditor once a year.
	sqlEntries = `SELECT at, actor, verb, about, body FROM audit WHERE workspace = $1 AND at >= $2
		AND ($3 = '' OR actor = $3) AND ($4 = '' OR about = $4 OR about = $5) ORDER BY at, n`
)

func (t *tx) Record(e coach.Entry) error {
	body, err := json.Marshal(e.Items)
	if err != nil {
		return t.spoil(err)
	}
	_, err = t.exec(sqlInsertEntry, t.workspace, millis(e.At), e.Actor, e.Verb, e.About, string(body))
	return err
}

func (r *reader) Entries(q coach.AuditQuery, each func(coach.Entry) error) error {
	args := []any{r.workspace, millis(q.Since), q.Actor, q.DealID, cmp.Or(q.AccountID, q.DealID)}
	return r.rows(sqlEntries, args, func(rows *sql.Rows) error {
		var e coach.Entry
		var body string
		if err := rows.Scan(instantOf{&e.At}, &e.Actor, &e.Verb, &e.About, &body); err != nil {
			return classify(err)
		}
		if err := json.Unmarshal([]byte(body), &e.Items); err != nil {
			return wrongType("change", body)
		}
		return r.goOn(each(e))
	})
}
