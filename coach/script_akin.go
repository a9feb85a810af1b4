package coach

import (
	"regexp"
	"strings"
)

// Akin is the same words with only those facts that have to do with what stands
// in a slot: a statement is named as the reason for a story only when the story
// is about it. Where nobody can tell by the words, it counts as no kin; then the
// line falls back to one that claims no link.
func (w words) Akin(s slot) words {
	w.kin = "\x00"
	if len(s) > 0 {
		w.kin = s[0].tail
		if f := s[0].fact; f != nil {
			w.kin = f.Text + " " + f.SayAs
		}
	}
	return w
}

// kinship is a fact and what it may have to do with. Many lines ask for the same.
type kinship struct {
	to   string
	fact *Fact
}

func (w words) isKin(f *Fact) bool {
	key := kinship{w.kin, f}
	is, known := w.kins[key]
	if !known {
		is = akin(w.kin, f.Text+" "+f.SayAs)
		w.kins[key] = is
	}
	return is
}

// akin says that two texts are about the same thing, as far as their words tell:
// they share a word that means something, or a matter.
func akin(a, b string) bool {
	seen := map[string]bool{}
	for _, s := range stems(a) {
		seen[s] = true
	}
	for _, s := range stems(b) {
		if seen[s] {
			return true
		}
	}
	for _, re := range matters {
		if re.MatchString(a) && re.MatchString(b) {
			return true
		}
	}
	return false
}

// matters are what facts are commonly about.
var matters = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\b(staff\w*|hir(e|es|ing)|recruit\w*|shifts?|posts?|vacanc\w+|turnover|train(ing|ed)?|agency|overtime|crews?|pickers?|drivers?|nurses?|fitters?|apprentic\w+|sick(ness)?|rota)\b`),
	regexp.MustCompile(`(?i)(\b(pric\w+|costs?|pay(ing|s)?|paid|margins?|money|cash|spend\w*|invoices?|expens\w+|sav(e|es|ing|ings)|overtime|profit\w*|budget\w*)\b|[$€£])`),
	regexp.MustCompile(`(?i)\b(errors?|mistakes?|scrap|returns?|complain\w*|defects?|rejects?|wast\w+|rework|quality)\b`),
	regexp.MustCompile(`(?i)\b(late|delays?|deadlines?|wait\w*|backlog|slow\w*|lead times?|downtime|queue\w*)\b`),
	regexp.MustCompile(`(?i)\b(sites?|depots?|plants?|workshops?|branch(es)?|offices?|warehouses?|clinics?|premises|moving|relocat\w+|open(s|ed|ing)?|merg\w+|expan\w+)\b`),
	regexp.MustCompile(`(?i)\b(data|systems?|software|spreadsheets?|paper(work)?|records?|migrat\w+|digital|IT)\b`),
}

var wordOf = regexp.MustCompile(`\p{L}{4,}`)

// tooCommon are words that two facts share by chance.
var tooCommon = wordSet("about after again ahead also back because been before being between both business calls came case come could customer deal doing done down each even ever every find first four from gave gets give goes going half have having help here into just keep kept last less like long lose lost made make many mention month more most much need never next nine none once only other over part past people same said says seven short since some still such take takes tell than that their them then there these they thing this those three time told under until used very want week well were what when where which while will with within without work would year your firm firms today yours")

// stems are the words of a text that mean something, without their endings.
func stems(text string) []string {
	var out []string
	for _, w := range wordOf.FindAllString(strings.ToLower(text), -1) {
		w = strings.TrimSuffix(w, "s")
		if tooCommon[w] || tooCommon[w+"s"] {
			continue
		}
		for _, end := range []string{"ing", "ed", "er", "e"} {
			if short := strings.TrimSuffix(w, end); short != w && len(short) >= 4 {
				w = short
				break
			}
		}
		out = append(out, w)
	}
	return out
}
