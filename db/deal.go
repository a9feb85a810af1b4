package db

import (
	"database/sql"

	"salescoach/coach"
)

const (
	// The account's name is read from the account, so it can be wrong in no deal.
	// As a subquery, it can turn no plan round to begin with all accounts.
	dealColumns = `d.id, d.account_id, (SELECT a.name FROM accounts a WHERE a.workspace = d.workspace AND a.id = d.account_id),
		` + ownColumns
	ownColumns = `d.name, d.amount, d.currency, d.rep_id, d.rep_name, d.stage, d.sent_on, d.source, d.external_id,
		d.paused_until, d.pause_reason, d.snoozed_until, d.close_reason, d.real_reason, d.closed_at, d.revisit_on,
		d.touches, d.followups, d.silence, d.last_at, d.last_on, d.last_answer, d.answers, d.ball_is_ours, d.opted_out,
		d.last_channel, d.last_outcome, d.homework_by, d.second_on, d.uses, d.slept_from, d.slept_until, d.created_at, d.updated_at,
		d.version`

	sqlDeal         = `SELECT ` + dealColumns + ` FROM deals d WHERE d.workspace = $1 AND d.id = $2`
	sqlDealBySource = `SELECT ` + dealColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.source = $2 AND d.external_id = $3 AND d.external_id <> ''`
	// It ends with the limit, so a name that thousands have costs no more than one
	// that three have. Each half reads the deals from the index that finds them; a
	// deal that has the name of its account is in the first alone.
	sqlOpenDealsCalled = `SELECT d.id, d.account_id, a.name, ` + ownColumns + ` FROM accounts a CROSS JOIN deals d
		WHERE a.workspace = $1 AND a.search_key = $2
		AND d.workspace = a.workspace AND d.account_id = a.id AND (d.stage <> 'open') = FALSE
		UNION ALL
		SELECT ` + dealColumns + ` FROM deals d WHERE d.workspace = $1 AND d.name_key = $2 AND (d.stage <> 'open') = FALSE
		AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.workspace = d.workspace AND a.id = d.account_id AND a.search_key = $2)
		LIMIT $3`
	sqlOpenDeals = `SELECT ` + dealColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.stage = 'open' ORDER BY d.rep_id, d.id`
	sqlOpenDealsOf = `SELECT ` + dealColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.rep_id = $2 AND d.stage = 'open' ORDER BY d.id`
	rhythmColumns = `d.id, d.rep_id, d.amount, d.currency, d.sent_on, d.paused_until, d.snoozed_until, d.touches, d.followups, d.silence,
		d.last_on, d.ball_is_ours, d.opted_out`
	quietOrSilent = ` AND (d.silence >= $2 OR d.sent_on <= $3 AND d.last_on <= $3)`
	sqlRhythms    = `SELECT ` + rhythmColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.stage = 'open'` + quietOrSilent + ` ORDER BY d.rep_id, d.id`
	sqlRhythmsOf = `SELECT ` + rhythmColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.rep_id = $4 AND d.stage = 'open'` + quietOrSilent + ` ORDER BY d.id`
	sqlRevisits = `SELECT ` + dealColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.rep_id = $2 AND d.revisit_on <> '' AND d.revisit_on <= $3 AND d.stage <> 'open'`

	sqlInsertDeal = `INSERT INTO deals (workspace, id, amount, currency, paused_until, pause_reason, snoozed_until, close_reason,
		real_reason, closed_at, revisit_on, touches, followups, silence, last_at, last_on, last_answer, answers, ball_is_ours,
		opted_out, last_channel, last_outcome, homework_by, second_on, uses, slept_from, slept_until, created_at, updated_at,
		version, account_id, name, rep_id, rep_name, stage, sent_on, source, external_id, name_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
		$25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39)`
	// Nearly every save is of a deal that stays where it is in every list. Naming
	// an indexed column in SET would rewrite its index even so, seven of them; so
	// this one is tried first and sqlSaveDeal only when it finds nothing.
	sqlSaveDealInPlace = `UPDATE deals SET amount = $3, currency = $4, paused_until = $5, pause_reason = $6, snoozed_until = $7,
		close_reason = $8, real_reason = $9, closed_at = $10, revisit_on = $11, touches = $12, followups = $13, silence = $14,
		last_at = $15, last_on = $16, last_answer = $17, answers = $18, ball_is_ours = $19, opted_out = $20, last_channel = $21,
		last_outcome = $22, homework_by = $23, second_on = $24, uses = $25, slept_from = $26, slept_until = $27,
		created_at = $28, updated_at = $29, version = $30 + 1
		WHERE workspace = $1 AND id = $2 AND version = $30 AND account_id = $31 AND name = $32 AND rep_id = $33
		AND rep_name = $34 AND stage = $35 AND sent_on = $36 AND source = $37 AND external_id = $38`
	sqlSaveDeal = `UPDATE deals SET amount = $3, currency = $4, paused_until = $5, pause_reason = $6, snoozed_until = $7,
		close_reason = $8, real_reason = $9, closed_at = $10, revisit_on = $11, touches = $12, followups = $13, silence = $14,
		last_at = $15, last_on = $16, last_answer = $17, answers = $18, ball_is_ours = $19, opted_out = $20, last_channel = $21,
		last_outcome = $22, homework_by = $23, second_on = $24, uses = $25, slept_from = $26, slept_until = $27,
		created_at = $28, updated_at = $29, version = $30 + 1, account_id = $31, name = $32, rep_id = $33, rep_name = $34, stage = $35, sent_on = $36, source = $37, external_id = $38, name_key = $39
		WHERE workspace = $1 AND id = $2 AND version = $30`
	sqlDealVersion = `SELECT version FROM deals WHERE workspace = $1 AND id = $2`
	sqlDeleteDeal  = `DELETE FROM deals WHERE workspace = $1 AND id = $2`
)

func scanDeal(rows *sql.Rows) (d coach.Deal, err error) {
	t := &d.Tally
	err = rows.Scan(&d.ID, &d.AccountID, &d.Account, &d.Name, &d.Amount.Minor, &d.Amount.Currency, &d.RepID, &d.RepName,
		&d.Stage, dateOf{&d.SentOn}, &d.Source, &d.ExternalID, dateOf{&d.PausedUntil}, &d.PauseReason, dateOf{&d.SnoozedUntil},
		&d.CloseReason, &d.RealReason, instantOf{&d.ClosedAt}, dateOf{&d.RevisitOn},
		&t.Touches, &t.Followups, &t.Silence, instantOf{&t.LastAt}, dateOf{&t.LastOn}, instantOf{&t.LastAnswer}, &t.Answers,
		&t.BallIsOurs, &t.OptedOut, &t.LastChannel, &t.LastOutcome, &d.HomeworkBy, dateOf{&t.SecondOn}, &t.Uses,
		dateOf{&d.SleptFrom}, dateOf{&d.SleptUntil}, instantOf{&d.CreatedAt}, instantOf{&d.UpdatedAt}, &d.Version)
	return d, err
}

// dealArgs are the values of the three texts above, in their order.
func (t *tx) dealArgs(d coach.Deal) []any {
	y := d.Tally
	return []any{t.workspace, d.ID, d.Amount.Minor, d.Amount.Currency, d.PausedUntil.String(), d.PauseReason, d.SnoozedUntil.String(),
		d.CloseReason, d.RealReason, millis(d.ClosedAt), d.RevisitOn.String(), y.Touches, y.Followups, y.Silence,
		millis(y.LastAt), y.LastOn.String(), millis(y.LastAnswer), y.Answers, y.BallIsOurs, y.OptedOut, y.LastChannel,
		y.LastOutcome, d.HomeworkBy, y.SecondOn.String(), y.Uses, d.SleptFrom.String(), d.SleptUntil.String(),
		millis(d.CreatedAt), millis(d.UpdatedAt), d.Version, d.AccountID, d.Name, d.RepID, d.RepName, d.Stage, d.SentOn.String(), d.Source, d.ExternalID, coach.SearchKey(d.Name)}
}

func (r *reader) Deal(id string) (coach.Deal, error) {
	return only(r, "deal", sqlDeal, []any{r.workspace, id}, scanDeal)
}

func (r *reader) DealBySource(source, externalID string) (coach.Deal, error) {
	return only(r, "deal", sqlDealBySource, []any{r.workspace, source, externalID}, scanDeal)
}

func (r *reader) OpenDealsCalled(searchKey string, limit int) ([]coach.Deal, error) {
	return scanned(r, sqlOpenDealsCalled, []any{r.workspace, searchKey, limit}, scanDeal)
}

func (r *reader) OpenDeals(repID string, each func(coach.Deal) error) error {
	text, args := sqlOpenDeals, []any{r.workspace}
	if repID != "" {
		text, args = sqlOpenDealsOf, []any{r.workspace, repID}
	}
	return r.rows(text, args, func(rows *sql.Rows) error {
		d, err := scanDeal(rows)
		if err != nil {
			return classify(err)
		}
		if err := r.ready(); err != nil { // this may take a while: the caller may have gone
			return err
		}
		return each(d)
	})
}

func (r *reader) Rhythms(q coach.RhythmQuery, each func(coach.Rhythm) error) error {
	text, args := sqlRhythms, []any{r.workspace, q.Silence, q.QuietBy.String()}
	if q.RepID != "" {
		text, args = sqlRhythmsOf, append(args, q.RepID)
	}
	return r.rows(text, args, func(rows *sql.Rows) error {
		var d coach.Rhythm
		err := rows.Scan(&d.DealID, &d.RepID, &d.Amount.Minor, &d.Amount.Currency, dateOf{&d.SentOn}, dateOf{&d.PausedUntil},
			dateOf{&d.SnoozedUntil}, &d.Touches, &d.Followups, &d.Silence, dateOf{&d.LastOn}, &d.BallIsOurs, &d.OptedOut)
		if err != nil {
			return classify(err)
		}
		return r.goOn(each(d))
	})
}

func (r *reader) Revisits(repID string, day coach.Date) ([]coach.Deal, error) {
	return scanned(r, sqlRevisits, []any{r.workspace, repID, day.String()}, scanDeal)
}

func (t *tx) InsertDeal(d coach.Deal) error {
	_, err := t.exec(sqlInsertDeal, t.dealArgs(d)...)
	return err
}

func (t *tx) SaveDeal(d coach.Deal) error {
	args := t.dealArgs(d)
	n, err := t.exec(sqlSaveDealInPlace, args[:len(args)-1]...)
	if err == nil && n == 0 {
		n, err = t.exec(sqlSaveDeal, args...)
	}
	if err != nil || n == 1 {
		return err
	}
	var version int
	if err := t.row("deal", sqlDealVersion, []any{t.workspace, d.ID}, &version); err != nil {
		return t.spoil(err)
	}
	return t.spoil(coach.Errorf(coach.Conflict, "Somebody else changed this deal in the meantime. Please look again."))
}

func (t *tx) DeleteDeal(id string) error {
	if _, err := t.exec(sqlDeleteTouches, t.workspace, id); err != nil {
		return err
	}
	if _, err := t.exec(sqlDeleteFacts, t.workspace, id); err != nil {
		return err
	}
	if _, err := t.exec(sqlDeleteTasks, t.workspace, id); err != nil {
		return err
	}
	return t.one("deal", sqlDeleteDeal, t.workspace, id)
}
