package main

import (
	"strings"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// A rep who makes up buttons of a poll: for somebody else's deal, for the manager, for
// a poll that is closed or of another kind.
func TestAForgedButtonOfAPollIsRefusedInWordsAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	old := coach.Date{Year: 2026, Month: 8, Day: 3}
	acme, foods := d.add(dana, coach.Proposal{Account: "Acme", SentOn: old}), d.add(otto, coach.Proposal{Account: "Foods", SentOn: old})
	poll, ideas := d.asks()
	was := d.kept(acme, foods)
	const manager, somebody, gone = "Only a manager", "for somebody else", "n't there any more"
	refused := func(user string, values map[string]string) {
		t.Helper()
		for value, want := range values {
			if got := d.clicks(user, value); !strings.Contains(got, want) {
				t.Errorf("%.60q shows %q, want %q", value, got, want)
			}
		}
	}
	refused(dana, map[string]string{
		"1|poll.dead|" + poll + "|" + foods + "/0":  somebody,
		"1|poll.alive|" + poll + "|" + foods + "/0": somebody,
		"1|poll.help|" + poll + "|" + foods + "/-1": somebody,
		"1|poll.dead|" + poll + "|":                 somebody,
		"1|poll.dead|nope|" + acme + "/0":           gone,
		"1|poll.dead|" + ideas + "|" + acme + "/0":  somebody,
		"1|poll.page|nope|1":                        gone,
		"1|poll.page|" + ideas + "|1":               somebody,
		"1|poll.send||/0":                           manager,
		"1|poll.remind|" + poll + "|":               manager,
		"1|poll.close|" + poll + "|":                manager,
		"1|poll.files|" + poll + "|":                manager,
		"1|poll.reopen|" + poll + "|":               manager,
		"1|poll.more|" + poll + "|0":                manager,
		"1|poll.words|nope|":                        gone,
		"1|ideas.send||lunch":                       manager,
		"1|ideas.next|" + ideas + "|open":           manager,
		"1|ideas.vote|" + ideas + "|nope/0":         "round is over",
		"1|ideas.vote|" + poll + "|nope/0":          somebody,
		"1|ideas.remove|" + ideas + "|nope":         "taken back",
		"1|ideas.page|" + poll + "|1":               somebody,
		"1|ideas.page|nope|1":                       gone,
	})
	refused(mira, map[string]string{
		"1|poll.dead|" + poll + "|" + acme + "/0":                somebody,
		"1|poll.files|" + poll + "|":                             "still open",
		"1|poll.reopen|" + poll + "|":                            "open already",
		"1|poll.close|" + ideas + "|":                            "no poll of dead leads",
		"1|poll.close|nope|":                                     gone,
		"1|ideas.next|" + poll + "|open":                         "no idea round",
		"1|ideas.send||" + strings.Repeat("x", coach.MaxPrize+1): "120 characters",
	})
	_, err := d.coach.ClosePoll(t.Context(), d.boss("close"), poll)
	must(t, err)
	refused(dana, map[string]string{"1|poll.dead|" + poll + "|" + acme + "/0": "This poll is closed"})
	d.unchanged(was, acme, foods)
	res, err := d.coach.Result(t.Context(), d.ws.TeamID(), poll)
	must(t, err)
	if n := len(res.Of(coach.NoAnswerYet)); n != 2 {
		t.Errorf("%d of 2 are not answered", n)
	}
}

// A form brings back what it was opened for, or anything else.
func TestAForgedFormOfAPollIsRefused(t *testing.T) {
	d := newDesk(t)
	old := coach.Date{Year: 2026, Month: 8, Day: 3}
	acme, foods := d.add(dana, coach.Proposal{Account: "Acme", SentOn: old}), d.add(otto, coach.Proposal{Account: "Foods", SentOn: old})
	poll, _ := d.asks()
	was := d.kept(acme, foods)
	meta := func(poll, deal string) string { return `{"p":"` + poll + `","d":"` + deal + `"}` }
	for _, c := range []struct {
		form, meta string
		in         filled
		want       string
	}{
		{blocks.PollAlive, meta(poll, foods), filled{"text": "mine now"}, "somebody else"},
		{blocks.PollAlive, meta("nope", acme), filled{"text": "x"}, "n't there any more"},
		{blocks.PollAlive, "{", filled{"text": "x"}, "another version"},
		{blocks.PollAlive, meta(poll, acme), filled{"text": strings.Repeat("x", coach.MaxReason+1)}, "500 characters"},
		{blocks.PollHelp, meta(poll, foods), filled{"text": "help"}, "somebody else"},
		{blocks.IdeaAdd, meta(poll, ""), filled{"text": "an idea"}, "somebody else"},
	} {
		if got := d.submits(dana, c.form, c.meta, c.in); !strings.Contains(got, c.want) {
			t.Errorf("%s with %s shows %q, want %q", c.form, c.meta, got, c.want)
		}
	}
	d.unchanged(was, acme, foods)
}
