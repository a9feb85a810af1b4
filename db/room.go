package db

import (
	"database/sql"
	"time"

	"salescoach/coach"
)

const (
	roomColumns = `id, digest_at, zone, set_by, set_at, cheered_on, greeted_at, left_at`

	sqlRoom  = `SELECT ` + roomColumns + ` FROM rooms WHERE workspace = $1 AND id = $2`
	sqlRooms = `SELECT ` + roomColumns + ` FROM rooms WHERE workspace = $1 ORDER BY id`
	// The name is of a version before.
	sqlSaveRoom = `INSERT INTO rooms (workspace, name, ` + roomColumns + `) VALUES ($1, '', $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (workspace, id) DO UPDATE SET digest_at = excluded.digest_at, zone = excluded.zone,
		set_by = excluded.set_by, set_at = excluded.set_at, cheered_on = excluded.cheered_on, greeted_at = excluded.greeted_at,
		left_at = excluded.left_at`

	// As with [sqlFollowupsFrom]: the deals that had a touch since, and of them the
	// touches of that day.
	sqlTouchesOn = `SELECT d.rep_id, count(*) FILTER (WHERE t.direction <> 'in'), count(*) FILTER (WHERE t.direction = 'in')
		FROM deals d JOIN touches t ON t.workspace = d.workspace AND t.deal_id = d.id AND t.at >= $3 AND t.at < $4 AND t.day = $2
		WHERE d.workspace = $1 AND d.last_on >= $2 GROUP BY d.id, d.rep_id`
)

func scanRoom(rows *sql.Rows) (c coach.Room, err error) {
	err = rows.Scan(&c.ID, &c.DigestAt, &c.Zone, &c.SetBy, instantOf{&c.SetAt}, dateOf{&c.CheeredOn},
		instantOf{&c.GreetedAt}, instantOf{&c.LeftAt})
	return c, err
}

func (r *reader) Room(id string) (coach.Room, error) {
	return only(r, "channel", sqlRoom, []any{r.workspace, id}, scanRoom)
}

func (r *reader) Rooms() ([]coach.Room, error) {
	return scanned(r, sqlRooms, []any{r.workspace}, scanRoom)
}

func (t *tx) SaveRoom(c coach.Room) error {
	_, err := t.exec(sqlSaveRoom, t.workspace, c.ID, c.DigestAt, c.Zone, c.SetBy, millis(c.SetAt), c.CheeredOn.String(),
		millis(c.GreetedAt), millis(c.LeftAt))
	return err
}

func (r *reader) TouchesOn(day coach.Date) (map[string]coach.DayTouches, error) {
	// A day somewhere begins up to fourteen hours before the same day in UTC, and
	// ends up to twelve after it.
	first, last := millis(day.Add(-1).In(time.UTC)), millis(day.Add(2).In(time.UTC))
	counts := map[string]coach.DayTouches{}
	err := r.rows(sqlTouchesOn, []any{r.workspace, day.String(), first, last}, func(rows *sql.Rows) error {
		var rep string
		var n coach.DayTouches
		if err := rows.Scan(&rep, &n.Made, &n.Answers); err != nil {
			return classify(err)
		}
		sum := counts[rep]
		counts[rep] = coach.DayTouches{Made: sum.Made + n.Made, Answers: sum.Answers + n.Answers}
		return r.ready()
	})
	return counts, err
}
