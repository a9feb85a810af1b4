package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"salescoach/bot/sandbox/page/pagetest"
)

const ownDeals = "Account,Deal,Amount,Owner,Stage,Sent on\n" +
	"Heather Glass,Panes,\"€12,400\",hanna@brindle.example,open,2026-11-05\n" +
	"Meadow Foods,,$900,hanna@brindle.example,open,2026-11-05\n" +
	",Nobody's,$900,hanna@brindle.example,open,2026-11-05\n"

// A manager sends a file by the clip, and once more by dropping it onto the page: what it
// would change can be read on both screens, is done by a button, and is taken back.
func TestAFileOfDealsIsImportedAndTakenBackInABrowser(t *testing.T) {
	pagetest.OnEach(t, pagetest.Both, func(t *testing.T, s pagetest.Screen) {
		ws, b := visit(t, s, "/?as=U0SOLVEIG&c=D0SOLVEIG")
		file := filepath.Join(t.TempDir(), "deals.csv")
		must(t, os.WriteFile(file, []byte(ownDeals), 0o600))
		b.Reads("the clip can be reached with the keyboard, and has a name", `(() => {
			const clip = document.getElementById("file");
			clip.focus();
			const label = clip.closest("label"), box = label.getBoundingClientRect();
			return document.activeElement === clip && label.textContent.trim() === "Attach a CSV file" && box.width >= 30 && box.height >= 30;
		})()`)
		b.Shot("1-clip")
		b.Do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file}))
		b.Says("Import these deals?")
		b.Says("deals.csv")
		b.Says("Line 4: no account")
		fits(b)
		b.Shot("2-preview")
		b.Presses("Import")
		b.Says("deals.csv is imported.")
		fits(b)
		b.Shot("3-imported")
		b.Presses("Undo import")
		b.Says("The import of deals.csv is undone.")
		b.Shot("4-undone")
		b.Reads("a file can be dropped, with what was typed", `(() => {
			document.getElementById("text").value = "--currency EUR";
			const held = new DataTransfer();
			held.items.add(new File(["Account,Deal,Amount,Stage\nOrchard Mills,Press,9000,open\n"], "more.csv"));
			return document.dispatchEvent(new DragEvent("drop", { dataTransfer: held, cancelable: true })) === false;
		})()`)
		b.Says("Read with --currency EUR.")
		b.Reads("the composer is empty again", `document.getElementById("text").value === ""`)
		b.Presses("Cancel")
		b.Says("All right. Nothing was imported.")
		if n := len(ws.Problems()); n > 0 {
			t.Error(ws.Problems())
		}
		b.Calm()
	})
}
