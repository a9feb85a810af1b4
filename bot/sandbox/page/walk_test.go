package page

import "testing"

// The first walk of a newcomer, at a desk and on a phone, by day and by night:
// complete a command, read the private answer, log a touch in a form that first
// has a mistake in it, and see the card change.
func TestANewcomerCoachesAndLogsATouch(t *testing.T) {
	for _, s := range []screen{desk, phone, {"desktop dark", 1280, 800, true}, {"phone dark", 390, 844, true}} {
		t.Run(s.name, func(t *testing.T) {
			o := newOffice(t, Options{}).hire(t)
			b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", s)
			b.shot("0-start")
			coach(b)
			logTouch(b)
			b.says("Logged.")
			b.says("Follow-up 3 of 4.")
			b.shot("5-logged")
			b.calm()
		})
	}
}

func coach(b *tab) {
	b.into("#text", "/fol")
	b.sees("#complete li[aria-selected=true]")
	b.shot("1-completion")
	b.tab()
	b.reads("the command is completed", `document.getElementById("text").value === "/followup "`)
	b.types("acme")
	b.enter()
	b.sees(".msg.private .btn.primary")
	b.says("Only visible to you")
	b.reads("the composer is empty", `document.getElementById("text").value === ""`)
	b.shot("2-card")
}

func logTouch(b *tab) {
	b.presses("Log touch")
	b.sees("dialog.modal[open]")
	b.shot("3-modal")
	b.into("dialog.modal textarea", "nothing happened")
	b.presses("Log")
	b.sees(".error")
	b.says("Please complete this required field.")
	b.shot("4-errors")
	b.chooses("dialog.modal select", "voicemail")
	b.presses("Log")
	b.says("Say what happened, or leave it out.")
	b.reads("the error belongs to its field", `(() => {
		const note = document.querySelector("dialog.modal textarea");
		return note.value === "nothing happened" && note.getAttribute("aria-invalid") === "true" && note === document.activeElement &&
			note.getAttribute("aria-describedby").split(" ").some((id) => document.getElementById(id)?.textContent.includes("Say what happened"));
	})()`)
	b.shot("4-errors-app")
	b.into("dialog.modal textarea", " after all")
	b.reads("it was added", `document.querySelector("dialog.modal textarea").value.includes("after all")`)
	b.do(clear("dialog.modal textarea"))
	b.into("dialog.modal textarea", "Kim calls back on Friday")
	b.presses("Log")
	b.reads("the modal is gone", `!document.querySelector("dialog.modal")`)
}
