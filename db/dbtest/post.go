package dbtest

import (
	"time"

	"salescoach/coach"
)

var postTests = map[string]func(world){
	"a post comes back with every field, and its key is taken for good": postRoundTrip,
	"a save of an older version of a post is refused":                   postVersions,
	"what somebody has to take up comes the earliest first":             postsDue,
	"what waits and what died lately is counted, since when":            postsCounted,
	"what settled posts said is forgotten, and their keys are not":      postsForgotten,
	"the posts about one row are brought forward until taken up":        postsHastened,
	"the posts about one row are found, and the one at a place":         postsFound,
}

func aPost(key string, state coach.PostState, next time.Time) coach.Post {
	return coach.Post{
		Key: key, Kind: coach.NudgePost, To: "U1", Body: `{"a":"<ä>"}`, State: state, NextAt: next, CreatedAt: noon, UpdatedAt: noon, Version: 1,
	}
}

func postRoundTrip(w world) {
	p := aPost("nudge/U1/2026-11-23", coach.PostReady, noon)
	p.Thread, p.Ref, p.NotAfter = "other", "row1", noon.Add(time.Hour)
	w.did(func(tx coach.Tx) error { return tx.InsertPost(p) })
	w.post(p)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertPost(p) }), coach.Conflict)
	p.State, p.Why, p.Body, p.Attempts, p.FiredAt = coach.PostSent, "x", "{}", 2, noon.Add(time.Minute)
	p.Channel, p.TS, p.SentAt, p.UpdatedAt, p.NextAt = "D1", "1.2", noon.Add(2*time.Minute), noon.Add(3*time.Minute), noon.Add(time.Hour)
	p.NotAfter = time.Time{}
	w.did(func(tx coach.Tx) error { return tx.SavePost(p) })
	p.Version++
	w.post(p)
}

// post checks a stored post.
func (w world) post(want coach.Post) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		got, err := r.Post(want.Key)
		w.same(got, want)
		_, missing := r.Post("nudge/U1/2026-11-24")
		w.kind(missing, coach.NotFound)
		return err
	})
}

func postsHastened(w world) {
	far := noon.Add(48 * time.Hour)
	ready, unknown, sent, other := aPost("a", coach.PostReady, far), aPost("b", coach.PostUnknown, far), aPost("c", coach.PostSending, far), aPost("d", coach.PostReady, far)
	again := aPost("e", coach.PostReady, far)
	again.Attempts, sent.Attempts = 1, 1
	for _, p := range []*coach.Post{&ready, &unknown, &sent, &again} {
		p.Ref = "p1"
	}
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertPost(ready), tx.InsertPost(unknown), tx.InsertPost(sent), tx.InsertPost(again), tx.InsertPost(other),
			tx.HastenPosts("p1", 47*time.Hour), tx.HastenPosts("p2", time.Hour), tx.HastenPosts("", time.Hour))
	})
	for _, p := range []*coach.Post{&ready, &unknown} {
		p.NextAt, p.Version = noon.Add(time.Hour), p.Version+1
	}
	for _, p := range []coach.Post{ready, unknown, sent, again, other} {
		w.post(p)
	}
}

func postVersions(w world) {
	p := aPost("k", coach.PostReady, noon)
	w.did(func(tx coach.Tx) error { return tx.InsertPost(p) })
	w.did(func(tx coach.Tx) error { return tx.SavePost(p) })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SavePost(p) }), coach.Conflict)
	p.Key = "none"
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SavePost(p) }), coach.NotFound)
}

func postsCounted(w world) {
	hour := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }
	tried := aPost("tried", coach.PostReady, hour(2)) // put off, and as old as it is
	tried.Attempts, tried.CreatedAt = 3, hour(-2)
	board := aPost("board", coach.PostStale, hour(1)) // sent long ago; its edit waits since a while
	board.Attempts, board.CreatedAt = 1, hour(-9)
	died, long := aPost("died", coach.PostDead, noon), aPost("long dead", coach.PostDead, noon)
	died.UpdatedAt, long.UpdatedAt = hour(-1), hour(-30)
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertPost(aPost("ready", coach.PostReady, hour(1))), tx.InsertPost(tried), tx.InsertPost(board),
			tx.InsertPost(died), tx.InsertPost(long), tx.InsertPost(aPost("sent", coach.PostSent, noon)), tx.InsertPost(aPost("skipped", coach.PostSkipped, noon)))
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.CountPosts(hour(-24))
		w.same(got, []coach.PostCount{
			{State: coach.PostReady, Posts: 2, Since: hour(-2)}, {State: coach.PostStale, Posts: 1, Since: hour(1)},
			{State: coach.PostDead, Posts: 1, Since: hour(-1)},
		})
		return err
	})
}

func postsDue(w world) {
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertPost(aPost("c", coach.PostReady, noon)), tx.InsertPost(aPost("b", coach.PostSending, noon)),
			tx.InsertPost(aPost("a", coach.PostUnknown, noon.Add(time.Second))), tx.InsertPost(aPost("f", coach.PostStale, noon.Add(-time.Second))),
			tx.InsertPost(aPost("e", coach.PostEditing, noon.Add(-time.Minute))), tx.InsertPost(aPost("g", coach.PostReady, noon.Add(time.Minute))),
			tx.InsertPost(aPost("h", coach.PostSent, noon)), tx.InsertPost(aPost("i", coach.PostSkipped, noon)), tx.InsertPost(aPost("j", coach.PostDead, noon)),
		)
	})
	due := func(now time.Time, limit int, want ...string) {
		w.Helper()
		w.saw(func(r coach.Reader) error {
			got, err := r.DuePosts(now, limit)
			w.same(ids(got, postKey), want)
			return err
		})
	}
	due(noon, 10, "e", "f", "b", "c")
	due(noon, 3, "e", "f", "b")
	due(noon.Add(time.Second), 10, "e", "f", "b", "c", "a")
}

func postsFound(w world) {
	a, b, c := aPost("a", coach.PostSent, noon), aPost("b", coach.PostSent, noon), aPost("c", coach.PostReady, noon)
	a.Ref, b.Ref = "p1", "p1"
	a.Channel, a.TS, b.Channel, b.TS = "D1", "1.1", "D1", "1.2"
	w.did(func(tx coach.Tx) error { return firstError(tx.InsertPost(b), tx.InsertPost(a), tx.InsertPost(c)) })
	w.saw(func(r coach.Reader) error {
		about, err := r.PostsAbout("p1")
		w.same(ids(about, postKey), []string{"a", "b"})
		none, err2 := r.PostsAbout("")
		w.same(len(none), 0)
		at, err3 := r.PostAt("D1", "1.2")
		w.same(at, b)
		_, missing := r.PostAt("D1", "")
		w.kind(missing, coach.NotFound)
		return firstError(err, err2, err3)
	})
}

func postKey(p coach.Post) string { return p.Key }

func postsForgotten(w world) {
	states := []coach.PostState{coach.PostReady, coach.PostSending, coach.PostUnknown, coach.PostStale, coach.PostEditing, coach.PostSent, coach.PostSkipped, coach.PostDead}
	w.did(func(tx coach.Tx) error {
		for n, state := range states {
			p := aPost("old/"+string(state), state, noon)
			p.UpdatedAt = noon.Add(-time.Hour - time.Duration(n)*time.Minute)
			if err := tx.InsertPost(p); err != nil {
				return err
			}
		}
		return tx.InsertPost(aPost("young", coach.PostSent, noon))
	})
	forgets := func(limit, want int) {
		w.Helper()
		w.did(func(tx coach.Tx) error {
			n, err := tx.ForgetBodies(noon, limit)
			w.same(n, want)
			return err
		})
	}
	forgets(1, 1)
	w.same(w.posted("old/dead").Body, "") // changed the longest ago
	forgets(9, 2)
	forgets(9, 0)
	for _, state := range states {
		settled := state == coach.PostSent || state == coach.PostSkipped || state == coach.PostDead
		w.same(w.posted("old/"+string(state)).Body == "", settled)
	}
	w.same(w.posted("young").Body == "", false)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertPost(aPost("old/sent", coach.PostReady, noon)) }), coach.Conflict)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SavePost(aPost("old/sent", coach.PostStale, noon)) }), coach.Conflict)
}

func (w world) posted(key string) (p coach.Post) {
	w.Helper()
	w.saw(func(r coach.Reader) (err error) {
		p, err = r.Post(key)
		return err
	})
	return p
}
