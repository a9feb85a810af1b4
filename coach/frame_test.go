package coach

import (
	"fmt"
	"strings"
	"testing"
)

func TestFramesReadAsEnglish(t *testing.T) {
	var b strings.Builder
	for _, c := range []struct {
		kind FactKind
		say  []string
	}{
		{Statement, []string{"finding fitters takes you four months", "Hiring is slow", "that you can't find fitters", "you're short of fitters", "You mentioned that the plant runs at half load.", "Fritz and Anna both left in May", "The new CFO wants two bids", "“nobody here reads reports”", "your boss and I should talk"}},
		{CompanyEvent, []string{"are opening a second depot in Leeds", "have taken over Brandt's service arm", "have a new head of purchasing", "you're moving to Leeds", "Now that you have merged with Kestrel", "will be hiring forty people", "You've bought the site next door", "run three shifts"}},
		{MarketTrend, []string{"paying 12% more for steel than a year ago", "are losing drivers to the parcel firms", "Firms like yours are waiting 60 days for their money", "looking at €4.50 a litre"}},
		{OwnMiss, []string{"sent you the drawings a week late", "We sent you the drawings a week late.", "we've never called you back", "have changed your contact three times", "I forgot your question about the pumps"}},
		{ObjectionSay, []string{"it's more than you planned to spend", "You said you'd rather wait", "the price is out of line"}},
		{Story, []string{"a wholesaler who couldn't fill the night shift either", "We've worked with two bakeries of your size", "Kornhaus, a bakery chain in Kassel"}},
		{Result, []string{"cut picking errors by a third in six months", "One customer of ours saved 40 hours a month"}},
		{Goal, []string{"halve the waiting times", "to open in Hull", "This year you want to grow"}},
		{Vendor, []string{"Brightline", "two local workshops"}},
		{RealReason, []string{"the work of moving ten years of data", "that nobody had time to look"}},
	} {
		for _, s := range c.say {
			fmt.Fprintf(&b, "%s + %q\n    %s\n", c.kind, s, Preview(c.kind, s))
		}
	}
	for _, kind := range FactKinds {
		if f, ok := FrameOf(kind); ok {
			fmt.Fprintf(&b, "%s, its hint\n    %s\n", kind, Preview(kind, f.Hint))
		}
	}
	golden(t, "frames", b.String())
}

// plainTexts are what people really type into a form.
var plainTexts = []struct {
	kind FactKind
	text string
}{
	{Statement, "Dana said they can't find night pickers."},
	{Statement, "Dana Whitlock mentioned hiring takes four months"},
	{Statement, "she told us they're closing the Leeds depot"},
	{Statement, "Dana said he would never pay that"},
	{Statement, "Dana said we can talk again in May"},
	{Statement, "\"Nobody here reads reports\""},
	{Statement, "short of fitters; 4 months to hire (!)"},
	{Statement, "„Wir finden keine Monteure mehr“"},
	{Statement, "They lost two drivers because they pay too little"},
	{Statement, "they send about 60 samples a week to the lab, and results take 2-3 days"},
	{Statement, "wants two bids before May"},
	{CompanyEvent, "They are moving to Leeds in May."},
	{CompanyEvent, "Harbour's pale ale goes into 140 supermarkets from 1 May"},
	{CompanyEvent, "Harbour's order book full for two years"},
	{CompanyEvent, "They've bought their neighbour's plant"},
	{CompanyEvent, "Harbour is hiring 40 people"},
	{CompanyEvent, "Harbour Foods has sold its bakery. It wants to focus on fish."},
	{CompanyEvent, "Harbour opens second depot"},
	{CompanyEvent, "New CFO since 1 March: P. Osei, formerly Kestrel"},
	{CompanyEvent, "Announced on 4 March that the two sites in Hull and Grimsby will be run as one from the autumn on, with one management, one warehouse and one purchasing department, which is what they had denied in January"},
	{CompanyEvent, "Moving to Leeds. The lease on the old depot runs out in October and nobody there has yet found out how the cold store is going to be moved over a single weekend without a loss"},
	{CompanyEvent, "https://harbour.example/news/123"},
	{MarketTrend, "Steel +12 % on last year"},
	{MarketTrend, "Energy prices, wages and rents are all up"},
	{OwnMiss, "We sent them the wrong figures"},
	{OwnMiss, "we never called Dana back"},
	{OwnMiss, "Forgot Dana's question about the pumps"},
	{OwnMiss, "I promised a sample and didn't send it"},
	{OwnMiss, "quote late, twice"},
	{OwnMiss, "Tom told her the wrong price"},
	{OwnMiss, "quoted for 14 seaters, he runs 16 seaters and had told us so twice"},
	{NextStep, "he reads the meter on bed 7 for a week and sends us the numbers"},
	{NextStep, "Dana sends the ticket list, we mark what we could take over"},
	{NextStep, "she talks to her boss and calls us"},
	{NextStep, "he sends drawings and photos"},
	{NextStep, "a look at the two sample reports"},
	{AgreedPoint, "they try it on one line first"},
	{ObjectionSay, "too expensive for a firm of our size"},
	{ObjectionSay, "Dana said: we'll stay with Brightline"},
	{ObjectionSay, "She said it's not the right time"},
	{ObjectionSay, "thinks we are too small"},
	{ObjectionSay, "they want a discount"},
	{Vendor, "They use Brightline"},
	{Competitor, "they're also talking to Brightline"},
	{Vendor, "Brightline, contract until March 2027"},
	{Vendor, "two local firms"},
	{Story, "bakery chain with the same gap, 3 months"},
	{Result, "Picking errors: -33 % in 6 months"},
	{Result, "tug operator: 7 % less fuel over 12 months after two cleanings"},
	{Goal, "Dana wants to grow 10 %"},
	{Goal, "grow 10 % without hiring"},
	{Note, "her son plays hockey"},
	{Statement, "says [tbd]"},
	{Statement, "pays '' for it"},
	{Statement, "grew 12%!"},
	{CompanyEvent, "   "},
}

func TestPlainTextsReadAsEnglishInTheirSafeFrame(t *testing.T) {
	who := person{first: "Dana", full: "Dana Whitlock", account: "Harbour Foods"}
	var b strings.Builder
	for _, c := range plainTexts {
		f := &Fact{Kind: c.kind, Text: c.text}
		fmt.Fprintf(&b, "%s %q\n", c.kind, c.text)
		said, ok := say(f, frames[c.kind].Begin, who)
		if ok {
			fmt.Fprintf(&b, "    said:  %s%s\n", said.sentence, frames[c.kind].end)
		}
		if text, can := noted(f, frames[c.kind].note, who); can && c.kind != Note {
			fmt.Fprintf(&b, "    noted: %s%s\n", text, ".")
		} else if !ok {
			fmt.Fprintf(&b, "    unsaid\n")
		}
	}
	golden(t, "frames-plain", b.String())
}

func TestEveryKindThatIsSpokenHasAFrameAndAHint(t *testing.T) {
	never := map[FactKind]bool{Note: true, Lesson: true, ToLearn: true}
	if len(FactKinds) != len(frames)+len(never) {
		t.Errorf("%d kinds, %d frames", len(FactKinds), len(frames))
	}
	for _, kind := range FactKinds {
		f, ok := FrameOf(kind)
		if ok == never[kind] || kind.Spoken() == never[kind] {
			t.Errorf("%s: frame %v", kind, ok)
		}
		if ok && (f.Begin == "" || f.Hint == "" || f.note == "" || Preview(kind, f.Hint) == "") {
			t.Errorf("%s: %+v", kind, f)
		}
	}
	for _, bad := range []string{"", "  ", "...", "at [place]", "{{.X}}", "“”A"} {
		if p := Preview(Statement, bad); p != "" {
			t.Errorf("preview of %q: %q", bad, p)
		}
	}
}

func TestAnOccasionHasItsPreposition(t *testing.T) {
	on := today.Add(-40)
	for source, want := range map[string]string{
		"call": "when we spoke in January", "Call with Dana, 3 Feb": "when we spoke in January", "our meeting": "when we met in January", "site visit": "when we met in January",
		"email": "in your email in January", "LinkedIn": "on LinkedIn in January", "Hanover trade fair": "at the Hanover trade fair in January", "the spring conference 2026": "at the spring conference 2026",
		"at the open day": "at the open day in January", "her podcast": "on your podcast in January", "annual report": "in the annual report in January",
		"https://x.example/post": "", "": "", "Ruth": "", "Salesforce": "", "call [id]": "",
	} {
		if got := occasion(source, on, today); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

func TestDaysAreNamedAsPeopleDo(t *testing.T) {
	for days, want := range map[int]string{0: "the other day", 6: "the other day", 8: "last week", 10: "last week", 11: "earlier this month", 30: "in February", 300: "in May", 350: "in March last year", 800: "in January 2024"} {
		if got := whenSpoken(today.Add(-days), today); got != want {
			t.Errorf("%d days ago: %q, want %q", days, got, want)
		}
	}
}

func TestFirstNamesAreNotGuessed(t *testing.T) {
	for name, want := range map[string]string{
		"Dana Whitlock": "Dana", "dana": "Dana", "Dr. Hanna Weiss": "Hanna", "Weiss, Hanna": "Hanna", "Weiss, Dr. Hanna": "Hanna", "PIET VAN DAM": "Piet", "Jean-Luc Petit": "Jean-Luc",
		"Prof. Dr. med. Ana Sá": "", "Mr J. Smith": "", "J Smith": "", "info@acme.example": "", "": "", "Łukasz Żak": "Łukasz", "D'Arcy Bell": "D'Arcy", "Purchasing (3rd floor)": "Purchasing", "李 娜": "",
		"<!channel>": "", "[name]": "",
	} {
		if got := firstName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestAFactSoundsInTheFormAsItWillInTheScript(t *testing.T) {
	s := tell(t, "Harbour Foods", 30).to("Dana Whitlock", "").now()
	for _, c := range []struct {
		f    FactDraft
		want Sounding
	}{
		{FactDraft{}, Sounding{}},
		{FactDraft{Kind: CompanyEvent}, Sounding{Kind: CompanyEvent}},
		{FactDraft{Kind: Note, Text: "her son plays hockey"}, Sounding{Kind: Note}},
		{FactDraft{Text: "they opened a depot", SayAs: "have opened a depot"}, Sounding{CompanyEvent, "Now that you've opened a depot, which part of it concerns you most?", false, ""}},
		{FactDraft{Kind: CompanyEvent, Text: "They are moving to Leeds"}, Sounding{CompanyEvent, "Now that you're moving to Leeds, which part of it concerns you most?", false, ""}},
		{FactDraft{Kind: CompanyEvent, Text: "second depot, May", Source: "https://a.example"}, Sounding{CompanyEvent, "I read this about your firm: “second depot, May”.", true, ""}},
		{FactDraft{Kind: Statement, Text: "short of fitters", SayAs: "you're short of fitters", Source: "call", On: today.Add(-40)}, Sounding{Statement, "When we spoke in January, you told me you're short of fitters. How are you handling that now?", false, ""}},
		{FactDraft{Kind: CompanyEvent, Text: "a depot", SayAs: "have opened a depot", AskAs: "Who runs it at first"}, Sounding{CompanyEvent, "Now that you've opened a depot, who runs it at first?", false, ""}},
		{FactDraft{Kind: Statement, Text: "short of fitters", SayAs: "you're short of fitters", AskAs: "what waits longest"}, Sounding{Statement, "You mentioned that you're short of fitters. What waits longest?", false, ""}},
		{FactDraft{Kind: Problem, Text: "short of fitters", AskAs: "What waits longest?"}, Sounding{Problem, "I made a note of what troubles you: “short of fitters”. What waits longest?", true, ""}},
		{FactDraft{Kind: ObjectionSay, Text: "too dear", SayAs: "it's too dear", AskAs: "What had you set aside?"}, Sounding{ObjectionSay, "You said it's too dear, and I can see why. What had you set aside?", false, ""}},
		{FactDraft{Kind: OwnMiss, Text: "We sent it late", AskAs: "What did it cost you?"}, Sounding{OwnMiss, "We sent it late, and I'm sorry about that.", false, "No question goes with a fact of this kind."}},
		{FactDraft{Kind: Vendor, Text: "Brightline", AskAs: "Why them? Since when?"}, Sounding{Vendor, "You work with Brightline today.", false, "Ask them one thing only: one question, in one sentence."}},
		{FactDraft{Kind: Story, SayAs: "a bakery", AskAs: "Do you know Brightmoor?"}, Sounding{Story, "We've worked with a bakery.", false, "It names a customer of ours, and they haven't agreed to that."}},
		{FactDraft{Kind: Story, SayAs: "a bakery", AskAs: "Do you know Brightmoor?", Consent: true}, Sounding{Story, "We've worked with a bakery. Do you know Brightmoor?", false, ""}},
		{FactDraft{Kind: Goal, Text: "[grow]"}, Sounding{Kind: Goal}},
		{FactDraft{Kind: Goal, Text: strings.Repeat("far too much ", 20)}, Sounding{Kind: Goal}},
	} {
		if got := s.Sounds(c.f); got != c.want {
			t.Errorf("%+v:\n got %+v\nwant %+v", c.f, got, c.want)
		}
	}
}
