package main

import (
	"fmt"
	"strings"
	"testing"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// With very many of a sort Slack is asked about the first fifty, and the doctor says so
// instead of vouching for the rest.
func TestTheDoctorDoesNotVouchForWhatItDidNotLookAt(t *testing.T) {
	w := openWard(t)
	var channels, people []string
	for n := range maxAsked {
		c := w.ws.AddChannel(sandbox.ChannelSpec{ID: fmt.Sprintf("C0MANY%02d", n), Name: fmt.Sprint("many-", n), Members: []string{mira, w.ws.BotUserID()}})
		p := w.ws.AddPerson(sandbox.PersonSpec{ID: fmt.Sprintf("U0MANY%02d", n), RealName: fmt.Sprint("Lead ", n), TZ: "Europe/Berlin"})
		channels, people = append(channels, c.ID), append(people, p.ID)
	}
	t.Setenv("COACH_DIGEST_CHANNELS", strings.Join(channels, ","))
	t.Setenv("COACH_MANAGERS", strings.Join(people, ","))
	w.change(func(tx coach.Tx) error { return tx.SaveRoom(coach.Room{ID: channels[0], DigestAt: coach.DigestOn}) })
	code, said := w.examined()
	for _, want := range []string{"✓ channels  The bot is in every channel that gets a digest.\n", "✓ managers  Slack knows all that COACH_MANAGERS names (50).\n"} {
		if code != exitOK || !strings.Contains(said, want) {
			t.Errorf("exit %d, want %q in\n%s", code, want, said)
		}
	}
	w.change(func(tx coach.Tx) error { return tx.SaveRoom(coach.Room{ID: "C0NOWHERE", DigestAt: coach.DigestOn}) })
	t.Setenv("COACH_MANAGERS", strings.Join(people, ",")+",U0NOBODY")
	code, said = w.examined()
	for _, want := range []string{"✓ channels  The first 50 were looked at, and the bot is in each.\n", "✓ managers  The first 50 were looked at, and Slack knows each.\n"} {
		if code != exitOK || !strings.Contains(said, want) {
			t.Errorf("exit %d, want %q in\n%s", code, want, said)
		}
	}
	t.Setenv("COACH_DIGEST_CHANNELS", lobby+","+strings.Join(channels, ","))
	t.Setenv("COACH_MANAGERS", "U0NOONE,"+strings.Join(people, ","))
	code, said = w.examined()
	for _, want := range []string{"✗ channels  The bot isn't in C0LOBBY.", "! channels  The first 50 were looked at.\n",
		"✗ managers  Slack knows no user U0NOONE.", "! managers  The first 50 were looked at.\n"} {
		if code != exitFailed || !strings.Contains(said, want) {
			t.Errorf("exit %d, want %q in\n%s", code, want, said)
		}
	}
}
