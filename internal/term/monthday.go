package term

import (
	"fmt"
	"regexp"
	"time"

	"kyodo/internal/fault"
)

// MonthDay is a day of every year, such as the end of a corporation's fiscal year.
// The end of February is one value, whether it was written 28 or 29: a year that
// ends on 28 February begins again on 1 March and ends on the 29th in leap years.
// The zero value is none.
type MonthDay struct {
	month int8
	day   int8
}

var (
	reMonthDay = regexp.MustCompile(`^(\d{1,2})[月./-](\d{1,2})日?$`)
	reMonthEnd = regexp.MustCompile(`^(\d{1,2})月末日?$`)
)

// MakeMonthDay returns the day and whether a year can have it.
func MakeMonthDay(month, day int) (MonthDay, bool) {
	if month < 1 || month > 12 || day < 1 || day > daysIn(2000, month) {
		return MonthDay{}, false
	}
	if month == 2 && day == 28 {
		day = 29
	}
	return MonthDay{int8(month), int8(day)}, true // #nosec G115 -- years have four digits, months and days are checked
}

// ParseMonthDay reads 03-31, 3/31, 3月31日, 2月末日, full-width too; "" is none.
// The error is of kind fault.Invalid.
func ParseMonthDay(s string) (MonthDay, error) {
	t := fold(s)
	if t == "" {
		return MonthDay{}, nil
	}
	var md MonthDay
	ok := false
	if m := reMonthDay.FindStringSubmatch(t); m != nil {
		md, ok = MakeMonthDay(number(m[1]), number(m[2]))
	} else if m := reMonthEnd.FindStringSubmatch(t); m != nil {
		if month := number(m[1]); month >= 1 && month <= 12 {
			md, ok = MakeMonthDay(month, daysIn(2000, month))
		}
	}
	if !ok {
		return MonthDay{}, fault.New(fault.Invalid, "term.ParseMonthDay(%q): no such day", s)
	}
	return md, nil
}

// IsZero says that there is no day.
func (m MonthDay) IsZero() bool { return m == MonthDay{} }

// Equal says that both are the same day.
func (m MonthDay) Equal(other MonthDay) bool { return m == other }

// EndOfMonth says that the day is its month's last, so that it moves with leap years.
func (m MonthDay) EndOfMonth() bool {
	return !m.IsZero() && int(m.day) == daysIn(2000, int(m.month))
}

// In returns the day in the year, no date if m is none.
func (m MonthDay) In(year int) Date {
	if m.IsZero() {
		return Date{}
	}
	d, _ := Make(year, int(m.month), min(int(m.day), daysIn(year, int(m.month))))
	return d
}

// OnOrAfter returns the first such day not before d.
func (m MonthDay) OnOrAfter(d Date) Date {
	if x := m.In(d.Year()); !x.Before(d) {
		return x
	}
	return m.In(d.Year() + 1)
}

// LastBefore returns the last such day before d.
func (m MonthDay) LastBefore(d Date) Date {
	if x := m.In(d.Year()); x.Before(d) {
		return x
	}
	return m.In(d.Year() - 1)
}

// String returns "03-31", "02-29" for the end of February, "" for none.
func (m MonthDay) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d-%02d", m.month, m.day)
}

// Japanese writes 3月31日, and 2月末日 for the end of February.
func (m MonthDay) Japanese() string {
	switch {
	case m.IsZero():
		return ""
	case m.month == 2 && m.EndOfMonth():
		return "2月末日"
	}
	return fmt.Sprintf("%d月%d日", m.month, m.day)
}

// English writes 31 March, and "last day of February".
func (m MonthDay) English() string {
	switch {
	case m.IsZero():
		return ""
	case m.month == 2 && m.EndOfMonth():
		return "last day of February"
	}
	return fmt.Sprintf("%d %s", m.day, time.Month(m.month))
}

// MarshalText writes String.
func (m MonthDay) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *MonthDay) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMonthDay(string(text))
	return err
}

// Scan reads a text column; NULL and "" are none.
func (m *MonthDay) Scan(src any) (err error) {
	switch v := src.(type) {
	case nil:
		*m = MonthDay{}
	case string:
		*m, err = ParseMonthDay(v)
	case []byte:
		*m, err = ParseMonthDay(string(v))
	default:
		err = fault.New(fault.Invalid, "term.MonthDay.Scan: %T is no text", src)
	}
	return err
}
