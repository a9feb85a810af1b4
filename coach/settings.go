package coach

import (
	"context"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What people set once, under **Settings**, so that every script may say it. The
// names are those of the form's fields, of the errors about them and in the Needs
// of plays; the team's are also what they are stored under.
const (
	SettingSpokenName = "spoken_name" // the name somebody says aloud
	SettingCallback   = "callback"    // their call-back number
	SettingSlots      = "slots"       // their usual free times for a short talk
	SettingCompany    = "company"     // our firm's name, as it is said aloud
	SettingOffer      = "offer"       // what we do, in one line that begins with "we"
	SettingGifts      = "gifts"       // a [Gifts]
)

// TeamSetting says that a setting is the team's, which managers set; the others
// are everybody's own.
func TeamSetting(name string) bool {
	return name == SettingCompany || name == SettingOffer || name == SettingGifts
}

// The longest settings, in characters.
const (
	MaxSpokenName = 40
	MaxCallback   = 40
	MaxSlots      = 120
	MaxCompany    = 80
	MaxOffer      = 140
)

// Own is what people set about themselves. What is empty becomes a question in
// the script, never an invention.
type Own struct {
	SpokenName string
	Callback   string
	Slots      string // "Tuesday at 10, Thursday at 2"
	Times      Times
}

// Settings is what somebody finds under **Settings**.
type Settings struct {
	Rep Rep // the person, with their own settings
	Us  Us  // the team's

	Usual  Times     // what holds where they set nothing about their time
	Remind time.Time // when the next reminder may come; zero: none
}

// SettingsDraft is what somebody filled in under **Settings**.
type SettingsDraft struct {
	Own Own
	Us  *Us // nil: the form did not ask for the team's
}

// setting is what a script may say by a setting, and whether there is one of that
// name at all.
func (s *Situation) setting(name string) (value string, is bool) {
	switch name {
	case SettingSpokenName:
		return s.Rep.SpokenName, true
	case SettingCallback:
		return s.Rep.Callback, true
	case SettingSlots:
		return s.Rep.Slots, true
	case SettingCompany:
		return s.Us.Company, true
	case SettingOffer:
		return s.Us.Offer, true
	case SettingGifts:
		return string(s.Us.Gifts), true
	}
	return "", false
}

// Settings reads what is set now for the person who asks.
func (c *Coach) Settings(ctx context.Context, in Input) (Settings, error) {
	var s Settings
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		rep, err := r.Rep(in.Rep.ID)
		if KindOf(err) == NotFound {
			rep, err = in.Rep, nil
		}
		if err != nil {
			return err
		}
		team, err := readTeam(r)
		s = Settings{Rep: rep, Us: team.Us, Usual: c.usual(rep)}
		return err
	})
	s.Remind = c.nextReminder(s.Rep, c.o.Now())
	return s, err
}

// SaveSettings stores what somebody set; an empty value unsets. The team's are for
// managers. It gives what is set then, which is not what was filled in when an
// earlier input comes again.
func (c *Coach) SaveSettings(ctx context.Context, in Input, d SettingsDraft) (Settings, error) {
	verb := "settings.own"
	if d.Us != nil {
		if verb = "settings.team"; !in.Manager {
			return Settings{}, Errorf(Forbidden, "Only a manager sets what scripts say about our firm. Nothing was saved: please open the settings again.")
		}
		defer c.teams.drop(in.Workspace) // whatever comes of it: a commit may have an unknown end
	}
	defer c.nudging.forget(in.Workspace)
	d, err := d.checked(c.usual(in.Rep))
	if err != nil {
		return Settings{}, err
	}
	_, _, err = c.change(ctx, in, verb, func(tx Tx, now time.Time) (string, error) {
		if err := saveOwn(tx, in.Rep, d.Own, now); err != nil || d.Us == nil {
			return in.Rep.ID, err
		}
		return in.Rep.ID, saveUs(tx, *d.Us)
	})
	if err != nil {
		return Settings{}, err
	}
	return c.Settings(ctx, in)
}

// saveOwn writes into the row as it stands: name and zone in it come from Slack,
// and may be newer than what the input brought along.
func saveOwn(tx Tx, p Rep, o Own, now time.Time) error {
	known, err := tx.Rep(p.ID)
	if KindOf(err) == NotFound {
		known, err = p, nil
	}
	if err != nil {
		return err
	}
	known.SpokenName, known.Callback, known.Slots, known.UpdatedAt = o.SpokenName, o.Callback, o.Slots, now
	known.Times = o.Times
	return tx.SaveRep(known)
}

func saveUs(tx Tx, us Us) error {
	for _, s := range []struct{ name, value string }{
		{SettingCompany, us.Company}, {SettingOffer, us.Offer}, {SettingGifts, string(us.Gifts)},
	} {
		if err := tx.SaveSetting(s.name, s.value); err != nil {
			return err
		}
	}
	return nil
}

// checked is the draft in the form in which it is stored and said, or a sentence
// about the first field that nobody could say.
func (d SettingsDraft) checked(usual Times) (SettingsDraft, error) {
	own, err := d.Own.checked()
	if err == nil {
		own.Times, err = own.Times.checked(usual)
	}
	if err != nil || d.Us == nil {
		return SettingsDraft{Own: own}, err
	}
	us, err := d.Us.checked()
	return SettingsDraft{Own: own, Us: &us}, err
}

func (o Own) checked() (Own, error) {
	var err error
	if o.SpokenName, err = speakable(SettingSpokenName, o.SpokenName, MaxSpokenName); err != nil {
		return o, err
	}
	if strings.ContainsAny(o.SpokenName, "@/\\") {
		return o, settingErrorf(SettingSpokenName, "Just the name, the way you say it on the phone: Sam, or Sam Reyes.")
	}
	if o.Callback, err = speakable(SettingCallback, o.Callback, MaxCallback); err != nil {
		return o, err
	}
	if o.Callback != "" && !dialled(o.Callback) {
		return o, settingErrorf(SettingCallback, "That doesn't look like one phone number. Write it as you would say it: +44 20 7946 0143, or 555 0143.")
	}
	o.Slots, err = speakable(SettingSlots, o.Slots, MaxSlots)
	return o, err
}

func (u Us) checked() (Us, error) {
	var err error
	if u.Company, err = speakable(SettingCompany, u.Company, MaxCompany); err != nil {
		return u, err
	}
	if u.Offer, err = speakable(SettingOffer, u.Offer, MaxOffer); err != nil {
		return u, err
	}
	if u.Offer != "" && !weStart.MatchString(u.Offer) {
		return u, settingErrorf(SettingOffer, "Please begin with \"we\", the way you would say it: we plan shifts so that gaps show early.")
	}
	u.Offer = lowerStart(u.Offer)
	if u.Gifts != GiftsUnsaid && u.Gifts != GiftsAllowed && u.Gifts != GiftsBarred {
		return u, settingErrorf(SettingGifts, "May we send small gifts? Choose yes or no, or leave it open.")
	}
	return u, nil
}

var weStart = regexp.MustCompile(`(?i)^we(['’](re|ve|ll|d))? `)

func settingErrorf(field, format string, args ...any) error {
	e := Errorf(Invalid, format, args...)
	e.Field = field
	return e
}

// speakable is a setting in one line, as scripts say it. What holds brackets is
// refused: it looks like a gap that somebody forgot to fill, and no script would
// say it ([tidy]).
func speakable(field, text string, longest int) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	line, can := tidy(text)
	switch {
	case utf8.RuneCountInString(line) > longest:
		return "", settingErrorf(field, "That is longer than %d characters. What is said aloud is short.", longest)
	case strings.ContainsAny(line, "{}[]<>"):
		return "", settingErrorf(field, "Please leave out brackets and braces: they look like a gap that nobody filled.")
	case strings.Contains(line, "://"):
		return "", settingErrorf(field, "Nobody reads a link aloud. Put it the way you would say it.")
	case !can:
		return "", settingErrorf(field, "I can't read that aloud. Put it in plain words, or leave it empty.")
	}
	return line, nil
}

// dialled says that somebody could dial this: a number as numbers are written
// anywhere, with an extension or as letters ("1-800-FLOWERS"), and not two of them.
func dialled(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		case !unicode.IsSpace(r) && !strings.ContainsRune("+-–—()./#*,:'", r):
			return false
		}
	}
	return digits >= 3 && digits+letters >= 5 && digits <= 20
}
