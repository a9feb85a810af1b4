package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// clocked is the program as operators run it, but for its clock: that shows what is
// written in a file, and every look at what is due is told on standard output.
func clocked() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	c, err := loadConfig()
	if err == nil {
		now := clockIn(os.Getenv("COACH_TEST_CLOCK"))
		a := &app{config: c, newID: newID, log: newLog(c, os.Stderr), now: now, clockwork: func(tick func()) func() { return ticking(now, tick) }}
		err = runCmd{}.Run(ctx, a)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitFailed)
	}
}

// clockIn is a clock that shows the milliseconds in a file.
func clockIn(file string) func() time.Time {
	return func() time.Time {
		text, err := os.ReadFile(file)
		ms, bad := strconv.ParseInt(string(text), 10, 64)
		if err != nil || bad != nil {
			panic(fmt.Sprint("no clock: ", err, bad))
		}
		return time.UnixMilli(ms).UTC()
	}
}

// ticking looks what is due, again and again, and tells by which time it looked.
func ticking(now func() time.Time, tick func()) (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for pause := time.Tick(5 * time.Millisecond); ; {
			at := now()
			tick()
			fmt.Println(at.UnixMilli())
			select {
			case <-pause:
			case <-quit:
				return
			}
		}
	}()
	return func() { close(quit); <-done }
}

// handClock is the file that clocked processes read the time in.
type handClock struct {
	t    *testing.T
	file string
}

func newHandClock(t *testing.T, at time.Time) handClock {
	c := handClock{t, filepath.Join(t.TempDir(), "clock")}
	c.set(at)
	return c
}

// set puts the hands of the clock: whoever reads it sees the old time or the new one.
func (c handClock) set(at time.Time) {
	c.t.Helper()
	must(c.t, os.WriteFile(c.file+".new", []byte(strconv.FormatInt(at.UnixMilli(), 10)), 0o600))
	must(c.t, os.Rename(c.file+".new", c.file))
}

// clockedBot is one life of a clocked process.
type clockedBot struct {
	*process
	mu     sync.Mutex
	ticked int64         // the time of its last whole look at what is due
	looks  int           // how many there were
	news   chan struct{} // that has changed
}

// startClocked runs the program with the clock and the settings.
func startClocked(t *testing.T, c handClock, env []string) *clockedBot {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	b := &clockedBot{process: &process{t: t, cmd: exec.Command(exe), gone: make(chan struct{})}, news: make(chan struct{}, 1)}
	b.cmd.Args = []string{"clocked"} // the name makes TestMain run it
	b.cmd.Env = append(append(os.Environ(), env...), "COACH_TEST_CLOCK="+c.file)
	b.cmd.Stderr = t.Output()
	out, err := b.cmd.StdoutPipe()
	must(t, err)
	must(t, b.cmd.Start())
	go func() {
		defer close(b.gone)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			b.tell(strings.TrimSpace(lines.Text()))
		}
		b.err = b.cmd.Wait()
	}()
	t.Cleanup(func() {
		b.cmd.Process.Kill()
		<-b.gone
	})
	return b
}

func (b *clockedBot) tell(line string) {
	ms, _ := strconv.ParseInt(line, 10, 64)
	b.mu.Lock()
	b.ticked = ms
	b.looks++
	b.mu.Unlock()
	select {
	case b.news <- struct{}{}:
	default:
	}
}

// looked waits until the bot has looked what is due at a time.
func (b *clockedBot) looked(at time.Time) {
	b.t.Helper()
	b.awaits(fmt.Sprint("look what is due at ", at), func() bool { return b.ticked == at.UnixMilli() })
}

// looksAgain waits until the bot has looked once more, from beginning to end.
func (b *clockedBot) looksAgain() {
	b.t.Helper()
	b.mu.Lock()
	whole := b.looks + 2 // one is under way
	b.mu.Unlock()
	b.awaits("look again", func() bool { return b.looks >= whole })
}

// awaits waits until what the bot told is as it should be.
func (b *clockedBot) awaits(what string, is func() bool) {
	b.t.Helper()
	late := time.After(40 * time.Second)
	for {
		b.mu.Lock()
		done := is()
		b.mu.Unlock()
		if done {
			return
		}
		select {
		case <-b.news:
		case <-b.gone:
			b.t.Fatalf("the bot is gone: %v", b.err)
		case <-late:
			b.t.Fatalf("the bot did not %s", what)
		}
	}
}
