package coach

import "testing"

// sharp is the words of a deal with one or two facts, talked about twelve days ago.
func sharp(t *testing.T, facts ...[3]string) words {
	t.Helper()
	s := tell(t, "Acme", 20).to("Nadia Ferro", "")
	for _, f := range facts {
		s = s.fact(FactKind(f[0]), f[1], "call", 12)
		if f[2] != "" {
			s = s.says(f[2])
		}
	}
	now := s.now()
	return newWords(mustBook(t).signals(&now), "sharp")
}

func TestABadDayIsOneOfManyOfThatThing(t *testing.T) {
	for tail, want := range map[string]string{
		"every changeover costs you forty minutes": "On a day with a lot of changeovers", "each late delivery takes an hour to sort out": "On a day with a lot of late deliveries",
		"every box holds the wrong label": "On a day with a lot of boxes", "every month costs you an order": "On a bad day", "every hour of downtime costs you a pallet": "On a bad day",
		"you lose two pickers a month": "On a bad day", "everything takes too long": "On a bad day",
	} {
		if got := sharp(t, [3]string{"statement", "x", tail}).Statement().BadDay(); got != want {
			t.Errorf("%s: %q", tail, got)
		}
	}
}

func TestTheHardSpotIsWhereTheirOwnYardstickIsHardestToMeet(t *testing.T) {
	for tail, want := range map[string]string{
		"the move to Hull mustn't cost you a single Saturday": "Where do you see a Saturday most at risk?", "you can't lose even one order": "Where do you see an order most at risk?",
		"it has to run by the first of May": "Where will your own yardstick be hardest to meet?", "you lose two pickers a month": "Where do you feel it most today?",
	} {
		if got := sharp(t, [3]string{"statement", "x", tail}).HardSpot(); got != want {
			t.Errorf("%s: %q", tail, got)
		}
	}
	if got := sharp(t).HardSpot(); got != "Where do you see the tightest spot?" {
		t.Errorf("nothing known: %q", got)
	}
}

func TestAStepNarrowsWhatHoldsThemBack(t *testing.T) {
	for _, c := range [][3]string{
		{"the work of moving ten years of data", "you'd start with the Southampton depot only", "How much of those ten years of data does the Southampton depot really need"},
		{"the work of retraining the team", "you'd begin with the night shift", "How much of that work would there be with just the night shift"},
		{"the risk of a bad month", "you'd try it on line 4 first", "How much of that risk would there be with just that one step"},
		{"the board", "you'd try it on line 4 first", "With just that one step, what would still worry you"},
	} {
		if got := sharp(t, [3]string{"real_reason", "x", c[0]}, [3]string{"agreed_point", "y", c[1]}).Narrowed().String(); got != c[2] {
			t.Errorf("%s: %q", c[0], got)
		}
	}
}

func TestTheNumberUnderAGoalCanBeSaidAtOnce(t *testing.T) {
	const plainly = "How far off is that today, as a rough number"
	for tail, want := range map[string]string{
		"get through January without weekend work": "Roughly how many weekends did this January take", "get through October without any overtime": "Roughly how much overtime was there last October",
		"run the house without night shifts": "Roughly how many night shifts are there now in a month", "cut returns by half": "What's the figure today, roughly",
		"open on Saturdays without hiring anybody": plainly, "grow without losing customers": plainly, "move to Leeds without a break": plainly, "be the first in town": plainly,
	} {
		if got := sharp(t, [3]string{"goal", "x", tail}).HowFar().String(); got != want {
			t.Errorf("%s: %q", tail, got)
		}
	}
	for tail, want := range map[string]string{
		"get through January without weekend work": "the last Friday of next January", "be live by June": "the last Friday in June", "close the books in three days": "the first Friday when that's simply so",
	} {
		if got := sharp(t, [3]string{"goal", "x", tail}).Friday(); got != want {
			t.Errorf("%s: %q", tail, got)
		}
	}
}

func TestTheDaysThatTroubleThemAreNamedAndKeptClearOf(t *testing.T) {
	for _, c := range [][3]string{
		{"phones that ring unanswered every Monday morning", "Monday mornings", ""},
		{"the queue on Fridays", "Fridays", ", well clear of Friday"},
		{"returns nobody counts", "", ""},
	} {
		w := sharp(t, [3]string{"problem", "x", c[0]})
		w.s.Rep.Slots = "Tuesday at 10, Wednesday at 3"
		days := ""
		if s := w.Problem().Weekdays(); len(s) > 0 {
			days = s.String()
		}
		if days != c[1] || w.WellClear() != c[2] {
			t.Errorf("%s: %q, %q", c[0], days, w.WellClear())
		}
	}
}

func TestAStoryIsLikeThemOnlyWhereTheNoteSaysSo(t *testing.T) {
	s := sharp(t, [3]string{"story", "haulier, same routes", "a haulier who had half of his vans standing on Mondays"}).Story()
	if s.Alike().String() != "Same routes as yours" || s.AskAlike() != "What do your Mondays look like?" {
		t.Errorf("%q, %q", s.Alike(), s.AskAlike())
	}
	s = sharp(t, [3]string{"story", "a wholesaler", "a wholesaler who couldn't fill the night shift either"}).Story()
	if len(s.Alike()) > 0 || s.AskAlike() != "What's that like with you?" {
		t.Errorf("%q, %q", s.Alike(), s.AskAlike())
	}
}

func TestANewPlaceIsTiedOnlyToAResultOfTheSameSort(t *testing.T) {
	for result, want := range map[string]string{
		"cut its double bookings by two thirds in a quarter": "With two workshops, it's easy to book the same job twice", "brought training down from six weeks to two": "With two workshops, new people have to learn while the work goes on",
		"doubled its exports in a year": "",
	} {
		s := tell(t, "Acme", 100).no(60, Call, Timing).fact(CompanyEvent, "Acme is opening a second workshop in Hull in May", "https://acme.example/news", 12).says("are opening a second workshop in Hull").
			fact(Result, "kitchen maker", "project file", 90).says(result).now()
		w := newWords(mustBook(t).signals(&s), "reopen")
		got := ""
		if s := w.Strain(); len(s) > 0 {
			got = s.String()
		}
		if got != want || w.Event().Found() != "I've read that you're opening a second workshop in Hull in May" || w.Result().Known() != "A kitchen maker we know "+result {
			t.Errorf("%s: %q, %q, %q", result, got, w.Event().Found(), w.Result().Known())
		}
	}
	s := tell(t, "Acme", 300).fact(CompanyEvent, "Acme is opening a second workshop in Hull in January", "https://acme.example/news", 100).says("are opening a second workshop in Hull").now()
	if got := newWords(mustBook(t).signals(&s), "reopen").Event().Found(); got != "I've read that you're opening a second workshop in Hull" {
		t.Errorf("once the month has passed: %q", got)
	}
}
