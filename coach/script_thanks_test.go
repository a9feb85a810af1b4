package coach

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// thanksSituations are what may have come of it when somebody spoke for us.
func thanksSituations(t *testing.T) []struct {
	name string
	s    Situation
	used FactKind
} {
	asked := func(days int) Touch {
		return Touch{ID: "asked", Channel: Email, Outcome: Sent, Direction: Out, On: today.Add(-days), At: today.Add(-days).In(time.UTC), Used: "person"}
	}
	after := func(account string, kind FactKind, since ...Touch) Situation {
		s := tell(t, account, 30).to("Dana Whitlock", "head of purchasing").now()
		s.Touches = append(since, asked(6))
		s.Facts = []Fact{{ID: "person", Kind: kind, Person: "Tom Berg", Consent: true}}
		return s
	}
	won, lost, dead := after("Acme", Advocate), after("Acme", Advocate), after("Acme", Advocate)
	won.Deal.Stage, lost.Deal.Stage, dead.Deal.Stage = Won, Lost, Dead
	nobody := after("Acme", Referrer)
	nobody.Contacts, nobody.Rep = nil, Rep{}
	nobody.Facts[0].Person = ""
	return []struct {
		name string
		s    Situation
		used FactKind
	}{
		{"nothing yet, asked", after("Acme", Advocate), Advocate},
		{"nothing yet, named", after("Acme", Referrer), Referrer},
		{"written back", after("Acme", Advocate, sampleAt(2, Email, Replied)), Advocate},
		{"talked", after("Acme", Referrer, sampleAt(2, Call, Reached)), Referrer},
		{"a meeting", after("Harbour Foods", Advocate, sampleAt(1, Call, MeetingBooked)), Advocate},
		{"a no", after("Acme", Referrer, sampleAt(1, Call, SaidNo)), Referrer},
		{"stop", after("Acme", Advocate, sampleAt(1, Email, OptedOut)), Advocate},
		{"won", won, Advocate}, {"lost", lost, Advocate}, {"dead", dead, Advocate},
		{"a firm too long to say", after("Brandenburgische Kühlhaus und Logistik Gesellschaft", Advocate), Advocate},
		{"nobody known", nobody, Referrer},
	}
}

func sampleAt(daysAgo int, c Channel, o Outcome) Touch {
	on := today.Add(-daysAgo)
	return Touch{ID: fmt.Sprint("t", daysAgo), Direction: DirectionOf(c, o), Channel: c, Outcome: o, On: on, At: on.In(time.UTC)}
}

func TestThanksSayWhatCameOfIt(t *testing.T) {
	b := mustBook(t)
	var out strings.Builder
	for _, c := range thanksSituations(t) {
		for _, ch := range []Channel{Call, Voicemail, Email, Text} {
			f := c.s.Facts[0]
			d, err := b.DraftTask(c.s, Task{Kind: ThankAdvocate}, c.s.Touches[len(c.s.Touches)-1], f, ch)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if n := d.words(); n > limits[ch] {
				t.Errorf("%s as %s has %d words", c.name, ch, n)
			}
			fmt.Fprintf(&out, "=== %s, %s, %s\n\n%s\n", c.name, c.used, ch, adviceText(Advice{Draft: d}))
		}
	}
	golden(t, "thanks", out.String())
}

func TestThanksAreNoTouchToTheProspect(t *testing.T) {
	b := mustBook(t)
	for _, p := range b.Plays() {
		if p.ID == "thank-advocate" {
			t.Error("it can be logged as a touch")
		}
	}
	if _, err := b.DraftTask(Situation{}, Task{Kind: "another"}, Touch{}, Fact{}, ""); KindOf(err) != NotFound {
		t.Error(err)
	}
}
