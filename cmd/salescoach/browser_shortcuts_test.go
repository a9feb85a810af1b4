package main

import (
	"testing"

	"salescoach/bot/sandbox/page/pagetest"
)

// Both shortcuts, as somebody finds them: a proposal from the menu beside the
// composer, and a message that becomes a touch, by mouse and by keys.
func TestTheShortcutsWorkInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		b := newcomer(t, s)
		b.Presses("Shortcuts")
		b.Shot("1-menu")
		b.Clicks("New proposal is offered", `document.querySelector("#globals .menu-item")`)
		b.Sees("dialog.modal[open]")
		b.Says("Proposal sent on")
		b.Presses("Cancel")
		b.Reads("the form is gone", `!document.querySelector("dialog.modal")`)

		b.Into("#text", "Acme called: they want a smaller start")
		b.Enter()
		b.Says("they want a smaller start")
		logsTheMessage(b)
		b.Says("✓ Logged: call, replied, today, “Acme called: they want a smaller start”")
		b.Shot("5-logged")

		opensTheMessage(b)
		b.Says("This message is logged already: Acme Bottling")
		b.Shot("6-again")
		b.Calm()
	})
}

const lastPost = `[...document.querySelectorAll("#log > .msg:not(.private)")].pop()`

// opensTheMessage chooses Log as touch on the last message, with keys alone.
func opensTheMessage(b *pagetest.Tab) {
	b.Helper()
	b.Reads("the menu of the message takes the focus", `(() => {
		const menu = `+lastPost+`.querySelector(".msg-tools summary");
		menu.focus();
		return document.activeElement === menu && menu.checkVisibility({ opacityProperty: true }) &&
			"htmx-internal-data" in menu.parentElement.querySelector(".menu-item");
	})()`)
	b.Types("\r")
	b.Down()
	b.Shot("2-tools")
	b.Types("\r")
	b.Sees("dialog.modal[open]")
}

func logsTheMessage(b *pagetest.Tab) {
	b.Helper()
	opensTheMessage(b)
	b.Reads("the search has the focus", `document.activeElement.type === "search"`)
	b.Says("Klinikgruppe Falkenried") // one's own deals are offered before anything is typed
	b.Types("acme")
	b.Reads("one deal is left", `document.querySelectorAll("dialog.modal .found input").length === 1`)
	b.Shot("3-found")
	b.TabKey()
	b.Types(" ")
	b.Reads("it is chosen", `document.querySelector("dialog.modal .found input").checked`)
	b.Chooses(`dialog.modal select[name^="channel/"]`, "call")
	b.Chooses(`dialog.modal select[name^="outcome/"]`, "replied")
	b.Shot("4-filled")
	b.Presses("Log touch")
	b.Reads("the form is gone", `!document.querySelector("dialog.modal")`)
}
