package coach

import "time"

// Hours is a rep's calendar: zone, work week and holidays. A business day is a
// day of the work week that is no holiday.
type Hours struct {
	Zone     *time.Location
	WorkDays [7]bool // by time.Weekday
	Holidays map[Date]bool
}
