package blocks

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// How much of a file's report one message shows.
const (
	importReasons = 8   // of one sort
	importColumns = 20  // that are not used
	importReason  = 200 // characters
	importAsks    = 8
	importOwners  = 5
)

// ImportPreview is what a file would change, before anything is.
func ImportPreview(r coach.ImportReport, id string) Message {
	lead := fmt.Sprintf("*%s*: %s. *Nothing is changed yet.*", line(clip(r.Name, 100)), number(r.Total, "row", "rows"))
	counts := importCounts(r.Created, r.Updated, r.Unchanged, r.Conflicts, r.Skipped)
	bs := []slack.Block{header("Import these deals?"), section(lead + "\n" + strings.Join(bullets(counts), "\n"))}
	bs = append(bs, importReasonsOf(r.Reasons(), 0)...)
	bs = append(bs, section(columnsRead(r)))
	if more := columnsLeft(r); more != "" {
		bs = append(bs, small(more))
	}
	if who := unmapped(r.Unmapped); who != "" {
		bs = append(bs, small(who))
	}
	if r.Advice != nil {
		bs = append(bs, small(advised(*r.Advice)))
	}
	return Message{Text: fmt.Sprintf("Import %s? %s. Nothing is changed yet.", line(clip(r.Name, 100)), capital(strings.Join(counts, ", "))),
		Blocks: append(bs, actions(primary(button("Import", Action{Verb: ImportRun, ID: id})), button("Cancel", Action{Verb: ImportCancel, ID: id})))}
}

// importCounts say what becomes of the rows; what there is none of is left out.
func importCounts(created, updated, unchanged, conflicts, skipped int) []string {
	var said []string
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{created, "new deal", "new deals"},
		{updated, "deal updated", "deals updated"},
		{unchanged, "row that changes nothing", "rows that change nothing"},
		{conflicts, "row that disagrees with what's here", "rows that disagree with what's here"},
		{skipped, "row left out", "rows left out"},
	} {
		if c.n > 0 {
			said = append(said, number(c.n, c.one, c.many))
		}
	}
	return said
}

func bullets(lines []string) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = "• " + l
	}
	return all
}

// number is count with a comma between thousands.
func number(n int, one, many string) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if n == 1 {
		return s + " " + one
	}
	return s + " " + many
}

// importReasonsOf says what becomes of rows and why, each sort under its own words. more
// is how many reasons are not in the list.
func importReasonsOf(all []coach.ImportReason, more int) []slack.Block {
	var bs []slack.Block
	for _, sort := range []struct {
		verdict coach.RowVerdict
		title   string
	}{
		{coach.RowSkipped, "Left out"},
		{coach.RowConflict, "What's here stays"},
		{coach.RowUpdated, "Updated"},
	} {
		var lines []string
		left := 0
		for _, r := range all {
			switch {
			case r.Verdict != sort.verdict:
			case len(lines) == importReasons:
				left++
			default:
				lines = append(lines, "• "+capital(r.Where())+": "+line(clip(r.Reason, importReason)))
			}
		}
		if len(lines) > 0 {
			bs = append(bs, section("*"+sort.title+"*\n"+strings.Join(append(lines, andMore(left, "line like these", "lines like these")...), "\n")))
		}
	}
	if more > 0 {
		bs = append(bs, small(number(more, "more reason isn't shown.", "more reasons aren't shown.")))
	}
	return bs
}

// fieldWords are the fields of a file as people call them.
var fieldWords = map[string]string{
	"deal": "the deal", "sent_on": "the day of sending", "external_id": "its id", "rep": "the rep", "rep_email": "the rep's email",
	"closed_on": "the day of closing", "close_reason": "the reason for closing", "stage_changed_on": "the last change of stage",
	"is_won": "won or not", "is_closed": "closed or not",
}

func fieldWord(f string) string {
	if w := fieldWords[f]; w != "" {
		return w
	}
	return "the " + strings.ReplaceAll(f, "_", " ")
}

// columnsRead says from which column each thing is read.
func columnsRead(r coach.ImportReport) string {
	lines := make([]string, 0, len(r.Columns))
	for _, c := range r.Columns {
		l := "• " + capital(fieldWord(c.Field)) + ": "
		header, note := "“"+line(clip(c.Header, 80))+"”", line(clip(c.Note, 150))
		switch {
		case c.Header == "" && note == "":
			l += "no column"
		case c.Header == "":
			l += note
		case note == "":
			l += header
		default:
			l += header + " (" + note + ")"
		}
		lines = append(lines, l)
	}
	return "*How I read its columns*\n" + strings.Join(lines, "\n")
}

// columnsLeft says what of the file is not used, and what was remembered of the last one.
func columnsLeft(r coach.ImportReport) string {
	var said []string
	if len(r.Unused) > 0 {
		said = append(said, "Not used: "+few(r.Unused, importColumns)+".")
	}
	if read := append(append([]string{}, r.Given...), r.Recalled...); len(read) > 0 {
		said = append(said, "Read with "+code(strings.Join(read, " "))+".")
	}
	return strings.Join(said, " ")
}

// few are the first of some foreign words.
func few(words []string, n int) string {
	shown := make([]string, 0, n)
	for _, w := range words[:min(len(words), n)] {
		shown = append(shown, line(clip(w, 60)))
	}
	s := strings.Join(shown, ", ")
	if more := len(words) - n; more > 0 {
		s += " and " + strconv.Itoa(more) + " more"
	}
	return s
}

// code is foreign text as it would be typed.
func code(s string) string { return "`" + line(clip(strings.ReplaceAll(s, "`", "'"), 400)) + "`" }

func unmapped(owners []coach.UnmappedOwner) string {
	if len(owners) == 0 {
		return ""
	}
	names := make([]string, len(owners))
	for i, o := range owners {
		names[i] = fmt.Sprintf("%s (%s)", o.Owner, number(o.Deals, "deal", "deals"))
	}
	return "I don't know these reps yet, so their deals are kept by name: " + few(names, importOwners) +
		". Import the file again once they've used me. Or say who somebody is, and send the file again with this beside it: " + code("--owner '"+owners[0].Owner+"=U012AB3CD'") + "."
}

func advised(a coach.ImportAsk) string {
	s := Escape(clip(a.What, importReason))
	if a.Option == "" {
		return s
	}
	s += " Send the file again with " + code(a.Option) + " beside it"
	if a.Hint == "" {
		return s + "."
	}
	return s + ", " + Escape(clip(strings.ToLower(a.Hint[:1])+a.Hint[1:], importReason))
}

// ImportAsks is what has to be settled before a file can be imported.
func ImportAsks(r coach.ImportReport) Message {
	text := fmt.Sprintf("I can't import %s yet: there's something in it that only you can settle. Nothing was changed.", line(clip(r.Name, 100)))
	bs := []slack.Block{section(text)}
	asks := r.Asks
	if r.Advice != nil && r.Advice.Option != "" {
		asks = append(append([]coach.ImportAsk{}, asks...), *r.Advice)
	}
	var lines, options []string
	options = append(options, r.Given...)
	for _, a := range asks {
		if len(lines) < importAsks {
			l := "• " + Escape(clip(a.What, 400))
			if a.Option != "" {
				l += " " + code(a.Option) + "."
			}
			if a.Hint != "" {
				l += " " + Escape(clip(a.Hint, 400))
			}
			lines = append(lines, l)
		}
		if a.Option != "" {
			options = append(options, a.Option)
		}
	}
	bs = append(bs, section(strings.Join(append(lines, andMore(len(asks)-len(lines), "question", "questions")...), "\n")))
	if len(options) > 0 {
		bs = append(bs, section("Send the file again with this written beside it, and put right where I guessed wrong:\n```"+
			Escape(clip(strings.ReplaceAll(strings.Join(options, " "), "`", "'"), 1500))+"```"),
			small("I remember it for the next file from the same place."))
	}
	return Message{Text: text, Blocks: bs}
}

// ImportNothing is a file that changes nothing.
func ImportNothing(r coach.ImportReport) Message {
	text := fmt.Sprintf("There's nothing to import in %s.", line(clip(r.Name, 100)))
	counts := importCounts(0, 0, r.Unchanged, r.Conflicts, r.Skipped)
	if len(counts) > 0 {
		text += " It has " + strings.Join(counts, ", ") + "."
	}
	return Message{Text: text, Blocks: append([]slack.Block{section(text)}, importReasonsOf(r.Reasons(), 0)...)}
}

// ImportCancelled is what is left of a preview after **Cancel**.
func ImportCancelled() Message {
	const text = "All right. Nothing was imported."
	return Message{Text: text, Blocks: []slack.Block{section(text)}}
}

// ImportDone is an import that was carried out, with **Undo import** as long as that may
// work, or what is left of one that was taken back.
func ImportDone(b coach.Brought, now time.Time, h coach.Hours) Message {
	name := line(clip(b.Name, 100))
	if !b.UndoneAt.IsZero() {
		text := fmt.Sprintf("The import of %s is undone.", name)
		return Message{Text: text, Blocks: []slack.Block{section("✓ *" + text + "* " + undone(b))}}
	}
	counts := importCounts(b.Created, b.Updated, b.Unchanged, b.Conflicts, b.Skipped)
	text := fmt.Sprintf("%s is imported: %s.", name, strings.Join(counts, ", "))
	bs := append([]slack.Block{section("✓ *" + name + " is imported.*\n" + strings.Join(bullets(counts), "\n"))}, importReasonsOf(b.Reasons, b.More)...)
	if !b.Undoable(now) {
		return Message{Text: text, Blocks: bs}
	}
	until := h.Today(b.At.Add(coach.UndoImportFor))
	return Message{Text: text, Blocks: append(bs,
		small("You can undo this until "+weekday(until, h.Today(now))+", as long as nobody has worked on one of these deals and no other file has come in."),
		actions(button("Undo import", Action{Verb: ImportUndo, ID: b.ID})))}
}

// undone says what an undo did.
func undone(b coach.Brought) string {
	var said []string
	if b.Created > 0 {
		said = append(said, number(b.Created, "deal that it brought is gone again", "deals that it brought are gone again"))
	}
	if b.Updated > 0 {
		said = append(said, number(b.Updated, "is what it was before", "are what they were before"))
	}
	if len(said) == 0 {
		return "Everything is what it was before."
	}
	return strings.Join(said, ", and ") + "."
}
