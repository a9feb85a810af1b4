package coach_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

func (d *desk) manages() coach.Input {
	in := d.asks()
	in.Manager = true
	return in
}

func (d *desk) sets(t *testing.T, in coach.Input, s coach.SettingsDraft) coach.Settings {
	t.Helper()
	got, err := d.SaveSettings(t.Context(), in, s)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWhatIsSetIsSaidAtOnceAndShownAgain(t *testing.T) {
	d := newDesk(t)
	if _, err := d.Meet(t.Context(), "T1", rita); err != nil {
		t.Fatal(err)
	}
	id := d.deal(t, "Harbour Foods")
	d.saysCompany(t, "") // and remembers that for a minute
	own := coach.Own{SpokenName: "Rita", Callback: "+47 22 12 34 56", Slots: "Tuesday at 10, Thursday at 2"}
	us := coach.Us{Company: "Northgate", Offer: "We keep cold stores cold", Gifts: coach.GiftsAllowed}
	saved := d.sets(t, d.manages(), coach.SettingsDraft{Own: own, Us: &us})
	us.Offer = "we keep cold stores cold"
	if diff := cmp.Diff(us, saved.Us); diff != "" || saved.Rep.SpokenName != "Rita" || saved.Rep.RealName != rita.RealName {
		t.Errorf("%+v\n%s", saved, diff)
	}
	again, err := d.Settings(t.Context(), d.asks())
	if diff := cmp.Diff(saved, again); diff != "" || err != nil {
		t.Errorf("the form shows something else than what was saved: %v\n%s", err, diff)
	}
	a, err := d.Advise(t.Context(), d.asks(), id) // by Rita as she was known before
	if err != nil || a.Us != us || a.Rep.Callback != own.Callback || a.Rep.Slots != own.Slots {
		t.Errorf("scripts know %+v and %+v, %v", a.Us, a.Rep, err)
	}
	d.sets(t, d.manages(), coach.SettingsDraft{Us: &coach.Us{}})
	if a, err := d.Advise(t.Context(), d.asks(), id); err != nil || a.Us != (coach.Us{}) || a.Rep.SpokenName != "" {
		t.Errorf("what was emptied is still said: %+v, %+v, %v", a.Us, a.Rep, err)
	}
}

func TestSlackAndTheSettingsDoNotUndoEachOther(t *testing.T) {
	d := newDesk(t)
	d.sets(t, d.asks(), coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita"}}) // before Slack was ever asked
	renamed := rita
	renamed.RealName, renamed.Zone = "Rita Solberg-Vik", "Europe/Berlin"
	known, err := d.Meet(t.Context(), "T1", renamed)
	if err != nil || known.SpokenName != "Rita" {
		t.Errorf("a new name in Slack cost her the settings: %+v, %v", known, err)
	}
	in := d.asks() // with the name and the zone that Slack gave before
	after := d.sets(t, in, coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita V"}})
	if after.Rep.RealName != renamed.RealName || after.Rep.Zone != renamed.Zone || after.Rep.SpokenName != "Rita V" {
		t.Errorf("her settings put an old name back: %+v", after.Rep)
	}
}

func TestSettingsAndSlackMayComeAtTheSameTime(t *testing.T) {
	d := newDesk(t)
	var all sync.WaitGroup
	for i := range 10 {
		in := d.asks()
		zone := []string{"Europe/Oslo", "Europe/Berlin"}[i%2]
		all.Go(func() { d.sets(t, in, coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita"}}) })
		all.Go(func() {
			p := rita
			p.Zone, p.RealName = zone, "Rita Vik"
			if _, err := d.Meet(t.Context(), "T1", p); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	p, err := d.Person(t.Context(), "T1", rita.ID)
	if err != nil || p.SpokenName != "Rita" || p.RealName != "Rita Vik" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestARepeatedFormHasOneEffect(t *testing.T) {
	d := newDesk(t)
	first := d.asks()
	d.sets(t, first, coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita"}})
	d.sets(t, d.asks(), coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita V"}})
	if s := d.sets(t, first, coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita"}}); s.Rep.SpokenName != "Rita V" {
		t.Errorf("an old form that came again set %q", s.Rep.SpokenName)
	}
}

func TestSettingsLeaveATrailOfVerbs(t *testing.T) {
	d := newDesk(t)
	own, team := d.asks(), d.manages()
	d.sets(t, own, coach.SettingsDraft{})
	d.sets(t, team, coach.SettingsDraft{Us: &coach.Us{}})
	err := d.store.View(t.Context(), "T1", func(r coach.Reader) error {
		for key, want := range map[string]string{own.Key: "settings.own", team.Key: "settings.team"} {
			if c, err := r.Change(key); err != nil || c.Verb != want || c.Actor != rita.ID || c.Ref != rita.ID {
				t.Errorf("%+v, %v", c, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestOnlyAManagerSetsWhatIsTheTeams(t *testing.T) {
	d := newDesk(t)
	_, err := d.SaveSettings(t.Context(), d.asks(), coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita"}, Us: &coach.Us{Company: "Mine"}})
	if coach.KindOf(err) != coach.Forbidden {
		t.Errorf("%v", err)
	}
	if s, err := d.Settings(t.Context(), d.asks()); err != nil || s.Us.Company != "" || s.Rep.SpokenName != "" {
		t.Errorf("something was saved all the same: %+v, %v", s, err)
	}
	d.sets(t, d.manages(), coach.SettingsDraft{Us: &coach.Us{Company: "Northgate"}})
	d.sets(t, d.asks(), coach.SettingsDraft{Own: coach.Own{SpokenName: "Rita"}})
	d.saysCompany(t, "Northgate") // a rep's form leaves the team's alone
}

func TestASettingThatNobodyCouldSayIsRefusedInASentence(t *testing.T) {
	d := newDesk(t)
	long := strings.Repeat("very ", 40)
	good := coach.Own{SpokenName: "Rita", Callback: "555 0143", Slots: "Tuesday at 10"}
	check := func(field string, set func(*coach.Own, *coach.Us), said string) {
		t.Helper()
		own, us := good, coach.Us{Company: "Northgate", Offer: "we keep cold stores cold"}
		set(&own, &us)
		_, err := d.SaveSettings(t.Context(), d.manages(), coach.SettingsDraft{Own: own, Us: &us})
		if e, ok := err.(*coach.Error); !ok || e.Kind != coach.Invalid || e.Field != field || !strings.Contains(e.Sentence, said) {
			t.Errorf("%+v %+v: %v", own, us, err)
		}
	}
	name := func(s string) func(*coach.Own, *coach.Us) {
		return func(o *coach.Own, _ *coach.Us) { o.SpokenName = s }
	}
	number := func(s string) func(*coach.Own, *coach.Us) { return func(o *coach.Own, _ *coach.Us) { o.Callback = s } }
	slots := func(s string) func(*coach.Own, *coach.Us) { return func(o *coach.Own, _ *coach.Us) { o.Slots = s } }
	offer := func(s string) func(*coach.Own, *coach.Us) { return func(_ *coach.Own, u *coach.Us) { u.Offer = s } }
	check("spoken_name", name("[your name]"), "a gap that nobody filled")
	check("spoken_name", name("{{.Me}}"), "a gap that nobody filled")
	check("spoken_name", name("@rita"), "Just the name")
	check("spoken_name", name("…"), "can't read that aloud")
	check("spoken_name", name(long), "longer than 40 characters")
	check("callback", number("my mobile"), "one phone number")
	check("callback", number("rita@northgate.example"), "one phone number")
	check("callback", number("12"), "one phone number")
	check("callback", number("+47 22 12 34 56, 555 0143, 555 0144"), "one phone number")
	check("callback", number("<555 0143>"), "a gap that nobody filled")
	check("slots", slots("https://northgate.example/book"), "reads a link aloud")
	check("slots", slots("<day> at <hour>"), "a gap that nobody filled")
	check("company", func(_ *coach.Own, u *coach.Us) { u.Company = "{company}" }, "a gap that nobody filled")
	check("company", func(_ *coach.Own, u *coach.Us) { u.Company = long }, "longer than 80 characters")
	check("offer", offer("cold stores, cold"), "begin with \"we\"")
	check("offer", offer("well-kept cold stores"), "begin with \"we\"")
	check("gifts", func(_ *coach.Own, u *coach.Us) { u.Gifts = "perhaps" }, "Choose yes or no")
	if s, err := d.Settings(t.Context(), d.asks()); err != nil || s.Rep.SpokenName != "" || s.Us != (coach.Us{}) {
		t.Errorf("something was saved all the same: %+v, %v", s, err)
	}
}

func TestNumbersAreTakenAsPeopleWriteThem(t *testing.T) {
	d := newDesk(t)
	for _, number := range []string{
		"555 0143", "+44 (0)20 7946 0143", "020-7946-0143", "1-800-FLOWERS", "555 0143 ext. 12", "030/1234567", "+1.212.555.0143", "0143, extension 4", "٠١٢٣٤٥",
	} {
		if s := d.sets(t, d.asks(), coach.SettingsDraft{Own: coach.Own{Callback: number}}); s.Rep.Callback != number {
			t.Errorf("%q was kept as %q", number, s.Rep.Callback)
		}
	}
}

func TestWhatIsSetIsKeptTheWayItIsSaid(t *testing.T) {
	d := newDesk(t)
	us := &coach.Us{Company: "  Northgate  Ltd.\n", Offer: "We're the people who keep cold stores cold."}
	s := d.sets(t, d.manages(), coach.SettingsDraft{Own: coach.Own{SpokenName: " “Rita” ", Slots: "Tuesday at 10,\nThursday at 2."}, Us: us})
	got := []string{s.Rep.SpokenName, s.Rep.Slots, s.Us.Company, s.Us.Offer}
	want := []string{"Rita", "Tuesday at 10, Thursday at 2", "Northgate Ltd", "we're the people who keep cold stores cold"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFreeTimesAreOfferedAsOneWouldSayThem(t *testing.T) {
	for said, want := range map[string]string{
		"Tuesday at 10, Thursday at 2":             "Tuesday at 10 or Thursday at 2",
		"Mon 9; Wed 3; Fri 1":                      "Mon 9 or Wed 3",
		"on Tuesday at 10 and on Thursday at 2":    "Tuesday at 10 or Thursday at 2",
		"Tuesdays between 9 and 11, Friday at 3":   "Tuesdays from 9 to 11 or Friday at 3",
		"mornings":                                 "mornings",
		"Tuesday at 10 or Thursday at 2":           "Tuesday at 10 or Thursday at 2",
		"Dienstag um 10 Uhr, Donnerstag um 14 Uhr": "Dienstag um 10 Uhr or Donnerstag um 14 Uhr",
		"": "",
	} {
		if got := coach.TwoSlots(said); got != want {
			t.Errorf("%q is offered as %q, not %q", said, got, want)
		}
	}
}
