package coach

import "testing"

func TestATitleIsSpokenWhereTheNameCarriesOne(t *testing.T) {
	for name, want := range map[string][2]string{
		"Dana Whitlock": {"Hi Dana, it's Sam", "Hi Dana,"}, "Dr. Hanna Weiss": {"Hello Dr. Weiss, it's Sam", "Dear Dr. Weiss,"},
		"Weiss, Dr. Hanna": {"Hello Dr. Weiss, it's Sam", "Dear Dr. Weiss,"}, "dr Piet van Dam": {"Hello Dr. van Dam, it's Sam", "Dear Dr. van Dam,"},
		"Prof. Dr. med. Ana Sá": {"Hello Professor Sá, it's Sam", "Dear Professor Sá,"}, "Prof. Dr. ULRIKE BRANDT": {"Hello Professor Brandt, it's Sam", "Dear Professor Brandt,"},
		"Mr Smith": {"Hello Mr Smith, it's Sam", "Dear Mr Smith,"}, "Ms. Jane Smith": {"Hi Jane, it's Sam", "Hi Jane,"}, "Frau Weiß": {"Hello Frau Weiß, it's Sam", "Dear Frau Weiß,"},
		"Dr. H. Weiss": {"Hello Dr. Weiss, it's Sam", "Dear Dr. Weiss,"}, "Dr.": {"Hello", "Hello,"}, "Mr J. Smith": {"Hello", "Hello,"}, "": {"Hello", "Hello,"}, "Dr. [name]": {"Hello", "Hello,"},
		"M Dupont": {"Hello", "Hello,"},
	} {
		if want[0] == "Hello" {
			want[0] = "Hello, it's Sam"
		}
		s := tell(t, "Acme", 30).to(name, "").rep("Sam", "", "").now()
		w := newWords(mustBook(t).signals(&s), "reopen")
		if got := [2]string{w.Hello(), w.Dear()}; got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestNoSlotIsOfferedOnADayThatTroublesThem(t *testing.T) {
	for _, c := range []struct{ slots, trouble, want string }{
		{"Monday at 9, Wednesday at 3", "phones ring unanswered every Monday morning", "Wednesday at 3"},
		{"Monday at 9, Wednesday at 3, Fri 1", "Mondays are hell", "Wednesday at 3 or Fri 1"},
		{"Mon 9; Wed 3", "every Monday and Wednesday the yard is full", "Mon 9 or Wed 3"},
		{"Tuesday at 10, Thursday at 2", "the month-end close takes nine days", "Tuesday at 10 or Thursday at 2"},
		{"Thursday at 10, Saturday at 9", "thus their friends sat down", "Thursday at 10 or Saturday at 9"},
	} {
		s := tell(t, "Acme", 30).rep("Sam", "", c.slots).fact(Problem, c.trouble, "call", 20).now()
		if got := newWords(mustBook(t).signals(&s), "reopen").Slots().String(); got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.slots, c.trouble, got, c.want)
		}
	}
}
