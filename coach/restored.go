package coach

import (
	"strings"
	"time"
)

// SettingRestored says that a database was a backup before it was this one, and when the
// last change in it was. The store writes it into every backup that it makes.
//
// What the bot sent between that change and the accident is in Slack and not in the
// database. A message of that time that waited in the outbox is of unknown end in the
// backup already. One that was planned and sent after the backup has left no row, and is
// planned once more: so for two days, which is as long as any slot of before the
// accident may come up, a new post is one that may be there. It is looked for, by its
// key, before it is sent.
const SettingRestored = "restored"

// restoredFor is how long that goes on, from the first post that is planned.
const restoredFor = 48 * time.Hour

// mayBeThere makes a new post of a restored database one of unknown end.
func mayBeThere(tx Tx, p Post, now time.Time) (Post, error) {
	value, err := tx.Setting(SettingRestored)
	if err != nil || value == "" || p.State != PostReady {
		return p, err
	}
	from, until, begun := strings.Cut(value, " ")
	last, err := time.Parse(time.RFC3339Nano, from)
	if err != nil {
		return p, tx.SaveSetting(SettingRestored, "") // not of our making
	}
	if !begun {
		until = now.Add(restoredFor).UTC().Format(time.RFC3339Nano)
		if err := tx.SaveSetting(SettingRestored, from+" "+until); err != nil {
			return p, err
		}
	}
	if end, err := time.Parse(time.RFC3339Nano, until); err != nil || !now.Before(end) {
		return p, tx.SaveSetting(SettingRestored, "")
	}
	p.State, p.FiredAt = PostUnknown, earlierTime(last, now)
	return p, nil
}
