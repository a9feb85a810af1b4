package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"salescoach/coach"
)

// AuditCmd is `salescoach audit`: who changed what, when, from what to what.
type AuditCmd struct {
	Deal      string `placeholder:"NAME" help:"Only this deal, by name or id, with what is known of its account."`
	Who       string `placeholder:"NAME" help:"Only what this person did: a whole name, an email or a Slack user id; or import, operator, slack, coach."`
	Since     string `placeholder:"TIME" help:"Only from then on: 2026-11-23, 2026-11-23T08:30, or 90d ago. Without it, thirty days; all of a deal's."`
	JSON      bool   `name:"json" help:"One JSON object per line."`
	Workspace string `placeholder:"ID" help:"Slack workspace id (T…). Without it, the workspace of SLACK_BOT_TOKEN."`
}

// auditDays is how far back the list goes when nobody says.
const auditDays = 30

// Run opens the database and reads from it.
func (c AuditCmd) Run(ctx context.Context, a *app) error {
	since, err := c.since(a.now(), a.config.Zone.Location)
	if err != nil {
		return err
	}
	return a.inWorkspace(ctx, c.Workspace, func(sales *coach.Coach, workspace string) error {
		q, err := sales.AuditOf(ctx, workspace, c.Deal, c.Who)
		if err != nil {
			return err
		}
		if c.Since != "" || c.Deal == "" {
			q.Since = since
		}
		return c.write(ctx, sales, workspace, q, a.config.Zone.Location, a.stdout)
	})
}

// since is the time that was asked for: a date, a time, or so many days back.
func (c AuditCmd) since(now time.Time, zone *time.Location) (time.Time, error) {
	var days int
	if _, err := fmt.Sscanf(cmp.Or(c.Since, fmt.Sprint(auditDays, "d")), "%dd", &days); err == nil && days > 0 && !strings.Contains(c.Since, "-") {
		return now.AddDate(0, 0, -days), nil
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(form, c.Since, zone); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("--since %s is not a time like 2026-11-23, 2026-11-23T08:30 or 90d", c.Since)
}

func (c AuditCmd) write(ctx context.Context, sales *coach.Coach, workspace string, q coach.AuditQuery, zone *time.Location, stdout io.Writer) error {
	w := bufio.NewWriter(stdout)
	n := 0
	err := sales.Audit(ctx, workspace, q, func(e coach.Audited) error {
		n++
		if c.JSON {
			return writeAuditJSON(w, e)
		}
		return writeAudited(w, e, zone)
	})
	if err == nil && n == 0 && !c.JSON {
		fmt.Fprintln(w, "Nothing was changed.")
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// auditJSON is an entry for programs.
type auditJSON struct {
	At      time.Time   `json:"at"`
	Actor   string      `json:"actor"`
	Who     string      `json:"who"`
	Verb    string      `json:"verb"`
	About   string      `json:"about,omitempty"`
	Title   string      `json:"title,omitempty"`
	Changes []auditItem `json:"changes"`
}

type auditItem struct {
	What   string            `json:"what"`
	ID     string            `json:"id"`
	Before map[string]string `json:"before"`
	After  map[string]string `json:"after"`
}

func writeAuditJSON(w io.Writer, e coach.Audited) error {
	out := auditJSON{At: e.At, Actor: e.Actor, Who: e.Who, Verb: e.Verb, About: e.About, Title: e.Title}
	for _, i := range e.Items {
		out.Changes = append(out.Changes, auditItem{i.Noun, i.ID, i.Before, i.After})
	}
	return json.NewEncoder(w).Encode(out)
}

// auditWidth is that of a terminal nobody made wider.
const auditWidth = 80

// writeAudited writes an entry for people: a line that says who and what, and below it
// each thing that changed.
func writeAudited(w io.Writer, e coach.Audited, zone *time.Location) error {
	head := fmt.Sprintf("%s  %s  %s", e.At.In(zone).Format("2006-01-02 15:04"), e.Who, e.Verb)
	if e.Title != "" {
		head += "  " + e.Title
	}
	if _, err := fmt.Fprintln(w, wrapped(head, 18)); err != nil {
		return err
	}
	for _, i := range e.Items {
		if _, err := fmt.Fprintln(w, wrapped("  "+itemSaid(i), 6)); err != nil {
			return err
		}
	}
	return nil
}

// itemSaid is what became of a row: "deal: snoozed_until nothing → 2026-11-25".
func itemSaid(i coach.Item) string {
	var parts []string
	switch {
	case i.Before != nil && i.After != nil:
		for _, field := range slices.Sorted(maps.Keys(i.After)) {
			parts = append(parts, fmt.Sprintf("%s %s → %s", field, shownValue(i.Before[field]), shownValue(i.After[field])))
		}
		return i.Noun + ": " + strings.Join(parts, ", ")
	case i.Before != nil:
		return i.Noun + " removed: " + fieldsSaid(i.Before)
	case i.After == nil:
		return i.Noun + " added, and taken back since"
	}
	return i.Noun + " added: " + fieldsSaid(i.After)
}

func fieldsSaid(fields map[string]string) string {
	var parts []string
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		parts = append(parts, field+" "+shownValue(fields[field]))
	}
	return cmp.Or(strings.Join(parts, ", "), "(empty)")
}

// shownValue is a value in one line; quoted where it is not a plain word, so that no
// text can look like more of the list, or move the cursor of a terminal.
func shownValue(s string) string {
	switch {
	case s == "":
		return "nothing"
	case s == "nothing" || strings.ContainsFunc(s, func(r rune) bool { return r < '+' || r == '\u007f' || r == ',' || r == '"' || r > '~' }):
		return fmt.Sprintf("%q", s)
	}
	return s
}

// wrapped breaks a line at spaces where it is wider than a terminal; what follows is
// indented.
func wrapped(line string, indent int) string {
	var b strings.Builder
	width := 0
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r == '\u007f' {
			return ' '
		}
		return r
	}, line)
	lead := len(line) - len(strings.TrimLeft(line, " "))
	b.WriteString(line[:lead])
	width = lead
	for i, word := range strings.Split(line[lead:], " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case width+1+n > auditWidth:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			width = indent
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += n
	}
	return b.String()
}
