package db

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"
	"time"

	"salescoach/coach"
)

const (
	touchColumns = `id, deal_id, contact_id, direction, channel, outcome, objection, play_id, note, at, day, logged_by, logged_at, situation, used, message`

	sqlTouch   = `SELECT ` + touchColumns + ` FROM touches WHERE workspace = $1 AND id = $2`
	sqlTouches = `SELECT ` + touchColumns + ` FROM touches
		WHERE workspace = $1 AND deal_id = $2 ORDER BY at DESC, id DESC LIMIT $3`
	sqlInsertTouch = `INSERT INTO touches
		(workspace, id, deal_id, contact_id, direction, channel, outcome, objection, play_id, note, at, day, logged_by, logged_at,
		situation, used, message) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`
	sqlGiven = `SELECT used FROM touches WHERE workspace = $1 AND used <> ''
		AND deal_id IN (SELECT id FROM deals WHERE workspace = $1 AND account_id = $2)`
	sqlUsing = `SELECT ` + touchColumns + ` FROM touches
		WHERE workspace = $1 AND used = $2 AND used <> '' AND at >= $3 ORDER BY at DESC, id DESC`
	sqlTouchesFrom   = `SELECT id FROM touches WHERE workspace = $1 AND message = $2 AND message <> '' ORDER BY deal_id`
	sqlDeleteTouch   = `DELETE FROM touches WHERE workspace = $1 AND id = $2`
	sqlDeleteTouches = `DELETE FROM touches WHERE workspace = $1 AND deal_id = $2`
)

// noLimit is LIMIT's way to say all, in both dialects a number beyond any table.
const noLimit = 1 << 40

func scanTouch(rows *sql.Rows) (t coach.Touch, err error) {
	err = rows.Scan(&t.ID, &t.DealID, &t.ContactID, &t.Direction, &t.Channel, &t.Outcome, &t.Objection, &t.PlayID, &t.Note,
		instantOf{&t.At}, dateOf{&t.On}, &t.LoggedBy, instantOf{&t.LoggedAt}, &t.Row, &t.Used, &t.Message)
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

// TouchesFrom asks touch by touch: a message is about one deal, hardly ever about two.
func (r *reader) TouchesFrom(message string) ([]coach.Touch, error) {
	ids, err := scanned(r, sqlTouchesFrom, []any{r.workspace, message}, scanText)
	if err != nil {
		return nil, err
	}
	var all []coach.Touch
	for _, id := range ids {
		t, err := r.Touch(id)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

func (r *reader) Given(accountID string) ([]string, error) {
	return scanned(r, sqlGiven, []any{r.workspace, accountID}, scanText)
}

// Named asks fact by fact: people stand in one or two, and each is one short read.
func (r *reader) Named(person string, since time.Time) ([]coach.Touch, error) {
	ids, err := scanned(r, sqlFactsOfPerson, []any{r.workspace, person}, scanText)
	if err != nil {
		return nil, err
	}
	var all []coach.Touch
	for _, id := range ids {
		some, err := scanned(r, sqlUsing, []any{r.workspace, id, millis(since)}, scanTouch)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b coach.Touch) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(b.ID, a.ID)) })
	return all, nil
}

func (t *tx) InsertTouch(c coach.Touch) error {
	_, err := t.exec(sqlInsertTouch, t.workspace, c.ID, c.DealID, c.ContactID, c.Direction, c.Channel, c.Outcome, c.Objection,
		c.PlayID, c.Note, millis(c.At), c.On.String(), c.LoggedBy, millis(c.LoggedAt), c.Row, c.Used, c.Message)
	return err
}

func (t *tx) DeleteTouch(id string) error {
	return t.one("touch", sqlDeleteTouch, t.workspace, id)
}
