package coach

// Situation is everything that the choice of a play, and its words, may depend
// on: the facts of one deal at one instant. It is gathered in one transaction.
type Situation struct {
	Deal     Deal
	Rep      Rep // the deal's rep: whose calendar counts and whose words are drafted
	Us       Us
	Industry string          // the account's; "" when unknown
	Library  []LibraryItem   // what the team has to give that fits the industry and was not given to the account, newest first
	Tasks    []Task          // open ones of the deal, the first due first
	Results  *Results        // what works for this team; nil: not known
	Resting  map[string]Date // people who speak for us and were named often lately, with the day from which they may be again
	Contacts []Contact       // the main one first
	Touches  []Touch         // newest first
	Facts    []Fact          // newest first
	Cadence  Cadence
}

// Advice is what the coach says about a deal: the play for now, why this one,
// which facts it stands on, what would make it sharper, and what else applies.
type Advice struct {
	Situation
	Row     int           // the row of the decision table (playbook §3) that matched; 0: none did
	Why     string        // that row in one sentence, about this deal
	Next    string        // what to do when the row has no script ("Answer today.")
	Draft   *Draft        // the words; nil when the row has none
	Used    []Fact        // facts the words stand on
	Missing []Question    // what would make it sharper, as tasks
	Others  []Alternative // other plays that apply, the runner-up first
	After   *Aftermath    // what is left to do after the last answer; nil: nothing
	Yield   Yield         // what the play has achieved for this team in this situation
	Gives   Meter         // where giving comes before asking

	Channel  Channel // the one proposed for this touch, in whose form the draft is; empty when none is proposed
	WhyThere string  // why that channel, in a sentence; empty where it is just the usual one
}

// Draft is a play written out for one deal and one channel.
type Draft struct {
	PlayID  string
	Title   string
	Family  string    // of the play; plays of one family count as one
	Channel Channel   // the form it is written in: Call, Voicemail or Email (others borrow one of them)
	Subject string    // emails only
	Before  []Step    // what to do before the words are said …
	Steps   []Step    // the words
	After   []Step    // … and after them
	Forms   []Channel // the forms that the play can be written in

	Withheld *Fact  // what the question would stand on with more homework done ([HomeworkFor]); nil: nothing
	Trusted  *Fact  // what it stands on because the rep said that the homework is enough; nil: nothing
	Unasked  *Fact  // what it asks about in general words, for want of the rep's own ([Fact.AskAs]); nil: nothing
	Item     string // the library item that the words give, by its id (see [Touch.Used]); empty: none
}

// Step is one part of a draft under its own label: something to say, something
// to do before or after, or both. The words of a message are the texts of its
// steps, in order, with an empty line between them.
type Step struct {
	Label string // "1 · Empathise"
	Text  string // what to say; plain text, paragraphs parted by empty lines; empty for a step to do
	Note  string // how to say it, or what to do: one paragraph for the rep's eyes; may be empty
}

// Question is a fact that is missing, as a task for the rep.
type Question struct {
	Kind    FactKind // the kind of fact that answers it; empty when it is none
	Setting string   // the setting that answers it ([SettingSlots] …); empty when it is none
	FactID  string   // the fact on file that it is about; empty when it is about none
	Better  bool     // that fact can be used, and would sound better in spoken words (**Say it better**)
	Ask     string   // "What exactly did they say when they turned it down?"
	Why     string   // what it would unlock
}

// Alternative is another play that applies.
type Alternative struct {
	PlayID string
	Title  string
	When   string // when to use it, in a sentence: the same for every deal
	Why    string // why it applies here
	Yield  Yield  // what it has achieved for this team in this situation
}
