package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// date writes <!date^UNIX^FORMAT^LINK|fallback> in the reader's zone, with the
// exact moment behind it. What cannot be read shows its fallback, as in Slack.
func (w *writer) date(body, fallback string) {
	text, at := w.dateText(body, fallback)
	if at.IsZero() {
		w.text(text)
		return
	}
	parts := strings.SplitN(body, "^", 4)
	if len(parts) == 4 && safeURL(unentity.Replace(parts[3])) {
		w.link(unentity.Replace(parts[3]), text)
		return
	}
	w.WriteString(`<time datetime="` + at.UTC().Format(time.RFC3339) + `" title="`)
	w.text(at.Format("Monday, January 2, 2006 at 3:04 PM MST"))
	w.WriteString(`">`)
	w.text(text)
	w.WriteString("</time>")
}

// dateText is the words of a date sequence, and the zero time when it is the
// fallback that is shown.
func (w *writer) dateText(body, fallback string) (string, time.Time) {
	parts := strings.SplitN(body, "^", 4)
	if len(parts) < 3 {
		return unentity.Replace(fallback), time.Time{}
	}
	unix, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || unix < 0 || unix > 1<<40 {
		return unentity.Replace(fallback), time.Time{}
	}
	at := time.Unix(unix, 0).In(w.zone)
	return w.dateFormat(at, unentity.Replace(parts[2])), at
}

// dateFormat fills the {tokens} of a date format; unknown tokens stay as they are.
func (w *writer) dateFormat(at time.Time, format string) string {
	var b strings.Builder
	for format != "" {
		before, rest, ok := strings.Cut(format, "{")
		b.WriteString(before)
		if !ok {
			break
		}
		token, after, closed := strings.Cut(rest, "}")
		text, known := w.dateToken(at, token)
		if !closed || !known {
			b.WriteByte('{')
			format = rest
			continue
		}
		if b.Len() == 0 {
			text = strings.ToUpper(text[:1]) + text[1:] // "Yesterday at 3:04 PM"
		}
		b.WriteString(text)
		format = after
	}
	return b.String()
}

func (w *writer) dateToken(at time.Time, token string) (string, bool) {
	if base, ok := strings.CutSuffix(token, "_pretty"); ok && strings.HasPrefix(base, "date") {
		if near := nearDay(at, w.now.In(w.zone)); near != "" {
			return near, true
		}
		token = base
	}
	year := ""
	if far(at, w.now) {
		year = at.Format(", 2006")
	}
	switch token {
	case "date_num":
		return at.Format("2006-01-02"), true
	case "date":
		return at.Format("January ") + ordinal(at.Day()) + year, true
	case "date_short":
		return at.Format("Jan 2") + year, true
	case "date_long":
		return at.Format("Monday, January ") + ordinal(at.Day()) + year, true
	case "time":
		return at.Format("3:04 PM"), true
	case "time_secs":
		return at.Format("3:04:05 PM"), true
	case "ago":
		return ago(w.now.Sub(at)), true
	}
	return "", false
}

// far says whether Slack shows the year: when the date is half a year away.
func far(at, now time.Time) bool {
	return at.Before(now.AddDate(0, -6, 0)) || at.After(now.AddDate(0, 6, 0))
}

// nearDay is "today" and its neighbours, by the calendar of the reader.
func nearDay(at, now time.Time) string {
	switch dayNumber(at) - dayNumber(now) {
	case 0:
		return "today"
	case -1:
		return "yesterday"
	case 1:
		return "tomorrow"
	}
	return ""
}

// dayNumber counts calendar days, so that a day with 23 or 25 hours is one day.
func dayNumber(t time.Time) int64 {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
}

func ordinal(n int) string {
	suffix := "th"
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

// ago says how long something lies back (or ahead, when d is negative).
func ago(d time.Duration) string {
	if d < 0 {
		return "in " + span(-d)
	}
	if d < time.Minute {
		return "just now"
	}
	return span(d) + " ago"
}

func span(d time.Duration) string {
	for _, u := range []struct {
		unit time.Duration
		name string
	}{{365 * 24 * time.Hour, "year"}, {30 * 24 * time.Hour, "month"}, {24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / u.unit); n == 1 {
			return "1 " + u.name
		} else if n > 1 {
			return fmt.Sprintf("%d %ss", n, u.name)
		}
	}
	return "a moment"
}
