package coach

import "strings"

// Sounding is how a fact would be said in a script, for a look before saving.
type Sounding struct {
	Kind     FactKind // the one chosen, or guessed from the text
	Sentence string   // the finished sentence, with what usually follows; "" when it cannot be said
	Quoted   bool     // nobody has put it into spoken words: the sentence quotes the plain text
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
	fact := Fact{Kind: f.Kind, Text: f.Text, SayAs: f.SayAs, Source: f.Source, On: f.On}
	w := newWords(&signals{s: s}, "")
	if said, ok := w.frame(&fact); ok {
		return Sounding{Kind: f.Kind, Sentence: said.sentence + frame.end}
	}
	if said, ok := w.Noted().frame(&fact); ok {
		return Sounding{Kind: f.Kind, Sentence: said.sentence + ".", Quoted: true}
	}
	return Sounding{Kind: f.Kind}
}
