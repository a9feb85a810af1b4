package coach

import (
	"cmp"
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The most of a library item, in characters. What is longer is not said in one
// breath.
const (
	MaxItem     = 200
	MaxLink     = 1000
	MaxIndustry = 60
)

// MaxLibrary is the most items of one workspace: a library that nobody can look
// through helps nobody, and it is read whole.
const MaxLibrary = 500

// ItemDraft is what somebody fills in under **Add to the library**.
type ItemDraft struct {
	Text     string // how one would say it: "a checklist for the first frost"
	Link     string
	Theme    Theme  // empty: guessed from the text
	Industry string // empty: everybody
}

// Shelved is what became of an item that was added or removed.
type Shelved struct {
	Item     LibraryItem
	Repeated bool // the input had been served before
}

// AddItem puts something into the team's library. What is there already is
// refused as a Conflict, with who has it in words.
func (c *Coach) AddItem(ctx context.Context, in Input, d ItemDraft) (Shelved, error) {
	d = d.tidy()
	if err := d.validate(); err != nil {
		return Shelved{}, err
	}
	var s Shelved
	id, repeated, err := c.change(ctx, in, "library.add", func(tx Tx, now time.Time) (string, error) {
		items, err := tx.Library()
		if err != nil {
			return "", err
		}
		item := LibraryItem{ID: c.o.NewID(), Text: d.Text, Link: d.Link, Theme: d.Theme, Industry: d.Industry, AddedBy: in.Rep.ID, AddedAt: now}
		if err := item.mayJoin(items); err != nil {
			return "", err
		}
		s.Item = item
		return item.ID, tx.InsertLibraryItem(item)
	})
	if err != nil {
		return Shelved{}, err
	}
	c.teams.drop(in.Workspace)
	if s.Repeated = repeated; repeated {
		s.Item, err = c.item(ctx, in, id)
	}
	return s, err
}

// item is an item that was stored before; the zero one when it is gone.
func (c *Coach) item(ctx context.Context, in Input, id string) (i LibraryItem, err error) {
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		if i, err = r.LibraryItem(id); KindOf(err) == NotFound {
			i, err = LibraryItem{}, nil
		}
		return err
	})
	return i, err
}

// RemoveItem takes an item out of the library: whoever added it may, and a manager.
func (c *Coach) RemoveItem(ctx context.Context, in Input, id string) (Shelved, error) {
	var s Shelved
	_, repeated, err := c.change(ctx, in, "library.remove", func(tx Tx, _ time.Time) (string, error) {
		item, err := tx.LibraryItem(id)
		if KindOf(err) == NotFound {
			return "", Errorf(Conflict, "That isn't in the library any more.")
		}
		if err != nil {
			return "", err
		}
		if !in.MayRemove(item) {
			return "", Errorf(Forbidden, "Only whoever added it, or a manager, can remove that.")
		}
		s.Item = item
		return id, tx.DeleteLibraryItem(id)
	})
	c.teams.drop(in.Workspace)
	s.Repeated = repeated
	return s, err
}

// MayRemove says whether somebody may take an item out of the library.
func (in Input) MayRemove(i LibraryItem) bool { return in.Manager || i.AddedBy == in.Rep.ID }

// Library is what the team has to give, by theme, of one theme the newest first.
func (c *Coach) Library(ctx context.Context, in Input) ([]LibraryItem, error) {
	var items []LibraryItem
	err := c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		items, err = r.Library()
		return err
	})
	slices.SortStableFunc(items, func(a, b LibraryItem) int {
		return cmp.Compare(slices.Index(Themes, a.Theme), slices.Index(Themes, b.Theme))
	})
	return items, err
}

// Industries lists the industries that accounts are in, each once however it is
// spelt, to choose from.
func (c *Coach) Industries(ctx context.Context, in Input) ([]string, error) {
	var all []string
	err := c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		all, err = r.Industries(0)
		return err
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(name string) bool {
		key := SearchKey(name)
		twice := key == "" || seen[key]
		seen[key] = true
		return twice
	}), err
}

func (d ItemDraft) tidy() ItemDraft {
	d.Text = strings.TrimRight(strings.Join(strings.Fields(d.Text), " "), ".…,;: ")
	d.Link, d.Industry = strings.TrimSpace(d.Link), strings.Join(strings.Fields(d.Industry), " ")
	if d.Theme == "" {
		d.Theme = GuessTheme(d.Text)
	}
	return d
}

func (d ItemDraft) validate() error {
	switch {
	case !strings.ContainsFunc(d.Text, unicode.IsLetter):
		return &Error{Kind: Invalid, Field: "text", Sentence: "What is it? Finish the sentence: I came across …"}
	case utf8.RuneCountInString(d.Text) > MaxItem:
		return &Error{Kind: Invalid, Field: "text", Sentence: "Nobody says that in one breath: keep it below 200 characters."}
	case d.Link != "" && (!webAddress(d.Link) || utf8.RuneCountInString(d.Link) > MaxLink):
		return &Error{Kind: Invalid, Field: "link", Sentence: "That is no link. It begins with https://; leave it empty if there is none."}
	case !slices.Contains(Themes, d.Theme):
		return &Error{Kind: Invalid, Field: "theme", Sentence: "What is it worth to them? Choose one of the five."}
	case utf8.RuneCountInString(d.Industry) > MaxIndustry:
		return &Error{Kind: Invalid, Field: "industry", Sentence: "An industry has a name of 60 characters at most."}
	}
	return nil
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(s, " <>|\"")
}

// mayJoin says why an item has no place among others; nil when it has one.
func (i LibraryItem) mayJoin(items []LibraryItem) error {
	if len(items) >= MaxLibrary {
		return Errorf(Conflict, "The library is full (500 items). Remove what nobody gives any more.")
	}
	for _, o := range items {
		switch {
		case !i.meets(o):
		case SearchKey(o.Text) == SearchKey(i.Text):
			return &Error{Kind: Conflict, Field: "text", Sentence: "That is in the library already: “" + o.Text + "”."}
		case i.Link != "" && sameLink(o.Link, i.Link):
			return &Error{Kind: Conflict, Field: "link", Sentence: "That link is in the library already: “" + o.Text + "”."}
		}
	}
	return nil
}

// meets says that somebody could be given both items: only two industries keep
// them apart.
func (i LibraryItem) meets(o LibraryItem) bool {
	return i.Industry == "" || o.Industry == "" || SearchKey(i.Industry) == SearchKey(o.Industry)
}

func sameLink(a, b string) bool {
	bare := func(s string) string {
		_, s, _ = strings.Cut(strings.ToLower(s), "://")
		return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
	}
	return bare(a) == bare(b)
}

// Fits says whether an item is for somebody in an industry.
func (i LibraryItem) Fits(industry string) bool {
	return i.Industry == "" || SearchKey(i.Industry) == SearchKey(industry)
}

// themeClues lead from words to a theme; the first that fits wins. They only save
// a click: the guess is shown in the form.
var themeClues = []struct {
	theme Theme
	re    *regexp.Regexp
}{
	{SaveTime, regexp.MustCompile(`(?i)\b(time|hours?|minutes?|faster|quick\w*|sooner|schedul\w+|shortcut\w*|templates?|rotas?|planners?|deadlines?|wait\w*)\b`)},
	{CutWaste, regexp.MustCompile(`(?i)\b(wast\w+|scrap|costs?|cutting|sav(e|es|ing|ings)|spend\w*|energy|fuel|returns?|losses|cheaper|overheads?|downtime)\b`)},
	{EarnMore, regexp.MustCompile(`(?i)\b(earn\w*|sales|sell\w*|revenue|margins?|prices?|pricing|profit\w*|orders|customers?|markets?|tenders?|grants?|funding|subsid\w+)\b`)},
	{SolveProblem, regexp.MustCompile(`(?i)\b(problems?|solv\w+|fix\w*|repair\w*|checklists?|guides?|rules?|regulations?|compl(y|iance)|audits?|safety|risks?|shortages?|how to|contacts?)\b`)},
}

// GuessTheme guesses what something is worth to them; to be more successful when
// nothing points anywhere, as that is true of all that helps.
func GuessTheme(text string) Theme {
	for _, c := range themeClues {
		if c.re.MatchString(text) {
			return c.theme
		}
	}
	return Succeed
}
