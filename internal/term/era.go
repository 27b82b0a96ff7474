package term

import (
	"fmt"
	"time"
)

// era is a Japanese era: its name, its letter, its first day.
type era struct {
	name   string
	letter byte
	first  Date
}

// year returns the year of the era that the western year is: 1 for the first.
func (e era) year(western int) int { return western - e.first.Year() + 1 }

// eras are listed from the newest. Source: 昭和54年政令 (元号を改める政令) of 昭和64年
// (平成 from 1989-01-08) and of 平成31年 (令和 from 2019-05-01); 改元ノ詔 for 大正
// (1912-07-30) and 昭和 (1926-12-25). 明治 begins with the old calendar's first day of
// its first year, 1868-01-25.
var eras = [...]era{
	{"令和", 'R', Date{2019, 5, 1}},
	{"平成", 'H', Date{1989, 1, 8}},
	{"昭和", 'S', Date{1926, 12, 25}},
	{"大正", 'T', Date{1912, 7, 30}},
	{"明治", 'M', Date{1868, 1, 25}},
}

// gregorian is the first day on which Japan's calendar was the western one
// (明治5年太政官布告第337号). Older days have other months and days in their era.
var gregorian = Date{1873, 1, 1}

// eraOf returns the era of the day; ok is false before 1873-01-01.
func eraOf(d Date) (era, bool) {
	if d.Before(gregorian) {
		return era{}, false
	}
	for _, e := range eras {
		if !d.Before(e.first) {
			return e, true
		}
	}
	return era{}, false
}

// eraYear writes the era and its year as of the day: 令和8, 令和元; 1872 before 1873.
func eraYear(d Date) string {
	e, ok := eraOf(d)
	if !ok {
		return fmt.Sprint(d.Year())
	}
	if n := e.year(d.Year()); n > 1 {
		return fmt.Sprintf("%s%d", e.name, n)
	}
	return e.name + "元"
}

// Era writes 令和8年11月22日, the first year as 元年; days before 1873 have the
// western year, and no date is "".
func (d Date) Era() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s年%d月%d日", eraYear(d), d.Month(), d.Day())
}

// Both writes 令和8年11月22日（2026年）.
func (d Date) Both() string {
	if _, ok := eraOf(d); !ok {
		return d.Era()
	}
	return fmt.Sprintf("%s（%d年）", d.Era(), d.Year())
}

// English writes 22 November 2026, and "" for no date.
func (d Date) English() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day(), time.Month(d.month), d.Year())
}
