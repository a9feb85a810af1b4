package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"salescoach/bot/sandbox"
	"salescoach/bot/sandbox/page/pagetest"
)

// The pictures of docs/tour.md, taken the same way each time: a rep's Friday, and the
// Monday after next of their manager.
//
//	go test ./cmd/salescoach -run PicturesOfTheTour -shots "$PWD/docs/img"
func TestBrowserPicturesOfTheTour(t *testing.T) {
	if *shots == "" {
		t.Skip("no -shots")
	}
	for _, s := range []pagetest.Screen{
		{Name: "desktop", Width: 1280, Height: 900},
		{Name: "phone", Width: 390, Height: 844, Scale: 1.25},
	} {
		began := time.Now()
		ws := runSandboxBy(t, sandboxCmd{}, func() time.Time { return thursday.Add(time.Since(began)) })
		b := pagetest.Open(t, ws.URL()+"/?as=U0HANNA&c=D0HANNA", s, *shots)
		g := guide{ws, b, s.Name}
		g.repsDay()
		for range 6 {
			wakes(b)
		}
		g.managersMonday()
		g.poll()
		g.rest()
	}
}

// A guide takes the pictures of one screen.
type guide struct {
	ws     *sandbox.Workspace
	b      *pagetest.Tab
	screen string
}

func (g guide) picture(name string) {
	g.b.Helper()
	g.b.Reads("everything has come", `!document.querySelector(".htmx-request") && !document.querySelector("#toasts p")`)
	g.b.View("tour-" + name + "-" + g.screen)
}

// goes opens a place as somebody.
func (g guide) goes(who, place string) {
	g.b.Helper()
	g.b.Do(chromedp.Navigate(fmt.Sprintf("%s/?as=%s&%s", g.ws.URL(), who, place)))
	g.b.Reads("the page listens", `document.body.dataset.live === "yes"`)
}

// direct is the place of somebody's direct messages with the bot.
func (g guide) direct(who string) string { return "c=" + g.ws.DM(who) }

// in presses a button in the first or last message of the place.
func (g guide) in(which, label string) {
	g.b.Helper()
	g.b.Clicks(label, fmt.Sprintf(`[...document.querySelectorAll("#log > .msg:%s-child button")].find((el) => el.innerText.trim() === %q && el.checkVisibility())`, which, label))
}

// shows scrolls to the beginning of the last message that has these words.
func (g guide) shows(words string) {
	g.b.Helper()
	g.b.Says(words)
	g.b.Reads("it is in view", fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll("#log > .msg")].filter((el) => el.innerText.replaceAll("\u00a0", " ").includes(%q));
		all.pop().scrollIntoView({ block: "start" });
		return true;
	})()`, words))
}

func (g guide) closed() {
	g.b.Helper()
	g.b.Reads("the form is gone", `!document.querySelector("dialog[open]")`)
}

func (g guide) repsDay() {
	g.b.Helper()
	wakes(g.b)
	g.shows("Today's follow-ups")
	g.picture("reminder")
	g.in("first", "Coach me")
	g.b.Sees("#log > .msg.private")
	g.picture("coach")
	g.in("first", "Log touch")
	g.b.Sees("dialog.modal[open]")
	g.b.Chooses(`dialog.modal select[name^="channel/"]`, "email")
	g.b.Chooses(`dialog.modal select[name^="outcome/"]`, "sent")
	g.b.Into(`dialog.modal textarea`, "Answered both questions, and asked for twenty minutes on Tuesday.")
	g.picture("log")
	g.b.Clicks("the form's button", `document.querySelector("dialog.modal .modal-submit")`)
	g.closed()
	g.b.Says("2 of 3 still to do.")
	g.b.Clicks("more", `document.querySelector("#log > .msg:first-child details.menu:not([open]) summary")`)
	g.in("first", "Snooze")
	g.b.Sees("dialog.modal[open]")
	g.b.Clicks("the form's button", `document.querySelector("dialog.modal .modal-submit")`)
	g.closed()
	g.b.Says("1 of 3 still to do.")
	g.shows("Today's follow-ups")
	g.picture("done")
	g.in("first", "Settings")
	g.b.Sees("dialog.modal[open]")
	g.picture("settings")
	g.b.Presses("Cancel")
	g.closed()
	g.goes("U0HANNA", g.direct("U0HANNA")+"&tab=home")
	g.b.Says("Coming up this week")
	g.picture("home")
	g.goes("U0TOMASZ", "c=C0INTL")
	g.b.Clicks("the message's menu", `[...document.querySelectorAll("#log > .msg")].find((el) => el.innerText.includes("Lotus Lane")).querySelector(".msg-tools summary")`)
	g.b.Says("Log as touch")
	g.picture("shortcut")
}

func (g guide) managersMonday() {
	g.b.Helper()
	g.goes("U0SOLVEIG", "c=C0INTL")
	g.shows("Stalled deals · Monday, 30 November")
	if g.screen == "desktop" { // where its end shows nearly all of it
		g.b.Reads("its end is in view", `(document.getElementById("scroll").scrollTop = 1e6, true)`)
	}
	g.picture("digest")
	g.goes("U0SOLVEIG", "c=C0DESK")
	g.b.Clicks("the members", `document.querySelector("#members summary")`)
	g.b.Clicks("Invite Sales Coach", `document.querySelector("#members .menu-item")`)
	g.b.Says("Turn on the daily digest")
	g.picture("greeting")
}

func (g guide) poll() {
	g.b.Helper()
	g.goes("U0SOLVEIG", g.direct("U0SOLVEIG"))
	g.b.Into("#text", "/deadleads")
	g.b.Enter()
	g.shows("Send to team")
	g.picture("deadleads")
	g.b.Presses("Send to team")
	g.b.Says("have answered")
	g.goes("U0SOLVEIG", g.direct("U0SOLVEIG")+"&tab=home")
	g.b.Says("A dead-lead poll is running.")
	g.picture("team")
	for _, who := range []string{"U0TOMASZ", "U0WEIJIE"} {
		g.goes(who, g.direct(who))
		g.b.Says("Solveig Aune asks")
		g.in("last", "Dead")
		g.b.Says("✓ Dead")
	}
	g.shows("Solveig Aune asks")
	g.picture("vote")
	g.goes("U0SOLVEIG", g.direct("U0SOLVEIG"))
	g.in("last", "Close poll")
	g.b.Clicks("yes", `document.getElementById("confirm-yes")`)
	g.shows("Dead leads: what came of it")
	g.picture("result")
	g.in("last", "Close 2 files")
	g.b.Sees("dialog[open]")
	g.picture("close")
	g.b.Clicks("yes", `document.getElementById("confirm-yes")`)
	g.closed()
	g.b.Says("Closed 2 files.")
}

func (g guide) rest() {
	g.b.Helper()
	g.goes("U0SOLVEIG", g.direct("U0SOLVEIG"))
	g.b.Into("#text", "/followup falkenried")
	g.b.Enter()
	g.b.Says("Klinikgruppe Falkenried")
	g.in("last", "Reassign")
	g.b.Sees("dialog.modal[open]")
	g.picture("reassign")
	g.goes("U0HANNA", "tab=gallery&m=digest-chart")
	g.picture("gallery")
}
