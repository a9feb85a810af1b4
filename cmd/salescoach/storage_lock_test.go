package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// lockedFor is how long the database is held: COACH_TEST_LOCK, or a little longer than
// anybody may wait for it.
func lockedFor(t *testing.T) time.Duration {
	if d, err := time.ParseDuration(os.Getenv("COACH_TEST_LOCK")); err == nil {
		return d
	}
	return 5 * time.Second
}

// Another process holds the database while everybody types. Each of them is answered
// all the while, nothing piles up in the bot, and it goes on by itself afterwards.
func TestWhileTheDatabaseIsHeldEverybodyIsAnsweredAndNothingPilesUp(t *testing.T) {
	const people = 16
	o := openOffice(t, people, people, 4)
	where := freePort(t)
	o.env = append(o.env, "COACH_LISTEN="+where)
	p := o.startBot()
	o.asks(0, 0)
	was := goroutines(t, where)
	release := holdFile(t, o.file)
	over := time.Now().Add(lockedFor(t))
	waits := make([][]time.Duration, people)
	var all sync.WaitGroup
	for n := range people {
		all.Go(func() {
			for k := 2; time.Now().Before(over); k++ {
				waits[n] = append(waits[n], o.asks(n, k))
			}
		})
	}
	most := 0
	for look := time.Tick(50 * time.Millisecond); time.Now().Before(over); <-look {
		most = max(most, goroutines(t, where))
	}
	release()
	released := time.Now()
	all.Wait()
	for k := afterwards; !o.seen()[noteOf(0, k-2)]; k += 2 {
		if time.Since(released) > 20*time.Second {
			t.Fatal("twenty seconds later nothing is logged yet")
		}
		o.asks(0, k)
	}
	recovered := time.Since(released)
	asked, longest := 0, time.Duration(0)
	for _, of := range waits {
		asked += len(of)
		for _, w := range of {
			longest = max(longest, w)
		}
	}
	t.Logf("%d inputs while it was held for %s, the longest wait %s; logged again %s after; goroutines: %d, at most %d",
		asked, lockedFor(t), longest, recovered, was, most)
	if longest > 3500*time.Millisecond { // three seconds, and a busy machine's share
		t.Errorf("somebody waited for %s", longest)
	}
	if most > was+4*people { // an input under way, and a connection by which it is answered, two each
		t.Errorf("%d goroutines, and %d when all was well: it goes by time, not by people", most, was)
	}
	for _, f := range o.failures {
		t.Errorf("somebody was told: %v", f)
	}
	p.end(syscall.SIGTERM) // it was never started anew
	o.audit(1, 0)
}

// afterwards numbers the touches that are typed when the database is free again.
const afterwards = 1_000_000

func noteOf(person, k int) string { return fmt.Sprintf("ref-%d-%d", person, k) }

// asks has somebody type their k-th input, a touch or, every second time, a card, and
// says how long it was until there was an answer to read.
func (o *office) asks(number, k int) time.Duration {
	id := o.ids[number]
	dm, text := o.ws.DM(id), "/followup "+officeDeals[number%len(officeDeals)]
	if k%2 == 0 {
		o.tries(noteOf(number, k))
		text = "/followup log " + officeDeals[number%len(officeDeals)] + " voicemail " + noteOf(number, k)
	}
	before, began := len(o.ws.Messages(dm, id)), time.Now()
	o.hears(o.ws.Person(id).Type(o.t.Context(), dm, text))
	if !within(20*time.Second, func() bool { return len(o.ws.Messages(dm, id)) > before }) {
		o.t.Errorf("%q is not answered", text)
	}
	return time.Since(began)
}

// freePort is an address of this machine on which nobody listened a moment ago.
func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

var goroutinesNow = regexp.MustCompile(`(?m)^go_goroutines (\d+)$`)

// goroutines is how many a bot has, as it tells Prometheus.
func goroutines(t *testing.T, where string) int {
	t.Helper()
	resp, err := http.Get("http://" + where + "/metrics")
	must(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	must(t, err)
	found := goroutinesNow.FindSubmatch(text)
	if found == nil {
		t.Fatalf("no goroutines in %s", text)
	}
	n, err := strconv.Atoi(string(found[1]))
	must(t, err)
	return n
}
