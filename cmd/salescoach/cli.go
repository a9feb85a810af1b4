package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/kelseyhightower/envconfig"

	"salescoach/db"
)

// cli is the command line.
type cli struct {
	Run     runCmd     `cmd:"" default:"1" help:"Run the bot. This is what happens without a command."`
	Sandbox sandboxCmd `cmd:"" help:"A Slack of your own in the browser, with sample deals and the bot in it."`
	Import  ImportCmd  `cmd:"" help:"Import deals from a CSV file of your CRM."`
	Export  ExportCmd  `cmd:"" help:"Write deals or touches as CSV or JSON."`
	Plays   PlaysCmd   `cmd:"" help:"Check the plays that you wrote."`
	Nudges  NudgesCmd  `cmd:"" help:"Show who would be reminded of what, and why not of the rest."`
	Audit   AuditCmd   `cmd:"" help:"List who changed what, when, from what to what."`
	Forget  ForgetCmd  `cmd:"" help:"Remove a person at a customer's from everything: the contact, facts, texts."`
	Backup  backupCmd  `cmd:"" help:"Write a consistent copy of the live database to a file."`
	Doctor  doctorCmd  `cmd:"" help:"Look whether everything is as it should be, and say how to mend what isn't."`
	Health  healthCmd  `cmd:"" help:"Ask the bot that runs here whether it is ready."`
	Migrate migrateCmd `cmd:"" help:"Bring the database up to date, and stop."`
	Version versionCmd `cmd:"" help:"Print the version."`
	Help    helpCmd    `cmd:"" help:"Print this and every setting, or what one command takes."`
}

// exit codes of the command line.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// run is the whole program but for signals.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	var c cli
	parser, err := kong.New(&c, kong.Name("salescoach"), kong.Description("A Slack bot that makes sales teams follow up on their proposals."),
		kong.Writers(stdout, stderr), kong.Exit(func(int) { panic(helpShown{}) }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(stderr, "salescoach:", err)
		return exitUsage
	}
	defer func() { // kong prints --help, then wants to exit
		if p := recover(); p != nil {
			if _, ok := p.(helpShown); !ok {
				panic(p)
			}
			code = exitOK
		}
	}()
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "salescoach: %s Try: salescoach help%s\n", sentenceEnd(err.Error()), ofCommand(err))
		return exitUsage
	}
	a := &app{stdin: stdin, stdout: stdout, now: time.Now, newID: newID}
	if chosen.Command() == "doctor" {
		a.config, a.illSettings = readableConfig()
	} else if a.config, err = loadConfig(); err != nil {
		fmt.Fprintln(stderr, "salescoach:", err)
		return exitUsage
	}
	a.log = newLog(a.config, stderr)
	if err := chosen.Run(a, parser); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, "salescoach:", sentence(err))
		return exitFailed
	}
	return exitOK
}

// sentenceEnd ends a sentence that may be a question.
func sentenceEnd(s string) string {
	if strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// ofCommand is the command, if any, in which the arguments stopped making sense.
func ofCommand(err error) string {
	var bad *kong.ParseError
	if !errors.As(err, &bad) || bad.Context == nil || bad.Context.Selected() == nil {
		return ""
	}
	if chosen := bad.Context.Selected(); slices.Contains(bad.Context.Args, chosen.Name) {
		return strings.TrimPrefix(chosen.FullPath(), "salescoach")
	}
	return ""
}

// helpShown unwinds the stack once help was printed.
type helpShown struct{}

type helpCmd struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}

// settingsTable lays out the settings for envconfig's usage printer.
const settingsTable = `
Settings come from the environment:
{{range .}}
  {{usage_key .}}{{with usage_default .}} (default {{.}}){{end}}
      {{usage_description .}}{{end}}
`

func (c helpCmd) Run(a *app, parser *kong.Kong) error {
	if len(c.Command) > 0 {
		_, _ = parser.Parse(append(c.Command, "--help")) // prints, and leaves through kong.Exit
		return fmt.Errorf("there is no command %q; salescoach help lists them", strings.Join(c.Command, " "))
	}
	// Tracing nothing would land in the command that runs without a command.
	whole := &kong.Context{Kong: parser, Path: []*kong.Path{{App: parser.Model}}}
	if err := whole.PrintUsage(false); err != nil {
		return err
	}
	return envconfig.Usagef("", &config{}, a.stdout, settingsTable)
}

type migrateCmd struct{}

// Run opens the database, which brings it up to date, and closes it.
func (migrateCmd) Run(ctx context.Context, a *app) error {
	_, store, err := a.open(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, "The database is up to date.")
	return store.Close()
}

type backupCmd struct {
	File      string `arg:"" help:"The file to write."`
	Overwrite bool   `help:"Replace a file that is there, once the new copy is whole."`
	Verify    bool   `help:"Write nothing: read a backup that is there from end to end, and say what is in it."`
}

// Run copies the database without opening it as the bot does, which would bring one of
// an older version up to date.
func (c backupCmd) Run(ctx context.Context, a *app) error {
	did, backed := "Backed up to", db.Copy{}
	var err error
	if c.Verify {
		did = "Read from end to end:"
		backed, err = db.VerifyBackup(ctx, c.File)
	} else {
		backed, err = db.Backup(ctx, a.config.Database, c.File, c.Overwrite)
	}
	if err != nil {
		return err
	}
	return backedUp(a.stdout, did, backed)
}

func backedUp(w io.Writer, did string, c db.Copy) error {
	newest := "nothing was changed in it yet"
	if !c.Newest.IsZero() {
		newest = "the last change at " + c.Newest.Format("2006-01-02 15:04:05 MST")
	}
	fmt.Fprintf(w, "%s %s\n", did, c.Path)
	_, err := fmt.Fprintf(w, "%.1f MB, deals: %d, touches: %d, %s; whole.\n", float64(c.Bytes)/1e6, c.Deals, c.Touches, newest)
	if err == nil && c.Behind {
		_, err = fmt.Fprintf(w, "It is of an older version (schema %d) and is brought up to date when this one opens it.\n", c.Schema)
	}
	return err
}
