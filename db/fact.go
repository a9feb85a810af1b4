package db

import (
	"cmp"
	"database/sql"

	"salescoach/coach"
)

const (
	factColumns = `id, account_id, deal_id, contact_id, kind, text, say_as, source, day, added_by, added_at, person, consent, ask_as`

	sqlFact  = `SELECT ` + factColumns + ` FROM facts WHERE workspace = $1 AND id = $2`
	sqlFacts = `SELECT ` + factColumns + ` FROM facts
		WHERE workspace = $1 AND account_id = $2 AND deal_id IN ('', $3) ORDER BY added_at DESC, id DESC`
	sqlTold = `SELECT ` + factColumns + `,
		(SELECT a.name FROM accounts a WHERE a.workspace = f.workspace AND a.id = f.account_id),
		(SELECT a.industry FROM accounts a WHERE a.workspace = f.workspace AND a.id = f.account_id)
		FROM facts f WHERE f.workspace = $1 AND f.kind IN ('real_reason', 'story', 'result')
		AND EXISTS (SELECT 1 FROM deals d WHERE d.workspace = f.workspace AND d.account_id = f.account_id
			AND (d.stage <> 'open') = TRUE AND d.stage = 'won' AND f.deal_id IN ('', d.id) AND d.closed_at <= f.added_at)
		ORDER BY f.added_at DESC, f.id DESC LIMIT $2`
	sqlPeople = `SELECT ` + factColumns + ` FROM facts
		WHERE workspace = $1 AND person <> '' ORDER BY person, added_at DESC, id DESC`
	sqlFactsOfPerson = `SELECT id FROM facts WHERE workspace = $1 AND person = $2 AND person <> ''`
	sqlInsertFact    = `INSERT INTO facts
		(workspace, id, account_id, deal_id, contact_id, kind, text, say_as, source, day, added_by, added_at, person, consent, ask_as)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
	sqlSaveFact = `UPDATE facts SET account_id = $3, deal_id = $4, contact_id = $5, kind = $6, text = $7, say_as = $8,
		source = $9, day = $10, added_by = $11, added_at = $12, person = $13, consent = $14, ask_as = $15 WHERE workspace = $1 AND id = $2`
	sqlDeleteFact = `DELETE FROM facts WHERE workspace = $1 AND id = $2`
	// By the account, because that is what facts are indexed by.
	sqlDeleteFacts = `DELETE FROM facts WHERE workspace = $1 AND deal_id = $2
		AND account_id = (SELECT account_id FROM deals WHERE workspace = $1 AND id = $2)`
)

func scanFact(rows *sql.Rows) (f coach.Fact, err error) {
	err = rows.Scan(&f.ID, &f.AccountID, &f.DealID, &f.ContactID, &f.Kind, &f.Text, &f.SayAs, &f.Source,
		dateOf{&f.On}, &f.AddedBy, instantOf{&f.AddedAt}, &f.Person, &f.Consent, &f.AskAs)
	return f, err
}

func (t *tx) factArgs(f coach.Fact) []any {
	return []any{t.workspace, f.ID, f.AccountID, f.DealID, f.ContactID, f.Kind, f.Text, f.SayAs, f.Source,
		f.On.String(), f.AddedBy, millis(f.AddedAt), f.Person, f.Consent, f.AskAs}
}

func (r *reader) Fact(id string) (coach.Fact, error) {
	return only(r, "fact", sqlFact, []any{r.workspace, id}, scanFact)
}

func (r *reader) Facts(accountID, dealID string) ([]coach.Fact, error) {
	return scanned(r, sqlFacts, []any{r.workspace, accountID, dealID}, scanFact)
}

func (r *reader) Told(limit int) ([]coach.Told, error) {
	return scanned(r, sqlTold, []any{r.workspace, cmp.Or(limit, noLimit)}, func(rows *sql.Rows) (t coach.Told, err error) {
		f := &t.Fact
		err = rows.Scan(&f.ID, &f.AccountID, &f.DealID, &f.ContactID, &f.Kind, &f.Text, &f.SayAs, &f.Source,
			dateOf{&f.On}, &f.AddedBy, instantOf{&f.AddedAt}, &f.Person, &f.Consent, &f.AskAs, &t.Account, &t.Industry)
		return t, err
	})
}

func (r *reader) People() ([]coach.Fact, error) {
	return scanned(r, sqlPeople, []any{r.workspace}, scanFact)
}

func (t *tx) InsertFact(f coach.Fact) error {
	_, err := t.exec(sqlInsertFact, t.factArgs(f)...)
	return err
}

func (t *tx) SaveFact(f coach.Fact) error {
	return t.one("fact", sqlSaveFact, t.factArgs(f)...)
}

func (t *tx) DeleteFact(id string) error {
	return t.one("fact", sqlDeleteFact, t.workspace, id)
}
