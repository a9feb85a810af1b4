package blocks

import (
	"fmt"
	"strings"

	"salescoach/coach"
)

// day is a date as people say it: the year only where it is not this one.
func day(d, today coach.Date) string {
	switch {
	case d.IsZero():
		return "no date"
	case d == today:
		return "today"
	case d == today.Add(-1):
		return "yesterday"
	case d == today.Add(1):
		return "tomorrow"
	case d.Year == today.Year:
		return d.Format("2 Jan")
	}
	return d.Format("2 Jan 2006")
}

// weekday is a day ahead with its name, for dates that people plan by.
func weekday(d, today coach.Date) string {
	if n := d.Sub(today); n == 0 || n == 1 {
		return day(d, today)
	}
	return d.Format("Mon ") + day(d, today)
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func businessDays(n int) string { return count(n, "business day", "business days") }

// ago is a past day with the business days since.
func ago(d coach.Date, n int, today coach.Date) string {
	if n == 0 || d == today {
		return day(d, today)
	}
	return fmt.Sprintf("%s (%s ago)", day(d, today), businessDays(n))
}

// title is account, deal and amount in one line, for plain text.
func title(d coach.Deal) string {
	parts := []string{d.Account}
	if d.Name != "" {
		parts = append(parts, d.Name)
	}
	if !d.Amount.IsZero() {
		parts = append(parts, d.Amount.String())
	}
	return strings.Join(parts, " · ")
}

// followups is the number the product is about. More of them than were aimed at are not
// some of those.
func followups(c coach.Cadence) string {
	if c.Followups > c.Target {
		return fmt.Sprintf("Follow-ups %d (the aim is %d)", c.Followups, c.Target)
	}
	return fmt.Sprintf("Follow-ups %d of %d", c.Followups, c.Target)
}

// made is the same as a part of a sentence: "1 of 4 follow-ups".
func made(n, target int) string {
	if n > target {
		return count(n, "follow-up", "follow-ups") + fmt.Sprintf(" (the aim is %d)", target)
	}
	return fmt.Sprintf("%d of %s", n, count(target, "follow-up", "follow-ups"))
}

// touched is a touch in a few words: "voicemail, left message".
func touched(ch coach.Channel, o coach.Outcome, obj coach.Objection) string {
	s := fmt.Sprintf("%s, %s", ch, o.Label())
	if obj != coach.NoObjection {
		s += " (" + obj.Label() + ")"
	}
	return s
}

// capital is s with its first letter raised.
func capital(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// channelLabel is a channel as a button or an option shows it.
func channelLabel(c coach.Channel) string {
	if c == coach.Text {
		return "Text message"
	}
	return capital(string(c))
}

// state says in a few words why a deal is not to be worked on now; "" when it is.
func state(d coach.Deal, c coach.Cadence) string {
	switch {
	case d.Stage.Closed():
		return closed(d, c)
	case c.Paused:
		return fmt.Sprintf("Paused until %s: %s", weekday(d.PausedUntil, c.Today), line(d.PauseReason))
	case c.Snoozed:
		return "Snoozed until " + weekday(d.SnoozedUntil, c.Today)
	}
	return ""
}

func closed(d coach.Deal, c coach.Cadence) string {
	s := "Closed as " + string(d.Stage)
	if d.CloseReason != "" {
		s += ": " + line(d.CloseReason)
	}
	if d.RealReason != "" {
		s += ". The real reason: " + line(d.RealReason)
	}
	if !d.RevisitOn.IsZero() {
		s += ". Look again on " + weekday(d.RevisitOn, c.Today)
	}
	return s
}
