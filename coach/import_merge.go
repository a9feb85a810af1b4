package coach

import (
	"fmt"
	"strings"
	"time"
)

// sides is what a row says of each field that an import may change, in a form in
// which two equal values are equal strings; "" where it says nothing.
func (row importRow) sides(rep Rep) [mergeFields]string {
	var stage string
	if row.stageSaid {
		stage = string(row.stage)
	}
	return [mergeFields]string{row.accountKey, row.name, amountSide(row.amount), repSide(rep.ID, rep.RealName), stage, row.sentOn.String()}
}

// dealSides is the same of a deal.
func dealSides(d Deal) [mergeFields]string {
	return [mergeFields]string{StrictKey(d.Account), d.Name, amountSide(d.Amount), repSide(d.RepID, d.RepName), string(d.Stage), d.SentOn.String()}
}

func amountSide(m Money) string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s", m.Minor, m.Currency)
}

func repSide(id, name string) string {
	if id != "" {
		return id
	}
	if name == "" {
		return ""
	}
	return "named " + foldOwner(name)
}

func fingerprints(sides [mergeFields]string) lastImport {
	var l lastImport
	for i, s := range sides {
		l[i] = fingerprint(s)
	}
	return l
}

// settled is what becomes of one field.
type settled int

const (
	unmoved  settled = iota // nothing new in the file
	taken                   // the file has news, and nobody changed it here
	disputed                // both changed; ours stays
)

// comparison is a row beside its deal.
type comparison struct {
	deal       Deal
	row        importRow
	ours       [mergeFields]string
	theirs     [mergeFields]string
	last       lastImport
	remembered bool // last is known
	own        bool // the row is from our own export
}

// settle decides about one field.
func (c comparison) settle(i int) settled {
	ours, theirs := c.ours[i], c.theirs[i]
	switch {
	case theirs == "" || theirs == ours:
		return unmoved
	case c.own:
		return c.settleOwn()
	case !c.remembered:
		return c.settleFirst(i)
	case fingerprint(theirs) == c.last[i]:
		return unmoved
	case fingerprint(ours) == c.last[i]:
		return taken
	}
	return disputed
}

// settleOwn: our own export was changed by hand since it was written, and that
// is meant, unless the deal has moved on since then too.
func (c comparison) settleOwn() settled {
	if c.deal.UpdatedAt.Truncate(time.Millisecond).After(c.row.updatedAt) {
		return disputed
	}
	return taken
}

// settleFirst: this deal was made here and meets its row for the first time.
// The file fills in what is missing, closes what is open and knows the rep that
// only a name stood for; anything else somebody here has typed.
func (c comparison) settleFirst(i int) settled {
	switch {
	case c.ours[i] == "", i == mergeStage && c.deal.Stage == Open, i == mergeRep && c.deal.RepID == "":
		return taken
	}
	return disputed
}

// next is what to remember of the row.
func (c comparison) next(verdicts [mergeFields]settled) lastImport {
	next := fingerprints(c.theirs)
	for i, v := range verdicts {
		if v == disputed || c.theirs[i] == "" {
			next[i] = c.last[i]
		}
	}
	return next
}

// merge brings a row and its deal together.
func (im *importer) merge(d Deal, row importRow) error {
	im.claimed[d.ID] = true
	rep := im.owners.find(row)
	c := comparison{deal: d, row: row, ours: dealSides(d), theirs: row.sides(rep), own: im.sheet.own}
	if im.memory != nil {
		var err error
		if c.last, c.remembered, err = im.memory.last(d.ID); err != nil {
			return err
		}
	}
	var verdicts [mergeFields]settled
	for i := range verdicts {
		verdicts[i] = c.settle(i)
	}
	if err := im.mayMove(c, &verdicts); err != nil {
		return err
	}
	m := merged{deal: d}
	for i, v := range verdicts {
		if err := im.mergeField(&m, i, v, row, rep); err != nil {
			return err
		}
	}
	m.adopt(row)
	return im.keep(c, m, verdicts)
}

// mayMove disputes a change of the account that would leave the people and
// facts behind that are known there.
func (im *importer) mayMove(c comparison, verdicts *[mergeFields]settled) error {
	if verdicts[mergeAccount] != taken {
		return nil
	}
	contacts, err := im.r.Contacts(c.deal.AccountID)
	if err != nil {
		return err
	}
	facts, err := im.r.Facts(c.deal.AccountID, c.deal.ID)
	if err != nil {
		return err
	}
	if len(contacts)+len(facts) > 0 {
		verdicts[mergeAccount] = disputed
	}
	return nil
}

// merged is a deal with what was taken from its row, in words for the report.
type merged struct {
	deal    Deal
	changes []string
	kept    []string
}

func (m *merged) note(v settled, field, from, to string) {
	if from == "" {
		from = "none"
	}
	if v == taken {
		m.changes = append(m.changes, field+" "+from+" → "+to)
	} else {
		m.kept = append(m.kept, field+" stays "+from+" (the file says "+to+")")
	}
}

// mergeField takes one field over, or notes that it is disputed.
func (im *importer) mergeField(m *merged, field int, v settled, row importRow, rep Rep) error {
	if v == unmoved {
		return nil
	}
	d := &m.deal
	switch field {
	case mergeAccount:
		m.note(v, "account", d.Account, row.account)
	case mergeName:
		m.note(v, "name", d.Name, row.name)
	case mergeAmount:
		m.note(v, "amount", d.Amount.String(), row.amount.String())
	case mergeRep:
		m.note(v, "rep", d.RepName, rep.RealName)
	case mergeStage:
		m.note(v, "stage", string(d.Stage), string(row.stage))
	case mergeSent:
		m.note(v, "sent", d.SentOn.String(), row.sentOn.String())
	}
	if v != taken {
		return nil
	}
	return im.take(d, field, row, rep)
}

func (im *importer) take(d *Deal, field int, row importRow, rep Rep) error {
	switch field {
	case mergeAccount:
		account, err := im.account(row)
		d.AccountID, d.Account = account.ID, account.Name
		return err
	case mergeName:
		d.Name = row.name
	case mergeAmount:
		d.Amount = row.amount
	case mergeRep:
		d.RepID, d.RepName = rep.ID, rep.RealName
	case mergeStage:
		im.moveStage(d, row, rep)
	case mergeSent:
		d.SentOn = row.sentOn
		return im.recount(d)
	}
	return nil
}

// moveStage closes or reopens a deal as somebody would by hand.
func (im *importer) moveStage(d *Deal, row importRow, rep Rep) {
	d.Stage, d.ClosedAt, d.CloseReason, d.RealReason, d.RevisitOn = row.stage, time.Time{}, "", "", Date{}
	if !d.Stage.Closed() {
		return
	}
	d.ClosedAt, d.CloseReason = row.closed.instant(im.c.Hours(rep).Zone), row.closeReason
	if d.ClosedAt.IsZero() {
		d.ClosedAt = im.now
	}
	d.SnoozedUntil, d.PausedUntil, d.PauseReason = Date{}, Date{}, ""
}

// recount counts the follow-ups anew: they begin on the day of sending.
func (im *importer) recount(d *Deal) error {
	if d.Tally.Touches == 0 {
		return nil
	}
	touches, err := im.r.Touches(d.ID, 0)
	d.Tally = Count(d.SentOn, touches)
	return err
}

// adopt gives a deal that was made here the id by which its CRM knows it.
func (m *merged) adopt(row importRow) {
	if m.deal.ExternalID == "" && row.externalID != "" {
		m.deal.Source, m.deal.ExternalID = row.source, row.externalID
		m.changes = append(m.changes, "now known as "+row.source+" "+row.externalID)
	}
}

// keep writes the deal, what to remember of the row, and the line of the report.
func (im *importer) keep(c comparison, m merged, verdicts [mergeFields]settled) error {
	said := strings.Join(append(m.changes, m.kept...), "; ")
	switch {
	case len(m.kept) > 0:
		im.report.add(c.row.line, RowConflict, m.deal.Title()+": "+said)
	case len(m.changes) > 0:
		im.report.add(c.row.line, RowUpdated, m.deal.Title()+": "+said)
	default:
		im.report.add(c.row.line, RowUnchanged, "")
	}
	im.report.count(m.deal)
	if im.tx == nil {
		return nil
	}
	if len(m.changes) > 0 {
		im.report.changed = true
		m.deal.UpdatedAt = im.now
		im.trace.changed(c.deal, m.deal)
		if err := im.tx.SaveDeal(m.deal); err != nil {
			return err
		}
		if err := movedTo(im.tx, c.deal, m.deal, im.now); err != nil {
			return err
		}
	}
	if im.memory == nil {
		return nil
	}
	return im.memory.keep(c.deal.ID, c.next(verdicts))
}

// movedTo has the messages drawn anew that show a deal. What its rep owes on it goes along
// to whoever has it now; where that is nobody in Slack, it stays with who owes it.
func movedTo(tx Tx, was, is Deal, now time.Time) error {
	if was.RepID == is.RepID {
		return restateNudge(tx, is.ID, now)
	}
	if is.RepID != "" {
		if _, err := handTasks(tx, is.ID, was.RepID, is.RepID); err != nil {
			return err
		}
	}
	return restateMoved(tx, []string{is.ID}, now, was.RepID, is.RepID)
}
