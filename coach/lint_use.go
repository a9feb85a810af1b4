package coach

import (
	"context"
	"slices"
	"strings"
)

// OwnDraft is a draft as a rep hands it in under **Check my draft**.
type OwnDraft struct {
	Text    string
	Channel Channel // empty: not chosen
	PlayID  string  // empty: no play
}

// CheckDraft holds a draft against the playbook and against one deal: the facts on
// file, what its account was sent before on any deal, and the words that the coach
// would write. It changes nothing, and the draft is not kept.
func (c *Coach) CheckDraft(ctx context.Context, in Input, dealID string, d OwnDraft) (Checked, error) {
	w := c.wording(d)
	var sent []SentText
	s, err := c.situation(ctx, in, dealID, func(r Reader, s Situation) (err error) {
		sent, err = sentTo(r, s.Deal)
		return err
	})
	if err == nil {
		err = c.o.Book.mayWrite(&s)
	}
	if err != nil {
		return Checked{}, err
	}
	w.Sent, w.Facts, w.Slots, w.Amount = sent, s.Facts, s.Rep.Slots, s.Deal.Amount
	w.Script = c.ScriptFor(s, d)
	return Check(w), nil
}

// MayWrite is Conflict where whoever a draft would go to asked not to be contacted.
func (c *Coach) MayWrite(s Situation) error { return c.o.Book.mayWrite(&s) }

func (b *Book) mayWrite(s *Situation) error {
	if sig := b.signals(s); sig.optedOut() {
		return leftAlone(sig)
	}
	return nil
}

// CheckTyped holds a draft against the playbook alone: of a text by itself nobody
// knows which deal it is for.
func (c *Coach) CheckTyped(d OwnDraft) Checked { return Check(c.wording(d)) }

// wording is a draft for one of the book's plays. A play or a channel that is not
// known is none: a form can be sent by other things than its menus.
func (c *Coach) wording(d OwnDraft) Wording {
	w := Wording{Text: d.Text, Play: c.o.Book.byID[d.PlayID]}
	if slices.Contains(Channels, d.Channel) {
		w.Channel = d.Channel
	}
	return w
}

// ScriptFor is the words that the coach would write here, by the play and the
// channel of a draft; none where the play may not be used, or is not chosen.
func (c *Coach) ScriptFor(s Situation, d OwnDraft) string {
	if d.PlayID == "" {
		return ""
	}
	a, err := c.o.Book.AdvisePlay(s, d.PlayID, d.Channel)
	if err != nil {
		a, err = c.o.Book.AdvisePlay(s, d.PlayID, "")
	}
	if err != nil || a.Draft == nil {
		return ""
	}
	return a.Draft.Said()
}

// Said is what a draft says, with an empty line between its steps.
func (d *Draft) Said() string {
	var texts []string
	for _, s := range d.Steps {
		if s.Text != "" {
			texts = append(texts, s.Text)
		}
	}
	return strings.Join(texts, "\n\n")
}

// How much of what an account was sent is compared with a draft: the newest touches
// of its latest deals. What is older, nobody there remembers.
const (
	sentDeals   = 10
	sentTouches = 50
)

// sentTo is what an account was sent on all of its deals: the notes of our touches
// that are long enough to be a message.
func sentTo(r Reader, d Deal) ([]SentText, error) {
	deals, err := r.Deals(DealQuery{AccountIDs: []string{d.AccountID}, Limit: sentDeals})
	if err != nil {
		return nil, err
	}
	var sent []SentText
	for _, other := range deals {
		touches, err := r.Touches(other.ID, sentTouches)
		if err != nil {
			return nil, err
		}
		for _, t := range touches {
			if t.ours() && wordCount(t.Note) > comparedFrom {
				sent = append(sent, SentText{Text: t.Note, On: t.On})
			}
		}
	}
	slices.SortStableFunc(sent, func(a, b SentText) int { return b.On.Sub(a.On) })
	return sent[:min(len(sent), mostSent)], nil
}
