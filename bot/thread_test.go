package bot

import (
	"fmt"
	"slices"
	"testing"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// tellThread writes a message and three below it into the outbox, the last one first.
func (p *postroom) tellThread(t *testing.T) {
	t.Helper()
	for _, of := range [][2]string{{"third", "second"}, {"second", "first"}, {"first", "head"}, {"head", ""}} {
		must(t, p.o.Coach.Tell(t.Context(), p.o.Team, coach.Post{Key: of[0], Kind: coach.AnswerPost, To: room, Thread: of[1], Body: fmt.Sprintf(`{"Text":%q,"Blocks":[]}`, of[0])}))
	}
}

// thread is what came, and what came below it.
func (p *postroom) thread() (said []string) {
	for _, m := range p.ws.Messages(room, p.o.BotUser) {
		said = append(said, m.Text)
		for _, r := range m.Replies {
			said = append(said, "- "+r.Text)
		}
	}
	return said
}

func TestTheMessagesOfAThreadComeInTheirOrderBelowTheFirst(t *testing.T) {
	p := newPostroom(t)
	p.tellThread(t)
	for n := range 4 {
		p.carries(t)
		if got, want := p.thread(), []string{"head", "- first", "- second", "- third"}[:n+1]; !slices.Equal(got, want) {
			t.Fatalf("after look %d there is %q, want %q", n+1, got, want)
		}
	}
}

func TestAMessageThatSlackNeverTakesKeepsTheRestOfItsThreadFromNothing(t *testing.T) {
	for refused, want := range map[int][]string{0: nil, 1: {"head", "- second", "- third"}, 3: {"head", "- first", "- second"}} {
		p := newPostroom(t)
		p.tellThread(t)
		for n := range 6 {
			if n == refused {
				p.ws.Faults().API("chat.postMessage", sandbox.APIFault{Error: "msg_too_long", Times: 1})
			}
			p.carries(t)
		}
		if got := p.thread(); !slices.Equal(got, want) {
			t.Errorf("message %d is refused: there is %q, want %q", refused, got, want)
		}
		for _, key := range []string{"first", "second", "third"} {
			if state := p.kept(t, key).State; refused == 0 && state != coach.PostSkipped {
				t.Errorf("below nothing, the %s is %s", key, state)
			}
		}
	}
}
