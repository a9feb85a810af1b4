package coach

import "strings"

// Sounding is how a fact would be said in a script, for a look before saving.
type Sounding struct {
	Kind     FactKind // the one chosen, or guessed from the text
	Sentence string   // the finished sentence, with the rep's question or what usually follows; "" when it cannot be said
	Quoted   bool     // nobody has put it into spoken words: the sentence quotes the plain text
	Unasked  string   // why the question under *Ask it as* is not asked, in a sentence; "" where it is, or none is there
}

// Sounds says how a fact would sound in the words of a deal. It is the zero value
// as long as there is neither a kind nor a text.
func (s *Situation) Sounds(f FactDraft) Sounding {
	if f.Kind == "" && strings.TrimSpace(f.Text) != "" {
		f.Kind = GuessKind(f.Text)
	}
	frame, spoken := FrameOf(f.Kind)
	if !spoken {
		return Sounding{Kind: f.Kind}
	}
	fact := Fact{Kind: f.Kind, Text: f.Text, SayAs: f.SayAs, AskAs: f.AskAs, Source: f.Source, On: f.On, Consent: f.Consent && f.Kind.AsksConsent()}
	w := newWords(&signals{s: s}, "")
	question, unasked := w.questionOrWhy(&fact)
	if said, ok := w.frame(&fact); ok {
		return Sounding{Kind: f.Kind, Sentence: thenAsked(said.sentence, frame.end, question), Unasked: unasked}
	}
	if said, ok := w.Noted().frame(&fact); ok {
		return Sounding{Kind: f.Kind, Sentence: thenAsked(said.sentence, ".", question), Quoted: true, Unasked: unasked}
	}
	return Sounding{Kind: f.Kind, Unasked: unasked}
}

// questionOrWhy is [material.question] or why it is not asked; both are empty where
// there is none.
func (m *material) questionOrWhy(f *Fact) (question, why string) {
	question = m.question(f)
	_, err := QuestionOf(f.AskAs)
	switch {
	case question != "" || strings.TrimSpace(f.AskAs) == "":
		return question, ""
	case askExamples[f.Kind] == "":
		return "", "No question goes with a fact of this kind."
	case err != nil:
		return "", Sentence(err)
	}
	return "", "It names a customer of ours, and they haven't agreed to that."
}

// thenAsked is a sentence with what follows it: the question of the rep's own in the
// place of the one that usually follows.
func thenAsked(sentence, end, question string) string {
	switch usual := strings.HasSuffix(end, "?"); {
	case question == "":
		return sentence + end
	case usual && strings.HasPrefix(end, ","):
		return sentence + ", " + inMidSentence(question)
	case usual:
		return sentence + ". " + question
	}
	return sentence + end + " " + question
}
