package coach

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Idea is what somebody would give customers at no extra price (DL-28). It is as
// short as an item of the library, where it may end.
type Idea struct {
	ID     string
	PollID string
	RepID  string // whose it is
	Text   string
	At     time.Time
}

// What an idea round takes.
const (
	mostIdeas = 5   // of one person
	MaxPrize  = 120 // characters
)

// Ideas is an idea round as it stands. An idea round goes from ideas to a vote on the
// best, and from there to its end; with one idea or none there is nothing to vote on.
type Ideas struct {
	Poll  Poll
	Asker Rep
	Asked []Rep // who was asked, by name
	Ideas []IdeaStanding
	Voted int // how many have voted
	Today Date
	Zone  *time.Location // of the manager

	Reader Rep    // whom it is drawn for; zero: the manager's board
	Choice string // the idea that the reader votes for
	Page   int
}

// IdeaStanding is an idea with whose it is, and how many vote for it.
type IdeaStanding struct {
	Idea  Idea
	Rep   Rep
	Votes int
}

// Mine lists the reader's own ideas.
func (i Ideas) Mine() []IdeaStanding {
	return slices.DeleteFunc(slices.Clone(i.Ideas), func(s IdeaStanding) bool { return s.Idea.RepID != i.Reader.ID })
}

// Ranked lists the ideas, those with most votes first.
func (i Ideas) Ranked() []IdeaStanding {
	ranked := slices.Clone(i.Ideas)
	slices.SortStableFunc(ranked, func(a, b IdeaStanding) int { return cmp.Compare(b.Votes, a.Votes) })
	return ranked
}

// IdeaPreview is what an idea round would ask, before anything is sent.
type IdeaPreview struct {
	Prize string
	Asked []Rep
	Open  *Ideas // the round that is running already
}

// PreviewIdeas says whom an idea round would ask, or which one is running.
func (c *Coach) PreviewIdeas(ctx context.Context, in Input, prize string) (IdeaPreview, error) {
	v := IdeaPreview{Prize: prize}
	if err := asksIdeas(in, prize); err != nil {
		return v, err
	}
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		v.Open = nil
		running, err := openPoll(r, IdeaRound)
		if err != nil {
			return err
		}
		if running.ID != "" {
			round, err := c.ideas(r, running, "")
			v.Open = &round
			return err
		}
		v.Asked, err = salesTeam(r)
		return err
	})
	return v, err
}

func asksIdeas(in Input, prize string) error {
	if utf8.RuneCountInString(prize) > MaxPrize {
		return &Error{Kind: Invalid, Field: "prize", Sentence: "Please say the prize in fewer than 120 characters."}
	}
	return asksTeam(in)
}

// salesTeam is everybody with an open deal, by name.
func salesTeam(r Reader) ([]Rep, error) {
	team := map[string]Rep{}
	err := r.OpenDeals("", func(d Deal) error {
		if d.RepID != "" {
			team[d.RepID] = Rep{ID: d.RepID, RealName: d.RepName}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	known, err := r.Reps()
	for _, p := range known {
		if _, sells := team[p.ID]; sells {
			team[p.ID] = p
		}
	}
	all := slices.SortedFunc(maps.Values(team), byName)
	return slices.DeleteFunc(all, func(p Rep) bool { return p.Deleted }), err
}

// OpenIdeas asks the team for ideas; where a round is running already it is that one.
func (c *Coach) OpenIdeas(ctx context.Context, in Input, prize string) (round Ideas, another bool, err error) {
	if err := asksIdeas(in, prize); err != nil {
		return Ideas{}, false, err
	}
	var team []Rep
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		team, err = salesTeam(r)
		return err
	})
	if err != nil {
		return Ideas{}, false, err
	}
	id, _, err := c.change(ctx, in, "ideas.open", func(tx Tx, now time.Time) (string, error) {
		running, err := openPoll(tx, IdeaRound)
		if another = running.ID != ""; err != nil || another {
			return running.ID, err
		}
		if len(team) == 0 {
			return "", Errorf(Conflict, "Nobody has an open deal yet, so there is nobody to ask.")
		}
		return c.askIdeas(tx, in, prize, team, now)
	})
	if err != nil {
		return Ideas{}, false, err
	}
	round, err = c.Ideas(ctx, in.Workspace, id, "")
	return round, another, err
}

func (c *Coach) askIdeas(tx Tx, in Input, prize string, team []Rep, now time.Time) (string, error) {
	p := Poll{
		ID: c.o.NewID(), Kind: IdeaRound, State: PollOpen, AskedBy: in.Rep.ID, Asked: Asked{Prize: prize},
		OpenedAt: now, ClosesAt: closesAt(now, c.Hours(in.Rep)), Version: 1,
	}
	if err := tx.InsertPoll(p); err != nil {
		return "", err
	}
	for _, rep := range team {
		if err := tx.InsertVote(Vote{PollID: p.ID, RepID: rep.ID}); err != nil {
			return "", err
		}
		if err := c.putQuestion(tx, p, IdeasPost, questionKey(p.ID, rep.ID), rep, now); err != nil {
			return "", err
		}
	}
	_, err := plan(tx, Post{Key: boardKey(p.ID, p.AskedBy), Kind: BoardPost, To: p.AskedBy, Ref: p.ID, NextAt: now}, now)
	return p.ID, err
}

// Ideas is an idea round as it stands, for a rep, or for managers when repID is empty.
func (c *Coach) Ideas(ctx context.Context, workspace, pollID, repID string) (Ideas, error) {
	var round Ideas
	err := c.store.View(ctx, workspace, func(r Reader) error {
		p, err := pollOf(r, pollID)
		if err != nil {
			return err
		}
		round, err = c.ideas(r, p, repID)
		return err
	})
	return round, err
}

func (c *Coach) ideas(r Reader, p Poll, repID string) (Ideas, error) {
	round := Ideas{Poll: p}
	var err error
	if round.Asker, err = whoIs(r, p.AskedBy); err != nil {
		return round, err
	}
	if round.Reader, err = whoIs(r, repID); err != nil {
		return round, err
	}
	h := c.Hours(round.Asker)
	if repID != "" {
		h = c.Hours(round.Reader)
	}
	round.Today, round.Zone = h.Today(c.o.Now()), h.Zone
	votes, err := r.Votes(p.ID, "")
	if err != nil {
		return round, err
	}
	counts, asked := map[string]int{}, map[string]Rep{}
	for _, v := range votes {
		if asked[v.RepID], err = whoIs(r, v.RepID); err != nil {
			return round, err
		}
		round.Asked = append(round.Asked, asked[v.RepID])
		if v.Choice == NoAnswerYet {
			continue
		}
		counts[string(v.Choice)]++
		round.Voted++
		if v.RepID == repID {
			round.Choice = string(v.Choice)
		}
	}
	if _, was := asked[repID]; p.Kind != IdeaRound || repID != "" && !was {
		return round, notAsked()
	}
	slices.SortFunc(round.Asked, byName)
	ideas, err := r.Ideas(p.ID)
	for _, i := range ideas {
		if repID != "" && p.State == PollOpen && i.RepID != repID {
			continue // nobody sees the others' before the vote
		}
		round.Ideas = append(round.Ideas, IdeaStanding{i, asked[i.RepID], counts[i.ID]})
	}
	return round, err
}

// AddIdea takes down somebody's idea; they see their own ones only until the vote.
func (c *Coach) AddIdea(ctx context.Context, in Input, pollID, text string) (Ideas, error) {
	text = strings.TrimRight(strings.Join(strings.Fields(text), " "), ".…,;: ")
	return c.ideaChange(ctx, in, "ideas.add", pollID, PollOpen, Clicked{}, func(tx Tx, p Poll, now time.Time) error {
		round, err := c.ideas(tx, p, in.Rep.ID)
		if err != nil {
			return err
		}
		if err := mayAdd(round.Mine(), text); err != nil {
			return err
		}
		return tx.InsertIdea(Idea{ID: c.o.NewID(), PollID: p.ID, RepID: in.Rep.ID, Text: text, At: now})
	})
}

func mayAdd(mine []IdeaStanding, text string) error {
	switch {
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return &Error{Kind: Invalid, Field: "text", Sentence: "What's your idea? A few words will do."}
	case utf8.RuneCountInString(text) > MaxItem:
		return &Error{Kind: Invalid, Field: "text", Sentence: "Please keep it below 200 characters, so that everybody reads it."}
	case len(mine) >= mostIdeas:
		return &Error{Kind: Conflict, Field: "text", Sentence: "You have five ideas in already. Remove one to make room."}
	case slices.ContainsFunc(mine, func(s IdeaStanding) bool { return SearchKey(s.Idea.Text) == SearchKey(text) }):
		return &Error{Kind: Conflict, Field: "text", Sentence: "That's one of your ideas already."}
	}
	return nil
}

// RemoveIdea takes one of somebody's own ideas back.
func (c *Coach) RemoveIdea(ctx context.Context, in Input, pollID, ideaID string, at Clicked) (Ideas, error) {
	return c.ideaChange(ctx, in, "ideas.remove", pollID, PollOpen, at, func(tx Tx, p Poll, _ time.Time) error {
		i, err := ideaOf(tx, p, ideaID)
		if err != nil {
			return err
		}
		if i.RepID != in.Rep.ID {
			return Errorf(Forbidden, "That idea is somebody else's.")
		}
		return tx.DeleteIdea(ideaID)
	})
}

func ideaOf(r Reader, p Poll, id string) (Idea, error) {
	i, err := r.Idea(id)
	if KindOf(err) == NotFound || err == nil && i.PollID != p.ID {
		return i, Errorf(Conflict, "That idea was taken back.")
	}
	return i, err
}

// VoteFor gives somebody's one vote to an idea, and may be changed until the vote is
// closed. Nobody votes for an idea of their own.
func (c *Coach) VoteFor(ctx context.Context, in Input, pollID, ideaID string, at Clicked) (Ideas, error) {
	return c.ideaChange(ctx, in, "ideas.vote", pollID, PollVoting, at, func(tx Tx, p Poll, now time.Time) error {
		i, err := ideaOf(tx, p, ideaID)
		if err != nil {
			return err
		}
		if i.RepID == in.Rep.ID {
			return Errorf(Conflict, "That one is yours. Vote for somebody else's.")
		}
		return tx.SaveVote(Vote{PollID: p.ID, RepID: in.Rep.ID, Choice: Choice(ideaID), At: now})
	})
}

// ideaChange is something that one of those who were asked does in one round.
func (c *Coach) ideaChange(ctx context.Context, in Input, verb, pollID string, during PollState, at Clicked, fn func(Tx, Poll, time.Time) error) (Ideas, error) {
	_, _, err := c.change(ctx, in, verb, func(tx Tx, now time.Time) (string, error) {
		p, err := pollOf(tx, pollID)
		if err != nil {
			return "", err
		}
		votes, err := tx.Votes(p.ID, in.Rep.ID)
		switch {
		case err != nil:
			return "", err
		case p.Kind != IdeaRound || len(votes) == 0:
			return "", notAsked()
		case p.State == PollVoting && during == PollOpen:
			return "", Errorf(Conflict, "The ideas are in, and the vote is on. Nothing was changed.")
		case p.State != during:
			return "", Errorf(Conflict, "This round is over. Nothing was changed.")
		}
		if err := fn(tx, p, now); err != nil {
			return "", err
		}
		return p.ID, ideasUpToDate(tx, p, in.Rep.ID, at, now)
	})
	if err != nil {
		return Ideas{}, err
	}
	round, err := c.Ideas(ctx, in.Workspace, pollID, in.Rep.ID)
	round.Page = at.Page
	return round, err
}

// ideasUpToDate has the messages redrawn that show what somebody has just said: the
// manager's board, and their own, as [upToDate] does.
func ideasUpToDate(tx Tx, p Poll, repID string, at Clicked, now time.Time) error {
	if err := redraw(tx, boardKey(p.ID, p.AskedBy), now); err != nil {
		return err
	}
	return refresh(tx, []string{questionKey(p.ID, repID), bestIdeaKey(p.ID, repID)}, at, now)
}

func bestIdeaKey(poll, rep string) string { return "poll/" + poll + "/vote/" + rep }

// NextRound ends the round that a manager saw: from ideas to the vote, or from the
// vote to the end. From another round than that one it goes nowhere, so that a double
// click does not end two. Where they were told that to is what follows, and another
// idea has come in since, it is a Conflict; empty: whatever follows.
func (c *Coach) NextRound(ctx context.Context, in Input, pollID string, from, to PollState) (Ideas, error) {
	if err := asksTeam(in); err != nil {
		return Ideas{}, err
	}
	_, _, err := c.change(ctx, in, "ideas.next", func(tx Tx, now time.Time) (string, error) {
		p, err := pollOf(tx, pollID)
		if err != nil || p.State != from || p.Over() {
			return p.ID, err
		}
		if p.Kind != IdeaRound {
			return "", Errorf(Invalid, "That is no idea round.")
		}
		return p.ID, c.nextRound(tx, p, to, in.Rep.ID, now)
	})
	if err != nil {
		return Ideas{}, err
	}
	return c.Ideas(ctx, in.Workspace, pollID, "")
}

// nextRound brings an idea round on: to the vote where there are ideas to choose from,
// else to its end.
func (c *Coach) nextRound(tx Tx, p Poll, to PollState, by string, now time.Time) error {
	ideas, err := tx.Ideas(p.ID)
	if err != nil {
		return err
	}
	votes, err := tx.Votes(p.ID, "")
	if err != nil {
		return err
	}
	asker, err := whoIs(tx, p.AskedBy)
	if err != nil {
		return err
	}
	vote := p.State == PollOpen && len(ideas) > 1
	if vote && to == PollClosed {
		return Errorf(Conflict, "There are %d ideas by now, so there's something to vote on. The round is still open.", len(ideas))
	}
	if vote {
		p.State, p.ClosesAt = PollVoting, closesAt(now, c.Hours(asker))
	} else {
		p.State, p.ClosedAt, p.ClosedBy = PollClosed, now, by
	}
	if err := tx.SavePoll(p); err != nil {
		return err
	}
	if err := redrawAll(tx, p.ID, now); err != nil {
		return err
	}
	if p.State == PollVoting {
		return c.putToVote(tx, p, votes, now)
	}
	return c.tellResult(tx, p, votes, len(ideas), now)
}

func (c *Coach) putToVote(tx Tx, p Poll, votes []Vote, now time.Time) error {
	for _, v := range votes {
		rep, err := whoIs(tx, v.RepID)
		if err != nil {
			return err
		}
		if err := c.putQuestion(tx, p, BestIdeaPost, bestIdeaKey(p.ID, rep.ID), rep, now); err != nil {
			return err
		}
	}
	return nil
}

// tellResult writes what came of an idea round to the manager, and to everybody who
// was asked, where there is something to tell.
func (c *Coach) tellResult(tx Tx, p Poll, votes []Vote, ideas int, now time.Time) error {
	to := managersOf(p)
	for _, v := range votes {
		if ideas > 0 && !slices.Contains(to, v.RepID) {
			to = append(to, v.RepID)
		}
	}
	for _, id := range to {
		rep, err := whoIs(tx, id)
		if err != nil {
			return err
		}
		at := c.reachable(rep, now)
		if id == p.ClosedBy {
			at = now
		}
		if _, err := plan(tx, Post{Key: resultKey(p.ID, id), Kind: ResultPost, To: id, Ref: p.ID, NextAt: at}, now); err != nil {
			return err
		}
	}
	return nil
}
