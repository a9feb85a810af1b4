package coach

import "testing"

func TestHowLongTheyWaitedIsSaidOnlyWhereWeWereLate(t *testing.T) {
	for _, c := range []struct{ miss, want string }{
		{"sent you the drawings a week late", "A week's a long time when you're the one waiting"},
		{"answered your question three weeks too late", "Three weeks is a long time when you're the one waiting"},
		{"delivered the samples 10 days late", "10 days is a long time when you're the one waiting"},
		{"called you back a day late", ""},
		{"sent you the invoice a month late", ""},
		{"got the measurements wrong", ""},
		{"sent you the drawings late", ""},
	} {
		s := tell(t, "Acme", 60).to("Dana Whitlock", "").silent(38).fact(OwnMiss, "a note", "own notes", 30).says(c.miss).now()
		w := newWords(mustBook(t).signals(&s), "apology")
		got := ""
		if waited := w.Waited(); len(waited) > 0 {
			got = waited.String()
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.miss, got, c.want)
		}
	}
}
