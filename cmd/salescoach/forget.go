package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"salescoach/coach"
	"salescoach/db"
)

// ForgetCmd is `salescoach forget PERSON`: somebody at a customer's wants to be
// forgotten.
type ForgetCmd struct {
	Person    string `arg:"" help:"A whole name, an email, a number or an id."`
	Yes       bool   `help:"Do it. Without it, nothing is changed and what would be is counted."`
	Workspace string `placeholder:"ID" help:"Slack workspace id (T…). Without it, the workspace of SLACK_BOT_TOKEN."`
}

// Run takes the person out of the database, and out of its file.
func (c ForgetCmd) Run(ctx context.Context, a *app) error {
	return a.inStore(ctx, c.Workspace, func(sales *coach.Coach, store *db.DB, workspace string) error {
		f, err := sales.Forget(ctx, workspace, c.Person, !c.Yes)
		if coach.KindOf(err) == coach.NotFound && c.Yes { // the last time may have got no further than the tables
			if err := store.Scrub(ctx); err != nil {
				return err
			}
			fmt.Fprintln(a.stdout, "The file was written anew: whoever was forgotten before is in no unused corner of it.")
		}
		if err != nil {
			return err
		}
		writeForgotten(a.stdout, f, c.Yes)
		if !c.Yes {
			fmt.Fprintln(a.stdout, "Nothing was changed. Say it again with --yes to do it.")
			return nil
		}
		if err := store.Scrub(ctx); err != nil {
			return err
		}
		fmt.Fprintln(a.stdout, "Done, and the file was written anew, so that it's in no unused corner either.")
		return nil
	})
}

func writeForgotten(w io.Writer, f coach.Erased, done bool) {
	would := "would go"
	if done {
		would = "gone"
	}
	fmt.Fprintf(w, "%s\n", strings.TrimSuffix(cmp.Or(f.Person.Name, f.Person.Email, f.Person.ID)+", "+f.Account, ", "))
	fmt.Fprintf(w, "  %s: %d contact, %d facts about them\n", would, f.Contacts, f.Facts)
	var where []string
	for _, table := range slices.Sorted(maps.Keys(f.Texts)) {
		where = append(where, fmt.Sprintf("%s %d", table, f.Texts[table]))
	}
	fmt.Fprintf(w, "  %s from %d texts: name, email and number%s\n", would, f.Edited(), bracketed(where))
	fmt.Fprintf(w, "  stays: %d touches of theirs, with day, channel and outcome\n", f.Touches)
	if len(f.Named) > 0 {
		fmt.Fprintf(w, "  stays: what is called like them, as it's found by its name: %s\n", strings.Join(f.Named, ", "))
	}
	fmt.Fprintln(w, "  not in here: Slack's own messages, exports, and backups from before today")
}

func bracketed(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
