package coach

import (
	"slices"
	"strings"
	"time"
)

// Times is what people set about their own time. What is empty is as Slack says, for
// the zone, and as the team has it, for the rest. Values are stored in the form in
// which they are read, and were read once before they were stored.
type Times struct {
	OwnZone   string // IANA name
	WorkDays  string // [ParseWorkDays]
	NudgeAt   string // a [Clock], or [NudgeOff]
	NudgeKept string // a [Clock]: NudgeAt when reminders are turned on again; only beside [NudgeOff]
	Quiet     string // [ParseQuiet], or [NeverQuiet]
}

// What stands for "none" among one's own times, where "" is the team's.
const (
	NudgeOff   = "off"
	NeverQuiet = "never"
)

// The names of the settings about time: of the form's fields, and of the errors
// about them.
const (
	SettingZone     = "zone"
	SettingWorkDays = "work_days"
	SettingNudges   = "nudges" // on or off
	SettingNudgeAt  = "nudge_at"
	SettingQuiet    = "quiet"
)

// checked is the times in the form in which they are stored.
func (t Times) checked(team Times) (Times, error) {
	if zone := strings.TrimSpace(t.OwnZone); zone != "" {
		known, ok := ZoneNamed(zone)
		if !ok {
			return t, settingErrorf(SettingZone, "I don't know that place. Write the zone or a large city in it: Europe/Berlin, or New York.")
		}
		t.OwnZone = known
	}
	if t.WorkDays != "" {
		days, err := ParseWorkDays(t.WorkDays)
		if err != nil {
			return t, settingErrorf(SettingWorkDays, "%s", Sentence(err))
		}
		if t.WorkDays = WorkDaysText(days); t.WorkDays == team.WorkDays {
			t.WorkDays = ""
		}
	}
	var err error
	if t.NudgeAt, err = clockChecked(t.NudgeAt); err != nil {
		return t, err
	}
	if t.NudgeKept, err = clockChecked(t.NudgeKept); err != nil {
		return t, err
	}
	if t.NudgeAt != NudgeOff || t.NudgeKept == NudgeOff {
		t.NudgeKept = ""
	}
	t, err = t.quietChecked()
	if err != nil {
		return t, err
	}
	return t, t.heard(team)
}

// clockChecked is the time of reminders in the form in which it is stored.
func clockChecked(s string) (string, error) {
	at := strings.TrimSpace(s)
	if at == "" || at == NudgeOff {
		return at, nil
	}
	clock, err := ParseClock(at)
	if err != nil {
		return s, settingErrorf(SettingNudgeAt, "That's not a time of day I can read. Write it like 08:30 or 14:00.")
	}
	return clock.String(), nil
}

// heard refuses a time at which no reminder would ever come, because it lies in the
// quiet hours and these end on the next day only.
func (t Times) heard(team Times) error {
	at, err := ParseClock(t.NudgeAt)
	if err != nil {
		return nil // the team's, or none
	}
	quiet := t.Quiet
	if quiet == "" {
		quiet = team.Quiet
	}
	q, err := ParseQuiet(quiet)
	day := Date{2024, time.January, 1}
	moment := day.utc().Add(time.Duration(at) * time.Minute)
	if err == nil && DateOf(q.Ends(moment, time.UTC), time.UTC) != day {
		return settingErrorf(SettingNudgeAt, "That's in your quiet hours (%s), so no reminder would come. Choose another time, or other quiet hours.", q)
	}
	return nil
}

func (t Times) quietChecked() (Times, error) {
	said := strings.ToLower(strings.TrimSpace(t.Quiet))
	if slices.Contains([]string{NeverQuiet, "none", "no", "off"}, said) {
		t.Quiet = NeverQuiet
		return t, nil
	}
	q, err := ParseQuiet(said)
	if err != nil {
		return t, settingErrorf(SettingQuiet, "I can't read that. Write quiet hours like 18:00-08:00, or “never”.")
	}
	if t.Quiet = q.String(); said != "" && t.Quiet == "" { // from eight to eight
		t.Quiet = NeverQuiet
	}
	return t, nil
}

// regions are where cities are in the database of zones, for whoever writes a city alone.
var regions = []string{"Europe", "America", "Asia", "Australia", "Africa", "Pacific", "Atlantic", "Indian", "America/Argentina", "America/Indiana", "America/Kentucky"}

// ZoneNamed is the IANA name of a zone that somebody wrote, whole or by a city alone:
// "europe/berlin", "New York".
func ZoneNamed(s string) (name string, ok bool) {
	if strings.EqualFold(s, "UTC") || strings.EqualFold(s, "GMT") {
		return "UTC", true
	}
	parts := strings.Split(strings.Join(strings.Fields(s), "_"), "/")
	for i, p := range parts {
		parts[i] = placeName(p)
	}
	place := strings.Join(parts, "/")
	if len(parts) > 1 {
		_, err := time.LoadLocation(place)
		return place, err == nil
	}
	for _, region := range regions {
		if _, err := time.LoadLocation(region + "/" + place); err == nil && place != "" {
			return region + "/" + place, true
		}
	}
	return "", false
}

// placeName is a place with its capitals where the database of zones has them:
// "New_York", "Port-au-Prince", "Dar_es_Salaam".
func placeName(s string) string {
	words := strings.Split(strings.ToLower(s), "_")
	for i, w := range words {
		switch {
		case slices.Contains([]string{"of", "es"}, w):
		case w == "port-au-prince":
			words[i] = "Port-au-Prince"
		default:
			hyphened := strings.Split(w, "-")
			for j, h := range hyphened {
				if h != "" {
					hyphened[j] = strings.ToUpper(h[:1]) + h[1:]
				}
			}
			words[i] = strings.Join(hyphened, "-")
		}
	}
	return strings.Join(words, "_")
}

// WorkDaysText is a work week as [ParseWorkDays] reads it: spans of days in the order
// of the week, Monday first.
func WorkDaysText(days [7]bool) string {
	var parts []string
	for d := 1; d <= 7; d++ {
		if !days[d%7] {
			continue
		}
		first := d
		for d < 7 && days[(d+1)%7] {
			d++
		}
		part := string(rune('0' + first))
		if d > first {
			part += "-" + string(rune('0'+d))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

// quietOf is when nothing is sent to a rep: their own quiet hours, or the team's.
func (c *Coach) quietOf(r Rep) Quiet {
	switch r.Quiet {
	case "":
		return c.o.Quiet
	case NeverQuiet:
		return Quiet{}
	}
	q, err := ParseQuiet(r.Quiet)
	if err != nil {
		return c.o.Quiet
	}
	return q
}

// usual is what holds for somebody who sets nothing about their time, in the same form.
func (c *Coach) usual(r Rep) Times {
	r.Times = Times{}
	t := Times{OwnZone: c.Hours(r).zone().String(), WorkDays: WorkDaysText(c.o.WorkDays), NudgeAt: NudgeOff, Quiet: c.o.Quiet.String()}
	if t.Quiet == "" {
		t.Quiet = NeverQuiet
	}
	if at, ok := c.usualNudge(); ok {
		t.NudgeAt = at.String()
	}
	return t
}

// usualNudge is the time of day at which the team is reminded: that of the first day,
// from some Monday on, on which anybody is.
func (c *Coach) usualNudge() (at Clock, some bool) {
	monday := Date{2024, time.January, 1}
	for day := monday; c.o.Nudge != nil && day.Sub(monday) < 366; day = day.Add(1) {
		if t, ok := On(c.o.Nudge, day, time.UTC); ok {
			return Clock(t.Hour()*60 + t.Minute()), true
		}
	}
	return 0, false
}
