package db

import (
	"database/sql"
	"time"

	"salescoach/coach"
)

const (
	sqlChange        = `SELECT key, actor, verb, ref, at FROM changes WHERE workspace = $1 AND key = $2`
	sqlRemember      = `INSERT INTO changes (workspace, key, actor, verb, ref, at) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlForgetChanges = `DELETE FROM changes WHERE workspace = $1 AND key IN (
		SELECT key FROM changes WHERE workspace = $1 AND at < $2 ORDER BY at LIMIT $3)`

	sqlSetting     = `SELECT value FROM settings WHERE workspace = $1 AND name = $2`
	sqlSaveSetting = `INSERT INTO settings (workspace, name, value) VALUES ($1, $2, $3)
		ON CONFLICT (workspace, name) DO UPDATE SET value = excluded.value`
	sqlDeleteSetting = `DELETE FROM settings WHERE workspace = $1 AND name = $2`
)

func scanChange(rows *sql.Rows) (c coach.Change, err error) {
	err = rows.Scan(&c.Key, &c.Actor, &c.Verb, &c.Ref, instantOf{&c.At})
	return c, err
}

func (r *reader) Change(key string) (coach.Change, error) {
	return only(r, "change", sqlChange, []any{r.workspace, key}, scanChange)
}

func (t *tx) Remember(c coach.Change) error {
	_, err := t.exec(sqlRemember, t.workspace, c.Key, c.Actor, c.Verb, c.Ref, millis(c.At))
	return err
}

func (t *tx) ForgetChanges(before time.Time, limit int) (int, error) {
	return t.exec(sqlForgetChanges, t.workspace, millis(before), limit)
}

func (r *reader) Setting(name string) (string, error) {
	values, err := scanned(r, sqlSetting, []any{r.workspace, name}, scanText)
	if err != nil || len(values) == 0 {
		return "", err
	}
	return values[0], nil
}

func (t *tx) SaveSetting(name, value string) (err error) {
	if value == "" {
		_, err = t.exec(sqlDeleteSetting, t.workspace, name)
	} else {
		_, err = t.exec(sqlSaveSetting, t.workspace, name, value)
	}
	return err
}
