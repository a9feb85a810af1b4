package coach

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// ExportFormat is how an export is written.
type ExportFormat string

// The formats. CSV is guarded against cells that a spreadsheet would run; JSON
// is one array with an object per line.
const (
	ExportCSV  ExportFormat = "csv"
	ExportJSON ExportFormat = "json"
)

// ExportWhat is what is exported.
type ExportWhat string

// What can be exported.
const (
	ExportDeals   ExportWhat = "deals"
	ExportTouches ExportWhat = "touches"
)

// allDeals is a limit that is none.
const allDeals = math.MaxInt32

// exportTime is how instants are exported: UTC with the milliseconds that the
// store keeps.
const exportTime = "2006-01-02T15:04:05.000Z"

// Export writes all deals of a workspace, or all their touches, to w, from one
// consistent state. Deals come open first, latest sent first; the touches of a
// deal oldest first. [Coach.Import] reads deals as CSV back.
func (c *Coach) Export(ctx context.Context, w io.Writer, workspace string, format ExportFormat, what ExportWhat) error {
	out, err := newExportWriter(w, format)
	if err != nil {
		return err
	}
	write := exportDeals
	switch what {
	case ExportDeals:
	case ExportTouches:
		write = exportTouches
	default:
		return importOption("what", "Choose what to export: deals or touches, not “%s”.", what)
	}
	err = c.store.View(ctx, workspace, func(r Reader) error { return write(r, out) })
	if err != nil {
		return err
	}
	return Wrap(Internal, out.end(), "The export couldn't be written.")
}

func exportDeals(r Reader, out exportWriter) error {
	reps, err := r.Reps()
	if err != nil {
		return err
	}
	emails := map[string]string{}
	for _, rep := range reps {
		emails[rep.ID] = rep.Email
	}
	if err := out.begin("id", "account", "deal", "amount", "currency", "rep", "rep_email", "rep_id", "stage", "sent_on",
		"closed_at", "close_reason", "real_reason", "revisit_on", "paused_until", "pause_reason", "snoozed_until",
		"source", "external_id", "followups", "touches", "last_touch_on", "updated_at"); err != nil {
		return err
	}
	deals, err := r.Deals(DealQuery{Limit: allDeals})
	if err != nil {
		return err
	}
	for _, d := range deals {
		amount, currency := exportMoney(d.Amount)
		if err := out.row(d.ID, d.Account, d.Name, amount, currency, d.RepName, emails[d.RepID], d.RepID, string(d.Stage), d.SentOn.String(),
			exportInstant(d.ClosedAt), d.CloseReason, d.RealReason, d.RevisitOn.String(), d.PausedUntil.String(), d.PauseReason, d.SnoozedUntil.String(),
			d.Source, d.ExternalID, d.Tally.Followups, d.Tally.Touches, d.Tally.LastOn.String(), exportInstant(d.UpdatedAt)); err != nil {
			return err
		}
	}
	return nil
}

func exportTouches(r Reader, out exportWriter) error {
	if err := out.begin("id", "deal_id", "account", "deal", "source", "external_id", "at", "on", "direction", "channel", "outcome",
		"objection", "play", "note", "contact_id", "logged_by", "logged_at"); err != nil {
		return err
	}
	deals, err := r.Deals(DealQuery{Limit: allDeals})
	if err != nil {
		return err
	}
	for _, d := range deals {
		if d.Tally.Touches == 0 {
			continue
		}
		touches, err := r.Touches(d.ID, 0)
		if err != nil {
			return err
		}
		for _, t := range inOrder(touches) {
			if err := out.row(t.ID, d.ID, d.Account, d.Name, d.Source, d.ExternalID, exportInstant(t.At), t.On.String(), string(t.Direction),
				string(t.Channel), string(t.Outcome), string(t.Objection), t.PlayID, t.Note, t.ContactID, t.LoggedBy, exportInstant(t.LoggedAt)); err != nil {
				return err
			}
		}
	}
	return nil
}

// exportMoney is an amount as a plain decimal number and its currency.
func exportMoney(m Money) (amount, currency string) {
	if m.Minor == 0 {
		return "", ""
	}
	digits := minorDigits(m.Currency)
	s := fmt.Sprintf("%0*d", digits+1, m.Minor)
	if digits == 0 {
		return s, m.Currency
	}
	return s[:len(s)-digits] + "." + s[len(s)-digits:], m.Currency
}

func exportInstant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(exportTime)
}

// exportWriter writes rows of strings and ints under the names they begin with.
type exportWriter interface {
	begin(names ...string) error
	row(values ...any) error
	end() error
}

func newExportWriter(w io.Writer, format ExportFormat) (exportWriter, error) {
	switch format {
	case ExportCSV:
		return &csvExport{w: csv.NewWriter(w)}, nil
	case ExportJSON:
		return &jsonExport{w: bufio.NewWriter(w)}, nil
	}
	return nil, importOption("format", "Choose a format: csv or json, not “%s”.", format)
}

type csvExport struct {
	w     *csv.Writer
	cells []string
}

func (e *csvExport) begin(names ...string) error { return e.w.Write(names) }

func (e *csvExport) row(values ...any) error {
	e.cells = e.cells[:0]
	for _, v := range values {
		switch v := v.(type) {
		case int:
			e.cells = append(e.cells, strconv.Itoa(v))
		case string:
			e.cells = append(e.cells, guardCell(v))
		}
	}
	return e.w.Write(e.cells)
}

func (e *csvExport) end() error {
	e.w.Flush()
	return e.w.Error()
}

type jsonExport struct {
	w     *bufio.Writer
	names []string
	rows  int
}

func (e *jsonExport) begin(names ...string) error {
	e.names = names
	_, err := e.w.WriteString("[")
	return err
}

func (e *jsonExport) row(values ...any) error {
	var b strings.Builder
	if e.rows++; e.rows > 1 {
		b.WriteString(",")
	}
	b.WriteString("\n{")
	for i, v := range values {
		encoded, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, "%q:%s", e.names[i], encoded)
	}
	b.WriteString("}")
	_, err := e.w.WriteString(b.String())
	return err
}

func (e *jsonExport) end() error {
	if _, err := e.w.WriteString("\n]\n"); err != nil {
		return err
	}
	return e.w.Flush()
}
