package blocks

import (
	"github.com/slack-go/slack"

	"salescoach/coach"
)

// The forms' block ids are the names of the coach's input fields, so that an
// error of a field lands on its input; each input's action id is [Value].
const Value = "value"

// Field names of the forms.
const (
	FieldAccount   = "account"
	FieldName      = "name"
	FieldAmount    = "amount"
	FieldSent      = "sent"
	FieldContact   = "contact"
	FieldEmail     = "email"
	FieldPhone     = "phone"
	FieldDeal      = "deal"
	FieldChannel   = "channel"
	FieldOutcome   = "outcome"
	FieldDate      = "date"
	FieldObjection = "objection"
	FieldNote      = "note"
	FieldPlay      = "play"
	FieldKind      = "kind"
	FieldText      = "text"
	FieldSayAs     = "say_as"
	FieldAskAs     = "ask_as"
	FieldDealOnly  = "deal_only"
	FieldSource    = "source"
	FieldUntil     = "until"
	FieldReason    = "reason"
	FieldStage     = "stage"
	FieldReal      = "real_reason"
	FieldRevisit   = "revisit"
	FieldPerson    = "person"
	FieldConsent   = "consent"
	FieldLink      = "link"
	FieldTheme     = "theme"
	FieldIndustry  = "industry"

	FieldOtherIndustry = "other_industry"
)

// form starts a modal. meta travels with it and comes back with the submission.
func newForm(title, submit string, a Action, meta string, bs ...slack.Block) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(title, maxTitle), Submit: plain(submit, maxTitle), Close: plain("Cancel", maxTitle),
		CallbackID: a.Verb, PrivateMetadata: meta, Blocks: slack.Blocks{BlockSet: bs},
	}
}

// about says on top of a form which deal it is about.
func about(d coach.Deal) slack.Block { return small("*" + line(title(d)) + "*") }

func input(field, label string, optional bool, e slack.BlockElement) *slack.InputBlock {
	b := slack.NewInputBlock(field, plain(label, 2000), nil, e)
	b.Optional = optional
	return b
}

func hint(b *slack.InputBlock, text string) *slack.InputBlock {
	b.Hint = plain(text, 2000)
	return b
}

func textInput(initial, placeholder string, limit int) *slack.PlainTextInputBlockElement {
	e := slack.NewPlainTextInputBlockElement(nil, Value)
	if placeholder != "" {
		e.Placeholder = plain(placeholder, 150)
	}
	e.InitialValue, e.MaxLength = clip(initial, limit), limit
	return e
}

func longInput(initial, placeholder string, limit int) *slack.PlainTextInputBlockElement {
	e := textInput(initial, placeholder, limit)
	e.Multiline = true
	return e
}

func dateInput(initial coach.Date) *slack.DatePickerBlockElement {
	e := slack.NewDatePickerBlockElement(Value)
	e.InitialDate = initial.String()
	return e
}

// option is one entry of a menu; the empty value stands for "none".
type option struct{ value, label string }

func menu(placeholder, chosen string, os []option) *slack.SelectBlockElement {
	objects := make([]*slack.OptionBlockObject, len(os))
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain(placeholder, 150), Value)
	for i, o := range os {
		objects[i] = slack.NewOptionBlockObject(o.value, plain(o.label, maxOption), nil)
		if o.value == chosen && chosen != "" {
			e.InitialOption = objects[i]
		}
	}
	e.Options = objects
	return e
}

// tick is a single box to tick.
func tick(label string, ticked bool) *slack.CheckboxGroupsBlockElement {
	o := slack.NewOptionBlockObject(Ticked, plain(label, maxOption), nil)
	e := slack.NewCheckboxGroupsBlockElement(Value, o)
	if ticked {
		e.InitialOptions = []*slack.OptionBlockObject{o}
	}
	return e
}

// Ticked is the value of a box that is ticked.
const Ticked = "yes"

// TouchForm is what the **Log touch** form starts with.
type TouchForm struct {
	Deal     coach.Deal
	Today    coach.Date // in the rep's calendar
	Contacts []coach.Contact
	Plays    []coach.PlayInfo
	Draft    coach.TouchDraft // what is filled in already
	Meta     string
}

// OwnWords is the value of "no play" in the form's menu of plays.
const OwnWords = "own"

// LogForm is the **Log touch** form. The objection is asked for only when they
// said no; choosing an outcome draws the form anew.
func LogForm(f TouchForm) slack.ModalViewRequest {
	bs := append([]slack.Block{about(f.Deal)}, f.fields()...)
	return newForm("Log a touch", "Log touch", Action{Verb: LogTouch}, f.Meta, bs...)
}

// fields are the inputs about the touch itself.
func (f TouchForm) fields() []slack.Block {
	on := f.Draft.On
	if on.IsZero() {
		on = f.Today
	}
	outcome := input(FieldOutcome, "Outcome", false, menu("What came of it?", string(f.Draft.Outcome), outcomes()))
	outcome.DispatchAction = true
	bs := []slack.Block{
		input(FieldChannel, "Channel", false, menu("How did you reach out?", string(f.Draft.Channel), channels())),
		outcome,
	}
	if f.Draft.Outcome == coach.SaidNo {
		bs = append(bs, input(FieldObjection, "Objection", true, menu("What did they give as the reason?", string(f.Draft.Objection), objections())))
	}
	bs = append(bs, input(FieldDate, "Date", false, dateInput(on)))
	if len(f.Contacts) > 1 {
		bs = append(bs, input(FieldContact, "Contact", true, menu("Whom?", f.Draft.ContactID, people(f.Contacts))))
	}
	return append(bs,
		input(FieldNote, "Note", true, longInput(f.Draft.Note, "Their words, as they said them, are worth most.", coach.MaxNote)),
		input(FieldPlay, "Play used", true, menu("Own words", f.Draft.PlayID, plays(f.Plays))))
}

func channels() []option {
	var os []option
	for _, c := range coach.Channels {
		os = append(os, option{string(c), channelLabel(c)})
	}
	return os
}

func outcomes() []option {
	var os []option
	for _, o := range coach.Outcomes {
		os = append(os, option{string(o), capital(o.Label())})
	}
	return os
}

func objections() []option {
	var os []option
	for _, o := range coach.Objections {
		os = append(os, option{string(o), capital(o.Label())})
	}
	return os
}

// people is a menu of contacts, at most Slack's hundred.
func people(cs []coach.Contact) []option {
	var os []option
	for _, c := range cs[:min(len(cs), 100)] {
		os = append(os, option{c.ID, contactLabel(c)})
	}
	return os
}

func contactLabel(c coach.Contact) string {
	label := c.Name
	if label == "" {
		label = c.Email
	}
	if label == "" {
		label = c.Phone
	}
	if c.Role != "" {
		label += ", " + c.Role
	}
	return clean(label)
}

func plays(ps []coach.PlayInfo) []option {
	os := []option{{OwnWords, "Own words"}}
	for _, p := range ps[:min(len(ps), 99)] {
		os = append(os, option{p.ID, p.Title})
	}
	return os
}

// ProposalForm is **New proposal**, filled in with what is known.
func ProposalForm(p coach.Proposal, amount, meta string) slack.ModalViewRequest {
	return newForm("New proposal", "Add", Action{Verb: Add}, meta,
		input(FieldAccount, "Account", false, textInput(p.Account, "The firm, such as Acme Corporation", coach.MaxName)),
		input(FieldName, "Deal", true, textInput(p.Name, "What you propose, such as Renewal 2027", coach.MaxName)),
		input(FieldAmount, "Amount", true, textInput(amount, "$40,000 or €12k", 40)),
		hint(input(FieldSent, "Proposal sent on", true, dateInput(p.SentOn)), "Leave it empty while it isn't out yet. Follow-ups count from this day."),
		input(FieldContact, "Contact", true, textInput(p.Contact.Name, "Who got it?", coach.MaxName)),
		input(FieldEmail, "Email", true, textInput(p.Contact.Email, "", coach.MaxName)),
		input(FieldPhone, "Phone", true, textInput(p.Contact.Phone, "", 40)))
}

// SnoozeForm is **Snooze**.
func SnoozeForm(d coach.Deal, until coach.Date, meta string) slack.ModalViewRequest {
	return newForm("Snooze", "Snooze", Action{Verb: Snooze}, meta,
		about(d),
		hint(input(FieldUntil, "Quiet until", false, dateInput(until)), "I won't mention this deal before that day. A logged touch ends the snooze."))
}

// ReasonForm is **Known reason**.
func ReasonForm(d coach.Deal, reason string, until coach.Date, meta string) slack.ModalViewRequest {
	return newForm("Known reason", "Save", Action{Verb: Reason}, meta,
		about(d),
		input(FieldReason, "Why is nothing moving?", false, textInput(reason, "Budget round in January", coach.MaxReason)),
		hint(input(FieldUntil, "Wakes on", false, dateInput(until)), "The deal stays open and sleeps until that day."))
}

// CloseForm is **Close file**; reason is what was typed already.
func CloseForm(d coach.Deal, stage coach.Stage, reason, meta string) slack.ModalViewRequest {
	stages := []option{{string(coach.Won), "Won"}, {string(coach.Lost), "Lost"}, {string(coach.Dead), "Dead: closed without a decision"}}
	bs := []slack.Block{
		about(d),
		input(FieldStage, "How did it end?", false, menu("Choose", string(stage), stages)),
		hint(input(FieldReason, "Reason they gave", true, textInput(reason, "In their words", coach.MaxReason)), "Needed for lost and dead. For a win: what decided it?"),
	}
	if stage != coach.Won {
		bs = append(bs, hint(input(FieldReal, "The real reason", true, textInput("", "What was behind it, if you asked", coach.MaxReason)),
			"The first reason is often the polite one: price, budget, timing. Leave it empty if you don't know."))
		bs = append(bs, input(FieldRevisit, "Look again on", true, dateInput(coach.Date{})))
	}
	return newForm("Close file", "Close file", Action{Verb: CloseIt}, meta, bs...)
}

// SentForm is **Mark as sent**.
func SentForm(d coach.Deal, today coach.Date, meta string) slack.ModalViewRequest {
	return newForm("Mark as sent", "Save", Action{Verb: MarkSent}, meta,
		about(d), hint(input(FieldSent, "Proposal sent on", false, dateInput(today)), "Follow-ups count from this day."))
}

// OpenForm offers a form behind a button: where Slack gave no way to open it at
// once, or that way was spent by the time we came to it.
func OpenForm(name string, late bool, a Action) Message {
	text := "One more click: " + name + " is a form."
	if late {
		text = "That took too long for Slack to open the form. Nothing was changed; open it here."
	}
	return Message{Text: text, Blocks: []slack.Block{section(text), actions(primary(button(name, a)))}}
}
