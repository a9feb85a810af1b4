package main

import "salescoach/coach"

// sampleItem is something that the sample team has to give.
type sampleItem struct {
	by   string // handle
	on   day
	item coach.LibraryItem // without ids and times
}

// sampleLibrary is of use to whoever plans shifts, whether they buy or not.
var sampleLibrary = []sampleItem{
	{"imani", day{-41, true}, coach.LibraryItem{
		Text: "a list of public grants for training shift leads", Link: "https://grants.example/shift-leads", Theme: coach.EarnMore,
	}},
	{"hanna", day{-34, true}, coach.LibraryItem{
		Text: "a way to count night gaps on one sheet of paper", Theme: coach.SolveProblem,
	}},
	{"tomasz", day{-22, true}, coach.LibraryItem{
		Text: "a survey of what agency hours cost bottlers", Link: "https://survey.example/agency-hours", Theme: coach.CutWaste, Industry: "Beverages",
	}},
	{"nadia", day{-15, true}, coach.LibraryItem{
		Text: "a rota template that survives a public holiday", Link: "https://templates.example/holiday-rota", Theme: coach.SaveTime,
	}},
	{"imani", day{-9, true}, coach.LibraryItem{
		Text: "a checklist for opening a ward with borrowed staff", Theme: coach.SolveProblem, Industry: "Hospitals",
	}},
	{"hanna", day{-3, true}, coach.LibraryItem{
		Text: "a talk by three shift leads on keeping good people", Link: "https://talks.example/shift-leads", Theme: coach.Succeed,
	}},
}

// library puts the sample team's things worth giving on its shelf.
func (f *filler) library() error {
	for _, s := range sampleLibrary {
		rep := f.reps[s.by]
		i := s.item
		i.ID, i.AddedBy, i.AddedAt = f.newID(), rep.ID, calendar{hours: f.hours(rep), now: f.now}.instant(s.on, 16, 20)
		if err := f.tx.InsertLibraryItem(i); err != nil {
			return err
		}
	}
	return nil
}
