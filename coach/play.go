package coach

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

//go:embed plays/*.md
var builtIn embed.FS

// Book is the play book: every play, parsed and tried out. It does not change
// after [LoadBook], so any number of goroutines may read it.
type Book struct {
	plays []*Play // by title
	byID  map[string]*Play
}

// Play is one play of the book: a text file that sales people read and edit. A
// header says what it is and when it may be used; the body holds the words for
// each channel form, in steps. See [parsePlay] for the form of the file.
type Play struct {
	PlayInfo
	Family    string      // plays of one family count as one where a play is spent; the id when the file names none
	IDs       []string    // the techniques of the playbook that it puts to work
	Rows      []int       // rows of the decision table that may lead to it, beside those that name it
	Stages    []Stage     // empty: any
	Objection []Objection // empty: any
	Task      TaskKind    // what it settles; such a play is no touch to the prospect, and no row leads to it
	Gives     bool        // its touch gives something and asks for nothing (RC-17 counts them)
	Needs     []string    // what it asks for when it is missing: kinds of facts, or settings of the rep
	forms     []form      // in the order Call, Voicemail, Email, Text
	before    []step      // what to do before the words …
	after     []step      // … and after them, whatever the form
}

// PlayInfo is what lists and pickers show of a play.
type PlayInfo struct {
	ID    string // file name without its ending; stored in Touch.PlayID
	Title string
	When  string // when to use it, in a sentence
}

// LoadBook reads the built-in plays and those of the directory own (may be
// empty), where a file replaces the built-in one of the same name. Each own play
// is written out for sample deals of every situation, so that one that could fail
// in front of a rep stops the start instead; the built-in ones have been, by the
// tests. The errors name file and line in a sentence.
func LoadBook(own string) (*Book, error) {
	files := map[string]playFile{}
	if err := readPlays(builtIn, "plays", "plays", files); err != nil {
		return nil, err
	}
	for name, f := range files {
		f.tried = true
		files[name] = f
	}
	if own != "" {
		if err := readPlays(os.DirFS(own), ".", own, files); err != nil {
			return nil, err
		}
	}
	return newBook(files)
}

// playFile is the text of a play and where people find it.
type playFile struct {
	where, text string
	tried       bool // it is known to work with the samples
}

func readPlays(from fs.FS, dir, where string, into map[string]playFile) error {
	entries, err := fs.ReadDir(from, dir)
	if err != nil {
		return &Error{Kind: Invalid, Field: "plays", Cause: err, Sentence: "I cannot read the directory of plays " + where + "."}
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".md" || strings.HasPrefix(e.Name(), ".") || strings.EqualFold(e.Name(), "README.md") {
			continue
		}
		text, err := fs.ReadFile(from, path.Join(dir, e.Name()))
		if err != nil {
			return &Error{Kind: Invalid, Field: "plays", Cause: err, Sentence: "I cannot read the play " + path.Join(where, e.Name()) + "."}
		}
		into[e.Name()] = playFile{where: path.Join(where, e.Name()), text: string(text)}
	}
	return nil
}

func newBook(files map[string]playFile) (*Book, error) {
	b := &Book{byID: map[string]*Play{}}
	var errs []error
	for name, f := range files {
		p, err := parsePlay(strings.TrimSuffix(name, ".md"), f)
		if err == nil && !f.tried {
			err = tryOut(p, f.where)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		b.plays = append(b.plays, p)
		b.byID[p.ID] = p
	}
	if len(errs) > 0 {
		slices.SortFunc(errs, func(a, b error) int { return strings.Compare(Sentence(a), Sentence(b)) })
		return nil, joinSentences(errs)
	}
	slices.SortFunc(b.plays, func(a, b *Play) int { return strings.Compare(a.Title+a.ID, b.Title+b.ID) })
	return b, nil
}

// joinSentences makes one error of several, a sentence on each line: whoever
// mends a play wants to see all that is wrong at once.
func joinSentences(errs []error) error {
	lines := make([]string, len(errs))
	for i, err := range errs {
		lines[i] = Sentence(err)
	}
	return &Error{Kind: Invalid, Field: "plays", Sentence: strings.Join(lines, "\n"), Cause: errors.Join(errs...)}
}

// Plays lists the plays by title, without those that settle a task: they are no
// touch to the prospect.
func (b *Book) Plays() []PlayInfo {
	var infos []PlayInfo
	for _, p := range b.plays {
		if p.Task == "" {
			infos = append(infos, p.PlayInfo)
		}
	}
	return infos
}

// Title is the title of a play, or the id itself where the book has it no more:
// touches outlive plays.
func (b *Book) Title(playID string) string {
	if p := b.byID[playID]; p != nil {
		return p.Title
	}
	return playID
}

// family is what a play counts as; a play that the book has no more counts as
// itself.
func (b *Book) family(playID string) string {
	if p := b.byID[playID]; p != nil {
		return p.Family
	}
	return playID
}
