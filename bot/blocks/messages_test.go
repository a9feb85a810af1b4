package blocks_test

import (
	"fmt"
	"strings"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

var (
	today = coach.Date{Year: 2026, Month: 11, Day: 19} // a Thursday
	dana  = blocks.Reader{ID: "U0DANA"}
	boss  = blocks.Reader{ID: "U0BOSS", Manager: true}
	other = blocks.Reader{ID: "U0OTTO"}
)

func day(month, d int) coach.Date {
	return coach.Date{Year: 2026, Month: 1, Day: 1}.Add(0).Add(daysTo(month, d))
}

func daysTo(month, d int) int {
	want := fmt.Sprintf("2026-%02d-%02d", month, d)
	date, err := coach.ParseDate(want)
	if err != nil {
		panic(err)
	}
	return date.Sub(coach.Date{Year: 2026, Month: 1, Day: 1})
}

func acme() coach.Deal {
	return coach.Deal{
		ID: "d1", AccountID: "a1", Account: "Acme Corporation", Name: "Line 4 retrofit", Amount: coach.Money{Minor: 4_000_000, Currency: "USD"},
		RepID: "U0DANA", RepName: "Dana Whitlock", Stage: coach.Open, SentOn: day(11, 5),
	}
}

func cadence() coach.Cadence {
	return coach.Cadence{Today: today, Followups: 2, Target: 4, Silence: 2, SentAgo: 10, Quiet: 3, Step: 3, DueOn: day(11, 24)}
}

func voicemail() coach.Touch {
	return coach.Touch{ID: "t2", DealID: "d1", Direction: coach.Out, Channel: coach.Voicemail, Outcome: coach.LeftMessage, On: day(11, 16)}
}

func advice() coach.Advice {
	return coach.Advice{
		Situation: coach.Situation{Deal: acme(), Cadence: cadence(), Touches: []coach.Touch{voicemail()}},
		Why:       "They said no on the phone today, and gave the price as the reason.",
		Draft: &coach.Draft{
			PlayID: "second-effort", Title: "Second effort", Channel: coach.Call, Forms: []coach.Channel{coach.Call, coach.Email},
			Steps: []coach.Step{
				{Label: "1 · Empathise", Text: "That makes sense, Priya. It is a lot of money for a line that still runs.", Note: "Then wait."},
				{Label: "2 · Ask", Text: "You told the team in October that night shifts lose an hour to jams.\n\nHow are you covering that hour now?"},
			},
		},
		Used:    []coach.Fact{{ID: "f1", Kind: coach.Statement, Text: "night shifts lose an hour to jams", Source: "site visit", On: day(10, 14)}},
		Missing: []coach.Question{{Kind: coach.Story, Ask: "Which customer had the same trouble?", Why: "Step 3 can then name a result."}},
		Others:  []coach.Alternative{{PlayID: "apology", Title: "Apology", When: "They went silent after several tries.", Why: "Once four follow-ups stay unanswered."}},
	}
}

func TestTheCardReadsAsItShould(t *testing.T) {
	golden(t, "card", blocks.Followup(advice(), dana, "", nil))
	golden(t, "card_for_a_manager", blocks.Followup(advice(), boss, "", nil))
	golden(t, "card_for_a_colleague", blocks.Followup(advice(), other, "", nil))

	a := advice()
	a.Draft, a.Used, a.Missing = nil, nil, nil
	a.Next, a.Why = "Follow-up 3 is due on Tuesday.", "Nothing to do until then."
	golden(t, "card_without_words", blocks.Followup(a, dana, "", nil))

	a.Deal.SentOn, a.Cadence, a.Touches, a.Others = coach.Date{}, coach.Cadence{Today: today, Target: 4}, nil, nil
	a.Next, a.Why = "Send the proposal.", "Follow-ups are counted from that day."
	golden(t, "card_not_sent", blocks.Followup(a, dana, "", nil))
	golden(t, "added_not_sent", blocks.Added(a, dana))

	a = advice()
	a.Deal.PausedUntil, a.Deal.PauseReason, a.Cadence.Paused = day(12, 1), "budget round", true
	golden(t, "card_paused", blocks.Followup(a, dana, "", nil))

	a = advice()
	a.Deal.Stage, a.Deal.CloseReason, a.Deal.RealReason, a.Deal.RevisitOn = coach.Lost, "too expensive", "the plant may move", coach.Date{Year: 2027, Month: 3, Day: 1}
	a.Draft, a.Used, a.Missing, a.Others, a.Why = nil, nil, nil, nil, ""
	golden(t, "card_lost", blocks.Followup(a, dana, "", nil))

	a = advice()
	a.Deal.Stage, a.Deal.CloseReason = coach.Lost, "too expensive"
	a.Why, a.Draft.PlayID, a.Draft.Title = "The file is closed (lost). Since then you noted: “they open a second plant in May”.", "reopen", "Reopen with what has changed"
	golden(t, "card_lost_with_news", blocks.Followup(a, dana, "", nil))

	a = advice()
	a.Deal.RepID, a.Deal.RepName = "", "Milos Franke"
	golden(t, "card_of_nobody_in_slack", blocks.Followup(a, dana, "", nil))

	a = advice()
	a.Why, a.WhyThere = "Follow-up 3 of 4 is due today.", "In this silence you've used email and voicemail, so a letter would be something new."
	a.Channel, a.Draft.Channel = coach.Letter, coach.Letter
	golden(t, "card_on_another_channel", blocks.Followup(a, dana, "", nil))
}

func TestWhatWasDoneIsSaidWithAWayBack(t *testing.T) {
	l := coach.Logged{Touch: voicemail(), Advice: advice()}
	l.Touch.On, l.Touch.Note = today, "asked for Priya, reception was kind"
	golden(t, "logged", blocks.Logged(l, dana))
	l.Twin = true
	golden(t, "logged_twice", blocks.Logged(l, dana))
	l.Twin = false
	golden(t, "logged_in_one_line", blocks.LoggedInOneLine(l, coach.PlayInfo{ID: "twenty-seconds", Title: "Twenty seconds"}, dana))
	l.Words = "Twenty seconds"
	golden(t, "logged_with_its_words", blocks.Logged(l, dana))
	l.Words = ""
	golden(t, "logged_and_undone_since", blocks.Logged(coach.Logged{Advice: advice()}, dana))
	l.Twin, l.Touch.Direction, l.Advice.Deal.Stage, l.Advice.Draft = false, coach.Afterwards, coach.Won, nil
	golden(t, "logged_once_won", blocks.Logged(l, dana))
	golden(t, "undone", blocks.Undone(advice(), l.Touch, dana))

	a := advice()
	a.Deal.SnoozedUntil, a.Cadence.Snoozed = day(11, 24), true
	golden(t, "snoozed", blocks.Snoozed(a, dana))
	golden(t, "awake", blocks.Awake(advice(), dana))
	a = advice()
	a.Deal.PausedUntil, a.Deal.PauseReason, a.Cadence.Paused = day(12, 1), "budget round", true
	golden(t, "paused", blocks.Paused(a, dana))
	a = advice()
	a.Deal.Stage = coach.Won
	golden(t, "closed", blocks.Closed(coach.Moved{Advice: a}, dana))
	a.Deal.Stage, a.Deal.CloseReason, a.Draft, a.Used, a.Missing, a.Others = coach.Dead, "none", nil, nil, nil, nil
	a.Why, a.Next = "The file is closed (dead).", "Nothing to do now. Reopen the file when something has changed for them."
	next := coach.Due{Deal: acme(), Cadence: cadence()}
	next.Deal.ID, next.Deal.Account, next.Deal.Name = "d2", "Castellan & Sons", ""
	for name, c := range map[string]coach.Cadence{
		"ahead":   next.Cadence,
		"today":   {Today: today, Step: 2, Target: 4, Due: true, DueOn: today},
		"overdue": {Today: today, Step: 1, Target: 4, Due: true, Overdue: 3, DueOn: day(11, 16)},
		"answer":  {Today: today, Step: 2, Target: 4, BallOurs: true},
	} {
		next.Cadence = c
		golden(t, "closed_next_best_"+name, blocks.Closed(coach.Moved{Advice: a, Next: next}, dana))
	}
	golden(t, "reopened", blocks.Reopened(advice(), dana))
	golden(t, "added", blocks.Added(advice(), dana))
	golden(t, "sent", blocks.Sent(advice(), dana))

	learned := coach.Learned{Guessed: true, Advice: advice(), Fact: coach.Fact{ID: "f9", Kind: coach.CompanyEvent, Text: "they open a second plant in May"}}
	golden(t, "learned", blocks.Learned(learned))
	learned.Fact.Source, learned.Fact.On = "their newsletter", day(11, 2)
	golden(t, "learned_with_source", blocks.Learned(learned))
	learned.Fact.AskAs = "Who'll run it in the first weeks?"
	golden(t, "learned_with_question", blocks.Learned(learned))
	golden(t, "learned_and_removed_since", blocks.Learned(coach.Learned{Advice: advice()}))
}

func TestSeveralOrNoDealsAreAskedAbout(t *testing.T) {
	m := coach.Match{Query: "acme", More: 15}
	for i := range 10 {
		d := acme()
		d.ID, d.Name = fmt.Sprint("d", i), fmt.Sprint("Line ", i)
		switch i {
		case 1:
			d.SentOn = coach.Date{}
		case 2:
			d.RepID, d.RepName = "", "Milos Franke"
		case 3:
			d.Stage = coach.Lost
		}
		m.Choices = append(m.Choices, d)
	}
	golden(t, "picker", blocks.Picker(m, "log voicemail left message"))
	again := func(name string) string { return "log \"" + name + "\" voicemail" }
	golden(t, "unknown_with_near_names", blocks.Unknown(coach.Match{Query: "acmee", Near: []string{"Acme Corporation", "Acne Labs"}}, again))
	golden(t, "unknown", blocks.Unknown(coach.Match{Query: "zebra"}, again))
}

func TestTheListOfFollowupsIsMostUrgentFirst(t *testing.T) {
	due := func(id, name string, c coach.Cadence) coach.Due {
		d := acme()
		d.ID, d.Name = id, name
		c.Today, c.Target = today, 4
		return coach.Due{Deal: d, Cadence: c}
	}
	q := coach.Queue{Open: 14, Due: []coach.Due{
		due("d1", "Line 1", coach.Cadence{Followups: 1, Quiet: 2, BallOurs: true, DueOn: day(11, 20)}),
		due("d2", "Line 2", coach.Cadence{Followups: 2, Quiet: 12, Due: true, Overdue: 4, DueOn: day(11, 13)}),
		due("d3", "Line 3", coach.Cadence{Quiet: 3, Due: true, DueOn: today}),
	}}
	golden(t, "queue", blocks.Queue(q))
	for i := range 9 {
		q.Due = append(q.Due, due(fmt.Sprint("e", i), fmt.Sprint("Line ", i+4), coach.Cadence{Quiet: 3, Due: true, DueOn: today}))
	}
	golden(t, "queue_long", blocks.Queue(q))
	golden(t, "queue_back", blocks.Queue(coach.Queue{Open: 2, Due: []coach.Due{
		due("d1", "Line 1", coach.Cadence{Followups: 4, Quiet: 9, Overdue: 2, WokeOn: day(11, 17)}),
		due("d2", "Line 2", coach.Cadence{Followups: 1, Quiet: 2, WokeOn: today}),
	}}))
	golden(t, "queue_empty", blocks.Queue(coach.Queue{}))
	golden(t, "queue_nothing_due", blocks.Queue(coach.Queue{Open: 3, Next: coach.Coming{Due: due("d1", "Line 1", coach.Cadence{Step: 2, DueOn: day(11, 24)}), On: day(11, 24)}}))
	asleep := coach.Coming{Due: due("d1", "Line 1", coach.Cadence{Step: 2, DueOn: day(11, 12), Snoozed: true}), On: day(11, 24)}
	golden(t, "queue_nothing_due_but_asleep", blocks.Queue(coach.Queue{Open: 3, Next: asleep}))
	asleep.Cadence.Paused = true
	golden(t, "queue_nothing_due_but_paused", blocks.Queue(coach.Queue{Open: 3, Next: asleep}))
	golden(t, "queue_nothing_ahead", blocks.Queue(coach.Queue{Open: 3}))
}

func TestTheOtherMessagesReadAsTheyShould(t *testing.T) {
	golden(t, "plays", blocks.Plays(advice(), dana))
	a := advice()
	a.Others = nil
	golden(t, "plays_none", blocks.Plays(a, dana))
	golden(t, "help", blocks.Help(""))
	golden(t, "help_for_the_unknown", blocks.Help("frobnicate <!channel>"))
	golden(t, "sorry", blocks.Sorry("Acme Corporation is Dana Whitlock's deal: only they or a manager can change it."))
	golden(t, "open_form", blocks.OpenForm("New proposal", false, blocks.Action{Verb: blocks.Add, Arg: "Acme"}))
	golden(t, "open_form_late", blocks.OpenForm("Log a touch", true, blocks.Action{Verb: blocks.LogTouch, ID: "d1"}))
}

func TestTheFormsReadAsTheyShould(t *testing.T) {
	f := blocks.TouchForm{
		Deal: acme(), Today: today, Meta: `{"d":"d1"}`,
		Plays: []coach.PlayInfo{{ID: "apology", Title: "Apology"}, {ID: "second-effort", Title: "Second effort"}},
		Draft: coach.TouchDraft{PlayID: "second-effort"},
	}
	goldenForm(t, "form_log", blocks.LogForm(f))
	f.Draft = coach.TouchDraft{Channel: coach.Call, Outcome: coach.SaidNo, Objection: coach.Price, On: day(11, 18), Note: "Too steep, she said."}
	f.Contacts = []coach.Contact{{ID: "c1", Name: "Priya Raman", Role: "plant manager"}, {ID: "c2", Email: "buying@acme.example"}}
	goldenForm(t, "form_log_said_no", blocks.LogForm(f))
	from := blocks.FromMessageForm{TouchForm: blocks.TouchForm{
		Today: today, Meta: `{"m":"C1/1763542800.000100"}`, Plays: f.Plays,
		Draft: coach.TouchDraft{On: day(11, 18), Note: "Priya called back: she <likes> it & wants a date."},
	}}
	goldenForm(t, "form_from_message", blocks.LogFromMessage(from))
	from.Deal, from.Contacts, from.Draft.Outcome = acme(), f.Contacts, coach.SaidNo
	from.Already = []coach.FromMessage{{Deal: acme(), Touch: coach.Touch{Channel: coach.Email, Outcome: coach.Replied, On: day(11, 18)}}}
	goldenForm(t, "form_from_message_again", blocks.LogFromMessage(from))
	goldenForm(t, "form_proposal", blocks.ProposalForm(coach.Proposal{}, "", "{}"))
	goldenForm(t, "form_proposal_filled", blocks.ProposalForm(coach.Proposal{Account: "Acme Corp", SentOn: day(11, 1)}, "$40,000", "{}"))
	goldenForm(t, "form_snooze", blocks.SnoozeForm(acme(), day(11, 24), "{}"))
	goldenForm(t, "form_reason", blocks.ReasonForm(acme(), "", coach.Date{}, "{}"))
	goldenForm(t, "form_close", blocks.CloseForm(acme(), "", "", "{}"))
	goldenForm(t, "form_close_won", blocks.CloseForm(acme(), coach.Won, "", "{}"))
	goldenForm(t, "form_close_lost", blocks.CloseForm(acme(), coach.Lost, "price", "{}"))
	goldenForm(t, "form_sent", blocks.SentForm(acme(), today, "{}"))
}

// hostile is what a CRM may hold.
const hostile = "<!channel> <@U0BOSS> <https://evil.example|Acme> & *bold* _it_ `code` ~x~ > quote \u202egnitrever\u202c"

func TestForeignTextIsNeverMarkup(t *testing.T) {
	a := advice()
	a.Deal.Account, a.Deal.Name, a.Deal.RepID, a.Deal.RepName = hostile, hostile, "", hostile
	a.Deal.PauseReason, a.Cadence.Paused, a.Deal.PausedUntil = hostile, true, day(12, 1)
	a.Draft.Title, a.Draft.Subject, a.Why, a.WhyThere = hostile, hostile, hostile, hostile
	a.Draft.Steps = []coach.Step{{Label: hostile, Text: hostile, Note: hostile}}
	a.Used = []coach.Fact{{ID: "f", Text: hostile, Source: hostile, On: today}}
	a.Missing = []coach.Question{{Ask: hostile, Why: hostile}}
	a.Others = []coach.Alternative{{PlayID: "x", Title: hostile, When: hostile, Why: hostile}}
	l := coach.Logged{Touch: voicemail(), Advice: a}
	l.Touch.Note = hostile
	again := func(name string) string { return name }
	for _, m := range []blocks.Message{
		blocks.Followup(a, other, "", nil), blocks.Logged(l, boss), blocks.Closed(coach.Moved{Advice: a, Next: coach.Due{Deal: a.Deal, Cadence: a.Cadence}}, boss), blocks.Plays(a, dana), blocks.Paused(a, boss),
		blocks.Learned(coach.Learned{Advice: a, Fact: a.Used[0]}), blocks.Help(hostile), blocks.Sorry(hostile),
		blocks.Picker(coach.Match{Query: hostile, Choices: []coach.Deal{a.Deal, a.Deal}}, hostile),
		blocks.Unknown(coach.Match{Query: hostile, Near: []string{hostile}}, again),
		blocks.Queue(coach.Queue{Due: []coach.Due{{Deal: a.Deal, Cadence: a.Cadence}}}),
	} {
		if err := blocks.Check(m); err != nil {
			t.Error(err)
		}
		harmless(t, m)
	}
}

// harmless fails when mrkdwn of a message holds markup that we did not put there.
func harmless(t *testing.T, m blocks.Message) {
	t.Helper()
	for _, s := range append(markdowns(t, m), m.Text) {
		for _, bad := range []string{"<!channel", "<@U0BOSS", "<https://evil", "\u202e"} {
			if strings.Contains(s, bad) {
				t.Errorf("%q reaches people as markup in %q", bad, s)
			}
		}
	}
}
