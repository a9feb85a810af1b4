package dbtest

import (
	"time"

	"salescoach/coach"
)

var roomTests = map[string]func(world){
	"a channel of Slack comes back as it was stored": roomRoundTrip,
	"the touches of a day are counted by rep":        touchesOfADay,
}

func roomRoundTrip(w world) {
	c := coach.Room{ID: "C2", DigestAt: "09:30", Zone: "Europe/Berlin", SetBy: "U1", SetAt: noon, CheeredOn: today, GreetedAt: noon.Add(time.Minute)}
	w.did(func(tx coach.Tx) error {
		return firstError(tx.SaveRoom(coach.Room{ID: "C2"}), tx.SaveRoom(c), tx.SaveRoom(coach.Room{ID: "C1", LeftAt: noon}))
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.Room("C2")
		w.same(got, c)
		all, err2 := r.Rooms()
		w.same(all, []coach.Room{{ID: "C1", LeftAt: noon}, c})
		_, missing := r.Room("C3")
		w.kind(missing, coach.NotFound)
		return firstError(err, err2)
	})
}

// touchesOfADay has days that begin before and end after the same day in UTC.
func touchesOfADay(w world) {
	_, d := w.hasDeal()
	d.Tally.LastOn = today
	other := aDeal("d2", "a1")
	other.RepID, other.Tally.LastOn = "U2", today
	late, answer, before, two := aTouch("t1", "d1", noon.Add(20*time.Hour)), aTouch("t2", "d1", noon), aTouch("t3", "d1", noon.Add(-24*time.Hour)), aTouch("t4", "d2", noon)
	late.On, answer.On, before.On, two.On = today, today, today.Add(-1), today
	answer.Direction = coach.In
	w.did(func(tx coach.Tx) error {
		return firstError(tx.SaveDeal(d), tx.InsertDeal(other), tx.InsertTouch(late), tx.InsertTouch(answer), tx.InsertTouch(before), tx.InsertTouch(two))
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.TouchesOn(today)
		w.same(got, map[string]coach.DayTouches{d.RepID: {Made: 1, Answers: 1}, "U2": {Made: 1}})
		return err
	})
}
