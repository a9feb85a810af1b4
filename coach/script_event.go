package coach

import "regexp"

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

// LeftOff is how it ended, as one goes on from it: "In June the time wasn't right
// for our proposal, and I left it at that". It is empty where nobody declined.
func (w words) LeftOff() slot {
	when := w.ThatTime()
	if !w.Declined() || len(when) == 0 {
		return nil
	}
	begin := upperFirst(when.String())
	if !w.sig.realReasonKnown() {
		switch w.stated() {
		case Timing:
			return slotOf(begin + " the time wasn't right for " + w.Proposal() + ", and I left it at that")
		case Budget:
			return slotOf(begin + " there was no money for " + w.Proposal() + ", and I left it at that")
		case CurrentVendor:
			return slotOf(begin + " you stayed with the people you had, and that was a fair answer")
		}
	}
	return slotOf(begin + " you said no to " + w.Proposal() + ", and I took that as your answer")
}
