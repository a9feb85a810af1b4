package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

func TestAnAnswerThatIsReadyGoesIntoTheAck(t *testing.T) {
	f := newFakeSlack(t)
	f.start(echo)
	got := f.ack(f.slash("e1", "U1", "hello"))
	want := `{"response_type":"ephemeral","text":"you said hello","replace_original":false,"unfurl_links":false,"unfurl_media":false}`
	if got != want {
		t.Errorf("ack payload\n got %s\nwant %s", got, want)
	}
	if posts := f.calls(); len(posts) != 0 {
		t.Errorf("an answer in the ack needs no call, got %v", posts)
	}
}

func TestASlowAnswerFollowsAnEmptyAckThroughTheResponseURL(t *testing.T) {
	f := newFakeSlack(t)
	release := make(chan struct{})
	f.start(func(ctx context.Context, e Envelope) (Answer, error) {
		<-release
		return text("here it is"), nil
	}, func(o *RunnerOptions) { o.AckAfter = 10 * time.Millisecond })
	if got := f.ack(f.slash("e1", "U1", "")); got != "" {
		t.Errorf("ack payload %q, want none", got)
	}
	close(release)
	f.posted("response_url", "here it is")
}

func TestInACrowdNobodyWaitsForTheAnswerInsideTheAck(t *testing.T) {
	f := newFakeSlack(t)
	release := make(chan struct{})
	f.start(func(context.Context, Envelope) (Answer, error) {
		<-release
		return text("here it is"), nil
	}, func(o *RunnerOptions) { o.Workers, o.Crowd, o.Sockets = 1, 2, 1 })
	for i, id := range []string{"e1", "e2", "e3"} { // one runs, two wait
		f.slash(id, "U1", fmt.Sprint(i))
	}
	if got := f.ack(f.slash("e4", "U1", "")); got != "" {
		t.Errorf("ack payload %q, want none", got)
	}
	f.mu.Lock()
	if n := len(f.acks["e1"]); n != 0 {
		t.Error("the first was not in a crowd, and yet did not wait for its answer")
	}
	f.mu.Unlock()
	close(release)
	f.posted("response_url", "here it is")
}

func TestAnAnswerTooLargeForAnAckGoesToTheResponseURL(t *testing.T) {
	f := newFakeSlack(t)
	f.start(func(context.Context, Envelope) (Answer, error) {
		return text(strings.Repeat("<", 5000)), nil // 6 bytes each in JSON
	})
	if got := f.ack(f.slash("e1", "U1", "")); got != "" {
		t.Errorf("ack payload of %d bytes, want none", len(got))
	}
	f.posted("response_url", `\u003c\u003c`)
}

func TestAClickIsAckedWithoutPayloadAndItsMessageReplaced(t *testing.T) {
	f := newFakeSlack(t)
	f.start(func(context.Context, Envelope) (Answer, error) {
		return Answer{Message: &Message{Text: "logged", Replace: true}}, nil
	})
	if got := f.ack(f.click("e1", "U1")); got != "" {
		t.Errorf("ack payload %q, want none", got)
	}
	body := f.posted("response_url", "logged")
	if !strings.Contains(body, `"replace_original":true`) {
		t.Errorf("the clicked message is not replaced: %s", body)
	}
}

func TestASubmissionIsAckedOnlyAfterItsHandler(t *testing.T) {
	f := newFakeSlack(t)
	release, entered := make(chan struct{}), make(chan struct{})
	f.start(func(context.Context, Envelope) (Answer, error) {
		close(entered)
		<-release
		return Answer{}, nil
	})
	f.submit("e1", "U1", inputBlock)
	<-entered
	f.mu.Lock()
	early := len(f.acks["e1"])
	f.mu.Unlock()
	if early != 0 {
		t.Error("the form was closed before its work was done")
	}
	close(release)
	if got := f.ack("e1"); got != "" {
		t.Errorf("ack payload %q, want none: it closes the form", got)
	}
}

func TestAFailedSubmissionKeepsTheFormOpenWithASentence(t *testing.T) {
	f := newFakeSlack(t)
	f.start(func(context.Context, Envelope) (Answer, error) {
		return Answer{}, coach.Errorf(coach.Busy, "The store is locked.")
	})
	want := `{"response_action":"errors","errors":{"note":"The store is locked."}}`
	if got := f.ack(f.submit("e1", "U1", inputBlock)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAFailedSubmissionOfAFormWithoutInputsRedrawsIt(t *testing.T) {
	f := newFakeSlack(t)
	f.start(func(context.Context, Envelope) (Answer, error) { return Answer{}, errors.New("broken") })
	got := f.ack(f.submit("e1", "U1", `{"type":"section","block_id":"ask","text":{"type":"plain_text","text":"Really?"}}`))
	for _, part := range []string{`"response_action":"update"`, "Something went wrong", "Really?", `"callback_id":"touch"`} {
		if !strings.Contains(got, part) {
			t.Errorf("%s is not in %s", part, got)
		}
	}
}

func TestASubmissionWithoutOutcomeInTimeIsAskedToBePressedAgain(t *testing.T) {
	f := newFakeSlack(t)
	release := make(chan struct{})
	runs := make(chan string, 2)
	f.start(func(_ context.Context, e Envelope) (Answer, error) {
		runs <- e.Key
		<-release
		return Answer{}, nil
	}, func(o *RunnerOptions) { o.FormBy = 10 * time.Millisecond })
	got := f.ack(f.submit("e1", "U1", inputBlock))
	if !strings.Contains(got, `"response_action":"errors"`) || !strings.Contains(got, "press the button again") {
		t.Errorf("an unknown outcome was acked as %s", got)
	}
	close(release)
	if got := f.ack(f.submit("e2", "U1", inputBlock)); got != "" {
		t.Errorf("the second press was answered %s", got)
	}
	if a, b := <-runs, <-runs; a != b || a != "submit:V1" {
		t.Errorf("two presses of one form have the identities %q and %q", a, b)
	}
}

func TestASubmissionThatNeverStartedInTimeIsNeverRun(t *testing.T) {
	f := newFakeSlack(t)
	release, entered := make(chan struct{}), make(chan struct{}, 4)
	r := f.start(func(_ context.Context, e Envelope) (Answer, error) {
		entered <- struct{}{}
		if e.Kind == KindSlash {
			<-release
		}
		return Answer{}, nil
	}, func(o *RunnerOptions) { o.FormBy = 10 * time.Millisecond })
	f.slash("e1", "U1", "")
	<-entered
	if got := f.ack(f.submit("e2", "U1", inputBlock)); !strings.Contains(got, "didn't start") {
		t.Errorf("got %s", got)
	}
	close(release)
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	if len(entered) != 0 {
		t.Error("a submission ran after its person had been told that it would not")
	}
}

func TestAnEventIsAckedWhenDoneAndLeftForRepetitionWhenTheStoreIsBusy(t *testing.T) {
	f := newFakeSlack(t)
	f.start(func(_ context.Context, e Envelope) (Answer, error) {
		if e.Key == "event:Ev-busy" {
			return Answer{}, coach.Errorf(coach.Busy, "The store is locked.")
		}
		return Answer{}, nil
	}, func(o *RunnerOptions) { o.Sockets = 1 })
	f.event("busy", "U1")
	f.ack(f.event("fine", "U1")) // the same person and socket: it came after the other
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.acks["busy"]) != 0 {
		t.Error("an event that was not done was acked: Slack will not send it again")
	}
}

func TestAPanicIsToldAndTheProcessLives(t *testing.T) {
	f := newFakeSlack(t)
	r := f.start(func(_ context.Context, e Envelope) (Answer, error) {
		if e.Slash.Text == "boom" {
			panic("xoxb-secret in a panic")
		}
		return Answer{Message: &Message{Text: "fine"}, After: func(context.Context) { panic("late") }}, nil
	})
	if got := f.ack(f.slash("e1", "U1", "boom")); !strings.Contains(got, "Something went wrong") {
		t.Errorf("got %s", got)
	}
	if got := f.ack(f.slash("e2", "U1", "")); !strings.Contains(got, "fine") {
		t.Errorf("got %s", got)
	}
	r.halt()
	if s := r.Stats(); s.Panicked != 2 {
		t.Errorf("counted %d panics, want 2", s.Panicked)
	}
}

func TestSorryMayFailWithoutHarm(t *testing.T) {
	f := newFakeSlack(t)
	f.start(func(context.Context, Envelope) (Answer, error) {
		return Answer{}, coach.Errorf(coach.NotFound, "No such deal.")
	}, func(o *RunnerOptions) { o.Sorry = func(Envelope, error) Answer { panic("words fail me") } })
	if got := f.ack(f.slash("e1", "U1", "")); !strings.Contains(got, "No such deal.") {
		t.Errorf("got %s", got)
	}
}

func TestMenusGetTheirChoicesInTheAck(t *testing.T) {
	f := newFakeSlack(t)
	f.start(func(context.Context, Envelope) (Answer, error) {
		label := slack.NewTextBlockObject(slack.PlainTextType, "Acme", false, false)
		return Answer{Options: []*slack.OptionBlockObject{slack.NewOptionBlockObject("d1", label, nil)}}, nil
	})
	got := f.ack(f.send("e1", "interactive", `{"type":"block_suggestion","team":{"id":"T1"},"user":{"id":"U1"},"value":"ac"}`))
	if !strings.Contains(got, `"value":"d1"`) {
		t.Errorf("got %s", got)
	}
}

func TestWhatRunsAfterTheAckKeepsThePersonsOrder(t *testing.T) {
	f := newFakeSlack(t)
	ran := make(chan string, 3)
	f.start(func(_ context.Context, e Envelope) (Answer, error) {
		return Answer{After: func(context.Context) { ran <- e.Slash.Text }}, nil
	}, func(o *RunnerOptions) { o.Sockets = 1 })
	for _, s := range []string{"a", "b", "c"} {
		f.slash("e"+s, "U1", s)
	}
	if got := <-ran + <-ran + <-ran; got != "abc" {
		t.Errorf("ran in the order %s", got)
	}
}

func TestAnEventIsNeverAckedBeforeItIsDone(t *testing.T) {
	r := NewRunner(RunnerOptions{API: slack.New("")})
	for kind, want := range map[Kind]time.Duration{
		KindSlash: time.Second, KindClick: time.Second, KindSubmit: 2500 * time.Millisecond, KindEvent: 0,
	} {
		after, act := r.deadline(&job{Envelope: Envelope{Kind: kind}}, 0)
		if after != want || (act == nil) != (kind == KindEvent) {
			t.Errorf("%s is acked undone after %v", kind, after)
		}
	}
}

func TestAFormWithoutInputsKeepsItsIdentityWhileTheOutcomeIsUnknown(t *testing.T) {
	r := NewRunner(RunnerOptions{API: slack.New("")})
	j := &job{Envelope: Envelope{Kind: KindSubmit, AcceptsPayload: true, Interaction: &slack.InteractionCallback{}}, link: r.links[0]}
	if r.ackForm(j, nil, ErrSlow) {
		t.Error("it was redrawn, so the next press will count as another one")
	}
	if !r.ackForm(j, nil, ErrBusy) {
		t.Error("it was left without an answer though nothing was done")
	}
}
