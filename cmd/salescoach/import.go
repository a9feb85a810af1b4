package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"salescoach/bot"
	"salescoach/coach"
	"salescoach/db"
)

// importFlags settle what a file does not say in words that we know; they are
// remembered for its source.
type importFlags struct {
	Map       []string `sep:"none" placeholder:"FIELD=HEADER" help:"Read a field from this column, like account='Deal Name' (the part before ' - ')."`
	Stage     []string `sep:"none" placeholder:"THEIRS=OURS" help:"What a stage of theirs is: open, won, lost, dead or skip."`
	SentOn    string   `placeholder:"HEADER" help:"The column that holds the day the proposal was sent."`
	SentStage []string `sep:"none" placeholder:"STAGE" help:"The stage in which a proposal goes out."`
	Owner     []string `sep:"none" placeholder:"OWNER=WHO" help:"Who an owner is in Slack: a user id or an email."`
	Source    string   `placeholder:"NAME" help:"Where the deals come from, when it isn't recognised. Ids are unique within a source."`
	Currency  string   `placeholder:"CODE" help:"Currency of amounts that name none."`
	DateOrder string   `placeholder:"ORDER" help:"mdy or dmy, for dates like 3/4/2026 when the file doesn't show it."`
}

// ImportCmd is `salescoach import FILE`.
type ImportCmd struct {
	File   string `arg:"" optional:"" help:"CSV file as the CRM exports it; - reads standard input."`
	Undo   bool   `help:"Take the last import back, whoever brought it in: within seven days, and unless somebody has worked on one of its deals."`
	DryRun bool   `help:"Say what would happen, row by row if asked, and change nothing."`
	importFlags
	Verbose   bool   `help:"List every row."`
	Reasons   string `placeholder:"FILE" help:"Write what became of every row to a file."`
	Workspace string `placeholder:"ID" help:"Slack workspace id (T…). Without it, the workspace of SLACK_BOT_TOKEN."`
}

// Run opens the database and imports into it.
func (c ImportCmd) Run(ctx context.Context, a *app) error {
	if (c.File == "") != c.Undo {
		return coach.Errorf(coach.Invalid, "Name the file to import, or say --undo to take the last import back.")
	}
	return a.inWorkspace(ctx, c.Workspace, func(sales *coach.Coach, workspace string) error {
		c.Workspace = workspace
		if c.Undo {
			return undoImport(ctx, sales, workspace, a.newID, a.stdout)
		}
		return c.run(ctx, sales, a.stdin, a.stdout)
	})
}

// inWorkspace opens the database for a command about one workspace: the one that
// was named, or else that of the bot token.
func (a *app) inWorkspace(ctx context.Context, named string, do func(sales *coach.Coach, workspace string) error) error {
	return a.inStore(ctx, named, func(sales *coach.Coach, _ *db.DB, workspace string) error { return do(sales, workspace) })
}

// inStore is inWorkspace for a command that also has to do with the file.
func (a *app) inStore(ctx context.Context, named string, do func(sales *coach.Coach, store *db.DB, workspace string) error) error {
	workspace, err := a.workspace(ctx, named)
	if err != nil {
		return err
	}
	sales, store, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	return do(sales, store, workspace)
}

// workspace is the one that was named, or else the one of the bot token.
func (a *app) workspace(ctx context.Context, named string) (string, error) {
	switch {
	case named != "" && named[0] != 'T' && named[0] != 'E': // deals put there would never be seen again
		return "", coach.Errorf(coach.Invalid, "--workspace %s is no id of a Slack workspace: it begins with T, as in the address of Slack in a browser.", named)
	case named != "":
		return named, nil
	case a.config.BotToken == "":
		return "", coach.Errorf(coach.Invalid, "Which Slack workspace? Set SLACK_BOT_TOKEN, or give --workspace with its id (T…).")
	}
	api, _ := bot.NewAPI(bot.APIOptions{BotToken: string(a.config.BotToken), AppToken: string(a.config.AppToken),
		URL: string(a.config.APIURL), Log: a.log, Now: time.Now})
	us, err := whoWeAre(ctx, api)
	if err != nil {
		return "", err
	}
	return us.TeamID, nil
}

// undoImport takes the last import back and says which it was.
func undoImport(ctx context.Context, sales *coach.Coach, workspace string, newID func() string, stdout io.Writer) error {
	in := coach.Input{Workspace: workspace, Key: "import.undo:" + newID(), Rep: coach.Rep{ID: coach.ByOperator}, Manager: true}
	b, err := sales.UndoImport(ctx, in, "")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "The import of %s on %s is undone: what it created (%d) is gone again, and what it updated (%d) is as it was before.\n",
		b.Name, b.At.UTC().Format("2006-01-02 at 15:04 UTC"), b.Created, b.Updated)
	return err
}

// run imports and prints the report, also when something has to be settled first.
func (c ImportCmd) run(ctx context.Context, sales *coach.Coach, stdin io.Reader, stdout io.Writer) error {
	options, err := c.options()
	if err != nil {
		return err
	}
	data := stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("the file cannot be read: %w", err)
		}
		defer f.Close()
		data = f
	}
	report, err := sales.Import(ctx, coach.ImportRequest{Workspace: c.Workspace, Name: c.File, Data: data, Options: options, DryRun: c.DryRun})
	if report.Name != "" {
		if shown := c.show(report, stdout); shown != nil && err == nil {
			err = shown
		}
	}
	return err
}

// options are the flags as the coach takes them.
func (c importFlags) options() (coach.ImportOptions, error) {
	o := coach.ImportOptions{Limits: coach.FileLimits()}
	for _, flag := range []struct {
		name   string
		values []string
	}{
		{"map", c.Map}, {"stage", c.Stage}, {"sent-stage", c.SentStage}, {"owner", c.Owner},
		{"sent-on", given(c.SentOn)}, {"source", given(c.Source)}, {"currency", given(c.Currency)}, {"date-order", given(c.DateOrder)},
	} {
		for _, value := range flag.values {
			if err := o.Set(flag.name, value); err != nil {
				return o, err
			}
		}
	}
	return o, nil
}

// given is a flag that may be given once.
func given(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// show prints the report, and every row where that is wanted.
func (c ImportCmd) show(report coach.ImportReport, stdout io.Writer) error {
	if _, err := io.WriteString(stdout, report.String()); err != nil {
		return err
	}
	if c.Verbose && len(report.Rows) > 0 {
		if _, err := io.WriteString(stdout, "\n"); err != nil {
			return err
		}
		if err := report.WriteRows(stdout); err != nil {
			return err
		}
	}
	if c.Reasons == "" {
		return nil
	}
	f, err := os.Create(c.Reasons)
	if err != nil {
		return fmt.Errorf("the reasons cannot be written: %w", err)
	}
	if err := report.WriteRows(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
