package coach

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strings"
	"time"
)

// words is what the lines of a play may say: the value of its templates. Every
// method gives a slot that is filled or empty. An empty slot is false for {{if}}
// and {{with}}, and a line that prints one cannot be said.
//
//	{{.Hello}}      "Hi Dana, it's Sam", as far as known {{.Dear}}  "Hi Dana," or "Hello,"
//	{{.First}}      "Dana", or "Dr. Weiss"            {{.ByName}}   ", Dana", or nothing
//	{{.Me}}         the name the rep says aloud       {{.Callback}} the rep's number
//	{{.Company}}    our firm                          {{.Offer}}    what we do, in one line
//	{{.Account}}    their firm                        {{.Deal}}     the deal's name
//	{{.Slots}}      "Tuesday at 10 or Thursday at 2"  {{.Days}}     "Thursday or Friday": two working days ahead
//	{{.Since}}      "since we spoke in March"         {{.Objection}} price, budget, timing, current_vendor or other
//	{{.Person}} {{.Standing}} {{.LastWords}}          for notes: who, what happened, what they said last
//	{{if .Talked}}                                    have they talked with us before, and not only to say no?
//	{{if .Tailored}}                                  does the question stand on a statement, or on news of their firm?
//	{{.OneOf "…" "…"}}                                one of several wordings, chosen by the deal
//	{{.Room "…"}}                                     said only in a voicemail that would be curt without it
//	{{.Spare "…"}}                                    left out where the form would be too long with it
//	{{if .Terse}}                                     would it be too long even without all that is spare?
//
// Facts come in the sentence of their frame, without a full stop: {{.Statement}}
// {{.Event}} {{.Report}} {{.Trend}} {{.Words}} {{.Reason}} {{.Goal}} {{.Problem}} {{.Vendor}}
// {{.Result}} {{.Story}} {{.Miss}} {{.Agreed}} {{.NextStep}}
// {{.Hope}} {{.Referrer}} {{.Advocate}} {{.Gatekeeper}} {{.Value}} {{.Rank}}
// {{.YearsBefore}} {{.Easing}} {{.Article}}. {{.Event.Mid}} is for the middle of a sentence (no
// capital), {{.Event.Tail}} without the frame's beginning. {{.Noted.Event}} is
// the safe frame for a fact that nobody has put into spoken words.
// {{.Question.Event}} is for the unexpected question (SE-04): it is there only when
// the fact has to do with their objection, and the homework opens its tier.
// {{.Event.Ask}} is the question that the rep would ask about it (*Ask it as*), with its
// question mark; {{.Event.Ask.Mid}} goes on from a comma. It is empty where nobody wrote
// one, and comes with every slot that stands on a fact (frame_ask.go).
//
// For reviving, giving and ending (script_dl.go, script_dl_notes.go):
//
//	{{.HelloAgain}} "Hi Dana, it's Sam from Northgate" {{.Topic}}    what is proposed: "Cold store controls"
//	{{.Greeting}}   "Hi Dana, Sam from Northgate here." {{.Proposal}} "our proposal “Cold store controls”"
//	{{.HowItEnded}} "You decided against our proposal in June" {{.Because}} "because the time wasn't right"
//	{{.ThatTime}}   "in June"
//	{{if .Declined}} was the last word a no?           {{if .Thanked}} have we asked already why they chose us?
//	{{.Given}}      the reason they gave, also of a closed file: price, budget, timing, current_vendor or other
//	{{.Quarter}}    "the second quarter"              {{.Revisit}}  "in September"
//	{{.New.Event}}  only when it is newer than the last time; also before .Noted and any other fact
//	{{(.Akin .Story).Statement}}                       only when it has to do with the story
//	{{.WhatsNew}}   the strongest of .New.Event, .New.Problem, .New.Trend and .New.Goal; {{.Fresh}} also as plain text
//	{{.Event.Found}} "I've read that you're opening a second depot" {{.Event.Where}} where, when that is a link
//	{{.Item}}       something to give, from the facts or the library: "I came across a short guide"; its Tail goes into a sentence of ours
//	{{.Introduce}}  "Ruth Castell at Harbour Foods", who agreed to it; {{.Introduce.Tail}} is "Ruth", {{.Meet}} "Ruth Castell"
//	{{.Problem.AsSubject}}                             a fact short enough for the subject of an email
//	{{if .Theirs}}  is a problem, a statement or a goal known? {{if .Tale}} a story or a result?
//	{{.TheirResult}} "They cut …", when story and result are one case
//	{{.History}} {{.Stated}} {{.Confirmed}} {{.Gaps}} {{.Tried}} {{.Unsettled}} {{.HomeworkLeft}} {{.Counts}} for notes
//
// What they want and what they said (script_aim.go):
//
//	{{.Aim}}        "When we spoke in February, you told me you want to cut returns by half"
//	{{.SaidNo}}     "On Monday you told me it was a no because of the price"
//	{{if .Wrote}}   have they had messages from us in this silence?
//
// Cases, news and where things came up (script_case.go, script_event.go, script_recall.go):
//
//	{{.Case}}       story and result of one customer  {{.Result.Who}} "a kitchen maker that cut …"
//	{{.Event.Sort}} wins, opens, moves, joins, hires  {{.Event.Headline}} "Your second depot in Leeds"
//	{{.Recall}}     "What stayed with me from our call in February: …"
//	{{.Idea}}       "With us you could …", the idea first where the fact tells it
//	{{.LeftOff}}    "In June the timing was wrong for our proposal, and I left it at that"
//	{{.Sign}}       "Sam, Northgate", under emails    {{if .Promised}} did we promise whoever sent us to call?
//	{{.Now}}         "Now", before news, where the time was named
//
// What makes a question one for this prospect alone (script_sharp.go):
//
//	{{.Statement.BadDay}} "On a day with a lot of changeovers" {{.HardSpot}} "Where do you see a Saturday most at risk?"
//	{{if .Statement.Costs}} is it about money that goes out?
//	{{.Narrowed}}   "How much of those ten years of data does the Southampton depot really need"
//	{{.Friday}} {{.FridayIn}} {{.HowFar}}             the evening to picture and its number, by their goal
//	{{.Problem.Weekdays}} "Monday mornings"           {{.WellClear}} ", well clear of Monday"
//	{{.Story.Alike}} "Same routes as yours"           {{.Story.AskAlike}} "What do your Mondays look like?"
//	{{.Strain}} {{.Result.Known}}                     what a new place makes harder, and whose result that is (script_event.go)
//	{{if .Sent}}    is our proposal with them?
//
// Other people (script_people.go):
//
//	{{.MeFrom}}     "Sam from Northgate"              {{.Whom}} {{.AtFirm}} the contact and their firm, told to others
//	{{.SentBy}} {{.SentByFirst}}                      who sent us, with their leave only
//	{{.Ally}} {{.HelloAlly}} {{.DearAlly}}            who may put in a word for us
//	{{.HelloDoor}} {{.DearDoor}}                      whoever takes the contact's calls
//	{{.Rival}}      "You're also talking to Brightline", where they told us so themselves
//
// Time, tries, and what the team has to give (script_rcfu.go):
//
//	{{.SentSince}}  "since last week", for a proposal just sent
//	{{.Unreturned}} "3 calls", for notes only          {{if .LeftMessage}} a voicemail since yesterday
//	{{.Gift}}       what {{.Item}} gives, by itself and short: "a short guide", or its title in quotes {{.Trade}} their line of business: "transport"
//	{{if .Knows}}   something a question may stand on  {{if .Sized}} a measured result
//
// {{.Gift.Theme}} is what it is worth (RC-18), {{.Gift.Worth}} that as a clause:
// "it may save you some time". {{.Gift.Upper}} begins a line, {{.Gift.Heading}} is a subject.
type words struct {
	*material
	plain  bool   // Noted: the safe frame
	aside  bool   // said to the rep, not to the prospect
	own    bool   // Point: only facts that the rep has a question of their own about
	asking bool   // Question: only what the unexpected question may stand on
	after  Date   // New: only what is newer
	kin    string // Akin: only what has to do with this
}

// material is what one script is made of.
type material struct {
	s         *Situation
	to        Contact // who the words go to; zero when nobody is known
	who       person
	seed      uint64
	objection Objection
	sig       *signals
	without   []FactKind   // left out, so that the words fit the form
	tight     bool         // so is what [words.Spare] says
	brief     bool         // so is what [words.Terse] puts in fewer words
	bare      bool         // so are our firm in the greeting, the offer and the deal's name
	room      bool         // see Room
	using     []*Fact      // facts that the line being rendered stands on
	giving    *LibraryItem // what the line being rendered gives; nil: nothing
	gave      *LibraryItem // what the lines said so far give
	framed    map[framing]said
	kins      map[kinship]bool
	questions map[*Fact]string // see [material.question]
	withheld  []*Fact          // what the question would have stood on with more homework
	unasked   []*Fact          // what the lines would have asked about in the rep's own words
	trusted   []*Fact          // what it may stand on because the rep said so (Deal.HomeworkBy)
	trade     string           // see Trade; worked out when it is first asked for
	tradeRead bool
}

// framing is a fact in one of its frames; said is what came of it. Many
// lines try the same fact, and putting it into words is the costly part.
type framing struct {
	fact         *Fact
	plain, aside bool
	brief        bool
}

type said struct {
	saying
	ok bool
}

func newWords(sig *signals, playID string) words {
	m := &material{s: sig.s, sig: sig, seed: hashOf(sig.s.Deal.ID, playID), objection: sig.objection(), framed: map[framing]said{}, kins: map[kinship]bool{}, questions: map[*Fact]string{}}
	if len(sig.s.Contacts) > 0 {
		m.to = sig.s.Contacts[0]
	}
	m.who = person{first: firstName(m.to.Name), full: strings.TrimSpace(m.to.Name), account: sig.s.Deal.Account}
	return words{material: m}
}

// slot is one value that may be missing. It is a slice because that is what
// text/template takes for false when it is empty, while it still prints itself.
type slot []filled

type filled struct {
	saying
	fact *Fact        // nil: not from a fact
	also *Fact        // a second fact that the words stand on; mostly nil
	item *LibraryItem // nil: not from the library
	m    *material    // nil: from neither
	asks bool         // it is a question of the rep's own; see [slot.Ask]
}

// unsaid marks the place of an empty slot in rendered text; nothing that people
// type contains it.
const unsaid = "\x00"

// String is the words in the slot; an empty one leaves a mark that makes the
// line impossible to say.
func (s slot) String() string { return s.with(func(f filled) string { return f.sentence }) }

// Mid is the words for the middle of a sentence: no capital at the beginning.
func (s slot) Mid() string {
	return s.with(func(f filled) string {
		if f.asks {
			return f.tail
		}
		return lowerFirst(f.sentence)
	})
}

// Tail is the words without the beginning of their frame.
func (s slot) Tail() string { return s.with(func(f filled) string { return f.tail }) }

func (s slot) with(text func(filled) string) string {
	if len(s) == 0 {
		return unsaid
	}
	if s[0].fact != nil {
		s[0].m.using = append(s[0].m.using, s[0].fact)
	}
	if s[0].also != nil {
		s[0].m.using = append(s[0].m.using, s[0].also)
	}
	if s[0].item != nil {
		s[0].m.giving = s[0].item
	}
	return text(s[0])
}

// slotOf fills a slot with words that are no fact. What cannot be spoken, such
// as a name with braces, leaves it empty.
func slotOf(text string) slot {
	text, ok := tidy(text)
	if !ok {
		return nil
	}
	return slot{{saying: saying{sentence: text, tail: text}}}
}

// Noted is the same words with facts in the safe frame.
func (w words) Noted() words { w.plain = true; return w }

// Question is the same words with only those facts that the unexpected question
// may stand on: they have to do with the objection (any fact has, when it is none
// in particular), and the homework opens their tier.
func (w words) Question() words { w.asking = true; return w }

// First is what the contact is called: the first name, or "Dr. Weiss".
func (w words) First() slot { return slotOf(address(w.to.Name)) }

// ByName is ", Dana", or nothing when no name is known.
func (w words) ByName() string {
	if s := w.First(); len(s) > 0 {
		return ", " + s.String()
	}
	return ""
}

// Hello opens a call: "Hi Dana, it's Sam", with what is known of the two names.
func (w words) Hello() string { return Opening(w.to.Name, w.s.Rep.SpokenName, "") }

// Opening is how somebody of that name, of a firm, opens a call to a contact: "Hi
// Dana, it's Sam from Northgate". What is empty, or cannot be said, is left out; a firm
// without a name calls nobody.
func Opening(contact, spokenName, company string) string {
	hello := greeted(slotOf(address(contact)))
	me, us := slotOf(spokenName), slotOf(company)
	if len(me) > 0 {
		hello += ", it's " + me.String()
	}
	if len(me) > 0 && len(us) > 0 {
		hello += " from " + us.String()
	}
	return hello
}

// Dear opens an email: "Hi Dana,", "Dear Dr. Weiss," or "Hello,".
func (w words) Dear() string { return written(w.First()) }

// Me is the name that the rep says aloud.
func (w words) Me() slot { return slotOf(w.s.Rep.SpokenName) }

// Callback is the rep's number.
func (w words) Callback() slot { return slotOf(w.s.Rep.Callback) }

// Company is our firm.
func (w words) Company() slot { return slotOf(w.s.Us.Company) }

// Offer is what we do, in one line.
func (w words) Offer() slot { return slotOf(w.s.Us.Offer) }

// Account is their firm.
func (w words) Account() slot { return slotOf(w.s.Deal.Account) }

// Deal is the deal's name.
func (w words) Deal() slot { return slotOf(w.s.Deal.Name) }

// Objection is the reason they gave: price, budget, timing, current_vendor, or
// other, also when the real reason is on file.
func (w words) Objection() string { return string(w.objection) }

// Slots is the first two of the rep's usual free slots that are on no day which
// is a bad one for them; of none but bad ones, the first two.
func (w words) Slots() slot {
	all, bad := freeSlots(w.s.Rep.Slots), w.badDays()
	good := slices.DeleteFunc(slices.Clone(all), func(slot string) bool {
		return slices.ContainsFunc(namedDays(slot), func(day string) bool { return bad[day] })
	})
	if len(good) == 0 {
		good = all
	}
	return slotOf(twoOf(good))
}

// TwoSlots is the first two of somebody's free slots, as scripts offer them:
// "Tuesday at 10 or Thursday at 2"; the only one when there is no second.
func TwoSlots(slots string) string { return twoOf(freeSlots(slots)) }

func twoOf(slots []string) string { return strings.Join(slots[:min(2, len(slots))], " or ") }

// freeSlots are somebody's free slots, one by one.
func freeSlots(slots string) []string {
	slots = between.ReplaceAllString(slots, "from $1 to ")
	parts := strings.FieldsFunc(strings.NewReplacer(" or ", ",", " and ", ",").Replace(slots), func(r rune) bool {
		return r == ',' || r == ';' || r == '/' || r == '\n'
	})
	var all []string
	for _, p := range parts {
		if p, ok := tidy(p); ok {
			all = append(all, onDay.ReplaceAllString(p, ""))
		}
	}
	return all
}

// The "and" of "between 9 and 11" parts no two slots, and "on Tuesday" does not go
// on from "I could do".
var (
	between = regexp.MustCompile(`(?i)\bbetween ([^,;/]*?) and `)
	onDay   = regexp.MustCompile(`(?i)^on `)
)

// Days is two working days ahead, for a rep whose free hours are not known.
func (w words) Days() slot {
	var days []string
	for d := w.s.Cadence.Today.Add(2); len(days) < 2; d = d.Add(1) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			days = append(days, d.Weekday().String())
		}
	}
	return slotOf(strings.Join(days, " or "))
}

// Since is "since we spoke in March": when they were last heard.
func (w words) Since() slot {
	t := w.sig.lastAnswer
	if t == nil {
		return nil
	}
	how := "since you wrote"
	if t.Channel.Live() {
		how = "since we spoke"
	}
	if t.Channel == Meeting || t.Channel == Visit {
		how = "since we met"
	}
	return slotOf(how + " " + whenSpoken(t.On, w.s.Cadence.Today))
}

// Talked says that they have talked with us before, and not only to say no.
func (w words) Talked() bool { return w.sig.warm() || len(w.Statement()) > 0 }

// Tailored says that the unexpected question stands on a statement, on news of their
// firm or on what the rep has a question about, and not on their reason.
func (w words) Tailored() bool {
	for _, w := range []words{w.Question(), w.Question().Noted()} {
		if len(w.Statement())+len(w.Event())+len(w.Report())+len(w.Point()) > 0 {
			return true
		}
	}
	return false
}

// OneOf is one of several wordings, the same one for the same deal; the shortest where
// the form would be too long else.
func (w words) OneOf(wordings ...string) string {
	if len(wordings) == 0 {
		return unsaid
	}
	if w.tight {
		return slices.MinFunc(wordings, func(a, b string) int { return wordCount(a) - wordCount(b) })
	}
	return wordings[mix(w.seed^hashOf(wordings[0]))%uint64(len(wordings))]
}

// Room is words that are said in a voicemail only where it would be curt without
// them, because the facts in it are short.
func (w words) Room(text string) string {
	if !w.room {
		return ""
	}
	return text
}

// Spare is one of several wordings, left out where the form would be too long with
// it, because names and times are long.
func (w words) Spare(wordings ...string) string {
	if w.tight {
		return ""
	}
	return w.OneOf(wordings...)
}

// Terse says that the words are still too long without what is spare, and have to be
// put in fewer.
func (w words) Terse() bool { return w.brief }

func hashOf(parts ...string) uint64 {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// mix spreads a hash over all of its bits (splitmix64): the low ones of FNV, by
// which a short list is chosen from, hardly differ between two deals.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// Person is who the words go to: "Dana Whitlock (head of purchasing) at Acme".
func (w words) Person() slot {
	if w.who.full == "" {
		return nil
	}
	name := w.who.full
	if role, ok := tidy(w.to.Role); ok {
		name += " (" + role + ")"
	}
	return slotOf(name + " at " + w.s.Deal.Account)
}

// Standing is what has happened since the proposal went out.
func (w words) Standing() slot {
	if !w.s.Deal.Sent() {
		return nil
	}
	c := w.s.Cadence
	text := fmt.Sprintf("the proposal went out %s (%s ago) and has been followed up %s", on(w.s.Deal.SentOn, c.Today), businessDays(c.SentAgo), times(c.Followups))
	if tried := w.sig.tried; len(tried) > 0 {
		text += ", in this silence by " + channelList(tried)
	}
	return slotOf(text)
}

// LastWords is when and how they were last heard, with the note of it.
func (w words) LastWords() slot {
	t := w.sig.lastAnswer
	if t == nil {
		return nil
	}
	text := fmt.Sprintf("%s, %s (%s)", on(t.On, w.s.Cadence.Today), t.Channel, t.Outcome.Label())
	if note, ok := tidy(t.Note); ok && wordCount(note) <= 2*longestAloud {
		text += ": " + quoted(note)
	}
	return slotOf(text)
}

func (m *material) left(kind FactKind) bool { return slices.Contains(m.without, kind) }
