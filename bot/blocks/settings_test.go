package blocks_test

import (
	"strings"
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// usual is what a team has where nobody sets anything about their time.
var usual = coach.Times{OwnZone: "Europe/London", WorkDays: "1-5", NudgeAt: "08:30", Quiet: "18:00-08:00"}

func settings() coach.Settings {
	return coach.Settings{
		Usual: usual, Remind: time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC),
		Rep: coach.Rep{ID: "U0DANA", Zone: "Europe/London", SpokenName: "Dana", Callback: "+44 20 7946 0143", Slots: "Tuesday at 10, Thursday at 2"},
		Us:  coach.Us{Company: "Brindle & Sons", Offer: "we plan shifts so that gaps show early", Gifts: coach.GiftsAllowed},
	}
}

func TestTheSettingsShowWhatIsSetAndHowItSounds(t *testing.T) {
	goldenForm(t, "form_settings", blocks.SettingsForm(coach.Settings{Usual: usual}, false, "{}"))
	goldenForm(t, "form_settings_set", blocks.SettingsForm(settings(), false, "{}"))
	goldenForm(t, "form_settings_of_a_manager", blocks.SettingsForm(coach.Settings{Usual: usual}, true, "{}"))
	goldenForm(t, "form_settings_of_a_manager_set", blocks.SettingsForm(settings(), true, "{}"))
}

func TestSavedSettingsSayWhatScriptsSayNow(t *testing.T) {
	golden(t, "settings_saved", blocks.SettingsSaved(settings(), dana))
	golden(t, "settings_saved_by_a_manager", blocks.SettingsSaved(settings(), boss))
	golden(t, "settings_saved_empty", blocks.SettingsSaved(coach.Settings{}, boss))
	s := settings()
	s.Rep.Callback, s.Rep.Slots, s.Us.Gifts = "", "", coach.GiftsBarred
	golden(t, "settings_saved_in_part", blocks.SettingsSaved(s, dana))

	a := advice()
	a.Contacts = []coach.Contact{{Name: "Holm, Ingrid"}}
	golden(t, "settings_saved_on_a_card", blocks.Followup(a, dana, blocks.SettingsOnCard(s, a), nil))
	if line := blocks.SettingsOnCard(s, coach.Advice{}); line != "Settings saved" {
		t.Errorf("on a colleague's card it says %q", line)
	}
}

func TestOnesOwnTimesAreShownAndSaidBack(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	s := settings()
	s.Rep.Times = coach.Times{OwnZone: "Europe/Oslo", WorkDays: "1,3-5", NudgeAt: "10:00", Quiet: coach.NeverQuiet}
	s.Remind = time.Date(2026, 11, 23, 10, 0, 0, 0, oslo)
	goldenForm(t, "form_settings_of_own_times", blocks.SettingsForm(s, false, "{}"))
	golden(t, "settings_saved_with_own_times", blocks.SettingsSaved(s, dana))

	s.Rep.Times.NudgeAt, s.Rep.Times.Quiet = "07:15", "19:00-10:00"
	golden(t, "settings_saved_in_quiet_hours", blocks.SettingsSaved(s, dana))

	s.Rep.Times, s.Remind = coach.Times{NudgeAt: coach.NudgeOff}, time.Time{}
	goldenForm(t, "form_settings_without_reminders", blocks.SettingsForm(s, false, "{}"))
	golden(t, "settings_saved_without_reminders", blocks.SettingsSaved(s, dana))
}

func TestTheCardAsksWhoMaySetWhatIsMissing(t *testing.T) {
	a := advice()
	a.Missing = append(a.Missing,
		coach.Question{Setting: coach.SettingSpokenName, Ask: "Which name do you say on the phone?", Why: "The words leave it out: say it as you open."},
		coach.Question{Setting: coach.SettingCompany, Ask: "What is our firm called aloud?", Why: "The words leave it out: say it where it belongs."})
	golden(t, "card_with_settings_to_set", blocks.Followup(a, dana, "", nil))
	golden(t, "card_with_settings_for_a_manager", blocks.Followup(a, boss, "", nil))
	if text := blocks.Followup(a, other, "", nil); strings.Contains(text.Text, "Settings") {
		t.Error("a colleague is sent to the settings, where nothing helps")
	}
}

func TestAnEmptyChoiceOnGiftsIsNoRule(t *testing.T) {
	for value, want := range map[string]coach.Gifts{"open": coach.GiftsUnsaid, "": coach.GiftsUnsaid, "yes": coach.GiftsAllowed, "no": coach.GiftsBarred} {
		if got := blocks.GiftsChosen(value); got != want {
			t.Errorf("%q is %q", value, got)
		}
	}
}
