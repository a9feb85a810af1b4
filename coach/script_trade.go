package coach

import "regexp"

// trades are the lines of business that a creative touch can be tied to (FU-13),
// by the words in an account's industry or, where that is not known, in its name.
// Words that are as often a family's name (Baker, Carpenter) are not among them.
var trades = []struct {
	name string
	re   *regexp.Regexp
}{
	{"food", regexp.MustCompile(`(?i)\b(foods?|dairy|dairies|baker(y|ies)|brewer(y|ies)|catering|caterers|restaurants?|grocer(y|ies)?|beverages?|meat|fish|bistro|café)\b`)},
	{"transport", regexp.MustCompile(`(?i)\b(logistics?|freight|transport(ation)?|haulage|hauliers?|trucking|couriers?|parcels?|fleet|forwarding|spedition)\b`)},
	{"wood", regexp.MustCompile(`(?i)\b(joinery|joiners|carpentry|furniture|cabinet|kitchens?|timber|woodwork(ing)?)\b`)},
	{"building", regexp.MustCompile(`(?i)\b(construction|builders?|building|roofing|plumbing|scaffolding|architects?|architecture|civil engineering|property|real estate|housing)\b`)},
	{"health", regexp.MustCompile(`(?i)\b(clinics?|hospitals?|health(care)?|dental|dentists?|medical|pharma(cy|cies|ceuticals?)?|surgery|care homes?|nursing)\b`)},
	{"hotel", regexp.MustCompile(`(?i)\b(hotels?|inns?|resorts?|hospitality|guest ?houses?|hostels?)\b`)},
	{"print", regexp.MustCompile(`(?i)\b(print(ing|ers)?|publish(ing|ers)|press|packaging)\b`)},
	{"farming", regexp.MustCompile(`(?i)\b(farms?|farming|agricultur(e|al)|horticulture|nurser(y|ies)|seeds|vineyards?|growers)\b`)},
	{"software", regexp.MustCompile(`(?i)\b(software|saas|information technology|it services|cyber ?security|hosting|cloud)\b`)},
	{"school", regexp.MustCompile(`(?i)\b(schools?|colleges?|universit(y|ies)|education|academ(y|ies)|training)\b`)},
	{"money", regexp.MustCompile(`(?i)\b(banks?|banking|insurance|accounting|accountants|accountancy|tax|audit|auditors|financ(e|ial))\b`)},
	{"law", regexp.MustCompile(`(?i)\b(law|legal|solicitors|lawyers|notar(y|ies)|attorneys)\b`)},
	{"shop", regexp.MustCompile(`(?i)\b(retail(ers?)?|shops?|stores?|wholesale(rs?)?|fashion|boutiques?|garden cent(er|re)s?)\b`)},
	{"metal", regexp.MustCompile(`(?i)\b(metals?|metalwork(ing)?|steel|tools?|tooling|machin(e|es|ery|ing)|engineering|manufactur(ing|ers?)|foundr(y|ies)|automotive|boats?|shipyards?)\b`)},
}

// Trade is their line of business, one of "food", "transport", "wood", "building",
// "health", "hotel", "print", "farming", "software", "school", "money", "law",
// "shop" and "metal"; "" when nothing says which.
func (w words) Trade() string {
	if !w.tradeRead {
		w.trade, w.tradeRead = tradeOf(w.s), true
	}
	return w.trade
}

func tradeOf(s *Situation) string {
	for _, text := range []string{s.Industry, s.Deal.Account} {
		for _, t := range trades {
			if t.re.MatchString(text) {
				return t.name
			}
		}
	}
	return ""
}
