package db

import (
	"database/sql"
	"time"

	"salescoach/coach"
)

const (
	postColumns = `key, kind, recipient, thread, ref, body, state, why, next_at, not_after, attempts, fired_at, channel, ts,
		sent_at, created_at, updated_at, version`

	sqlPost = `SELECT ` + postColumns + ` FROM outbox WHERE workspace = $1 AND key = $2`
	// The message at a place of Slack's.
	sqlPostAt = `SELECT ` + postColumns + ` FROM outbox WHERE workspace = $1 AND channel = $2 AND ts = $3 AND ts <> ''`
	// All that was written about one row.
	sqlPostsAbout = `SELECT ` + postColumns + ` FROM outbox WHERE workspace = $1 AND ref = $2 AND ref <> '' ORDER BY key`
	// The partial index holds only what somebody has to take up.
	sqlDuePosts = `SELECT ` + postColumns + ` FROM outbox WHERE workspace = $1
		AND state IN ('ready', 'sending', 'unknown', 'stale', 'editing') AND next_at <= $2 ORDER BY next_at, key LIMIT $3`
	// The partial indexes hold only what is counted. What was tried is as old as it is;
	// what was not, and an edit, wait since their time came.
	sqlCountPosts = `SELECT state, count(*), min(CASE WHEN attempts > 0 AND state IN ('ready', 'sending', 'unknown') THEN created_at ELSE next_at END)
		FROM outbox WHERE workspace = $1 AND state IN ('ready', 'sending', 'unknown', 'stale', 'editing') GROUP BY state ORDER BY state`
	sqlCountDead = `SELECT state, count(*), min(updated_at) FROM outbox WHERE workspace = $1 AND state = 'dead' AND updated_at >= $2 GROUP BY state`

	// The partial index holds only what still says something.
	sqlForgetBodies = `UPDATE outbox SET body = '', version = version + 1 WHERE workspace = $1 AND key IN (
		SELECT key FROM outbox WHERE workspace = $1 AND state IN ('sent', 'skipped', 'dead') AND body <> '' AND updated_at < $2
		ORDER BY updated_at LIMIT $3)`

	sqlHastenPosts = `UPDATE outbox SET next_at = next_at - $3, version = version + 1
		WHERE workspace = $1 AND ref = $2 AND ref <> '' AND state IN ('ready', 'unknown') AND attempts = 0`

	sqlInsertPost = `INSERT INTO outbox (workspace, ` + postColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`
	sqlSavePost = `UPDATE outbox SET body = $3, state = $4, why = $5, next_at = $6, not_after = $7, attempts = $8, fired_at = $9,
		channel = $10, ts = $11, sent_at = $12, updated_at = $13, version = version + 1
		WHERE workspace = $1 AND key = $2 AND version = $14`
)

func scanPost(rows *sql.Rows) (p coach.Post, err error) {
	err = rows.Scan(&p.Key, &p.Kind, &p.To, &p.Thread, &p.Ref, &p.Body, &p.State, &p.Why, instantOf{&p.NextAt}, instantOf{&p.NotAfter},
		&p.Attempts, instantOf{&p.FiredAt}, &p.Channel, &p.TS, instantOf{&p.SentAt}, instantOf{&p.CreatedAt},
		instantOf{&p.UpdatedAt}, &p.Version)
	return p, err
}

func (r *reader) Post(key string) (coach.Post, error) {
	return only(r, "post", sqlPost, []any{r.workspace, key}, scanPost)
}

func (r *reader) PostAt(channel, ts string) (coach.Post, error) {
	return only(r, "post", sqlPostAt, []any{r.workspace, channel, ts}, scanPost)
}

func (r *reader) PostsAbout(ref string) ([]coach.Post, error) {
	return scanned(r, sqlPostsAbout, []any{r.workspace, ref}, scanPost)
}

func (r *reader) DuePosts(now time.Time, limit int) ([]coach.Post, error) {
	return scanned(r, sqlDuePosts, []any{r.workspace, millis(now), limit}, scanPost)
}

func (r *reader) CountPosts(deadSince time.Time) ([]coach.PostCount, error) {
	open, err := scanned(r, sqlCountPosts, []any{r.workspace}, scanPostCount)
	if err != nil {
		return nil, err
	}
	dead, err := scanned(r, sqlCountDead, []any{r.workspace, millis(deadSince)}, scanPostCount)
	return append(open, dead...), err
}

func scanPostCount(rows *sql.Rows) (c coach.PostCount, err error) {
	err = rows.Scan(&c.State, &c.Posts, instantOf{&c.Since})
	return c, err
}

func (t *tx) InsertPost(p coach.Post) error {
	_, err := t.exec(sqlInsertPost, t.workspace, p.Key, p.Kind, p.To, p.Thread, p.Ref, p.Body, p.State, p.Why, millis(p.NextAt),
		millis(p.NotAfter), p.Attempts, millis(p.FiredAt), p.Channel, p.TS, millis(p.SentAt), millis(p.CreatedAt),
		millis(p.UpdatedAt), p.Version)
	return err
}

// SavePost changes nothing of what the post is about: who it is for stays.
func (t *tx) SavePost(p coach.Post) error {
	n, err := t.exec(sqlSavePost, t.workspace, p.Key, p.Body, p.State, p.Why, millis(p.NextAt), millis(p.NotAfter), p.Attempts,
		millis(p.FiredAt), p.Channel, p.TS, millis(p.SentAt), millis(p.UpdatedAt), p.Version)
	if err != nil || n > 0 {
		return err
	}
	if _, err := t.Post(p.Key); err != nil {
		return t.spoil(err)
	}
	return t.spoil(coach.Errorf(coach.Conflict, "Somebody else has this message in hand."))
}

func (t *tx) HastenPosts(ref string, by time.Duration) error {
	_, err := t.exec(sqlHastenPosts, t.workspace, ref, by.Milliseconds())
	return err
}

func (t *tx) ForgetBodies(before time.Time, limit int) (int, error) {
	return t.exec(sqlForgetBodies, t.workspace, millis(before), limit)
}
