package term

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"kyodo/internal/fault"
)

// Date is a civil day in Japan, years 1 to 9999. The zero value is no date.
// Dates compare with ==; order them with Before, After or Compare.
// A database column takes d.String() and gives the text back to Scan.
type Date struct {
	year  int16
	month int8
	day   int8
}

// jst is Japan Standard Time, without daylight saving since 1952.
var jst = time.FixedZone("JST", 9*60*60)

// JST returns Japan Standard Time.
func JST() *time.Location { return jst }

// Make returns the date and whether there is such a day (years 1 to 9999).
func Make(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, false
	}
	return Date{int16(year), int8(month), int8(day)}, true // #nosec G115 -- years have four digits, months and days are checked
}

// On returns the date for a literal in code and panics if there is no such day.
// Input from outside goes through Make or Parse.
func On(year, month, day int) Date {
	d, ok := Make(year, month, day)
	if !ok {
		panic(fmt.Sprintf("term.On(%d, %d, %d): no such day", year, month, day))
	}
	return d
}

// Of returns the day that the instant falls on in Japan; no date for the zero time.
func Of(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return fromTime(t.In(jst))
}

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	date, _ := Make(y, int(m), d)
	return date
}

// Time returns the first instant of the day in Japan, the zero time for no date.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year(), time.Month(d.month), d.Day(), 0, 0, 0, 0, jst)
}

func (d Date) utc() time.Time {
	return time.Date(d.Year(), time.Month(d.month), d.Day(), 0, 0, 0, 0, time.UTC)
}

// IsZero says that d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Year returns the year of the western calendar, 0 for no date.
func (d Date) Year() int { return int(d.year) }

// Month returns the month 1 to 12, 0 for no date.
func (d Date) Month() int { return int(d.month) }

// Day returns the day of the month, 0 for no date.
func (d Date) Day() int { return int(d.day) }

// Weekday returns the day of the week; ask it of a real date only.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Compare returns -1, 0 or +1; no date comes before every date.
func (d Date) Compare(other Date) int {
	return cmp.Compare(d.key(), other.key())
}

func (d Date) key() int { return int(d.year)*10000 + int(d.month)*100 + int(d.day) }

// Before says that d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After says that d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Equal says that both are the same day.
func (d Date) Equal(other Date) bool { return d == other }

// AddDays returns the date n days later (earlier for a negative n).
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return fromTime(d.utc().AddDate(0, 0, n))
}

// AddMonths returns the corresponding day n months later, and the last day of
// that month where it has no such day (the rule of 民法143条2項): 31 January and
// one month is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	months := d.Year()*12 + d.Month() - 1 + n
	year, month := months/12, months%12+1
	if months < 0 {
		return Date{}
	}
	date, _ := Make(year, month, min(d.Day(), daysIn(year, month)))
	return date
}

// AddYears returns the corresponding day n years later; 29 February becomes 28
// February in a common year (民法143条2項).
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// DaysUntil returns how many days lie from d to other: 1 from today to tomorrow.
func (d Date) DaysUntil(other Date) int {
	return int(other.utc().Sub(d.utc()) / (24 * time.Hour))
}

// String returns "2006-01-02", and "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	b := [10]byte{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0'}
	put := func(end, n int) {
		for ; n > 0; n /= 10 {
			b[end] = byte('0' + n%10)
			end--
		}
	}
	put(3, d.Year())
	put(6, d.Month())
	put(9, d.Day())
	return string(b[:])
}

// ParseISO reads exactly "2006-01-02"; "" is no date. The error is of kind fault.Invalid.
func ParseISO(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, errY := strconv.ParseUint(s[:4], 10, 16)
		m, errM := strconv.ParseUint(s[5:7], 10, 8)
		day, errD := strconv.ParseUint(s[8:], 10, 8)
		if errY == nil && errM == nil && errD == nil {
			if d, ok := Make(int(y), int(m), int(day)); ok {
				return d, nil
			}
		}
	}
	return Date{}, fault.New(fault.Invalid, "term.ParseISO(%q): no such date", s)
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseISO(string(text))
	return err
}

// Scan reads a text column; NULL and "" are no date.
func (d *Date) Scan(src any) (err error) {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case string:
		*d, err = ParseISO(v)
	case []byte:
		*d, err = ParseISO(string(v))
	default:
		err = fault.New(fault.Invalid, "term.Date.Scan: %T is no text", src)
	}
	return err
}

// daysIn returns the length of the month.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
