package coach

import (
	"cmp"
	"slices"
)

// Results is what plays have achieved for a team or a rep, by situation. A nil
// one knows nothing.
type Results struct {
	Plays map[PlayIn]Yield
}

// PlayIn is a play in a situation: the row of the decision table that led to it,
// 0 where none did.
type PlayIn struct {
	Row    int
	PlayID string
}

// Yield is what came of one play in one situation. Replies, next steps and wins
// are separate: a reply is no win.
type Yield struct {
	Used      int // uses that have had their chance: see [Uses] for what is one
	Waiting   int // uses that may still be answered; they are counted later
	Replies   int // of those used, answered before anything else was sent
	NextSteps int // of these, with a meeting booked, or by a call or a visit of theirs
	Stops     int // of those used, told to leave them alone
	Closed    int // deals closed in which it was used …
	Wins      int // … and those of them that were won
}

// answerWithin is how many calendar days a use may wait for its answer before it
// counts as one without [D]. A number that has yesterday's emails in it as
// failures would be too low for whoever works the most.
const answerWithin = 14

// take adds what came of the plays of one deal.
//
// A deal that was won is a win for each play that was used on it, once, however
// often: nobody knows which of them did it, and a share for each would claim to.
// So wins of different plays do not add up to deals, and say less than replies.
// Uses on a deal belong to the rep who has it now.
func (r *Results) take(d PlayedDeal, today Date) {
	for u := range d.Uses.All() {
		key := PlayIn{u.Row, u.PlayID}
		y := r.Plays[key]
		y.Used += u.Used
		closed := u.Row == wonRow || u.Row == lostRow // the file was closed when it was used, or had been
		if u.Waiting && (closed || d.Stage == Open) && today.Sub(d.LastOn) < answerWithin {
			y.Used--
			y.Waiting++
		}
		y.Replies += u.Replies
		y.NextSteps += u.NextSteps
		y.Stops += u.Stops
		if d.Stage.Closed() && u.Row != wonRow { // thanks have won nothing
			y.Closed++
			if d.Stage == Won {
				y.Wins++
			}
		}
		if r.Plays == nil {
			r.Plays = map[PlayIn]Yield{}
		}
		r.Plays[key] = y
	}
}

// Of is what a play has achieved in a situation.
func (r *Results) Of(row int, playID string) Yield {
	if r == nil {
		return Yield{}
	}
	return r.Plays[PlayIn{row, playID}]
}

// Early says that it is too early to tell: fewer than 20 uses.
func (y Yield) Early() bool { return y.Used < enoughUses }

// Rate is the share of uses that are answered, as far as one can tell: the mean
// of the posterior, drawn towards one in five while there are few.
func (y Yield) Rate() float64 {
	a, b := y.posterior()
	return a / (a + b)
}

// Interval is where the share of answered uses probably lies: four times out of
// five it is within.
func (y Yield) Interval() (lo, hi float64) {
	a, b := y.posterior()
	return betaQuantile((1-credible)/2, a, b), betaQuantile((1+credible)/2, a, b)
}

func (y Yield) posterior() (a, b float64) {
	return priorReplies + float64(y.Replies), priorSilences + float64(y.Used-y.Replies)
}

// rank puts plays that apply equally in a row into the order of what they have
// achieved there. The plays with twenty uses or more change places among
// themselves, the best rate first, in the order of the catalogue where it is the
// same. A play with fewer keeps its place: it is put neither behind nor before
// another on the strength of a few uses, and while its place is the first it is
// used, and so gets its twenty.
func (r *Results) rank(row int, plays []*Play) {
	if r == nil {
		return
	}
	var places []int
	var known []*Play
	for i, p := range plays {
		if !r.Of(row, p.ID).Early() {
			places, known = append(places, i), append(known, p)
		}
	}
	slices.SortStableFunc(known, func(a, b *Play) int {
		return cmp.Compare(r.Of(row, b.ID).Rate(), r.Of(row, a.ID).Rate())
	})
	for i, p := range known {
		plays[places[i]] = p
	}
}

// PlayResult is what a play has achieved in a situation, for the team and for
// the person who asks.
type PlayResult struct {
	PlayIn
	Title string
	Team  Yield
	Own   Yield
}

// table lists results by situation, the one with the most uses first; in each,
// the plays of which one can tell by their rate, then the others by their uses.
func (b *Book) table(team, own *Results) []PlayResult {
	var all []PlayResult
	uses := map[int]int{}
	for at, y := range team.Plays {
		all = append(all, PlayResult{PlayIn: at, Title: b.Title(at.PlayID), Team: y, Own: own.Of(at.Row, at.PlayID)})
		uses[at.Row] += y.Used + y.Waiting
	}
	slices.SortFunc(all, func(a, b PlayResult) int {
		return cmp.Or(
			cmp.Compare(uses[b.Row], uses[a.Row]), cmp.Compare(a.Row, b.Row),
			first(!a.Team.Early(), !b.Team.Early()), cmp.Compare(b.Team.standing(), a.Team.standing()),
			cmp.Compare(b.Team.Used, a.Team.Used), cmp.Compare(a.PlayID, b.PlayID))
	})
	return all
}

func (y Yield) standing() float64 {
	if y.Early() {
		return float64(y.Used + y.Waiting)
	}
	return y.Rate()
}

// SituationName is a row of the decision table in a few words.
func SituationName(row int) string {
	if name := situationNames[row]; name != "" {
		return name
	}
	return "Another situation"
}

var situationNames = map[int]string{
	0: "Used without advice", 4: "Just won", 5: "Lost a while ago",
	6: "A no: the price", 7: "A no: the budget", 8: "A no: the timing", 9: "A no: their current vendor", 10: "A no: some other reason",
	11: "Many tries, never an answer", 12: "Quiet after an apology", 13: "The first follow-up", 14: "A competitor in the running",
	15: "Interested but undecided", 16: "Somebody sent us to them", 17: "Calls that nobody returns", 18: "Somebody stands in between",
	19: "Somebody there speaks for us", 20: "Quiet, with follow-ups left", 21: "The plain follow-ups are used up",
	22: "A long silence, perhaps our doing", 23: "A long silence, probably over", 24: "Follow-ups made, never an answer",
}
