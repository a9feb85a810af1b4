package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"salescoach/bot/sandbox/page/pagetest"
)

// A rep leaves: the manager deactivates them on the page, finds their deals on Home and
// gives them all away; then the rep is brought back.
func TestSomebodyLeavesAndTheirDealsAreReassignedInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		ws, b := visit(t, s, "/?as=U0SOLVEIG&c=C0INTL")
		openSide(b, s)
		b.Clicks("who comes and goes", `document.querySelector("#accounts summary")`)
		b.Shot("1-people")
		b.Clicks("Deactivate Tomasz", `[...document.querySelectorAll("#accounts .menu-item")].find((el) => el.textContent.includes("Deactivate Tomasz Wieczorek"))`)
		b.Reads("Tomasz is gone", `document.getElementById("accounts").textContent.includes("Bring Tomasz Wieczorek back")`)

		b.Do(chromedp.Navigate(ws.URL() + "/?as=U0SOLVEIG&tab=home&c=" + ws.DM("U0SOLVEIG")))
		b.Says("Tomasz Wieczorek has left.")
		fits(b)
		b.Shot("2-home")
		b.Presses("Reassign the deals of Tomasz Wieczorek")
		b.Sees("dialog.modal[open]")
		b.Reads("nobody can give them to Tomasz", `![...document.querySelectorAll('dialog.modal select[name^="rep/"] option')].some((el) => el.value === "U0TOMASZ")`)
		b.Chooses(`dialog.modal select[name^="rep/"]`, "U0HANNA")
		b.Shot("3-form")
		b.Clicks("the form's button", `document.querySelector("dialog.modal .modal-submit")`)
		b.Says("All of it goes to Hanna Vogelsang.")
		b.Shot("4-sure")
		b.Clicks("the form's button", `document.querySelector("dialog.modal .modal-submit")`)
		b.Reads("the form is gone", `!document.querySelector("dialog.modal")`)
		b.Reads("nothing waits any more", `!document.getElementById("home").innerText.includes("Tomasz Wieczorek has left.")`)
		b.Shot("5-done")

		openSide(b, s)
		b.Clicks("who comes and goes", `document.querySelector("#accounts summary")`)
		b.Clicks("Bring Tomasz back", `[...document.querySelectorAll("#accounts .menu-item")].find((el) => el.textContent.includes("Bring Tomasz Wieczorek back"))`)
		b.Reads("Tomasz is back", `document.getElementById("accounts").textContent.includes("Deactivate Tomasz Wieczorek")`)
		b.Calm()
	})
}

// openSide opens the sidebar, which a phone keeps in a drawer.
func openSide(b *pagetest.Tab, s pagetest.Screen) {
	b.Helper()
	if s.Width < 720 {
		b.Presses("Show channels")
		b.Reads("the drawer is open", `document.getElementById("side").getBoundingClientRect().left === 0`)
	}
}
