package blocks

import (
	"fmt"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// homework is the line about the homework score, where the score keeps a stronger
// question back, or would if nobody had said that it is enough.
func homework(a coach.Advice, r Reader) []slack.Block {
	if a.Draft == nil {
		return nil
	}
	h := a.Homework()
	switch waits := a.Draft.Withheld; {
	case waits != nil:
		text := fmt.Sprintf("*Homework %d of 10.* From %d on, the question can take up %s.", h.Done(), coach.HomeworkFor(waits.Kind), matter(waits.Kind))
		if !r.may(a.Deal) {
			return []slack.Block{section(text)}
		}
		return []slack.Block{choice(text, button("Use what I know", Action{Verb: UseKnown, ID: a.Deal.ID}))}
	case a.Draft.Trusted != nil:
		who := "You"
		if h.By != r.ID {
			who = "<@" + h.By + ">"
		}
		return []slack.Block{small(fmt.Sprintf("Homework %d of 10. %s chose to use what is known.", h.Done(), who))}
	}
	return nil
}

// matter is what a question of a tier is about.
func matter(kind coach.FactKind) string {
	switch kind {
	case coach.Statement:
		return "what they told you"
	case coach.CompanyEvent:
		return "the news about their firm"
	case coach.AnnualReport:
		return "their annual report"
	}
	return "the news from their market"
}

// KnownUsed is the card after **Use what I know**.
func KnownUsed(a coach.Advice, r Reader) Message {
	return Followup(a, r, "The question stands on what you know", &Action{Verb: UseKnown, ID: a.Deal.ID, Arg: TakenBack})
}

// KnownTakenBack is the card after that was undone.
func KnownTakenBack(a coach.Advice, r Reader) Message {
	return Followup(a, r, "Undone. The question waits for your homework again", nil)
}

// LearnedOnCard is the card after a fact was stored or changed on it.
func LearnedOnCard(l coach.Learned, r Reader) Message {
	if l.Fact.ID == "" {
		return Followup(l.Advice, r, "That fact has been removed since", nil)
	}
	return Followup(l.Advice, r, Stored(l), &Action{Verb: Change, ID: l.Advice.Deal.ID, Arg: l.Fact.ID})
}

// Listed is the card after **Homework checklist**.
func Listed(a coach.Advice, n int, r Reader) Message {
	done := fmt.Sprintf("Stored %s. Homework %d of 10", count(n, "finding", "findings"), a.Homework().Done())
	return Followup(a, r, done, nil)
}
