package page

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

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

// A live update costs nobody their words: neither the draft in the composer, nor
// the caret in it, nor a half-filled form.
func TestALiveUpdateKeepsDraftsAndHalfFilledForms(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", desk)
	b.into("#text", "half a thought")
	o.says(t, "U0BO", "C0EAST", "Anybody seen the Acme numbers?")
	b.says("Anybody seen the Acme numbers?")
	b.reads("the draft is whole", `document.getElementById("text").value === "half a thought" && document.activeElement.id === "text"`)
	b.do(chromedp.Reload())
	b.reads("the draft outlives a reload", `document.getElementById("text")?.value === "half a thought" && document.body.dataset.live === "yes"`)
	b.do(clear("#text"))
	coach(b)
	b.presses("Log touch")
	b.sees("dialog.modal[open]")
	b.into("dialog.modal textarea", "Kim said")
	view, _ := o.ws.Modal("U0ANA")
	if err := o.ws.Person("U0ANA").Set(view.Ref(), "channel", "channel", "call"); err != nil { // as from another tab
		t.Fatal(err)
	}
	b.reads("the form is drawn again", `document.querySelector("dialog.modal select").value === "call"`)
	b.types(" maybe")
	b.reads("the note is whole", `document.querySelector("dialog.modal textarea").value === "Kim said maybe"`)
	b.escape()
	b.reads("Escape closes the modal", `!document.querySelector("dialog.modal")`)
	b.calm()
}

func (o *office) says(t *testing.T, user, channel, text string) {
	t.Helper()
	if err := o.ws.Person(user).Type(context.Background(), channel, text); err != nil {
		t.Fatal(err)
	}
}

func TestTheComposerKnowsItsKeys(t *testing.T) {
	o := newOffice(t, Options{})
	b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", desk)
	b.into("#text", "/")
	b.reads("both commands are offered", `document.querySelectorAll("#complete li:not([hidden])").length === 2`)
	b.down()
	b.reads("the second one is marked", `document.querySelector("#complete [aria-selected=true]").dataset.word === "/deadleads" && document.getElementById("text").getAttribute("aria-activedescendant") === "complete-c1"`)
	b.escape()
	b.reads("Escape hides them", `document.getElementById("complete").hidden && !document.getElementById("text").hasAttribute("aria-activedescendant")`)
	b.do(clear("#text"))
	b.types("hello @mi")
	b.tab()
	b.reads("the person is completed", `document.getElementById("text").value === "hello @mia "`)
	b.enter()
	b.says("hello @Mia Okafor")
	b.up()
	b.reads("the arrow brings it back", `document.getElementById("text").value === "hello @mia "`)
	b.down()
	b.reads("and takes it away", `document.getElementById("text").value === ""`)
	b.calm()
}

func TestAFailureIsShownAndTheWordsComeBack(t *testing.T) {
	o := newOffice(t, Options{})
	b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", desk)
	b.into("#text", "/nonsense please")
	b.enter()
	b.sees("#toasts p")
	b.reads("the words came back", `document.getElementById("text").value === "/nonsense please"`)
	b.shot("toast")
	b.calm("422")
}

func TestADangerousButtonAsksFirst(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", desk)
	coach(b)
	b.presses("Close file")
	b.sees("#confirm[open]")
	b.says("Close this file?")
	b.shot("confirm")
	b.presses("Keep it")
	b.reads("the question is gone", `!document.getElementById("confirm").open`)
	b.presses("Close file")
	b.presses("Close it")
	o.hears(t, "/followup acme", "click close deal-1")
	b.calm()
}

func TestOnePersonAfterAnother(t *testing.T) {
	for _, s := range []screen{desk, phone} {
		t.Run(s.name, func(t *testing.T) {
			o := newOffice(t, Options{})
			o.says(t, "U0BO", "C0EAST", "First of all: good morning")
			parent := o.ws.Messages("C0EAST", "U0BO")[0]
			if err := o.ws.Person("U0MIA").Reply(context.Background(), "C0EAST", parent.TS, "Morning, Bo"); err != nil {
				t.Fatal(err)
			}
			b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", s)
			b.presses("1 reply last at " + parent.Time().In(o.ws.Person("U0ANA").Location()).Format("3:04 PM"))
			b.says("Morning, Bo")
			b.into(".reply input[name=text]", "Morning both")
			b.presses("Reply")
			b.says("2 replies")
			b.shot("thread")
			b.clicks("the switcher's button", `document.getElementById("as-button")`)
			b.sees("#switcher[open]")
			b.shot("switcher")
			b.types("manager")
			b.enter()
			b.reads("one is Mia now", `document.body?.dataset.as === "U0MIA" && document.body.dataset.live === "yes"`)
			b.says("2 replies")
			if s == phone {
				b.presses("Show channels")
				b.reads("the drawer is open", `document.getElementById("side").getBoundingClientRect().left === 0`)
				b.shot("drawer")
			}
			b.clicks("the managers are listed", `document.querySelector(".room[href*=C0BOSS]")`)
			b.says("This is the start of #managers")
			b.calm()
		})
	}
}

func TestTheHomeTabIsDrawnWhenItIsOpened(t *testing.T) {
	for _, s := range []screen{desk, phone} {
		t.Run(s.name, func(t *testing.T) {
			o := newOffice(t, Options{}).hire(t)
			b := openTab(t, o.ws.URL()+"/?as=U0ANA&c="+o.ws.DM("U0ANA")+"&tab=home", s)
			b.says("Due today")
			b.shot("home")
			b.presses("Log touch")
			b.sees("dialog.modal[open]")
			b.calm()
		})
	}
}

func TestEveryBlockFitsTheScreen(t *testing.T) {
	raw, err := os.ReadFile("testdata/kitchen.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []screen{desk, phone, {"phone dark", 390, 844, true}} {
		t.Run(s.name, func(t *testing.T) {
			o := newOffice(t, Options{})
			o.post(t, "C0EAST", fit(t, raw))
			b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", s)
			b.says("Kitchen <sink>")
			b.reads("nothing sticks out", `document.getElementById("scroll").scrollWidth <= document.getElementById("scroll").clientWidth`)
			b.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("scroll").scrollTop = 0`))
			b.shot("kitchen-top")
			b.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("scroll").scrollTop = 1e6`))
			b.shot("kitchen-end")
		})
	}
}

func TestACommandThatIsNotAnsweredFailsVisibly(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	b := openTab(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", desk)
	b.into("#text", "/followup silence")
	b.enter()
	o.hears(t, "/followup silence")
	b.sees(".composer.busy")
	o.ws.Advance(4 * time.Second)
	b.reads("a toast names the error", `document.getElementById("toasts").textContent.includes("operation_timeout")`)
	b.sees(".msg.failed")
	b.calm("422")
}
