package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"salescoach/coach"
)

// NudgesCmd is `salescoach nudges --dry-run`: who would be reminded of what today, and
// for every other deal why not.
type NudgesCmd struct {
	DryRun    bool   `help:"Show what would be sent to whom, and why not the rest. Nothing is sent or written."`
	At        string `placeholder:"TIME" help:"As if it were then: 2026-11-23T08:30 in COACH_TIMEZONE. Without it, now."`
	Workspace string `placeholder:"ID" help:"Slack workspace id (T…). Without it, the workspace of SLACK_BOT_TOKEN."`
}

// Run opens the database and reads from it.
func (c NudgesCmd) Run(ctx context.Context, a *app) error {
	if !c.DryRun {
		return errors.New("reminders are sent by the bot while it runs; salescoach nudges --dry-run shows which")
	}
	at := a.now()
	if c.At != "" {
		var err error
		if at, err = c.instant(a.config.Zone.Location); err != nil {
			return err
		}
	}
	return a.inWorkspace(ctx, c.Workspace, func(sales *coach.Coach, workspace string) error {
		return previewNudges(ctx, sales, workspace, at, a.stdout)
	})
}

func (c NudgesCmd) instant(zone *time.Location) (time.Time, error) {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04"} {
		if at, err := time.ParseInLocation(form, c.At, zone); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("--at %s is not a time like 2026-11-23T08:30", c.At)
}

// dryRun adds up what a preview shows.
type dryRun struct {
	now        time.Time
	due, later int
	left       map[coach.Reason]int
	w          *bufio.Writer
}

func previewNudges(ctx context.Context, sales *coach.Coach, workspace string, at time.Time, w io.Writer) error {
	d := dryRun{now: at, left: map[coach.Reason]int{}, w: bufio.NewWriter(w)}
	fmt.Fprintf(d.w, "As of %s.\n", at.UTC().Format("Mon 2 Jan 2006 15:04 MST"))
	orphans, err := sales.PreviewNudges(ctx, workspace, at, d.rep)
	if err != nil {
		return err
	}
	fmt.Fprintf(d.w, "\nReminders: %d now, %d later today.\n", d.due, d.later)
	fmt.Fprintf(d.w, "Deals left out: %s.\n", reasonsSaid(d.left))
	if orphans > 0 {
		fmt.Fprintf(d.w, "Open deals of nobody in Slack: %d.\n", orphans)
	}
	return d.w.Flush()
}

// rep shows one rep.
func (d *dryRun) rep(p coach.NudgePreview) error {
	fmt.Fprintf(d.w, "\n%s (%s), %s: %s\n", cmp.Or(p.Rep.RealName, p.Rep.Name, "?"), p.Rep.ID, p.Hours.Zone, d.when(p))
	for i, k := range p.Items {
		fmt.Fprintf(d.w, "  %d. %s: %s\n", i+1, k.Deal.Title(), wants(k.Cadence))
	}
	for _, l := range p.Left {
		fmt.Fprintf(d.w, "  -  %s: %s\n", l.Deal.Title(), l.Why)
		d.left[l.Why]++
	}
	if p.Closed > 0 {
		fmt.Fprintf(d.w, "  -  %d closed\n", p.Closed)
		d.left[coach.ClosedFile] += p.Closed
	}
	return nil
}

// when is when a rep is reminded, or why not.
func (d *dryRun) when(p coach.NudgePreview) string {
	switch {
	case p.Why != "":
		return "nothing (" + string(p.Why) + ")"
	case len(p.Items) == 0:
		return "nothing is due"
	case p.At.After(d.now):
		d.later++
		return "at " + p.At.In(p.Hours.Zone).Format("15:04")
	}
	d.due++
	return "now"
}

// wants is what a deal would be in a reminder for.
func wants(c coach.Cadence) string {
	switch {
	case c.BallOurs:
		return "an answer is ours to give"
	case c.Woke():
		return "its day has come"
	}
	return fmt.Sprintf("follow-up %d of %d", c.Step, c.Target)
}

// reasonsSaid is how many deals there are for each reason, the most common first.
func reasonsSaid(left map[coach.Reason]int) string {
	reasons := slices.SortedFunc(maps.Keys(left), func(a, b coach.Reason) int {
		return cmp.Or(cmp.Compare(left[b], left[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, why := range reasons {
		parts = append(parts, fmt.Sprintf("%d %s", left[why], why))
	}
	return cmp.Or(strings.Join(parts, ", "), "none")
}
