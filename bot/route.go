package bot

import (
	"context"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
)

// handle answers one kind of input.
type handle func(*Bot, context.Context, *request) (Answer, error)

// The routes: everything that Slack can ask of us, and who answers. A test holds
// them against the verbs that package blocks draws.
var (
	commands = map[string]handle{
		"/followup":  (*Bot).typed,
		"/deadleads": (*Bot).deadLeads,
	}
	// By the callback ids of the app's manifest.
	shortcuts = map[string]handle{
		blocks.Add:     (*Bot).openAdd,
		blocks.LogFrom: (*Bot).openLogFrom,
	}
	clicks = map[string]handle{
		blocks.Coach:    (*Bot).showCard,
		blocks.Another:  (*Bot).showPlays,
		blocks.UsePlay:  (*Bot).usePlay,
		blocks.LogTouch: (*Bot).openLog,
		blocks.Outcome:  (*Bot).redrawLog,
		blocks.FromDeal: (*Bot).redrawLogFrom,
		blocks.FromCame: (*Bot).redrawLogFrom,
		blocks.Undo:     (*Bot).undo,
		blocks.ItsWords: (*Bot).usedWords,
		blocks.Homework: (*Bot).openHomework,
		blocks.Change:   (*Bot).openChange,
		blocks.SayIt:    (*Bot).openChange,
		blocks.Kind:     (*Bot).redrawHomework,
		blocks.NewKind:  (*Bot).redrawHomework,
		blocks.Sound:    (*Bot).redrawHomework,
		blocks.List:     (*Bot).openList,
		blocks.UseKnown: (*Bot).useKnown,
		blocks.GetClear: (*Bot).getClear,
		blocks.LetGo:    (*Bot).openLetGo,
		blocks.Happened: (*Bot).openHappened,
		blocks.RealWhy:  (*Bot).openRealReason,
		blocks.CheckIt:  (*Bot).openCheck,
		blocks.LogSent:  (*Bot).logSent,
		blocks.Snooze:   (*Bot).openSnooze,
		blocks.Reason:   (*Bot).openReason,
		blocks.CloseIt:  (*Bot).openClose,
		blocks.Reopen:   (*Bot).reopen,
		blocks.Wake:     (*Bot).wake,
		blocks.MarkSent: (*Bot).openSent,
		blocks.Add:      (*Bot).openAdd,
		blocks.Choose:   (*Bot).chosen,
		blocks.ListDue:  (*Bot).listDue,
		blocks.Settings: (*Bot).openSettings,

		blocks.Shelf:       (*Bot).showShelf,
		blocks.ShelfAdd:    (*Bot).openItem,
		blocks.ShelfRemove: (*Bot).removeItem,
		blocks.Refs:        (*Bot).showReferences,
		blocks.Thank:       (*Bot).showThanks,
		blocks.TaskDone:    (*Bot).doneTask,
		blocks.TaskReopen:  (*Bot).reopenTask,

		blocks.Reassign:    (*Bot).openReassign,
		blocks.HandBack:    (*Bot).handBack,
		blocks.ReassignAll: (*Bot).openReassignAll,
		blocks.LeftDeals:   (*Bot).showLeft,

		blocks.ImportRun:    (*Bot).runImport,
		blocks.ImportCancel: (*Bot).cancelImport,
		blocks.ImportUndo:   (*Bot).undoImport,

		blocks.DigestOn:  (*Bot).digestOn,
		blocks.DigestOff: (*Bot).digestOff,

		blocks.StatsPlays: (*Bot).statsPlays,
		blocks.StatsReps:  (*Bot).statsReps,
		blocks.StatsWhy:   (*Bot).statsWhy,

		blocks.PollSend:   (*Bot).sendPoll,
		blocks.PollCancel: (*Bot).cancelPoll,
		blocks.PollAlive:  (*Bot).voteAlive,
		blocks.PollDead:   (*Bot).voteDead,
		blocks.PollHelp:   (*Bot).voteHelp,
		blocks.PollPage:   (*Bot).turnBallot,
		blocks.PollShow:   (*Bot).showPoll,
		blocks.PollRemind: (*Bot).remindPoll,
		blocks.PollClose:  (*Bot).closePoll,
		blocks.PollFiles:  (*Bot).closeFiles,
		blocks.PollReopen: (*Bot).reopenFiles,
		blocks.PollMore:   (*Bot).moreOfResult,
		blocks.PollWords:  (*Bot).closeWords,
		blocks.IdeasSend:  (*Bot).sendIdeas,
		blocks.IdeaAdd:    (*Bot).openIdea,
		blocks.IdeaRemove: (*Bot).removeIdea,
		blocks.IdeasNext:  (*Bot).nextRound,
		blocks.IdeaVote:   (*Bot).voteIdea,
		blocks.IdeasPage:  (*Bot).turnIdeas,
	}
	submissions = map[string]handle{
		blocks.LogTouch: (*Bot).submitLog,
		blocks.LogFrom:  (*Bot).submitLogFrom,
		blocks.Homework: (*Bot).submitHomework,
		blocks.Change:   (*Bot).submitChange,
		blocks.List:     (*Bot).submitList,
		blocks.LetGo:    (*Bot).submitLetGo,
		blocks.Happened: (*Bot).submitHappened,
		blocks.RealWhy:  (*Bot).submitRealReason,
		blocks.CheckIt:  (*Bot).submitCheck,
		blocks.Snooze:   (*Bot).submitSnooze,
		blocks.Reason:   (*Bot).submitReason,
		blocks.CloseIt:  (*Bot).submitClose,
		blocks.MarkSent: (*Bot).submitSent,
		blocks.Add:      (*Bot).submitAdd,
		blocks.Settings: (*Bot).submitSettings,
		blocks.ShelfAdd: (*Bot).submitItem,

		blocks.Reassign:     (*Bot).submitReassign,
		blocks.ReassignAll:  (*Bot).submitReassignAll,
		blocks.ReassignSure: (*Bot).submitSure,

		blocks.PollAlive: (*Bot).submitAlive,
		blocks.PollHelp:  (*Bot).submitHelp,
		blocks.IdeaAdd:   (*Bot).submitIdea,
	}
	// Menus that ask for their choices, by form and field.
	menus = map[string]handle{
		blocks.FromDeal: (*Bot).offerDeals,
	}
	events = map[string]handle{
		string(slackevents.Message):       (*Bot).directMessage,
		string(slackevents.AppHomeOpened): (*Bot).openedHome,
		string(slackevents.AppMention):    (*Bot).mentioned,
	}
)

// route finds the handler of an input, and for a click what was clicked. It is
// nil for what nobody has to answer.
func (b *Bot) route(e Envelope) (handle, blocks.Action) {
	switch e.Kind {
	case KindSlash:
		return commands[e.Slash.Command], blocks.Action{}
	case KindClick:
		return clickRoute(e)
	case KindSubmit:
		return submissions[e.Interaction.View.CallbackID], blocks.Action{}
	case KindShortcut:
		return shortcuts[e.Interaction.CallbackID], blocks.Action{}
	case KindOptions:
		return menus[menuID(e)], blocks.Action{}
	case KindEvent:
		if b.ours(e) {
			return nil, blocks.Action{}
		}
		return events[e.Event.InnerEvent.Type], blocks.Action{}
	}
	return nil, blocks.Action{}
}

func clickRoute(e Envelope) (handle, blocks.Action) {
	a, button := clickVerb(e)
	if h, ok := clicks[a.Verb]; ok || !button {
		return h, a
	}
	return (*Bot).outdated, a
}

// clickVerb reads what was clicked. A button, or an entry of a menu, carries an action
// in its value; an input of a form is known by the form and its own name. What cannot be
// read has no verb.
func clickVerb(e Envelope) (a blocks.Action, button bool) {
	clicked := e.Action()
	if clicked == nil {
		return blocks.Action{}, false
	}
	if form := e.Interaction.View.CallbackID; form != "" && clicked.Value == "" {
		return blocks.Action{Verb: form + "." + clicked.BlockID}, false
	}
	a, err := blocks.ParseAction(first(clicked.Value, clicked.SelectedOption.Value))
	if err != nil {
		return blocks.Action{}, true
	}
	return a, true
}

// menuID is the menu that asks for its choices: the form and its own name.
func menuID(e Envelope) string { return e.Interaction.View.CallbackID + "." + e.Interaction.BlockID }

// outdated answers a button that this version does not know.
func (b *Bot) outdated(context.Context, *request) (Answer, error) {
	return tell(blocks.Sorry("That button is from another version of me. Type /followup and the name for a fresh card.")), nil
}

// ours says that an event was caused by a bot, us included, or is no new message
// from a person: edits, deletions and joins come as messages too.
func (b *Bot) ours(e Envelope) bool {
	if e.User == "" || e.User == b.o.BotUser {
		return true
	}
	if mention, ok := e.Event.InnerEvent.Data.(*slackevents.AppMentionEvent); ok {
		return mention.BotID != ""
	}
	m, ok := e.Event.InnerEvent.Data.(*slackevents.MessageEvent)
	if !ok {
		return false
	}
	plain := m.SubType == "" || m.SubType == slack.MsgSubTypeFileShare
	direct := strings.HasPrefix(m.Channel, "D") || m.ChannelType == slackevents.ChannelTypeIM
	return !plain || !direct || m.BotID != ""
}
