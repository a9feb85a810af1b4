package main

import (
	"testing"

	"salescoach/bot/sandbox/page/pagetest"
)

// A fact is put into spoken words: the form shows how the sentence begins once the
// kind is chosen, and the whole of it on **Preview**, and loses nothing typed.
func TestAFactIsPutIntoWordsInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		b := newcomer(t, s)
		asksForAcme(b)
		b.Presses("Add homework")
		b.Says("Homework 8 of 10")
		b.Shot("1-form")
		b.Into(`dialog.modal [name^="text/"]`, "they take on ten people for the night line")
		b.Chooses(`dialog.modal select[name^="kind/"]`, "company_event")
		b.Says("Say it as: Now that you …")
		b.Reads("what was typed is still there", `document.querySelector('dialog.modal [name^="text/"]').value === "they take on ten people for the night line"`)
		b.Into(`dialog.modal [name^="say_as/"]`, "are taking on ten people for the night line")
		b.Presses("Preview")
		b.Says("Now that you're taking on ten people for the night line, which part of it concerns you most?")
		b.Into(`dialog.modal [name^="ask_as/"]`, "who will show them the line")
		b.Presses("Preview")
		b.Says("Now that you're taking on ten people for the night line, who will show them the line?")
		b.Shot("2-preview")
		b.Into(`dialog.modal [name^="source/"]`, "their careers page")
		b.Presses("Save")
		b.Reads("the form is gone", `!document.querySelector("dialog.modal")`)
		b.Says("Stored as News about their firm")
		b.Shot("3-card")

		b.Presses("Add homework")
		b.Presses("Homework checklist")
		b.Says("8 of 10 done.")
		b.Shot("4-checklist")
		b.Into(`dialog.modal [name^="annual_report/"]`, "Both plants run at their limit https://acme-bottling.example/2025")
		b.Presses("Save")
		b.Says("From when is it?")
		b.Shot("5-refused")
		b.Calm()
	})
}

// An apology is prepared, heard out and written down.
func TestAnApologyIsPreparedAndHeardInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		b := newcomer(t, s)
		b.Into("#text", "/followup seeblick")
		b.Enter()
		b.Says("Apology: ask for feedback")
		b.Presses("Get clear")
		b.Says("Your own messages")
		b.Shot("1-brief")
		b.Presses("Back to the card")
		b.Says("Another play") // the brief can be let go of, too
		b.Presses("Let go")
		b.Says("Sit still until 10:02 AM and breathe.")
		b.Shot("2-let-go")
		b.Into(`dialog.modal [name^="learn/"]`, "when it stopped being of use")
		b.Presses("I'm ready")
		b.Says("To learn: when it stopped being of use")
		b.Presses("Log touch")
		b.Sees("dialog.modal[open]")
		b.Shot("3-log")
		b.Chooses(`dialog.modal select[name^="outcome/"]`, "reached")
		b.Presses("Log touch")
		b.Says("They answered your apology")
		b.Shot("4-answered")
		b.Presses("What happened")
		b.Says("You wanted to learn: when it stopped being of use")
		b.Shot("5-form")
		b.Into(`dialog.modal [name^="text/"]`, "the handout came after their meeting")
		b.Presses("Save")
		b.Says("Kept: what they said")
		b.Shot("6-kept")
		b.Calm()
	})
}
