package coach

import (
	"fmt"
	"net/mail"
	"slices"
	"strconv"
	"strings"
)

// headers are the header lines of a play and what reads them.
var headers = map[string]func(p *Play, value string) error{
	"Title":     func(p *Play, v string) error { p.Title = v; return nil },
	"When":      func(p *Play, v string) error { p.When = v; return nil },
	"Family":    func(p *Play, v string) error { p.Family = v; return nil },
	"Ids":       func(p *Play, v string) error { p.IDs = listed(v); return checkIDs(p.IDs) },
	"Rows":      func(p *Play, v string) (err error) { p.Rows, err = rowNumbers(v); return err },
	"Stage":     func(p *Play, v string) (err error) { p.Stages, err = oneByOne(v, Stages); return err },
	"Objection": func(p *Play, v string) (err error) { p.Objection, err = oneByOne(v, Objections); return err },
	"Task":      func(p *Play, v string) (err error) { p.Task, err = taskKind(v); return err },
	"Gives":     func(p *Play, v string) (err error) { p.Gives, err = yes(v); return err },
	"Needs":     func(p *Play, v string) (err error) { p.Needs, err = oneByOne(v, needNames()); return err },
}

func (p *Play) readHeader(head, where string) error {
	m, err := mail.ReadMessage(strings.NewReader(head + "\n\n"))
	if err != nil {
		return playErrorf(where, 1, "the header has a line that is not \"Name: value\" (%s).", strings.TrimPrefix(err.Error(), "malformed MIME header line: "))
	}
	names := make([]string, 0, len(m.Header))
	for name := range m.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		read, known := headers[name]
		switch {
		case !known:
			return playErrorf(where, headerLine(head, name), "I do not know the header %q; there are Title, When, Ids, Family, Rows, Stage, Objection, Gives, Task and Needs.", name)
		case len(m.Header[name]) > 1:
			return playErrorf(where, headerLine(head, name), "the header %q is there twice.", name)
		}
		if err := read(p, strings.TrimSpace(m.Header[name][0])); err != nil {
			return playErrorf(where, headerLine(head, name), "%s: %s.", name, err)
		}
	}
	if p.Title == "" || p.When == "" {
		return playErrorf(where, 1, "a play needs a Title and, in a sentence, When to use it.")
	}
	return nil
}

func headerLine(head, name string) int {
	for i, l := range strings.Split(head, "\n") {
		key, _, _ := strings.Cut(l, ":")
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return i + 1
		}
	}
	return 1
}

func yes(v string) (bool, error) {
	if v != "yes" && v != "no" {
		return false, fmt.Errorf("%q is neither yes nor no", v)
	}
	return v == "yes", nil
}

func taskKind(v string) (TaskKind, error) {
	if !slices.Contains(TaskKinds, TaskKind(v)) {
		return "", fmt.Errorf("%q is none of %v", v, TaskKinds)
	}
	return TaskKind(v), nil
}

func listed(v string) []string {
	return strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
}

func checkIDs(ids []string) error {
	for _, id := range ids {
		if !isTechnique(id) {
			return fmt.Errorf("%q is no technique of the playbook, such as SE-04", id)
		}
	}
	return nil
}

func rowNumbers(v string) ([]int, error) {
	var rows []int
	for _, part := range listed(v) {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(to)
		if errA != nil || errB != nil || a < 1 || b > lastRow || a > b {
			return nil, fmt.Errorf("%q is no row of the decision table (1 to %d)", part, lastRow)
		}
		for n := a; n <= b; n++ {
			rows = append(rows, n)
		}
	}
	return rows, nil
}

func oneByOne[T ~string](v string, allowed []T) ([]T, error) {
	var out []T
	for _, part := range listed(v) {
		if !slices.Contains(allowed, T(part)) {
			return nil, fmt.Errorf("%q is none of %v", part, allowed)
		}
		out = append(out, T(part))
	}
	return out, nil
}
