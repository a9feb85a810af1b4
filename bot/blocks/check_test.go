package blocks_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// drafted is what the lint says of a draft, with the facts of the sample deal.
func drafted(d coach.OwnDraft, sent ...string) coach.Checked {
	w := coach.Wording{Text: d.Text, Channel: d.Channel, Slots: "Tuesday at 10, Thursday at 2",
		Facts: []coach.Fact{{Kind: coach.Statement, Text: "night shifts lose an hour to jams", SayAs: "the night shift loses an hour to jams", Source: "site visit", On: day(10, 14)}}}
	for _, text := range sent {
		w.Sent = append(w.Sent, coach.SentText{Text: text, On: day(11, 5)})
	}
	return coach.Check(w)
}

func TestADraftIsAnsweredWithWhatToMend(t *testing.T) {
	bad := coach.OwnDraft{Channel: coach.Voicemail, Text: "Hi Priya, it's Dana. I'm just following up on the retrofit. We've helped plants save 22% and I think you must decide by Friday. Get back to me when you can, I'm on 555 0143."}
	golden(t, "checked", blocks.CheckedDraft(drafted(bad), bad))
	good := coach.OwnDraft{Channel: coach.Voicemail, Text: "Hi Priya, it's Dana. You told me the night shift loses an hour to jams. A plant near you found two settings that cause most of them, and changing both took ten minutes. If you'd like to hear which, call me on 555 0143 before Friday. If not, that's fine."}
	golden(t, "checked_clean", blocks.CheckedDraft(drafted(good), good))
	hints := coach.OwnDraft{Text: "Hi Priya, our new press is quiet and comes with ten years of service. Shall I show it to you on Tuesday at 10?"}
	golden(t, "checked_hints", blocks.CheckedDraft(coach.Check(coach.Wording{Text: hints.Text}), hints))
	long := coach.OwnDraft{Text: bad.Text + strings.Repeat(" You told me that the line stops every night.", 60)}
	golden(t, "checked_too_long_to_keep", blocks.CheckedDraft(coach.Check(coach.Wording{Text: "Any update?"}), long))
}

func TestTheCheckFormKeepsTheWords(t *testing.T) {
	f := blocks.CheckForm{
		Deal: acme(), Meta: `{"d":"d1"}`, Plays: []coach.PlayInfo{{ID: "second-effort", Title: "Second effort"}},
		Draft: coach.OwnDraft{Channel: coach.Email, PlayID: "second-effort", Text: "That makes sense, Priya.\n\nHow are you covering that hour now?"},
	}
	goldenForm(t, "form_check", blocks.CheckDraft(f))
	f.Draft.Text = "Hi Priya,\n\nhope this finds you well! Did you receive our proposal? You told me the night shift loses an hour to jams. Let me know.\n\nDana"
	c := drafted(f.Draft)
	f.Checked = &c
	goldenForm(t, "form_check_answered", blocks.CheckDraft(f))
	f.Draft.Channel, f.Notice = "", "By which channel did it go? Choose one below, then press Log as sent."
	goldenForm(t, "form_check_not_logged", blocks.CheckDraft(f))
	goldenForm(t, "form_check_for_no_deal", blocks.CheckDraft(blocks.CheckForm{Draft: f.Draft, Checked: &c}))
	sent := "Hi Priya, you told me the night shift loses an hour to jams. A plant near you found two settings that cause most of them. Shall I send you the page? Dana"
	f.Notice, f.Draft = "", coach.OwnDraft{Channel: coach.Email, Text: sent}
	again := drafted(f.Draft, sent)
	f.Checked = &again
	goldenForm(t, "form_check_sent_before", blocks.CheckDraft(f))
	goldenForm(t, "form_check_logged", blocks.DraftLogged(coach.Logged{Advice: advice(), Touch: coach.Touch{ID: "t9", Channel: coach.Email, Outcome: coach.Sent, On: today}}))
}

// The answer to a form travels inside an acknowledgement, whose size Slack bounds:
// the words stay whole, and fewer hits are shown.
func TestTheAnswerToTheWorstDraftFitsIntoAnAcknowledgement(t *testing.T) {
	for name, piece := range map[string]string{"hits": "Just checking in! [name] any update? ", "escapes": "<&> touch base ", "emoji": "🙂🙂 last chance "} {
		text := strings.Repeat(piece, coach.MaxNote)
		text = string([]rune(text)[:coach.MaxNote])
		c := coach.Check(coach.Wording{Text: text, Channel: coach.Email})
		v := blocks.CheckDraft(blocks.CheckForm{Deal: acme(), Draft: coach.OwnDraft{Text: text, Channel: coach.Email}, Checked: &c, Meta: strings.Repeat("m", 500)})
		raw, err := json.Marshal(slack.NewUpdateViewSubmissionResponse(&v))
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) > blocks.MaxAck+512 {
			t.Errorf("%s: %d bytes", name, len(raw))
		}
		if !strings.Contains(string(raw), strconvQuote(t, text)) {
			t.Errorf("%s: the draft is not whole any more", name)
		}
	}
}

func strconvQuote(t *testing.T, s string) string {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestADraftIsNeverMarkup(t *testing.T) {
	d := coach.OwnDraft{Text: "Just checking in <!channel> <https://evil.example|now> & act now <@U0BOSS>, any update <!channel>?"}
	m := blocks.CheckedDraft(coach.Check(coach.Wording{Text: d.Text}), d)
	if err := blocks.Check(m); err != nil {
		t.Error(err)
	}
	harmless(t, m)
}
