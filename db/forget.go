package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"salescoach/coach"
)

const (
	sqlEveryContact = `SELECT id, account_id, name, role, email, phone, zone, opted_out, main, created_at
		FROM contacts WHERE workspace = $1 ORDER BY id`
	sqlEveryFact    = `SELECT ` + factColumns + ` FROM facts WHERE workspace = $1 AND account_id = $2 ORDER BY added_at, id`
	sqlLeaveTouches = `UPDATE touches SET contact_id = '' WHERE workspace = $1 AND contact_id = $2 AND deal_id IN (
		SELECT id FROM deals WHERE workspace = $1 AND account_id = (SELECT account_id FROM contacts WHERE workspace = $1 AND id = $2))`
	sqlDeleteContact = `DELETE FROM contacts WHERE workspace = $1 AND id = $2`
)

func (r *reader) EveryContact(each func(coach.Contact) error) error {
	return r.rows(sqlEveryContact, []any{r.workspace}, func(rows *sql.Rows) error {
		c, err := scanContact(rows)
		if err != nil {
			return classify(err)
		}
		return r.goOn(each(c))
	})
}

func (r *reader) EveryFact(accountID string, each func(coach.Fact) error) error {
	return r.rows(sqlEveryFact, []any{r.workspace, accountID}, func(rows *sql.Rows) error {
		f, err := scanFact(rows)
		if err != nil {
			return classify(err)
		}
		return r.goOn(each(f))
	})
}

func (t *tx) DeleteContact(id string) (touches int, err error) {
	if touches, err = t.exec(sqlLeaveTouches, t.workspace, id); err != nil {
		return 0, err
	}
	return touches, t.one("contact", sqlDeleteContact, t.workspace, id)
}

// written are columns of one table in which people write.
type written struct {
	table   string
	keys    string // of its rows, beside the workspace
	columns string
	account string // whose account a row belongs to, of the row x
	fixed   bool   // they are names by which a row is found
}

const (
	ofDeal  = `coalesce((SELECT d.account_id FROM deals d WHERE d.workspace = x.workspace AND d.id = x.deal_id), '')`
	ofAbout = `coalesce((SELECT d.account_id FROM deals d WHERE d.workspace = x.workspace AND d.id = x.about), x.about)`
	ofNone  = `''`
)

// texts are all columns in which somebody may be named. A test holds the list against
// the schema.
var texts = []written{
	{table: "accounts", keys: "id", columns: "name", account: "x.id", fixed: true},
	{table: "deals", keys: "id", columns: "name", account: "x.account_id", fixed: true},
	{table: "deals", keys: "id", columns: "pause_reason close_reason real_reason", account: "x.account_id"},
	{table: "contacts", keys: "id", columns: "role", account: "x.account_id"},
	{table: "touches", keys: "deal_id at id", columns: "note", account: ofDeal},
	{table: "facts", keys: "id", columns: "text say_as ask_as source person", account: "x.account_id"},
	{table: "tasks", keys: "id", columns: "text", account: ofDeal},
	{table: "library", keys: "id", columns: "text link", account: ofNone},
	{table: "outbox", keys: "key", columns: "body", account: ofNone},
	{table: "polls", keys: "id", columns: "body", account: ofNone},
	{table: "votes", keys: "poll_id rep_id deal_id", columns: "text", account: ofDeal},
	{table: "ideas", keys: "id", columns: "text", account: ofNone},
	{table: "settings", keys: "name", columns: "value", account: ofNone},
	{table: "audit", keys: "at n", columns: "body", account: ofAbout},
}

// all reads every text of the workspace with the keys of its row; it is run once for
// each person who asks to be forgotten.
func (w written) all() string {
	return fmt.Sprintf("SELECT %s, %s, %s FROM %s x WHERE x.workspace = $1", w.account, listed(w.keys), listed(w.columns), w.table)
}

func listed(columns string) string { return "x." + strings.Join(strings.Fields(columns), ", x.") }

// save writes one text of one row.
func (w written) save(column string) string {
	var where strings.Builder
	for i, key := range strings.Fields(w.keys) {
		fmt.Fprintf(&where, " AND %s = $%d", key, i+3)
	}
	return fmt.Sprintf("UPDATE %s SET %s = $2 WHERE workspace = $1%s", w.table, column, &where)
}

func (t *tx) RewriteTexts(change func(coach.StoredText) string) error {
	for _, w := range texts {
		if err := t.rewrite(w, change); err != nil {
			return err
		}
	}
	return nil
}

// rewrite goes through one table; what is to be written waits until it was read.
func (t *tx) rewrite(w written, change func(coach.StoredText) string) error {
	type edit struct {
		text string
		args []any
	}
	var edits []edit
	keys, columns := len(strings.Fields(w.keys)), strings.Fields(w.columns)
	err := t.rows(w.all(), []any{t.workspace}, func(rows *sql.Rows) error {
		var account string
		key, values := make([]any, keys), make([]string, len(columns))
		dest := []any{&account}
		for i := range key {
			dest = append(dest, &key[i])
		}
		for i := range values {
			dest = append(dest, &values[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return classify(err)
		}
		for i, column := range columns {
			old := coach.StoredText{Table: w.table, AccountID: account, Text: values[i], Fixed: w.fixed}
			if text := change(old); text != values[i] {
				edits = append(edits, edit{w.save(column), append([]any{t.workspace, text}, key...)})
			}
		}
		return t.ready()
	})
	if err != nil {
		return err
	}
	for _, e := range edits {
		if err := t.one(w.table, e.text, e.args...); err != nil {
			return err
		}
	}
	return nil
}

// Scrub writes the database anew, so that nothing that was deleted is left in its file
// or in its log. It takes about as long as a backup; who wants to write meanwhile waits
// for two seconds and is refused then ([Options].Wait). Somebody who goes on reading an
// old state holds it up; after a while it gives up, and says so.
func (d *DB) Scrub(ctx context.Context) error {
	pool, err := sql.Open("sqlite", dsn(d.path, "busy_timeout(10000)", "secure_delete(1)"))
	if err != nil {
		return explain(d.path, err)
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	if _, err := pool.ExecContext(ctx, "VACUUM"); err != nil {
		return explain(d.path, err)
	}
	return d.cutLog(ctx, pool)
}

// cutLog empties the write-ahead log, in which pages from before may lie.
func (d *DB) cutLog(ctx context.Context, pool *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	for {
		var busy, pages, moved int
		err := pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
		if err != nil && !errorIsLock(err) {
			return explain(d.path, err)
		}
		if err == nil && busy == 0 {
			return nil
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return coach.Errorf(coach.Busy, "What was removed may still lie in %s-wal, because somebody goes on reading; stop the bot and say it again, or back the database up and restore that.", d.path)
		}
	}
}
