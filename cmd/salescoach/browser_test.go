package main

import (
	"flag"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"salescoach/bot/sandbox/page/pagetest"
)

// -shots DIR saves the pictures of the documents:
//
//	go test ./cmd/salescoach -run Pictures -shots "$PWD/docs/img"
var shots = flag.String("shots", "", "folder for pictures of the first walk")

// The README's first walk with the real bot, the sample team and a real browser:
// a card to read, a touch to log, a count that goes up in the same card, and Undo.
func TestTheFirstWalkWorksInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		b := newcomer(t, s)
		asksForAcme(b)
		b.Reads("the card is read from its beginning", `(() => {
			const card = [...document.querySelectorAll("#log > .msg")].pop().getBoundingClientRect();
			const view = document.getElementById("scroll").getBoundingClientRect();
			return card.top >= view.top - 1 && card.top < view.bottom - 200;
		})()`)
		b.Says("Follow-ups 3 of 4")
		logsATouch(b)
		b.Says("Follow-ups 4 of 4")
		b.Reads("the same card was changed, and its first line is seen", `(() => {
			const cards = document.querySelectorAll("#log > .msg.private");
			const done = [...cards[0].querySelectorAll("p, div, span")].find((el) => el.textContent.trim().startsWith("✓ Logged: call, left message, today"));
			const top = document.getElementById("scroll").getBoundingClientRect().top;
			return cards.length === 1 && done.getBoundingClientRect().top >= top;
		})()`)
		b.Presses("Undo")
		b.Says("Undone: call, left message, today")
		b.Says("Follow-ups 3 of 4")
		b.Calm()
	})
}

// Wei Jie has told the coach nothing yet: the card asks, has the way to the
// settings, and says what he set as soon as he has.
func TestTheSettingsWorkInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		ws := runSandbox(t, sandboxCmd{}, time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC))
		b := pagetest.Open(t, ws.URL()+"/?as=U0WEIJIE&c=C0INTL", s, *shots)
		b.Into("#text", "/followup banyan")
		b.Enter()
		b.Says("Which name do you say on the phone?")
		b.Shot("1-card")
		b.Presses("Settings")
		b.Sees("dialog.modal[open]")
		b.Shot("2-form")
		b.Into(`dialog.modal [name^="spoken_name/"]`, "[Wei Jie]")
		b.Presses("Save")
		b.Says("Please leave out brackets and braces")
		b.Shot("3-refused")
		b.Reads("the field is ready to be mended", `document.activeElement.name?.startsWith("spoken_name/")`)
		b.Do(pagetest.Clear(`dialog.modal [name^="spoken_name/"]`))
		b.Into(`dialog.modal [name^="spoken_name/"]`, "Wei Jie")
		b.Into(`dialog.modal [name^="slots/"]`, "Monday at 3, Wednesday at 10")
		b.Reads("both are filled in", `document.querySelector('dialog.modal [name^="spoken_name/"]').value === "Wei Jie" &&
			document.querySelector('dialog.modal [name^="slots/"]').value === "Monday at 3, Wednesday at 10"`)
		b.Presses("Save")
		b.Reads("the form is gone", `!document.querySelector("dialog.modal")`)
		b.Says("it's Wei Jie from Brindle”")
		b.Says("Monday at 3 or Wednesday at 10")
		b.Shot("4-card")

		b.Do(chromedp.Navigate(ws.URL() + "/?as=U0SOLVEIG&c=C0INTL"))
		b.Into("#text", "/followup settings")
		b.Enter()
		b.Sees("dialog.modal[open]")
		b.Chooses(`dialog.modal select[name^="gifts/"]`, "no")
		b.Shot("5-manager")
		b.Presses("Save")
		b.Says("We send no gifts.")
		b.Shot("6-saved")
		b.Calm()
	})
}

// newcomer opens the sandbox as its printed link does.
func newcomer(t *testing.T, s pagetest.Screen) *pagetest.Tab {
	t.Helper()
	ws := runSandbox(t, sandboxCmd{}, time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC))
	return pagetest.Open(t, ws.URL()+"/", s, *shots)
}

func logsATouch(b *pagetest.Tab) {
	b.Helper()
	b.Presses("Log touch")
	b.Sees("dialog.modal[open]")
	b.Presses("Log touch")
	b.Says("One field needs another look.")
	b.Chooses(`dialog.modal select[name^="outcome/"]`, "left_message")
	b.Presses("Log touch")
	b.Reads("the form is gone", `!document.querySelector("dialog.modal")`)
}

// The pictures of the documents, taken the same way each time: the card and the
// form on screens so tall that they fit, and the page as it opens.
func TestBrowserPicturesOfTheFirstWalk(t *testing.T) {
	if *shots == "" {
		t.Skip("no -shots")
	}
	const card = "#log > .msg:last-child > .msg-row"
	for _, s := range []pagetest.Screen{
		{Name: "desktop", Width: 1100, Height: 1300, Scale: 1.5},
		{Name: "phone", Width: 390, Height: 2200, Scale: 1.5},
	} {
		b := newcomer(t, s)
		asksForAcme(b)
		b.Picture("card-"+s.Name, card)
		if s.Name == "desktop" {
			b.Presses("Log touch")
			b.Sees("dialog.modal[open]")
			b.Picture("log-touch", "dialog.modal")
		}
	}
	for _, s := range []pagetest.Screen{pagetest.Desk, pagetest.Phone} {
		s.Scale = 1.5
		b := newcomer(t, s)
		asksForAcme(b)
		b.View("page-" + s.Name)
	}
}

// The daily digest with its chart, as a manager turns it on and finds it the next
// morning; in Berlin, whose team has stalled deals of every sort.
func TestBrowserPicturesOfTheDigest(t *testing.T) {
	if *shots == "" {
		t.Skip("no -shots")
	}
	for _, s := range []pagetest.Screen{
		{Name: "desktop", Width: 1100, Height: 1500, Scale: 1.5},
		{Name: "phone", Width: 390, Height: 2000, Scale: 1.5},
	} {
		ws := runSandbox(t, sandboxCmd{}, time.Date(2026, time.November, 19, 7, 0, 0, 0, time.UTC))
		b := pagetest.Open(t, ws.URL()+"/?as=U0SOLVEIG&c=C0INTL", s, *shots)
		b.Into("#text", "/deadleads digest on 09:00")
		b.Enter()
		b.Says("The daily digest comes here")
		b.Presses("Next morning")
		b.Says("Value at risk by silence")
		b.Reads("nothing else comes", `!!document.querySelector("#log > .msg:last-child .chart svg")`)
		b.Picture("digest-"+s.Name, "#log > .msg:last-child > .msg-row")
	}
}

func asksForAcme(b *pagetest.Tab) {
	b.Helper()
	b.Into("#text", "/followup acme")
	b.Enter()
	b.Says("Second effort")
	b.Reads("the command is done", `!document.querySelector(".composer.busy")`)
}
