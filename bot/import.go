package bot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// A file that was sent to us is read twice: for the preview, and when **Import** is
// pressed. In between we keep where it is and the sum of its bytes, and Slack keeps the
// file: a customer list of five megabytes for each preview that nobody ever answers
// would be in every backup, and a person who wants to be forgotten would be in it. What
// comes the second time is taken only if it is what was shown.

// filesAtOnce is how many files are read at once. The largest takes some ten times its
// size of memory for a few seconds.
const filesAtOnce = 1

// sentFile answers a message to the bot with files in it: a CSV file of a manager is
// shown as it would be imported. What was written beside a picture is a command as ever.
func (b *Bot) sentFile(ctx context.Context, r *request, m *slackevents.MessageEvent) (Answer, error) {
	text := strings.TrimSpace(b.unescape(ctx, r, m.Text))
	if text != "" && !slices.ContainsFunc(m.Message.Files, isTable) {
		a, err := b.command(ctx, r, withoutCommand(text))
		return b.reply(ctx, r, a, err)
	}
	a, err := b.preview(ctx, r, m.Message.Files, text)
	return b.reply(ctx, r, a, err)
}

// preview shows what an import of a file would do.
func (b *Bot) preview(ctx context.Context, r *request, files []slack.File, text string) (Answer, error) {
	if err := b.o.Coach.MayImport(r.in); err != nil {
		return Answer{}, err
	}
	if len(files) > 1 {
		return Answer{}, coach.Errorf(coach.Invalid, "One file at a time, please. Nothing was read.")
	}
	file := files[0]
	if err := readable(file); err != nil {
		return Answer{}, err
	}
	options, err := coach.ParseImportOptions(text)
	if err != nil {
		return Answer{}, err
	}
	offer := coach.Offer{ID: importID(r.Key), Name: file.Name, Address: first(file.URLPrivateDownload, file.URLPrivate), Options: options}
	report, err := b.tryImport(ctx, r, &offer)
	switch {
	case len(report.Asks) > 0:
		return tell(blocks.ImportAsks(report)), nil
	case err != nil:
		return Answer{}, err
	case !report.Changed():
		return tell(blocks.ImportNothing(report)), nil
	}
	if err := b.o.Coach.OfferImport(ctx, r.in, offer); err != nil {
		return Answer{}, err
	}
	return tell(blocks.ImportPreview(report, offer.ID)), nil
}

// tryImport fetches a file that is offered, notes its sum, and says what would be changed.
func (b *Bot) tryImport(ctx context.Context, r *request, o *coach.Offer) (coach.ImportReport, error) {
	data, free, err := b.fetch(ctx, o.Address)
	if err != nil {
		return coach.ImportReport{}, err
	}
	defer free()
	o.Sum = sumOf(data)
	return b.o.Coach.Import(ctx, coach.ImportRequest{Workspace: r.Team, Name: o.Name, Data: bytes.NewReader(data), Options: o.Options, DryRun: true, Actor: r.User})
}

// runImport is **Import**.
func (b *Bot) runImport(ctx context.Context, r *request) (Answer, error) {
	if err := b.o.Coach.MayImport(r.in); err != nil {
		return Answer{}, err
	}
	if done, err := b.o.Coach.Brought(ctx, r.Team, r.action.ID); err == nil && done.ID == r.action.ID {
		return replaced(tell(b.importDone(r, done)), nil) // pressed once more
	}
	offer, err := b.o.Coach.OfferOf(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	report, err := b.bringIn(ctx, r, offer)
	switch {
	case len(report.Asks) > 0: // somebody changed the source's remembered options meanwhile
		return replaced(tell(blocks.ImportAsks(report)), nil)
	case err != nil:
		return Answer{}, err
	case report.Done.ID == "":
		return replaced(tell(blocks.ImportNothing(report)), nil)
	}
	return replaced(tell(b.importDone(r, report.Done)), nil)
}

// bringIn fetches a file once more and imports it, if it is still what was shown.
func (b *Bot) bringIn(ctx context.Context, r *request, o coach.Offer) (coach.ImportReport, error) {
	data, free, err := b.fetch(ctx, o.Address)
	if err != nil {
		return coach.ImportReport{}, err
	}
	defer free()
	if sumOf(data) != o.Sum {
		return coach.ImportReport{}, coach.Errorf(coach.Conflict, "The file in Slack isn't the one that I showed you. Nothing was imported. Send it again to see what it would do now.")
	}
	return b.o.Coach.Import(ctx, coach.ImportRequest{Workspace: r.Team, Name: o.Name, Data: bytes.NewReader(data), Options: o.Options, Actor: r.User, ID: o.ID})
}

// cancelImport is **Cancel** of a preview.
func (b *Bot) cancelImport(ctx context.Context, r *request) (Answer, error) {
	if done, err := b.o.Coach.Brought(ctx, r.Team, r.action.ID); err == nil && r.in.Manager && done.ID == r.action.ID {
		return replaced(tell(b.importDone(r, done)), nil) // too late
	}
	return replaced(b.card(blocks.ImportCancelled(), b.o.Coach.CancelImport(ctx, r.in, r.action.ID)))
}

// undoImport is **Undo import**.
func (b *Bot) undoImport(ctx context.Context, r *request) (Answer, error) {
	if r.action.ID == "" {
		return Answer{}, coach.Errorf(coach.Conflict, "That button doesn't say which import it's about. Nothing was changed.")
	}
	done, err := b.o.Coach.UndoImport(ctx, r.in, r.action.ID)
	return replaced(b.card(b.importDone(r, done), err))
}

func (b *Bot) importDone(r *request, done coach.Brought) blocks.Message {
	return blocks.ImportDone(done, b.o.Now(), r.hours)
}

// fetch waits until a file may be read, and fetches it; call free when it was read. Why
// that failed is told to whoever sent it, and what an operator can mend to the log too.
func (b *Bot) fetch(ctx context.Context, address string) (data []byte, free func(), err error) {
	if b.o.Files == nil {
		return nil, nil, coach.Errorf(coach.Invalid, "I can't read files here.")
	}
	select {
	case b.reading <- struct{}{}:
		free = func() { <-b.reading }
	case <-ctx.Done():
		return nil, nil, coach.Wrap(coach.Busy, ctx.Err(), "I'm reading other files just now. Nothing was read; please send it again in a minute.")
	}
	if data, err = b.o.Files.Fetch(ctx, address, coach.UploadLimits().Bytes); err == nil {
		return data, free, nil
	}
	free()
	var said *coach.Error
	if errors.As(err, &said) && said.Cause != nil {
		b.o.Log.Warn("a file that was sent could not be fetched", "kind", said.Kind, "err", Redact(said.Cause.Error()))
	}
	return nil, nil, err
}

// isTable says that a file looks like rows of text, by its name or by what Slack calls it.
func isTable(f slack.File) bool {
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".csv", ".tsv", ".txt":
		return true
	case "":
		return f.Filetype == "csv" || f.Filetype == "tsv" || f.Filetype == "text" || strings.HasPrefix(f.Mimetype, "text/csv")
	}
	return false
}

// workbooks are what spreadsheet programs write unless they are told otherwise.
var workbooks = []string{".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}

// readable says in words why a file cannot be read, before anything of it is fetched.
func readable(f slack.File) error {
	switch limit := coach.UploadLimits().Bytes; {
	case f.IsExternal:
		return coach.Errorf(coach.Invalid, "That file isn't kept in Slack itself, so I can't read it. Download it as CSV, and send me the file.")
	case f.Mode == "tombstone" || f.Mode == "hidden_by_limit":
		return coach.Errorf(coach.NotFound, "That file isn't in Slack any more. Nothing was read. Send it again.")
	case slices.Contains(workbooks, strings.ToLower(path.Ext(f.Name))):
		return coach.Errorf(coach.Invalid, "That's a workbook, and I read CSV files. Save it as “CSV UTF-8” and send me that.")
	case f.Name == "" && f.URLPrivate == "":
		return coach.Errorf(coach.Invalid, "Slack doesn't show me that file. Send it to me here, yourself.")
	case !isTable(f):
		return coach.Errorf(coach.Invalid, "I can't do anything with that file. A CSV file of your deals I can import; `/followup help` says what else I understand.")
	case int64(f.Size) > limit:
		return tooLarge(limit)
	case f.Size == 0:
		return coach.Errorf(coach.Invalid, "That file is empty.")
	}
	return nil
}

// importID is the id of the import that the file of a message may become: the same
// however often the message is delivered.
func importID(key string) string { return sumOf([]byte(key))[:20] }

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
