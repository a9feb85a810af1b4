// Package pagetest drives the sandbox's page in a real browser, for tests: it
// opens a tab of Chromium with the size of a desk or a phone, clicks what a
// person would click by the label they read, types with keys, waits for what
// they would wait for, fails when the console complains, and saves pictures where
// they are wanted. The tests of the page and of the whole program use it, and
// nothing else does.
package pagetest

import (
	"context"
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

// A Tab is one page of a browser.
type Tab struct {
	*testing.T
	ctx   context.Context
	shots string // folder for pictures; empty where none are wanted

	mu       sync.Mutex
	problems []string // what the console complained about
}

// A Screen is the size and the scheme that a tab is looked at with.
type Screen struct {
	Name          string
	Width, Height int64   // in CSS pixels
	Dark          bool    // colour scheme
	Scale         float64 // device pixels of a CSS pixel; 0 is 1
}

// The two screens that everything must fit, and the same by night.
var (
	Desk      = Screen{Name: "desktop", Width: 1280, Height: 800}
	Phone     = Screen{Name: "phone", Width: 390, Height: 844}
	DeskDark  = Screen{Name: "desktop dark", Width: 1280, Height: 800, Dark: true}
	PhoneDark = Screen{Name: "phone dark", Width: 390, Height: 844, Dark: true}

	Both = []Screen{Desk, Phone}
)

// OnEach takes a walk on each of some screens. They go side by side, as a browser
// waits more than it works.
func OnEach(t *testing.T, screens []Screen, walk func(t *testing.T, s Screen)) {
	t.Helper()
	leaveOut(t)
	for _, s := range screens {
		t.Run(s.Name, func(t *testing.T) { t.Parallel(); walk(t, s) })
	}
}

// leaveOut skips a test under -short: a browser shares no memory with what is tested.
func leaveOut(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes long: the run without -short has it")
	}
}

// Open starts a browser with one tab and opens an address in it. It skips the
// test where there is no Chromium, and fails it there when CI=true. Pictures go
// to the folder shots; "" is none.
func Open(t *testing.T, address string, s Screen, shots string) *Tab {
	t.Helper()
	leaveOut(t)
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()), chromedp.NoFirstRun, chromedp.Headless,
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewContext(alloc)
	ctx, cancelTime := context.WithTimeout(ctx, 3*time.Minute)
	b := &Tab{T: t, ctx: ctx, shots: shots}
	console := chromedp.Console(ctx)
	done := make(chan struct{})
	go func() { defer close(done); b.listen(console) }()
	t.Cleanup(func() { cancelTime(); cancel(); cancelAlloc(); <-done })
	if err := chromedp.Do(ctx); err != nil { // the browser lives as long as the context that starts it
		t.Fatal(err)
	}
	b.Do(s.emulate(), chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("#main")))
	b.Reads("the page listens", `document.body.dataset.live === "yes"`)
	return b
}

// emulate makes a browser look at the page as the screen says.
func (s Screen) emulate() chromedp.Action[chromedp.Void] {
	scheme := "light"
	if s.Dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	dress := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, media)
		return err
	})
	size := []chromedp.EmulateViewportOption{chromedp.EmulateScale(max(s.Scale, 1))}
	if s.Width < 500 {
		size = append(size, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	return chromedp.Steps(dress, chromedp.EmulateViewport(s.Width, s.Height, size...))
}

// listen gathers errors of the console, among them refusals of the page's policy.
func (b *Tab) listen(console iter.Seq2[chromedp.ConsoleMessage, error]) {
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

// Calm fails when the console complained about anything but what is expected.
func (b *Tab) Calm(expected ...string) {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		if !slices.ContainsFunc(expected, func(e string) bool { return strings.Contains(p, e) }) {
			b.Errorf("the console says: %s", p)
		}
	}
}

// Do runs actions of the driver; the test fails when they do.
func (b *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 15*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.Shot("failed")
		b.Fatal(err)
	}
}

// Types sends keys to the element that has the focus.
func (b *Tab) Types(keys string) {
	b.Helper()
	b.Do(chromedp.KeyEvent(keys))
}

// enters presses a key as a browser does when the page takes the key for
// itself: without the character that would follow.
func (b *Tab) enters(key string, code int64) {
	b.Helper()
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
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

// Enter presses Enter.
func (b *Tab) Enter() { b.Helper(); b.enters("Enter", 13) }

// TabKey presses Tab.
func (b *Tab) TabKey() { b.Helper(); b.enters("Tab", 9) }

// Escape presses Escape.
func (b *Tab) Escape() { b.Helper(); b.enters("Escape", 27) }

// Up presses the arrow up.
func (b *Tab) Up() { b.Helper(); b.enters("ArrowUp", 38) }

// Down presses the arrow down.
func (b *Tab) Down() { b.Helper(); b.enters("ArrowDown", 40) }

// Into puts the focus into a field by a click and types there.
func (b *Tab) Into(selector, keys string) {
	b.Helper()
	b.Clicks(selector+" is there", fmt.Sprintf(`document.querySelector(%q)`, selector))
	b.Do(chromedp.KeyEvent(keys))
}

// Reads waits until an expression of JavaScript is true.
func (b *Tab) Reads(what, expression string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](expression))
	for err != nil && ctx.Err() == nil { // the page went elsewhere meanwhile
		_, err = chromedp.Run(ctx, chromedp.Poll[bool](expression))
	}
	if err != nil {
		b.Shot("failed")
		b.Calm()
		b.Fatalf("waited in vain until %s: %v", what, err)
	}
}

// Sees waits until something that matches the selector is visible.
func (b *Tab) Sees(selector string) {
	b.Helper()
	b.Reads(selector+" is seen", fmt.Sprintf(`!!document.querySelector(%q)?.checkVisibility()`, selector))
}

// Says waits until the page shows these words.
func (b *Tab) Says(words string) {
	b.Helper()
	b.Reads(fmt.Sprintf("the page says %q", words), fmt.Sprintf(`document.body.innerText.replaceAll("\u00a0", " ").includes(%q)`, words))
}

// Presses clicks, with the mouse, the visible thing that has this label.
func (b *Tab) Presses(label string) {
	b.Helper()
	b.Clicks(label+" can be pressed", fmt.Sprintf(`(() => {
		const named = (el) => el.getAttribute("aria-label") === %[1]q || el.innerText?.trim() === %[1]q;
		const top = [...document.querySelectorAll("dialog[open]")].pop() || document;
		return [...top.querySelectorAll("button, a, summary, label")].find((el) => named(el) && el.checkVisibility() && !el.disabled);
	})()`, label))
}

// Clicks waits for an element, brings it into view and clicks its middle.
func (b *Tab) Clicks(what, element string) {
	b.Helper()
	b.Reads(what, `(() => {
		const el = `+element+`, live = el?.closest("[hx-post]");
		return !!el && (!live || "htmx-internal-data" in live); // htmx takes a moment to see what was swapped in
	})()`)
	at, err := chromedp.Run(b.ctx, chromedp.Evaluate[[2]float64](`(() => {
		const el = `+element+`;
		el.scrollIntoView({ block: "nearest" });
		const r = el.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2];
	})()`))
	if err != nil {
		b.Fatalf("%s: %v", what, err)
	}
	b.Do(chromedp.MouseClickXY(at[0], at[1]))
}

// Chooses picks an option of a select by its value, as its menu does.
func (b *Tab) Chooses(selector, value string) {
	b.Helper()
	b.Reads(value+" is chosen", fmt.Sprintf(`(() => {
		const el = document.querySelector(%q);
		el.value = %q;
		el.dispatchEvent(new Event("change", { bubbles: true }));
		return el.value === %[2]q;
	})()`, selector, value))
}

// Clear empties a field as select-all and delete do.
func Clear(selector string) chromedp.Action[chromedp.Void] {
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

// Shot saves a picture of what the screen shows, named after the test.
func (b *Tab) Shot(name string) {
	b.Helper()
	name = strings.NewReplacer("/", "-", "#", "-").Replace(b.Name()) + "-" + name
	b.save(name, chromedp.CaptureScreenshot())
}

// Picture saves a picture of one element, which must fit the screen, under
// exactly this name.
func (b *Tab) Picture(name, selector string) {
	b.Helper()
	b.save(name, chromedp.Screenshot(chromedp.CSS(selector)))
}

// View saves a picture of what the screen shows under exactly this name.
func (b *Tab) View(name string) {
	b.Helper()
	b.save(name, chromedp.CaptureScreenshot())
}

// save is quiet about a browser that cannot be drawn any more: who asks for a
// picture of a failure has worse to report.
func (b *Tab) save(name string, picture chromedp.Action[[]byte]) {
	b.Helper()
	if b.shots == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, picture)
	if err != nil {
		b.Logf("no picture of %s: %v", name, err)
		return
	}
	if png, err = thrifty(png); err == nil {
		err = os.WriteFile(filepath.Join(b.shots, name+".png"), png, 0o644)
	}
	if err != nil {
		b.Error(err)
	}
}
