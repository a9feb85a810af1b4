package coach

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

// form is the words of a play for one channel form.
type form struct {
	channel Channel // Call, Voicemail, Email or Text
	at      int     // line of its heading in the file, 1-based
	steps   []step
}

// step is a labelled part: paragraphs of words to say, and notes on how.
type step struct {
	label      string
	paragraphs [][]piece
	note       []piece
}

// piece is a sentence or a list of sentences of which one is said.
type piece struct {
	pick  pick
	lines []line
}

type pick int

const (
	plain   pick = iota // the only line, always said
	firstOf             // "1." "2." …: the first that can be said
	oneOf               // "*": one of those that can be said, chosen by the deal
)

// line is one line of a play, as a template of its own.
type line struct {
	at       int // in the file, 1-based
	tmpl     *template.Template
	segments []segment // says the same as tmpl, where it can; see [segmentsOf]
}

// parsePlay reads a play file:
//
//	Title: Second effort
//	Ids: SE-01 SE-02
//	When: They have just said no and you are still talking.
//
//	Anything before the first heading is for the people who edit the play.
//
//	# Call
//	## 1 · Empathise
//	> A note on how to say it.
//	I understand{{.ByName}}.
//	* One of these lines is said, chosen by the deal:
//	* so that two prospects do not get the same words.
//
//	1. {{.Statement}}. Of numbered lines the first that can be said is said.
//	2. A line whose fact is not known cannot be said; the last one needs none.
//
// "# Before" and "# After" hold steps for every form. Lines that follow each
// other are one paragraph; an empty line begins the next. A line that begins
// with blanks continues the one above. The step "Subject" of "# Email" is its
// subject. "(nothing)" as the last line of a list says nothing.
//
// The value of the templates is [words]; each line is a template of its own, so
// {{with}} and its {{end}} stand on one line.
func parsePlay(id string, f playFile) (*Play, error) {
	text := strings.ReplaceAll(strings.TrimPrefix(f.text, "\ufeff"), "\r\n", "\n")
	head, body, found := strings.Cut(text, "\n\n")
	if !found {
		return nil, playErrorf(f.where, 1, "there is no empty line between the header (Title: …) and the words.")
	}
	p := &Play{PlayInfo: PlayInfo{ID: id}, Family: id}
	if err := p.readHeader(head, f.where); err != nil {
		return nil, err
	}
	r := scriptReader{play: p, where: f.where, at: strings.Count(head, "\n") + 2}
	if err := r.read(body); err != nil {
		return nil, err
	}
	if len(p.forms) == 0 {
		return nil, playErrorf(f.where, 1, "it has no words: add a section \"# Call\", \"# Voicemail\", \"# Email\" or \"# Text\".")
	}
	slices.SortStableFunc(p.forms, func(a, b form) int {
		return slices.Index(formOrder, a.channel) - slices.Index(formOrder, b.channel)
	})
	return p, nil
}

var formOrder = []Channel{Call, Voicemail, Email, Text}

// playErrorf is what is wrong in one line of a play, in a sentence.
func playErrorf(where string, at int, format string, args ...any) error {
	return &Error{Kind: Invalid, Field: "plays", Sentence: fmt.Sprintf("%s, line %d: ", where, at) + fmt.Sprintf(format, args...)}
}

// scriptReader reads the body of a play line by line.
type scriptReader struct {
	play    *Play
	where   string
	at      int     // line in the file
	section *[]step // where steps go; nil before the first heading
	para    bool    // the next words begin a paragraph
}

var numbered = regexp.MustCompile(`^\d+\.\s+`)

func (r *scriptReader) read(body string) error {
	for _, l := range joinContinued(body) {
		r.at++
		if err := r.line(strings.TrimRight(l.text, " \t")); err != nil {
			return err
		}
		r.at += l.more
	}
	return nil
}

// continued is a line with those that continue it.
type continued struct {
	text string
	more int // how many lines were joined to it
}

func joinContinued(body string) []continued {
	var out []continued
	for _, l := range strings.Split(body, "\n") {
		indented := strings.HasPrefix(l, " ") || strings.HasPrefix(l, "\t")
		if last := len(out) - 1; indented && strings.TrimSpace(l) != "" && last >= 0 && out[last].text != "" {
			out[last].text += " " + strings.TrimSpace(l)
			out[last].more++
			continue
		}
		out = append(out, continued{text: l})
	}
	return out
}

func (r *scriptReader) line(l string) error {
	switch {
	case strings.HasPrefix(l, "## "):
		return r.newStep(strings.TrimSpace(l[3:]))
	case strings.HasPrefix(l, "# "):
		return r.newSection(strings.TrimSpace(l[2:]))
	case l == "":
		r.para = true
		return nil
	case r.section == nil:
		return nil // for the people who edit the play
	}
	if strings.HasPrefix(l, "#") {
		return playErrorf(r.where, r.at, "a heading is \"# Call\" or \"## Label\", with a blank after the #.")
	}
	if len(*r.section) == 0 {
		return playErrorf(r.where, r.at, "these words belong to no step: put a line \"## Label\" above them.")
	}
	return r.words(&(*r.section)[len(*r.section)-1], l)
}

func (r *scriptReader) newSection(name string) error {
	r.para = true
	p := r.play
	switch name {
	case "Before":
		r.section = &p.before
	case "After":
		r.section = &p.after
	case "Call", "Voicemail", "Email", "Text":
		ch := Channel(strings.ToLower(name))
		if p.form(ch) != nil {
			return playErrorf(r.where, r.at, "there are two sections %q.", name)
		}
		p.forms = append(p.forms, form{channel: ch, at: r.at})
		r.section = &p.forms[len(p.forms)-1].steps
	default:
		return playErrorf(r.where, r.at, "I don't know the section %q; there are Before, Call, Voicemail, Email, Text and After.", name)
	}
	return nil
}

func (r *scriptReader) newStep(label string) error {
	if r.section == nil {
		return playErrorf(r.where, r.at, "the step %q is in no section: put \"# Call\", \"# Voicemail\", \"# Email\" or \"# Text\" above it.", label)
	}
	*r.section = append(*r.section, step{label: label})
	r.para = true
	return nil
}

func (r *scriptReader) words(s *step, l string) error {
	if note, ok := strings.CutPrefix(l, ">"); ok {
		return r.add(&s.note, strings.TrimSpace(note))
	}
	if r.para || len(s.paragraphs) == 0 {
		s.paragraphs = append(s.paragraphs, nil)
		r.para = false
	}
	return r.add(&s.paragraphs[len(s.paragraphs)-1], l)
}

func lineKind(l string) (pick, string) {
	if m := numbered.FindString(l); m != "" {
		return firstOf, l[len(m):]
	}
	if text, ok := strings.CutPrefix(l, "* "); ok {
		return oneOf, text
	}
	return plain, l
}

// add parses a line and puts it into the list that is being read, or by itself.
// A line "1." begins a list of its own.
func (r *scriptReader) add(to *[]piece, raw string) error {
	kind, text := lineKind(raw)
	tmpl, err := template.New(r.where).Parse(strings.TrimSpace(text))
	if err != nil {
		return playErrorf(r.where, r.at, "%s.", templateReason(err))
	}
	l := line{at: r.at, tmpl: tmpl, segments: segmentsOf(tmpl.Tree)}
	first := kind == firstOf && strings.HasPrefix(raw, "1.")
	if last := len(*to) - 1; last >= 0 && kind != plain && !first && (*to)[last].pick == kind {
		(*to)[last].lines = append((*to)[last].lines, l)
		return nil
	}
	*to = append(*to, piece{pick: kind, lines: []line{l}})
	return nil
}

var templatePlace = regexp.MustCompile(`^template: .*?:\d+(:\d+)?: (executing ".*?" at )?`)

var unknownSlot = regexp.MustCompile(`^<.*>: can't evaluate field (\w+) in type .*$`)

// templateReason is a template's complaint without the template's own idea of
// where it happened.
func templateReason(err error) string {
	reason := templatePlace.ReplaceAllString(err.Error(), "")
	return unknownSlot.ReplaceAllString(reason, "there is no {{.$1}} to say")
}

func (p *Play) form(ch Channel) *form {
	for i := range p.forms {
		if p.forms[i].channel == ch {
			return &p.forms[i]
		}
	}
	return nil
}
