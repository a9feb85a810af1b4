package coach

// Asked is whom a poll of dead leads asks, and about which deals. The zero one asks
// every rep about all of their candidates.
type Asked struct {
	RepID string // only this one
	Days  int    // only deals that nobody touched for so many days of the calendar
}
