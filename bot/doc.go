// Package bot speaks Slack: it turns commands, clicks and forms into coach
// calls, and answers into messages.
//
// # The way of an input
//
// A [Runner] holds two sockets to Slack and hands each input, as an [Envelope]
// with its durable identity, to [Bot.Handle] on a bounded pool, one person's
// inputs in order. Handle finds out who asks, looks the input up in the table of
// routes, and calls the handler: it reads the words, asks the coach, and draws
// the answer with package blocks. The coach commits the change together with the
// input's identity; only then does the Runner acknowledge it, with the answer
// inside. So what somebody saw as done is in the database, once, however often
// Slack delivers it.
//
// What takes longer than a second is acknowledged empty and answered through
// the response URL. A form is acknowledged after the commit, so that a failed
// write leaves it open with a sentence and everything that was typed.
//
// # What lives where
//
//   - socket.go, dispatch.go, ack.go, identity.go: from Slack to a handler and back.
//   - transport.go, send.go, redact.go: HTTP to Slack, with its limits, and its logs.
//   - bot.go, route.go, people.go, rooms.go: who asks, who is a manager and of whom, and
//     which handler answers.
//   - command.go, words.go: what the typed words mean; pure.
//   - followup.go, card.go, form.go, submit.go, event.go, and a file for each larger
//     matter (homework.go, prepare.go, settings.go …): the handlers.
//
// Handlers keep nothing in memory: any replica may get the next click.
package bot
