package db

import (
	"database/sql"

	"salescoach/coach"
)

const (
	// The account's name is read from the account, so it can be wrong in no deal.
	// As a subquery, it can turn no plan round to begin with all accounts.
	dealColumns = `d.id, d.account_id, (SELECT a.name FROM accounts a WHERE a.workspace = d.workspace AND a.id = d.account_id),
		d.name, d.amount, d.currency, d.rep_id, d.rep_name, d.stage, d.sent_on, d.source, d.external_id,
		d.paused_until, d.pause_reason, d.snoozed_until, d.close_reason, d.real_reason, d.closed_at, d.revisit_on,
		d.touches, d.followups, d.silence, d.last_at, d.last_on, d.last_answer, d.answers, d.ball_is_ours, d.opted_out,
		d.last_channel, d.last_outcome, d.created_at, d.updated_at, d.version`

	sqlDeal         = `SELECT ` + dealColumns + ` FROM deals d WHERE d.workspace = $1 AND d.id = $2`
	sqlDealBySource = `SELECT ` + dealColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.source = $2 AND d.external_id = $3 AND d.external_id <> ''`
	sqlOpenDeals = `SELECT ` + dealColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.stage = 'open' ORDER BY d.rep_id, d.id`
	sqlOpenDealsOf = `SELECT ` + dealColumns + ` FROM deals d
		WHERE d.workspace = $1 AND d.rep_id = $2 AND d.stage = 'open' ORDER BY d.id`

	sqlInsertDeal = `INSERT INTO deals (workspace, id, account_id, name, name_key, amount, currency, rep_id, rep_name, stage,
		sent_on, source, external_id, paused_until, pause_reason, snoozed_until, close_reason, real_reason, closed_at, revisit_on,
		touches, followups, silence, last_at, last_on, last_answer, answers, ball_is_ours, opted_out, last_channel, last_outcome,
		created_at, updated_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
		$25, $26, $27, $28, $29, $30, $31, $32, $33, $34)`
	sqlSaveDeal = `UPDATE deals SET account_id = $3, name = $4, name_key = $5, amount = $6, currency = $7, rep_id = $8,
		rep_name = $9, stage = $10, sent_on = $11, source = $12, external_id = $13, paused_until = $14, pause_reason = $15,
		snoozed_until = $16, close_reason = $17, real_reason = $18, closed_at = $19, revisit_on = $20, touches = $21,
		followups = $22, silence = $23, last_at = $24, last_on = $25, last_answer = $26, answers = $27, ball_is_ours = $28,
		opted_out = $29, last_channel = $30, last_outcome = $31, created_at = $32, updated_at = $33, version = $34 + 1
		WHERE workspace = $1 AND id = $2 AND version = $34`
	sqlDealVersion = `SELECT version FROM deals WHERE workspace = $1 AND id = $2`
	sqlDeleteDeal  = `DELETE FROM deals WHERE workspace = $1 AND id = $2`
)

func scanDeal(rows *sql.Rows) (d coach.Deal, err error) {
	t := &d.Tally
	err = rows.Scan(&d.ID, &d.AccountID, &d.Account, &d.Name, &d.Amount.Minor, &d.Amount.Currency, &d.RepID, &d.RepName,
		&d.Stage, dateOf{&d.SentOn}, &d.Source, &d.ExternalID, dateOf{&d.PausedUntil}, &d.PauseReason, dateOf{&d.SnoozedUntil},
		&d.CloseReason, &d.RealReason, instantOf{&d.ClosedAt}, dateOf{&d.RevisitOn},
		&t.Touches, &t.Followups, &t.Silence, instantOf{&t.LastAt}, dateOf{&t.LastOn}, instantOf{&t.LastAnswer}, &t.Answers,
		&t.BallIsOurs, &t.OptedOut, &t.LastChannel, &t.LastOutcome,
		instantOf{&d.CreatedAt}, instantOf{&d.UpdatedAt}, &d.Version)
	return d, err
}

// dealArgs are the values of InsertDeal and SaveDeal, in the order of their texts.
func (t *tx) dealArgs(d coach.Deal) []any {
	y := d.Tally
	return []any{t.workspace, d.ID, d.AccountID, d.Name, coach.SearchKey(d.Name), d.Amount.Minor, d.Amount.Currency,
		d.RepID, d.RepName, d.Stage, d.SentOn.String(), d.Source, d.ExternalID,
		d.PausedUntil.String(), d.PauseReason, d.SnoozedUntil.String(), d.CloseReason, d.RealReason, millis(d.ClosedAt), d.RevisitOn.String(),
		y.Touches, y.Followups, y.Silence, millis(y.LastAt), y.LastOn.String(), millis(y.LastAnswer), y.Answers,
		y.BallIsOurs, y.OptedOut, y.LastChannel, y.LastOutcome,
		millis(d.CreatedAt), millis(d.UpdatedAt), d.Version}
}

func (r *reader) Deal(id string) (coach.Deal, error) {
	return only(r, "deal", sqlDeal, []any{r.workspace, id}, scanDeal)
}

func (r *reader) DealBySource(source, externalID string) (coach.Deal, error) {
	return only(r, "deal", sqlDealBySource, []any{r.workspace, source, externalID}, scanDeal)
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

func (t *tx) InsertDeal(d coach.Deal) error {
	_, err := t.exec(sqlInsertDeal, t.dealArgs(d)...)
	return err
}

func (t *tx) SaveDeal(d coach.Deal) error {
	n, err := t.exec(sqlSaveDeal, t.dealArgs(d)...)
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
	return t.one("deal", sqlDeleteDeal, t.workspace, id)
}
