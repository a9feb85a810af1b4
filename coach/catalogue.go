package coach

import "slices"

// Technique is one idea of the method: something that a rep, or the team, can do.
// The families are second effort (SE), dead lead or follow up (DL), silence and
// apology (AP), unreturned calls (RC) and following up proposals (FU).
type Technique struct {
	ID     string // SE-04
	Name   string // in a few words
	What   string // what it says, in a sentence
	Places []Place
}

// Place is where people meet a technique, beside the plays that put it to work
// (their header says so) and the rules of the lint that come from it.
type Place struct {
	Kind PlaceKind
	Name string // what is typed, pressed or read there
	What string // what it does for the technique
}

// PlaceKind is the sort of a place.
type PlaceKind string

// The kinds of places.
const (
	OnCommand PlaceKind = "command" // typed: "/followup stats"
	OnScreen  PlaceKind = "screen"  // words that are read or pressed: "Add homework"
	InTable   PlaceKind = "table"   // rows of the decision table: "3", "4-10"
)

func command(name, what string) Place { return Place{OnCommand, name, what} }
func screen(name, what string) Place  { return Place{OnScreen, name, what} }
func inRows(rows, what string) Place  { return Place{InTable, rows, what} }

// Techniques is the whole catalogue, family by family.
func Techniques() []Technique {
	return slices.Concat(secondEffortIdeas, deadLeadIdeas, apologyIdeas, unreturnedIdeas, proposalIdeas)
}

// isTechnique says whether there is one with this id.
func isTechnique(id string) bool {
	for _, family := range [][]Technique{secondEffortIdeas, deadLeadIdeas, apologyIdeas, unreturnedIdeas, proposalIdeas} {
		if slices.ContainsFunc(family, func(t Technique) bool { return t.ID == id }) {
			return true
		}
	}
	return false
}
