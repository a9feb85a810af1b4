package db

import (
	"database/sql"
	"encoding/json"
	"time"

	"salescoach/coach"
)

const (
	pollColumns = `id, kind, state, asked_by, body, opened_at, closes_at, reminders, reminded_at, closed_at, closed_by,
		files_at, version`

	sqlPoll = `SELECT ` + pollColumns + ` FROM polls WHERE workspace = $1 AND id = $2`
	// The partial index holds one row of each kind at most.
	sqlOpenPolls = `SELECT ` + pollColumns + ` FROM polls WHERE workspace = $1 AND state <> 'closed' ORDER BY kind`
	sqlLastPoll  = `SELECT ` + pollColumns + ` FROM polls WHERE workspace = $1 AND kind = $2 AND (state <> 'closed' OR closed_at <> 0)
		ORDER BY opened_at DESC, id DESC LIMIT 1`
	sqlDraft = `SELECT ` + pollColumns + ` FROM polls WHERE workspace = $1 AND state = 'closed' AND closed_at = 0 AND opened_at < $2
		ORDER BY opened_at, id LIMIT 1`
	sqlDeletePoll = `DELETE FROM polls WHERE workspace = $1 AND id = $2`
	sqlInsertPoll = `INSERT INTO polls (workspace, ` + pollColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
	sqlSavePoll = `UPDATE polls SET state = $3, closes_at = $4, reminders = $5, reminded_at = $6, closed_at = $7, closed_by = $8,
		files_at = $9, version = version + 1 WHERE workspace = $1 AND id = $2 AND version = $10`

	voteColumns = `poll_id, rep_id, deal_id, choice, text, day, at, touches, fate`
	sqlVotes    = `SELECT ` + voteColumns + ` FROM votes WHERE workspace = $1 AND poll_id = $2 ORDER BY rep_id, deal_id`
	sqlVotesOf  = `SELECT ` + voteColumns + ` FROM votes WHERE workspace = $1 AND poll_id = $2 AND rep_id = $3 ORDER BY deal_id`
	// The partial index of the open deals by rep has all that is asked of them.
	sqlCountVotes = `SELECT v.rep_id, count(*), sum(CASE WHEN v.choice = '' THEN 0 ELSE 1 END), sum(CASE WHEN v.choice = ''
		AND EXISTS (SELECT 1 FROM deals d WHERE d.workspace = v.workspace AND d.rep_id = v.rep_id AND d.id = v.deal_id AND d.stage = 'open')
		THEN 1 ELSE 0 END) FROM votes v WHERE v.workspace = $1 AND v.poll_id = $2 GROUP BY v.rep_id ORDER BY v.rep_id`
	sqlInsertVote = `INSERT INTO votes (workspace, ` + voteColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	sqlSaveVote   = `UPDATE votes SET choice = $5, text = $6, day = $7, at = $8, touches = $9, fate = $10
		WHERE workspace = $1 AND poll_id = $2 AND rep_id = $3 AND deal_id = $4`

	sqlDeleteVotes = `DELETE FROM votes WHERE workspace = $1 AND poll_id = $2 AND rep_id IN (
		SELECT v.rep_id FROM votes v WHERE v.workspace = $1 AND v.poll_id = $2 ORDER BY v.rep_id LIMIT $3)`

	ideaColumns   = `id, poll_id, rep_id, text, at`
	sqlIdea       = `SELECT ` + ideaColumns + ` FROM ideas WHERE workspace = $1 AND id = $2`
	sqlIdeas      = `SELECT ` + ideaColumns + ` FROM ideas WHERE workspace = $1 AND poll_id = $2 ORDER BY at, id`
	sqlInsertIdea = `INSERT INTO ideas (workspace, ` + ideaColumns + `) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlDeleteIdea = `DELETE FROM ideas WHERE workspace = $1 AND id = $2`
)

// askedOf reads whom a poll asks.
type askedOf struct{ a *coach.Asked }

// Scan implements sql.Scanner.
func (a askedOf) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		return wrongType("poll", src)
	}
	return json.Unmarshal([]byte(s), a.a)
}

func scanPoll(rows *sql.Rows) (p coach.Poll, err error) {
	err = rows.Scan(&p.ID, &p.Kind, &p.State, &p.AskedBy, askedOf{&p.Asked}, instantOf{&p.OpenedAt}, instantOf{&p.ClosesAt},
		&p.Reminders, instantOf{&p.RemindedAt}, instantOf{&p.ClosedAt}, &p.ClosedBy, instantOf{&p.FilesAt}, &p.Version)
	return p, err
}

func scanVote(rows *sql.Rows) (v coach.Vote, err error) {
	err = rows.Scan(&v.PollID, &v.RepID, &v.DealID, &v.Choice, &v.Text, dateOf{&v.On}, instantOf{&v.At}, &v.Touches, &v.Fate)
	return v, err
}

func scanIdea(rows *sql.Rows) (i coach.Idea, err error) {
	err = rows.Scan(&i.ID, &i.PollID, &i.RepID, &i.Text, instantOf{&i.At})
	return i, err
}

func (r *reader) Poll(id string) (coach.Poll, error) {
	return only(r, "poll", sqlPoll, []any{r.workspace, id}, scanPoll)
}

func (r *reader) OpenPolls() ([]coach.Poll, error) {
	return scanned(r, sqlOpenPolls, []any{r.workspace}, scanPoll)
}

func (r *reader) LastPoll(k coach.PollKind) (coach.Poll, error) {
	return only(r, "poll", sqlLastPoll, []any{r.workspace, k}, scanPoll)
}

func (r *reader) Draft(before time.Time) (coach.Poll, error) {
	return only(r, "poll", sqlDraft, []any{r.workspace, millis(before)}, scanPoll)
}

func (r *reader) Votes(pollID, repID string) ([]coach.Vote, error) {
	if repID == "" {
		return scanned(r, sqlVotes, []any{r.workspace, pollID}, scanVote)
	}
	return scanned(r, sqlVotesOf, []any{r.workspace, pollID, repID}, scanVote)
}

func (r *reader) CountVotes(pollID string) ([]coach.VoteCount, error) {
	return scanned(r, sqlCountVotes, []any{r.workspace, pollID}, func(rows *sql.Rows) (c coach.VoteCount, err error) {
		err = rows.Scan(&c.RepID, &c.Asked, &c.Answered, &c.Open)
		return c, err
	})
}

func (r *reader) Idea(id string) (coach.Idea, error) {
	return only(r, "idea", sqlIdea, []any{r.workspace, id}, scanIdea)
}

func (r *reader) Ideas(pollID string) ([]coach.Idea, error) {
	return scanned(r, sqlIdeas, []any{r.workspace, pollID}, scanIdea)
}

func (t *tx) InsertPoll(p coach.Poll) error {
	body, err := json.Marshal(p.Asked)
	if err != nil {
		return t.spoil(err)
	}
	_, err = t.exec(sqlInsertPoll, t.workspace, p.ID, p.Kind, p.State, p.AskedBy, string(body), millis(p.OpenedAt),
		millis(p.ClosesAt), p.Reminders, millis(p.RemindedAt), millis(p.ClosedAt), p.ClosedBy, millis(p.FilesAt), p.Version)
	return err
}

// SavePoll changes nothing of what was asked, and of whom.
func (t *tx) SavePoll(p coach.Poll) error {
	n, err := t.exec(sqlSavePoll, t.workspace, p.ID, p.State, millis(p.ClosesAt), p.Reminders, millis(p.RemindedAt), millis(p.ClosedAt),
		p.ClosedBy, millis(p.FilesAt), p.Version)
	if err != nil || n > 0 {
		return err
	}
	if _, err := t.Poll(p.ID); err != nil {
		return t.spoil(err)
	}
	return t.spoil(coach.Errorf(coach.Conflict, "Somebody else has just changed this poll. Please try again."))
}

func (t *tx) InsertVote(v coach.Vote) error {
	_, err := t.exec(sqlInsertVote, t.workspace, v.PollID, v.RepID, v.DealID, v.Choice, v.Text, v.On.String(), millis(v.At), v.Touches, v.Fate)
	return err
}

func (t *tx) SaveVote(v coach.Vote) error {
	return t.one("vote", sqlSaveVote, t.workspace, v.PollID, v.RepID, v.DealID, v.Choice, v.Text, v.On.String(), millis(v.At), v.Touches, v.Fate)
}

func (t *tx) DeleteVotes(pollID string, limit int) (int, error) {
	return t.exec(sqlDeleteVotes, t.workspace, pollID, limit)
}

func (t *tx) DeletePoll(id string) error { return t.one("poll", sqlDeletePoll, t.workspace, id) }

func (t *tx) InsertIdea(i coach.Idea) error {
	_, err := t.exec(sqlInsertIdea, t.workspace, i.ID, i.PollID, i.RepID, i.Text, millis(i.At))
	return err
}

func (t *tx) DeleteIdea(id string) error { return t.one("idea", sqlDeleteIdea, t.workspace, id) }
