package coach

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// DigestDue is a channel whose digest is due now.
type DigestDue struct {
	Room  Room
	Day   Date
	Until time.Time // when it is too late
}

func digestKey(channel string, day Date) string { return fmt.Sprintf("digest/%s/%s", channel, day) }

// DigestsDue lists the channels whose digest is due and not yet written.
func (c *Coach) DigestsDue(ctx context.Context, workspace string) (due []DigestDue, err error) {
	now := c.o.Now()
	err = c.store.View(ctx, workspace, func(r Reader) error {
		due = nil
		channels, err := r.Rooms()
		if err != nil {
			return err
		}
		for _, ch := range c.withDefaults(channels) {
			s := c.digest(ch)
			if s == nil {
				continue
			}
			day, until, is := digestDue(s, c.roomHours(ch), now)
			if !is {
				continue
			}
			written, err := digestWritten(r, ch.ID, day, now)
			if err != nil {
				return err
			}
			if !written {
				due = append(due, DigestDue{Room: ch, Day: day, Until: until})
			}
		}
		return nil
	})
	return due, err
}

// withDefaults adds the channels that have a digest from the start and were never
// spoken of.
func (c *Coach) withDefaults(channels []Room) []Room {
	for _, id := range c.o.DigestIn {
		if !slices.ContainsFunc(channels, func(ch Room) bool { return ch.ID == id }) {
			channels = append(channels, Room{ID: id})
		}
	}
	return channels
}

// zoneShift is more than any two zones are apart on the same date … and less than a
// day and a night: a channel whose clock was set anew gets no second digest on what
// its people feel is the same day.
const zoneShift = 12 * time.Hour

// digestWritten says whether the digest of a day is written, or one was sent so lately
// that only the channel's clock can have made a new day of it.
func digestWritten(r Reader, channel string, day Date, now time.Time) (bool, error) {
	for _, d := range []Date{day, day.Add(-1), day.Add(1)} {
		p, err := r.Post(digestKey(channel, d))
		switch {
		case KindOf(err) == NotFound:
		case err != nil:
			return false, err
		case d == day || !p.SentAt.IsZero() && now.Sub(p.SentAt).Abs() < zoneShift:
			return true, nil
		}
	}
	return false, nil
}

// PlanDigest writes a channel's digest of the day, for the people who are in it, and
// says whether it was this call that did. Nothing stalled is one line, at most once
// a week; else the day is noted as silent.
func (c *Coach) PlanDigest(ctx context.Context, workspace string, d DigestDue, members []string) (first bool, err error) {
	now := c.o.Now()
	w, err := c.worked(ctx, workspace, statsFor)
	if err != nil {
		return false, err
	}
	digest := Digest{Channel: d.Room.ID, Day: d.Day, Names: c.o.DigestNames}
	if err := c.store.View(ctx, workspace, func(r Reader) error {
		desks, err := c.desks(r, w, members, d.Day, now)
		if err != nil {
			return err
		}
		digest.Stalled, digest.Numbers = digestOf(desks)
		for _, k := range desks {
			digest.Vain = append(digest.Vain, k.vain...)
		}
		slices.SortFunc(digest.Vain, compareVain)
		digest.Numbers.Of = lastBusinessDay(c.Hours(Rep{}), d.Day)
		if digest.LastWeek, err = numbersOf(r, d.Room.ID, d.Day.Add(-7)); err != nil {
			return err
		}
		last, err := r.Setting(chartSetting(d.Room.ID))
		digest.Currency = chartCurrency(last, digest.Stalled)
		return err
	}); err != nil {
		return false, err
	}
	return c.writeDigest(ctx, workspace, d, digest, now)
}

// desks reads what a digest of some people is made of; who is no rep has none.
func (c *Coach) desks(r Reader, w *worked, members []string, day Date, now time.Time) ([]desk, error) {
	yesterday := lastBusinessDay(c.Hours(Rep{}), day)
	touches, err := r.TouchesOn(yesterday)
	if err != nil {
		return nil, err
	}
	var desks []desk
	for _, id := range members {
		rep, err := r.Rep(id)
		if KindOf(err) == NotFound || rep.Deleted {
			continue
		}
		if err != nil {
			return nil, err
		}
		k, err := c.deskOf(w, rep, now, func(each func(Deal) error) error { return r.OpenDeals(rep.ID, each) })
		if err != nil {
			return nil, err
		}
		if k.vain, err = c.vain(r, k, now); err != nil {
			return nil, err
		}
		if k.day = touches[id]; !k.empty() {
			desks = append(desks, k)
		}
	}
	return desks, nil
}

// deskOf is what a digest needs of one rep, but the touches of a day. open reads their
// open deals, whole or what of them is counted.
func (c *Coach) deskOf(w *worked, rep Rep, now time.Time, open func(each func(Deal) error) error) (desk, error) {
	k, h := desk{rep: rep}, c.Hours(rep)
	if known := w.reps[rep.ID]; known != nil {
		k.followed = known.Followed
	}
	err := open(func(d Deal) error {
		k.deals = append(k.deals, Due{Deal: d, Cadence: c.o.Rules.Cadence(d, h, now)})
		return nil
	})
	return k, err
}

// empty says that there is nothing to count.
func (k desk) empty() bool {
	return len(k.deals) == 0 && k.day == DayTouches{} && k.followed == Followed{}
}

func lastBusinessDay(h Hours, day Date) Date {
	for day = day.Add(-1); !h.Working(day); {
		day = day.Add(-1)
	}
	return day
}

// numbersOf is how a channel's team stood on a day, or nil.
func numbersOf(r Reader, channel string, day Date) (*Numbers, error) {
	p, err := r.Post(digestKey(channel, day))
	if KindOf(err) == NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var d Digest
	if json.Unmarshal([]byte(p.Body), &d) != nil {
		return nil, nil // of another version: there is nothing to compare with
	}
	return &d.Numbers, nil
}

// writeDigest writes the posts of a digest, and remembers when the channel was
// cheered.
func (c *Coach) writeDigest(ctx context.Context, workspace string, due DigestDue, d Digest, now time.Time) (first bool, err error) {
	body, err := encode(d)
	if err != nil {
		return false, err
	}
	key := digestKey(d.Channel, d.Day)
	err = c.update(ctx, workspace, author{ByCoach, "digest.plan", now}, func(tx Tx) error {
		ch, err := roomOf(tx, d.Channel)
		if err != nil {
			return err
		}
		p := Post{Key: key, Kind: DigestPost, To: d.Channel, Body: body, NextAt: now, NotAfter: due.Until}
		cheer := false
		switch {
		case !now.Before(due.Until):
			p = p.skipped("missed", now)
		case d.Numbers.Open == 0:
			p = p.skipped("no proposals", now)
		case len(d.Stalled) == 0 && !ch.CheeredOn.IsZero() && d.Day.Sub(ch.CheeredOn) < cheerAgain:
			p = p.skipped("nothing stalled", now)
		case len(d.Stalled) == 0:
			cheer = true
		}
		if first, err = plan(tx, p, now); err != nil || !first {
			return err
		}
		if cheer {
			ch.CheeredOn = d.Day
			return tx.SaveRoom(ch)
		}
		if p.State == PostSkipped {
			return nil
		}
		if err := keepCurrency(tx, d); err != nil {
			return err
		}
		return planRest(tx, p, d, now)
	})
	return first, err
}

// restShows is how many deals one message of the thread holds: as many lines as fit
// into its text. Beyond mostRest messages nobody reads on.
const (
	restShows = 25
	mostRest  = 20
)

// restApart is the time between the messages of a thread. A channel takes one a second,
// and whoever waits for that keeps what is due elsewhere waiting, too.
const restApart = 3 * time.Second

// Rest is a part of all stalled deals, for the digest's thread.
type Rest struct {
	Digest string // key of the digest's post
	From   int    // index of the first deal of this part
	To     int
}

// planRest writes the thread of a digest that shows not all.
func planRest(tx Tx, p Post, d Digest, now time.Time) error {
	posts, err := restOfDigest(p, d, now)
	for i := 0; i < len(posts) && err == nil; i++ {
		_, err = plan(tx, posts[i], now)
	}
	return err
}

// restOfDigest is the thread of a digest: nothing where it shows all of its deals.
func restOfDigest(p Post, d Digest, now time.Time) (posts []Post, err error) {
	if len(d.Stalled) <= digestShows {
		return nil, nil
	}
	above := p.Key
	for n := 0; n < mostRest && n*restShows < len(d.Stalled); n++ {
		part := Rest{Digest: p.Key, From: n * restShows, To: min((n+1)*restShows, len(d.Stalled))}
		body, err := encode(part)
		if err != nil {
			return nil, err
		}
		posts = append(posts, Post{
			Key: fmt.Sprintf("%s/rest/%02d", p.Key, n+1), Kind: RestPost, To: p.To, Thread: above, Body: body,
			NextAt: now.Add(time.Duration(n) * restApart), NotAfter: p.NotAfter.Add(time.Hour),
		})
		above = posts[n].Key
	}
	return posts, nil
}

// WrittenDigest is the digest that a post says.
func (c *Coach) WrittenDigest(ctx context.Context, workspace, key string) (d Digest, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) error {
		p, err := r.Post(key)
		if err != nil {
			return err
		}
		return decode(p.Body, &d)
	})
	return d, err
}

// RestOf is a digest with the part of it that a post of its thread shows.
func (c *Coach) RestOf(ctx context.Context, workspace string, p Post) (d Digest, from, to int, err error) {
	var part Rest
	if err := decode(p.Body, &part); err != nil {
		return d, 0, 0, err
	}
	d, err = c.WrittenDigest(ctx, workspace, part.Digest)
	return d, part.From, part.To, err
}

// GreetingOf is the greeting that a post says.
func GreetingOf(p Post) (g Greeting, err error) {
	err = decode(p.Body, &g)
	return g, err
}

// encode and decode are the form of what posts say in the store. Fields are only ever
// added, so that a version reads what the one before wrote.
func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

func decode(body string, v any) error {
	return Wrap(Internal, json.Unmarshal([]byte(body), v), "I can't read any more what I wrote there.")
}
