package coach

import "time"

// LibraryItem is something the team has to give that is of use by itself: an
// article, a tip, research, a contact worth knowing (DL-23…26, RC-15…17). It is
// never about us; what is, is a brochure (RC-16).
type LibraryItem struct {
	ID       string
	Text     string // what it is, as one would say it: "a checklist for moving a cold store in a weekend"
	Link     string // where it lies; may be empty
	Theme    Theme
	Industry string // whom it is for, as the accounts' industries are called; empty: everybody
	AddedBy  string // Slack user id
	AddedAt  time.Time
}

// Theme is what something is worth to them (RC-18): every reason to talk serves
// one of five ends.
type Theme string

// The themes, with the values that are stored.
const (
	EarnMore     Theme = "earn_more"
	SaveTime     Theme = "save_time"
	CutWaste     Theme = "cut_waste"
	SolveProblem Theme = "solve_problem"
	Succeed      Theme = "succeed"
)

// Themes lists the themes in the order of the form.
var Themes = []Theme{EarnMore, SaveTime, CutWaste, SolveProblem, Succeed}

// Label is the theme as people read it.
func (t Theme) Label() string {
	switch t {
	case EarnMore:
		return "earn more"
	case SaveTime:
		return "save time"
	case CutWaste:
		return "cut waste"
	case SolveProblem:
		return "solve the pressing problem"
	case Succeed:
		return "be more successful"
	}
	return string(t)
}
