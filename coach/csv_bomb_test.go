package coach

import (
	"io"
	"runtime"
	"strings"
	"testing"
)

// endless is a file that never ends; read counts what was taken of it.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "a,b\n"[(e.read+int64(i))%4]
	}
	e.read += int64(len(p))
	return len(p), nil
}

// A file that was made to be expensive is refused, and reading it takes no more memory
// than a few times its size, however it is made.
func TestAFileMadeToFillTheMemoryIsRefusedCheaply(t *testing.T) {
	lim := UploadLimits()
	full := func(head, row string) io.Reader {
		return strings.NewReader(head + strings.Repeat(row, (int(lim.Bytes)-len(head))/len(row)))
	}
	for name, file := range map[string]io.Reader{
		"a million rows":              full("account,deal\n", "a,b\n"),
		"a million rows too wide":     full("account,deal\n", "a,b,c\n"),
		"a million stray quotes":      full("account,deal\n", "a\"b,c\n"),
		"a row of five million cells": full("account,deal\n", ","),
		"the same behind a quote":     full("account,deal\nx\"y\n", ","),
		"five million columns":        full("account", ";"),
		"half a million columns":      full("account", ",account12"),
		"no end":                      &endless{},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := readCSV(file, lim)
		runtime.ReadMemStats(&after)
		if KindOf(err) != Invalid {
			t.Errorf("%s: %v", name, err)
		}
		if used := int64(after.TotalAlloc - before.TotalAlloc); used > 64<<20 {
			t.Errorf("%s: took %d MB in all", name, used>>20)
		} else {
			t.Logf("%s: %d MB: %v", name, used>>20, err)
		}
		if e, ok := file.(*endless); ok && e.read > 2*lim.Bytes {
			t.Errorf("%s: read %d bytes", name, e.read)
		}
	}
}
