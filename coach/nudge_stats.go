package coach

// Precision is how many of the deals in nudges something was done about.
type Precision struct {
	Acted, Ignored int
}
