package dbtest

import "salescoach/coach"

var repTests = map[string]func(world){
	"a rep is stored, and replaced by the next save": repRoundTrip,
	"reps come by name": repOrder,
}

func repRoundTrip(w world) {
	p := coach.Rep{ID: "U1", Name: "Rosa", RealName: "Rosa Ø", Email: "r@example.com", Zone: "Asia/Kathmandu", SpokenName: "Ro",
		Callback: "+1 555", Slots: "Tue 9-11", UpdatedAt: noon,
		Times: coach.Times{OwnZone: "Europe/Oslo", WorkDays: "7-4", NudgeAt: "off", NudgeKept: "08:30", Quiet: "18:00-08:00"}}
	for range 2 {
		w.did(func(tx coach.Tx) error { return tx.SaveRep(p) })
		w.saw(func(r coach.Reader) error {
			got, err := r.Rep("U1")
			w.same(got, p)
			_, missing := r.Rep("U2")
			w.kind(missing, coach.NotFound)
			return err
		})
		p = coach.Rep{ID: "U1", Name: "Rosa B", Deleted: true}
	}
}

func repOrder(w world) {
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.SaveRep(coach.Rep{ID: "U1", Name: "Zoe"}),
			tx.SaveRep(coach.Rep{ID: "U2", Name: "anna"}),
			tx.SaveRep(coach.Rep{ID: "U4", Name: "Bert"}),
			tx.SaveRep(coach.Rep{ID: "U3", Name: "Bert"}),
		)
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.Reps()
		w.same(ids(got, func(p coach.Rep) string { return p.ID }), []string{"U2", "U3", "U4", "U1"})
		return err
	})
}
