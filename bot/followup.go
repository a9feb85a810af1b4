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
	if draft, ok := draftIn(text); ok && !b.isName(ctx, r, text) {
		return b.checkTyped(ctx, r, draft)
	}
	if len(text) > maxCommand {
		return tell(blocks.Sorry("That is too long for one command. Use the Log touch form for long notes: /followup and the name.")), nil
	}
	c := parseCommand(text, r.ahead)
	switch {
	case c.verb == verbList:
		return b.listDue(ctx, r)
	case c.verb == verbHelp:
		return tell(blocks.Help("")), nil
	case c.verb == verbSettings:
		return b.openSettings(ctx, r)
	case c.verb == verbValue:
		return b.valueTyped(ctx, r, c.text)
	case c.verb == verbRefs:
		return b.references(ctx, r, 0)
	case c.verb == verbStats:
		return b.stats(ctx, r)
	case c.verb == verbAdd:
		return b.addForm(ctx, r, c.text)
	case len(c.splits) == 0:
		return tell(blocks.Help(text)), nil
	}
	m, err := b.o.Coach.Resolve(ctx, r.in, c.wanted(text))
	if err != nil {
		return Answer{}, err
	}
	verb, rest := verbCoach, ""
	if m.Reading != coach.AsName {
		verb, rest = c.verb, c.splits[m.Reading].rest
	}
	switch {
	case m.One():
		return b.run(ctx, r, verb, rest, m.Situation)
	case len(m.Choices) > 0:
		return tell(blocks.Picker(m, goOn(verb, rest))), nil
	}
	return tell(blocks.Unknown(m, func(name string) string { return verb + " " + inQuotes(name) + " " + rest })), nil
}

// inQuotes is a name as one types it to be taken as a whole. Quotes within it go:
// they do not count in names.
func inQuotes(name string) string { return `"` + strings.ReplaceAll(plainQuotes(name), `"`, " ") + `"` }

// wanted is which deal the command is about.
func (c command) wanted(text string) coach.Wanted {
	var w coach.Wanted
	for _, s := range c.splits {
		w.Names = append(w.Names, s.name)
	}
	if c.verb != verbCoach {
		w.Whole = plainQuotes(text)
	}
	if c.verb == verbReopen {
		w.Purpose = coach.ToReopen
	}
	return w
}

// run carries a command out on the deal that is meant.
func (b *Bot) run(ctx context.Context, r *request, verb, rest string, s coach.Situation) (Answer, error) {
	d := s.Deal
	switch verb {
	case verbLog:
		return b.logTyped(ctx, r, s, rest)
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
		return b.factTyped(ctx, r, s, rest)
	}
	return tell(blocks.Followup(b.o.Coach.AdviseOn(s), r.reader, "", nil)), nil
}

// card is a message as an answer, unless something went wrong on the way to it.
func (b *Bot) card(m blocks.Message, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	return tell(m), nil
}

func (b *Bot) logTyped(ctx context.Context, r *request, s coach.Situation, rest string) (Answer, error) {
	t := parseTouch(rest, r.past)
	if t.On == r.today { // now, which may be another day where the deal's rep is
		t.On = coach.Date{}
	}
	if d, ok := r.when(t.Note); ok && d.After(r.today) {
		return Answer{}, coach.Errorf(coach.Invalid, "That day hasn't come yet. Log a touch once it has happened.")
	}
	if t.Channel == "" || t.Outcome == "" {
		return b.logForm(ctx, r, s.Deal.ID, t)
	}
	l, err := b.o.Coach.LogTouchOn(ctx, r.in, s, t)
	if err != nil {
		return Answer{}, err
	}
	return tell(blocks.LoggedInOneLine(l, b.o.Coach.MayHaveUsed(s, l.Touch), r.reader)), nil
}

func (b *Bot) snoozeTyped(ctx context.Context, r *request, d coach.Deal, rest string) (Answer, error) {
	if rest == "" {
		return b.snoozeForm(ctx, r, d)
	}
	until, err := r.whenSaid(rest)
	if err != nil {
		return Answer{}, err
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

func (b *Bot) factTyped(ctx context.Context, r *request, s coach.Situation, text string) (Answer, error) {
	if text == "" {
		return b.homeworkForm(ctx, r, s)
	}
	l, err := b.o.Coach.AddFact(ctx, r.in, s.Deal.ID, coach.FactDraft{Text: text})
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
	s, err := b.o.Coach.Situation(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	return replaced(b.run(ctx, r, verb, rest, s))
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
	d, err := r.whenSaid(s)
	return d, err == nil
}

// whenSaid is when, with a sentence about words that are no day.
func (r *request) whenSaid(s string) (coach.Date, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, lead := range []string{"until ", "till ", "for ", "back ", "back on ", "on "} {
		s = strings.TrimPrefix(s, lead)
	}
	return coach.ParseWhen(s, r.today, r.hours, coach.Ahead)
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
