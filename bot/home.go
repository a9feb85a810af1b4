package bot

import (
	"context"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// openedHome draws App Home for whoever has just opened it.
func (b *Bot) openedHome(ctx context.Context, r *request) (Answer, error) {
	e := r.Event.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent)
	if e.Tab != "home" {
		return Answer{}, nil // the messages of the same app
	}
	hash := ""
	if e.View != nil {
		hash = e.View.Hash
	}
	v, err := b.drawHome(ctx, r, nil)
	if err != nil {
		return Answer{}, err
	}
	return Answer{After: func(ctx context.Context) { b.putHome(ctx, r, v, hash, nil) }}, nil
}

func (b *Bot) drawHome(ctx context.Context, r *request, done []slack.Block) (slack.HomeTabViewRequest, error) {
	h, err := b.o.Coach.Home(ctx, r.in, b.rooms.near(r.User)...)
	if err != nil {
		return slack.HomeTabViewRequest{}, err
	}
	return blocks.Home(h, r.reader, done...), nil
}

// putHome publishes a Home. hash is that of the one it was drawn to replace: where
// that is no longer what the person has, it is drawn once more as things stand now.
func (b *Bot) putHome(ctx context.Context, r *request, v slack.HomeTabViewRequest, hash string, done []slack.Block) {
	err := b.publish(ctx, r.User, v, hash)
	if refusedWith(err) == "hash_conflict" {
		if v, err = b.drawHome(ctx, r, done); err == nil {
			err = b.publish(ctx, r.User, v, "")
		}
	}
	if err != nil {
		b.o.Log.Warn("a Home was not drawn", "err", Redact(err.Error()))
	}
}

func (b *Bot) publish(ctx context.Context, user string, v slack.HomeTabViewRequest, hash string) error {
	if err := blocks.CheckHome(v); err != nil {
		return err
	}
	req := slack.PublishViewContextRequest{UserID: user, View: v}
	if hash != "" {
		req.Hash = &hash
	}
	_, err := b.o.API.PublishViewContext(ctx, req)
	return err
}

// atHome says that a click came from App Home, and which Home that was.
func (r *request) atHome() (hash string, is bool) {
	if r.Kind != KindClick || r.Interaction.View.Type != slack.VTHomeTab {
		return "", false
	}
	return r.Interaction.View.Hash, true
}

// homeChanges are the verbs whose answer App Home itself gives, because what it shows
// is another then. The answers of the others come as messages.
var homeChanges = map[string]bool{blocks.Undo: true, blocks.TaskDone: true, blocks.TaskReopen: true, blocks.HandBack: true}

// backHome takes the answer to a click on App Home back there.
func (b *Bot) backHome(r *request, a Answer) Answer {
	hash, is := r.atHome()
	if !is || a.Message == nil || !homeChanges[r.action.Verb] {
		return a
	}
	return b.homeAgain(r, hash, r.action.ID, a.Message.Blocks)
}

// homeAgain draws App Home after something was done there. The first block of what a
// message would have said is its first line: what was done, with the way back.
func (b *Bot) homeAgain(r *request, hash, dealID string, said []slack.Block) Answer {
	return Answer{After: func(ctx context.Context) {
		done := said[:min(1, len(said)):1]
		if d, err := b.o.Coach.Deal(ctx, r.in, dealID); err == nil {
			done = append(done, blocks.About(d))
		}
		v, err := b.drawHome(ctx, r, done)
		if err != nil {
			b.o.Log.Warn("a Home was not drawn", "err", Redact(err.Error()))
			return
		}
		b.putHome(ctx, r, v, hash, done)
	}}
}

// showPoll is **Poll status**.
func (b *Bot) showPoll(ctx context.Context, r *request) (Answer, error) {
	if err := managersOnly(r); err != nil {
		return Answer{}, err
	}
	board, err := b.o.Coach.Board(ctx, r.Team, r.action.ID)
	if err == nil && board.Poll.Kind == coach.IdeaRound {
		round, err := b.o.Coach.Ideas(ctx, r.Team, r.action.ID, "")
		return b.card(blocks.IdeasBoard(round, ""), err)
	}
	return b.card(blocks.PollBoard(board, ""), err)
}
