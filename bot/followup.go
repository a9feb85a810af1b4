package bot

import (
	"context"
	"regexp"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// typed answers /followup and whatever was typed behind it.
func (b *Bot) typed(ctx context.Context, r *request) (Answer, error) {
	return b.command(ctx, r, b.unescape(ctx, r, r.Slash.Text))
}

// command answers a typed command, wherever it was typed.
func (b *Bot) command(ctx context.Context, r *request, text string) (Answer, error) {
	if len(text) > maxCommand {
		return tell(blocks.Sorry("That is too long for one command. Use the Log touch form for long notes: /followup and the name.")), nil
	}
	c, err := b.read(ctx, r, text)
	switch {
	case err != nil:
		return Answer{}, err
	case c.verb == verbList:
		return b.listDue(ctx, r)
	case c.verb == verbHelp:
		return tell(blocks.Help("")), nil
	case c.verb == verbAdd:
		return b.addForm(ctx, r, c.text)
	case len(c.splits) == 0:
		return tell(blocks.Help(text)), nil
	}
	if c.verb == verbCoach {
		return b.coachMe(ctx, r, c.splits[0].name)
	}
	s, m, err := b.resolve(ctx, r, c)
	switch {
	case err != nil:
		return Answer{}, err
	case m.One():
		return b.run(ctx, r, c.verb, s.rest, m.Deal)
	}
	return whichDeal(m, c.verb, s.rest), nil
}

// coachMe is `/followup NAME`.
func (b *Bot) coachMe(ctx context.Context, r *request, name string) (Answer, error) {
	m, a, err := b.o.Coach.Followup(ctx, r.in, name)
	if err != nil || m.One() {
		return b.card(blocks.Followup(a, r.reader, "", nil), err)
	}
	return whichDeal(m, verbCoach, ""), nil
}

// whichDeal asks which deal is meant, when it is not one.
func whichDeal(m coach.Match, verb, rest string) Answer {
	if len(m.Choices) > 0 {
		return tell(blocks.Picker(m, goOn(verb, rest)))
	}
	return tell(blocks.Unknown(m, func(name string) string { return verb + ` "` + name + `" ` + rest }))
}

// read reads a command. Words that begin with a verb are a name all the same
// where a firm's name begins so: "won ton" is no way to close a deal.
func (b *Bot) read(ctx context.Context, r *request, text string) (command, error) {
	c := parseCommand(text, r.ahead)
	if len(c.splits) == 0 || c.verb == verbCoach {
		return c, nil
	}
	is, err := b.o.Coach.IsName(ctx, r.in, plainQuotes(text))
	if is {
		c = command{verb: verbCoach, text: text, splits: whole([]string{plainQuotes(text)}, nil)}
	}
	return c, err
}

// resolve finds the split whose name is known.
func (b *Bot) resolve(ctx context.Context, r *request, c command) (split, coach.Match, error) {
	purpose := coach.ToChange
	if c.verb == verbReopen {
		purpose = coach.ToReopen
	}
	var none coach.Match
	var where split
	for i, s := range c.splits {
		m, err := b.o.Coach.Resolve(ctx, r.in, s.name, purpose)
		if err != nil {
			return s, m, err
		}
		if m.One() || len(m.Choices) > 0 {
			return s, m, nil
		}
		if i == 0 || (len(none.Near) == 0 && len(m.Near) > 0) {
			none, where = m, s
		}
	}
	return where, none, nil
}

// run carries a command out on the deal that is meant.
func (b *Bot) run(ctx context.Context, r *request, verb, rest string, d coach.Deal) (Answer, error) {
	switch verb {
	case verbLog:
		return b.logTyped(ctx, r, d, rest)
	case verbSnooze:
		return b.snoozeTyped(ctx, r, d, rest)
	case verbPause:
		return b.pauseTyped(ctx, r, d, rest)
	case verbWon, verbLost, verbDead:
		return b.closeForm(ctx, r, d, coach.Stage(verb), rest)
	case verbReopen:
		moved, err := b.o.Coach.Reopen(ctx, r.in, d.ID)
		return b.card(blocks.Reopened(moved.Advice, r.reader), err)
	case verbFact:
		return b.factTyped(ctx, r, d, rest)
	}
	a, err := b.o.Coach.Advise(ctx, r.in, d.ID)
	return b.card(blocks.Followup(a, r.reader, "", nil), err)
}

// card is a message as an answer, unless something went wrong on the way to it.
func (b *Bot) card(m blocks.Message, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	return tell(m), nil
}

func (b *Bot) logTyped(ctx context.Context, r *request, d coach.Deal, rest string) (Answer, error) {
	t := parseTouch(rest, r.past)
	if t.Channel == "" || t.Outcome == "" {
		return b.logForm(ctx, r, d.ID, t)
	}
	l, err := b.o.Coach.LogTouch(ctx, r.in, d.ID, t)
	return b.card(blocks.Logged(l, r.reader), err)
}

func (b *Bot) snoozeTyped(ctx context.Context, r *request, d coach.Deal, rest string) (Answer, error) {
	until, ok := r.when(rest)
	if !ok {
		return b.snoozeForm(ctx, r, d)
	}
	m, err := b.o.Coach.Snooze(ctx, r.in, d.ID, until)
	return b.card(blocks.Snoozed(m.Advice, r.reader), err)
}

func (b *Bot) pauseTyped(ctx context.Context, r *request, d coach.Deal, rest string) (Answer, error) {
	reason, until := r.reasonUntil(rest)
	if reason == "" || until.IsZero() {
		return b.reasonForm(ctx, r, d, reason, until)
	}
	m, err := b.o.Coach.Pause(ctx, r.in, d.ID, reason, until)
	return b.card(blocks.Paused(m.Advice, r.reader), err)
}

func (b *Bot) factTyped(ctx context.Context, r *request, d coach.Deal, text string) (Answer, error) {
	if text == "" {
		return b.homeworkForm(ctx, r, d)
	}
	l, err := b.o.Coach.AddFact(ctx, r.in, d.ID, coach.FactDraft{Text: text})
	return b.card(blocks.Learned(l), err)
}

// listDue is **Your follow-ups**.
func (b *Bot) listDue(ctx context.Context, r *request) (Answer, error) {
	q, err := b.o.Coach.Followups(ctx, r.in)
	return b.card(blocks.Queue(q), err)
}

// goOn packs a command for a button that goes on with it.
func goOn(verb, rest string) string { return verb + " " + rest }

// chosen goes on with a command once it is clear which deal is meant.
func (b *Bot) chosen(ctx context.Context, r *request) (Answer, error) {
	verb, rest, _ := strings.Cut(r.action.Arg, " ")
	if r.action.ID == "" { // a near name was accepted: read the command anew
		return replaced(b.command(ctx, r, r.action.Arg))
	}
	d, err := b.o.Coach.Deal(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	return replaced(b.run(ctx, r, verb, rest, d))
}

// replaced puts an answer in the place of the message that was clicked on.
func replaced(a Answer, err error) (Answer, error) {
	if err == nil && a.Message != nil {
		a.Message.Replace = true
	}
	return a, err
}

// past reads a day that has gone by.
func (r *request) past(s string) (coach.Date, bool) {
	d, err := coach.ParseWhen(s, r.today, r.hours, coach.Back)
	return d, err == nil && !d.After(r.today)
}

// when reads a day ahead: "3d", "until Friday", "for two weeks".
func (r *request) when(s string) (coach.Date, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, lead := range []string{"until ", "till ", "for ", "back ", "back on ", "on "} {
		s = strings.TrimPrefix(s, lead)
	}
	if s == "" {
		return coach.Date{}, false
	}
	d, err := coach.ParseWhen(s, r.today, r.hours, coach.Ahead)
	return d, err == nil
}

func (r *request) ahead(s string) bool { _, ok := r.when(s); return ok }

// reasonUntil reads "budget round, back 15 Jan": the date is what ends the
// words, the reason what stands before it.
func (r *request) reasonUntil(s string) (string, coach.Date) {
	words := strings.Fields(s)
	for n := 0; n < len(words); n++ {
		if until, ok := r.when(strings.Join(words[n:], " ")); ok {
			return bare(words[:n]), until
		}
	}
	return bare(words), coach.Date{}
}

// mention is a person as Slack writes them into text.
var mention = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)

// unescape reads typed text: people by their names, where we know them.
func (b *Bot) unescape(ctx context.Context, r *request, s string) string {
	return unescape(mention.ReplaceAllStringFunc(s, func(m string) string {
		rep, err := b.o.Coach.Person(ctx, r.Team, mention.FindStringSubmatch(m)[1])
		if err != nil {
			return m
		}
		return rep.RealName
	}))
}

// unescape reads what Slack made of typed text: entities, and links around
// things that look like addresses.
func unescape(s string) string {
	for {
		start := strings.IndexByte(s, '<')
		end := strings.IndexByte(s[max(start, 0):], '>')
		if start < 0 || end < 0 {
			break
		}
		s = s[:start] + linkText(s[start+1:start+end]) + s[start+end+1:]
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// linkText is what was typed for a piece of Slack markup: the label of a link or
// a channel, else the thing itself.
func linkText(s string) string {
	target, label, ok := strings.Cut(s, "|")
	if ok && label != "" {
		return label
	}
	return strings.TrimPrefix(target, "mailto:")
}
