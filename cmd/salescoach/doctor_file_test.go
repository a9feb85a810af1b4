package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is the program as somebody runs it whom permissions stop: root is not.
func nobody() {
	if os.Getuid() == 0 {
		if err := errors.Join(syscall.Setgid(65534), syscall.Setuid(65534)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitUsage)
		}
	}
	main()
}

// The operator has put a backup in place as root, or the volume is mounted read-only: the
// doctor names the file and the mend, and leaves nothing behind that would outlast it.
func TestTheDoctorFindsADatabaseThatMayNotBeWritten(t *testing.T) {
	const cannot = " can't be written; make the file and its directory writable for this user.\n"
	const shut = " may not be opened by this user; change its owner or its mode.\n"
	for name, c := range map[string]struct {
		file, dir os.FileMode // a file of no mode is not there
		want      string
	}{
		"the file":           {0o444, 0o777, cannot},
		"its directory":      {0o666, 0o555, cannot},
		"both":               {0o444, 0o555, cannot},
		"nor may it be read": {0o200, 0o777, shut},
		"it cannot be made":  {0, 0o555, shut},
	} {
		t.Run(name, func(t *testing.T) {
			w := openWard(t)
			dir := filepath.Dir(w.file)
			before, err := os.ReadFile(w.file)
			must(t, errors.Join(err, os.Chmod(filepath.Dir(dir), 0o755)))
			if c.file == 0 {
				before = nil
				err = os.Remove(w.file)
			} else {
				err = os.Chmod(w.file, c.file)
			}
			must(t, errors.Join(err, os.Chmod(dir, c.dir)))
			t.Cleanup(func() { os.Chmod(dir, 0o755) })
			code, said := examinedByNobody(t)
			if want := "\n✗ database  The database " + w.file + c.want; code != exitFailed || !strings.Contains(said, want) {
				t.Errorf("exit %d, want %q in\n%s", code, want, said)
			}
			if strings.Contains(said, "schema") {
				t.Errorf("something is said of a file that wasn't read:\n%s", said)
			}
			must(t, os.Chmod(dir, 0o755))
			if left, _ := filepath.Glob(w.file + "?*"); left != nil {
				t.Errorf("left behind: %v", left)
			}
			os.Chmod(w.file, 0o644)
			if after, _ := os.ReadFile(w.file); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func examinedByNobody(t *testing.T) (code int, said string) {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	child := exec.CommandContext(t.Context(), exe)
	child.Args = []string{"nobody", "doctor"} // the name makes TestMain run nobody
	out, err := child.Output()
	if child.ProcessState == nil {
		t.Fatal(err)
	}
	return child.ProcessState.ExitCode(), string(out)
}
