package term

import "time"

// Calendar says on which days an authority is closed: Saturdays, Sundays and
// public holidays always (地方自治法4条の2第2項1号・2号).
type Calendar struct {
	// YearEnd closes 29 December to 3 January too. The law leaves these days to each
	// authority's ordinance (同項3号); this is the usual rule.
	YearEnd bool
}

// LocalGovernment returns the usual calendar of a prefecture.
func LocalGovernment() Calendar { return Calendar{YearEnd: true} }

// IsBusinessDay says that the authority is open on the day.
func (c Calendar) IsBusinessDay(d Date) bool {
	switch d.Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	if c.YearEnd && (d.Month() == 12 && d.Day() >= 29 || d.Month() == 1 && d.Day() <= 3) {
		return false
	}
	_, holiday := Holiday(d)
	return !holiday
}

// NextBusinessDay returns d itself if it is a business day, else the next one;
// no date stays no date.
func (c Calendar) NextBusinessDay(d Date) Date {
	for !d.IsZero() && !c.IsBusinessDay(d) {
		d = d.AddDays(1)
	}
	return d
}

// AddBusinessDays returns the n-th business day after d (before d for a negative n).
// The day itself is not counted (民法140条).
func (c Calendar) AddBusinessDays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for ; n > 0 && !d.IsZero(); n-- {
		for d = d.AddDays(step); !d.IsZero() && !c.IsBusinessDay(d); d = d.AddDays(step) {
		}
	}
	return d
}
