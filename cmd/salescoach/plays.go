package main

import (
	"fmt"

	"salescoach/coach"
)

// PlaysCmd is what people who write plays use.
type PlaysCmd struct {
	Check playsCheckCmd `cmd:"" help:"Read the plays of a directory, try them on sample deals, and say what to mend."`
}

type playsCheckCmd struct {
	Dir string `arg:"" help:"Directory with the plays, such as the one that COACH_PLAYS_DIR names."`
}

// Run prints what was tried, or what to mend: a line for each thing, as editors
// know them.
func (c playsCheckCmd) Run(a *app) error {
	checked, err := coach.CheckPlays(c.Dir)
	if err != nil {
		return err
	}
	for _, fault := range checked.Faults {
		fmt.Fprintln(a.stdout, fault)
	}
	if n := len(checked.Faults); n > 0 {
		return fmt.Errorf("%s to mend in %s", plural(n, "thing"), plural(checked.Plays, "play"))
	}
	_, err = fmt.Fprintf(a.stdout, "%s, %s, %s: all fine.\n",
		plural(checked.Plays, "play"), plural(checked.Situations, "situation"), plural(checked.Forms, "form"))
	return err
}

// plural is a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
