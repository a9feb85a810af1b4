package main

import (
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"salescoach/bot/sandbox"
	"salescoach/bot/sandbox/page/pagetest"
)

// thursday is a Thursday, ten o'clock in Berlin and four in New York.
var thursday = time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC)

// visit opens the sandbox in a place, as somebody.
func visit(t *testing.T, s pagetest.Screen, place string) (*sandbox.Workspace, *pagetest.Tab) {
	t.Helper()
	ws := runSandbox(t, sandboxCmd{}, thursday)
	return ws, pagetest.Open(t, ws.URL()+place, s, *shots)
}

// wakes presses **Next morning** and waits until it has come.
func wakes(b *pagetest.Tab) {
	b.Helper()
	b.Reads("the clock can be moved", `(window.woke = document.querySelector("#clock time").dateTime, true)`)
	b.Presses("Next morning")
	b.Reads("a new day has come", `document.querySelector("#clock time").dateTime.slice(0, 10) > window.woke.slice(0, 10) &&
		document.querySelector(".clock-time").textContent === "9:00 AM" && !document.querySelector(".time-button:disabled")`)
}

// fits fails when the page is wider than the screen, or something in it sticks out.
func fits(b *pagetest.Tab) {
	b.Helper()
	b.Reads("nothing overflows sideways", `document.documentElement.scrollWidth <= innerWidth &&
		[...document.querySelectorAll("#scroll, .scroll, .gallery-main, .gallery-list")].every((el) => el.scrollWidth <= el.clientWidth)`)
}

// The next morning, a rep has a reminder in their direct messages, the channel has
// its digest, and the badges say so: for oneself, and of others under View as.
func TestTheNextMorningBringsRemindersAndTheDigestInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		ws, b := visit(t, s, "/?as=U0HANNA&c=C0DESK")
		b.Reads("the clock says whose time it is", `document.querySelector("#clock time").title === "Hanna Vogelsang is in Berlin"`)
		wakes(b)
		b.Reads("the badges have come", `(() => {
			const badge = (name) => [...document.querySelectorAll("#side .room")].find((el) => el.textContent.includes(name))?.querySelector(".badge > span")?.textContent;
			return badge("Sales Coach") === "1" && badge("sales-international") && document.title.startsWith("(") && Number(document.getElementById("as-news").textContent) > 0;
		})()`)
		b.Clicks("View as", `document.getElementById("as-button")`)
		b.Reads("others have news, too", `[...document.querySelectorAll("#switcher .person")].some((el) => el.textContent.includes("Imani") && el.querySelector(".badge"))`)
		b.Shot("1-news")
		b.Escape()
		b.Do(chromedp.Navigate(ws.URL() + "/?as=U0HANNA&c=" + ws.DM("U0HANNA")))
		b.Says("Today's follow-ups")
		b.Says("Most urgent first.")
		fits(b)
		b.Shot("2-reminder")
		b.Presses("Coach me")
		b.Reads("the card is seen from its beginning", `(() => {
			const card = document.querySelector("#log > .msg.private:last-child")?.getBoundingClientRect();
			const view = document.getElementById("scroll").getBoundingClientRect();
			return card && card.top >= view.top - 1 && card.top < view.bottom - 100;
		})()`)
		fits(b)
		b.Do(chromedp.Navigate(ws.URL() + "/?as=U0HANNA&c=C0INTL"))
		b.Says("Stalled deals · Friday, 20 November")
		fits(b)
		b.Shot("3-digest")
		b.Calm()
	})
}

// A manager invites the bot from the list of members; it says hello, and its button
// turns the digest on. A rep leaves with /leave and is taken elsewhere.
func TestWhoInvitesTheBotIsGreetedInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		ws, b := visit(t, s, "/?as=U0SOLVEIG&c=C0DESK")
		b.Says("Sales Coach is not in this channel.")
		b.Presses("10 members")
		b.Shot("1-members")
		b.Clicks("Invite Sales Coach", `document.querySelector("#members .menu-item")`)
		b.Says("has joined the channel")
		b.Says("Hello. I help this team follow up on its proposals.")
		b.Reads("there is one member more", `document.querySelector("#members > summary").textContent.includes("11 members")`)
		b.Presses("Turn on the daily digest")
		b.Says("The daily digest comes here on working days at 09:00, Berlin time.")
		fits(b)
		b.Shot("2-greeting")

		b.Do(chromedp.Navigate(ws.URL() + "/?as=U0HANNA&c=C0DESK"))
		b.Into("#text", "/leave")
		b.Enter()
		b.Reads("Hanna is elsewhere", `document.title.includes("sales-international") && document.body.dataset.channel === "C0INTL"`)
		b.Calm()
	})
}

// Every golden is in the gallery and is drawn without a complaint, on both screens.
func TestTheGalleryDrawsEverythingInABrowser(t *testing.T) {
	samples, err := gallery()
	if err != nil {
		t.Fatal(err)
	}
	groups := map[string]int{}
	for _, s := range samples {
		groups[s.Group]++
	}
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		ws, b := visit(t, s, "/?as=U0HANNA&tab=gallery")
		for group, n := range groups {
			b.Do(chromedp.Navigate(ws.URL() + "/?as=U0HANNA&tab=gallery&g=" + url.QueryEscape(group)))
			b.Reads("all of "+group+" is drawn", drawn(n))
			fits(b)
		}
		b.Do(chromedp.Navigate(ws.URL() + "/?as=U0HANNA&tab=gallery&m=nudge&dark=1&phone=1"))
		b.Reads("it is dark, and as wide as a phone", `(() => {
			const stage = document.querySelector(".stage");
			return getComputedStyle(stage).backgroundColor === "rgb(25, 29, 28)" && stage.offsetWidth <= 390;
		})()`)
		b.Shot("1-nudge")
		b.Presses("Coach me")
		b.Says("This is a sample. Nothing happens when you press it here.")
		b.Do(chromedp.Navigate(ws.URL() + "/?as=U0HANNA&tab=gallery"))
		b.Into("#gallery-q", "the ball is ours")
		b.Reads("few say that", `document.querySelectorAll("#gallery-list li").length < 20`)
		b.Shot("2-search")
		b.Calm("422")
	})
}

// drawn says in JavaScript that so many samples are drawn, and nothing in them that the
// page cannot draw.
func drawn(n int) string {
	return `document.querySelectorAll(".sample .stage > *").length === ` + strconv.Itoa(n) + ` && !document.querySelector(".sample .unsupported")`
}
