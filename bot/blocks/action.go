package blocks

import (
	"fmt"
	"strings"
)

// Action is what a button, an option or a form stands for: a verb from the
// route table, the row it is about, and an argument of the verb's own.
//
// It comes back from Slack as input like any other: the row is read again and
// the right to change it is checked again.
type Action struct {
	Verb string // "touch.log", "deal.snooze" …
	ID   string // id of the deal (or touch) it is about
	Arg  string // the rest: a play, a touch, a command to go on with
}

// actionVersion is the first field of an encoded action. Raise it when the
// meaning of the fields changes, and keep reading the old ones.
const actionVersion = "1"

// String encodes the action: version, verb and id parted by '|', then the
// argument as it stands, which may hold anything.
func (a Action) String() string {
	return strings.Join([]string{actionVersion, a.Verb, a.ID, a.Arg}, "|")
}

// ParseAction reads an encoded action. It fails on other versions and on
// anything that String does not make.
func ParseAction(s string) (Action, error) {
	f := strings.SplitN(s, "|", 4)
	if len(f) != 4 || f[0] != actionVersion {
		return Action{}, fmt.Errorf("blocks: not an action of version %s", actionVersion)
	}
	if f[1] == "" {
		return Action{}, fmt.Errorf("blocks: an action without a verb")
	}
	return Action{Verb: f[1], ID: f[2], Arg: f[3]}, nil
}

// The verbs. Each one that is drawn has a route in package bot and the other
// way round; a test holds them together.
const (
	Coach    = "coach"                 // show the coach card of the deal
	Another  = "play.list"             // **Another play**
	UsePlay  = "play.use"              // show one of them; Arg: play and channel
	LogTouch = "touch.log"             // **Log touch**: opens the form; Arg: the play and the channel on the card
	LogFrom  = "touch.message"         // **Log as touch**, the shortcut on a message: opens the form
	Undo     = "touch.undo"            // **Undo**; Arg: the touch
	ItsWords = "touch.words"           // **I used these words**; Arg: the touch and the play
	Outcome  = "touch.log.outcome"     // another outcome was chosen in the form
	FromDeal = "touch.message.deal"    // a deal was chosen in the form of **Log as touch** …
	FromCame = "touch.message.outcome" // … or another outcome
	Homework = "fact.add"              // **Add homework**: opens the form
	Change   = "fact.change"           // **Change**: opens the form of one fact; Arg: the fact
	SayIt    = "fact.say"              // **Say it better**: opens the form of one fact; Arg: the fact
	Kind     = "fact.add.kind"         // another kind was chosen in the form …
	NewKind  = "fact.change.kind"      // … or in that of one fact
	Sound    = "fact.preview"          // **Preview** in the form
	List     = "homework.list"         // **Homework checklist**: opens the form
	GetClear = "brief"                 // **Get clear**
	LetGo    = "brief.letgo"           // **Let go**: opens the form
	RealWhy  = "reason.real"           // **The real reason**: opens the form
	Happened = "touch.after"           // **What happened**: opens the form; Arg: the touch it is about
	UseKnown = "homework.override"     // **Use what I know**; Arg: [TakenBack] for its Undo
	CheckIt  = "draft.check"           // **Check my draft**: opens the form; Arg: the play and the channel on the card, or without a deal the draft
	LogSent  = "draft.log"             // **Log as sent** in the form
	Snooze   = "deal.snooze"           // **Snooze**: opens the form
	Reason   = "deal.pause"            // **Known reason**: opens the form
	CloseIt  = "deal.close"            // **Close file**: opens the form; Arg: the stage, if known
	Reopen   = "deal.reopen"           // **Reopen**
	Wake     = "deal.wake"             // ends a snooze, a pause or both; Arg: which ([coach.Sleep])
	MarkSent = "deal.sent"             // **Mark as sent**
	Add      = "deal.add"              // **Add proposal**: opens the form; Arg: the words to fill in
	Choose   = "command.choose"        // go on with a command for the chosen deal; Arg: the command
	ListDue  = "followups.list"        // **Your follow-ups**
	Settings = "settings"              // **Settings**: opens the form

	Shelf       = "library.list"    // the team's library; Arg: from which place on
	ShelfAdd    = "library.add"     // **Add** to it: opens the form; Arg: the words to fill in
	ShelfRemove = "library.remove"  // **Remove** from it
	Refs        = "references.list" // who speaks for us; Arg: from which place on
	Thank       = "task.words"      // **What to say** to whom something is owed; Arg: the channel, or [InList]
	TaskDone    = "task.done"       // **Done**; Arg: [InList], where it was pressed there
	TaskReopen  = "task.reopen"     // its Undo; Arg: the same

	Reassign     = "deal.reassign"      // **Reassign**: opens the form; Arg: [InList]
	HandBack     = "deal.reassign.undo" // its Undo, of one deal or of many; ID: the handover
	ReassignAll  = "rep.reassign"       // **Reassign** of everything that somebody left behind: opens the form; ID: the person
	ReassignSure = "rep.reassign.sure"  // the form behind it, which asks once more
	LeftDeals    = "rep.deals"          // **Deal by deal**: what somebody left behind; ID: the person

	DigestOn  = "digest.on"  // **Turn on the daily digest**
	DigestOff = "digest.off" // **Turn off the daily digest**

	StatsPlays = "stats.plays" // **All plays**
	StatsReps  = "stats.reps"  // **By rep**
	StatsWhy   = "stats.why"   // **All reasons**
)

// TakenBack is the argument of a button that undoes what the same verb did.
const TakenBack = "undo"

// InList is the argument of a button in a list: the list stays, and the answer
// comes below it.
const InList = "list"

// The verbs of a file that was sent; ID is the import's.
const (
	ImportRun    = "import.run"    // **Import**
	ImportCancel = "import.cancel" // **Cancel**
	ImportUndo   = "import.undo"   // **Undo import**
)

// The verbs of polls; ID is the poll's.
const (
	PollSend   = "poll.send"   // **Send to team**; Arg: whom and about what ([AskedArg])
	PollCancel = "poll.cancel" // **Cancel**
	PollAlive  = "poll.alive"  // **Still alive**: counts it, and opens the form; Arg: the deal and the page
	PollDead   = "poll.dead"   // **Dead**; Arg: the same
	PollHelp   = "poll.help"   // **Need help**: counts it, and opens the form; Arg: the same
	PollPage   = "poll.page"   // another part of the list; Arg: which
	PollShow   = "poll.show"   // **Poll status**
	PollRemind = "poll.remind" // **Remind**
	PollClose  = "poll.close"  // **Close poll**
	PollFiles  = "poll.files"  // **Close N files**
	PollReopen = "poll.reopen" // its Undo
	PollMore   = "poll.more"   // **More** reps of a result; Arg: from which place on
	PollWords  = "poll.words"  // **Coach me** with the words that ask leave to close; ID: the deal

	IdeasSend  = "ideas.send"   // **Send to team** of an idea round; Arg: the prize
	IdeaAdd    = "ideas.add"    // **Add an idea**: opens the form
	IdeaRemove = "ideas.remove" // **Remove** an idea of one's own; Arg: the idea
	IdeasNext  = "ideas.next"   // **Start the vote**, **Close the vote**; Arg: the round that it ends
	IdeaVote   = "ideas.vote"   // **Vote**; Arg: the idea and the page
	IdeasPage  = "ideas.page"   // another part of the ideas; Arg: which
)
