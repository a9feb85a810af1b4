package coach

import (
	"slices"
	"strconv"
	"time"
)

// A scene is a row of the decision table as it is met in life: what happened, and
// what is known besides. The rows that have no words have no scene.
type scene struct {
	row     int
	touches func() []Touch // newest first
	facts   []FactKind     // without which the row does not hold
	without FactKind       // with which it does not
	with    func(*Situation)
}

// scenes is a scene for every row that leads to a play, and one more for row 18,
// which is met in two ways.
var scenes = []scene{
	{row: 4, touches: talkedThenQuiet, with: closedAs(Won, 3)},
	{row: 5, touches: before(120, talkedThenQuiet), with: closedAs(Lost, 120)},
	{row: 6, touches: saidNo(Price), without: RealReason},
	{row: 7, touches: saidNo(Budget), without: RealReason},
	{row: 8, touches: saidNo(Timing), without: RealReason},
	{row: 9, touches: saidNo(CurrentVendor), without: RealReason},
	{row: 10, touches: saidNo(OtherReason)},
	{row: 11, touches: tried(Call, Email, Voicemail, Email, Letter, Call)},
	{row: 12, touches: apologisedLongAgo},
	{row: 13, touches: tried()},
	{row: 14, touches: tried(Email), facts: []FactKind{Competitor}},
	{row: 15, touches: talkedLately},
	{row: 16, touches: tried(Email), facts: []FactKind{Referrer}},
	{row: 17, touches: tried(Call, Voicemail, Call)},
	{row: 18, touches: tried(Email), facts: []FactKind{Gatekeeper}},
	{row: 18, touches: bouncedBack},
	{row: 19, touches: tried(Email, Letter), facts: []FactKind{Advocate}},
	{row: 20, touches: tried(Email)},
	{row: 21, touches: talkedThenQuiet, with: func(s *Situation) { s.Us.Gifts = GiftsAllowed }},
	{row: 22, touches: talkedThenQuiet},
	{row: 23, touches: talkedLongAgo},
	{row: 24, touches: tried(Email, Letter, Email, Social)},
}

// situations are the deals on which a scene is played: with no more known than it
// takes, with everything known in spoken words, and with everything as somebody
// wrote it down; each for several deals, because a deal chooses among wordings, and
// every other one with a question to each fact.
func (sc *scene) situations() []Situation {
	var out []Situation
	for _, all := range []bool{false, true} {
		for _, spoken := range []bool{true, false} {
			for i := range dealsOfAScene {
				out = append(out, sc.situation(i, all, spoken))
			}
		}
	}
	return out
}

const dealsOfAScene = 6

func (sc *scene) situation(i int, all, spoken bool) Situation {
	var facts []Fact
	for _, f := range sampleFacts(spoken) {
		if f.Kind == ValueItem && i%3 == 2 { // somebody worth knowing instead of something to send
			f.Person, f.Text, f.SayAs = "Peter Hale", "Peter Hale at Ashford Cold Storage", ""
		}
		if i%2 == 1 {
			f.AskAs = askExamples[f.Kind]
		}
		if f.Consent = true; all && f.Kind != sc.without || slices.Contains(sc.facts, f.Kind) {
			facts = append(facts, f)
		}
	}
	s := sample(sc.touches(), facts, all)
	s.Deal.ID, s.Deal.SentOn = "scene-"+strconv.Itoa(i), sampleDay.Add(-100)
	s.Contacts = []Contact{{ID: "sample", Name: "Dana Whitlock", Role: "head of purchasing"}}
	if !all { // who somebody is, is nearly always known; and then again it is not
		s.Contacts = s.Contacts[:i%2]
	}
	if all {
		s.Deal.HomeworkBy = "sample"
		s.Library = []LibraryItem{{ID: "sample", Text: "a checklist for the first frost", Theme: SaveTime}}
	}
	if sc.with != nil {
		sc.with(&s)
	}
	s.Deal.Tally = Count(s.Deal.SentOn, s.Touches)
	s.Cadence = DefaultRules().Cadence(s.Deal, sampleHours, sampleDay.In(time.UTC).Add(10*time.Hour))
	return s
}

// before is some touches as if they were so many days older.
func before(days int, touches func() []Touch) func() []Touch {
	return func() []Touch {
		older := touches()
		for i := range older {
			older[i].On, older[i].At = older[i].On.Add(-days), older[i].At.AddDate(0, 0, -days)
		}
		return older
	}
}

// closedAs closes a deal some days ago, a hundred days after its proposal went out.
func closedAs(stage Stage, daysAgo int) func(*Situation) {
	return func(s *Situation) {
		s.Deal.SentOn = sampleDay.Add(-daysAgo - 100)
		s.Deal.Stage, s.Deal.ClosedAt = stage, sampleDay.Add(-daysAgo).In(time.UTC)
	}
}

func saidNo(why Objection) func() []Touch {
	return func() []Touch { return []Touch{sampleTouch(0, Call, SaidNo, why)} }
}

// tried is touches without an answer, the first one first, the last of them
// three weeks ago.
func tried(channels ...Channel) func() []Touch {
	return func() []Touch {
		var touches []Touch
		for i, c := range channels {
			touches = append([]Touch{sampleTouch(20+3*(len(channels)-1-i), c, usualOutcome(c), NoObjection)}, touches...)
		}
		return touches
	}
}

func usualOutcome(c Channel) Outcome {
	switch c {
	case Call:
		return NoAnswer
	case Voicemail:
		return LeftMessage
	}
	return Sent
}

// talkedThenQuiet is an answer, and then all that a proposal deserves.
func talkedThenQuiet() []Touch {
	return append(tried(Email, Voicemail, Call, Letter)(), sampleTouch(38, Call, Reached, NoObjection))
}

// talkedLongAgo is the same, so long ago that they have probably gone elsewhere.
func talkedLongAgo() []Touch {
	return append(tried(Email, Voicemail, Call, Letter)(), sampleTouch(90, Email, Replied, NoObjection))
}

func talkedLately() []Touch {
	return []Touch{sampleTouch(14, Email, Sent, NoObjection), sampleTouch(20, Meeting, Reached, NoObjection)}
}

func apologisedLongAgo() []Touch {
	apology := sampleTouch(18, Email, Sent, NoObjection)
	apology.PlayID = "apology"
	return append([]Touch{apology}, sampleTouch(24, Letter, Sent, NoObjection), sampleTouch(30, Call, NoAnswer, NoObjection), sampleTouch(38, Call, Reached, NoObjection))
}

func bouncedBack() []Touch { return []Touch{sampleTouch(6, Email, Bounced, NoObjection)} }

// sampleHours is the calendar of the samples: Mondays to Fridays.
var sampleHours = Hours{Zone: time.UTC, WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}}

// leadsTo says that a play may be wanted in a scene: its row names the play, or
// the play asks to be there. One that settles a task is, after a win, after a
// loss, and while all is open.
func (sc *scene) leadsTo(p *Play) bool {
	if p.Task != "" {
		return slices.Contains([]int{4, 5, 19}, sc.row)
	}
	r := &table[sc.row-1]
	return slices.Contains(r.plays, p.ID) || p.asksFor(r)
}

// sampleOwed is the task that a play settles; nil for one that settles none.
func sampleOwed(p *Play, s *Situation) *owed {
	if p.Task == "" {
		return nil
	}
	helper := Fact{ID: "helper", Kind: Advocate, Text: "knows our work", Person: "Ruth Castell", Consent: true, Source: "call", On: sampleDay.Add(-30)}
	return &owed{task: Task{ID: "task", DealID: s.Deal.ID, Kind: p.Task, DueOn: sampleDay}, touch: s.Touches[0], fact: helper}
}
