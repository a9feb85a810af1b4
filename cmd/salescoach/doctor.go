package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/coach"
	"salescoach/db"
)

// doctorCmd is `salescoach doctor`.
type doctorCmd struct {
	JSON bool `name:"json" help:"The same for machines."`
}

// status is how a finding stands.
type status string

// The states. What is ill keeps the bot, or something that was asked of it, from
// working; what is odd works, and may not be meant.
const (
	well status = "ok"
	odd  status = "warning"
	ill  status = "broken"
)

var marks = map[status]string{well: "✓", odd: "!", ill: "✗"}

// finding is one line of the doctor's.
type finding struct {
	Check  string `json:"check"`
	Status status `json:"status"`
	Says   string `json:"says"`
	Mend   string `json:"mend,omitempty"` // what to do about it
}

// doctor looks at one thing after the other, and notes what it finds.
type doctor struct {
	*app
	found []finding
	db    db.Examination
	api   *slack.Client // nil where Slack cannot be asked
	us    *slack.AuthTestResponse

	asked, answered time.Time // when Slack was asked who we are, and when it had said so
}

// slackBy bounds each question to Slack.
const slackBy = 15 * time.Second

// Run looks at everything, whatever it finds on the way, and prints it. It fails when
// something is broken.
func (c doctorCmd) Run(ctx context.Context, a *app) error {
	d := &doctor{app: a}
	for _, look := range []func(context.Context){d.settings, d.token, d.scopes, d.clock, d.socket, d.database, d.disk, d.zones, d.channels, d.managers, d.plays} {
		look(ctx)
	}
	if err := c.print(d); err != nil {
		return err
	}
	if n := d.count(ill); n > 0 {
		return fmt.Errorf("%s to mend", plural(n, "thing"))
	}
	return nil
}

func (d *doctor) note(check string, s status, says, mend string) {
	d.found = append(d.found, finding{check, s, bot.Redact(says), mend})
}

func (d *doctor) count(s status) (n int) {
	for _, f := range d.found {
		if f.Status == s {
			n++
		}
	}
	return n
}

func (c doctorCmd) print(d *doctor) error {
	if c.JSON {
		e := json.NewEncoder(d.stdout)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(struct {
			Well     bool      `json:"well"`
			Findings []finding `json:"findings"`
		}{d.count(ill) == 0, d.found})
	}
	w := bufio.NewWriter(d.stdout)
	for _, f := range d.found {
		fmt.Fprintf(w, "%s %-9s %s", marks[f.Status], f.Check, oneLine(f.Says))
		if f.Mend != "" {
			fmt.Fprint(w, " ", oneLine(f.Mend))
		}
		fmt.Fprintln(w)
	}
	switch odds := d.count(odd); {
	case d.count(ill) > 0:
	case odds > 0:
		fmt.Fprintf(w, "It can work; %s to look at.\n", plural(odds, "thing"))
	default:
		fmt.Fprintln(w, "All is well.")
	}
	return w.Flush()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// settings tells of every setting that cannot be read, and of those that are none.
func (d *doctor) settings(context.Context) {
	for _, bad := range d.illSettings {
		d.note("settings", ill, strings.TrimSuffix(bad.Error(), ".")+".", "salescoach help lists what is allowed.")
	}
	if err := d.config.needTokens(); err != nil {
		says, mend, _ := strings.Cut(err.Error(), ": ")
		d.note("settings", ill, says+".", upper(mend)+".")
	}
	known := settingNames()
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "COACH_") && !strings.HasPrefix(name, "COACH_TEST_") && !slices.Contains(known, name) {
			d.note("settings", odd, name+" is no setting.", "Look for it in salescoach help.")
		}
	}
	if len(d.found) == 0 {
		d.note("settings", well, "Every setting can be read.", "")
	}
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// plays reads the operator's own plays as a start does, and looks closer.
func (d *doctor) plays(context.Context) {
	dir := d.config.PlaysDir
	if dir == "" {
		d.note("plays", well, "The built-in ones.", "")
		return
	}
	if _, err := coach.LoadBook(dir); err != nil {
		first, more, _ := strings.Cut(coach.Sentence(err), "\n")
		if n := strings.Count(more, "\n") + 1; more != "" {
			first += fmt.Sprintf(" And %d more.", n)
		}
		d.note("plays", ill, first, "Mend it; salescoach plays check "+dir+" lists all there is.")
		return
	}
	checked, err := coach.CheckPlays(dir)
	switch {
	case err != nil:
		d.note("plays", odd, coach.Sentence(err), "Put plays there, or leave COACH_PLAYS_DIR empty.")
	case len(checked.Faults) > 0:
		d.note("plays", odd, checked.Faults[0], fmt.Sprintf("salescoach plays check %s lists %s.", dir, plural(len(checked.Faults), "thing")))
	default:
		d.note("plays", well, plural(checked.Plays, "play")+" of your own, tried on sample deals.", "")
	}
}

// reasonOf is what stood between us and Slack, without the address, which was said.
func reasonOf(err error) string {
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	return strings.TrimSuffix(bot.Redact(err.Error()), ".")
}

// refusedWith is Slack's code in an error; empty when Slack was not reached.
func refusedWith(err error) string {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	return ""
}
