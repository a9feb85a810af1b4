package main

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"salescoach/coach"
)

// Two processes on one database look what is due all day, for some days in which their
// clock jumps by an hour and by a day, both ways, and one is replaced now and then.
// Everybody gets one reminder a day, and the channel one digest.
func TestTwoProcessesOnOneDatabaseSendOneMessageToEachOnEachDay(t *testing.T) {
	m := openMailroom(t, 6)
	bots := []*clockedBot{startClocked(t, m.clock, m.env), startClocked(t, m.clock, m.env)}
	// Berlin's hours of the jumps, and how far the clock is ahead from then on. At noon
	// of the third day the bots believe for an hour that it is the fourth.
	jumps := map[string]time.Duration{
		"24 10:00": time.Hour, "24 11:00": 0, "24 13:00": -time.Hour, "24 15:00": 0,
		"26 12:00": 24 * time.Hour, "26 13:00": 0, "26 14:00": -24 * time.Hour, "26 15:00": 0,
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	ahead := time.Duration(0)
	for range 3 * 24 {
		clock := m.now().Add(time.Hour).In(berlin).Format("02 15:04")
		if to, is := jumps[clock]; is {
			ahead = to
		}
		m.jumps(time.Hour, ahead)
		for n, b := range bots {
			if clock[3:] == "09:00" && n == 1 { // one dies just as much is to be done
				b.end(syscall.SIGKILL)
				bots[n] = startClocked(t, m.clock, m.env)
			}
			bots[n].looked(m.now().Add(ahead))
		}
		for range 3 { // what one has looked for in vain another may have taken up since: no clock jumps while a message is on its way
			for _, b := range bots {
				b.looksAgain()
			}
		}
	}
	for _, b := range bots {
		b.end(syscall.SIGTERM)
	}
	delivered := m.onlyOnce()
	for day := range 3 {
		date := coach.DateOf(mailDay, berlin).Add(day)
		for _, rep := range m.reps {
			if key := fmt.Sprintf("nudge/%s/%s", rep, date); delivered[key] != 1 {
				t.Errorf("%s is there %d times", key, delivered[key])
			}
		}
		if key := fmt.Sprintf("digest/%s/%s", salesChannel, date); delivered[key] != 1 {
			t.Errorf("%s is there %d times", key, delivered[key])
		}
	}
	if len(delivered) < 3*(len(m.reps)+1) {
		t.Errorf("only %d messages", len(delivered))
	}
}
