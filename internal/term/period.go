package term

import (
	"cmp"
	"fmt"
	"time"
)

// Precision is how exactly a point in time is known.
type Precision int8

// The precisions, from the coarsest.
const (
	NoPrecision  Precision = iota
	ByFiscalYear           // 年度
	ByYear                 // 年
	ByMonth                // 月
	ByThird                // 旬: the 1st to 10th, 11th to 20th, 21st to the end of a month
	ByDay                  // 日
)

// Third is the third of a month: 上旬, 中旬, 下旬.
type Third int8

// The thirds of a month.
const (
	Early Third = 1 // 上旬: 1 to 10
	Mid   Third = 2 // 中旬: 11 to 20
	Late  Third = 3 // 下旬: 21 to the end of the month
)

// point is a point in time of some precision; what the precision leaves out is 0.
type point struct {
	precision Precision
	year      int16 // the western year; of a fiscal year, the one it begins in
	month     int8
	part      int8 // the third or the day of the month
}

// Period is when a plan says that something happens: a fiscal year, a year, a month,
// a third of a month or a day, perhaps to a later one, perhaps open at the end
// (5月以降), perhaps every month from then on (以降、月1回). The zero value is no period.
// Periods compare with ==; order them with Compare.
type Period struct {
	first   point
	last    point // as first unless a range
	open    bool
	monthly bool
}

// InFiscalYear returns the period of a fiscal year.
func InFiscalYear(y FiscalYear) Period { return single(point{ByFiscalYear, int16(y), 0, 0}) } // #nosec G115 -- years have four digits, months and days are checked

// InYear returns the period of a calendar year.
func InYear(year int) Period { return single(point{ByYear, int16(year), 0, 0}) } // #nosec G115 -- years have four digits, months and days are checked

// InMonth returns the period of a month, and whether there is such a month.
func InMonth(year, month int) (Period, bool) {
	_, ok := Make(year, month, 1)
	return single(point{ByMonth, int16(year), int8(month), 0}), ok // #nosec G115 -- years have four digits, months and days are checked
}

// InThird returns the period of a third of a month, and whether there is such a one.
func InThird(year, month int, third Third) (Period, bool) {
	_, ok := Make(year, month, 1)
	return single(point{ByThird, int16(year), int8(month), int8(third)}), ok && third >= Early && third <= Late // #nosec G115 -- years have four digits, months and days are checked
}

// OnDay returns the period of one day.
func OnDay(d Date) Period { return single(point{ByDay, d.year, d.month, d.day}) }

func single(p point) Period { return Period{first: p, last: p} }

// OpenEnded returns the period without an end: 以降.
func (p Period) OpenEnded() Period {
	p.open = true
	return p
}

// EveryMonth returns the period repeated every month without an end: 以降、月1回.
func (p Period) EveryMonth() Period {
	p.open, p.monthly = true, true
	return p
}

// Until returns the range from p to the end of other.
func (p Period) Until(other Period) Period {
	p.last = other.last
	return p
}

// IsZero says that p is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Precision returns how exactly the beginning is known.
func (p Period) Precision() Precision { return p.first.precision }

// IsOpen says that the period has no end.
func (p Period) IsOpen() bool { return p.open }

// IsMonthly says that it happens once every month.
func (p Period) IsMonthly() bool { return p.monthly }

// From returns the first day.
func (p Period) From() Date { return p.first.from() }

// To returns the last day; no date if the period is open at the end.
func (p Period) To() Date {
	if p.open {
		return Date{}
	}
	return p.last.to()
}

// FiscalYear returns the fiscal year in which the period begins: January 2009 is in
// 2008. A calendar year begins in the fiscal year before; its own number is returned.
func (p Period) FiscalYear() FiscalYear {
	if p.first.precision == ByYear {
		return FiscalYear(p.first.year)
	}
	return FiscalYearOf(p.From())
}

// Compare orders periods by their first day, then by their last, an open end last,
// then the coarser first. No period comes before every period.
func (p Period) Compare(other Period) int {
	return cmp.Or(
		p.From().Compare(other.From()),
		p.end().Compare(other.end()),
		cmp.Compare(p.first.precision, other.first.precision),
	)
}

// end returns the last day, the end of time for an open end.
func (p Period) end() Date {
	if p.open {
		return Date{9999, 12, 31}
	}
	return p.last.to()
}

// Contains says that the day lies in the period.
func (p Period) Contains(d Date) bool {
	return !p.IsZero() && !d.Before(p.From()) && !d.After(p.end())
}

// Equal says that both are the same period.
func (p Period) Equal(other Period) bool { return p == other }

func (p point) from() Date {
	year := int(p.year)
	var d Date
	switch p.precision {
	case ByFiscalYear:
		d, _ = Make(year, 4, 1)
	case ByYear:
		d, _ = Make(year, 1, 1)
	case ByMonth:
		d, _ = Make(year, int(p.month), 1)
	case ByThird:
		d, _ = Make(year, int(p.month), int(p.part)*10-9)
	case ByDay:
		d, _ = Make(year, int(p.month), int(p.part))
	}
	return d
}

func (p point) to() Date {
	year, month := int(p.year), int(p.month)
	var d Date
	switch p.precision {
	case ByFiscalYear:
		d, _ = Make(year+1, 3, 31)
	case ByYear:
		d, _ = Make(year, 12, 31)
	case ByMonth:
		d, _ = Make(year, month, daysIn(year, month))
	case ByThird:
		day := int(p.part) * 10
		if Third(p.part) == Late {
			day = daysIn(year, month)
		}
		d, _ = Make(year, month, day)
	case ByDay:
		d = p.from()
	}
	return d
}

// Japanese writes the period as the plan does: 平成20年度, 平成20年10月上旬,
// 平成21年5月以降, 平成20年7月中旬（以降、月1回）, 平成20年4月～平成20年6月中旬.
// A year or month in which the era changed is named by the new era.
func (p Period) Japanese() string {
	if p.IsZero() {
		return ""
	}
	s := p.first.japanese()
	if p.last != p.first {
		s += "～" + p.last.japanese()
	}
	switch {
	case p.monthly:
		s += "（以降、月1回）"
	case p.open:
		s += "以降"
	}
	return s
}

func (p point) japanese() string {
	era := eraYear(p.to())
	switch p.precision {
	case ByFiscalYear:
		return FiscalYear(p.year).Label()
	case ByYear:
		return era + "年"
	case ByMonth:
		return fmt.Sprintf("%s年%d月", era, p.month)
	case ByThird:
		return fmt.Sprintf("%s年%d月%s旬", era, p.month, [...]string{"", "上", "中", "下"}[p.part])
	}
	return p.from().Era()
}

// English writes FY2008, October 2008, early October 2008, from May 2009,
// monthly from mid-July 2008, April 2008 to mid-June 2008.
func (p Period) English() string {
	if p.IsZero() {
		return ""
	}
	s := p.first.english()
	if p.last != p.first {
		s += " to " + p.last.english()
	}
	switch {
	case p.monthly:
		s = "monthly from " + s
	case p.open:
		s = "from " + s
	}
	return s
}

func (p point) english() string {
	month := time.Month(p.month)
	switch p.precision {
	case ByFiscalYear:
		return FiscalYear(p.year).English()
	case ByYear:
		return fmt.Sprint(p.year)
	case ByMonth:
		return fmt.Sprintf("%s %d", month, p.year)
	case ByThird:
		return fmt.Sprintf("%s%s %d", [...]string{"", "early ", "mid-", "late "}[p.part], month, p.year)
	}
	return p.from().English()
}
