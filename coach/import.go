package coach

import (
	"cmp"
	"context"
	"errors"
	"io"
	"time"
)

// ImportRequest is a file of deals that somebody brings in.
type ImportRequest struct {
	Workspace string
	Name      string    // of the file, for the report
	Data      io.Reader // CSV in any common encoding
	Options   ImportOptions
	DryRun    bool   // say what would happen and change nothing
	Actor     string // Slack user id; empty: "import" (the command line)
	ID        string // of the import: one that was carried out before is told of again, and not repeated; empty: a new one
}

// Import brings a file of deals in, all of it or nothing.
//
// A row is the deal with the same source and id; else the one with exactly the
// same account and deal name, when there is one of each. The same file twice
// changes nothing. Of a deal that is here already, a file may change account,
// name, amount, rep, stage and the day of sending, and each only when the file
// says something else than at its last import and nobody changed it here in the
// meantime: then both are told apart and ours stays (a conflict). What a rep
// wrote down is never touched: touches, contacts, facts, pauses, snoozes, and
// a file closed or reopened by hand. An empty cell changes nothing either.
//
// When the file holds things that only a person can settle, nothing is
// changed; the error is Invalid and the report says what they are.
//
// The last import that changed something can be taken back; see [Coach.UndoImport].
func (c *Coach) Import(ctx context.Context, req ImportRequest) (ImportReport, error) {
	if err := req.Options.check(); err != nil {
		return ImportReport{}, err
	}
	limits := req.Options.Limits
	if limits == (CSVLimits{}) {
		limits = UploadLimits()
	}
	table, err := readCSV(req.Data, limits)
	if err != nil {
		return ImportReport{}, err
	}
	now := c.o.Now()
	var s *sheet
	err = c.store.View(ctx, req.Workspace, func(r Reader) (err error) {
		s, err = understand(r, table, req.Options, c.o.Zone, now)
		return err
	})
	if err != nil {
		return ImportReport{}, err
	}
	if report := newImportReport(req, s); len(report.Asks) > 0 {
		return report, Errorf(Invalid, "%s to settle before this file can be imported. Nothing was changed.", counted(len(report.Asks), "thing"))
	}
	return c.runImport(ctx, req, s, now)
}

// understand reads a table with the options given and those remembered of its source.
func understand(r Reader, table csvTable, given ImportOptions, zone *time.Location, now time.Time) (*sheet, error) {
	source := cmp.Or(given.Source, recogniseSource(table.header))
	remembered, err := rememberedOptions(r, source)
	if err != nil {
		return nil, err
	}
	return newSheet(table, given, remembered, zone, DateOf(now, zone))
}

// runImport does it in one transaction; a dry run reads only.
func (c *Coach) runImport(ctx context.Context, req ImportRequest, s *sheet, now time.Time) (ImportReport, error) {
	var report ImportReport
	run := func(r Reader, tx Tx) error {
		im, err := c.newImporter(r, tx, s, now)
		if err != nil {
			return err
		}
		im.id, im.report = req.ID, newImportReport(req, s)
		if err := im.run(); err != nil {
			return err
		}
		if err := s.limits().mayChange(im.report); err != nil {
			return err
		}
		im.report.Unmapped = unmappedOwners(im.owners.unmapped)
		if tx != nil {
			err = im.finish(cmp.Or(req.Actor, ByImport))
		}
		report = im.report
		return err
	}
	var err error
	if req.DryRun {
		err = c.store.View(ctx, req.Workspace, func(r Reader) error { return run(r, nil) })
	} else {
		err = c.update(ctx, req.Workspace, author{cmp.Or(req.Actor, ByImport), "import", now}, func(tx Tx) error {
			if again, err := importedBefore(tx, req.ID); err != nil || again {
				return cmp.Or(err, errRepeated)
			}
			return run(tx, tx)
		})
	}
	if errors.Is(err, errRepeated) {
		return c.toldAgain(ctx, req, s)
	}
	if err != nil {
		return ImportReport{}, err
	}
	return report, nil
}

// importKey is the key of an import among those of inputs.
func importKey(id string) string { return "import:" + id }

func importedBefore(r Reader, id string) (bool, error) {
	if id == "" {
		return false, nil
	}
	switch _, err := r.Change(importKey(id)); KindOf(err) {
	case "":
		return true, nil
	case NotFound:
		return false, nil
	default:
		return false, err
	}
}

// toldAgain is the report of an import that was carried out before.
func (c *Coach) toldAgain(ctx context.Context, req ImportRequest, s *sheet) (ImportReport, error) {
	c.repeats.Add(1)
	report := newImportReport(req, s)
	done, err := c.Brought(ctx, req.Workspace, req.ID)
	report.Done = done
	report.Created, report.Updated, report.Unchanged = done.Created, done.Updated, done.Unchanged
	report.Skipped, report.Conflicts = done.Skipped, done.Conflicts
	return report, err
}

// importer is one import in one transaction.
type importer struct {
	c        *Coach
	r        Reader
	tx       Tx // nil on a dry run
	now      time.Time
	id       string
	sheet    *sheet
	owners   *ownerMap
	memory   *importMemory // nil for our own export, which carries its own
	accounts map[string]Account
	nearby   map[string]map[string][]Deal // account id → name key → deals that were there before
	claimed  map[string]bool              // deals that a row has spoken for
	trace    importTrace
	report   ImportReport
}

func (c *Coach) newImporter(r Reader, tx Tx, s *sheet, now time.Time) (*importer, error) {
	owners, err := newOwnerMap(r, s.options.Owners)
	if err != nil {
		return nil, err
	}
	im := &importer{c: c, r: r, tx: tx, now: now, sheet: s, owners: owners,
		accounts: map[string]Account{}, nearby: map[string]map[string][]Deal{}, claimed: map[string]bool{}}
	if !s.own {
		im.memory = newImportMemory(r, s.source)
	}
	return im, nil
}

// run takes the rows that are known by an id first, so that only deals that no
// id speaks for can be matched by name.
func (im *importer) run() error {
	for _, b := range im.sheet.table.broken {
		im.report.add(b.line, RowSkipped, b.reason)
	}
	lines, names := map[string]int{}, map[string]int{}
	var loose []csvRow
	for _, r := range im.sheet.table.rows {
		row, skip := im.sheet.read(r)
		if skip == "" {
			skip = twinOf(row, lines)
		}
		if skip != "" {
			im.report.add(row.line, RowSkipped, skip)
			continue
		}
		d, found, err := im.known(row)
		switch {
		case err != nil:
			return err
		case found:
			err = im.merge(d, row)
		default:
			loose = append(loose, r)
			names[row.nameKey()]++
		}
		if err != nil {
			return err
		}
	}
	for _, r := range loose {
		row, _ := im.sheet.read(r)
		if err := im.place(row, names[row.nameKey()]); err != nil {
			return err
		}
	}
	im.report.sort()
	return nil
}

// account is the account of a row, made when it is new.
func (im *importer) account(row importRow) (Account, error) {
	if a, ok := im.accounts[row.accountKey]; ok {
		return a, nil
	}
	a, err := im.r.AccountNamed(row.accountKey)
	if KindOf(err) == NotFound {
		a, err = Account{ID: im.c.o.NewID(), Name: row.account, CreatedAt: im.now}, nil
		im.nearby[a.ID] = nil // nothing was there before
		if im.tx != nil {
			im.trace.Accounts = append(im.trace.Accounts, a.ID)
			err = im.tx.InsertAccount(a)
		}
	}
	if err == nil {
		im.accounts[row.accountKey] = a
	}
	return a, err
}

// create makes the deal of a row.
func (im *importer) create(row importRow) error {
	account, err := im.account(row)
	if err != nil {
		return err
	}
	rep := im.owners.find(row)
	d := Deal{
		ID: cmp.Or(row.id, im.c.o.NewID()), AccountID: account.ID, Account: account.Name, Name: row.name, Amount: row.amount,
		RepID: rep.ID, RepName: rep.RealName, Stage: row.stage, SentOn: row.sentOn, Source: row.source, ExternalID: row.externalID,
		PausedUntil: row.pausedUntil, PauseReason: row.pauseReason, SnoozedUntil: row.snoozedUntil,
		CreatedAt: im.now, UpdatedAt: im.now,
	}
	d.sleep(row.pausedUntil, row.snoozedUntil, im.c.Hours(rep).Today(im.now))
	if !row.updatedAt.IsZero() {
		d.UpdatedAt = row.updatedAt
	}
	if d.Stage.Closed() {
		d.ClosedAt = row.closed.instant(im.c.Hours(rep).Zone)
		d.CloseReason, d.RealReason, d.RevisitOn = row.closeReason, row.realReason, row.revisitOn
	}
	im.report.add(row.line, RowCreated, "")
	im.report.count(d)
	if im.tx == nil {
		return nil
	}
	im.trace.made(d)
	if err := im.tx.InsertDeal(d); err != nil || im.memory == nil {
		return err
	}
	return im.memory.keep(d.ID, fingerprints(row.sides(rep)))
}

// finish writes what is kept beside the deals, and at last the batch itself.
func (im *importer) finish(actor string) error {
	if im.memory != nil {
		if err := im.memory.save(im.tx); err != nil {
			return err
		}
		im.trace.Seen = im.memory.before
	}
	if err := rememberOptions(im.tx, im.sheet.source, im.sheet.options); err != nil {
		return err
	}
	if !im.report.Changed() {
		return nil
	}
	if im.id == "" {
		im.id = im.c.o.NewID()
	}
	if err := im.keepTrace(actor); err != nil {
		return err
	}
	last := Imported{At: im.now, Source: im.sheet.source, Created: im.report.Created, Updated: im.report.Updated}
	if err := last.keep(im.tx); err != nil {
		return err
	}
	return im.tx.Remember(Change{Key: importKey(im.id), Actor: actor, Verb: "import", Ref: im.id, At: im.now})
}

// keepTrace keeps what is told of the import, and the way back.
func (im *importer) keepTrace(actor string) (err error) {
	im.report.Done = im.report.brought(im.id, actor, im.now)
	if im.trace.Last, err = im.tx.Setting(lastImportSetting); err != nil {
		return err
	}
	if err := im.trace.keep(im.tx); err != nil {
		return err
	}
	return saveJSON(im.tx, doneSetting, im.report.Done)
}
