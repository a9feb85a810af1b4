package coach

import (
	"fmt"
	"testing"
)

// busy is a deal with 200 touches and 50 facts.
func busy(b testing.TB, kind string) Situation {
	s := tell(b, "Harbour Foods", 400).to("Dana Whitlock", "operations manager").rep("Sam", "555 0143", "Tuesday at 10, Thursday at 2")
	for i := range 199 {
		s.touch(390-i, []Channel{Call, Email, Voicemail, Letter}[i%4], []Outcome{NoAnswer, Sent, LeftMessage, Sent}[i%4])
		if i == 20 {
			s.Touches[0].Outcome, s.Touches[0].Direction = Replied, In
		}
	}
	if kind == "no" {
		s.no(0, Call, Price)
	} else {
		s.touch(3, Email, Sent)
	}
	for i := range 50 {
		s.fact(FactKinds[i%len(FactKinds)], fmt.Sprintf("fact %d as somebody wrote it down on the phone", i), "call", 20+i)
	}
	return s.now()
}

// BenchmarkAdvice is the CPU time of one advice; the promise is well below a
// millisecond.
func BenchmarkAdvice(b *testing.B) {
	book := mustBook(b)
	for _, kind := range []string{"no", "silence"} {
		s := busy(b, kind)
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if a := book.Advise(s); a.Draft == nil {
					b.Fatal(a.Why)
				}
			}
		})
	}
}

func BenchmarkLoadBook(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LoadBook(""); err != nil {
			b.Fatal(err)
		}
	}
}

// What a clock says on a busy machine is chance; what is allocated is not. It
// was 825 when the advice took 70 µs of CPU.
func TestAdviceOnABusyDealDoesLittleWork(t *testing.T) {
	book, s := mustBook(t), busy(t, "no")
	if n := testing.AllocsPerRun(10, func() { book.Advise(s) }); n > 2000 {
		t.Errorf("one advice made %.0f allocations", n)
	}
}
