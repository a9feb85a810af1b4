package bot

import (
	"context"
	"strconv"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// valueTyped answers `/followup value …`: the team's library, or something for it.
func (b *Bot) valueTyped(ctx context.Context, r *request, text string) (Answer, error) {
	if text == "" {
		return b.shelf(ctx, r, 0)
	}
	_, words, _ := strings.Cut(text, " ") // behind "add"
	return b.itemForm(ctx, r, words)
}

func (b *Bot) shelf(ctx context.Context, r *request, from int) (Answer, error) {
	items, err := b.o.Coach.Library(ctx, r.in)
	return b.card(blocks.Library(items, from, r.today, r.reader, "", nil), err)
}

// showShelf is **More** of the library.
func (b *Bot) showShelf(ctx context.Context, r *request) (Answer, error) {
	return replaced(b.shelf(ctx, r, place(r.action.Arg)))
}

// place is a place in a list, which came from outside; the first where it is none.
func place(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return max(n, 0)
}

// openItem is **Add** in the library, and **Put back**.
func (b *Bot) openItem(ctx context.Context, r *request) (Answer, error) {
	return b.itemForm(ctx, r, r.action.Arg)
}

// itemForm is **Add to the library**, filled in with what was typed.
func (b *Bot) itemForm(ctx context.Context, r *request, text string) (Answer, error) {
	d := parseItem(text)
	if d.Text != "" {
		d.Theme = coach.GuessTheme(d.Text)
	}
	industries, err := b.o.Coach.Industries(ctx, r.in)
	if err != nil {
		return Answer{}, err
	}
	return b.open(ctx, r, blocks.ItemForm(d, industries, r.meta("").String()), blocks.Action{Verb: blocks.ShelfAdd, Arg: text})
}

// parseItem reads "a checklist for the first frost https://…": a link wherever it
// stands, and what is left is what it is.
func parseItem(text string) coach.ItemDraft {
	var d coach.ItemDraft
	var words []string
	for _, w := range strings.Fields(plainQuotes(text)) {
		if link, ok := asLink(w); ok && d.Link == "" {
			d.Link = link
			continue
		}
		words = append(words, w)
	}
	d.Text = strings.Trim(strings.Join(words, " "), " ,;:–—-\"")
	return d
}

// asLink is a word as a link, if it is one.
func asLink(word string) (string, bool) {
	word = strings.Trim(word, "()<>,;\"")
	switch lower := strings.ToLower(word); {
	case strings.ContainsAny(word, "<>|\""):
	case strings.HasPrefix(lower, "https://"), strings.HasPrefix(lower, "http://"):
		return word, true
	case strings.HasPrefix(lower, "www."):
		return "https://" + word, true
	}
	return "", false
}

func (b *Bot) submitItem(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	d := coach.ItemDraft{
		Text: in.text(blocks.FieldText), Link: in.text(blocks.FieldLink), Theme: coach.Theme(in.chosen(blocks.FieldTheme)),
		Industry: in.text(blocks.FieldOtherIndustry),
	}
	if chosen := in.chosen(blocks.FieldIndustry); strings.TrimSpace(d.Industry) == "" && chosen != blocks.Everybody {
		d.Industry = chosen
	}
	s, err := b.o.Coach.AddItem(ctx, r.in, d)
	if err != nil {
		return Answer{}, err
	}
	items, err := b.o.Coach.Library(ctx, r.in)
	return b.done(r, m, blocks.Shelved(items, s, r.today, r.reader), err)
}

// removeItem is **Remove** in the library, and the **Undo** of adding.
func (b *Bot) removeItem(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.RemoveItem(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	items, err := b.o.Coach.Library(ctx, r.in)
	return replaced(b.card(blocks.Unshelved(items, s, r.today, r.reader), err))
}
