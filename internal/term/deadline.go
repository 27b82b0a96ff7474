package term

// PeriodEnd returns the last day of a period of whole months that begins at 0:00 of
// the day (民法140条ただし書, 141条, 143条2項): the day before the corresponding day, or
// the end of the last month where it has no such day.
func PeriodEnd(first Date, months int) Date {
	if first.IsZero() {
		return first
	}
	corresponding := first.AddMonths(months)
	if corresponding.Day() != first.Day() {
		return corresponding // the month's end
	}
	return corresponding.AddDays(-1)
}

// FilingDueUnmoved returns the last day of the three months after the end of a
// corporation's fiscal year (「毎事業年度初めの三月以内に」, 特定非営利活動促進法28条1項),
// whether or not the authority is open: 30 June for 31 March.
func FilingDueUnmoved(fyEnd Date) Date { return PeriodEnd(fyEnd.AddDays(1), 3) }

// FilingDue returns the day by which the annual reports of the fiscal year that ends
// on fyEnd are to be filed with the authority (特定非営利活動促進法29条, whose period the
// ordinance sets, commonly as in 28条1項), moved to the next business day if the
// authority is closed (地方自治法4条の2第4項), and whether it was moved.
func FilingDue(fyEnd Date, cal Calendar) (due Date, moved bool) {
	plain := FilingDueUnmoved(fyEnd)
	due = cal.NextBusinessDay(plain)
	return due, due != plain
}

// NextFiling returns the fiscal year's end and the filing day of the first filing
// that is due on or after the day; no dates if the fiscal year's end is not known.
func NextFiling(end MonthDay, on Date, cal Calendar) (fyEnd, due Date) {
	if end.IsZero() || on.IsZero() {
		return Date{}, Date{}
	}
	fyEnd = end.LastBefore(on.AddMonths(-5))
	for due, _ = FilingDue(fyEnd, cal); due.Before(on); due, _ = FilingDue(fyEnd, cal) {
		fyEnd = end.In(fyEnd.Year() + 1)
	}
	return fyEnd, due
}
