package coach

import (
	"fmt"
	"strings"
	"testing"
)

// typedDraft is an email as somebody types it, of about so many words: with
// phrases to object to here and there, facts on file and texts sent before.
func typedDraft(words int) Wording {
	const part = "Hi Conor,\n\nI'm just following up on the drawing that you asked for. You mentioned that the trucks queue at noon, and a second lane cuts the wait by 22%. " +
		"Could you let me know what you think? We've worked with a harbour in Cork that had the same, and they're happy with it.\n\n"
	fields := strings.SplitAfter(strings.Repeat(part, words/40+1), " ")
	return Wording{
		Text: strings.Join(fields[:words], ""), Channel: Email,
		Facts: []Fact{{Kind: Statement, Text: "the trucks queue at noon", Source: "visit"}, {Kind: Vendor, Text: "Brightline", Source: "call"}},
		Sent:  []SentText{{Text: "Hi Conor, the port authority closes the west gate in May. Shall I send you their map? I have marked the days. Oona"}},
	}
}

// BenchmarkCheck is the CPU time of one keystroke in a draft: the promise is
// below 100 µs for an email of 90 words. The rest shows how it grows.
func BenchmarkCheck(b *testing.B) {
	run := func(name string, w Wording) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(w.Text)))
			for b.Loop() {
				if c := Check(w); c.Words == 0 {
					b.Fatal("no words")
				}
			}
		})
	}
	long := typedDraft(700)
	long.Text = long.Text[:3000]
	run("3000 characters", long)
	for _, n := range []int{10, 45, 90, 180, 360, 720, 1440, 2880} {
		run(fmt.Sprintf("%d words", n), typedDraft(n))
	}
	huge := typedDraft(700)
	huge.Text = strings.Repeat(huge.Text, 100<<10/len(huge.Text)+1)[:100<<10]
	run("100 kB", huge)
}

// What a clock says on a busy machine is chance; what is allocated is not. It
// was 60 when a check took 50 µs of CPU.
func TestACheckAllocatesLittle(t *testing.T) {
	w := typedDraft(90)
	if n := testing.AllocsPerRun(10, func() { Check(w) }); n > 150 {
		t.Errorf("one check made %.0f allocations", n)
	}
}
