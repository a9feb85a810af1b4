package blocks

import (
	"fmt"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// FactForm is what the **Add homework** form starts with.
type FactForm struct {
	Situation coach.Situation
	FactID    string          // the fact that is corrected; "" adds one
	Draft     coach.FactDraft // what is filled in already
	Better    bool            // it is about how to say the fact: begin there
	Meta      string
}

// HomeworkForm is **Add homework**; with a fact's id it corrects that one. The words
// of *Say it as* are the end of a sentence whose beginning hangs on the kind, so
// choosing a kind draws the form anew, and **Preview** shows the whole sentence.
func HomeworkForm(f FactForm) slack.ModalViewRequest {
	name, submit, a := "Add homework", "Save", Action{Verb: Homework}
	if f.FactID != "" {
		name, submit, a = "Change homework", "Save change", Action{Verb: Change}
	}
	d := f.Draft
	kind := input(FieldKind, "Kind", true, menu("What sort of fact is it?", string(d.Kind), kinds()))
	kind.DispatchAction = true
	bs := []slack.Block{about(f.Situation.Deal)}
	if f.FactID == "" {
		bs = append(bs, doneSoFar(f.Situation))
	}
	if trouble := trouble(d, f.Situation.Cadence.Today); f.FactID != "" && trouble != "" {
		bs = append(bs, small(trouble))
	}
	bs = append(bs,
		input(FieldText, "What did you learn?", false, longInput(d.Text, "One fact, in a sentence", coach.MaxFact)),
		hint(kind, "Leave it empty and I take it from your words; you can change it afterwards."))
	bs = append(bs, spoken(f)...)
	bs = append(bs, Preview(f.Situation, d))
	bs = append(bs, personFields(d)...)
	bs = append(bs,
		hint(input(FieldSource, "Source", true, textInput(d.Source, "A link, or the occasion: call on Tuesday", coach.MaxReason)), "Scripts use facts that have a source."),
		hint(input(FieldDate, "Date", true, dateInput(d.On)), "The day it was said, published or true. News and trends stay unsaid without one."))
	if cs := f.Situation.Contacts; len(cs) > 1 {
		bs = append(bs, input(FieldContact, "Who", true, menu("Who said it, or is it about?", d.ContactID, people(cs))))
	}
	bs = append(bs, input(FieldDealOnly, "Where it holds", true, tick("Only for this deal, not for the whole firm", d.DealOnly)))
	return newForm(name, submit, a, f.Meta, bs...)
}

// doneSoFar is how far the homework is, with the way to the list.
func doneSoFar(s coach.Situation) slack.Block {
	return choice(fmt.Sprintf("Homework *%d of 10*", s.Homework().Done()), button("Homework checklist", Action{Verb: List, ID: s.Deal.ID}))
}

// trouble is what keeps a fact from counting.
func trouble(d coach.FactDraft, today coach.Date) string {
	switch coach.HomeworkStateOf(d, today) {
	case coach.HomeworkUnsourced:
		return "It has no source yet, so it doesn't count."
	case coach.HomeworkUndated:
		return "It has no date yet, so it doesn't count."
	case coach.HomeworkStale:
		return "It's more than a year old, so it doesn't count any more. Is there anything newer?"
	}
	return ""
}

// spoken is where a fact is put into spoken words: how it is said, and what the rep
// would ask about it.
func spoken(f FactForm) []slack.Block {
	d, sounds := f.Draft, f.Situation.Sounds(f.Draft)
	said := sounds.Sentence != "" && !sounds.Quoted
	example, may := coach.AskExample(d.Kind)
	may = may || d.Kind == ""
	bs := []slack.Block{sayAs(d, f.Better && !(said && may))}
	if may {
		bs = append(bs, askAs(d, example, f.Better && said))
	}
	return bs
}

// askAs is where a rep writes their own question about a fact.
func askAs(d coach.FactDraft, example string, focus bool) slack.Block {
	e := textInput(d.AskAs, example, maxSayAs)
	e.FocusOnLoad = focus
	return hint(input(FieldAskAs, "Ask it as", true, e), "The one question you'd ask them about it. Without it I ask one of mine.")
}

// sayAs is where a rep says a fact as they would aloud.
func sayAs(d coach.FactDraft, focus bool) slack.Block {
	label, example := "Say it as", ""
	if f, ok := coach.FrameOf(d.Kind); ok {
		label, example = "Say it as: "+f.Begin+" …", f.Hint
	}
	e := textInput(d.SayAs, example, maxSayAs)
	e.FocusOnLoad = focus
	return hint(input(FieldSayAs, label, true, e), "How you would go on aloud. Without it I quote what you wrote.")
}

// maxSayAs is the longest *Say it as* and *Ask it as*, in characters.
const maxSayAs = 200

// PreviewBlock is the id of the block that shows the finished sentence.
const PreviewBlock = "preview"

// Preview shows how a fact will sound.
func Preview(s coach.Situation, d coach.FactDraft) *slack.SectionBlock {
	b := section(sounds(s.Sounds(d), d))
	b.BlockID = PreviewBlock
	b.Accessory = slack.NewAccessory(button("Preview", Action{Verb: Sound, ID: s.Deal.ID}))
	return b
}

func sounds(s coach.Sounding, d coach.FactDraft) string {
	text := sentenceOf(s, d)
	if s.Unasked != "" {
		text += "\nI can't ask your question as it stands. " + Escape(s.Unasked)
	}
	return text
}

func sentenceOf(s coach.Sounding, d coach.FactDraft) string {
	kind := Escape(KindLabel(s.Kind))
	switch {
	case s.Kind == "":
		return "How it will sound: choose a kind, or write a line and press Preview."
	case !s.Kind.Spoken():
		return "How it will sound: not at all. This is for your own eyes."
	case s.Sentence == "" && d.Text+d.SayAs == "":
		f, _ := coach.FrameOf(s.Kind)
		return "How it will sound: “" + Escape(f.Begin) + " …”"
	case s.Sentence == "":
		return "How it will sound: nobody can say that to them in one breath. Keep it below 25 words, without brackets, and with “you” instead of “he” or “they”."
	case s.Quoted:
		return "How it will sound (" + kind + "), in your written words: " + Escape(s.Sentence)
	}
	return "How it will sound (" + kind + "): " + Escape(s.Sentence)
}
