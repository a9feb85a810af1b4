// Package page draws a sandbox workspace as a web page: a small Slack to click
// in, for people first and for browser tests second.
//
// The server does the drawing. Block Kit and mrkdwn become HTML here, through
// html/template and one small writer with an allow-list of tags; the browser
// only swaps finished pieces in (htmx) and keeps what a person is typing.
//
//	browser ── GET /?as=U1&c=C1 ─────────► whole page for one person and one place
//	        ── GET /events ──────────────► "something changed" (server-sent events)
//	        ── GET /part/{side,log,modal}► the piece again, or 204 when it is the same
//	        ── POST /send, /act, /submit…► one verb of sandbox.Person
//
// The gallery shows what the app can say with nothing behind it: samples that the
// host of the page gives, drawn by the same code as what was really sent.
//
// Who one is stands in the URL of the tab, so two tabs can be two people and a
// link shows a colleague the same place. There is no log-in: the workspace is
// a toy on loopback, and the guard in guard.go keeps other sites from playing
// with it (Host, Origin and a strict Content-Security-Policy).
//
// Text from people and apps is hostile until escaped. It reaches the page only
// through template escaping, or through mrkdwn.go, whose output is fuzzed
// against its allow-list.
//
// A live update must never cost anybody their words: the composer lies outside
// every swapped piece, drafts are kept by the tab for each place, and fields
// that a person touched keep their value when a message or a modal is redrawn.
package page
