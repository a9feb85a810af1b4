package coach

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// PersonCalled is the person of the team that a name as somebody types it fits: "tomasz",
// "Wieczorek", "kwan wei jie", a handle. It never guesses: where nobody fits it is NotFound,
// where several do Ambiguous, with their names in the sentence.
func (c *Coach) PersonCalled(ctx context.Context, workspace, name string) (Rep, error) {
	var fit []Rep
	err := c.store.View(ctx, workspace, func(r Reader) error {
		reps, err := r.Reps()
		fit = repsCalled(reps, name)
		return err
	})
	switch {
	case err != nil:
		return Rep{}, err
	case len(fit) == 0:
		return Rep{}, Errorf(NotFound, "Nobody here goes by that name.")
	case len(fit) > 1:
		return Rep{}, Errorf(Ambiguous, "That fits %s. Write more of the name, or @ and choose one.", peopleSaid(fit))
	}
	return fit[0], nil
}

// repsCalled are the people whom a name fits: every word of it begins a word of theirs. A
// whole name fits nobody else, and whoever has left only where it fits nobody who is here.
func repsCalled(reps []Rep, name string) []Rep {
	words := foldWords(name)
	for _, left := range []bool{false, true} {
		var fit, whole []Rep
		for _, p := range reps {
			own := foldWords(p.RealName)
			if p.Deleted != left || !wordsBegin(words, append(own, foldWords(p.Name)...)) {
				continue
			}
			fit = append(fit, p)
			if slices.Equal(words, own) {
				whole = append(whole, p)
			}
		}
		switch {
		case len(whole) == 1:
			return whole
		case len(fit) > 0:
			return fit
		}
	}
	return nil
}

// namedAtOnce is how many people a sentence names.
const namedAtOnce = 4

// peopleSaid are several people in a sentence: "Anna Berg, Anna Lund and 2 more".
func peopleSaid(reps []Rep) string {
	slices.SortFunc(reps, byName)
	var names []string
	for _, p := range reps[:min(len(reps), namedAtOnce)] {
		names = append(names, p.Called())
	}
	if more := len(reps) - namedAtOnce; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
