package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"salescoach/coach"
	"salescoach/db"
)

// database looks at the file: whether it is there, ours, whole, and may be written.
func (d *doctor) database(ctx context.Context) {
	var err error
	d.db, err = db.Examine(ctx, d.config.Database)
	d.found = append(d.found, aboutDatabase(d.db, err)...)
}

// aboutDatabase is what an examination comes to.
func aboutDatabase(x db.Examination, err error) (found []finding) {
	note := func(s status, says, mend string) {
		found = append(found, finding{Check: "database", Status: s, Says: says, Mend: mend})
	}
	switch {
	case err != nil:
		note(ill, coach.Sentence(err), "")
		return found
	case !x.Exists && x.Refused != nil:
		note(ill, coach.Sentence(x.Refused), "")
		return found
	case !x.Exists:
		note(odd, "There is none at "+x.Path+" yet; the first start makes it.", "If there should be one, mend DATABASE_URL.")
		return found
	}
	if x.Refused != nil {
		note(ill, coach.Sentence(x.Refused), "")
	}
	if x.Damage != nil {
		note(ill, coach.Sentence(x.Damage), "")
	}
	if x.Schema < x.Known {
		note(odd, fmt.Sprintf("%s has schema %d of %d; the next start brings it up to date.", x.Path, x.Schema, x.Known), "Back it up before that.")
	}
	if len(found) == 0 {
		note(well, fmt.Sprintf("%s is whole and takes changes: %s, schema %d.", x.Path, megabytes(uint64(x.Bytes)), x.Schema), "") // #nosec G115 -- the size of a file
	}
	return found
}

// Rooms for the database, in bytes.
const (
	littleRoom = 512 << 20
	noRoom     = 64 << 20
)

// disk looks whether the database can grow.
func (d *doctor) disk(context.Context) {
	if d.db.Path == "" {
		return // there is nothing to look at
	}
	free, known := db.FreeBytes(d.db.Path)
	if known {
		d.found = append(d.found, aboutDisk(free, d.db.Bytes))
	}
}

func aboutDisk(free uint64, used int64) finding {
	f := finding{Check: "disk", Status: well, Says: megabytes(free) + " free."}
	switch {
	case free < noRoom:
		f.Status, f.Mend = ill, "Make room: the database will soon take no changes."
	case free < littleRoom || free < uint64(2*used): // #nosec G115 -- the size of a file
		f.Status, f.Mend = odd, "Make room: a backup needs as much as the database has."
	}
	return f
}

func megabytes(n uint64) string {
	if n < 1<<30 {
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
}

// zones looks whether every time zone that somebody has can be told the time in.
func (d *doctor) zones(context.Context) {
	var unknown []string
	people := 0
	for _, name := range slices.Sorted(maps.Keys(d.db.Zones)) {
		people += len(d.db.Zones[name])
		if _, err := time.LoadLocation(name); err != nil && name != "" {
			unknown = append(unknown, fmt.Sprintf("%q of %s", name, strings.Join(firstOf(d.db.Zones[name], 5), ", ")))
		}
	}
	usual := d.config.Zone.Location
	switch {
	case usual == nil:
		return // it is among the settings that cannot be read
	case len(unknown) > 0:
		d.note("zones", odd, "No such time zone: "+strings.Join(firstOf(unknown, 5), "; ")+".",
			"Until they choose another under /followup settings, "+usual.String()+" is taken.")
	case d.db.Exists && d.db.Zones == nil:
		d.note("zones", odd, "Those of people weren't looked at, for the database couldn't be read.", "")
	case people == 0:
		d.note("zones", well, fmt.Sprintf("Nobody is known yet; %s is taken where Slack tells of no other.", usual), "")
	default:
		d.note("zones", well, fmt.Sprintf("Known for %s, and %s for everybody else.", persons(people), usual), "")
	}
}

func persons(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// firstOf is the beginning of a list.
func firstOf(list []string, n int) []string {
	if len(list) > n {
		return append(slices.Clone(list[:n]), "…")
	}
	return list
}
