package coach

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"
)

// Findings are what somebody fills in under **Homework checklist**: a finding for
// each item they looked up, with the source and the day that hold for all of
// them. A link at the end of a finding is its own source.
type Findings struct {
	Texts  map[FactKind]string
	Source string
	On     Date
}

// AddFindings stores the findings in one change: all of them or none.
func (c *Coach) AddFindings(ctx context.Context, in Input, dealID string, f Findings) (Moved, error) {
	drafts, err := f.drafts()
	if err != nil {
		return Moved{}, err
	}
	return c.addFacts(ctx, in, "homework.list", dealID, drafts)
}

// drafts is the findings as facts. Each needs its source and its day: without them
// it would not count, and the rep has both at hand right now.
func (f Findings) drafts() ([]FactDraft, error) {
	var drafts []FactDraft
	for _, kind := range homeworkList {
		text, source := cutLink(f.Texts[kind])
		if text == "" && source == "" {
			continue
		}
		if source == "" {
			source = strings.TrimSpace(f.Source)
		}
		d := FactDraft{Kind: kind, Text: text, Source: source, On: f.On}
		if err := d.validate(); err != nil {
			return nil, about(kind, err)
		}
		drafts = append(drafts, d)
		switch {
		case source == "":
			return nil, &Error{Kind: Invalid, Field: "source", Sentence: "Where did you find it? Without a source it doesn't count."}
		case f.On.IsZero():
			return nil, &Error{Kind: Invalid, Field: "date", Sentence: "From when is it? Without a day it doesn't count."}
		}
	}
	if len(drafts) == 0 {
		return nil, &Error{Kind: Invalid, Sentence: "Write at least one finding, or close the list."}
	}
	return drafts, nil
}

// about puts what is wrong with the text of a finding to the item's own input.
func about(kind FactKind, err error) error {
	var e *Error
	if errors.As(err, &e) && e.Field == "text" {
		return &Error{Kind: e.Kind, Field: string(kind), Sentence: e.Sentence}
	}
	return err
}

var linkAtEnd = regexp.MustCompile(`^(.*?)[\s(<]*\b(https?://\S+?|www\.\S+?)[\s)>.,;]*$`)

// cutLink takes the link off the end of a finding: people paste it there.
func cutLink(text string) (finding, link string) {
	text = strings.TrimSpace(text)
	m := linkAtEnd.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	if m == nil {
		return text, ""
	}
	return strings.TrimRight(strings.TrimSpace(m[1]), ":,;"), m[2]
}

// addFacts stores several facts about a deal's account in one change.
func (c *Coach) addFacts(ctx context.Context, in Input, verb, dealID string, drafts []FactDraft) (Moved, error) {
	for _, d := range drafts {
		if err := d.validate(); err != nil {
			return Moved{}, err
		}
	}
	_, repeated, err := c.change(ctx, in, verb, func(tx Tx, now time.Time) (string, error) {
		d, err := dealOf(tx, dealID)
		if err != nil {
			return "", err
		}
		if err := mayChange(in, d); err != nil {
			return "", err
		}
		for _, draft := range drafts {
			if _, err := c.insertFact(tx, in, d, draft, now); err != nil {
				return "", err
			}
		}
		return d.ID, nil
	})
	if err != nil {
		return Moved{}, err
	}
	a, err := c.Advise(ctx, in, dealID)
	return Moved{Advice: a, Repeated: repeated}, err
}
