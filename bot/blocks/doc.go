// Package blocks draws coach values as Block Kit.
//
// Every message and every form that the bot can show is made here, by a
// function from coach values to a [Message] or a modal view, with no clock and
// no effect, so that each one is a golden file that a person has read. Three
// rules hold everywhere:
//
//   - Foreign text (names from a CRM, notes, what people type) goes through
//     [Escape] on its way into mrkdwn, and nothing else does.
//   - Every message has a text beside its blocks: it is the notification, and
//     what a screen reader says.
//   - Nothing leaves that Slack would refuse: texts are clipped where they are
//     put in, and [Check] holds the result against Slack's limits before it is sent.
//
// What a button means travels in its value as an [Action]. Old messages keep
// their buttons for years, so the encoding has a version.
package blocks
