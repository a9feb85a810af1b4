// Package coach decides what a sales rep should do next, and when to say so.
//
// It knows deals, contacts, touches and facts; it counts follow-ups; it reads
// the calendar of each rep; and it picks the play (situation, method, words)
// that fits a prospect's situation. It knows nothing of Slack and nothing of
// SQL: [Store] is its only window, and the standard library with
// golang.org/x/text its only company.
//
// Rules are pure functions of facts and now. The methods of [Coach] are the use
// cases around them: read facts in one transaction, decide, write, remember the
// input's key, so that an input delivered twice has one effect.
//
// # Where things are
//
//   - deal.go, touch.go, fact.go, date.go, money.go: the nouns; store.go: what
//     remembers them; error.go: kinds for code, sentences for people.
//   - hours.go, cadence.go, tally.go: when a follow-up is due, in the business days
//     of the rep; what touches add up to. when.go: dates as people write them.
//   - name.go, name_near.go, name_match.go: how a typed name finds a deal, and
//     never guesses one.
//   - decide*.go: the decision table, signals to play, first match wins.
//     book.go, play.go, script*.go, frame*.go: text files to words for one deal.
//   - homework*.go: the list H1-H10, its score, and how far it lets a question reach.
//     brief.go, pressure.go, aftermath.go, reasons.go: what to have in mind before
//     getting in touch, and what an answer taught us.
//   - lint*.go: what is wrong with a draft in a rep's own words, and with a play.
//   - coach.go, team.go, followup.go, log.go, words_used.go, lifecycle.go, homework.go,
//     proposal.go: the use cases; change.go is why a repeated input has one effect, rights.go who
//     may do what.
//   - shelf.go, references.go, ledger.go, owed.go, gives.go: what the team has to
//     give, whom it may name and how often, and what it owes them; surround.go reads
//     what of it concerns a deal.
//   - stats*.go: what works here. What came of the plays used on a deal is a part of
//     its tally; results add them up, rank plays that apply equally, and say when it
//     is too early to tell.
//   - outbox.go, posts.go: messages that the bot starts by itself, each sent once;
//     schedule.go: when, by whose clock. room.go, digest*.go: a channel's daily digest.
//     home.go: App Home, of the same values; setup.go is a team's first steps there.
//   - reassign.go, handover.go: deals that change hands, one or all of somebody who has
//     left (departed.go).
//   - poll*.go, idea.go: what a manager asks the team: which leads are dead, and what
//     could be given at no extra price.
//   - csv*.go, import*.go, export.go: files of a CRM in and out.
//
// # A deal's life
//
// It is added (or imported) open; once its proposal is sent, outbound touches
// count as follow-ups. A silence runs from the last answer; a reply, a talk or a
// no ends it. The next follow-up is due when the gap has passed since the last
// touch. Snoozed and paused deals sleep until a day. Won, lost and dead end it;
// reopening brings everything back as it was. A closed file still takes touches,
// thanks or a way back, and counts none of them as a follow-up. A day that somebody
// chose, for a pause to end or for another look, brings a deal back on that day.
package coach
