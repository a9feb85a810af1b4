package coach

import (
	"regexp"
	"strings"
)

// lateBy finds how late something of ours was: "a week late", "3 weeks too late". A
// single day is left out: to call that long would be too much.
var lateBy = regexp.MustCompile(`(?i)\b(?:(an?|one) (?:whole |full )?(week|fortnight|month)|(two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9]\d) (?:whole |full )?(days|weeks|months)) (?:too )?late\b`)

// unawaited is what nobody waits for.
var unawaited = regexp.MustCompile(`(?i)\b(?:invoic\w+|bill\w*|charg\w+|reminders?|pa(?:id|y\w*))\b`)

// Waited is what our being late was like for them: "A week's a long time when you're
// the one waiting". It is empty for what else went wrong (AP-06).
func (w words) Waited() slot {
	s := w.Miss()
	if len(s) == 0 || w.plain || unawaited.MatchString(s[0].tail) {
		return nil
	}
	m := lateBy.FindStringSubmatch(s[0].tail)
	if m == nil {
		return nil
	}
	long := "A " + strings.ToLower(m[2]) + "'s"
	if m[2] == "" {
		long = upperFirst(strings.ToLower(m[3]+" "+m[4])) + " is"
	}
	s[0].sentence = long + " a long time when you're the one waiting"
	return s
}
