package coach

import (
	"strings"
	"testing"
	"time"
)

// Each signal is told at its edges: what just makes a row hold, and what just
// does not.

func TestWhatWasLostIsTakenUpAgainOnlyWhenSomethingHasChanged(t *testing.T) {
	b := smallBook(t)
	lost := func(daysAgo int) *told {
		return tell(t, "Harbour Foods", 300).to("Dana Whitlock", "").no(daysAgo, Call, Price).closed(Lost, daysAgo, "too expensive")
	}
	revisit := func(s *told, days int) *told { s.Deal.RevisitOn = today.Add(days); return s }
	undated := func(s *told) *told { s.Deal.ClosedAt = time.Time{}; return s }
	for name, c := range map[string]struct {
		s    *told
		says string // "": row 5 does not hold
	}{
		"closed on a day not known":                {undated(lost(120)), ""},
		"closed on a day not known, and news":      {undated(lost(120).event(100)), "second cold store"},
		"closed in this quarter":                   {lost(61).closed(Lost, 61, "price"), ""},
		"closed last week":                         {lost(7), ""},
		"closed two months ago, in a new quarter":  {lost(90), "A new quarter"},
		"dead, in a new quarter":                   {lost(90).closed(Dead, 90, "none"), "A new quarter"},
		"an event since":                           {lost(20).event(10), "second cold store"},
		"an event from before":                     {lost(20).event(30), ""},
		"an event on the same day":                 {lost(20).event(20), ""},
		"an event that is still ahead":             {lost(20).event(-9), ""},
		"a market trend since":                     {lost(20).fact(MarketTrend, "paper is up 11 %", "https://news.example", 5), "paper is up"},
		"something else since":                     {lost(20).fact(Statement, "they still like us", "call", 5), ""},
		"news without a source":                    {lost(20).fact(CompanyEvent, "bought a plant", "", 5), ""},
		"the day has come":                         {revisit(lost(20), 0), "Its day for another look has come"},
		"the day is ahead":                         {revisit(lost(90), 1), ""},
		"the day is ahead, whatever happens since": {revisit(lost(90), 1).event(10), ""},
		"an old no, open, and news":                {tell(t, "Acme", 90).no(30, Call, Price).touch(20, Email, Sent).event(10), "said no on 10 February"},
		"a fresh no, open, and news":               {tell(t, "Acme", 90).no(29, Call, Price).touch(20, Email, Sent).event(10), ""},
		"an old no, open, and no news":             {tell(t, "Acme", 90).no(30, Call, Price).touch(20, Email, Sent), ""},
		"opened again":                             {lost(120).closed(Open, 120, "too expensive"), "was closed on 12 November 2025 (“too expensive”) and is open again"},
		"opened again, with news":                  {lost(120).closed(Open, 120, "too expensive").event(10), "second cold store"},
		"opened again, and heard from":             {lost(120).closed(Open, 120, "too expensive").touch(3, Call, Reached), ""},
	} {
		a := b.Advise(c.s.now())
		if c.says == "" && a.Row == 5 || c.says != "" && (a.Row != 5 || !strings.Contains(a.Why, c.says)) {
			t.Errorf("%s: row %d: %s", name, a.Row, a.Why)
		}
	}
}

func TestAClosedFileRestsForTwoMonthsBeforeANewQuarterOpensIt(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 300).to("Dana Whitlock", "").no(90, Call, Price).closed(Lost, 90, "too expensive") // in December
	if a := b.Advise(s.at(31)); a.Row == 5 {
		t.Errorf("after 59 days: %s", a.Why)
	}
	if a := b.Advise(s.at(30)); a.Row != 5 {
		t.Errorf("after 60 days: row %d: %s", a.Row, a.Why)
	}
}

func TestANewBeginningGivesTwiceAsksOnceAndIsThenLeftAlone(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 300).to("Dana Whitlock", "").no(150, Call, Price).closed(Open, 120, "too expensive").
		library("a checklist", "", SaveTime)
	for _, want := range []string{"useful-note", "useful-note", "reopen"} {
		a := b.Advise(s.at(60))
		if a.Row != 5 || a.Draft == nil || a.Draft.PlayID != want {
			t.Fatalf("row %d, %+v, want %s", a.Row, a.Draft, want)
		}
		s.touch(100, a.Channel, Sent).play(want)
	}
	if a := b.Advise(s.now()); a.Row != 5 || a.Draft != nil || !strings.Contains(a.Next, "Close the file again") {
		t.Errorf("row %d: %s %s", a.Row, a.Why, a.Next)
	}
	closed := rowSituations(t)[5].touch(119, Email, Sent).play("reopen").touch(118, Email, Sent).play("useful-note")
	if a := b.Advise(closed.now()); a.Row != 5 || !strings.Contains(a.Next, "open the file when you know what to do differently") {
		t.Errorf("closed: row %d: %s", a.Row, a.Next)
	}
}

func TestSignalsOfTheFollowUpsHoldFromTheirEdgeOn(t *testing.T) {
	b := smallBook(t)
	deal := func() *told { return tell(t, "Harbour Foods", 90).to("Dana Whitlock", "") }
	for name, c := range map[string]struct {
		s   *told
		row int
	}{
		"three tries":                           {deal().never(3, 30), 20},
		"four tries":                            {deal().never(4, 30), 24},
		"four tries, the last two days ago":     {deal().never(4, 2), 0},
		"five tries":                            {deal().never(5, 30), 24},
		"six tries":                             {deal().never(6, 30), 11},
		"six tries, one bounced":                {deal().never(5, 30).touch(20, Email, Bounced), 24},
		"six tries, once heard":                 {deal().touch(85, Call, Reached).never(6, 30), 23},
		"six tries, heard before the proposal":  {deal().touch(95, Call, Reached).never(6, 20), 23},
		"the gap is not over":                   {tell(t, "Acme", 2), 0},
		"the gap is over":                       {tell(t, "Acme", 3), 13},
		"one touch was made":                    {tell(t, "Acme", 30).touch(20, Email, Sent), 20},
		"a competitor, one try made":            {deal().touch(40, Email, Sent).fact(Competitor, "Brightline", "call", 80), 14},
		"a talk with two touches since":         {deal().touch(80, Call, Reached).touch(60, Email, Sent).touch(40, Email, Sent), 15},
		"a talk with three touches since":       {deal().touch(80, Call, Reached).touch(70, Email, Sent).touch(60, Email, Sent).touch(40, Email, Sent), 20},
		"a talk before the proposal":            {deal().touch(95, Call, Reached).touch(40, Email, Sent), 20},
		"a referrer without leave":              {deal().touch(40, Email, Sent).fact(Referrer, "Ruth", "call", 9).named("Ruth Castell"), 20},
		"a referrer without a name":             {deal().touch(40, Email, Sent).fact(Referrer, "Ruth", "call", 9).consents(""), 20},
		"two calls":                             {deal().touch(70, Call, NoAnswer).touch(40, Call, NoAnswer), 20},
		"three calls, one to a wrong number":    {deal().touch(80, Call, Bounced).touch(70, Call, NoAnswer).touch(40, Voicemail, LeftMessage), 20},
		"three calls before their answer":       {deal().touch(85, Call, NoAnswer).touch(80, Call, NoAnswer).touch(75, Call, NoAnswer).touch(60, Call, Reached).touch(40, Email, Sent).touch(39, Email, Sent).touch(10, Email, Sent), 20},
		"one of two bounced":                    {deal().touch(70, Letter, Sent).touch(40, Email, Bounced), 20},
		"a gatekeeper who let us through since": {deal().fact(Gatekeeper, "reception", "call", 70).touch(60, Call, Reached).touch(50, Email, Sent).touch(45, Email, Sent).touch(20, Letter, Sent), 20},
		"a gatekeeper since they were heard":    {deal().touch(60, Call, Reached).touch(50, Email, Sent).touch(45, Email, Sent).touch(20, Letter, Sent).fact(Gatekeeper, "reception", "call", 9), 18},
		"an advocate, one try":                  {deal().touch(40, Email, Sent).fact(Advocate, "Ruth", "call", 9).named("Ruth Castell"), 20},
		"an advocate, two tries":                {deal().touch(70, Email, Sent).touch(40, Letter, Sent).fact(Advocate, "Ruth", "call", 9).named("Ruth Castell"), 19},
		"an advocate without a name":            {deal().touch(70, Email, Sent).touch(40, Letter, Sent).fact(Advocate, "Ruth", "call", 9), 20},
		"four on two channels":                  {deal().touch(85, Call, Reached).touch(70, Email, Sent).touch(60, Call, NoAnswer).touch(50, Email, Sent).touch(20, Call, NoAnswer), 20},
		"four on three channels":                {deal().touch(85, Call, Reached).touch(70, Email, Sent).touch(60, Call, NoAnswer).touch(50, Letter, Sent).touch(20, Call, NoAnswer), 23},
		"four on three, two days ago":           {deal().touch(55, Call, Reached).touch(40, Email, Sent).touch(30, Call, NoAnswer).touch(20, Letter, Sent).touch(2, Call, NoAnswer), 0},
		"four on three, gifts allowed":          {deal().touch(85, Call, Reached).touch(70, Email, Sent).touch(60, Call, NoAnswer).touch(50, Letter, Sent).touch(20, Call, NoAnswer).gifts(GiftsAllowed), 21},
		"four on three, gifts barred":           {deal().touch(85, Call, Reached).touch(70, Email, Sent).touch(60, Call, NoAnswer).touch(50, Letter, Sent).touch(20, Call, NoAnswer).gifts(GiftsBarred), 23},
		"three on three, gifts allowed":         {deal().touch(85, Call, Reached).touch(70, Email, Sent).touch(60, Call, NoAnswer).touch(20, Letter, Sent).gifts(GiftsAllowed), 20},
		"four on three, heard 60 days ago":      {deal().touch(60, Call, Reached).touch(50, Email, Sent).touch(40, Call, NoAnswer).touch(30, Letter, Sent).touch(20, Call, NoAnswer), 23},
		"four on three, heard 59 days ago":      {deal().touch(59, Call, Reached).touch(50, Email, Sent).touch(40, Call, NoAnswer).touch(30, Letter, Sent).touch(20, Call, NoAnswer), 22},
		"never heard, four on three, and gifts": {deal().never(4, 30).gifts(GiftsAllowed), 24},
	} {
		if a := b.Advise(c.s.now()); a.Row != c.row {
			t.Errorf("%s: row %d, want %d: %s %s", name, a.Row, c.row, a.Why, a.Next)
		}
	}
}

func TestWithoutARuleOnGiftsTheCardAsksForIt(t *testing.T) {
	b := smallBook(t)
	for rule, want := range map[Gifts]bool{GiftsUnsaid: true, GiftsBarred: false} {
		asked := false
		for _, q := range b.Advise(rowSituations(t)[22].gifts(rule).now()).Missing {
			asked = asked || q.Setting == SettingGifts
		}
		if asked != want {
			t.Errorf("%q: asked is %v", rule, asked)
		}
	}
}

func TestWhoseAddressIsWrongIsCalled(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 90).to("Dana Whitlock", "").never(6, 20)
	s.Contacts[0].Email = "dana@harbour.example"
	s.Touches = s.Touches[:0]
	for i := range 6 {
		s.touch(80-10*i, Letter, Sent)
	}
	if a := b.Advise(s.now()); a.Row != 11 || a.Channel != Email {
		t.Errorf("row %d on %s", a.Row, a.Channel)
	}
	s.touch(10, Email, Bounced)
	if a := b.Advise(s.now()); a.Row != 11 || a.Channel != Call {
		t.Errorf("after it bounced: row %d on %s", a.Row, a.Channel)
	}
}

func TestAThirdTouchInARowTheSameWayIsTakenElsewhere(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 90).to("Dana Whitlock", "").touch(59, Call, Reached).
		touch(50, Email, Sent).touch(40, Letter, Sent).touch(30, Call, NoAnswer)
	if a := b.Advise(s.touch(29, Call, NoAnswer).now()); a.Row != 22 || a.Channel != Email || !strings.Contains(a.WhyThere, "The last two went by call") {
		t.Errorf("row %d on %s: %s", a.Row, a.Channel, a.WhyThere)
	}
	wrong := tell(t, "Harbour Foods", 90).to("Dana Whitlock", "").never(4, 50).touch(45, Email, Bounced).touch(40, Call, NoAnswer).touch(30, Call, NoAnswer)
	if a := b.Advise(wrong.now()); a.Row != 11 || a.Channel != Call || a.WhyThere != "" {
		t.Errorf("where the address is wrong: row %d on %s: %s", a.Row, a.Channel, a.WhyThere)
	}
}

// A second effort belongs to the talk in which they said no. Weeks later the real reason
// may still be asked for, and then the file is closed.
func TestASecondEffortIsNotOfferedWeeksAfterTheNo(t *testing.T) {
	b := smallBook(t)
	said := func(daysAgo int, o Objection) *told {
		return tell(t, "Harbour Foods", 120).to("Dana Whitlock", "").no(daysAgo, Call, o)
	}
	for name, c := range map[string]struct {
		s    *told
		row  int
		play string // "": a sentence
	}{
		"a price, yesterday":            {said(1, Price), 6, "second-effort"},
		"a price, 29 days ago":          {said(29, Price), 6, "second-effort"},
		"a price, 30 days ago":          {said(30, Price), 6, "real-reason"},
		"another reason, 29 days ago":   {said(29, OtherReason), 10, "second-effort"},
		"another reason, 90 days ago":   {said(90, OtherReason), 10, ""},
		"a price, 90 days ago, asked":   {said(90, Price).touch(40, Email, Sent).play("real-reason"), 0, ""},
		"a price, 90 days ago, tried":   {said(90, Price).touch(89, Email, Sent).play("second-effort"), 6, "real-reason"},
		"a price, 90 days ago and news": {said(90, Price).event(10), 5, "useful-note"},
	} {
		a := b.Advise(c.s.now())
		play := ""
		if a.Draft != nil {
			play = a.Draft.PlayID
		}
		if a.Row != c.row || play != c.play {
			t.Errorf("%s: row %d, %q (%s %s), want row %d, %q", name, a.Row, play, a.Why, a.Next, c.row, c.play)
		}
		if strings.Contains(a.Why, "One calm second effort is fair") != (play == "second-effort") {
			t.Errorf("%s says %s", name, a.Why)
		}
	}
}
