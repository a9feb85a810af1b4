package page

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// -shots DIR saves pictures of the page, for people to look at.
var shots = flag.String("shots", "", "folder for pictures of the page")

// chromium finds the browser, or skips; in CI its absence is a failure.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no Chromium on PATH and CHROMIUM is not set; CI must have one")
	}
	t.Skip("no Chromium on PATH and CHROMIUM is not set")
	return ""
}

// A tab is one page of a browser.
type tab struct {
	*testing.T
	ctx context.Context

	mu       sync.Mutex
	problems []string // what the console complained about
}

// A screen is the size and the scheme that a tab is looked at with.
type screen struct {
	name          string
	width, height int64
	dark          bool
}

var (
	desk  = screen{"desktop", 1280, 800, false}
	phone = screen{"phone", 390, 844, false}
)

// openTab starts a browser with one tab and opens an address in it.
func openTab(t *testing.T, address string, s screen) *tab {
	t.Helper()
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()), chromedp.NoFirstRun, chromedp.Headless,
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewContext(alloc)
	ctx, cancelTime := context.WithTimeout(ctx, 2*time.Minute)
	b := &tab{T: t, ctx: ctx}
	console := chromedp.Console(ctx)
	done := make(chan struct{})
	go func() { defer close(done); b.listen(console) }()
	t.Cleanup(func() { cancelTime(); cancel(); cancelAlloc(); <-done })
	if err := chromedp.Do(ctx); err != nil { // the browser lives as long as the context that starts it
		t.Fatal(err)
	}
	b.do(s.emulate(), chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("#main")))
	b.reads("the page listens", `document.body.dataset.live === "yes"`)
	return b
}

// emulate makes a browser look at the page as the screen says.
func (s screen) emulate() chromedp.Action[chromedp.Void] {
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	dress := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, media)
		return err
	})
	if s.width < 500 {
		return chromedp.Steps(dress, chromedp.EmulateViewport(s.width, s.height, chromedp.EmulateMobile, chromedp.EmulateTouch))
	}
	return chromedp.Steps(dress, chromedp.EmulateViewport(s.width, s.height))
}

// listen gathers errors of the console, among them refusals of the page's policy.
func (b *tab) listen(console iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range console {
		if err != nil {
			return
		}
		if m.IsException() || m.Type == "error" || m.Type == "warning" {
			b.mu.Lock()
			b.problems = append(b.problems, m.String())
			b.mu.Unlock()
		}
	}
}

// calm fails when the console complained about anything but what is expected.
func (b *tab) calm(expected ...string) {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		if !slices.ContainsFunc(expected, func(e string) bool { return strings.Contains(p, e) }) {
			b.Errorf("the console says: %s", p)
		}
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 15*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.shot("failed")
		b.Fatal(err)
	}
}

// types sends keys to the element that has the focus.
func (b *tab) types(keys string) {
	b.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// enters presses a key as a browser does when the page takes the key for
// itself: without the character that would follow.
func (b *tab) enters(key string, code int64) {
	b.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{
				Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: code, NativeVirtualKeyCode: code,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// Keys as enters wants them.
func (b *tab) enter()  { b.Helper(); b.enters("Enter", 13) }
func (b *tab) tab()    { b.Helper(); b.enters("Tab", 9) }
func (b *tab) escape() { b.Helper(); b.enters("Escape", 27) }
func (b *tab) up()     { b.Helper(); b.enters("ArrowUp", 38) }
func (b *tab) down()   { b.Helper(); b.enters("ArrowDown", 40) }

// into puts the focus into a field by a click and types there.
func (b *tab) into(selector, keys string) {
	b.Helper()
	b.clicks(selector+" is there", fmt.Sprintf(`document.querySelector(%q)`, selector))
	b.do(chromedp.KeyEvent(keys))
}

// reads waits until an expression of JavaScript is true.
func (b *tab) reads(what, expression string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](expression))
	for err != nil && ctx.Err() == nil { // the page went elsewhere meanwhile
		_, err = chromedp.Run(ctx, chromedp.Poll[bool](expression))
	}
	if err != nil {
		b.shot("failed")
		b.calm()
		b.Fatalf("waited in vain until %s: %v", what, err)
	}
}

// sees waits until something that matches the selector is visible.
func (b *tab) sees(selector string) {
	b.Helper()
	b.reads(selector+" is seen", fmt.Sprintf(`!!document.querySelector(%q)?.checkVisibility()`, selector))
}

// says waits until the page shows these words.
func (b *tab) says(words string) {
	b.Helper()
	b.reads(fmt.Sprintf("the page says %q", words), fmt.Sprintf(`document.body.innerText.includes(%q)`, words))
}

// presses clicks, with the mouse, the visible thing that has this label.
func (b *tab) presses(label string) {
	b.Helper()
	b.clicks(label+" can be pressed", fmt.Sprintf(`(() => {
		const named = (el) => el.getAttribute("aria-label") === %[1]q || el.innerText?.trim() === %[1]q;
		const top = [...document.querySelectorAll("dialog[open]")].pop() || document;
		return [...top.querySelectorAll("button, a, summary, label")].find((el) => named(el) && el.checkVisibility() && !el.disabled);
	})()`, label))
}

// clicks waits for an element, brings it into view and clicks its middle.
func (b *tab) clicks(what, element string) {
	b.Helper()
	b.reads(what, `!!`+element)
	at, err := chromedp.Run(b.ctx, chromedp.Evaluate[[2]float64](`(() => {
		const el = `+element+`;
		el.scrollIntoView({ block: "nearest" });
		const r = el.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2];
	})()`))
	if err != nil {
		b.Fatalf("%s: %v", what, err)
	}
	b.do(chromedp.MouseClickXY(at[0], at[1]))
}

// chooses picks an option of a select by its value, as its menu does.
func (b *tab) chooses(selector, value string) {
	b.Helper()
	b.reads(value+" is chosen", fmt.Sprintf(`(() => {
		const el = document.querySelector(%q);
		el.value = %q;
		el.dispatchEvent(new Event("change", { bubbles: true }));
		return el.value === %[2]q;
	})()`, selector, value))
}

// clear empties a field as select-all and delete do.
func clear(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Evaluate[bool](fmt.Sprintf(`(() => {
			const el = document.querySelector(%q);
			el.focus();
			el.select();
			return document.execCommand("delete");
		})()`, selector))(ctx, t)
		return err
	})
}

// shot saves a picture when pictures are wanted.
func (b *tab) shot(name string) {
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		_ = os.WriteFile(filepath.Join(*shots, strings.NewReplacer("/", "-", "#", "-").Replace(b.Name())+"-"+name+".png"), png, 0o600)
	}
}
