// Package deploy is what an operator takes: the manifest of the Slack app, and the
// ways to run the bot — an image (../Dockerfile), compose, systemd, Kubernetes —
// with the continuous copy of its database.
//
// It has no code. Its tests hold the files against the rules of those who will
// read them, and against the program: a setting, a command or a path that a file
// names must be one that the program has.
package deploy
