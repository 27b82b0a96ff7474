package register

import (
	"slices"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// Filing is the annual report (事業報告書等, NPO法29条) of one fiscal year.
type Filing struct {
	PeriodEnd term.Date // the last day of the fiscal year
	Due       term.Date // the last day for filing it
	Filed     term.Date // when the prefecture received it; zero = not yet
	Source    Source
}

// FilingState is how a filing stands.
type FilingState string

// The states.
const (
	FiledOnTime FilingState = "on-time"
	FiledLate   FilingState = "late"
	NotYetDue   FilingState = "not-yet-due"
	Overdue     FilingState = "overdue"
)

// State tells how the filing stands on the given day.
func (f Filing) State(on term.Date) FilingState {
	switch {
	case !f.Filed.IsZero() && f.Filed.After(f.Due):
		return FiledLate
	case !f.Filed.IsZero():
		return FiledOnTime
	case on.After(f.Due):
		return Overdue
	}
	return NotYetDue
}

// NextFiling returns the first fiscal year whose report falls due on or after the day and is not
// among the filed ones, and its deadline. The first year is that in which the corporation was
// born. ok is false when the fiscal year is not known or the organization has no such duty.
func (o Organization) NextFiling(filings []Filing, on term.Date, cal term.Calendar) (f Filing, ok bool) {
	if o.Kind != codes.NPO || !o.Active() || o.FiscalEnd.IsZero() {
		return Filing{}, false
	}
	filed := func(end term.Date) bool {
		return slices.ContainsFunc(filings, func(f Filing) bool { return f.PeriodEnd == end && !f.Filed.IsZero() })
	}
	born := firstDate(o.RegisteredOn, o.CertifiedOn)
	f.PeriodEnd, f.Due = term.NextFiling(o.FiscalEnd, on, cal)
	for f.PeriodEnd.Before(born) || filed(f.PeriodEnd) {
		f.PeriodEnd, f.Due = term.NextFiling(o.FiscalEnd, f.Due.AddDays(1), cal)
	}
	return f, true
}
