package db

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"salescoach/coach"
)

// maxAccounts bounds DealQuery.AccountIDs; the coach asks for those of one
// search, which are twenty at most.
const maxAccounts = 256

const (
	// The names that begin so, each found by skipping to the next: two searches
	// per name, however many deals have it.
	sqlDealNames = `WITH RECURSIVE names (name) AS (
		SELECT min(name_key) FROM deals WHERE workspace = $1 AND name_key >= $2 AND name_key < $3
		UNION ALL
		SELECT (SELECT min(d.name_key) FROM deals d WHERE d.workspace = $1 AND d.name_key > n.name AND d.name_key < $3)
		FROM names n WHERE n.name IS NOT NULL)
		SELECT name FROM names WHERE name IS NOT NULL LIMIT $4`

	// orderOfDeals is the order of all lists of deals, and of their indexes.
	orderOfDeals = ` ORDER BY (d.stage <> 'open'), d.sent_on DESC, d.id`
	// orderOfSome is the same where all are open or all are closed; the planner
	// cannot see by itself that the first term then says nothing.
	orderOfSome = ` ORDER BY d.sent_on DESC, d.id`
	// sortOfDeals is the same order in words that no index serves, for lists
	// that must be sorted: else an index would be walked for its order, all of it.
	sortOfDeals = ` ORDER BY CASE d.stage WHEN 'open' THEN 0 ELSE 1 END, d.sent_on DESC, d.id`
)

func (r *reader) Deals(q coach.DealQuery) ([]coach.Deal, error) {
	q.Limit = cmp.Or(q.Limit, 100)
	if q.First == "" || q.RepID != "" {
		return r.deals(q, "")
	}
	if few, err := r.fewDeals(q); few != nil || err != nil {
		return few, err
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

// fewDeals is the list of one account or of one name where it is short, as it
// mostly is: one statement, and somebody's own put first here. It is nil where
// the list is longer than the limit.
func (r *reader) fewDeals(q coach.DealQuery) ([]coach.Deal, error) {
	if len(q.AccountIDs) != 1 && q.NameKey == "" {
		return nil, nil
	}
	limit := q.Limit
	q.Limit++
	all, err := r.deals(q, "")
	if err != nil || len(all) > limit {
		return nil, err
	}
	own := func(d coach.Deal) int {
		if d.RepID == q.First {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b coach.Deal) int { return cmp.Compare(own(a), own(b)) })
	return append([]coach.Deal{}, all...), nil
}

func (r *reader) deals(q coach.DealQuery, notOf string) ([]coach.Deal, error) {
	if prefixOnly(q) {
		names, err := scanned(r, sqlDealNames, []any{r.workspace, q.NamePrefix, after(q.NamePrefix), maxWords + 1}, scanText)
		if err != nil || len(names) <= maxWords {
			return r.dealsNamed(q, notOf, names, err)
		}
	}
	w, err := whereDeals(r.workspace, q, notOf)
	if err != nil {
		return nil, err
	}
	return scanned(r, listText(w, q), w.args, scanDeal)
}

// prefixOnly says that nothing narrower than the beginning of a name is given.
func prefixOnly(q coach.DealQuery) bool {
	return q.NamePrefix != "" && q.NameKey == "" && q.RepID == "" && len(q.AccountIDs) == 0
}

// dealsNamed is the list for a beginning that a few names have, such as those of
// a firm's products: however many deals have them, the first of each name are the
// beginning of an index.
func (r *reader) dealsNamed(q coach.DealQuery, notOf string, names []string, err error) ([]coach.Deal, error) {
	var all []coach.Deal
	q.NamePrefix = ""
	for _, q.NameKey = range names {
		deals, err := r.deals(q, notOf)
		if err != nil {
			return nil, err
		}
		all = append(all, deals...)
	}
	slices.SortFunc(all, func(a, b coach.Deal) int {
		return cmp.Or(
			cmp.Compare(rank(a), rank(b)),
			strings.Compare(b.SentOn.String(), a.SentOn.String()),
			strings.Compare(a.ID, b.ID))
	})
	return all[:min(len(all), q.Limit)], err
}

// rank is where an open or a closed deal stands in a list.
func rank(d coach.Deal) int {
	if d.Stage == coach.Open {
		return 0
	}
	return 1
}

// listText is the statement of a list. One account, one name, one rep: the list
// is the beginning of an index. Several accounts or names are several parts of
// an index: their ids are sorted, from the index alone, and only the first are
// looked up.
func listText(w *where, q coach.DealQuery) string {
	limit := w.arg(q.Limit)
	if len(q.AccountIDs) < 2 && !prefixOnly(q) {
		order := orderOfDeals
		if open, closed := classes(q.Stages); open != closed {
			order = orderOfSome
		}
		return `SELECT ` + dealColumns + ` FROM deals d WHERE ` + w.text() + order + ` LIMIT ` + limit
	}
	return `SELECT ` + dealColumns + ` FROM deals d WHERE d.workspace = $1 AND d.id IN
		(SELECT d.id FROM deals d WHERE ` + w.text() + sortOfDeals + ` LIMIT ` + limit + `)` + sortOfDeals
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
// the index: accounts before the rep, the rep before the name. Neither database
// could know that a rep has a hundred deals, a product ten thousand and an account
// three, so what comes after the first is an expression that no index serves.
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
	if q.RepID != "" {
		w.terms = append(w.terms, column("d.rep_id")+" = "+w.arg(q.RepID))
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
	if notOf != "" {
		w.terms = append(w.terms, "d.rep_id <> "+w.arg(notOf))
	}
	w.stages(q.Stages)
	return w, nil
}

// classes says which of the two parts of every list stages are about.
func classes(stages []coach.Stage) (open, closed bool) {
	for _, s := range stages {
		open, closed = open || s == coach.Open, closed || s != coach.Open
	}
	return open, closed
}

// stages restricts the stage. Open alone and closed alone are said in the words
// of the indexes, which then begin at the right place instead of walking there.
func (w *where) stages(stages []coach.Stage) {
	open, closed := classes(stages)
	if open != closed {
		w.terms = append(w.terms, "(d.stage <> 'open') = "+map[bool]string{true: "FALSE", false: "TRUE"}[open])
	}
	has := func(s coach.Stage) bool { return slices.Contains(stages, s) }
	if !closed || !open && has(coach.Won) && has(coach.Lost) && has(coach.Dead) {
		return // that said it
	}
	var places []string
	for _, s := range stages {
		places = append(places, w.arg(s))
	}
	w.terms = append(w.terms, "d.stage IN ("+strings.Join(places, ", ")+")")
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
