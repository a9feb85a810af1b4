package coach

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// History is the account's story in a sentence, for notes (DL-03).
func (w words) History() slot {
	d, today := w.s.Deal, w.s.Cadence.Today
	var parts []string
	if d.Sent() {
		parts = append(parts, "proposal sent "+on(d.SentOn, today), followedUp(w.s.Cadence.Followups))
	}
	if closed := w.sig.closedOn(); !closed.IsZero() && d.Stage.Closed() {
		parts = append(parts, string(d.Stage)+" "+on(closed, today))
	}
	if t := w.sig.lastAnswer; t != nil {
		parts = append(parts, "last heard "+on(t.On, today)+" ("+string(t.Channel)+", "+t.Outcome.Label()+")")
	}
	return slotOf(upperFirst(strings.Join(parts, ", ")))
}

func followedUp(n int) string {
	if n == 0 {
		return "never followed up"
	}
	return "followed up " + times(n)
}

// noteOf fills a slot for notes with a quotation, which [slotOf] would unwrap.
func noteOf(text string) slot {
	return slot{{saying: saying{sentence: quoted(text), tail: quoted(text)}}}
}

// noReason is what people write where no reason was given.
var noReason = regexp.MustCompile(`(?i)^(none|no reason|unknown|not (known|said|given)|n/?a)$`)

// Stated is the reason they gave, for notes: in the words on file, else as what
// was ticked. It stays unconfirmed until somebody has asked (DL-06).
func (w words) Stated() slot {
	if text, ok := tidy(w.s.Deal.CloseReason); ok && wordCount(text) <= 2*longestAloud && !noReason.MatchString(text) {
		return noteOf(text)
	}
	switch o := w.stated(); o {
	case OtherReason:
		return nil
	case CurrentVendor:
		return slotOf("their current vendor")
	default:
		return slotOf("the " + string(o))
	}
}

// Confirmed is the real reason, for notes, once somebody has asked.
func (w words) Confirmed() slot {
	for i := range w.s.Facts {
		f := &w.s.Facts[i]
		if text, ok := tidy(f.Text); f.Kind == RealReason && !f.guessed() && !w.left(f.Kind) && ok && wordCount(text) <= 2*longestAloud {
			return slot{{saying: saying{sentence: quoted(text), tail: quoted(text)}, fact: f, m: w.material}}
		}
	}
	if text, ok := tidy(w.s.Deal.RealReason); ok && wordCount(text) <= 2*longestAloud {
		return noteOf(text)
	}
	return nil
}

// Gaps is what the file shows that we missed last time, for notes (DL-03): at
// most three, and nothing that it does not show.
func (w words) Gaps() slot {
	var gaps []string
	c := w.s.Cadence
	if !w.known(Goal, Problem, Statement) {
		gaps = append(gaps, "we never found out what they want to reach or what troubles them")
	}
	if w.s.Deal.Sent() && c.Followups < 2 {
		gaps = append(gaps, "the proposal was "+followedUp(c.Followups))
	}
	if channels := w.channels(); len(channels) == 1 && c.Followups > 1 {
		gaps = append(gaps, "everything went by "+string(channels[0]))
	}
	switch {
	case len(w.s.Contacts) == 0:
		gaps = append(gaps, "nobody there is known by name")
	case len(w.s.Contacts) == 1 && w.who.full != "":
		gaps = append(gaps, "nobody but "+w.who.full+" was in the picture")
	}
	return slotOf(strings.Join(gaps[:min(3, len(gaps))], "; "))
}

// channels is every channel on which we tried them since the proposal went out, and
// before the file was closed, where it was.
func (w words) channels() []Channel {
	var found []Channel
	closed := w.s.Deal.ClosedAt
	for i := range w.sig.newest {
		t := &w.sig.newest[i]
		if !closed.IsZero() && t.At.After(closed) {
			continue
		}
		if followup(w.s.Deal.SentOn, *t) && !slices.Contains(found, t.Channel) {
			found = append(found, t.Channel)
		}
	}
	return found
}

// Tried is the channels of the last time, for notes: what this time has to differ
// from (DL-04).
func (w words) Tried() slot { return slotOf(channelList(w.channels())) }

// known says that a fact of one of these kinds is on file, also one that may not
// be spoken.
func (w words) known(kinds ...FactKind) bool {
	return slices.ContainsFunc(w.s.Facts, func(f Fact) bool { return slices.Contains(kinds, f.Kind) })
}

// Unsettled is what qualifying should have settled and the file does not show,
// for notes (DL-31, DL-38).
func (w words) Unsettled() slot {
	var open []string
	for _, q := range []struct {
		kinds []FactKind
		what  string
	}{
		{[]FactKind{Problem, Statement}, "what troubles them"},
		{[]FactKind{Goal, Aspiration}, "what they want to reach"},
		{[]FactKind{Vendor, Competitor}, "who serves them now or else"},
		{[]FactKind{NextStep, AgreedPoint}, "what would come next"},
	} {
		if !w.known(q.kinds...) {
			open = append(open, q.what)
		}
	}
	if w.to.Role == "" {
		open = append(open, "who decides")
	}
	return slotOf(andList(open))
}

// homeworkFor is what to look up for each item of the homework list (DL-10 to
// DL-17), what helps most first.
var homeworkFor = []struct {
	kind FactKind
	what string
}{
	{CompanyEvent, "news of their firm"},
	{MarketTrend, "what is changing in their industry"},
	{Problem, "which problem they face this year"},
	{Easing, "how what we do would ease it"},
	{AnnualReport, "their annual report"},
	{Economy, "what the economy does to them"},
	{Technology, "what new technology does to them"},
	{Rank, "where they stand in their industry"},
	{YearsBefore, "how this year compares with earlier ones"},
	{Article, "an article about them"},
}

// HomeworkLeft is up to three findings that would help most, for notes.
func (w words) HomeworkLeft() slot {
	var left []string
	for _, h := range homeworkFor {
		if !slices.ContainsFunc(w.sig.homework.Items[:], func(i HomeworkItem) bool { return i.Kind == h.kind && i.State == HomeworkDone }) {
			left = append(left, h.what)
		}
	}
	return slotOf(andList(left[:min(3, len(left))]))
}

// Counts is the honest count of a silence, for notes (DL-37): "6 attempts since 12
// January (3 emails, 2 calls, 1 voicemail), and no answer to any of them".
func (w words) Counts() slot {
	counts, n, first := map[Channel]int{}, 0, Date{}
	for i := range w.sig.newest {
		t := &w.sig.newest[i]
		if t.Answered() {
			break
		}
		if followup(w.s.Deal.SentOn, *t) {
			counts[t.Channel]++
			n, first = n+1, t.On
		}
	}
	if n == 0 {
		return nil
	}
	var used []Channel
	for _, c := range Channels {
		if counts[c] > 0 {
			used = append(used, c)
		}
	}
	slices.SortStableFunc(used, func(a, b Channel) int { return cmp.Compare(counts[b], counts[a]) })
	parts := make([]string, len(used))
	for i, c := range used {
		parts[i] = plural(counts[c], spokenChannel(c))
	}
	ending := "and no answer to any of them"
	if n == 1 {
		ending = "and no answer to it"
	}
	return slotOf(fmt.Sprintf("%s since %s (%s), %s", plural(n, "attempt"), strings.TrimPrefix(on(first, w.s.Cadence.Today), "on "), strings.Join(parts, ", "), ending))
}

// spokenChannel is a touch on a channel as a noun that takes a plural.
func spokenChannel(c Channel) string {
	switch c {
	case Text:
		return "text message"
	case Social:
		return "social message"
	case Other:
		return "other attempt"
	}
	return string(c)
}
