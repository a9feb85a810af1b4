package db

import (
	"database/sql"

	"salescoach/coach"
)

const (
	touchColumns = `id, deal_id, contact_id, direction, channel, outcome, objection, play_id, note, at, day, logged_by, logged_at, situation`

	sqlTouch   = `SELECT ` + touchColumns + ` FROM touches WHERE workspace = $1 AND id = $2`
	sqlTouches = `SELECT ` + touchColumns + ` FROM touches
		WHERE workspace = $1 AND deal_id = $2 ORDER BY at DESC, id DESC LIMIT $3`
	sqlInsertTouch = `INSERT INTO touches
		(workspace, id, deal_id, contact_id, direction, channel, outcome, objection, play_id, note, at, day, logged_by, logged_at,
		situation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
	sqlDeleteTouch   = `DELETE FROM touches WHERE workspace = $1 AND id = $2`
	sqlDeleteTouches = `DELETE FROM touches WHERE workspace = $1 AND deal_id = $2`
)

// noLimit is LIMIT's way to say all, in both dialects a number beyond any table.
const noLimit = 1 << 40

func scanTouch(rows *sql.Rows) (t coach.Touch, err error) {
	err = rows.Scan(&t.ID, &t.DealID, &t.ContactID, &t.Direction, &t.Channel, &t.Outcome, &t.Objection, &t.PlayID, &t.Note,
		instantOf{&t.At}, dateOf{&t.On}, &t.LoggedBy, instantOf{&t.LoggedAt}, &t.Row)
	return t, err
}

func (r *reader) Touch(id string) (coach.Touch, error) {
	return only(r, "touch", sqlTouch, []any{r.workspace, id}, scanTouch)
}

func (r *reader) Touches(dealID string, limit int) ([]coach.Touch, error) {
	if limit == 0 {
		limit = noLimit
	}
	return scanned(r, sqlTouches, []any{r.workspace, dealID, limit}, scanTouch)
}

func (t *tx) InsertTouch(c coach.Touch) error {
	_, err := t.exec(sqlInsertTouch, t.workspace, c.ID, c.DealID, c.ContactID, c.Direction, c.Channel, c.Outcome, c.Objection,
		c.PlayID, c.Note, millis(c.At), c.On.String(), c.LoggedBy, millis(c.LoggedAt), c.Row)
	return err
}

func (t *tx) DeleteTouch(id string) error {
	return t.one("touch", sqlDeleteTouch, t.workspace, id)
}
