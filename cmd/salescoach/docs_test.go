package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// docBlock is a fenced block of a document, with the note that stands above it:
//
//	<!-- not run here: WHY -->                    nobody runs it in a test
//	<!-- run beside FILE -->                      it is run in a folder that has the file
//	<!-- in another terminal -->                  it goes on until the end
//	<!-- in Slack, as ID -->                      what somebody types there
//	<!-- in Slack, the next morning, ID is sent -->
type docBlock struct {
	lang, note, text string
	line             int
}

var (
	fence    = regexp.MustCompile("^```(\\w*)$")
	noteLine = regexp.MustCompile(`^<!-- (.*) -->$`)
)

func docBlocks(text string) (blocks []docBlock) {
	var open *docBlock
	note := ""
	for i, line := range strings.Split(text, "\n") {
		f := fence.FindStringSubmatch(line)
		switch {
		case open != nil && line == "```":
			blocks, open, note = append(blocks, *open), nil, ""
		case open != nil:
			open.text += line + "\n"
		case f != nil:
			open = &docBlock{lang: f[1], note: note, line: i + 1}
		default:
			note = ""
			if m := noteLine.FindStringSubmatch(line); m != nil {
				note = m[1]
			}
		}
	}
	return blocks
}

const notRun = "not run here: "

// A command in a document is one that somebody ran: docs/install.md is run below, what
// needs no more than a file in docs_run_test.go, and the rest says why it is not.
func TestEveryCommandInTheDocumentsIsRunOrSaysWhyNot(t *testing.T) {
	found := 0
	for _, name := range documents(t) {
		for _, b := range docBlocks(readText(t, name)) {
			if b.lang != "sh" {
				continue
			}
			found++
			if filepath.Base(name) != "install.md" && !strings.HasPrefix(b.note, notRun) && !strings.HasPrefix(b.note, beside) {
				t.Errorf("%s:%d: nobody runs these commands; say why in the line above: <!-- %sWHY -->", name, b.line, notRun)
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d blocks were found", found)
	}
}

// Somebody follows docs/install.md word for word, with the sandbox as Slack, from
// an empty home to the first reminder.
func TestWhoeverFollowsTheInstallPageIsReminded(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the program")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip(err)
	}
	f := newFollower(t)
	for _, b := range docBlocks(readText(t, "docs/install.md")) {
		b.text = strings.ReplaceAll(b.text, "127.0.0.1:8080", f.health)
		switch {
		case strings.HasPrefix(b.note, notRun):
		case b.note == "in another terminal":
			f.leaves(b)
		case strings.HasPrefix(b.note, "in Slack, as "):
			f.types(strings.TrimPrefix(b.note, "in Slack, as "), b.text)
		case strings.HasPrefix(b.note, "in Slack, the next morning, "):
			who, _, _ := strings.Cut(strings.TrimPrefix(b.note, "in Slack, the next morning, "), " ")
			f.sleepsUntilMorning(who, strings.TrimSpace(b.text))
		case b.lang == "sh":
			f.runs(b)
		}
	}
	for _, want := range []string{"salescoach ", "ready\n", "Preview; nothing was changed.", "Imported.\n  created 2", "Reminders: ", "Backed up to"} {
		if !strings.Contains(f.said.String(), want) {
			t.Errorf("nothing said %q:\n%s", want, f.said.String())
		}
	}
	if f.woken != 1 {
		t.Errorf("the page has %d mornings", f.woken)
	}
}

// follower is somebody who follows a page, with an empty home.
type follower struct {
	t      *testing.T
	home   string
	health string // in place of 127.0.0.1:8080, which may be somebody else's
	shell  io.Writer
	said   bytes.Buffer // by the first terminal
	lines  *bufio.Reader
	others []*exec.Cmd // in further terminals
	woken  int
}

func newFollower(t *testing.T) *follower {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	l.Close()
	f := &follower{t: t, home: t.TempDir(), health: l.Addr().String()}
	cmd := f.terminal("bash", "-eu")
	shell, err := cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	cmd.Stderr = cmd.Stdout
	f.shell, f.lines = shell, bufio.NewReader(out)
	must(t, cmd.Start())
	t.Cleanup(func() {
		shell.Close()
		cmd.Wait()
		for range f.others {
			f.closes()
		}
	})
	return f
}

// terminal is a command in the folder of the project, as a fresh terminal has it.
func (f *follower) terminal(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(f.t.Context(), name, args...)
	cmd.Dir = root
	for _, v := range os.Environ() {
		if key, _, _ := strings.Cut(v, "="); !strings.HasPrefix(key, "SLACK_") && !strings.HasPrefix(key, "COACH_") && key != "DATABASE_URL" && key != "HOME" && key != "PATH" {
			cmd.Env = append(cmd.Env, v)
		}
	}
	for _, key := range []string{"GOCACHE", "GOMODCACHE", "GOPATH", "GOFLAGS"} {
		value, err := exec.CommandContext(f.t.Context(), "go", "env", key).Output()
		must(f.t, err)
		cmd.Env = append(cmd.Env, key+"="+strings.TrimSpace(string(value)))
	}
	cmd.Env = append(cmd.Env, "HOME="+f.home, "PATH="+filepath.Join(f.home, "bin")+":"+os.Getenv("PATH"))
	return cmd
}

// runs is a block in the first terminal.
func (f *follower) runs(b docBlock) {
	f.t.Helper()
	mark := fmt.Sprintf("-- line %d is done --", b.line)
	fmt.Fprintf(f.shell, "%s\necho '%s'\n", b.text, mark)
	for {
		line, err := f.lines.ReadString('\n')
		if err != nil {
			f.t.Fatalf("docs/install.md:%d fails:\n%s", b.line, f.said.String())
		}
		if strings.TrimSpace(line) == mark {
			return
		}
		f.said.WriteString(line)
	}
}

// leaves is a block in a terminal of its own, where it stays.
func (f *follower) leaves(b docBlock) {
	f.t.Helper()
	cmd := f.terminal("bash", "-euc", b.text)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	must(f.t, cmd.Start())
	f.others = append(f.others, cmd)
	ready := func() bool { return f.page() != "" }
	if len(f.others) > 1 {
		ready = func() bool { return f.fetches("http://"+f.health+"/readyz") != "" }
	}
	if !f.waits(ready) {
		cmd.Process.Kill()
		f.t.Fatalf("docs/install.md:%d: it does not come up:\n%s", b.line, &out)
	}
}

// closes the newest of the further terminals.
func (f *follower) closes() {
	last := f.others[len(f.others)-1]
	f.others = f.others[:len(f.others)-1]
	syscall.Kill(-last.Process.Pid, syscall.SIGTERM)
	last.Wait()
}

// waits looks again and again, as long as a person would.
func (f *follower) waits(is func() bool) bool {
	ctx, cancel := context.WithTimeout(f.t.Context(), 30*time.Second)
	defer cancel()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for !is() {
		select {
		case <-again.C:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// settings are the lines of the file that the page has filled in.
func (f *follower) settings() map[string]string {
	text, _ := os.ReadFile(filepath.Join(f.home, "salescoach.env"))
	set := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if page, ok := strings.CutPrefix(line, "# page: "); ok {
			set["page"] = strings.TrimSpace(page)
		} else if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(line, "#") {
			set[key] = value
		}
	}
	return set
}

func (f *follower) page() string { return f.settings()["page"] }

// fetches is what is at an address, or nothing.
func (f *follower) fetches(address string) string {
	resp, err := http.Get(address)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return ""
	}
	return string(body)
}

// types is what somebody types to the bot, on the sandbox's page.
func (f *follower) types(who, text string) {
	f.t.Helper()
	req, err := http.NewRequestWithContext(f.t.Context(), http.MethodPost, f.page()+"/send?as="+who+"&c="+dm(who), strings.NewReader(url.Values{"text": {strings.TrimSpace(text)}}.Encode()))
	must(f.t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", f.page())
	resp, err := http.DefaultClient.Do(req)
	must(f.t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusNoContent {
		f.t.Errorf("%s cannot type %q: %s", who, text, resp.Status)
	}
}

// dm is the sandbox's id of the conversation between somebody and the bot.
func dm(who string) string { return "D" + strings.TrimPrefix(who, "U") }

// sleepsUntilMorning closes the terminal of the bot and starts the same program on
// the same database with the clock of the next working day, a minute after people
// are reminded.
func (f *follower) sleepsUntilMorning(who, want string) {
	t := f.t
	t.Helper()
	f.woken++
	f.closes()
	for key, value := range f.settings() {
		t.Setenv(key, value)
	}
	t.Setenv("DATABASE_URL", "sqlite:"+filepath.Join(f.home, "salescoach.db"))
	t.Setenv("COACH_LISTEN", "")
	c, err := loadConfig()
	must(t, err)
	ahead := time.Until(nextMorning(time.Now().In(c.Zone.Location)))
	a := &app{config: c, now: func() time.Time { return time.Now().Add(ahead) }, newID: newID, log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	sales, store, err := a.open(t.Context())
	must(t, err)
	defer store.Close()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.serve(ctx, sales, nil) }()
	sent := func() bool {
		return strings.Contains(f.fetches(f.page()+"/?as="+who+"&c="+dm(who)), want)
	}
	if !f.waits(sent) {
		t.Errorf("%s is not sent %q", who, want)
	}
	stop()
	must(t, <-done)
}

// nextMorning is a minute after half past eight on the next day from Monday to Friday.
func nextMorning(now time.Time) time.Time {
	at := time.Date(now.Year(), now.Month(), now.Day()+1, 8, 31, 0, 0, now.Location())
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	return at
}
