package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// secret is unguessable: who holds a ticket or a response URL may use it.
func secret() string {
	var b [12]byte
	rand.Read(b[:]) // never fails: the runtime ends the process instead
	return hex.EncodeToString(b[:])
}

// newID is a short readable id such as V000004; the caller holds w.mu.
func (w *Workspace) newID(prefix string) string {
	w.lastID++
	s := strings.ToUpper(strconv.FormatUint(w.lastID, 36))
	if len(s) < 8 {
		s = "00000000"[len(s):] + s
	}
	return prefix + s
}

// newTS is a message timestamp, unique and rising in the whole workspace even
// while the clock stands still; the caller holds w.mu.
func (w *Workspace) newTS() string {
	us := w.clock.now().UnixMicro()
	if us <= w.lastMicro {
		us = w.lastMicro + 1
	}
	w.lastMicro = us
	return formatTS(us)
}

func formatTS(us int64) string {
	b := make([]byte, 0, 20)
	b = strconv.AppendInt(b, us/1e6, 10)
	b = append(b, '.')
	frac := us % 1e6
	for p := int64(1e5); p > 0; p /= 10 {
		b = append(b, byte('0'+frac/p%10))
	}
	return string(b)
}

// timeOfTS is the instant that a message timestamp names; zero when malformed.
func timeOfTS(ts string) time.Time {
	sec, frac, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(sec, 10, 64)
	if err != nil {
		return time.Time{}
	}
	us, _ := strconv.ParseInt((frac + "000000")[:6], 10, 64)
	return time.Unix(s, us*1000).UTC()
}
