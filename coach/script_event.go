package coach

import (
	"regexp"
	"strings"
)

// sorts are what a piece of news is about, as far as a question may depend on it;
// the first that fits. News of anything closing or going is of none: nobody wants a
// brisk question about that.
var sorts = []struct {
	name string
	re   *regexp.Regexp
}{
	{"", regexp.MustCompile(`(?i)\b(clos(e|es|ed|ing|ure)|sell(s|ing)?|sold|cut(s|ting)?|redundan\w+|lay(s|ing)? off|laid off|insolven\w+|los(e|es|ing|t)|strike|fire|flood\w*|left|leav(e|es|ing))\b`)},
	{"joins", regexp.MustCompile(`(?i)\b(merg\w+|tak(e|es|en|ing) over|took over|takeover|acquir\w+|acquisition)\b`)},
	{"wins", regexp.MustCompile(`(?i)\b(won|wins?|winning|(been )?awarded|land(s|ed|ing) the)\b`)},
	{"moves", regexp.MustCompile(`(?i)\b(mov(e|es|ed|ing) (to|into|from|out|house|premises|the)|relocat\w+)\b`)},
	{"opens", regexp.MustCompile(`(?i)\b(open(s|ed|ing)?|(second|third|another|new) (\p{L}+ ){0,2}(depot|site|plant|workshop|branch|office|shop|clinic|warehouse|store|hotel|house|school|location|hall|line))\b`)},
	{"hires", regexp.MustCompile(`(?i)\b(hir(e|es|ed|ing)|recruit\w*|tak(e|es|ing) on) (\S+ ){0,3}(people|staff|drivers|nurses|fitters|engineers|developers|pickers|apprentices|cooks|teachers|carers|hands|men|women)\b`)},
}

// Sort is what a piece of news is about, to choose a question by: "wins", "opens",
// "moves", "joins" or "hires"; "" for anything else.
func (s slot) Sort() string {
	if len(s) == 0 {
		return ""
	}
	text := s[0].tail
	if f := s[0].fact; f != nil {
		text = f.Text + " " + f.SayAs
	}
	for _, sort := range sorts {
		if sort.re.MatchString(text) {
			return sort.name
		}
	}
	return ""
}

// Now is the word before news, where the time that it is new since has just been
// named; else nothing.
func (w words) Now() string {
	if len(w.ThatTime()) == 0 {
		return ""
	}
	return "Now"
}

// LeftOff is how it ended, as one goes on from it: "In June the timing was wrong
// for our proposal, and I left it at that"; in their own words where they are on file.
// It is empty where nobody declined.
func (w words) LeftOff() slot {
	when := w.ThatTime()
	if !w.Declined() || len(when) == 0 {
		return nil
	}
	begin := upperFirst(when.String())
	if said := w.Words(); len(said) > 0 && !w.brief {
		said[0].sentence = begin + " " + lowerFirst(said[0].sentence)
		if dayPassed(said[0].fact, said[0].tail, w.s.Cadence.Today) {
			said[0].sentence += ", and that's behind you now"
		} else {
			said[0].sentence += ", and I left it at that"
		}
		return said
	}
	if !w.sig.realReasonKnown() {
		switch w.stated() {
		case Timing:
			return slotOf(begin + " the timing was wrong for " + w.Proposal() + ", and I left it at that")
		case Budget:
			return slotOf(begin + " there was no money for " + w.Proposal() + ", and I left it at that")
		case CurrentVendor:
			s := slotOf(begin + " you stayed with the people you had, and that was a fair answer")
			if v := w.Vendor(); len(v) > 0 && wordCount(v[0].tail) <= longestName {
				v[0].sentence = begin + " you stayed with " + v[0].tail + ", and that was a fair answer"
				return v
			}
			return s
		}
	}
	return slotOf(begin + " you said no to " + w.Proposal() + ", and I took that as your answer")
}

var (
	newPlace = regexp.MustCompile(`\bsecond (depot|site|plant|workshop|branch|office|shop|clinic|warehouse|store|hotel|school|hall|line)\b`)
	strains  = []struct {
		of   *regexp.Regexp
		says string
	}{
		{regexp.MustCompile(`(?i)\b(double.?book\w*|booked twice|duplicat\w*)\b`), "it's easy to book the same job twice"},
		{regexp.MustCompile(`(?i)\b(train(ing|ed)?|turnover|recruit\w*|hir(e|ed|ing))\b`), "new people have to learn while the work goes on"},
		{regexp.MustCompile(`(?i)\b(errors?|mistakes?|scrap|returns?|complain\w*|defects?|rework)\b`), "mistakes come easily at first"},
		{regexp.MustCompile(`(?i)\b(late|delays?|wait\w*|lead times?|backlog|deliver\w*)\b`), "things can easily run late at first"},
		{regexp.MustCompile(`(?i)\b(overtime|hours)\b`), "the first months can cost a lot of hours"},
		{regexp.MustCompile(`(?i)\b(stock|inventory|shortages?)\b`), "it's harder to know what lies where"},
	}
)

// Strain is what a place that they open makes harder, of the sort that a result is
// about: "With two workshops, it's easy to book the same job twice". It is empty
// where the two have nothing to do with each other.
func (w words) Strain() slot {
	event, result := w.New().Event(), w.Result()
	if event.Sort() != "opens" || len(result) == 0 {
		return nil
	}
	with := "With one more place to run, "
	if m := newPlace.FindStringSubmatch(event[0].tail); m != nil {
		with = "With two " + pluralOf(m[1]) + ", "
	}
	for _, s := range strains {
		if s.of.MatchString(result[0].tail) {
			return slotOf(with + s.says)
		}
	}
	return nil
}

// Known is a result of a firm that we know: "A kitchen maker we know cut its double
// bookings by two thirds in a quarter".
func (s slot) Known() string {
	return s.with(func(f filled) string {
		if f.subject == "" || strings.Contains(f.subject, " in ") {
			return f.sentence
		}
		return upperFirst(f.subject) + " we know " + f.tail
	})
}

var inMonth = regexp.MustCompile(`^ in (January|February|March|April|May|June|July|August|September|October|November|December)\b`)

// when is " in May" where the note of a piece of news names the month to come, and
// the spoken words leave it out.
func (f filled) when(today Date) string {
	words := strings.Fields(f.tail)
	if f.fact == nil || len(words) < 3 {
		return ""
	}
	end := strings.Join(words[len(words)-3:], " ")
	_, rest, found := strings.Cut(f.fact.Text, end)
	m := inMonth.FindStringSubmatch(rest)
	if !found || m == nil || f.fact.On.IsZero() || today.After(dueDay(strings.ToLower(m[1]), false, f.fact.On)) {
		return ""
	}
	return m[0]
}
