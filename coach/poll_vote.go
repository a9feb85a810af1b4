package coach

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Ballot is what a poll asks one rep, with the answers so far.
type Ballot struct {
	Poll     Poll
	Asker    Rep
	Rep      Rep
	Deals    []AskedDeal // the largest first
	Page     int         // which part of them the message shows, from 0
	Reminder bool        // the message is a reminder
	Below    time.Time   // when the same was asked once more, further down; zero: it was not
	Today    Date        // of the rep
	Zone     *time.Location
}

// AskedDeal is a deal that was asked about: where it stands now, and what was said.
type AskedDeal struct {
	Due
	Vote Vote
	Gone bool // it is not there any more
}

// Settled says that there is nothing left to answer: the file was closed, or somebody
// else has it.
func (a AskedDeal) Settled() bool { return a.Gone || a.Vote.settled(a.Deal) }

// Answered counts the answers, and what could be answered.
func (b Ballot) Answered() (n, of int) {
	for _, d := range b.Deals {
		switch {
		case d.Vote.Choice != NoAnswerYet:
			n, of = n+1, of+1
		case !d.Settled():
			of++
		}
	}
	return n, of
}

// Clicked is the message that somebody clicked on, and the part of the list that it
// shows: the answer comes there at once, all others are brought up to date.
type Clicked struct {
	Channel string
	TS      string // empty: an answer through a form, which shows nothing by itself
	Page    int
}

// Answer is what a rep says about one deal. Next step and day are for a deal that is
// alive, both optional; for one that needs help the text says what for.
type Answer struct {
	Choice Choice
	Text   string
	On     Date
	Rest   bool // the deal shall rest until that day
	Plain  bool // a click: what was said before with the same choice stays
}

// Voted is what became of an answer.
type Voted struct {
	Ballot Ballot
	Same   bool // it is what was said before
}

// Ballot is what a poll asks a rep, as it stands.
func (c *Coach) Ballot(ctx context.Context, workspace, pollID, repID string) (Ballot, error) {
	var q Ballot
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		q, err = c.ballot(r, pollID, repID)
		return err
	})
	return q, err
}

func (c *Coach) ballot(r Reader, pollID, repID string) (Ballot, error) {
	p, err := pollOf(r, pollID)
	if err != nil {
		return Ballot{}, err
	}
	q := Ballot{Poll: p}
	if q.Asker, err = whoIs(r, p.AskedBy); err != nil {
		return q, err
	}
	if q.Rep, err = whoIs(r, repID); err != nil {
		return q, err
	}
	votes, err := r.Votes(p.ID, repID)
	if err != nil {
		return q, err
	}
	h, now := c.Hours(q.Rep), c.o.Now()
	q.Today, q.Zone = h.Today(now), h.Zone
	if q.Deals, err = c.askedDeals(r, votes, h, now); err == nil && len(q.Deals) == 0 {
		err = notAsked()
	}
	return q, err
}

func notAsked() error { return Errorf(Forbidden, "That question was for somebody else.") }

// askedDeals are the deals that one rep was asked about, the largest first.
func (c *Coach) askedDeals(r Reader, votes []Vote, h Hours, now time.Time) ([]AskedDeal, error) {
	var deals []AskedDeal
	for _, v := range votes {
		if v.DealID == "" { // an idea round asks about none
			continue
		}
		d, err := r.Deal(v.DealID)
		if err != nil && KindOf(err) != NotFound {
			return nil, err
		}
		deals = append(deals, AskedDeal{Due: Due{d, c.o.Rules.Cadence(d, h, now)}, Vote: v, Gone: err != nil})
	}
	slices.SortStableFunc(deals, func(a, b AskedDeal) int {
		return cmp.Or(first(!a.Gone, !b.Gone), cmp.Compare(b.Deal.Amount.Whole(), a.Deal.Amount.Whole()), cmp.Compare(a.Deal.ID, b.Deal.ID))
	})
	return deals, nil
}

// Vote takes down what a rep says about a deal that they were asked about, as often as
// they like until the poll closes.
func (c *Coach) Vote(ctx context.Context, in Input, pollID, dealID string, a Answer, at Clicked) (Voted, error) {
	a.Text = strings.TrimSpace(a.Text)
	same := false
	_, _, err := c.change(ctx, in, "poll.vote", func(tx Tx, now time.Time) (string, error) {
		p, err := pollOf(tx, pollID)
		if err != nil {
			return "", err
		}
		if p.Over() {
			return "", Errorf(Conflict, "This poll is closed, so the answer wasn't counted. /followup and the firm's name has everything else.")
		}
		v, err := voteOf(tx, p, in.Rep.ID, dealID)
		if err != nil {
			return "", err
		}
		d, err := dealOf(tx, dealID)
		if err != nil {
			return "", err
		}
		same = v.Choice == a.Choice
		if err := c.answer(tx, in, d, &v, a, now); err != nil {
			return "", err
		}
		if err := tx.SaveVote(v); err != nil {
			return "", err
		}
		return p.ID, upToDate(tx, p, in.Rep.ID, at, now)
	})
	if err != nil {
		return Voted{}, err
	}
	b, err := c.BallotAt(ctx, in.Workspace, pollID, in.Rep.ID, at)
	return Voted{b, same}, err
}

// voteOf is what a rep was asked about a deal.
func voteOf(r Reader, p Poll, repID, dealID string) (Vote, error) {
	votes, err := r.Votes(p.ID, repID)
	if err != nil {
		return Vote{}, err
	}
	i := slices.IndexFunc(votes, func(v Vote) bool { return v.DealID == dealID })
	if i < 0 || dealID == "" {
		return Vote{}, notAsked()
	}
	return votes[i], nil
}

// answer changes a vote, and lets the deal rest where the rep wants it.
func (c *Coach) answer(tx Tx, in Input, d Deal, v *Vote, a Answer, now time.Time) error {
	if a.Choice != StillAlive && a.Choice != CalledDead && a.Choice != NeedHelp {
		return Errorf(Invalid, "That is no answer to this question.")
	}
	if v.settled(d) {
		return Errorf(Conflict, "%s is closed, or somebody else has it by now. There's nothing to answer any more.", d.Title())
	}
	h := c.Hours(in.Rep)
	if err := a.validate(h.Today(now)); err != nil {
		return err
	}
	if !a.Plain || a.Choice != v.Choice {
		v.Text, v.On = a.Text, a.On
	}
	v.Choice, v.At, v.Touches = a.Choice, now, d.Tally.Touches
	if !a.Rest || a.On.IsZero() {
		return nil
	}
	if a.Text == "" {
		d.sleep(d.PausedUntil, a.On, h.Today(now))
	} else {
		d.PauseReason = a.Text
		d.sleep(a.On, d.SnoozedUntil, h.Today(now))
	}
	d.UpdatedAt = now
	return tx.SaveDeal(d)
}

func (a Answer) validate(today Date) error {
	if err := shortEnough("text", a.Text); err != nil {
		return err
	}
	if a.Rest && a.On.IsZero() {
		return &Error{Kind: Invalid, Field: "date", Sentence: "Until which day shall it rest? Choose one, or take out the tick."}
	}
	if a.On.IsZero() {
		return nil
	}
	return ahead("date", a.On, today)
}

// upToDate has the messages redrawn that show what was just answered: the manager's
// board, and all of the rep's own but the one that was clicked, which is replaced at
// once and keeps in mind which part of the list it shows.
func upToDate(tx Tx, p Poll, repID string, at Clicked, now time.Time) error {
	if err := redraw(tx, boardKey(p.ID, p.AskedBy), now); err != nil {
		return err
	}
	return refresh(tx, questionKeys(p, repID), at, now)
}

// refresh has messages to one person drawn anew, those that there are.
func refresh(tx Tx, keys []string, at Clicked, now time.Time) error {
	for _, key := range keys {
		post, err := tx.Post(key)
		switch {
		case KindOf(err) == NotFound:
			continue
		case err != nil:
			return err
		case at.TS != "" && post.TS == at.TS && post.Channel == at.Channel:
			post = post.shown(onPage{at.Page}.String(), now)
		default:
			post = post.edited(post.Body, now)
		}
		if err := tx.SavePost(post); err != nil {
			return err
		}
	}
	return nil
}

// onPage is what the body of a question's post says: which part of the list it shows.
type onPage struct{ Page int }

func (p onPage) String() string {
	b, err := json.Marshal(p)
	if err != nil {
		return "" // a number always marshals
	}
	return string(b)
}

// PageOf is the part of the list that the message of a post shows.
func PageOf(p Post) int {
	var shown onPage
	if json.Unmarshal([]byte(p.Body), &shown) != nil {
		return 0
	}
	return shown.Page
}

func reminderKey(poll string, n int, rep string) string {
	return "poll/" + poll + "/remind/" + strconv.Itoa(n) + "/" + rep
}
