// Package sandbox is a Slack workspace in one process: Web API, Socket Mode,
// people who type and click, and a clock that can be moved forward.
//
// It is for people first (a page draws its state and calls its verbs), for
// tests second (stories read like a conversation) and for load third (one
// process answers tens of thousands of commands per second). It knows nothing
// of the app that it hosts: any Slack app that can be pointed at another base
// URL, written with whichever client, can be developed against it.
//
// # How the parts hang together
//
//	Person.Type ──► envelope ──► one open socket ──► app
//	    ▲                                             │ ack (may carry the answer)
//	    └───────── what the person sees ◄─────────────┘
//	                       ▲
//	      Web API, response_url ◄──────────────────── app
//
// A person's verb (Type, Click, Submit …) builds the payload that Slack would
// send, hands it to exactly one open socket and waits for the ack, for at most
// three seconds of the workspace's clock. What the app answers changes the
// state; every change is announced to subscribers.
//
// # Clocks
//
// Workspace.Now is the base clock plus what Advance added. Message times,
// trigger and response_url lifetimes, ack deadlines and event redelivery live
// on it. Advance jumps, then fires what became due; whatever these timers start
// counts from the new time, so an app always has real time to answer. Pings,
// rate limits and latency figures live on the base clock alone: they are about
// the wire, not about the story that a test tells.
//
// # State
//
// Everything is in memory behind one mutex, bounded, and gone at Close. Reads
// return copies; blocks inside them are shared and must not be changed.
//
// # Where to find what
//
//	state.go read.go message.go   what the workspace remembers, and readers of it
//	apps.go args.go methods.go    the Web API; users, conversations, chat, views_api
//	blocks_*.go                   Block Kit: the rules as tables, and their checker
//	socket.go wire.go deliver.go  Socket Mode: connections, frames, envelopes and acks
//	trigger.go response.go        handles that expire
//	files.go attach.go            what the app uploads, to be shown in a block; what people send
//	person.go act.go submit.go    what people do; find.go does it by visible labels
//	builtin.go                    Slack's own commands: /invite, /remove, /join, /leave
//	plain.go                      messages and views as readable text, for stories
//	faults.go                     everything that can be made to go wrong
package sandbox
