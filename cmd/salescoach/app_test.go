package main

import (
	"slices"
	"testing"
	"time"
)

func TestIdsAreShortUniqueAndSortByTime(t *testing.T) {
	var ids []string
	seen := map[string]bool{}
	for range 3 {
		for range 1000 {
			id := newID()
			if len(id) != 16 || seen[id] || id[0] != '0' {
				t.Fatalf("%q: %d letters, seen before: %v; it has to begin with a digit", id, len(id), seen[id])
			}
			seen[id] = true
		}
		ids = append(ids, newID())
		for start := time.Now().UnixMilli(); time.Now().UnixMilli() <= start; { // the next one is of another millisecond
		}
	}
	if !slices.IsSorted(ids) {
		t.Errorf("%v is not in the order of making", ids)
	}
}
