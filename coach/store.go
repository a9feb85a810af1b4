package coach

import (
	"context"
	"time"
)

// Store remembers. It is the contract that package db fulfils and db/dbtest
// states as tests; the coach owns it because the coach is its user.
//
// Both methods run fn in one transaction that is bound to one workspace (Slack
// team id): fn can neither see nor touch rows of another. The Reader or Tx, and
// the context it was begun with, are good until fn returns.
//
// View sees one consistent state. Update commits when fn returns nil and the
// commit is durable, and otherwise changes nothing. fn may run more than once
// (after a serialisation failure), so it keeps its effects to the Tx. It is short
// and does not wait for anything, least of all for the store: others wait for it.
//
// After any error from a Tx method, but NotFound from a read, the transaction is
// spoilt: nothing more is done in it, and it fails even if fn returns nil.
//
// A ctx that has ended before fn begins is a Busy error, and fn does not run. What
// has begun to write goes on to its end whatever becomes of ctx; a View stops.
//
// An error of fn comes back as it is, a panic in fn as an Internal error. All
// other errors are [*Error] of kind NotFound, Conflict, Busy or Internal.
type Store interface {
	View(ctx context.Context, workspace string, fn func(Reader) error) error
	Update(ctx context.Context, workspace string, fn func(Tx) error) error
}

// Reader reads in one transaction. Lists are newest first unless said otherwise.
type Reader interface {
	// Deal is the deal with this id, or NotFound.
	Deal(id string) (Deal, error)
	// Deals lists deals; see DealQuery. The order is: those of q.First, then
	// open before closed, then latest sent first, then id.
	Deals(q DealQuery) ([]Deal, error)
	// CountDeals counts what Deals would list without its limit.
	CountDeals(q DealQuery) (int, error)
	// OpenDealsCalled lists the open deals whose account or whose own name has
	// exactly this search key, at most limit of them and in no particular order:
	// what most commands ask for, in one look.
	OpenDealsCalled(searchKey string, limit int) ([]Deal, error)
	// OpenDeals calls each for every open deal of a rep (of all reps when repID
	// is empty) in order of rep and id, without holding them all in memory.
	OpenDeals(repID string, each func(Deal) error) error
	// Rhythms calls each for the open deals that are asked for, in the order of OpenDeals:
	// for sums over a whole team, which read a few fields of very many deals.
	Rhythms(q RhythmQuery, each func(Rhythm) error) error
	// Revisits lists the closed deals of a rep that were to be looked at again by a day,
	// in no particular order.
	Revisits(repID string, day Date) ([]Deal, error)
	// Played calls each for every deal on which a play was used and whose last
	// touch is on a day or later, in order of id, without holding them all in memory.
	Played(since Date, each func(PlayedDeal) error) error
	// SentDeals calls each for every deal, open or closed, whose proposal was sent on
	// the first day, on the last or between, in any order, without holding them all.
	SentDeals(first, last Date, each func(SentDeal) error) error
	// FollowupsSince counts the follow-ups made on a day or later, by the rep who
	// has the deal now; those of deals whose rep is not in Slack are under "".
	FollowupsSince(day Date) (map[string]int, error)
	// Told lists the facts that say why somebody bought and what it brought them: a
	// real reason, a story or a result of an account that was added after a deal of
	// theirs was won (that very deal, where the fact is of one). Limit 0 means all.
	Told(limit int) ([]Told, error)
	// DealBySource finds a deal by where it came from, or NotFound.
	DealBySource(source, externalID string) (Deal, error)

	// Account is the account with this id, or NotFound.
	Account(id string) (Account, error)
	// AccountNamed is the account with this strict key ([StrictKey]), or NotFound.
	AccountNamed(strictKey string) (Account, error)
	// FindAccounts finds accounts by search key ([SearchKey]), in the order of
	// those keys. A word's beginning or a near miss that many words fit may be
	// looked up for some of them only.
	FindAccounts(m NameMatch) ([]Account, error)

	// Contacts lists the contacts of an account, the main one first, then oldest first.
	Contacts(accountID string) ([]Contact, error)
	// Touch is one touch, or NotFound.
	Touch(id string) (Touch, error)
	// Touches lists the touches of a deal, newest first, of one instant the later
	// id first; limit 0 means all.
	Touches(dealID string, limit int) ([]Touch, error)
	// TouchesFrom lists the touches that were logged from a message of Slack, at most
	// one of each deal, by the deal's id.
	TouchesFrom(message string) ([]Touch, error)
	// Facts lists the facts of an account that hold for a deal: those of the
	// deal itself and those of the whole account; newest first.
	Facts(accountID, dealID string) ([]Fact, error)
	// Fact is one fact, or NotFound.
	Fact(id string) (Fact, error)
	// People lists the facts that name a person, of one person the newest first.
	People() ([]Fact, error)
	// Named lists the touches since an instant whose words named a person: those
	// that used a fact with exactly this Person; newest first.
	Named(person string, since time.Time) ([]Touch, error)

	// Library lists what the team has to give, newest first, of one instant the
	// later id first.
	Library() ([]LibraryItem, error)
	// LibraryItem is one item of the library, or NotFound.
	LibraryItem(id string) (LibraryItem, error)
	// Given lists what touches of an account's deals used ([Touch.Used]), in no order.
	Given(accountID string) ([]string, error)
	// Industries lists the industries of the accounts as they are written, each
	// once, in the order of their bytes; limit 0 means 100.
	Industries(limit int) ([]string, error)

	// Task is one task, done or open, or NotFound.
	Task(id string) (Task, error)
	// DealTasks lists the open tasks of a deal, RepTasks those of a rep: the first
	// due first, of one day the earlier id first.
	DealTasks(dealID string) ([]Task, error)
	RepTasks(repID string) ([]Task, error)

	// Rep is the rep with this Slack user id, or NotFound.
	Rep(id string) (Rep, error)
	// Reps lists all reps by name.
	Reps() ([]Rep, error)

	// Room is the channel of Slack with this id, or NotFound; Rooms lists all by id.
	Room(id string) (Room, error)
	Rooms() ([]Room, error)
	// TouchesOn counts what was logged for a day, by the rep who has the deal now.
	TouchesOn(day Date) (map[string]DayTouches, error)

	// Post is the post with this key, PostAt the one at a place of Slack's, or NotFound.
	Post(key string) (Post, error)
	PostAt(channel, ts string) (Post, error)
	// PostsAbout lists the posts that are about one row, by key.
	PostsAbout(ref string) ([]Post, error)
	// DuePosts lists the posts that somebody has to take up by now, the earliest first.
	DuePosts(now time.Time, limit int) ([]Post, error)
	// CountPosts counts the posts that somebody has to take up, and those that died at
	// an instant or later, by state.
	CountPosts(deadSince time.Time) ([]PostCount, error)

	// Nudges lists what a rep's nudge of a day is about, in its order; OpenNudges what
	// no later nudge has settled, and LastNudge is the newest about a deal, or NotFound.
	Nudges(repID string, day Date) ([]NudgeItem, error)
	OpenNudges(repID string) ([]NudgeItem, error)
	LastNudge(dealID string) (NudgeItem, error)
	// LongNudges lists, by day and place, what a rep's nudges of a day or later brought up
	// for at least so many times in a row, without what was acted on and without deals
	// that a newer nudge is about.
	LongNudges(repID string, since Date, times int) ([]NudgeItem, error)
	// NudgeOutcomes counts the settled items of the nudges of a day or later, by rep.
	NudgeOutcomes(since Date) (map[string]Precision, error)

	// Poll is the poll with this id, LastPoll the one of a kind that was opened last,
	// or NotFound. OpenPolls lists those that are not closed, by kind.
	Poll(id string) (Poll, error)
	LastPoll(k PollKind) (Poll, error)
	// Draft is the oldest poll that was written before an instant and never opened, or
	// NotFound: one that is closed, and that nobody closed. LastPoll gives none of them.
	Draft(before time.Time) (Poll, error)
	OpenPolls() ([]Poll, error)
	// Votes lists what was asked in a poll, and answered: of one rep, or of all when
	// repID is empty; by rep and deal.
	Votes(pollID, repID string) ([]Vote, error)
	// CountVotes counts what was asked in a poll, by rep, and reads no deal for it.
	CountVotes(pollID string) ([]VoteCount, error)
	// Idea is one idea, or NotFound; Ideas lists those of a poll, the earliest first.
	Idea(id string) (Idea, error)
	Ideas(pollID string) ([]Idea, error)

	// Change is what an input did before, by its key; NotFound when it is new.
	Change(key string) (Change, error)
	// Setting is a stored setting of the workspace; "" when it is not set.
	Setting(name string) (string, error)
	// EveryContact calls each for every contact of the workspace by id, EveryFact for
	// every fact of an account and of its deals, the oldest first.
	EveryContact(each func(Contact) error) error
	EveryFact(accountID string, each func(Fact) error) error
	// Entries calls each for entries of the audit log, the earliest first, of one
	// instant in the order in which they were written, without holding them all.
	Entries(q AuditQuery, each func(Entry) error) error
}

// Tx reads and writes in one transaction. To insert an id that is taken is a
// Conflict, to insert something into an account or a deal that is not there is
// NotFound, and so is to save or delete what is not there.
type Tx interface {
	Reader

	// Remember records an input's key and what it did. It is the last write of
	// every change, and the reason why a repeated input has one effect: a key
	// that is already there is a Conflict.
	Remember(c Change) error
	// Record adds an entry to the audit log.
	Record(e Entry) error

	// InsertDeal stores a deal with its Version as it is. Account is not stored:
	// it is the account's name.
	InsertDeal(d Deal) error
	// SaveDeal writes a deal read in this transaction or before. It is a
	// Conflict when d.Version is not the stored one; the stored version is then
	// one higher.
	SaveDeal(d Deal) error
	// DeleteDeal removes a deal with its touches, facts and tasks (undoing an import).
	DeleteDeal(id string) error

	// InsertAccount stores an account; a second one with the same strict key is a Conflict.
	InsertAccount(a Account) error
	// DeleteAccount removes an account and its words. What still belongs to it, a deal,
	// a contact or a fact, makes it fail with NotFound.
	DeleteAccount(id string) error
	InsertContact(c Contact) error
	SaveContact(c Contact) error
	// DeleteContact removes a contact, and says from how many touches, which stay.
	DeleteContact(id string) (touches int, err error)
	// RewriteTexts calls change for every text of the workspace in which somebody may
	// be named, and stores what it returns where that differs.
	RewriteTexts(change func(StoredText) string) error

	InsertTouch(t Touch) error
	DeleteTouch(id string) error

	InsertFact(f Fact) error
	SaveFact(f Fact) error
	DeleteFact(id string) error

	InsertLibraryItem(i LibraryItem) error
	DeleteLibraryItem(id string) error

	InsertTask(t Task) error
	SaveTask(t Task) error
	DeleteTask(id string) error

	// SaveRoom inserts or replaces a channel of Slack.
	SaveRoom(r Room) error

	InsertPost(p Post) error
	// SavePost writes a post read before: what it says, its state, and where it is.
	// It is a Conflict when p.Version is not the stored one, which is then one higher.
	SavePost(p Post) error
	// HastenPosts makes the posts about one row due so much earlier that nobody has
	// taken up yet.
	HastenPosts(ref string, by time.Duration) error

	// InsertNudge stores an item of a nudge; SaveNudge its outcome.
	InsertNudge(i NudgeItem) error
	SaveNudge(i NudgeItem) error

	// InsertPoll stores a poll; a second one of a kind that is not closed is a Conflict.
	InsertPoll(p Poll) error
	// SavePoll writes where a poll stands; not what it asks, and whom. It is a Conflict
	// when p.Version is not the stored one, which is then one higher.
	SavePoll(p Poll) error
	InsertVote(v Vote) error
	SaveVote(v Vote) error
	// DeleteVotes drops votes of a poll, about so many and those of one rep together, and
	// says how many. DeletePoll drops a poll that has none.
	DeleteVotes(pollID string, limit int) (int, error)
	DeletePoll(id string) error
	InsertIdea(i Idea) error
	DeleteIdea(id string) error

	// SaveRep inserts or replaces a rep.
	SaveRep(r Rep) error
	// SaveSetting stores a setting of the workspace; "" removes it.
	SaveSetting(name, value string) error
	// ForgetChanges drops keys older than an instant, the oldest first and at most so
	// many, and says how many. Slack repeats an input for two hours at most; we keep
	// seven days.
	ForgetChanges(before time.Time, limit int) (int, error)
	// ForgetBodies empties what posts said that are sent, skipped or dead and were
	// changed last before an instant, in the same way. The posts stay, so that their
	// keys do.
	ForgetBodies(before time.Time, limit int) (int, error)
}

// Change is one thing that somebody did, by the identity of the input that carried
// it: the key that makes a repeated input harmless. It is kept for days; what it
// changed is an [Entry] of the audit log, which stays.
type Change struct {
	Key   string // identity of the input, unique in the workspace
	Actor string // Slack user id, or "import"
	Verb  string // what was done: "touch.log", "deal.snooze" …
	Ref   string // id of the row that it made or changed
	At    time.Time
}

// StoredText is one text that somebody wrote, where it stands.
type StoredText struct {
	Table     string
	AccountID string // whose account its row belongs to; empty: none, or not one alone
	Text      string
	Fixed     bool // a name by which a row is found: it stays as it is
}

// DealQuery chooses deals. Empty fields do not restrict.
type DealQuery struct {
	AccountIDs []string
	NameKey    string  // exact search key of the deal's name
	NamePrefix string  // search key of the deal's name begins so
	RepID      string  // only this rep's
	RepName    string  // only those kept under this name, exactly
	Stages     []Stage // any of these
	First      string  // rep whose deals come first
	Limit      int     // 0: 100
}

// Rhythm is of an open deal what its [Cadence] hangs on, and what sums are made of.
type Rhythm struct {
	DealID       string
	RepID        string
	Amount       Money
	SentOn       Date
	PausedUntil  Date
	SnoozedUntil Date
	Touches      int
	Followups    int
	Silence      int
	LastOn       Date
	BallIsOurs   bool
	OptedOut     bool
}

// RhythmQuery chooses open deals: those in so long a silence, and those that nobody
// touched for so long. The zero one chooses all. It decides nothing, it only leaves out
// what needs no deciding; see [Rules.mayBeDead].
type RhythmQuery struct {
	RepID   string // only this rep's; empty: everybody's
	Silence int    // at least so many follow-ups without an answer …
	QuietBy Date   // … or neither sent nor touched after this day
}

// PlayedDeal is what [Results] need to know of a deal.
type PlayedDeal struct {
	RepID  string
	Stage  Stage
	LastOn Date // the last touch in either direction
	Uses   Uses
}

// SentDeal is what [Followed] needs to know of a deal.
type SentDeal struct {
	RepID      string
	SentOn     Date
	SecondOn   Date // the day of the second follow-up; zero: not made
	SleptFrom  Date
	SleptUntil Date
	ClosedAt   time.Time
	CreatedAt  time.Time
	OptedOut   bool
}

// VoteCount is how far one rep has come in a poll.
type VoteCount struct {
	RepID    string
	Asked    int
	Answered int
	Open     int // not answered, about deals that are open and theirs (see [Vote.settled])
}

// NameMatch asks for accounts whose search key fits. Exactly one of the first
// four is set.
type NameMatch struct {
	Exact  string // whole key
	Prefix string // key begins so
	Word   string // a word of the key begins so
	Near   string // a word of the key is one slip of the pen away
	Limit  int    // 0: 20
}
