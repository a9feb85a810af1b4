package blocks

import (
	"fmt"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// shelfRows is how many items of the library one message shows.
const shelfRows = 15

// Library is `/followup value`: what the team has to give, by theme, from a place
// in the list on. done, when it is not empty, is a line about what has just been
// done; undo goes with it.
func Library(items []coach.LibraryItem, from int, today coach.Date, r Reader, done string, undo *Action) Message {
	text := count(len(items), "thing worth giving.", "things worth giving.")
	bs := []slack.Block{}
	if done != "" {
		bs, text = append(bs, doneLine(done, undo)), done+". "+text
	}
	bs = append(bs, header("The team's library"))
	if len(items) == 0 {
		const none = "Nothing yet. Put in what is of use to a customer whether they buy or not: an article, a checklist, a study, somebody worth knowing. " +
			"I bring it up where it fits, once for each account."
		return Message{Text: "The team's library: nothing yet.", Blocks: append(bs, section(none), shelfButtons(0, 0))}
	}
	if from < 0 || from >= len(items) {
		from = 0
	}
	to := min(from+shelfRows, len(items))
	bs = append(bs, section(shelfLead(from, to, len(items))))
	for n, i := range items[from:to] {
		if n == 0 || i.Theme != items[from+n-1].Theme {
			bs = append(bs, section("*"+capital(i.Theme.Label())+"*"))
		}
		bs = append(bs, shelfRow(i, today, r))
	}
	return Message{Text: text, Blocks: append(bs, shelfButtons(to, len(items)))}
}

func shelfLead(from, to, all int) string {
	if all > shelfRows {
		return fmt.Sprintf("%d to %d of %d, sorted by what it's worth to a customer.", from+1, to, all)
	}
	return "Sorted by what it's worth to a customer. Each account gets a thing only once."
}

func shelfRow(i coach.LibraryItem, today coach.Date, r Reader) slack.Block {
	text := capital(line(i.Text))
	if i.Link != "" {
		text += " · <" + Escape(i.Link) + "|open it>"
	}
	text += "\n" + capital(forWhom(i)) + " · added by <@" + i.AddedBy + "> " + day(coach.DateOf(i.AddedAt, time.UTC), today)
	if !r.Manager && i.AddedBy != r.ID {
		return section(text)
	}
	return choice(text, of(button("Remove", Action{Verb: ShelfRemove, ID: i.ID}), i.Text))
}

func forWhom(i coach.LibraryItem) string {
	if i.Industry == "" {
		return "for everybody"
	}
	return "for " + line(i.Industry)
}

func shelfButtons(to, all int) slack.Block {
	bs := []*slack.ButtonBlockElement{primary(button("Add", Action{Verb: ShelfAdd}))}
	if to < all {
		bs = append(bs, button("More", Action{Verb: Shelf, Arg: strconv.Itoa(to)}))
	}
	return actions(bs...)
}

// Shelved is the library after something was added.
func Shelved(items []coach.LibraryItem, s coach.Shelved, today coach.Date, r Reader) Message {
	if s.Item.ID == "" {
		return Library(items, 0, today, r, "That was added, and has been removed since", nil)
	}
	done := fmt.Sprintf("Added under “%s”, %s: “%s”", s.Item.Theme.Label(), forWhom(s.Item), line(s.Item.Text))
	return Library(items, 0, today, r, done, &Action{Verb: ShelfRemove, ID: s.Item.ID})
}

// Unshelved is the library after something was removed; the words of it go back
// into the form.
func Unshelved(items []coach.LibraryItem, s coach.Shelved, today coach.Date, r Reader) Message {
	if s.Item.ID == "" {
		return Library(items, 0, today, r, "Removed", nil)
	}
	words := s.Item.Text
	if s.Item.Link != "" {
		words += " " + s.Item.Link
	}
	return Library(items, 0, today, r, fmt.Sprintf("Removed: “%s”", line(s.Item.Text)), &Action{Verb: ShelfAdd, Arg: words})
}

// Everybody is the value of "for everybody" in the menu of industries, where a
// menu's value may not be empty.
const Everybody = "everybody"

// maxIndustries is how many industries the menu offers beside everybody: Slack
// takes a hundred.
const maxIndustries = 99

// ItemForm is **Add to the library**, filled in with what is known; industries are
// those of the accounts.
func ItemForm(d coach.ItemDraft, industries []string, meta string) slack.ModalViewRequest {
	who := []option{{Everybody, "Everybody"}}
	for _, name := range industries[:min(len(industries), maxIndustries)] {
		who = append(who, option{name, capital(clean(name))})
	}
	var themes []option
	for _, t := range coach.Themes {
		themes = append(themes, option{string(t), capital(t.Label())})
	}
	return newForm("Add to the library", "Add", Action{Verb: ShelfAdd}, meta,
		hint(input(FieldText, "What is it?", false, textInput(d.Text, "a checklist for the first frost", coach.MaxItem)),
			"Go on as you would say it: “I came across …”. Something of use to them; not a brochure."),
		input(FieldLink, "Link", true, textInput(d.Link, "https://", coach.MaxLink)),
		hint(input(FieldTheme, "What is it worth to them?", true, menu("Choose one", string(d.Theme), themes)),
			"Leave it empty and I take it from your words."),
		hint(input(FieldIndustry, "For whom?", true, menu("Everybody", Everybody, who)), "I bring it up on deals in that industry only."),
		input(FieldOtherIndustry, "Another industry", true, textInput(d.Industry, "One that isn't in the list", coach.MaxIndustry)))
}
