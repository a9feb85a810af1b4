package db

import (
	"database/sql"
	"time"

	"salescoach/coach"
)

const (
	sqlPlayed = `SELECT d.rep_id, d.stage, d.last_on, d.uses FROM deals d
		WHERE d.workspace = $1 AND d.uses <> '' AND d.last_on >= $2 ORDER BY d.id`
	// Once for the open and once for the closed ones: each is a part of deals_by_sent.
	sqlSentOpen   = `SELECT ` + sentColumns + ` FROM deals d WHERE (d.stage <> 'open') = FALSE AND ` + sentBetween
	sqlSentClosed = `SELECT ` + sentColumns + ` FROM deals d WHERE (d.stage <> 'open') = TRUE AND ` + sentBetween
	sentColumns   = `d.rep_id, d.sent_on, d.second_on, d.slept_from, d.slept_until, d.closed_at, d.created_at, d.opted_out`
	sentBetween   = `d.workspace = $1 AND d.sent_on >= $2 AND d.sent_on <= $3 AND d.sent_on <> ''`
	// By the deal, in the order in which they lie, and not grouped by the rep: that
	// would walk the index of the reps, and look up every deal from there.
	sqlFollowupsFrom = `SELECT d.rep_id, (SELECT count(*) FROM touches t WHERE t.workspace = d.workspace AND t.deal_id = d.id
		AND t.at >= $3 AND t.direction NOT IN ('in', 'after') AND t.day >= $2 AND t.day >= d.sent_on)
		FROM deals d WHERE d.workspace = $1 AND d.last_on >= $2 AND d.sent_on <> '' ORDER BY d.id`
)

func (r *reader) Played(since coach.Date, each func(coach.PlayedDeal) error) error {
	return r.rows(sqlPlayed, []any{r.workspace, since.String()}, func(rows *sql.Rows) error {
		var d coach.PlayedDeal
		if err := rows.Scan(&d.RepID, &d.Stage, dateOf{&d.LastOn}, &d.Uses); err != nil {
			return classify(err)
		}
		return r.goOn(each(d))
	})
}

func (r *reader) SentDeals(first, last coach.Date, each func(coach.SentDeal) error) error {
	for _, text := range []string{sqlSentOpen, sqlSentClosed} {
		err := r.rows(text, []any{r.workspace, first.String(), last.String()}, func(rows *sql.Rows) error {
			var d coach.SentDeal
			err := rows.Scan(&d.RepID, dateOf{&d.SentOn}, dateOf{&d.SecondOn}, dateOf{&d.SleptFrom}, dateOf{&d.SleptUntil},
				instantOf{&d.ClosedAt}, instantOf{&d.CreatedAt}, &d.OptedOut)
			if err != nil {
				return classify(err)
			}
			return r.goOn(each(d))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// goOn is the error of a reader's own function, or of its time being up: a long
// list may outlive its caller.
func (r *reader) goOn(err error) error {
	if err != nil {
		return err
	}
	return r.ready()
}

func (r *reader) FollowupsSince(day coach.Date) (map[string]int, error) {
	// A day of the rep's begins up to fourteen hours before the same day in UTC.
	earliest := millis(day.Add(-1).In(time.UTC))
	counts := map[string]int{}
	err := r.rows(sqlFollowupsFrom, []any{r.workspace, day.String(), earliest}, func(rows *sql.Rows) error {
		var rep string
		var n int
		if err := rows.Scan(&rep, &n); err != nil {
			return classify(err)
		}
		if n > 0 {
			counts[rep] += n
		}
		return r.ready()
	})
	return counts, err
}
