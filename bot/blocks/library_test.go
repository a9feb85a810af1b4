package blocks_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

var thatDay = time.Date(2026, time.November, 3, 9, 0, 0, 0, time.UTC)

func items() []coach.LibraryItem {
	return []coach.LibraryItem{
		{ID: "i1", Text: "a list of grants for small mills", Link: "https://grants.example/list?a=1&b=2", Theme: coach.EarnMore, AddedBy: "U0DANA", AddedAt: thatDay},
		{ID: "i2", Text: "a template for the Sunday rota", Theme: coach.SaveTime, Industry: "Food & Drink", AddedBy: "U0OTTO", AddedAt: thatDay.AddDate(-1, 0, 0)},
		{ID: "i3", Text: "a checklist for moving a cold store <in a weekend>", Theme: coach.SaveTime, AddedBy: "U0OTTO", AddedAt: thatDay},
	}
}

func TestTheLibraryReadsAsItShould(t *testing.T) {
	golden(t, "library", blocks.Library(items(), 0, today, dana, "", nil))
	golden(t, "library_for_a_manager", blocks.Library(items(), 0, today, boss, "", nil))
	golden(t, "library_empty", blocks.Library(nil, 0, today, dana, "", nil))
	golden(t, "library_added", blocks.Shelved(items(), coach.Shelved{Item: items()[0]}, today, dana))
	golden(t, "library_added_and_gone", blocks.Shelved(nil, coach.Shelved{Repeated: true}, today, dana))
	golden(t, "library_removed", blocks.Unshelved(items()[1:], coach.Shelved{Item: items()[0]}, today, dana))
	golden(t, "library_removed_again", blocks.Unshelved(items()[1:], coach.Shelved{Repeated: true}, today, dana))
}

func TestALongLibraryComesInPages(t *testing.T) {
	var many []coach.LibraryItem
	for n := range 40 {
		many = append(many, coach.LibraryItem{ID: fmt.Sprint("i", n), Text: fmt.Sprint("a guide, part ", n+1), Theme: coach.Themes[n/8], AddedBy: "U0DANA", AddedAt: thatDay})
	}
	golden(t, "library_page", blocks.Library(many, 15, today, dana, "", nil))
	golden(t, "library_last_page", blocks.Library(many, 30, today, other, "", nil))
	if first, beyond := blocks.Library(many, 0, today, dana, "", nil), blocks.Library(many, 4000, today, dana, "", nil); !reflect.DeepEqual(first, beyond) {
		t.Error("a place beyond the list is not its beginning")
	}
	for n := range many {
		many[n].Text, many[n].Link = strings.Repeat("ö&<", 66), "https://example.com/"+strings.Repeat("&", 900)
	}
	if err := blocks.Check(blocks.Library(many, 0, today, dana, "", nil)); err != nil {
		t.Error(err)
	}
}

func TestTheLibraryFormShowsWhatItGuessed(t *testing.T) {
	goldenForm(t, "form_item", blocks.ItemForm(coach.ItemDraft{}, nil, "{}"))
	goldenForm(t, "form_item_typed", blocks.ItemForm(coach.ItemDraft{
		Text: "a template for the Sunday rota", Link: "https://rota.example", Theme: coach.SaveTime,
	}, []string{"food & drink", "Steel"}, "{}"))
}
