package deploy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// nobody is the user that the image runs as.
const nobody = 65532

// imageLimit is what an image may weigh, in bytes: it is pulled onto small machines.
const imageLimit = 30 << 20

// The image without a container engine: the lines of the Dockerfile that build are
// run as they stand in a root of their own, what the last stage copies is all that
// its root has, and the bot works there as nobody, with nothing but its volume to
// write to, against the sandbox.
func TestTheImageServesAsNobodyWithAReadOnlyRoot(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the program anew")
	}
	b := startBuild(t)
	b.build("/src", "v0.0.0-test")
	first := b.sum("salescoach")
	b.assemble()

	if got := b.inside("version"); got != "salescoach v0.0.0-test\n" {
		t.Errorf("it says that it is %q", got)
	}
	b.inside("migrate") // makes the database
	if got := b.inside("backup", "/copy.db"); strings.Contains(got, "Backed up") {
		t.Errorf("its root can be written to: %q", got)
	}
	if got := b.inside("backup", "/data/copy.db"); !strings.Contains(got, "Backed up") {
		t.Errorf("its volume cannot be written to: %q", got)
	}
	if size := b.size(); size > imageLimit {
		t.Errorf("the image has %d bytes, more than %d", size, imageLimit)
	} else {
		t.Logf("the image has %.1f MB", float64(size)/1e6)
	}
	b.serves()

	b.elsewhere()
	b.build("/another/place", "v0.0.0-test")
	if second := b.sum("salescoach"); first != second {
		t.Errorf("two builds differ: %s and %s", first, second)
	}
}

// builder builds an image as the Dockerfile says, as far as it must.
type builder struct {
	t      *testing.T
	stages []stage
	super  []string // what runs a command as root
	src    string   // /src of the first stage
	out    string   // /out of the first stage
	image  string   // the root of the last stage
	volume string   // what is mounted at the volume
}

func startBuild(t *testing.T) *builder {
	t.Helper()
	b := &builder{t: t, stages: dockerfile(readFile(t, "Dockerfile"))}
	if os.Geteuid() != 0 {
		b.super = []string{"sudo", "-n", "-E", "env", "PATH=" + os.Getenv("PATH")}
	}
	if out, err := b.root(t.Context(), "true").CombinedOutput(); err != nil {
		t.Skipf("only root may make a root: %v %s", err, out)
	}
	b.elsewhere()
	return b
}

// elsewhere begins anew in another folder.
func (b *builder) elsewhere() {
	b.t.Helper()
	dir := b.t.TempDir()
	b.must(os.Chmod(dir, 0o755))
	b.src, b.out, b.image, b.volume = filepath.Join(dir, "src"), filepath.Join(dir, "out"), filepath.Join(dir, "image"), filepath.Join(dir, "volume")
	for _, d := range []string{b.src, b.out, b.image, b.volume} {
		b.must(os.Mkdir(d, 0o755))
	}
	b.t.Cleanup(func() { b.root(context.Background(), "rm -rf "+b.out+"/* "+b.image+"/* "+b.volume+"/*").Run() })
	ignored := ignoredNames(b.t)
	for _, st := range b.stages[1].all("COPY") {
		words := strings.Fields(st.rest)
		for _, name := range words[:len(words)-1] {
			b.must(copyTree(filepath.Join(root, name), filepath.Join(b.src, name), ignored))
		}
	}
}

func (b *builder) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// ignoredNames are the patterns of .dockerignore for names anywhere.
func ignoredNames(t *testing.T) (patterns []string) {
	t.Helper()
	for line := range strings.Lines(readFile(t, ".dockerignore")) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "**/"); ok {
			patterns = append(patterns, name)
		}
	}
	return patterns
}

func copyTree(from, to string, ignored []string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, pattern := range ignored {
			if match, _ := path.Match(pattern, d.Name()); match {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
		}
		target := to + strings.TrimPrefix(name, from)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o644)
	})
}

// root is a shell script that root runs with mounts of its own.
func (b *builder) root(ctx context.Context, script string) *exec.Cmd {
	args := append(append([]string{}, b.super...), "unshare", "--mount", "--propagation", "private", "sh", "-euc", script)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// build runs each RUN of the first stage, with this machine's tools, in a root
// where the source is at a place and /out is the builder's.
func (b *builder) build(at, version string) {
	b.t.Helper()
	place := filepath.Join(b.t.TempDir(), "root")
	script := "mkdir " + place + " && mount -t tmpfs tmpfs " + place + `
for d in /*; do
  [ -d "$d" ] && [ ! -L "$d" ] && [ "$d" != /src ] && [ "$d" != /out ] || { [ ! -L "$d" ] || cp -P "$d" ` + place + `; continue; }
  mkdir "` + place + `$d" && mount --rbind "$d" "` + place + `$d"
done
mkdir -p ` + place + at + " " + place + `/out
mount --bind ` + b.src + " " + place + at + " && mount --bind " + b.out + " " + place + `/out
chroot ` + place + ` sh -euc "cd ` + at + `; $LINES"`
	var lines []string
	for _, st := range b.stages[1].all("RUN") {
		lines = append(lines, st.rest)
	}
	cmd := b.root(b.t.Context(), script)
	cmd.Env = append(os.Environ(), "VERSION="+version, "GOFLAGS=", "LINES="+strings.Join(lines, "; "))
	if out, err := cmd.CombinedOutput(); err != nil {
		b.t.Fatalf("%v\n%s", err, out)
	}
}

// assemble makes the root of the last stage: what it copies, and nothing else.
func (b *builder) assemble() {
	b.t.Helper()
	script := "chown " + fmt.Sprint(nobody) + " " + b.volume + "\n"
	for _, st := range b.stages[len(b.stages)-1].all("COPY") {
		from, to, _ := strings.Cut(st.rest, " ")
		if name, ok := strings.CutPrefix(from, "/out/"); ok {
			from = filepath.Join(b.out, name)
		}
		to = b.image + to
		script += "mkdir -p " + filepath.Dir(to) + " && cp -rL " + from + " " + to + "\n"
		if owner := st.flags["chown"]; owner != "" {
			script += "chown -R " + owner + " " + to + "\n"
		}
	}
	if out, err := b.root(b.t.Context(), script).CombinedOutput(); err != nil {
		b.t.Fatalf("%v\n%s", err, out)
	}
}

// command is the image's program, in its root, as its user, with its environment.
func (b *builder) command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	last := b.stages[len(b.stages)-1]
	var set []string
	for key, value := range last.env() {
		set = append(set, key+"="+value)
	}
	env = append(set, env...) // as in docker run --env: what is given wins
	place := b.image + strings.Trim(last.last("VOLUME"), `[]"`)
	script := "mount --bind " + b.image + " " + b.image + " && mount -o remount,bind,ro " + b.image + " && mount --bind " + b.volume + " " + place +
		" && exec env -i " + quoted(env) + " $(command -v chroot) --userspec=" + last.last("USER") + " --groups= " + b.image + " /salescoach " + quoted(args)
	return b.root(ctx, script)
}

func quoted(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString("'" + w + "' ")
	}
	return b.String()
}

// inside runs the image's program to its end and gives what it said.
func (b *builder) inside(args ...string) string {
	b.t.Helper()
	out, _ := b.command(b.t.Context(), nil, args...).CombinedOutput()
	return string(out)
}

// serves starts the image against a sandbox, has somebody use it, and stops it.
func (b *builder) serves() {
	t := b.t
	t.Helper()
	ws := sandbox.New(sandbox.Options{Log: slog.New(slog.DiscardHandler), Commands: []sandbox.Command{{Name: "/followup", ShouldEscape: true}}})
	b.must(ws.Start())
	defer ws.Close()
	ws.AddPerson(sandbox.PersonSpec{ID: "U0DANA", RealName: "Dana Whitlock", TZ: "Europe/Berlin"})
	var said bytes.Buffer
	env := []string{"SLACK_API_URL=" + ws.APIURL(), "SLACK_BOT_TOKEN=" + ws.BotToken(), "SLACK_APP_TOKEN=" + ws.AppToken(), "COACH_LISTEN=" + freeAddress(t)}
	cmd := b.command(t.Context(), env)
	cmd.Stdout, cmd.Stderr = &said, &said
	b.must(cmd.Start())
	waiting, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := ws.WaitFor(waiting, func() bool { return ws.Sockets() >= 2 }); err != nil {
		cmd.Process.Kill()
		cmd.Wait()
		t.Fatalf("it did not connect: %v\n%s", err, &said)
	}
	b.unprivileged(cmd.Process.Pid)
	dm := ws.DM("U0DANA")
	b.must(ws.Person("U0DANA").Type(t.Context(), dm, "/followup"))
	if m := ws.Messages(dm, "U0DANA"); len(m) == 0 {
		t.Error("it does not answer")
	}
	if out, err := b.command(t.Context(), env, b.asksHealth()...).CombinedOutput(); err != nil {
		t.Errorf("the health check of the image: %v %s", err, out)
	}
	b.must(cmd.Process.Signal(syscall.SIGTERM))
	if err := cmd.Wait(); err != nil {
		t.Errorf("it does not stop well: %v\n%s", err, &said)
	}
	if out, err := b.command(t.Context(), env, b.asksHealth()...).CombinedOutput(); err == nil {
		t.Errorf("nobody is there, and the health check says: %s", out)
	}
	if _, err := os.Stat(filepath.Join(b.volume, "salescoach.db")); err != nil {
		t.Errorf("the database is not in the volume: %v", err)
	}
}

// asksHealth is what the image's health check asks of the program.
func (b *builder) asksHealth() (args []string) {
	b.t.Helper()
	check := strings.TrimPrefix(b.stages[len(b.stages)-1].last("HEALTHCHECK"), "CMD ")
	b.must(json.Unmarshal([]byte(check), &args))
	if args[0] != "/salescoach" {
		b.t.Fatalf("the health check runs %v", args)
	}
	return args[1:]
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// unprivileged holds a process against what it must not be.
func (b *builder) unprivileged(pid int) {
	b.t.Helper()
	if len(b.super) > 0 {
		return // sudo stands between
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	b.must(err)
	for _, want := range []string{fmt.Sprintf("Uid:\t%d\t%d", nobody, nobody), fmt.Sprintf("Gid:\t%d\t%d", nobody, nobody), "CapEff:\t0000000000000000"} {
		if !strings.Contains(string(text), want) {
			b.t.Errorf("the process is not one with %s:\n%s", want, text)
		}
	}
}

func (b *builder) size() (n int64) {
	b.t.Helper()
	b.must(filepath.WalkDir(b.image, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // the volume belongs to somebody else
		}
		info, err := d.Info()
		n += info.Size()
		return err
	}))
	return n
}

func (b *builder) sum(name string) string {
	b.t.Helper()
	f, err := os.Open(filepath.Join(b.out, name))
	b.must(err)
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	b.must(err)
	return fmt.Sprintf("%x", h.Sum(nil))
}
