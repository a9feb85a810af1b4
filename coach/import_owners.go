package coach

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// ownerMap finds the Slack person behind an owner of a file: as the options say,
// else by email, else by exact real name. Several people of one name are nobody.
type ownerMap struct {
	byID     map[string]Rep
	byEmail  map[string][]Rep
	byName   map[string][]Rep
	given    map[string]Rep // owner as in the file, folded → person
	unmapped map[string]int // owner as in the file → deals
}

var slackID = regexp.MustCompile(`^[UW][A-Z0-9]{2,}$`)

func newOwnerMap(r Reader, given map[string]string) (*ownerMap, error) {
	reps, err := r.Reps()
	if err != nil {
		return nil, err
	}
	m := &ownerMap{byID: map[string]Rep{}, byEmail: map[string][]Rep{}, byName: map[string][]Rep{}, given: map[string]Rep{}, unmapped: map[string]int{}}
	for _, rep := range reps {
		m.byID[rep.ID] = rep
		if rep.Deleted {
			continue
		}
		if rep.Email != "" {
			m.byEmail[foldOwner(rep.Email)] = append(m.byEmail[foldOwner(rep.Email)], rep)
		}
		if rep.RealName != "" {
			m.byName[foldOwner(rep.RealName)] = append(m.byName[foldOwner(rep.RealName)], rep)
		}
	}
	for _, owner := range slices.Sorted(maps.Keys(given)) {
		rep, err := m.person(given[owner])
		if err != nil {
			return nil, err
		}
		m.given[foldOwner(owner)] = rep
	}
	return m, nil
}

// person is whom an option means. A Slack user id is taken at its word: the
// person may not have met the bot yet.
func (m *ownerMap) person(who string) (Rep, error) {
	if rep, ok := m.byID[who]; ok {
		return rep, nil
	}
	if slackID.MatchString(who) {
		return Rep{ID: who}, nil
	}
	if found := m.byEmail[foldOwner(who)]; len(found) == 1 {
		return found[0], nil
	}
	return Rep{}, importOption("owner", "“%s” is neither a Slack user id (like U012AB3CD) nor the email of anybody here in Slack.", who)
}

// find is the person behind a row. The Rep has no ID when there is none in
// Slack; its RealName is then what the file says.
func (m *ownerMap) find(row importRow) Rep {
	owner := cmp.Or(row.owner, row.ownerEmail)
	if rep, ok := m.byID[row.ownerID]; ok {
		return named(rep, owner)
	}
	for _, key := range []string{foldOwner(row.owner), foldOwner(row.ownerEmail)} {
		if rep, ok := m.given[key]; ok && key != "" {
			return named(rep, owner)
		}
	}
	for _, found := range [][]Rep{m.byEmail[foldOwner(row.ownerEmail)], m.byEmail[foldOwner(row.owner)], m.byName[foldOwner(row.owner)]} {
		if len(found) == 1 {
			return named(found[0], owner)
		}
	}
	if owner != "" {
		m.unmapped[owner]++
	}
	return Rep{RealName: owner}
}

func named(rep Rep, owner string) Rep {
	rep.RealName = cmp.Or(rep.RealName, rep.Name, owner)
	return rep
}

func foldOwner(s string) string { return strings.ToLower(clean(s)) }
