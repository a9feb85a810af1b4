package main

import (
	"testing"
	"time"
)

// until waits for something that nobody tells of.
func until(t testing.TB, what string, is func() bool) {
	t.Helper()
	if !within(20*time.Second, is) {
		t.Fatalf("still waiting for %s", what)
	}
}

// within looks again and again whether something is, and says whether it came to be in
// time.
func within(late time.Duration, is func() bool) bool {
	end, look := time.After(late), time.NewTicker(time.Millisecond)
	defer look.Stop()
	for !is() {
		select {
		case <-look.C:
		case <-end:
			return false
		}
	}
	return true
}
