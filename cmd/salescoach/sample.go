package main

import (
	"context"
	"errors"
	"time"

	"salescoach/coach"
)

// fillSample puts the sample team's reps, settings and some fifty deals into a fresh
// database, as if they had worked there until now.
func fillSample(ctx context.Context, store coach.Store, workspace string, now time.Time, newID func() string, hours func(coach.Rep) coach.Hours) error {
	deals, err := sampleDeals()
	if err != nil {
		return err
	}
	return store.Update(ctx, workspace, func(tx coach.Tx) error {
		f := filler{tx: tx, now: now, newID: newID, hours: hours, reps: map[string]coach.Rep{}, accounts: map[string]known{}}
		if err := errors.Join(f.team(), f.digests()); err != nil {
			return err
		}
		for _, d := range deals {
			if err := f.deal(d); err != nil {
				return err
			}
		}
		return f.library()
	})
}

// digests turns on the digests that the team has.
func (f *filler) digests() error {
	var failed []error
	for channel, by := range sampleDigests {
		for _, p := range samplePeople() {
			if p.ID == by {
				failed = append(failed, f.tx.SaveRoom(coach.Room{ID: channel, DigestAt: coach.DigestOn, Zone: p.TZ, SetBy: by, SetAt: f.now}))
			}
		}
	}
	return errors.Join(failed...)
}

// filler writes the sample in one transaction.
type filler struct {
	tx       coach.Tx
	now      time.Time
	newID    func() string
	hours    func(coach.Rep) coach.Hours
	reps     map[string]coach.Rep // by handle
	accounts map[string]known     // by strict key
}

// known is an account that was written before.
type known struct {
	account coach.Account
	contact string // id of the main contact; empty when there is none
}

func (f *filler) team() error {
	for _, p := range samplePeople() {
		if p.Restricted {
			continue
		}
		rep := p.rep()
		rep.UpdatedAt = f.now
		f.reps[p.Name] = rep
		if err := f.tx.SaveRep(rep); err != nil {
			return err
		}
	}
	if err := f.tx.SaveSetting(coach.SettingCompany, sampleCompany); err != nil {
		return err
	}
	if err := f.tx.SaveSetting(coach.SettingOffer, sampleOffer); err != nil {
		return err
	}
	return f.tx.SaveSetting(coach.SettingGifts, string(coach.GiftsAllowed))
}

func (f *filler) deal(s sampleDeal) error {
	rep, inSlack := f.reps[s.rep]
	if !inSlack {
		rep.RealName = s.rep
	}
	c := calendar{hours: f.hours(rep), now: f.now}
	began := c.began(s)
	at, err := f.account(s, began)
	if err != nil {
		return err
	}
	d := coach.Deal{
		ID: f.newID(), AccountID: at.account.ID, Account: at.account.Name, Name: s.name, Amount: s.amount,
		RepID: rep.ID, RepName: rep.RealName, Stage: s.stage, SentOn: c.date(s.sent), Source: s.source, ExternalID: s.externalID,
		PausedUntil: c.date(s.paused), PauseReason: s.pauseReason, SnoozedUntil: c.date(s.snoozed),
		CloseReason: s.closeReason, RealReason: s.realReason, RevisitOn: c.date(s.revisit), CreatedAt: began, UpdatedAt: began,
	}
	if s.closed.some {
		d.ClosedAt = c.instant(s.closed, 17, 0)
		d.UpdatedAt = d.ClosedAt
	}
	touches := f.touches(s, d, at.contact, c)
	d.Tally = coach.Count(d.SentOn, touches)
	if d.Tally.LastAt.After(d.UpdatedAt) {
		d.UpdatedAt = d.Tally.LastAt
	}
	return f.write(d, touches, f.facts(s, d, at.contact, c))
}

func (f *filler) write(d coach.Deal, touches []coach.Touch, facts []coach.Fact) error {
	if err := f.tx.InsertDeal(d); err != nil {
		return err
	}
	for _, t := range touches {
		if err := f.tx.InsertTouch(t); err != nil {
			return err
		}
	}
	for _, fact := range facts {
		if err := f.tx.InsertFact(fact); err != nil {
			return err
		}
	}
	return nil
}

// account is the buying firm, written when its first deal comes.
func (f *filler) account(s sampleDeal, began time.Time) (known, error) {
	key := coach.StrictKey(s.account)
	if k, ok := f.accounts[key]; ok {
		return k, nil
	}
	k := known{account: coach.Account{ID: f.newID(), Name: s.account, Industry: s.industry, CreatedAt: began}}
	if err := f.tx.InsertAccount(k.account); err != nil {
		return k, err
	}
	for _, c := range s.contacts {
		c.ID, c.AccountID, c.CreatedAt = f.newID(), k.account.ID, began
		if c.Main {
			k.contact = c.ID
		}
		if err := f.tx.InsertContact(c); err != nil {
			return k, err
		}
	}
	f.accounts[key] = k
	return k, nil
}

func (f *filler) touches(s sampleDeal, d coach.Deal, contact string, c calendar) []coach.Touch {
	var touches []coach.Touch
	for _, st := range s.touches {
		t := st.touch
		t.ID, t.DealID, t.ContactID, t.LoggedBy = f.newID(), d.ID, contact, d.RepID
		if t.LoggedBy == "" {
			t.LoggedBy = "import"
		}
		t.On, t.At = c.date(st.on), c.instant(st.on, st.hour, st.minute)
		t.LoggedAt = t.At
		touches = append(touches, t)
	}
	return touches
}

func (f *filler) facts(s sampleDeal, d coach.Deal, contact string, c calendar) []coach.Fact {
	var facts []coach.Fact
	for _, sf := range s.facts {
		fact := sf.fact
		fact.ID, fact.AccountID, fact.AddedBy = f.newID(), d.AccountID, d.RepID
		fact.On, fact.AddedAt = c.date(sf.on), c.instant(sf.on, 8, 0)
		switch fact.Kind {
		case coach.Statement:
			fact.ContactID = contact
		case coach.ObjectionSay:
			fact.ContactID, fact.DealID = contact, d.ID
		case coach.RealReason, coach.OwnMiss, coach.AgreedPoint, coach.NextStep, coach.Competitor:
			fact.DealID = d.ID
		}
		facts = append(facts, fact)
	}
	return facts
}

// calendar turns days of the sample into dates and instants of a rep.
type calendar struct {
	hours coach.Hours
	now   time.Time
}

// date is a day in the rep's calendar; the zero date for none. Day 0 is today,
// or the last business day where today is none.
func (c calendar) date(d day) coach.Date {
	today := c.hours.Today(c.now)
	if !d.some {
		return coach.Date{}
	}
	if d.n > 0 {
		return c.hours.Add(today, d.n)
	}
	on := today
	for !c.hours.Working(on) || c.hours.Between(on, today) < -d.n {
		on = on.Add(-1)
	}
	return on
}

// instant is a clock time on such a day. A time that is still to come today is
// moved into the part of the day that has passed, in proportion, so that nothing
// in the sample happens in the future.
func (c calendar) instant(d day, hour, minute int) time.Time {
	on := c.date(d)
	zone := c.hours.Zone
	if zone == nil {
		zone = time.UTC
	}
	at := time.Date(on.Year, on.Month, on.Day, hour, minute, 0, 0, zone)
	if !at.After(c.now) {
		return at
	}
	midnight := on.In(zone)
	return midnight.Add(time.Duration(int64(c.now.Sub(midnight)) / (24 * 60) * int64(hour*60+minute)))
}

// began is when a deal came into the books: with its proposal or its first
// touch, at eight in the morning; a proposal not yet sent, yesterday.
func (c calendar) began(s sampleDeal) time.Time {
	first := day{n: -1, some: true}
	if s.sent.some {
		first = s.sent
	}
	for _, t := range s.touches {
		first.n = min(first.n, t.on.n)
	}
	return c.instant(first, 8, 0)
}
