package coach

// Book is the play book: every play, parsed and tried out.
type Book struct{ plays []*Play }

// Play is one play of the book.
type Play struct{ PlayInfo }

// PlayInfo is what lists and pickers show of a play.
type PlayInfo struct {
	ID    string // file name without its ending; stored in Touch.PlayID
	Title string
	When  string // when to use it, in a sentence
}

// LoadBook reads the built-in plays with those of the directory own layered over
// them by file name; own may be empty.
func LoadBook(own string) (*Book, error) { return &Book{}, nil }

// Plays lists the plays by title.
func (b *Book) Plays() []PlayInfo { return nil }

// Title is the title of a play, or the id itself where the book has it no more:
// touches outlive plays.
func (b *Book) Title(playID string) string { return playID }

// Advise is what to do about a deal now.
func (b *Book) Advise(s Situation) Advice { return Advice{Situation: s} }

// AdvisePlay is the advice with a play and a form that the rep chose. An empty
// channel stands for the one that fits best.
func (b *Book) AdvisePlay(s Situation, playID string, ch Channel) (Advice, error) {
	return Advice{Situation: s}, Errorf(NotFound, "That play is not in the book any more.")
}
