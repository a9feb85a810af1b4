package db

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// children are what the test binary does instead of testing when DB_CHILD names
// one: for tests that need another process, to limit it, to kill it, or to be
// another user.
var children = map[string]func(ctx context.Context, args []string) error{
	"back up without room": childBacksUpWithoutRoom,
	"open as nobody":       childOpensAsNobody,
	"examine as nobody":    childExaminesAsNobody,
	"touch as nobody":      childTouchesAsNobody,
	"open without room":    childOpensWithoutRoom,
	"fill the disk":        childFillsTheDisk,
	"log touches":          childLogsTouches,
	"hold the file":        childHoldsTheFile,
	"write and write":      childWritesAndWrites,
}

func TestMain(m *testing.M) {
	name := os.Getenv("DB_CHILD")
	if name == "" {
		os.Exit(m.Run())
	}
	if err := children[name](context.Background(), strings.Split(os.Getenv("DB_CHILD_ARGS"), "\n")); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// child is a command that runs one of the children.
func child(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), exe)
	c.Env = append(os.Environ(), "DB_CHILD="+name, "DB_CHILD_ARGS="+strings.Join(args, "\n"))
	c.Stderr = os.Stderr
	return c
}

// childSays runs a child to its end and returns what it printed.
func childSays(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	c := child(t, name, args...)
	c.Stdout = &out
	if err := c.Run(); err != nil {
		t.Fatalf("child %q: %v: %s", name, err, out.String())
	}
	return strings.TrimSpace(out.String())
}
