package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"salescoach/coach"
)

// ExportCmd is `salescoach export`: what is in the database, for spreadsheets
// (CSV) and for programs (JSON).
type ExportCmd struct {
	What      string `arg:"" optional:"" default:"deals" enum:"deals,touches" help:"deals or touches."`
	Format    string `default:"csv" enum:"csv,json" help:"csv or json."`
	Output    string `short:"o" placeholder:"FILE" help:"Write to a file, which must not be there yet, instead of standard output."`
	Workspace string `placeholder:"ID" help:"Slack workspace id (T…). Without it, the workspace of SLACK_BOT_TOKEN."`
}

// Run opens the database and exports from it.
func (c ExportCmd) Run(ctx context.Context, a *app) error {
	return a.inWorkspace(ctx, c.Workspace, func(sales *coach.Coach, workspace string) error {
		c.Workspace = workspace
		return c.run(ctx, sales, a.stdout)
	})
}

func (c ExportCmd) run(ctx context.Context, sales *coach.Coach, stdout io.Writer) error {
	if c.Output == "" {
		return sales.Export(ctx, stdout, c.Workspace, coach.ExportFormat(c.Format), coach.ExportWhat(c.What))
	}
	// O_EXCL: an export never overwrites; 0600: it holds names of customers.
	f, err := os.OpenFile(c.Output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("the export cannot be written: %w", err)
	}
	err = sales.Export(ctx, f, c.Workspace, coach.ExportFormat(c.Format), coach.ExportWhat(c.What))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(c.Output) // half an export looks like a whole one
	}
	return err
}
