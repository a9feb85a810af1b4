package bot

import (
	"context"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// openSettings is **Settings**, typed or pressed; on a card the card comes back
// with the words as they are then.
func (b *Bot) openSettings(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.Settings(ctx, r.in)
	if err != nil {
		return Answer{}, err
	}
	form := blocks.SettingsForm(s, r.in.Manager, r.meta(r.action.ID).String())
	return b.open(ctx, r, form, blocks.Action{Verb: blocks.Settings, ID: r.action.ID})
}

func (b *Bot) submitSettings(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	draft := coach.SettingsDraft{Own: coach.Own{
		SpokenName: in.text(coach.SettingSpokenName), Callback: in.text(coach.SettingCallback), Slots: in.text(coach.SettingSlots),
		Times: timesOf(in),
	}}
	if hasInput(r.Interaction.View, coach.SettingCompany) {
		draft.Us = &coach.Us{
			Company: in.text(coach.SettingCompany), Offer: in.text(coach.SettingOffer), Gifts: blocks.GiftsChosen(in.chosen(coach.SettingGifts)),
		}
	}
	s, err := b.o.Coach.SaveSettings(ctx, r.in, draft)
	if err != nil {
		return Answer{}, err
	}
	b.people.learn(r.Team, s.Rep)
	return b.done(r, m, b.afterSettings(ctx, r, m, s), nil)
}

// timesOf is what somebody filled in about their own time. Turned off, reminders keep
// their time for when they are turned on again.
func timesOf(in inputs) coach.Times {
	t := coach.Times{
		OwnZone: in.text(coach.SettingZone), WorkDays: strings.Join(in.tickedOf(coach.SettingWorkDays), ","),
		NudgeAt: in.text(coach.SettingNudgeAt), Quiet: in.text(coach.SettingQuiet),
	}
	if in.chosen(coach.SettingNudges) == coach.NudgeOff {
		t.NudgeAt, t.NudgeKept = coach.NudgeOff, t.NudgeAt
	}
	return t
}

// afterSettings is the card that the form was opened from, or what scripts say
// now; also where that card's deal is gone.
func (b *Bot) afterSettings(ctx context.Context, r *request, m meta, s coach.Settings) blocks.Message {
	if m.Deal == "" {
		return blocks.SettingsSaved(s, r.reader)
	}
	a, err := b.o.Coach.Advise(ctx, r.in, m.Deal)
	if err != nil {
		return blocks.SettingsSaved(s, r.reader)
	}
	return blocks.Followup(a, r.reader, blocks.SettingsOnCard(s, a), nil)
}
