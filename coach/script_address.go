package coach

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// How people are addressed: by first name, and by title and last name where the
// name on file carries a title.

// degrees are the titles that people are addressed by, as they are written.
var degrees = map[string]string{"dr": "Dr.", "prof": "Professor", "professor": "Professor", "doctor": "Dr."}

// particles belong to the last name behind them.
var particles = wordSet("van von de der den del della di da dos du ten ter zu la le mac al")

// address is what a person is called to their face: "Dana" for Dana Whitlock,
// "Dr. Weiss" for Dr. Hanna Weiss, "Mr Smith" where no first name is on file. It
// is "" where it takes guessing.
func address(name string) string {
	if last, rest, inverted := strings.Cut(name, ","); inverted && wordCount(last) <= 2 {
		name = rest + " " + last
	}
	fields := strings.Fields(name)
	title, degree, n := titleOf(fields)
	switch surname := lastName(fields[n:]); {
	case n == 0 || len(fields)-n > 1 && !degree:
		return firstName(name)
	case title == "" || surname == "":
		return ""
	default:
		return title + " " + surname
	}
}

// titleOf is the title at the beginning of a name, whether it is one that nobody
// leaves out, and how many of the words are titles.
func titleOf(fields []string) (title string, degree bool, n int) {
	for _, word := range fields {
		bare := strings.ToLower(strings.Trim(word, "."))
		switch d := degrees[bare]; {
		case d != "" && !degree:
			title, degree = d, true
		case d == "" && !honorifics[bare]:
			return title, degree, n
		case title == "" && spokenTitles[bare]:
			title = word
		}
		n++
	}
	return title, degree, n
}

// spokenTitles go before a last name when somebody is spoken to.
var spokenTitles = wordSet("mr mrs ms miss herr frau madame señor señora")

// lastName is the last of some names, with its particles; "" for what is no name.
func lastName(fields []string) string {
	at := len(fields) - 1
	if at < 0 {
		return ""
	}
	last := fields[at]
	if utf8.RuneCountInString(last) < 2 || strings.ContainsFunc(last, notInName) {
		return ""
	}
	if last == strings.ToUpper(last) && utf8.RuneCountInString(last) > 2 {
		last = upperFirst(strings.ToLower(last))
	}
	from := at
	for from > 0 && particles[strings.ToLower(fields[from-1])] {
		from--
	}
	return strings.Join(append(slices.Clone(fields[from:at]), last), " ")
}

// titled says that an address carries a title: "Hi Dr. Weiss" is a little too
// familiar.
func titled(address string) bool { return strings.Contains(address, " ") }

// greeted is "Hi Dana", "Hello Dr. Weiss", or "Hello" for nobody known.
func greeted(to slot) string {
	switch {
	case len(to) == 0:
		return "Hello"
	case titled(to.String()):
		return "Hello " + to.String()
	}
	return "Hi " + to.String()
}

// written is "Hi Dana,", "Dear Dr. Weiss," or "Hello,".
func written(to slot) string {
	if len(to) > 0 && titled(to.String()) {
		return "Dear " + to.String() + ","
	}
	return greeted(to) + ","
}

// dayNames finds days of the week, as people write them.
var dayNames = regexp.MustCompile(`(?i)\b(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:nesdays?)?|thu(?:rs?(?:days?)?)?|fri(?:days?)?|saturdays?|sundays?)\b`)

// namedDays is the days of the week that a text names: "mon", "tue".
func namedDays(text string) []string {
	days := dayNames.FindAllString(strings.ToLower(text), -1)
	for i, d := range days {
		days[i] = d[:3]
	}
	return days
}

// badDays is the days of the week that stand in what troubles them or in what
// they told us: whoever is swamped on Mondays is offered none.
func (w words) badDays() map[string]bool {
	bad := map[string]bool{}
	for i := range w.s.Facts {
		if f := &w.s.Facts[i]; f.Kind == Problem || f.Kind == Statement {
			for _, day := range namedDays(f.Text + " " + f.SayAs) {
				bad[day] = true
			}
		}
	}
	return bad
}
