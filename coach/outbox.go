package coach

import "time"

// Post is a message that the bot starts by itself: a nudge, a digest, a question of
// a poll. It is a row before it is a message, written in the same transaction as
// what it says, and its key is unique for good. So there is one per person and day
// (or channel and day, or poll and person), however many processes plan it and
// whichever of them dies when.
//
// Its life:
//
//	ready ──claim──► sending ──► sent ──edit──► stale ──claim──► editing ──► sent
//	  ▲                │ │ └────► dead      (refused for good)
//	  │ 429, refused   │ └──────► unknown   (no answer, or who sent it died)
//	  ├────────────────┘             │ look into the conversation
//	  └── not there ─────────────────┴── there ──► sent
//
// A ready post whose time is over is skipped, with the reason. Slack knows no
// idempotency key, so a post of unknown end is looked for by its key, which the
// message carries as metadata, before anybody sends it again. Editing may be done
// twice without harm, so it needs no such care.
type Post struct {
	Key    string   // "nudge/U1/2026-11-23"
	Kind   PostKind // who draws it
	To     string   // Slack id of a person or a channel
	Thread string   // key of the post that it stands below, in the same thread; it waits until that one is sent
	Ref    string   // id of the row that it is about; may be empty
	Body   string   // what it says: JSON of the value that is drawn
	State  PostState
	Why    string // why it was skipped or is dead; Slack's code of the last trouble

	NextAt   time.Time // when somebody shall take it up: send it, try again, or look for it
	NotAfter time.Time // when it is too late to send it; zero: never
	Attempts int
	FiredAt  time.Time // when the last attempt to send began

	Channel string // where it is once it was sent: the conversation's id …
	TS      string // … and the message's timestamp
	SentAt  time.Time

	CreatedAt time.Time
	UpdatedAt time.Time
	Version   int // raised by every save; a save of an older version is a Conflict
}

// PostKind says what a post is, and so who draws it.
type PostKind string

// The kinds of posts.
const (
	NudgePost    PostKind = "nudge"         // to a rep, once a day
	DigestPost   PostKind = "digest"        // to a channel, once a day
	RestPost     PostKind = "digest.rest"   // all stalled deals, in the digest's thread
	GreetingPost PostKind = "greeting"      // to a channel that we were invited to
	QuestionPost PostKind = "poll.question" // to a rep with dead-lead candidates
	BoardPost    PostKind = "poll.board"    // to the manager who asked: who answered, live
	ReminderPost PostKind = "poll.reminder" // the same question once more, to a rep who has not answered
	ResultPost   PostKind = "poll.result"   // what came of it
	FilesPost    PostKind = "poll.files"    // to a rep: the files that were closed, and the words for it
	IdeasPost    PostKind = "ideas.ask"     // to a rep: what could be given at no extra price
	BestIdeaPost PostKind = "ideas.vote"    // to a rep: which of the ideas is the best
	HandoverPost PostKind = "handover"      // to a rep: deals that are theirs now
	AnswerPost   PostKind = "answer"        // an answer to a direct message that Slack did not take at once
)

// PostKinds lists all kinds: each has somebody who draws it.
var PostKinds = []PostKind{
	NudgePost, DigestPost, RestPost, GreetingPost, QuestionPost, BoardPost, ReminderPost, ResultPost, FilesPost, IdeasPost, BestIdeaPost, HandoverPost, AnswerPost,
}

// PostState is where a post stands in its life.
type PostState string

// The states. Nobody takes up a post that is sent, skipped or dead.
const (
	PostReady   PostState = "ready"
	PostSending PostState = "sending"
	PostUnknown PostState = "unknown" // it may be there: look for it
	PostSent    PostState = "sent"
	PostStale   PostState = "stale" // sent, and what it says has changed
	PostEditing PostState = "editing"
	PostSkipped PostState = "skipped"
	PostDead    PostState = "dead"
)

// How posts are taken up.
const (
	postLease   = 45 * time.Second // longer than any one attempt may take; who claimed it and died is replaced then
	postLook    = 5 * time.Second  // before a post of unknown end is looked for
	postSettle  = 30 * time.Second // what is not there so long after it was fired never came
	postRetry   = 15 * time.Second // before the second attempt; doubles up to …
	postRest    = 15 * time.Minute
	maxAttempts = 12          // refused so often: somebody has to look
	editPace    = time.Second // one message is edited at most so often
	showPace    = 10 * time.Second
)

// claimed is the post in the hands of somebody who takes it up now: to send it, to
// look for it, or to edit it.
func (p Post) claimed(now time.Time) Post {
	switch {
	case p.State == PostReady && p.late(now):
		return p.skipped("late", now)
	case p.State == PostReady:
		p.State, p.FiredAt, p.Attempts = PostSending, now, p.Attempts+1
	case p.State == PostSending:
		p.State = PostUnknown // who had it never said what became of it
	case p.State == PostStale:
		p.State = PostEditing
	}
	return p.until(now.Add(postLease), now)
}

func (p Post) late(now time.Time) bool { return !p.NotAfter.IsZero() && !now.Before(p.NotAfter) }

// givenUp says that a post never comes.
func (p Post) givenUp() bool { return p.State == PostSkipped || p.State == PostDead }

// skipped is a post that is not sent, and why.
func (p Post) skipped(why string, now time.Time) Post {
	p.State, p.Why, p.UpdatedAt = PostSkipped, why, now
	return p
}

// until is the post left alone until an instant.
func (p Post) until(next, now time.Time) Post {
	p.NextAt, p.UpdatedAt = next, now
	return p
}

// edited is the post when what it says has changed: what is out already shall be
// edited, and at most once a second.
func (p Post) edited(body string, now time.Time) Post {
	p.Body = body
	switch p.State {
	case PostStale: // no later than it would be: else a message that changes all the time never was
		return p.until(earlierTime(p.NextAt, laterTime(now, p.UpdatedAt.Add(editPace))), now)
	case PostSent, PostEditing:
		p.State = PostStale
		return p.until(laterTime(now, p.UpdatedAt.Add(editPace)), now)
	}
	p.UpdatedAt = now
	return p
}

// shown is the post after what it says was put in its place by somebody else, in the
// answer to a click. Two answers may overtake each other, so it is drawn once more when
// the clicking is over.
func (p Post) shown(body string, now time.Time) Post {
	p.Body, p.UpdatedAt = body, now
	if p.State == PostSent {
		p.State, p.NextAt = PostStale, now.Add(showPace)
	}
	return p
}

// delivered is the post when it is known where it is. What has changed since it was
// taken up is to be edited.
func (p Post) delivered(channel, ts string, changed bool, now time.Time) Post {
	if p.SentAt.IsZero() {
		p.SentAt = now
	}
	p.State, p.Channel, p.TS, p.Why = PostSent, channel, ts, ""
	p.UpdatedAt = now
	if changed {
		p.State = PostStale
		return p.until(now.Add(editPace), now)
	}
	return p
}

// Failure is what is known of an attempt that did not succeed.
type Failure struct {
	Code       string        // Slack's error code, or a word of ours for the network's
	Unknown    bool          // it may have been done all the same
	Final      bool          // it will never succeed: the channel is archived, the person gone
	RetryAfter time.Duration // not before; 0: the usual pause
}

// failed is the post after an attempt that did not succeed. An edit is given up when
// there is nothing to edit any more; a message that is out stays sent.
func (p Post) failed(f Failure, now time.Time) Post {
	p.Why = f.Code
	switch {
	case p.State == PostEditing && f.Final:
		p.State, p.UpdatedAt = PostSent, now
		return p
	case p.State == PostEditing:
		p.State = PostStale
		return p.until(now.Add(max(f.RetryAfter, postLook)), now)
	case f.Unknown:
		p.State = PostUnknown
		return p.until(now.Add(postLook), now)
	case f.Final || p.Attempts >= maxAttempts:
		p.State, p.UpdatedAt = PostDead, now
		return p
	}
	p.State = PostReady
	return p.until(now.Add(max(f.RetryAfter, p.pause())), now)
}

// pause is how long to wait after the attempts made so far.
func (p Post) pause() time.Duration {
	return min(postRetry<<min(max(p.Attempts-1, 0), 10), postRest)
}

// missed is a post of unknown end that was looked for and is not there. Slack may be
// slow to show it, so only after a while that means that it never came.
func (p Post) missed(now time.Time) Post {
	if now.Before(p.FiredAt.Add(postSettle)) {
		return p.until(now.Add(postLook), now)
	}
	p.State = PostReady
	return p.until(now, now)
}

// unreadable is a post of unknown end in a conversation that we cannot look into. A
// nudge is then given up, because a second one would be a nuisance; what a channel or
// a poll waits for is sent once more.
func (p Post) unreadable(now time.Time) Post {
	if p.Kind == NudgePost || p.Attempts > 1 {
		p.State, p.Why, p.UpdatedAt = PostDead, "unknown", now
		return p
	}
	p.State = PostReady
	return p.until(laterTime(now, p.FiredAt.Add(postSettle)), now)
}

func laterTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlierTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
