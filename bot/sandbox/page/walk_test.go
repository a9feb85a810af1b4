package page

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"salescoach/bot/sandbox"
	"salescoach/bot/sandbox/page/pagetest"
)

// -shots DIR saves pictures of the page, for people to look at.
var shots = flag.String("shots", "", "folder for pictures of the page")

// The first walk of a newcomer, at a desk and on a phone, by day and by night:
// complete a command, read the private answer, log a touch in a form that first
// has a mistake in it, and see the card change.
func TestANewcomerCoachesAndLogsATouch(t *testing.T) {
	pagetest.OnEach(t, []pagetest.Screen{pagetest.Desk, pagetest.Phone, pagetest.DeskDark, pagetest.PhoneDark}, func(t *testing.T, s pagetest.Screen) {
		o := newOffice(t, Options{}).hire(t)
		b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", s, *shots)
		b.Shot("0-start")
		coach(b)
		logTouch(b)
		b.Says("Logged.")
		b.Says("Follow-up 3 of 4.")
		b.Shot("5-logged")
		b.Calm()
	})
}

func coach(b *pagetest.Tab) {
	b.Into("#text", "/fol")
	b.Sees("#complete li[aria-selected=true]")
	b.Shot("1-completion")
	b.TabKey()
	b.Reads("the command is completed", `document.getElementById("text").value === "/followup "`)
	b.Types("acme")
	b.Enter()
	b.Sees(".msg.private .btn.primary")
	b.Says("Only visible to you")
	b.Reads("the composer is empty", `document.getElementById("text").value === ""`)
	b.Shot("2-card")
}

func logTouch(b *pagetest.Tab) {
	b.Presses("Log touch")
	b.Sees("dialog.modal[open]")
	b.Shot("3-modal")
	b.Into("dialog.modal textarea", "nothing happened")
	b.Presses("Log")
	b.Sees(".error")
	b.Says("Please complete this required field.")
	b.Shot("4-errors")
	b.Chooses("dialog.modal select", "voicemail")
	b.Presses("Log")
	b.Says("Say what happened, or leave it out.")
	b.Reads("the error belongs to its field", `(() => {
		const note = document.querySelector("dialog.modal textarea");
		return note.value === "nothing happened" && note.getAttribute("aria-invalid") === "true" && note === document.activeElement &&
			note.getAttribute("aria-describedby").split(" ").some((id) => document.getElementById(id)?.textContent.includes("Say what happened"));
	})()`)
	b.Shot("4-errors-app")
	b.Into("dialog.modal textarea", " after all")
	b.Reads("it was added", `document.querySelector("dialog.modal textarea").value.includes("after all")`)
	b.Do(pagetest.Clear("dialog.modal textarea"))
	b.Into("dialog.modal textarea", "Kim calls back on Friday")
	b.Presses("Log")
	b.Reads("the modal is gone", `!document.querySelector("dialog.modal")`)
}

// A live update costs nobody their words: neither the draft in the composer, nor
// the caret in it, nor a half-filled form.
func TestALiveUpdateKeepsDraftsAndHalfFilledForms(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", pagetest.Desk, *shots)
	b.Into("#text", "half a thought")
	o.says(t, "U0BO", "C0EAST", "Anybody seen the Acme numbers?")
	b.Says("Anybody seen the Acme numbers?")
	b.Reads("the draft is whole", `document.getElementById("text").value === "half a thought" && document.activeElement.id === "text"`)
	b.Do(chromedp.Reload())
	b.Reads("the draft outlives a reload", `document.getElementById("text")?.value === "half a thought" && document.body.dataset.live === "yes"`)
	b.Do(pagetest.Clear("#text"))
	coach(b)
	b.Presses("Log touch")
	b.Sees("dialog.modal[open]")
	b.Into("dialog.modal textarea", "Kim said")
	view, _ := o.ws.Modal("U0ANA")
	if err := o.ws.Person("U0ANA").Set(view.Ref(), "channel", "channel", "call"); err != nil { // as from another tab
		t.Fatal(err)
	}
	b.Reads("the form is drawn again", `document.querySelector("dialog.modal select").value === "call"`)
	b.Types(" maybe")
	b.Reads("the note is whole", `document.querySelector("dialog.modal textarea").value === "Kim said maybe"`)
	o.keeps(t, view.Ref(), "Kim said maybe")
	b.Do(chromedp.Reload())
	b.Reads("the form outlives a reload", `document.querySelector("dialog.modal[open] textarea")?.value === "Kim said maybe" && document.body.dataset.live === "yes"`)
	b.Escape()
	b.Reads("Escape closes the modal", `!document.querySelector("dialog.modal")`)
	b.Calm()
}

func (o *office) says(t *testing.T, user, channel, text string) {
	t.Helper()
	if err := o.ws.Person(user).Type(context.Background(), channel, text); err != nil {
		t.Fatal(err)
	}
}

// keeps waits until the workspace knows what was typed in a form.
func (o *office) keeps(t *testing.T, form sandbox.Ref, words string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	err := o.ws.WaitFor(ctx, func() bool { return strings.Contains(fmt.Sprint(o.ws.Chosen(form, "U0ANA")), words) })
	if err != nil {
		t.Errorf("the form does not keep %q", words)
	}
}

func TestTheComposerKnowsItsKeys(t *testing.T) {
	o := newOffice(t, Options{})
	b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", pagetest.Desk, *shots)
	b.Into("#text", "/")
	b.Reads("the app's two commands and Slack's own are offered", `document.querySelectorAll("#complete li:not([hidden])").length === 6`)
	b.Down()
	b.Reads("the second one is marked", `document.querySelector("#complete [aria-selected=true]").dataset.word === "/deadleads" && document.getElementById("text").getAttribute("aria-activedescendant") === "complete-c1"`)
	b.Escape()
	b.Reads("Escape hides them", `document.getElementById("complete").hidden && !document.getElementById("text").hasAttribute("aria-activedescendant")`)
	b.Do(pagetest.Clear("#text"))
	b.Types("hello @mi")
	b.TabKey()
	b.Reads("the person is completed", `document.getElementById("text").value === "hello @mia "`)
	b.Enter()
	b.Says("hello @Mia Okafor")
	b.Up()
	b.Reads("the arrow brings it back", `document.getElementById("text").value === "hello @mia "`)
	b.Down()
	b.Reads("and takes it away", `document.getElementById("text").value === ""`)
	b.Calm()
}

func TestAFailureIsShownAndTheWordsComeBack(t *testing.T) {
	o := newOffice(t, Options{})
	b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", pagetest.Desk, *shots)
	b.Into("#text", "/nonsense please")
	b.Enter()
	b.Sees("#toasts p")
	b.Reads("the words came back", `document.getElementById("text").value === "/nonsense please"`)
	b.Shot("toast")
	b.Calm("422")
}

func TestADangerousButtonAsksFirst(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", pagetest.Desk, *shots)
	coach(b)
	b.Presses("Close file")
	b.Sees("#confirm[open]")
	b.Says("Close this file?")
	b.Shot("confirm")
	b.Presses("Keep it")
	b.Reads("the question is gone", `!document.getElementById("confirm").open`)
	b.Presses("Close file")
	b.Presses("Close it")
	o.hears(t, "/followup acme", "click close deal-1")
	b.Calm()
}

func TestOnePersonAfterAnother(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		o := newOffice(t, Options{})
		o.says(t, "U0BO", "C0EAST", "First of all: good morning")
		parent := o.ws.Messages("C0EAST", "U0BO")[0]
		if err := o.ws.Person("U0MIA").Reply(context.Background(), "C0EAST", parent.TS, "Morning, Bo"); err != nil {
			t.Fatal(err)
		}
		b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", s, *shots)
		b.Presses("1 reply last at " + parent.Time().In(o.ws.Person("U0ANA").Location()).Format("3:04 PM"))
		b.Says("Morning, Bo")
		b.Into(".reply input[name=text]", "Morning both")
		b.Presses("Reply")
		b.Says("2 replies")
		b.Shot("thread")
		b.Clicks("the switcher's button", `document.getElementById("as-button")`)
		b.Sees("#switcher[open]")
		b.Shot("switcher")
		b.Types("manager")
		b.Enter()
		b.Reads("one is Mia now", `document.body?.dataset.as === "U0MIA" && document.body.dataset.live === "yes"`)
		b.Says("2 replies")
		if s == pagetest.Phone {
			b.Presses("Show channels")
			b.Reads("the drawer is open", `document.getElementById("side").getBoundingClientRect().left === 0`)
			b.Shot("drawer")
		}
		b.Clicks("the managers are listed", `document.querySelector(".room[href*=C0BOSS]")`)
		b.Says("This is the start of #managers")
		b.Calm()
	})
}

func TestTheHomeTabIsDrawnWhenItIsOpened(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		o := newOffice(t, Options{}).hire(t)
		b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c="+o.ws.DM("U0ANA")+"&tab=home", s, *shots)
		b.Says("Due today")
		b.Shot("home")
		b.Presses("Log touch")
		b.Sees("dialog.modal[open]")
		b.Calm()
	})
}

func TestEveryBlockFitsTheScreen(t *testing.T) {
	raw, err := os.ReadFile("testdata/kitchen.json")
	if err != nil {
		t.Fatal(err)
	}
	pagetest.OnEach(t, []pagetest.Screen{pagetest.Desk, pagetest.Phone, pagetest.PhoneDark}, func(t *testing.T, s pagetest.Screen) {
		o := newOffice(t, Options{})
		o.post(t, "C0EAST", fit(t, raw))
		b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", s, *shots)
		b.Says("Kitchen <sink>")
		b.Reads("nothing sticks out", `document.getElementById("scroll").scrollWidth <= document.getElementById("scroll").clientWidth`)
		b.Do(chromedp.Evaluate[chromedp.Void](`document.getElementById("scroll").scrollTop = 0`))
		b.Shot("kitchen-top")
		b.Do(chromedp.Evaluate[chromedp.Void](`document.getElementById("scroll").scrollTop = 1e6`))
		b.Shot("kitchen-end")
	})
}

// Alt and an arrow go back in the browser, and so on: those keys are its own.
func TestAnArrowTurnsThePagesOfTheGalleryUnlessAKeyIsHeldWithIt(t *testing.T) {
	o := newOffice(t, Options{Gallery: someSamples})
	b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&tab=gallery&m=card", pagetest.Desk, *shots)
	b.Reads("an arrow turns the page, and only an arrow alone", `(() => {
		let turned = 0;
		document.getElementById("gallery-next").addEventListener("click", (e) => { e.preventDefault(); turned++; });
		const press = (held) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, [held]: true }));
		for (const key of ["altKey", "ctrlKey", "metaKey", "shiftKey"]) press(key);
		const before = turned;
		press("none");
		return before === 0 && turned === 1;
	})()`)
	b.Calm()
}

func TestACommandThatIsNotAnsweredFailsVisibly(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	b := pagetest.Open(t, o.ws.URL()+"/?as=U0ANA&c=C0EAST", pagetest.Desk, *shots)
	b.Into("#text", "/followup silence")
	b.Enter()
	o.hears(t, "/followup silence")
	b.Sees(".composer.busy")
	o.ws.Advance(4 * time.Second)
	b.Reads("a toast names the error", `document.getElementById("toasts").textContent.includes("operation_timeout")`)
	b.Sees(".msg.failed")
	b.Calm("422")
}
