package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// sampleAt is the sample as it stands in a real database at one instant.
type sampleAt struct {
	now   time.Time
	coach *coach.Coach
	deals []sampleSeen
}

// sampleSeen is one deal with everything that hangs on it.
type sampleSeen struct {
	coach.Deal
	cadence  coach.Cadence
	touches  []coach.Touch
	facts    []coach.Fact
	contacts []coach.Contact
}

// sampleBook is read once: every play is tried out on every reading.
var sampleBook = sync.OnceValues(func() (*coach.Book, error) { return coach.LoadBook("") })

const sampleSpace = "T0SANDBOX"

func loadSample(t *testing.T, now time.Time) sampleAt {
	t.Helper()
	ctx := t.Context()
	store, err := db.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "sample.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	book, err := sampleBook()
	if err != nil {
		t.Fatal(err)
	}
	ids := 0
	newID := func() string { ids++; return "id-" + strconv.Itoa(100000+ids) }
	days, err := coach.ParseWorkDays("1-5")
	if err != nil {
		t.Fatal(err)
	}
	s := sampleAt{now: now, coach: coach.New(store, coach.Options{
		Now: func() time.Time { return now }, NewID: newID, Book: book, Rules: coach.DefaultRules(),
		WorkDays: days, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
	})}
	if err := fillSample(ctx, store, sampleSpace, now, newID, s.coach.Hours); err != nil {
		t.Fatal(err)
	}
	if err := store.View(ctx, sampleSpace, s.read); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *sampleAt) read(r coach.Reader) error {
	s.deals = nil
	all, err := r.Deals(coach.DealQuery{Limit: 1000})
	if err != nil {
		return err
	}
	for _, d := range all {
		seen := sampleSeen{Deal: d}
		rep, err := r.Rep(d.RepID)
		if err != nil && d.RepID != "" {
			return err
		}
		seen.cadence = coach.DefaultRules().Cadence(d, s.coach.Hours(rep), s.now)
		if seen.touches, err = r.Touches(d.ID, 0); err != nil {
			return err
		}
		if seen.facts, err = r.Facts(d.AccountID, d.ID); err != nil {
			return err
		}
		if seen.contacts, err = r.Contacts(d.AccountID); err != nil {
			return err
		}
		s.deals = append(s.deals, seen)
	}
	return nil
}

// A Wednesday at noon in Europe, morning in America, evening in Asia.
var wednesday = time.Date(2026, time.November, 18, 13, 30, 0, 0, time.UTC)

func TestTheSampleIsFreshOnEveryDayOfTheWeek(t *testing.T) {
	days := 7
	if testing.Short() {
		days = 1 // one goroutine writes and reads: nothing to race
	}
	for n := range days {
		for _, hour := range []int{0, 11, 22} {
			now := time.Date(2026, time.November, 16+n, hour, 7, 0, 0, time.UTC)
			t.Run(now.Format("Monday 15:04"), func(t *testing.T) { checkSample(t, loadSample(t, now)) })
		}
	}
}

func checkSample(t *testing.T, s sampleAt) {
	if len(s.deals) != 52 {
		t.Errorf("%d deals, want 52", len(s.deals))
	}
	for _, d := range s.deals {
		if got := coach.Count(d.SentOn, d.touches); got != d.Tally {
			t.Errorf("%s: stored tally %+v, its touches add up to %+v", d.Title(), d.Tally, got)
		}
		zone := time.UTC
		for _, p := range samplePeople() {
			if p.ID == d.RepID {
				zone = p.Location()
			}
		}
		for _, touch := range d.touches {
			if touch.At.After(s.now) {
				t.Errorf("%s: a touch at %v, after now", d.Title(), touch.At)
			}
			if on := coach.DateOf(touch.At, zone); on != touch.On {
				t.Errorf("%s: a touch on %v that happened on %v", d.Title(), touch.On, on)
			}
		}
	}
	checkNorth(t, s)
	for name, holds := range sampleSituations {
		if !slices.ContainsFunc(s.deals, holds) {
			t.Errorf("no deal is: %s", name)
		}
	}
	for account, row := range sampleRows {
		if a := s.advice(t, account); a.Row != row {
			t.Errorf("%s: row %d of the decision table, want %d (%s)", account, a.Row, row, a.Why)
		}
	}
}

func (s sampleAt) advice(t *testing.T, account string) coach.Advice {
	t.Helper()
	for _, d := range s.deals {
		if d.Account == account {
			a, err := s.coach.Advise(t.Context(), coach.Input{Workspace: sampleSpace}, d.ID)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
	}
	t.Fatalf("no deal of %s", account)
	return coach.Advice{}
}

// sampleRows is which row of the decision table some deals are there to show.
var sampleRows = map[string]int{
	"Coyle & Daughters Printing": 1, "Rederiet Havørn": 2, "Sayang Airport Catering": 2, "Nordkai Terminals": 3, "Lotus Lane Clinics": 3,
	"Granite Run Ambulance": 4, "Acme Bottling": 6, "Banyan Row Packaging": 6, "Odlewnia Wisła": 7, "Redbud Poultry": 10,
	"Sandoval Brothers Produce": 8, "Pinecrest Regional Hospital": 9, "Tumbleweed Diagnostics": 10, "Straits Harbour Pilots": 10,
	"Sluneční Lázně": 10, "Bukit Precision Castings": 12, "Hotel Seeblick Gruppe": 22, "Ateliers Brémond": 23,
	"Larkspur Senior Living": 20, "Tallgrass Contact Centers": 11, "Klinikgruppe Falkenried": 13,
	"Coastal Thread Mills": 24,
}

// In the north more has stalled than a digest shows at once, and nothing that a poll would
// ask about; and whoever begins today has nothing yet.
func checkNorth(t *testing.T, s sampleAt) {
	stalled := 0
	for _, d := range s.deals {
		switch {
		case d.RepID == "U0LIV":
			t.Errorf("%s is Liv's, who begins today", d.Title())
		case d.RepID == "U0AKSEL" && d.cadence.DeadLead:
			t.Errorf("%s looks dead", d.Title())
		case d.RepID == "U0AKSEL" && d.cadence.Stalled:
			stalled++
		}
	}
	digest := coach.Digest{Stalled: make([]coach.Stalled, stalled)}
	if stalled <= len(digest.Top()) {
		t.Errorf("%d deals have stalled in the north, and a digest shows %d", stalled, len(digest.Top()))
	}
}

func (d sampleSeen) has(kinds ...coach.FactKind) bool {
	return slices.ContainsFunc(d.facts, func(f coach.Fact) bool { return slices.Contains(kinds, f.Kind) && f.Source != "" && !f.On.IsZero() })
}

// saidNo says that the last word is a no of today, or of the last business day
// when today is none, with this reason.
func (d sampleSeen) saidNo(c coach.Channel, o coach.Objection) bool {
	last := d.touches
	return len(last) > 0 && last[0].Outcome == coach.SaidNo && last[0].Channel == c && last[0].Objection == o &&
		d.cadence.Quiet == 0 && d.Stage == coach.Open
}

func (d sampleSeen) count(o coach.Outcome) int {
	n := 0
	for _, t := range d.touches {
		if t.Outcome == o {
			n++
		}
	}
	return n
}

func (d sampleSeen) speaks(kind coach.FactKind, agreed bool) bool {
	return slices.ContainsFunc(d.facts, func(f coach.Fact) bool { return f.Kind == kind && f.Person != "" && f.Consent == agreed })
}

func (d sampleSeen) silentOn() int { return len(coach.SilenceChannels(d.SentOn, d.touches)) }

// sampleSituations are what the sample is for: each must be there on every day.
var sampleSituations = map[string]func(sampleSeen) bool{
	"not yet sent":                func(d sampleSeen) bool { return d.Stage == coach.Open && !d.Sent() },
	"sent today":                  func(d sampleSeen) bool { return d.Sent() && d.cadence.SentAgo == 0 && len(d.touches) == 0 },
	"first follow-up due today":   func(d sampleSeen) bool { return d.cadence.Due && d.cadence.Step == 1 && d.cadence.Overdue == 0 },
	"first follow-up overdue":     func(d sampleSeen) bool { return d.cadence.Due && d.cadence.Step == 1 && d.cadence.Overdue > 0 },
	"due since days":              func(d sampleSeen) bool { return d.cadence.Overdue >= 4 },
	"third follow-up due":         func(d sampleSeen) bool { return d.cadence.Due && d.cadence.Step == 3 },
	"several made, nothing due":   func(d sampleSeen) bool { return !d.cadence.Due && d.cadence.Step == 3 && d.cadence.Silence == 2 },
	"target reached":              func(d sampleSeen) bool { return d.Stage == coach.Open && d.cadence.Step == 0 && d.silentOn() < 3 },
	"silence with our own cause":  func(d sampleSeen) bool { return d.cadence.Silence >= 4 && d.silentOn() >= 3 && d.has(coach.OwnMiss) },
	"no today, price, tier 3":     func(d sampleSeen) bool { return d.saidNo(coach.Call, coach.Price) && d.has(coach.Statement) },
	"no today, budget, tier 2":    func(d sampleSeen) bool { return d.saidNo(coach.Call, coach.Budget) && d.has(coach.CompanyEvent) },
	"no today, timing, tier 1":    func(d sampleSeen) bool { return d.saidNo(coach.Call, coach.Timing) && d.has(coach.MarketTrend) },
	"no today, vendor known":      func(d sampleSeen) bool { return d.saidNo(coach.Call, coach.CurrentVendor) && d.has(coach.Vendor) },
	"no today, real reason known": func(d sampleSeen) bool { return d.saidNo(coach.Call, coach.OtherReason) && d.has(coach.RealReason) },
	"no today, nothing known":     func(d sampleSeen) bool { return d.saidNo(coach.Call, coach.OtherReason) && len(d.facts) == 0 },
	"no by email":                 func(d sampleSeen) bool { return d.count(coach.SaidNo) == 1 && d.touches[0].Direction == coach.In },
	"a second no":                 func(d sampleSeen) bool { return d.count(coach.SaidNo) == 2 },
	"the ball is ours":            func(d sampleSeen) bool { return d.cadence.BallOurs && d.count(coach.SaidNo) == 0 },
	"a meeting booked":            func(d sampleSeen) bool { return d.count(coach.MeetingBooked) > 0 },
	"paused for a known reason":   func(d sampleSeen) bool { return d.cadence.Paused && d.PauseReason != "" },
	"snoozed":                     func(d sampleSeen) bool { return d.cadence.Snoozed },
	"opted out":                   func(d sampleSeen) bool { return d.Tally.OptedOut && d.contacts[0].OptedOut },
	"never engaged, six tries": func(d sampleSeen) bool {
		return d.Stage == coach.Open && d.Tally.Answers == 0 && d.Tally.Followups >= 6
	},
	"apologised already":         func(d sampleSeen) bool { return coach.UsedPlays(d.touches)["apology"] },
	"second effort made already": func(d sampleSeen) bool { return coach.UsedPlays(d.touches)["second-effort"] },
	"dead-lead candidate":        func(d sampleSeen) bool { return d.cadence.DeadLead && d.cadence.Quiet >= 30 },
	"stalled":                    func(d sampleSeen) bool { return d.cadence.Stalled && !d.cadence.DeadLead },
	"won":                        func(d sampleSeen) bool { return d.Stage == coach.Won && !d.ClosedAt.IsZero() },
	"lost with both reasons":     func(d sampleSeen) bool { return d.Stage == coach.Lost && d.CloseReason != "" && d.RealReason != "" },
	"time for another look": func(d sampleSeen) bool {
		return d.Stage == coach.Lost && !d.RevisitOn.IsZero() && d.RevisitOn.Before(d.cadence.Today)
	},
	"dead, another look later":    func(d sampleSeen) bool { return d.Stage == coach.Dead && d.RevisitOn.After(d.cadence.Today) },
	"a competitor named":          func(d sampleSeen) bool { return d.Stage == coach.Open && d.has(coach.Competitor) },
	"a bounced email":             func(d sampleSeen) bool { return d.count(coach.Bounced) > 0 },
	"no contact known":            func(d sampleSeen) bool { return len(d.contacts) == 0 },
	"no amount known":             func(d sampleSeen) bool { return d.Amount.IsZero() },
	"a rep whom Slack knows not":  func(d sampleSeen) bool { return d.RepID == "" && d.RepName != "" },
	"a referrer who may be named": func(d sampleSeen) bool { return d.speaks(coach.Referrer, true) },
	"somebody who speaks for us":  func(d sampleSeen) bool { return d.speaks(coach.Advocate, false) },
	"euros":                       func(d sampleSeen) bool { return d.Amount.Currency == "EUR" },
	"US dollars":                  func(d sampleSeen) bool { return d.Amount.Currency == "USD" },
	"Singapore dollars":           func(d sampleSeen) bool { return d.Amount.Currency == "SGD" },
	"accents in the name":         func(d sampleSeen) bool { return d.Account == "Bäckerei Grünewald & Söhne" },
	"an apostrophe in the name":   func(d sampleSeen) bool { return strings.Contains(d.Account, "'") },
	"a name that looks like code": func(d sampleSeen) bool { return strings.Contains(d.Account, "<!channel>") },
	"a name that is a verb":       func(d sampleSeen) bool { return d.Account == "Won Ton Foods" },
}

func TestFollowupAcmeShowsTheRichestCardFirst(t *testing.T) {
	s := loadSample(t, wednesday)
	hanna := coach.Input{Workspace: sampleSpace, Rep: samplePeople()[0].rep()}
	m, a, err := s.coach.Followup(t.Context(), hanna, "acme")
	if err != nil || !m.One() {
		t.Fatalf("followup acme: %+v, %v", m, err)
	}
	if a.Draft == nil || a.Draft.PlayID != "second-effort" || a.Deal.RepID != hanna.Rep.ID {
		t.Fatalf("the draft is %+v", a.Draft)
	}
	if !slices.ContainsFunc(a.Used, func(f coach.Fact) bool { return f.Kind == coach.Statement }) {
		t.Errorf("the words stand on %v, not on what she said", a.Used)
	}
	if len(a.Missing) > 0 {
		t.Errorf("on the first card something is missing: %v", a.Missing)
	}
	text := ""
	for _, step := range a.Draft.Steps {
		text += step.Text + "\n"
	}
	for _, want := range []string{"Marguerite", "agency crew on your night line", "Tuesday at 10"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the words:\n%s", want, text)
		}
	}
}

func TestSampleNamesLeadToOneDealOrToAPicker(t *testing.T) {
	s := loadSample(t, wednesday)
	hanna := coach.Input{Workspace: sampleSpace, Rep: samplePeople()[0].rep()}
	for name, want := range map[string]int{
		"castellan": 2, "corvane": 3, "acme": 1, "won ton": 1, "backerei grunewald": 1, "O’Dwyer": 1, "ateliers bremond": 1,
		"channel freight": 1, "castellan foods gmbh": 1, "odlewnia wisla": 1, "corvane rotterdam": 1,
	} {
		m, err := s.coach.Resolve(t.Context(), hanna, coach.Wanted{Names: []string{name}})
		got := len(m.Choices)
		if m.One() {
			got = 1
		}
		if err != nil || got != want {
			t.Errorf("%q: %d deals, want %d (near %v, %v)", name, got, want, m.Near, err)
		}
	}
}

func TestARepWithoutSettingsIsAskedForThem(t *testing.T) {
	a := loadSample(t, wednesday).advice(t, "Banyan Row Packaging")
	asked := ""
	for _, q := range a.Missing {
		asked += q.Ask + "\n"
	}
	for _, want := range []string{"Which name do you say", "Which two times"} {
		if !strings.Contains(asked, want) {
			t.Errorf("nobody asks %q:\n%s", want, asked)
		}
	}
}

func TestSampleFactsHaveSourcesAndCanBeSaid(t *testing.T) {
	deals, err := sampleDeals()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deals {
		for _, f := range d.facts {
			if f.fact.Source == "" || !f.on.some {
				t.Errorf("%s: %q has no source or no date", d.account, f.fact.Text)
			}
			if said := coach.Preview(f.fact.Kind, f.fact.SayAs); said == "" && f.fact.Kind != coach.Note {
				t.Errorf("%s: %q cannot be said", d.account, f.fact.Text)
			}
			if asked, err := coach.QuestionOf(f.fact.AskAs); asked != f.fact.AskAs || err != nil {
				t.Errorf("%s: %q cannot be asked: %v", d.account, f.fact.AskAs, err)
			}
		}
	}
}

func TestTheSampleTeamHasSomethingToGive(t *testing.T) {
	s := loadSample(t, wednesday)
	in := coach.Input{Workspace: sampleSpace, Rep: samplePeople()[0].rep()}
	items, err := s.coach.Library(t.Context(), in)
	if err != nil || len(items) != len(sampleLibrary) {
		t.Fatalf("%d items, %v", len(items), err)
	}
	industries, err := s.coach.Industries(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if i.AddedBy == "" || i.AddedAt.After(s.now) || !slices.Contains(coach.Themes, i.Theme) {
			t.Errorf("%+v", i)
		}
		if i.Industry != "" && !slices.Contains(industries, i.Industry) {
			t.Errorf("%q is for %q, and there is no such account", i.Text, i.Industry)
		}
	}
	if a := s.advice(t, "Acme Bottling"); len(a.Library) != 5 || a.Library[0].Text != sampleLibrary[5].item.Text {
		t.Errorf("for a bottler there is %+v", a.Library)
	}
	if a := s.advice(t, "Kampong Glass"); len(a.Library) != 4 {
		t.Errorf("for a glass maker there is %+v", a.Library)
	}
}

// The numbers of the sample stand on touches that could have been made so: with
// plays of the book, in situations that lead to them; and there are enough of
// one play for a number, and too few of the others.
func TestTheSampleHasNumbersToShow(t *testing.T) {
	s := loadSample(t, wednesday)
	titles := map[string]string{}
	for _, p := range s.coach.Plays() {
		titles[p.ID] = p.Title
	}
	for _, d := range s.deals {
		for _, touch := range d.touches {
			if touch.PlayID != "" && (titles[touch.PlayID] == "" || touch.Row == 0) {
				t.Errorf("%s: the play %q in row %d", d.Title(), touch.PlayID, touch.Row)
			}
		}
	}
	got, err := s.coach.Stats(t.Context(), coach.Input{Workspace: sampleSpace, Rep: samplePeople()[0].rep(), Manager: true})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(got.Reps, func(r coach.RepWorked) bool { return r.Advocates > 0 }) {
		t.Error("nobody has found an advocate")
	}
	early, told := 0, 0
	for _, p := range got.Plays {
		if p.Team.Early() {
			early++
		} else {
			told++
		}
	}
	if early < 3 || told < 1 || got.Team.Followed.Now.Due < 5 || got.Team.Week < 5 || len(got.Reps) < 6 || len(got.Why) == 0 {
		t.Errorf("%d plays too early, %d not; %+v, %d follow-ups this week, %d reps, %d industries",
			early, told, got.Team.Followed, got.Team.Week, len(got.Reps), len(got.Why))
	}
}

func TestSampleTextsNameTheLineThatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"deal: Nobody's":                          "s.txt:1: a deal begins with == NAME",
		"== Acme\n\nwhat: ever":                   `s.txt:3: no such key: "what"`,
		"== Acme\namount: plenty":                 "s.txt:2: ",
		"== Acme\nsent: soon":                     "s.txt:2: ",
		"== Acme\nclosed: open -3":                `s.txt:2: "open" is no way to close a deal`,
		"== Acme\ntouch: -3 call no_answer":       "s.txt:2: a touch has a day",
		"== Acme\ntouch: -3 noon call no_answer":  `s.txt:2: "noon" is no clock time`,
		"== Acme\ntouch: -3 10:00 pigeon sent":    `s.txt:2: no such channel: "pigeon"`,
		"== Acme\ntouch: -3 10:00 call sent dear": `s.txt:2: no such objection: "dear"`,
		"== Acme\ntouch: -3 10:00 call hum":       `s.txt:2: no such outcome: "hum"`,
		"== Acme\nfact: rumour -3 | call | x":     `s.txt:2: no such kind of fact: "rumour"`,
	} {
		if _, err := parseSample("s.txt", text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s…", text, err, want)
		}
	}
}

func TestTheSampleTeamIsEightRepsInFourZonesTwoManagersAndAGuest(t *testing.T) {
	zones, reps, managers, guests, unset := map[string]bool{}, 0, 0, 0, 0
	for _, p := range samplePeople() {
		switch {
		case p.Manager:
			managers++
		case p.Restricted:
			guests++
		default:
			reps++
			zones[p.TZ] = true
			if p.SpokenName == "" && p.Callback == "" && p.Slots == "" {
				unset++
			}
		}
	}
	if reps != 8 || len(zones) != 4 || managers != 2 || guests != 1 || unset != 2 {
		t.Errorf("%d reps in %d zones, %d managers, %d guests, %d without settings", reps, len(zones), managers, guests, unset)
	}
}

func TestTheSampleTeamTalksInItsChannels(t *testing.T) {
	ws := sandbox.New(sandbox.Options{})
	addSamplePeople(ws)
	seen := 0
	for _, c := range ws.Channels() {
		if c.IM {
			continue
		}
		if slices.Contains(c.Members, ws.BotUserID()) == (c.ID == uninvited) {
			t.Errorf("the bot is in #%s: %t", c.Name, c.ID == uninvited)
		}
		seen += len(ws.Messages(c.ID, c.Members[1]))
	}
	if seen != len(sampleTalk) {
		t.Errorf("%d messages in the channels, want %d", seen, len(sampleTalk))
	}
}

func TestASampleThatCannotBeWrittenLeavesNothing(t *testing.T) {
	store, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "sample.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	same := func() string { return "one-id" }
	utc := func(coach.Rep) coach.Hours { return coach.Hours{Zone: time.UTC} }
	if err := fillSample(context.Background(), store, sampleSpace, wednesday, same, utc); err == nil {
		t.Fatal("deals with one id were written")
	}
	err = store.View(t.Context(), sampleSpace, func(r coach.Reader) error {
		reps, err := r.Reps()
		if len(reps) > 0 {
			t.Errorf("%d reps are left", len(reps))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
