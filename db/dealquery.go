package db

import (
	"cmp"
	"database/sql"
	"fmt"
	"strings"

	"salescoach/coach"
)

// maxAccounts bounds DealQuery.AccountIDs; the coach asks for those of one
// search, which are twenty at most.
const maxAccounts = 256

// orderOfDeals is the order of all lists of deals, and of their indexes.
const orderOfDeals = ` ORDER BY (d.stage <> 'open'), d.sent_on DESC, d.id`

func (r *reader) Deals(q coach.DealQuery) ([]coach.Deal, error) {
	q.Limit = cmp.Or(q.Limit, 100)
	if q.First == "" || q.RepID != "" {
		return r.deals(q, "")
	}
	// Two lists, one behind the other, are each in the order of an index; one
	// list that begins with somebody's deals is in the order of none.
	own := q
	own.RepID = q.First
	deals, err := r.deals(own, "")
	if err != nil || len(deals) >= q.Limit {
		return deals, err
	}
	q.Limit -= len(deals)
	others, err := r.deals(q, q.First)
	return append(deals, others...), err
}

func (r *reader) deals(q coach.DealQuery, notOf string) ([]coach.Deal, error) {
	w, err := whereDeals(r.workspace, q, notOf)
	if err != nil {
		return nil, err
	}
	limit := w.arg(q.Limit)
	return scanned(r, `SELECT `+dealColumns+` FROM deals d WHERE `+w.text()+orderOfDeals+` LIMIT `+limit, w.args, scanDeal)
}

func (r *reader) CountDeals(q coach.DealQuery) (n int, err error) {
	w, err := whereDeals(r.workspace, q, "")
	if err != nil {
		return 0, err
	}
	err = r.row("count", `SELECT count(*) FROM deals d WHERE `+w.text(), w.args, &n)
	return n, err
}

// where collects conditions and their arguments.
type where struct {
	terms []string
	args  []any
}

func (w *where) text() string { return strings.Join(w.terms, " AND ") }

func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}

// whereDeals writes a query's conditions so that the most telling one chooses
// the index: accounts before the name, the name before the rep. Neither database
// could know that a rep has a thousand deals and an account three, so what comes
// after the first is written as an expression that no index serves.
func whereDeals(workspace string, q coach.DealQuery, notOf string) (*where, error) {
	if len(q.AccountIDs) > maxAccounts {
		return nil, coach.Errorf(coach.Invalid, "That is about too many accounts at once.")
	}
	w := &where{}
	w.terms = append(w.terms, "d.workspace = "+w.arg(workspace))
	chosen := false
	column := func(name string) string {
		if chosen {
			return "(" + name + " || '')"
		}
		chosen = true
		return name
	}
	if len(q.AccountIDs) > 0 {
		var places string
		col := column("d.account_id")
		places, w.args = placesFor(w.args, q.AccountIDs)
		w.terms = append(w.terms, col+" IN "+places)
	}
	if q.NameKey != "" {
		w.terms = append(w.terms, column("d.name_key")+" = "+w.arg(q.NameKey))
	}
	if q.NamePrefix != "" {
		col := column("d.name_key")
		w.terms = append(w.terms, col+" >= "+w.arg(q.NamePrefix), col+" < "+w.arg(after(q.NamePrefix)))
	}
	if q.RepName != "" {
		w.terms = append(w.terms, column("d.rep_name")+" = "+w.arg(q.RepName))
	}
	if q.RepID != "" {
		w.terms = append(w.terms, column("d.rep_id")+" = "+w.arg(q.RepID))
	}
	if notOf != "" {
		w.terms = append(w.terms, "d.rep_id <> "+w.arg(notOf))
	}
	w.stages(q.Stages)
	return w, nil
}

// stages restricts the stage. Open or closed alone is also said in the words of
// the indexes, which then begin at the right place instead of walking there.
func (w *where) stages(stages []coach.Stage) {
	if len(stages) == 0 {
		return
	}
	var open, closed bool
	var places []string
	for _, s := range stages {
		open, closed = open || s == coach.Open, closed || s != coach.Open
		places = append(places, w.arg(s))
	}
	w.terms = append(w.terms, "d.stage IN ("+strings.Join(places, ", ")+")")
	if open != closed {
		w.terms = append(w.terms, "(d.stage <> 'open') = "+map[bool]string{true: "FALSE", false: "TRUE"}[open])
	}
}

// placesFor is a list for IN and args with its values behind. The list is
// padded with its last value to 1, 4, 16 … places, so that lists of all lengths
// need a handful of statements.
func placesFor(args []any, values []string) (string, []any) {
	n := 1
	for n < len(values) {
		n *= 4
	}
	var b strings.Builder
	for i := range n {
		args = append(args, values[min(i, len(values)-1)])
		fmt.Fprintf(&b, ", $%d", len(args))
	}
	return "(" + b.String()[2:] + ")", args
}

func scanText(rows *sql.Rows) (s string, err error) {
	err = rows.Scan(&s)
	return s, err
}
