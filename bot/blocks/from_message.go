package blocks

import (
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// FromMessageForm is what **Log as touch** starts with. What a message does not say for
// certain is left to the rep: the deal, the channel, and what came of it.
type FromMessageForm struct {
	TouchForm                     // its Deal is zero until one is chosen
	Already   []coach.FromMessage // what the message counts as already
}

// LogFromMessage is the form of **Log as touch**. Choosing a deal draws it anew, with
// the people of that account.
func LogFromMessage(f FromMessageForm) slack.ModalViewRequest {
	var bs []slack.Block
	if len(f.Already) > 0 {
		bs = append(bs, section(already(f.Already, f.Today)))
	}
	bs = append(append(bs, dealMenu(f.Deal)), f.fields()...)
	return newForm("Log as touch", "Log touch", Action{Verb: LogFrom}, f.Meta, bs...)
}

// already says what a message counts as: it is not counted twice there.
func already(all []coach.FromMessage, today coach.Date) string {
	var rows []string
	for _, a := range all[:min(len(all), nearest)] {
		t := a.Touch
		rows = append(rows, "*"+line(a.Deal.Title())+"* ("+touched(t.Channel, t.Outcome, t.Objection)+", "+day(t.On, today)+")")
	}
	return "This message is logged already: " + strings.Join(rows, ", ") + ". It counts once for each deal."
}

// dealMenu looks for a deal while somebody types.
func dealMenu(chosen coach.Deal) slack.Block {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, plain("Type a firm's name", 150), Value)
	fromNothing := 0
	e.MinQueryLength = &fromNothing
	if chosen.ID != "" {
		e.InitialOption = dealOption(chosen)
	}
	b := input(FieldDeal, "Deal", false, e)
	b.DispatchAction = true
	return b
}

// DealOptions are deals as the entries of a menu, at most Slack's hundred.
func DealOptions(deals []coach.Deal) []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, 0, len(deals))
	for _, d := range deals[:min(len(deals), 100)] {
		options = append(options, dealOption(d))
	}
	return options
}

func dealOption(d coach.Deal) *slack.OptionBlockObject {
	var facts []string
	if !d.Amount.IsZero() {
		facts = append(facts, d.Amount.String())
	}
	if d.RepName != "" {
		facts = append(facts, clean(d.RepName))
	}
	switch {
	case d.Stage.Closed():
		facts = append(facts, string(d.Stage))
	case d.Sent():
		facts = append(facts, "sent "+d.SentOn.Format("2 Jan 2006"))
	}
	o := slack.NewOptionBlockObject(d.ID, plain(clean(d.Title()), maxOption), nil)
	if len(facts) > 0 {
		o.Description = plain(strings.Join(facts, " · "), maxOption)
	}
	return o
}
