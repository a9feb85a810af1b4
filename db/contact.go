package db

import (
	"database/sql"

	"salescoach/coach"
)

const (
	sqlContacts = `SELECT id, account_id, name, role, email, phone, zone, opted_out, main, created_at
		FROM contacts WHERE workspace = $1 AND account_id = $2 ORDER BY main DESC, created_at, id`
	sqlInsertContact = `INSERT INTO contacts
		(workspace, id, account_id, name, role, email, phone, zone, opted_out, main, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	sqlSaveContact = `UPDATE contacts SET account_id = $3, name = $4, role = $5, email = $6, phone = $7, zone = $8,
		opted_out = $9, main = $10, created_at = $11 WHERE workspace = $1 AND id = $2`
)

func scanContact(rows *sql.Rows) (c coach.Contact, err error) {
	err = rows.Scan(&c.ID, &c.AccountID, &c.Name, &c.Role, &c.Email, &c.Phone, &c.Zone, &c.OptedOut, &c.Main, instantOf{&c.CreatedAt})
	return c, err
}

func (t *tx) contactArgs(c coach.Contact) []any {
	return []any{t.workspace, c.ID, c.AccountID, c.Name, c.Role, c.Email, c.Phone, c.Zone, c.OptedOut, c.Main, millis(c.CreatedAt)}
}

func (r *reader) Contacts(accountID string) ([]coach.Contact, error) {
	return scanned(r, sqlContacts, []any{r.workspace, accountID}, scanContact)
}

func (t *tx) InsertContact(c coach.Contact) error {
	_, err := t.exec(sqlInsertContact, t.contactArgs(c)...)
	return err
}

func (t *tx) SaveContact(c coach.Contact) error {
	return t.one("contact", sqlSaveContact, t.contactArgs(c)...)
}
