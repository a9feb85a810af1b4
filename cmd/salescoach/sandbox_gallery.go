package main

import (
	"io/fs"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/bot/sandbox/page"
)

// matters groups what the bot says by what it is about: the first matter with a word that
// a sample's name begins with. They come in the order in which a rep meets them.
var matters = []struct {
	name  string
	words []string
}{
	{"Reminders", []string{"nudge"}},
	{"Home", []string{"home"}},
	{"What is due", []string{"queue", "picker", "unknown"}},
	{"The card", []string{"card"}},
	{"From rep to rep", []string{"reassign", "handed", "left_deals"}},
	{"Plays", []string{"plays"}},
	{"Before a call", []string{"brief", "form_let_go", "ready_to_listen"}},
	{"What was done", []string{"logged", "form_log", "form_from_message", "sent", "form_sent", "undone", "added", "form_proposal", "open_form"}},
	{"After a call", []string{"answered", "form_after", "written_down", "form_real_reason", "thanks", "task"}},
	{"Quiet and closing", []string{"snoozed", "paused", "awake", "closed", "reopened", "form_snooze", "form_reason", "form_close"}},
	{"Homework", []string{"homework", "learned", "checklist", "form_homework", "form_checklist"}},
	{"Own drafts", []string{"checked", "form_check"}},
	{"Library and references", []string{"library", "references", "form_item"}},
	{"The digest", []string{"digest"}},
	{"Dead leads", []string{"poll", "deadleads", "form_poll"}},
	{"Ideas", []string{"ideas", "form_idea"}},
	{"Files of deals", []string{"import"}},
	{"What works", []string{"stats"}},
	{"Settings and help", []string{"settings", "form_settings", "help", "sorry"}},
}

// matterOf is what a sample is about. The longest word that fits decides: form_checklist
// is no form_check.
func matterOf(name string) (matter string) {
	longest := 0
	for _, m := range matters {
		for _, word := range m.words {
			if strings.HasPrefix(name, word) && len(word) > longest {
				matter, longest = m.name, len(word)
			}
		}
	}
	return matter
}

// gallery is every golden as a sample, matter by matter.
func gallery() ([]page.Sample, error) {
	of := map[string][]page.Sample{}
	files, err := fs.Glob(blocks.Goldens(), "*.json")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		payload, err := fs.ReadFile(blocks.Goldens(), file)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(file, ".json")
		of[matterOf(name)] = append(of[matterOf(name)], page.Sample{Name: name, Group: matterOf(name), Payload: payload})
	}
	var all []page.Sample
	for _, m := range matters {
		all = append(all, of[m.name]...)
	}
	for _, s := range of[""] {
		s.Group = "Everything else"
		all = append(all, s)
	}
	return all, nil
}
