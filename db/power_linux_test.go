package db

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// When the power goes, what was not synced yet may be there, or not, or in part, in any
// order: also the names of files. A program that logs touches is watched at the border
// to the kernel, from a file that isn't there yet to the second orderly end, and the
// power goes right after touches were confirmed, and at any other moment. Each time, in
// what is left, every touch that was confirmed until then is there, once.
func TestAPowerCutLosesNothingThatWasConfirmed(t *testing.T) {
	if testing.Short() {
		t.Skip("one program that is watched from outside: others race what is in it")
	}
	calls := watched(t, child(t, "live twice", filepath.Join(t.TempDir(), "coach.db")))
	var told []int
	for at, c := range calls {
		if c.says != "" {
			told = append(told, at)
		}
	}
	if len(told) < 200 {
		t.Fatalf("%d touches were confirmed", len(told))
	}
	cuts := map[int]bool{len(calls) - 1: true}
	for range 60 {
		cuts[told[rand.IntN(len(told))]] = true
		cuts[rand.IntN(len(calls))] = true
	}
	disk, confirmed, lost := newDisk(), map[string]bool{}, 0
	var when string
	defer func() { t.Log(when) }()
	for at, c := range calls {
		disk.sees(c)
		if c.says != "" {
			confirmed[c.says] = true
		}
		if !cuts[at] {
			continue
		}
		for _, left := range []leaves{nothing, all, some} {
			path := filepath.Join(t.TempDir(), "coach.db")
			when = fmt.Sprintf("the last power cut: at call %d of %d, after %d touches, where %s of what is not safe is left", at, len(calls), len(confirmed), left)
			lost += disk.cut(t, filepath.Dir(path), left)
			if len(confirmed) > 0 {
				checkTouches(t, path, confirmed)
			} else if err := open(t, path).Check(t.Context()); err != nil {
				t.Fatal(err)
			}
			if t.Failed() {
				return
			}
		}
	}
	if lost == 0 {
		t.Error("no cut took anything that was written")
	}
	t.Logf("%d touches; the power went %d times and took %d writes", len(confirmed), 3*len(cuts), lost)
}

func init() { children["live twice"] = childLivesTwice }

// childLivesTwice logs touches from many goroutines in two lives, the first of which
// makes the file. In the midst of each and at its end the file is written anew, as it is
// when a contact is forgotten.
func childLivesTwice(ctx context.Context, args []string) error {
	for life := range 2 {
		d, err := Open(ctx, "sqlite:"+args[0], Options{})
		if err != nil {
			return err
		}
		if life == 0 {
			err = d.Update(ctx, "T1", insertFourDeals)
		}
		for half := 0; half < 2 && err == nil; half++ {
			var all sync.WaitGroup
			for i := range 8 {
				all.Go(func() {
					for n := range 10 {
						key := fmt.Sprint(life, "-", half, "-", i, "-", n)
						if err := logTouch(ctx, d, "T1", fmt.Sprint("d", i%4), key); err != nil {
							fmt.Fprintln(os.Stderr, err)
							return
						}
						fmt.Println(key)
					}
				})
			}
			all.Wait()
			err = d.Scrub(ctx)
		}
		if err != nil {
			return err
		}
		if err := d.Close(); err != nil {
			return err
		}
	}
	return nil
}

// call is one call to the kernel: its beginning, or its end.
type call struct {
	name  string // "pwrite64"
	path  string // of the file that it is about
	data  []byte // to be written
	at    int64  // where; for ftruncate the new length
	ended bool
	begun int    // for an end: the index of its beginning
	says  string // a line that it gives to whoever started the program
}

// watched runs a program to its end and returns what it asked of the kernel, about its
// files and its output.
func watched(t *testing.T, c *exec.Cmd) []call {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("strace is missing")
		}
		t.Skip("strace, which tells what a program asks of the kernel, is not here")
	}
	to := filepath.Join(t.TempDir(), "calls")
	c.Args = append([]string{strace, "-f", "-y", "-xx", "-s", "1000000", "--seccomp-bpf", "-qq", "-e", "signal=none",
		"-e", "trace=open,openat,creat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,fallocate", "-o", to}, c.Path)
	c.Path = strace
	if out, err := c.Output(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	file, err := os.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var calls []call
	begun := map[string]int{} // by thread
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		thread, rest, _ := strings.Cut(lines.Text(), " ")
		rest = strings.TrimLeft(rest, " ")
		if !strings.HasPrefix(rest, "<... ") {
			begun[thread] = len(calls)
			calls = append(calls, parseCall(t, rest))
		}
		if !strings.HasSuffix(rest, "<unfinished ...>") {
			if strings.Contains(rest, ") = -1 ") {
				calls[begun[thread]].name = "" // it did nothing
			}
			done := calls[begun[thread]]
			done.ended, done.begun, done.says = true, begun[thread], ""
			calls = append(calls, done)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return calls
}

var (
	quoted = regexp.MustCompile(`"((?:\\x[0-9a-f]{2})*)"`)
	ofFile = regexp.MustCompile(`^\d+<((?:\\x[0-9a-f]{2})*)>`)
)

// parseCall reads the line with which strace tells of a call's beginning.
func parseCall(t *testing.T, line string) call {
	t.Helper()
	name, args, ok := strings.Cut(line, "(")
	if !ok {
		return call{} // the end of a thread
	}
	c := call{name: name}
	text := quoted.FindStringSubmatch(args)
	if m := ofFile.FindStringSubmatch(args); m != nil {
		c.path = string(unhex(t, m[1]))
	} else if slices.Contains([]string{"open", "openat", "unlink"}, name) {
		c.path = string(unhex(t, text[1]))
	}
	switch name {
	case "pwrite64":
		c.data, c.at = unhex(t, text[1]), lastNumber(t, args)
	case "ftruncate":
		c.at = lastNumber(t, args)
	case "open", "openat":
		c.name = "open"
		if !strings.Contains(args, "O_CREAT") {
			return call{}
		}
	case "write":
		if strings.HasPrefix(args, "1<") {
			c.says = strings.TrimSpace(string(unhex(t, text[1])))
		}
	case "fsync", "fdatasync", "unlink":
	default:
		if strings.Contains(args, hexed("coach.db")) {
			t.Fatalf("this test doesn't know what %s does", name)
		}
	}
	return c
}

// lastNumber is the last argument of a call.
func lastNumber(t *testing.T, args string) int64 {
	t.Helper()
	args, _, _ = strings.Cut(strings.TrimSuffix(args, " <unfinished ...>"), ")")
	n, err := strconv.ParseInt(args[strings.LastIndexByte(args, ' ')+1:], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	data, err := hex.DecodeString(strings.ReplaceAll(s, `\x`, ""))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// hexed is a text as strace writes it.
func hexed(s string) string {
	return regexp.MustCompile("..").ReplaceAllString(hex.EncodeToString([]byte(s)), `\x$0`)
}

// disk is what there is of some files, and what would be there of them without power.
type disk struct {
	seen  int
	names map[string]*inode // as programs see them
	safe  map[string]*inode // that were synced with their directory
}

// inode is a file, whatever its name.
type inode struct {
	synced  []byte
	pending []change // since then
}

// change is a write, or a cut to a length where it has no data.
type change struct {
	data []byte
	at   int64
	done int // the index of the call's end; 0 as long as it is not over
}

func newDisk() *disk {
	return &disk{names: map[string]*inode{}, safe: map[string]*inode{}}
}

func (d *disk) sees(c call) {
	defer func() { d.seen++ }()
	file := d.names[c.path]
	switch {
	case strings.HasSuffix(c.path, "-shm"): // made anew by whoever opens the file first
	case c.ended && (c.name == "fsync" || c.name == "fdatasync"):
		if file == nil {
			for path, f := range d.names {
				if filepath.Dir(path) == c.path {
					d.safe[path] = f
				}
			}
			maps.DeleteFunc(d.safe, func(path string, _ *inode) bool { return filepath.Dir(path) == c.path && d.names[path] == nil })
			return
		}
		file.sync(c.begun)
	case c.name == "open" && c.ended && file == nil && strings.HasPrefix(filepath.Base(c.path), "coach.db"):
		d.names[c.path] = &inode{}
	case c.name == "unlink" && c.ended:
		delete(d.names, c.path)
	case (c.name == "pwrite64" || c.name == "ftruncate") && file != nil && !c.ended:
		file.pending = append(file.pending, change{data: c.data, at: c.at, done: 0})
	case (c.name == "pwrite64" || c.name == "ftruncate") && file != nil:
		for i := range file.pending {
			if p := &file.pending[i]; p.done == 0 && p.at == c.at && bytes.Equal(p.data, c.data) {
				p.done = d.seen
				break
			}
		}
	}
}

// sync makes sure of every change that was over before a moment.
func (f *inode) sync(before int) {
	f.pending = slices.DeleteFunc(f.pending, func(c change) bool {
		over := c.done > 0 && c.done < before
		if over {
			f.synced = c.to(f.synced)
		}
		return over
	})
}

func (c change) to(data []byte) []byte {
	if c.data == nil {
		return append(data, make([]byte, max(0, c.at-int64(len(data))))...)[:c.at]
	}
	if end := c.at + int64(len(c.data)); end > int64(len(data)) {
		data = append(data, make([]byte, end-int64(len(data)))...)
	}
	copy(data[c.at:], c.data)
	return data
}

// leaves is what a power cut leaves of what was not synced.
type leaves int

const (
	nothing leaves = iota
	all
	some // of it, in no order, and of writes some sectors
)

func (l leaves) String() string { return [...]string{"nothing", "all", "some"}[l] }

func (l leaves) it() bool { return l == all || l == some && rand.IntN(2) == 0 }

// cut writes down what is left without power, and counts what is lost.
func (d *disk) cut(t *testing.T, dir string, left leaves) (lost int) {
	t.Helper()
	paths := maps.Clone(d.names)
	maps.Copy(paths, d.safe)
	for path := range paths {
		file := d.safe[path]
		if left.it() {
			file = d.names[path]
		}
		if file == nil {
			continue
		}
		data := slices.Clone(file.synced)
		for _, c := range file.pending {
			for from := 0; left == some && from+512 <= len(c.data); from += 512 {
				if left.it() {
					data = change{data: c.data[from : from+512], at: c.at + int64(from)}.to(data)
				}
			}
			if left.it() {
				data = c.to(data)
			} else {
				lost++
			}
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return lost
}
