package term

import "fmt"

// FiscalYear is a fiscal year of Japanese authorities: 1 April to 31 March, named
// by the western year it begins in (地方自治法208条). January 2009 is in 2008.
type FiscalYear int

// FiscalYearOf returns the fiscal year that contains the day.
func FiscalYearOf(d Date) FiscalYear {
	if d.Month() < 4 {
		return FiscalYear(d.Year() - 1)
	}
	return FiscalYear(d.Year())
}

// First returns 1 April.
func (y FiscalYear) First() Date {
	d, _ := Make(int(y), 4, 1)
	return d
}

// Last returns 31 March of the year after.
func (y FiscalYear) Last() Date {
	d, _ := Make(int(y)+1, 3, 31)
	return d
}

// Label writes 平成20年度: the era of 1 April, but 令和元年度 for 2019 as the
// government named the whole of it (元号を改める政令の施行に伴う申合せ, 2019-04-02).
func (y FiscalYear) Label() string {
	if y == 2019 {
		return "令和元年度"
	}
	return eraYear(y.First()) + "年度"
}

// Both writes 令和8年度（2026年度）.
func (y FiscalYear) Both() string { return fmt.Sprintf("%s（%d年度）", y.Label(), int(y)) }

// English writes FY2026.
func (y FiscalYear) English() string { return fmt.Sprintf("FY%d", int(y)) }
