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
package coach
