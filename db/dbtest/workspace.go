package dbtest

import (
	"context"
	"time"

	"salescoach/coach"
)

var workspaceTests = map[string]func(world){
	"nothing of another workspace can be seen":      workspaceBlind,
	"nothing of another workspace can be changed":   workspaceFenced,
	"two workspaces may use the same ids and names": workspaceTwins,
}

const elsewhere = "T2"

// neighbours fills workspace T2 with one of everything.
func (w world) neighbours() {
	w.Helper()
	err := w.store.Update(context.Background(), elsewhere, one)
	if err != nil {
		w.Fatal(err)
	}
}

// one stores one of everything.
func one(tx coach.Tx) error {
	d := aDeal("d1", "a1")
	d.ExternalID, d.Tally.LastOn = "17", today
	return firstError(
		tx.InsertAccount(anAccount("a1", "Brandan Foods Ltd")),
		tx.InsertDeal(d),
		tx.InsertContact(coach.Contact{ID: "c1", AccountID: "a1", Name: "Nora"}),
		tx.InsertTouch(using("t1", "d1", "f1", noon)),
		tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a1", Kind: coach.Goal, Person: "Tom"}),
		tx.InsertLibraryItem(coach.LibraryItem{ID: "i1", Text: "a checklist", AddedAt: noon}),
		tx.InsertTask(coach.Task{ID: "k1", DealID: "d1", RepID: "U1", AddedAt: noon}),
		tx.SaveRoom(coach.Room{ID: "C1"}),
		tx.InsertPost(coach.Post{Key: "k", To: "U1", Ref: "r", State: coach.PostReady, Channel: "D1", TS: "1.1", NextAt: noon}),
		tx.InsertNudge(aNudge("U1", monday, "d1", 1)),
		tx.InsertNudge(coach.NudgeItem{RepID: "U2", Day: monday, DealID: "d2", Outcome: coach.NudgeActed}),
		tx.InsertPoll(coach.Poll{ID: "p1", Kind: coach.DeadLeads, State: coach.PollOpen, OpenedAt: noon}),
		tx.InsertPoll(coach.Poll{ID: "p0", Kind: coach.DeadLeads, State: coach.PollClosed, OpenedAt: noon}),
		tx.InsertVote(coach.Vote{PollID: "p1", RepID: "U1", DealID: "d1"}),
		tx.InsertIdea(coach.Idea{ID: "w1", PollID: "p1", RepID: "U1", At: noon}),
		tx.SaveRep(coach.Rep{ID: "U1", Name: "Rosa"}),
		tx.SaveSetting("s", "on"),
		tx.Remember(coach.Change{Key: "k", At: noon}),
	)
}

// everything is what a workspace shows through every method of a Reader.
type everything struct {
	Lists    map[string]int
	Missing  map[string]bool
	Setting  string
	Deals    []coach.Deal
	Contacts []coach.Contact
	Reps     []coach.Rep
}

// looked reads a workspace with every method there is.
func (w world) looked(at string) everything {
	w.Helper()
	e := everything{Lists: map[string]int{}, Missing: map[string]bool{}}
	err := w.store.View(context.Background(), at, func(r coach.Reader) error { return e.look(r) })
	if err != nil {
		w.Fatal(err)
	}
	return e
}

func (e *everything) look(r coach.Reader) error {
	var errs []error
	one := func(name string, err error) {
		e.Missing[name] = coach.KindOf(err) == coach.NotFound
		if err != nil && !e.Missing[name] {
			errs = append(errs, err)
		}
	}
	list := func(name string, n int, err error) { e.Lists[name] = n; errs = append(errs, err) }
	_, err := r.Deal("d1")
	one("deal", err)
	_, err = r.DealBySource("csv", "17")
	one("deal by source", err)
	_, err = r.Account("a1")
	one("account", err)
	_, err = r.AccountNamed("brandan foods ltd")
	one("account named", err)
	_, err = r.Touch("t1")
	one("touch", err)
	_, err = r.Fact("f1")
	one("fact", err)
	_, err = r.LibraryItem("i1")
	one("library item", err)
	_, err = r.Task("k1")
	one("task", err)
	_, err = r.Rep("U1")
	one("rep", err)
	_, err = r.Room("C1")
	one("room", err)
	rooms, err := r.Rooms()
	list("rooms", len(rooms), err)
	days, err := r.TouchesOn(today)
	list("reps with touches today", len(days), err)
	_, err = r.Post("k")
	one("post", err)
	_, err = r.PostAt("D1", "1.1")
	one("post at", err)
	posts, err := r.PostsAbout("r")
	list("posts about", len(posts), err)
	posts, err = r.DuePosts(noon, 10)
	list("due posts", len(posts), err)
	nudges, err := r.Nudges("U1", monday)
	list("nudges", len(nudges), err)
	nudges, err = r.OpenNudges("U1")
	list("open nudges", len(nudges), err)
	nudges, err = r.LongNudges("U1", monday, 3)
	list("long nudges", len(nudges), err)
	_, err = r.LastNudge("d1")
	one("last nudge", err)
	outcomes, err := r.NudgeOutcomes(monday)
	list("nudge outcomes", len(outcomes), err)
	_, err = r.Poll("p1")
	one("poll", err)
	_, err = r.LastPoll(coach.DeadLeads)
	one("last poll", err)
	_, err = r.Draft(noon.AddDate(9, 0, 0))
	one("draft", err)
	polls, err := r.OpenPolls()
	list("open polls", len(polls), err)
	votes, err := r.Votes("p1", "")
	list("votes", len(votes), err)
	votes, err = r.Votes("p1", "U1")
	list("votes of rep", len(votes), err)
	counts, err := r.CountVotes("p1")
	list("votes counted", len(counts), err)
	_, err = r.Idea("w1")
	one("idea", err)
	ideas, err := r.Ideas("p1")
	list("ideas", len(ideas), err)
	_, err = r.Change("k")
	one("change", err)
	e.Setting, err = r.Setting("s")
	errs = append(errs, err)

	for name, q := range map[string]coach.DealQuery{
		"deals": {}, "of account": {AccountIDs: []string{"a1"}}, "of rep": {RepID: "U1"}, "rep first": {First: "U1"}, "of rep name": {RepName: "Rosa"},
		"by name": {NameKey: "plus plan"}, "by prefix": {NamePrefix: "p"}, "by stage": {Stages: []coach.Stage{coach.Open, coach.Won}},
	} {
		deals, err := r.Deals(q)
		list(name, len(deals), err)
		n, err := r.CountDeals(q)
		list("count "+name, n, err)
		e.Deals = deals
	}
	for name, m := range map[string]coach.NameMatch{
		"exact": {Exact: "brandan foods"}, "prefix": {Prefix: "b"}, "word": {Word: "foo"}, "near": {Near: "brandon"},
	} {
		accounts, err := r.FindAccounts(m)
		list(name, len(accounts), err)
	}
	for name, rep := range map[string]string{"open": "", "open of rep": "U1"} {
		n := 0
		err := r.OpenDeals(rep, func(coach.Deal) error { n++; return nil })
		list(name, n, err)
		n = 0
		err = r.Rhythms(coach.RhythmQuery{RepID: rep}, func(coach.Rhythm) error { n++; return nil })
		list("rhythms of "+name, n, err)
	}
	e.Contacts, err = r.Contacts("a1")
	list("contacts", len(e.Contacts), err)
	touches, err := r.Touches("d1", 0)
	list("touches", len(touches), err)
	facts, err := r.Facts("a1", "d1")
	list("facts", len(facts), err)
	people, err := r.People()
	list("people", len(people), err)
	named, err := r.Named("Tom", noon)
	list("named", len(named), err)
	given, err := r.Given("a1")
	list("given", len(given), err)
	library, err := r.Library()
	list("library", len(library), err)
	industries, err := r.Industries(0)
	list("industries", len(industries), err)
	tasks, err := r.DealTasks("d1")
	list("tasks of deal", len(tasks), err)
	tasks, err = r.RepTasks("U1")
	list("tasks of rep", len(tasks), err)
	e.Reps, err = r.Reps()
	list("reps", len(e.Reps), err)
	return firstError(errs...)
}

func workspaceBlind(w world) {
	w.neighbours()
	there, here := w.looked(elsewhere), w.looked(workspace)
	for name, n := range there.Lists {
		if n != 1 || here.Lists[name] != 0 {
			w.Errorf("%s: %d there and %d here, want 1 and 0", name, n, here.Lists[name])
		}
	}
	for name, missing := range there.Missing {
		if missing || !here.Missing[name] {
			w.Errorf("%s: missing there %v, here %v; want false, true", name, missing, here.Missing[name])
		}
	}
	w.same([]string{there.Setting, here.Setting}, []string{"on", ""})
}

func workspaceFenced(w world) {
	w.neighbours()
	before := w.looked(elsewhere)
	for name, change := range map[string]func(coach.Tx) error{
		"save deal":      func(tx coach.Tx) error { return tx.SaveDeal(aDeal("d1", "a1")) },
		"delete deal":    func(tx coach.Tx) error { return tx.DeleteDeal("d1") },
		"delete account": func(tx coach.Tx) error { return tx.DeleteAccount("a1") },
		"insert deal":    func(tx coach.Tx) error { return tx.InsertDeal(aDeal("d2", "a1")) },
		"insert contact": func(tx coach.Tx) error { return tx.InsertContact(coach.Contact{ID: "c2", AccountID: "a1"}) },
		"save contact":   func(tx coach.Tx) error { return tx.SaveContact(coach.Contact{ID: "c1", AccountID: "a1"}) },
		"insert touch":   func(tx coach.Tx) error { return tx.InsertTouch(aTouch("t2", "d1", noon)) },
		"delete touch":   func(tx coach.Tx) error { return tx.DeleteTouch("t1") },
		"insert fact":    func(tx coach.Tx) error { return tx.InsertFact(coach.Fact{ID: "f2", AccountID: "a1"}) },
		"save fact":      func(tx coach.Tx) error { return tx.SaveFact(coach.Fact{ID: "f1", AccountID: "a1"}) },
		"delete fact":    func(tx coach.Tx) error { return tx.DeleteFact("f1") },
		"delete item":    func(tx coach.Tx) error { return tx.DeleteLibraryItem("i1") },
		"insert task":    func(tx coach.Tx) error { return tx.InsertTask(coach.Task{ID: "k2", DealID: "d1"}) },
		"save task":      func(tx coach.Tx) error { return tx.SaveTask(coach.Task{ID: "k1", DealID: "d1"}) },
		"save post":      func(tx coach.Tx) error { return tx.SavePost(coach.Post{Key: "k"}) },
		"save nudge":     func(tx coach.Tx) error { return tx.SaveNudge(aNudge("U1", monday, "d1", 1)) },
		"delete poll":    func(tx coach.Tx) error { return tx.DeletePoll("p1") },
		"save poll":      func(tx coach.Tx) error { return tx.SavePoll(coach.Poll{ID: "p1"}) },
		"insert vote":    func(tx coach.Tx) error { return tx.InsertVote(coach.Vote{PollID: "p1", RepID: "U2"}) },
		"save vote":      func(tx coach.Tx) error { return tx.SaveVote(coach.Vote{PollID: "p1", RepID: "U1", DealID: "d1"}) },
		"insert idea":    func(tx coach.Tx) error { return tx.InsertIdea(coach.Idea{ID: "w2", PollID: "p1"}) },
		"delete idea":    func(tx coach.Tx) error { return tx.DeleteIdea("w1") },
		"delete task":    func(tx coach.Tx) error { return tx.DeleteTask("k1") },
	} {
		if err := w.tried(change); coach.KindOf(err) != coach.NotFound {
			w.Errorf("%s: %v, want not found", name, err)
		}
	}
	w.did(func(tx coach.Tx) error {
		n, err := tx.ForgetChanges(noon.Add(time.Hour), 9)
		votes, err2 := tx.DeleteVotes("p1", 9)
		w.same(n+votes, 0)
		return firstError(err, err2, tx.HastenPosts("r", time.Hour), tx.SaveSetting("s", ""), tx.SaveSetting("s", "off"), tx.SaveRep(coach.Rep{ID: "U1", Name: "Mallory"}))
	})
	w.same(w.looked(elsewhere), before)
}

func workspaceTwins(w world) {
	w.neighbours()
	w.did(one)
	w.same(w.looked(workspace), w.looked(elsewhere))
	w.did(func(tx coach.Tx) error { return tx.DeleteDeal("d1") })
	w.same(w.looked(elsewhere).Lists["touches"], 1)
}
