package db

import (
	"time"

	"salescoach/coach"
)

// millis is an instant as it is stored: unix milliseconds, 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant reads what millis wrote, in UTC.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// instantOf and dateOf let a row be scanned straight into the coach's types.
type instantOf struct{ t *time.Time }

// Scan implements sql.Scanner.
func (i instantOf) Scan(src any) error {
	ms, ok := src.(int64)
	if !ok {
		return wrongType("time", src)
	}
	*i.t = instant(ms)
	return nil
}

type dateOf struct{ d *coach.Date }

// Scan implements sql.Scanner.
func (d dateOf) Scan(src any) (err error) {
	switch s := src.(type) {
	case nil: // the driver's way to say ''
		*d.d = coach.Date{}
	case string:
		*d.d = coach.Date{}
		if s != "" {
			*d.d, err = coach.ParseDate(s)
		}
	default:
		err = wrongType("date", src)
	}
	return err
}
