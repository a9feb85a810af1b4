package dbtest

import "salescoach/coach"

var taskTests = map[string]func(world){
	"a task comes back with every field":                        taskRoundTrip,
	"open tasks come first due first, of a deal and of a rep":   taskOrder,
	"a task needs a deal that is there, and goes with its deal": taskOrphan,
}

func aTask(id, dealID, repID string, due coach.Date) coach.Task {
	return coach.Task{ID: id, DealID: dealID, RepID: repID, Kind: coach.ThankAdvocate, Text: "Thank Tom Berg", DueOn: due, AddedAt: noon}
}

func taskRoundTrip(w world) {
	w.hasDeal()
	k := aTask("k1", "d1", "U1", today)
	w.did(func(tx coach.Tx) error { return tx.InsertTask(k) })
	w.task(k)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertTask(k) }), coach.Conflict)
	k.RepID, k.Text, k.DueOn, k.DoneAt = "U2", "Thank Ada", today.Add(1), noon
	w.did(func(tx coach.Tx) error { return tx.SaveTask(k) })
	w.task(k)
	w.did(func(tx coach.Tx) error { return tx.DeleteTask("k1") })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteTask("k1") }), coach.NotFound)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveTask(k) }), coach.NotFound)
}

// task checks a stored task.
func (w world) task(want coach.Task) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		got, err := r.Task(want.ID)
		w.same(got, want)
		_, missing := r.Task("k9")
		w.kind(missing, coach.NotFound)
		return err
	})
}

func taskOrder(w world) {
	_, d := w.hasDeal()
	d.ID = "d2"
	done := aTask("k4", "d1", "U1", today)
	done.DoneAt = noon
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertDeal(d),
			tx.InsertTask(aTask("k3", "d1", "U1", today)), tx.InsertTask(aTask("k2", "d1", "U2", today.Add(1))),
			tx.InsertTask(aTask("k1", "d1", "U1", today)), tx.InsertTask(done), tx.InsertTask(aTask("k5", "d2", "U1", today.Add(-1))),
		)
	})
	w.saw(func(r coach.Reader) error {
		ofDeal, err := r.DealTasks("d1")
		w.same(ids(ofDeal, taskID), []string{"k1", "k3", "k2"})
		ofRep, err2 := r.RepTasks("U1")
		w.same(ids(ofRep, taskID), []string{"k5", "k1", "k3"})
		return firstError(err, err2)
	})
}

func taskOrphan(w world) {
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertTask(aTask("k1", "d1", "U1", today)) }), coach.NotFound)
	w.hasDeal()
	w.did(func(tx coach.Tx) error { return tx.InsertTask(aTask("k1", "d1", "U1", today)) })
	w.did(func(tx coach.Tx) error { return tx.DeleteDeal("d1") })
	w.saw(func(r coach.Reader) error {
		_, err := r.Task("k1")
		w.kind(err, coach.NotFound)
		left, err := r.RepTasks("U1")
		w.same(len(left), 0)
		return err
	})
}
