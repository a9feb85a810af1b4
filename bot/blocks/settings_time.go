package blocks

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// NudgesOn is the value of the choice to be reminded.
const NudgesOn = "on"

// longestTime is the longest answer to a question about time, in characters.
const longestTime = 60

// timeFields are the fields on when somebody is reminded. What they leave empty is
// as the team has it, which each field shows.
func timeFields(s coach.Settings) []slack.Block {
	own, usual := s.Rep.Times, s.Usual
	chosen, at := NudgesOn, own.NudgeAt
	if or(at, usual.NudgeAt) == coach.NudgeOff {
		chosen = coach.NudgeOff
	}
	if at == coach.NudgeOff {
		at = own.NudgeKept
	}
	return []slack.Block{
		section("*When I write to you by myself*\nOne private message a day at most, and none when nothing is due."),
		input(coach.SettingNudges, "Reminders", false, menu("Choose", chosen, []option{
			{NudgesOn, "Once a day, when something is due"}, {coach.NudgeOff, "No reminders"}})),
		hint(input(coach.SettingNudgeAt, "Remind me at", true, textInput(at, teamHas(usual.NudgeAt), longestTime)),
			"By your own clock. Leave it empty for the team's time."),
		hint(input(coach.SettingQuiet, "Quiet hours", true, textInput(own.Quiet, teamHas(usual.Quiet), longestTime)),
			"I send you nothing in these hours. Write “never” if any hour is fine."),
		input(coach.SettingWorkDays, "Your work days", false, ticks(workDays(or(own.WorkDays, usual.WorkDays)), weekdays())),
		hint(input(coach.SettingZone, "Time zone", true, textInput(own.OwnZone, slackHas(s), longestTime)),
			"Only if Slack has it wrong. A large city will do, like New York."),
		divider(),
	}
}

// teamHas is the team's value, as an empty field shows it.
func teamHas(value string) string {
	switch value {
	case "":
		return ""
	case coach.NudgeOff:
		return "no time is set for the team"
	case coach.NeverQuiet:
		return "none, like the team"
	}
	return value + ", like the team"
}

// slackHas is the zone where somebody sets none.
func slackHas(s coach.Settings) string {
	if s.Rep.Zone == "" {
		return teamHas(s.Usual.OwnZone)
	}
	return s.Usual.OwnZone + ", as Slack says"
}

// weekdays are the days of the week, Monday first, with the numbers of a work week.
func weekdays() []option {
	var os []option
	for d := 1; d <= 7; d++ {
		os = append(os, option{string(rune('0' + d)), time.Weekday(d % 7).String()})
	}
	return os
}

// workDays are the days of a work week as the boxes are ticked.
func workDays(text string) []string {
	days, err := coach.ParseWorkDays(text)
	if err != nil {
		return nil
	}
	var on []string
	for _, o := range weekdays() {
		if days[int(o.value[0]-'0')%7] {
			on = append(on, o.value)
		}
	}
	return on
}

// ticks is several boxes to tick.
func ticks(ticked []string, os []option) *slack.CheckboxGroupsBlockElement {
	e := slack.NewCheckboxGroupsBlockElement(Value)
	for _, o := range os {
		object := slack.NewOptionBlockObject(o.value, plain(o.label, maxOption), nil)
		e.Options = append(e.Options, object)
		for _, t := range ticked {
			if t == o.value {
				e.InitialOptions = append(e.InitialOptions, object)
			}
		}
	}
	return e
}

// aboutReminders says when somebody is reminded next, in one line.
func aboutReminders(s coach.Settings) string {
	switch {
	case s.Remind.IsZero() && s.Rep.NudgeAt == coach.NudgeOff:
		return "No reminders from me. `/followup` still has your list."
	case s.Remind.IsZero():
		return ""
	}
	text := "Reminders: at " + s.Remind.Format("15:04") + putOff(s) + " on your work days (" + daysSaid(or(s.Rep.WorkDays, s.Usual.WorkDays)) + "), "
	if zone := s.Remind.Location().String(); zone != "UTC" {
		return text + placeOf(zone) + " time."
	}
	return text + "UTC."
}

// putOff says why reminders come later than somebody asked for.
func putOff(s coach.Settings) string {
	asked, err := coach.ParseClock(s.Rep.NudgeAt)
	quiet, bad := coach.ParseQuiet(or(s.Rep.Quiet, s.Usual.Quiet))
	comes := coach.Clock(s.Remind.Hour()*60 + s.Remind.Minute())
	if err != nil || bad != nil || comes == asked || comes != quiet.Until {
		return ""
	}
	return ", when your quiet hours end (you asked for " + asked.String() + "),"
}

// placeOf is a zone as people say it: "New York".
func placeOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}

// daysSaid is a work week in words: "Monday to Friday", "Monday, Wednesday to Friday".
func daysSaid(text string) string {
	names := func(s string) string {
		if len(s) == 1 && s[0] >= '1' && s[0] <= '7' {
			return time.Weekday(int(s[0]-'0') % 7).String()
		}
		return s
	}
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		first, last, span := strings.Cut(part, "-")
		said := names(first)
		if span {
			said += " to " + names(last)
		}
		parts = append(parts, said)
	}
	return strings.Join(parts, ", ")
}
