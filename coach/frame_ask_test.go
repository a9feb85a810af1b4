package coach

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAQuestionOfTheRepsOwnIsAskedAsOneSentence(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " \n": "",
		"What fills your bins fastest at the moment?":           "What fills your bins fastest at the moment?",
		"  what fills your bins fastest at the moment ":         "What fills your bins fastest at the moment?",
		"what fills your bins\nfastest at the moment ??":        "What fills your bins fastest at the moment?",
		"“What fills your bins fastest?”":                       "What fills your bins fastest?",
		"Wie lange warten Sie im Moment auf einen Monteur":      "Wie lange warten Sie im Moment auf einen Monteur?",
		"¿Qué hace usted los lunes?":                            "¿Qué hace usted los lunes?",
		"Leeds or Hull, which will be harder to staff?":         "Leeds or Hull, which will be harder to staff?",
		"What do you do when it's 40 °C in the shed, e.g. July": "What do you do when it's 40 °C in the shed, e.g. July?",
		"一番困っているのは何曜日ですか？":                                      "一番困っているのは何曜日ですか?",
	} {
		if got, err := QuestionOf(text); got != want || err != nil {
			t.Errorf("%q: %q %v, want %q", text, got, err, want)
		}
	}
}

// unaskable is what nobody could ask them about a fact, with a word of the reason.
var unaskable = map[string]string{
	"What fills your bins? And when?":                   "one question",
	"Your bins are always full. What fills them?":       "one question",
	"What do you do when they say “why?” to you":        "one question",
	"What do you do at [place]?":                        "brackets",
	"What do you do at {{.Account}}?":                   "brackets",
	"What do you do about XXX?":                         "placeholder",
	"???":                                               "whole question",
	"What did you think of https://news.example/leeds?": "link",
	"What did you think of www.news.example?":           "link",
	"What " + strings.Repeat("about ", 25) + "it?":      "25 words",
	strings.Repeat("w", 201) + "?":                      "25 words",
	"Are you still interested?":                         "easy answer is no",
	"Would you be interested in a look at it?":          "easy answer is no",
	"Why not?":                                                 "easy answer is no",
	"Would our system help you with that?":                     "about our product",
	"Did you get our proposal?":                                "",
	"When will you be ready to sign the contract?":             "",
	"What would happen if you missed out on this last chance?": "",
	"Is your current supplier really so unreliable?":           "",
}

func TestWhatNobodyCouldAskIsRefusedInASentence(t *testing.T) {
	for text, why := range unaskable {
		got, err := QuestionOf(text)
		e, ok := err.(*Error)
		if got != "" || !ok || e.Kind != Invalid || e.Field != "ask_as" || !strings.Contains(e.Sentence, why) || !strings.ContainsAny(e.Sentence[len(e.Sentence)-1:], ".?") {
			t.Errorf("%q: %q %v, want a sentence with %q", text, got, err, why)
			continue
		}
		if err := (FactDraft{Kind: Statement, Text: "three bins", AskAs: text}).validate(); Sentence(err) != Sentence(e) {
			t.Errorf("%q in a form: %v", text, err)
		}
	}
	f := FactDraft{Kind: Statement, Text: "three bins", AskAs: "which fills first"}.fact(Deal{})
	if f.AskAs != "Which fills first?" || f.Draft().AskAs != f.AskAs {
		t.Errorf("kept as %q, and filled in as %q", f.AskAs, f.Draft().AskAs)
	}
}

func TestAQuestionMayStandOnAllThatIsSaidButPeopleAndOurGiftsAndMisses(t *testing.T) {
	never := map[FactKind]bool{Referrer: true, Advocate: true, Gatekeeper: true, ValueItem: true, OwnMiss: true}
	for _, kind := range FactKinds {
		example, ok := AskExample(kind)
		if want := kind.Spoken() && !never[kind]; ok != want {
			t.Errorf("%s: %v, want %v", kind, ok, want)
		}
		if got, err := QuestionOf(example); got != example || err != nil {
			t.Errorf("%s: %q becomes %q, %v", kind, example, got, err)
		}
	}
}

// rendered renders one line of a play, "(nothing)" where it can't be said, with the facts
// that it stands on.
func rendered(t testing.TB, s *told, text string) (string, []*Fact) {
	t.Helper()
	p, err := parsePlay("asks", playFile{text: "Title: Asks\nWhen: Always.\n\n# Call\n\n## Say it\n1. " + text + "\n2. (nothing)\n"})
	if err != nil {
		t.Fatal(err)
	}
	now := s.now()
	d, used, err := p.compose(newWords(mustBook(t).signals(&now), p.ID), &p.forms[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Steps) == 0 {
		return nothing, used
	}
	return d.Steps[0].Text, used
}

func TestALineAsksInTheRepsOwnWords(t *testing.T) {
	bins := func() *told {
		return tell(t, "Two Rivers", 30).to("Dana Whitlock", "").no(0, Call, OtherReason).
			fact(Statement, "three collections a week instead of five", "call", 20).says("you're down to three collections").asks("what fills your bins fastest")
	}
	opening := func() *told {
		return tell(t, "Two Rivers", 30).touch(200, Call, Reached).
			fact(CompanyEvent, "second depot, Leeds", "https://news.example/leeds", 20).says("are opening a second depot").asks("Who'll run it at first?")
	}
	for _, c := range []struct {
		s          *told
		line, want string
	}{
		{bins(), "{{.Statement}}. {{.Statement.Ask}}", "When we spoke in February, you said you're down to three collections. What fills your bins fastest?"},
		{bins(), "{{with .Statement}}{{.}}. {{.Ask}}{{end}}", "When we spoke in February, you said you're down to three collections. What fills your bins fastest?"},
		{bins().knows(), "So: {{.Question.Statement.Ask.Mid}}", "So: what fills your bins fastest?"},
		{bins(), "{{.Question.Statement.Ask}}", nothing}, // the homework does not open it
		{bins(), "{{.Noted.Statement.Ask}}", "What fills your bins fastest?"},
		{bins(), "{{if .Statement.Ask}}yes{{else}}no{{end}}", "yes"},
		{bins().asks(""), "{{.Statement.Ask}}", nothing},
		{bins().asks("What [thing]?"), "{{.Statement.Ask}}", nothing},
		{bins().asks("Are you still interested?"), "{{.Statement.Ask}}", nothing},
		{bins(), "{{.Problem.Ask}}", nothing},
		{bins(), "{{.ByName}}{{.Company.Ask}}", nothing},
		{bins().fact(Statement, "newer, and nobody asks", "call", 5).says("it's newer"), "{{.Statement.Ask}}", nothing},
		{opening(), "{{.New.Event}}, {{.New.Event.Ask.Mid}}", "Now that you're opening a second depot, who'll run it at first?"},
		{opening(), "{{.WhatsNew.Ask}}", "Who'll run it at first?"},
		{opening().asks("Leeds or Hull, which first?"), "{{.Event}}, {{.Event.Ask.Mid}}", "Now that you're opening a second depot, Leeds or Hull, which first?"},
		{opening().fact(Problem, "three open posts", "call", 20).says("three open posts").asks("who covers them"), "{{.Recall}}. {{.Recall.Ask}}", "What stayed with me from our call in February: three open posts. Who covers them?"},
		{opening().fact(OwnMiss, "we sent it late", "", 20).asks("What did it cost you?"), "{{.Miss.Ask}}", nothing},
	} {
		got, used := rendered(t, c.s, c.line)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
		if got != nothing && got != "yes" && len(used) != 1 {
			t.Errorf("%s stands on %d facts", c.line, len(used))
		}
	}
}

func TestAQuestionNamesACustomerOfOursWithLeaveOnly(t *testing.T) {
	story := func(question string) *told {
		return tell(t, "Acme", 30).fact(Story, "a wholesaler with the same gap", "our file", 20).says("a wholesaler with the same gap").asks(question)
	}
	named := "What would Brightmoor's way of doing it change for you?"
	if got, _ := rendered(t, story(named), "{{.Story.Ask}}"); got != nothing {
		t.Errorf("named without leave: %q", got)
	}
	agreed := story(named)
	agreed.Facts[0].Consent = true
	if got, _ := rendered(t, agreed, "{{.Story.Ask}}"); got != named {
		t.Errorf("with leave: %q", got)
	}
	if got, _ := rendered(t, story("Who covers your nights?"), "{{.Story.Ask}}"); got != "Who covers your nights?" {
		t.Errorf("naming nobody: %q", got)
	}
}

// askingLines ask about every kind of fact in every way that a play may.
func askingLines() string {
	var b strings.Builder
	for _, slot := range []string{"Statement", "Event", "Report", "Trend", "Words", "Reason", "Goal", "Problem", "Vendor", "Result", "Story", "Miss",
		"Agreed", "NextStep", "Hope", "Referrer", "Advocate", "Gatekeeper", "Value", "Rank", "YearsBefore", "Easing", "Article",
		"Rival", "Narrowed", "Case", "TheirResult", "Recall", "Idea", "Aim", "SaidNo", "Introduce", "Item", "Fresh", "WhatsNew", "Theirs", "Tale"} {
		for _, way := range []string{"", "Noted.", "Question.", "New."} {
			b.WriteString("1. {{." + way + slot + ".Ask}}\n2. (nothing)\n1. Well, {{." + way + slot + ".Ask.Mid}}\n2. (nothing)\n")
		}
	}
	return b.String()
}

func TestAnyQuestionOfAFactStaysOneQuestion(t *testing.T) {
	p, err := parsePlay("asks", playFile{text: "Title: Asks\nWhen: Always.\n\n# Call\n\n## Say it\n" + askingLines()})
	if err != nil {
		t.Fatal(err)
	}
	b, said := mustBook(t), 0
	rapid.Check(t, func(t *rapid.T) {
		s, given := drawSituation(t)
		for i := range s.Facts {
			if rapid.Bool().Draw(t, "hostile") {
				s.Facts[i].AskAs = rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-Z?.! {}\[\]<>"“”%]{0,40}`)).Draw(t, "ask as")
			}
		}
		w := newWords(b.signals(&s), p.ID)
		for _, piece := range p.forms[0].steps[0].paragraphs[0] {
			var used []*Fact
			text, err := piece.render(w, &used)
			if err != nil {
				t.Fatal(err)
			}
			if text == "" {
				continue
			}
			said++
			if leftOpen(text) || strings.Contains(text, unsaid) || strings.Count(text, "?") != 1 || !strings.HasSuffix(text, "?") || strings.ContainsAny(text, "\n\r\t") || wordCount(text) > longestAloud+1 {
				t.Fatalf("%q is not one question", text)
			}
			if len(used) == 0 || !given[used[0].ID] || askExamples[used[0].Kind] == "" {
				t.Fatalf("%q may not be asked", text)
			}
			for _, id := range mark.FindAllString(text, -1) {
				if id != used[0].ID {
					t.Fatalf("%q asks about %s, and stands on %s", text, id, used[0].ID)
				}
			}
		}
	})
	if said < 100 {
		t.Errorf("only %d questions were asked", said)
	}
}

func TestTheCardAsksForAQuestionWhereTheScriptHadToAskOneOfOurs(t *testing.T) {
	const asking = "1. {{.Statement}}. {{.Statement.Ask}}\n2. {{.Statement}}. How do you deal with that?\n3. {{.Noted.Statement}}. How do you deal with that?\n4. How are you?\n"
	b := askingBook(t, asking)
	for _, c := range []struct {
		name string
		fact Fact
		want []string
	}{
		{"no question", Fact{Text: "three collections", SayAs: "you're down to three"}, []string{"What would you ask them about “three collections”?"}},
		{"one that can't be asked", Fact{Text: "three collections", SayAs: "you're down to three", AskAs: "Why? And when?"}, []string{"What would you ask them about “three collections”?"}},
		{"a question", Fact{Text: "three collections", SayAs: "you're down to three", AskAs: "Which days?"}, nil},
		{"neither", Fact{Text: "three collections"}, []string{"How would you say this aloud: “three collections”?"}},
		{"nothing to say", Fact{Text: "three [collections]"}, nil},
	} {
		s := tell(t, "Two Rivers", 30).no(0, Call, OtherReason).now()
		c.fact.ID, c.fact.Kind, c.fact.Source, c.fact.On = "f", Statement, "call", today
		s.Facts = []Fact{c.fact}
		a, err := b.AdvisePlay(s, "asks", Call)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, q := range a.Missing {
			if got = append(got, q.Ask); q.FactID != "f" || !q.Better {
				t.Errorf("%s: %+v", c.name, q)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: asked %q, want %q", c.name, got, c.want)
		}
	}
}

// askingBook has one play, whose call says some lines.
func askingBook(t *testing.T, lines string) *Book {
	t.Helper()
	p, err := parsePlay("asks", playFile{text: "Title: Asks\nWhen: Always.\nRows: 10\n\n# Call\n\n## Say it\n" + lines})
	if err != nil {
		t.Fatal(err)
	}
	return &Book{byID: map[string]*Play{p.ID: p}}
}
