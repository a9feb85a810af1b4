package coach_test

import (
	"slices"
	"testing"
	"time"

	"salescoach/coach"
)

// A post was to go out at five, and Slack took none until half past six, when the rep's
// quiet hours had begun. What they did not ask for waits until the morning; an answer
// does not.
func TestWhatComesUnaskedWaitsForTheEndOfQuietHoursThatBeganMeanwhile(t *testing.T) {
	p := newPollTeam(t)
	ada := pollReps[0]
	if _, err := p.SaveSettings(t.Context(), p.by(ada), coach.SettingsDraft{Own: coach.Own{Times: coach.Times{Quiet: "18:00-08:00"}}}); err != nil {
		t.Fatal(err)
	}
	poll := p.asksTeam(t)
	if _, err := p.ClosePoll(t.Context(), p.by(pollBoss), poll); err != nil {
		t.Fatal(err)
	}
	p.claims(t, ada.ID) // what the poll itself has told her
	p.now = p.now.Add(5 * time.Hour)
	waits := []coach.PostKind{coach.HandoverPost, coach.IdeasPost, coach.BestIdeaPost, coach.FilesPost, coach.QuestionPost, coach.ReminderPost, coach.ResultPost}
	for _, kind := range append(waits, coach.AnswerPost) {
		if err := p.Tell(t.Context(), "T1", coach.Post{Key: "late/" + string(kind), Kind: kind, To: ada.ID, Ref: poll}); err != nil {
			t.Fatal(err)
		}
	}
	p.now = p.now.Add(90 * time.Minute)
	if got := p.claims(t, ada.ID); !slices.Equal(got, []coach.PostKind{coach.AnswerPost}) {
		t.Errorf("at half past six in the evening she is sent %v", got)
	}
	p.now = p.now.Add(13*time.Hour + 29*time.Minute)
	if got := p.claims(t, ada.ID); len(got) != 0 {
		t.Errorf("a minute before eight she is sent %v", got)
	}
	p.now = p.now.Add(time.Minute)
	if got := p.claims(t, ada.ID); !slices.Equal(got, waits) {
		t.Errorf("at eight she is sent %v, want %v", got, waits)
	}
}

// claims are the kinds of what is sent to somebody now, in the order of their names.
func (p *pollTeam) claims(t *testing.T, to string) (kinds []coach.PostKind) {
	t.Helper()
	all, err := p.ClaimPosts(t.Context(), "T1", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.To == to && c.State == coach.PostSending {
			kinds = append(kinds, c.Kind)
		}
		if err := p.Delivered(t.Context(), "T1", c.Post, "D"+c.To, "1."+c.Key); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(kinds)
	return kinds
}
