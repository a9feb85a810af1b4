package main

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"salescoach/coach"
)

// The sample deals are text that is pleasant to edit; sample/europe.txt explains
// its form. Days in it are business days before (-3) or after (5) today in the
// rep's calendar, so that the sample looks fresh on every day.
//
//go:embed sample/*.txt
var sampleFiles embed.FS

// sampleDeal is one block of a sample file.
type sampleDeal struct {
	account, industry, name string
	rep                     string // handle of a sample person, or the name of somebody who left
	amount                  coach.Money
	source, externalID      string
	sent                    day
	snoozed, paused         day
	pauseReason             string
	stage                   coach.Stage
	closed, revisit         day
	closeReason, realReason string
	contacts                []coach.Contact
	touches                 []sampleTouch
	facts                   []sampleFact
}

// day is a number of business days from today; none is no day at all.
type day struct {
	n    int
	some bool
}

type sampleTouch struct {
	on           day
	hour, minute int
	touch        coach.Touch // without ids and times
}

type sampleFact struct {
	on   day
	fact coach.Fact
}

// sampleDeals reads the sample files in order of their names.
func sampleDeals() ([]sampleDeal, error) {
	files, err := sampleFiles.ReadDir("sample")
	if err != nil {
		return nil, err
	}
	var deals []sampleDeal
	for _, f := range files {
		text, err := sampleFiles.ReadFile("sample/" + f.Name())
		if err != nil {
			return nil, err
		}
		read, err := parseSample(f.Name(), string(text))
		if err != nil {
			return nil, err
		}
		deals = append(deals, read...)
	}
	return deals, nil
}

// parseSample reads one file. An error names file and line.
func parseSample(file, text string) ([]sampleDeal, error) {
	var deals []sampleDeal
	at := 0
	for line := range strings.Lines(text) {
		at++
		line = strings.TrimSpace(line)
		if account, ok := strings.CutPrefix(line, "== "); ok {
			deals = append(deals, sampleDeal{account: account, source: "slack", stage: coach.Open})
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(deals) == 0 {
			return nil, fmt.Errorf("%s:%d: a deal begins with == NAME", file, at)
		}
		if err := deals[len(deals)-1].set(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, at, err)
		}
	}
	return deals, nil
}

func (d *sampleDeal) set(line string) (err error) {
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch key {
	case "industry":
		d.industry = value
	case "deal":
		d.name = value
	case "rep":
		d.rep = value
	case "amount":
		d.amount, err = coach.ParseMoney(value, "EUR")
	case "from":
		d.source, d.externalID, _ = strings.Cut(value, " ")
	case "sent":
		d.sent, err = parseDay(value)
	case "snoozed":
		d.snoozed, err = parseDay(value)
	case "revisit":
		d.revisit, err = parseDay(value)
	case "paused":
		err = d.setPaused(value)
	case "closed":
		err = d.setClosed(value)
	case "contact":
		d.addContact(value)
	case "touch":
		err = d.addTouch(value)
	case "fact":
		err = d.addFact(value)
	case "ask":
		err = d.askAs(value)
	default:
		err = fmt.Errorf("no such key: %q", key)
	}
	return err
}

func parseDay(s string) (day, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return day{n: n, some: true}, err
}

// fields are the n parts of a value, trimmed; missing ones are empty.
func fields(value, sep string, n int) []string {
	parts := append(strings.SplitN(value, sep, n), make([]string, n)...)[:n]
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func (d *sampleDeal) setPaused(value string) (err error) {
	f := fields(value, "|", 2)
	d.pauseReason = f[1]
	d.paused, err = parseDay(f[0])
	return err
}

func (d *sampleDeal) setClosed(value string) (err error) {
	f := fields(value, "|", 3)
	stage, on, _ := strings.Cut(f[0], " ")
	d.stage, d.closeReason, d.realReason = coach.Stage(stage), f[1], f[2]
	if !d.stage.Closed() {
		return fmt.Errorf("%q is no way to close a deal", stage)
	}
	d.closed, err = parseDay(on)
	return err
}

func (d *sampleDeal) addContact(value string) {
	f := fields(value, ";", 6)
	d.contacts = append(d.contacts, coach.Contact{
		Name: f[0], Role: f[1], Email: f[2], Phone: f[3], Zone: f[4], OptedOut: f[5] == "opted out", Main: len(d.contacts) == 0,
	})
}

func (d *sampleDeal) addTouch(value string) error {
	f := fields(value, "|", 2)
	words := strings.Fields(f[0])
	if len(words) < 4 {
		return fmt.Errorf("a touch has a day, a clock time, a channel and an outcome")
	}
	t := sampleTouch{touch: coach.Touch{Channel: coach.Channel(words[2]), Outcome: coach.Outcome(words[3]), Note: f[1]}}
	var err error
	for _, w := range words[4:] {
		if err := t.add(w); err != nil {
			return err
		}
	}
	t.touch.Direction = coach.DirectionOf(t.touch.Channel, t.touch.Outcome)
	if t.on, err = parseDay(words[0]); err != nil {
		return err
	}
	if _, err := fmt.Sscanf(words[1], "%d:%d", &t.hour, &t.minute); err != nil {
		return fmt.Errorf("%q is no clock time", words[1])
	}
	d.touches = append(d.touches, t)
	return t.known()
}

// add reads what a touch may have beside the rest: an objection, or a play and the
// row of the decision table that it was used in.
func (t *sampleTouch) add(word string) (err error) {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "play":
		t.touch.PlayID = value
	case "row":
		t.touch.Row, err = strconv.Atoi(value)
	default:
		t.touch.Objection = coach.Objection(word)
	}
	return err
}

// known says which word of a touch the coach does not know.
func (t sampleTouch) known() error {
	switch o := t.touch.Objection; {
	case !slices.Contains(coach.Channels, t.touch.Channel):
		return fmt.Errorf("no such channel: %q", t.touch.Channel)
	case !slices.Contains(coach.Outcomes, t.touch.Outcome):
		return fmt.Errorf("no such outcome: %q", t.touch.Outcome)
	case o != coach.NoObjection && (t.touch.Outcome != coach.SaidNo || !slices.Contains(coach.Objections, o)):
		return fmt.Errorf("no such objection: %q", o)
	}
	return nil
}

// askAs is the question that somebody would ask about the fact above.
func (d *sampleDeal) askAs(question string) error {
	if len(d.facts) == 0 {
		return fmt.Errorf("a question belongs below its fact")
	}
	d.facts[len(d.facts)-1].fact.AskAs = question
	return nil
}

func (d *sampleDeal) addFact(value string) error {
	f := fields(value, "|", 5)
	kind, on, _ := strings.Cut(f[0], " ")
	if !slices.Contains(coach.FactKinds, coach.FactKind(kind)) {
		return fmt.Errorf("no such kind of fact: %q", kind)
	}
	who := fields(f[4], ";", 2)
	fact := sampleFact{fact: coach.Fact{
		Kind: coach.FactKind(kind), Source: f[1], Text: f[2], SayAs: f[3], Person: who[0], Consent: who[1] == "agreed",
	}}
	d.facts = append(d.facts, fact)
	var err error
	d.facts[len(d.facts)-1].on, err = parseDay(on)
	return err
}
