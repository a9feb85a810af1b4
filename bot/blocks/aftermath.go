package blocks

import (
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// answered is what to do once words of ours were answered: how to listen, and the
// form for what came of it. Nothing of it sells.
func answered(a coach.Advice, r Reader) []slack.Block {
	if a.After == nil {
		return nil
	}
	lines := []string{"*" + cameOf[a.After.Family] + "*"}
	for _, s := range a.After.Steps {
		if s.Note != "" {
			lines = append(lines, "_"+strings.ReplaceAll(Escape(s.Note), "_", "")+"_")
		}
	}
	if a.After.ToLearn != "" {
		lines = append(lines, "You wanted to learn: "+line(clip(a.After.ToLearn, 300)))
	}
	text := strings.Join(lines, "\n")
	if !r.may(a.Deal) {
		return []slack.Block{section(text)}
	}
	return []slack.Block{choice(text, button("What happened", Action{Verb: Happened, ID: a.Deal.ID, Arg: a.After.TouchID}))}
}

// cameOf says what was answered, by the family of the play.
var cameOf = map[string]string{
	"apology":       "They answered your apology",
	"second-effort": "They answered your second effort",
	"real-reason":   "They answered your questions",
}

// Fields of the forms about an answer.
const (
	FieldLesson = "lesson"
	FieldHow    = "how"
)

// AfterForm is **What happened**: what they said, and the lesson for next time.
func AfterForm(d coach.Deal, after coach.Aftermath, meta string) slack.ModalViewRequest {
	bs := []slack.Block{about(d), section("Write down what they said, as they said it. There's nothing to answer here, and nothing to put right.")}
	if after.ToLearn != "" {
		bs = append(bs, section("*You wanted to learn:* "+line(clip(after.ToLearn, 300))))
	}
	bs = append(bs,
		input(FieldText, "What did they say?", false, longInput("", "In their words", coach.MaxFact)),
		hint(input(FieldKind, "What is it?", false, menu("Choose", string(usually[after.Family]), learned())), "Scripts may come back to it. Choose the note, and they won't."),
		input(FieldLesson, "The one thing I learned for next time", true, textInput("", "Say the delay before they notice it", coach.MaxFact)))
	return newForm("What happened", "Save", Action{Verb: Happened}, meta, bs...)
}

// usually is what an answer mostly is, by the family of the play.
var usually = map[string]coach.FactKind{"apology": coach.OwnMiss, "second-effort": coach.Statement, "real-reason": coach.RealReason}

// learned are the kinds that what they said may be.
func learned() []option {
	var os []option
	for _, k := range coach.LearnedKinds {
		if k != coach.Lesson {
			os = append(os, option{string(k), KindLabel(k)})
		}
	}
	return os
}

// WrittenDown is the card after **What happened**.
func WrittenDown(a coach.Advice, lesson bool, r Reader) Message {
	if lesson {
		return Followup(a, r, "Kept: what they said, and what you learned", nil)
	}
	return Followup(a, r, "Kept: what they said", nil)
}

// whyNo is why they said no, with the way to note the real reason while nobody knows it.
func whyNo(a coach.Advice, r Reader) []slack.Block {
	why, no := a.Reasons()
	if !no || a.Deal.Stage.Closed() && a.Deal.RealReason != "" {
		return nil
	}
	text := reasons(a.Situation)
	if why.Real != "" || !r.may(a.Deal) {
		return []slack.Block{section(text)}
	}
	return []slack.Block{choice(text, button("The real reason", Action{Verb: RealWhy, ID: a.Deal.ID}))}
}

// ReasonWhyForm is **The real reason**: what is behind the no, and how the rep knows.
// What is only a guess is kept as one, and never said.
func ReasonWhyForm(d coach.Deal, why coach.Reasons, today coach.Date, meta string) slack.ModalViewRequest {
	bs := []slack.Block{about(d)}
	if why.Stated != "" {
		text := "*Stated:* " + line(clip(why.Stated, 300)) + "."
		if why.Polite {
			text += " That's often a polite cover, so ask once, kindly, what else spoke against it."
		}
		bs = append(bs, section(text))
	}
	frame, _ := coach.FrameOf(coach.RealReason)
	example, _ := coach.AskExample(coach.RealReason)
	bs = append(bs,
		input(FieldReal, "What is really behind it?", false, textInput(why.Guess, "In their words, if they told you", coach.MaxReason)),
		input(FieldHow, "How do you know?", false, menu("Choose", "", hows)),
		input(FieldDate, "Date", true, dateInput(today)),
		hint(input(FieldSayAs, "Say it as: "+frame.Begin+" …", true, textInput("", frame.Hint, maxSayAs)), "How you would go on aloud."),
		askAs(coach.FactDraft{}, example, false))
	return newForm("The real reason", "Save", Action{Verb: RealWhy}, meta, bs...)
}

// hows are the ways to know.
var hows = []option{
	{coach.ToldOnCall, "They told me on a call"}, {coach.ToldInMeeting, "They told me in a meeting"},
	{coach.ToldByEmail, "They wrote it"}, {coach.Guessed, "It's my guess"},
}

// ReasonTold is the card after **The real reason**.
func ReasonTold(a coach.Advice, guessed bool, r Reader) Message {
	if guessed {
		return Followup(a, r, "Kept as a guess. No script says it until they confirm it", nil)
	}
	return Followup(a, r, "Kept: the real reason, confirmed by them", nil)
}
