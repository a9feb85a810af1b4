package coach

import "time"

// Setup is how far a team has come in setting the bot up, as the facts say it: nobody
// ticks anything off by hand.
type Setup struct {
	Deals   bool      // there are some
	Room    bool      // we are in a channel
	Digest  bool      // a channel has its daily digest
	Asked   bool      // the team was asked which leads are dead
	settled time.Time // when the digest was turned on
}

// setupFor is how long the last step is shown once the others are taken: not every
// team has dead leads.
const setupFor = 14 * 24 * time.Hour

// Done says that the steps need not be shown any more.
func (s Setup) Done(now time.Time) bool {
	if !s.Deals || !s.Room || !s.Digest {
		return false
	}
	return s.Asked || now.Sub(s.settled) > setupFor
}

func (c *Coach) setup(r Reader) (Setup, error) {
	var s Setup
	some, err := r.Deals(DealQuery{Limit: 1})
	if err != nil {
		return s, err
	}
	s.Deals = len(some) > 0
	rooms, err := r.Rooms()
	if err != nil {
		return s, err
	}
	for _, room := range c.withDefaults(rooms) {
		s.Room = s.Room || room.LeftAt.IsZero() && (!room.GreetedAt.IsZero() || !room.SetAt.IsZero())
		if c.digest(room) != nil {
			s.Room, s.Digest = true, true
			s.settled = laterTime(s.settled, laterTime(room.SetAt, room.GreetedAt))
		}
	}
	switch _, err = r.LastPoll(DeadLeads); {
	case KindOf(err) == NotFound:
		return s, nil
	case err != nil:
		return s, err
	}
	s.Asked = true
	return s, nil
}
