package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPlaysCheckSaysWhatItTriedOrWhatToMend(t *testing.T) {
	code, out, errs := says(t, "plays", "check", filepath.Join("..", "..", "coach", "plays"))
	if code != exitOK || errs != "" || !strings.HasSuffix(out, " forms: all fine.\n") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}

	dir := t.TempDir()
	const broken = "Title: A trial\nWhen: The price was too high.\nRows: 6\n\n# Call\n## Say it\nHi [name].\n"
	if err := os.WriteFile(filepath.Join(dir, "trial.md"), []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs = says(t, "plays", "check", dir)
	if code != exitFailed || !strings.Contains(out, "trial.md, line 7: it leaves something open: \"Hi [name].\"") || errs != "salescoach: 1 thing to mend in 1 play\n" {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs = says(t, "plays", "check", filepath.Join(dir, "gone")); code != exitFailed || !strings.Contains(errs, "I cannot read the directory of plays") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, out, _ = says(t, "help", "plays"); code != exitOK || !strings.Contains(out, "plays check") {
		t.Errorf("exit %d: %s", code, out)
	}
}
