package db

import (
	"database/sql"

	"salescoach/coach"
)

const (
	itemColumns = `id, text, link, theme, industry, added_by, added_at`

	sqlLibrary     = `SELECT ` + itemColumns + ` FROM library WHERE workspace = $1 ORDER BY added_at DESC, id DESC`
	sqlLibraryItem = `SELECT ` + itemColumns + ` FROM library WHERE workspace = $1 AND id = $2`
	sqlInsertItem  = `INSERT INTO library
		(workspace, id, text, link, theme, industry, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	sqlDeleteItem = `DELETE FROM library WHERE workspace = $1 AND id = $2`
)

func scanItem(rows *sql.Rows) (i coach.LibraryItem, err error) {
	err = rows.Scan(&i.ID, &i.Text, &i.Link, &i.Theme, &i.Industry, &i.AddedBy, instantOf{&i.AddedAt})
	return i, err
}

func (r *reader) Library() ([]coach.LibraryItem, error) {
	return scanned(r, sqlLibrary, []any{r.workspace}, scanItem)
}

func (r *reader) LibraryItem(id string) (coach.LibraryItem, error) {
	return only(r, "library item", sqlLibraryItem, []any{r.workspace, id}, scanItem)
}

func (t *tx) InsertLibraryItem(i coach.LibraryItem) error {
	_, err := t.exec(sqlInsertItem, t.workspace, i.ID, i.Text, i.Link, i.Theme, i.Industry, i.AddedBy, millis(i.AddedAt))
	return err
}

func (t *tx) DeleteLibraryItem(id string) error {
	return t.one("library item", sqlDeleteItem, t.workspace, id)
}
