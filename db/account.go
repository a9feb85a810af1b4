package db

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"

	"salescoach/coach"
)

const (
	accountColumns = `id, name, industry, search_key, created_at`

	sqlAccount      = `SELECT ` + accountColumns + ` FROM accounts WHERE workspace = $1 AND id = $2`
	sqlAccountNamed = `SELECT ` + accountColumns + ` FROM accounts WHERE workspace = $1 AND strict_key = $2`
	sqlAccountExact = `SELECT ` + accountColumns + ` FROM accounts
		WHERE workspace = $1 AND search_key = $2 ORDER BY search_key, id LIMIT $3`
	sqlAccountPrefix = `SELECT ` + accountColumns + ` FROM accounts
		WHERE workspace = $1 AND search_key >= $2 AND search_key < $3 ORDER BY search_key, id LIMIT $4`

	sqlWordPrefix     = `SELECT word FROM words WHERE workspace = $1 AND word >= $2 AND word < $3 ORDER BY word LIMIT $4`
	sqlWordSlips      = `SELECT DISTINCT word FROM word_slips WHERE workspace = $1 AND slip IN ` // + places
	sqlAccountsOfWord = `SELECT account_id FROM account_words
		WHERE workspace = $1 AND word = $2 ORDER BY search_key, account_id LIMIT $3`

	// One step to the next industry: an industry is found without reading its accounts.
	sqlNextIndustry = `SELECT industry FROM accounts
		WHERE workspace = $1 AND industry > $2 AND industry <> '' ORDER BY industry LIMIT 1`

	sqlInsertAccount = `INSERT INTO accounts (workspace, id, name, industry, strict_key, search_key, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`
	sqlInsertAccountWord = `INSERT INTO account_words (workspace, word, search_key, account_id) VALUES ($1, $2, $3, $4)`
	sqlInsertWord        = `INSERT INTO words (workspace, word) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	sqlInsertSlip        = `INSERT INTO word_slips (workspace, slip, word) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`

	sqlDeleteAccount     = `DELETE FROM accounts WHERE workspace = $1 AND id = $2`
	sqlDeleteAccountWord = `DELETE FROM account_words WHERE workspace = $1 AND word = $2 AND search_key = $3 AND account_id = $4`
	sqlDeleteWord        = `DELETE FROM words WHERE workspace = $1 AND word = $2
		AND NOT EXISTS (SELECT 1 FROM account_words a WHERE a.workspace = $1 AND a.word = $2)`
	sqlDeleteSlip = `DELETE FROM word_slips WHERE workspace = $1 AND slip = $2 AND word = $3`
)

// maxWords is how many words a beginning or a slip of the pen may stand for. The
// word typed is always among them; who typed two letters has to go on typing.
const maxWords = 24

// found is an account with its place in the order of names.
type found struct {
	coach.Account
	key string
}

func scanAccount(rows *sql.Rows) (f found, err error) {
	err = rows.Scan(&f.ID, &f.Name, &f.Industry, &f.key, instantOf{&f.CreatedAt})
	return f, err
}

func (r *reader) account(text string, arg string) (f found, err error) {
	err = r.row("account", text, []any{r.workspace, arg}, &f.ID, &f.Name, &f.Industry, &f.key, instantOf{&f.CreatedAt})
	return f, err
}

func (r *reader) Account(id string) (coach.Account, error) {
	f, err := r.account(sqlAccount, id)
	return f.Account, err
}

func (r *reader) AccountNamed(strictKey string) (coach.Account, error) {
	f, err := r.account(sqlAccountNamed, strictKey)
	return f.Account, err
}

func (r *reader) FindAccounts(m coach.NameMatch) ([]coach.Account, error) {
	limit := cmp.Or(m.Limit, 20)
	var all []found
	var err error
	switch {
	case m.Exact != "":
		all, err = scanned(r, sqlAccountExact, []any{r.workspace, m.Exact, limit}, scanAccount)
	case m.Prefix != "":
		all, err = scanned(r, sqlAccountPrefix, []any{r.workspace, m.Prefix, after(m.Prefix), limit}, scanAccount)
	case m.Word != "":
		all, err = r.withWords(limit, func() ([]string, error) { return r.wordsFrom(m.Word) })
	case m.Near != "":
		all, err = r.withWords(limit, func() ([]string, error) { return r.wordsNear(m.Near) })
	}
	return accountsOf(all), err
}

// after is the end of the range of texts that begin with a prefix. It compares
// greater than all of them byte by byte, which is how both databases compare.
func after(prefix string) string { return prefix + "\U0010FFFF" }

func (r *reader) wordsFrom(prefix string) ([]string, error) {
	return scanned(r, sqlWordPrefix, []any{r.workspace, prefix, after(prefix), maxWords}, scanText)
}

// wordsNear looks the word's slips up among those of all words; what shares one
// is then compared for real.
func (r *reader) wordsNear(word string) ([]string, error) {
	places, args := placesFor([]any{r.workspace}, coach.Slips(word))
	words, err := scanned(r, sqlWordSlips+places, args, scanText)
	if err != nil {
		return nil, err
	}
	words = slices.DeleteFunc(words, func(w string) bool { return !coach.NearWord(word, w) })
	slices.Sort(words)
	return words[:min(len(words), maxWords)], nil
}

// withWords is the first accounts, by name, that have one of the words.
func (r *reader) withWords(limit int, words func() ([]string, error)) ([]found, error) {
	list, err := words()
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var all []found
	for _, w := range list {
		ids, err := scanned(r, sqlAccountsOfWord, []any{r.workspace, w, limit}, scanText)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if seen[id] {
				continue
			}
			seen[id] = true
			f, err := r.account(sqlAccount, id)
			if err != nil {
				return nil, err
			}
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.ID, b.ID))
	})
	return all[:min(len(all), limit)], nil
}

func (r *reader) Industries(limit int) ([]string, error) {
	var all []string
	for last := ""; len(all) < cmp.Or(limit, 100); {
		next, err := scanned(r, sqlNextIndustry, []any{r.workspace, last}, scanText)
		if err != nil || len(next) == 0 {
			return all, err
		}
		last = next[0]
		all = append(all, last)
	}
	return all, nil
}

func accountsOf(all []found) []coach.Account {
	var accounts []coach.Account
	for _, f := range all {
		accounts = append(accounts, f.Account)
	}
	return accounts
}

func (t *tx) InsertAccount(a coach.Account) error {
	key := coach.SearchKey(a.Name)
	_, err := t.exec(sqlInsertAccount, t.workspace, a.ID, a.Name, a.Industry, coach.StrictKey(a.Name), key, millis(a.CreatedAt))
	if err != nil {
		return err
	}
	for _, word := range coach.Words(key) {
		if _, err := t.exec(sqlInsertAccountWord, t.workspace, word, key, a.ID); err != nil {
			return err
		}
		if err := t.insertWord(word); err != nil {
			return err
		}
	}
	return nil
}

// insertWord makes a word findable, once for all accounts that have it.
func (t *tx) insertWord(word string) error {
	n, err := t.exec(sqlInsertWord, t.workspace, word)
	if err != nil || n == 0 {
		return err
	}
	for _, slip := range coach.Slips(word) {
		if _, err := t.exec(sqlInsertSlip, t.workspace, slip, word); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) DeleteAccount(id string) error {
	f, err := t.account(sqlAccount, id)
	if err != nil {
		return t.spoil(err)
	}
	if err := t.one("account", sqlDeleteAccount, t.workspace, id); err != nil {
		return err
	}
	for _, word := range coach.Words(f.key) {
		if _, err := t.exec(sqlDeleteAccountWord, t.workspace, word, f.key, id); err != nil {
			return err
		}
		if err := t.deleteWord(word); err != nil {
			return err
		}
	}
	return nil
}

// deleteWord forgets a word that no account has any more.
func (t *tx) deleteWord(word string) error {
	n, err := t.exec(sqlDeleteWord, t.workspace, word)
	if err != nil || n == 0 {
		return err
	}
	for _, slip := range coach.Slips(word) {
		if _, err := t.exec(sqlDeleteSlip, t.workspace, slip, word); err != nil {
			return err
		}
	}
	return nil
}
