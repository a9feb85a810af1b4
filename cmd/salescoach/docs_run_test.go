package main

import (
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// beside begins the note above commands that need no more than one file to be run as they
// are written; /backups is a folder of the test's.
const beside = "run beside "

// Whoever operates the bot, or writes a play, types what the pages say.
func TestTheCommandsInTheDocumentsDoWhatTheySay(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip(err)
	}
	says := map[string]string{
		"salescoach backup /backups/salescoach-$(date +%F).db":                      "Backed up to ",
		"salescoach backup --verify /backups/salescoach-2026-11-22.db":              "deals: 1, touches: 0",
		"DATABASE_URL=sqlite:came-back.db salescoach backup salescoach.db":          "Backed up to salescoach.db",
		"salescoach forget 'Ruth Castell' --yes    # do it":                         "Ruth Castell, Acme",
		"salescoach audit --since 2026-11-01 --json        # a line for each entry": `"verb":"deal.add"`,
		"salescoach plays check our-plays":                                          "1 play, 1 situation, 3 forms: all fine.",
	}
	ws := sandbox.New(sandbox.Options{})
	must(t, ws.Start())
	defer ws.Close()
	for _, page := range documents(t) {
		text := readText(t, page)
		for _, b := range docBlocks(text) {
			file, is := strings.CutPrefix(b.note, beside)
			if !is {
				continue
			}
			dir := t.TempDir()
			besides(t, ws.TeamID(), dir, file, text)
			said := runsIn(t, ws, dir, strings.ReplaceAll(b.text, "/backups", filepath.Join(dir, "backups")))
			lines := strings.Split(strings.TrimSpace(b.text), "\n")
			last := lines[len(lines)-1]
			want, known := says[last]
			if delete(says, last); !known || !strings.Contains(said, want) {
				t.Errorf("%s:%d says %q, want %q:\n%s", page, b.line, last, want, said)
			}
		}
	}
	for block := range says {
		t.Errorf("no page has %q", block)
	}
}

// documents are the pages in which commands stand.
func documents(t *testing.T) (names []string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	must(t, err)
	for _, path := range append(found, filepath.Join(root, "README.md"), filepath.Join(root, "SECURITY.md"), filepath.Join(root, "CONTRIBUTING.md")) {
		name, err := filepath.Rel(root, path)
		must(t, err)
		names = append(names, name)
	}
	return names
}

// besides makes the file that a block's commands are run beside: a database with a deal of
// Acme's, or the play of the same page.
func besides(t *testing.T, team, dir, file, page string) {
	t.Helper()
	path := filepath.Join(dir, file)
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.MkdirAll(filepath.Join(dir, "backups"), 0o700))
	if filepath.Ext(file) == ".md" {
		for _, b := range docBlocks(page) {
			if b.lang == "play" {
				must(t, os.WriteFile(path, []byte(b.text), 0o600))
				return
			}
		}
		t.Fatal("the page has no play")
	}
	t.Setenv("DATABASE_URL", "sqlite:"+path)
	c, err := loadConfig()
	must(t, err)
	a := &app{config: c, now: time.Now, newID: newID, log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	sales, store, err := a.open(t.Context())
	must(t, err)
	rep := coach.Rep{ID: dana, RealName: "Dana Whitlock", Zone: "Europe/Berlin"}
	must(t, store.Update(t.Context(), team, func(tx coach.Tx) error { return tx.SaveRep(rep) }))
	_, err = sales.AddDeal(t.Context(), coach.Input{Workspace: team, Key: "add", Rep: rep}, coach.Proposal{Account: "Acme", Contact: coach.Contact{Name: "Ruth Castell"}})
	must(t, err)
	must(t, store.Close())
}

// runsIn is what commands say in a folder, with the bot's settings, in a shell that ends at
// the first that fails.
func runsIn(t *testing.T, ws *sandbox.Workspace, dir, commands string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "-euc", commands)
	cmd.Dir = dir
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); name != "DATABASE_URL" && !strings.HasPrefix(name, "SLACK_") && !strings.HasPrefix(name, "COACH_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "SLACK_BOT_TOKEN="+ws.BotToken(), "SLACK_API_URL="+ws.APIURL())
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v:\n%s\n%s", err, commands, said)
	}
	return string(said)
}
