package coach

// Book is the play book: every play, parsed and tried out.
type Book struct{}
