package registerweb

import (
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// filingView is the section on the annual reports that the law asks of an NPO corporation.
type filingView struct {
	NextDue string // 「令和8年6月30日（2026年）」, "" when there is no next one
	NextOf  string // for which fiscal year
	Explain []string
	Rows    []filingRow
	Left    string // how many years the page does not list
	Source  string
}

// filingRow is the report of one fiscal year.
type filingRow struct {
	Year, End, Due, Filed, State, Note string
	Tone                               ui.Tone // on time is blue, late is red
	Icon                               ui.Tone
}

// filing draws the section, nil for organizations without this duty.
func (b *builder) filing() *filingView {
	d, w, l := b.d, b.w, b.t.lang
	if d.Kind != codes.NPO {
		return nil
	}
	v := &filingView{}
	switch {
	case d.HasNext:
		v.NextDue = date(l, d.Next.Due)
		v.NextOf = w.FilingOf(fiscalYear(l, d.Next.PeriodEnd), date(l, d.Next.PeriodEnd))
		if n := b.today.DaysUntil(d.Next.Due); n >= 0 {
			if l == web.EN {
				v.NextOf += " "
			}
			v.NextOf += w.DaysLeft(n)
		}
		v.Explain = append(v.Explain, w.FilingRule)
		if plain := term.FilingDueUnmoved(d.Next.PeriodEnd); plain != d.Next.Due {
			v.Explain = append(v.Explain, w.FilingMoved(date(l, plain)))
		}
	case !d.Active():
		v.Explain = append(v.Explain, w.FilingEnded)
	default:
		v.Explain = append(v.Explain, w.FilingUnknown)
	}
	for i, f := range d.Filings {
		if i == maxFilings {
			v.Left = w.FilingsLeft(len(d.Filings) - maxFilings)
			break
		}
		v.Rows = append(v.Rows, b.filingRow(f))
		if v.Source == "" && f.Source != "" {
			v.Source = w.Source(f.Source.Label().In(string(b.t.lang)), "")
		}
	}
	return v
}

func (b *builder) filingRow(f register.Filing) filingRow {
	w, l := b.w, b.t.lang
	row := filingRow{Year: fiscalYear(l, f.PeriodEnd), End: date(l, f.PeriodEnd), Due: date(l, f.Due), Filed: date(l, f.Filed)}
	switch f.State(b.today) {
	case register.FiledOnTime:
		row.State, row.Tone, row.Icon = w.OnTime, ui.Info, ui.Good
	case register.FiledLate:
		row.State, row.Tone, row.Icon = w.Late, ui.Bad, ui.Warn
		row.Note = w.DaysLate(f.Due.DaysUntil(f.Filed))
	case register.Overdue:
		row.State, row.Tone, row.Icon = w.Overdue, ui.Bad, ui.Bad
		row.Filed = w.NotFiled
	default:
		row.State, row.Tone, row.Icon = w.NotYetDue, ui.Plain, ui.Info
		row.Filed = w.NotFiledYet
	}
	return row
}

// fiscalYear names the fiscal year that ends on the day by the year in which it began, as the
// prefectures do for 事業年度.
func fiscalYear(l web.Lang, end term.Date) string {
	first := end.AddDays(1).AddYears(-1)
	y := term.FiscalYear(first.Year())
	if l == web.EN {
		return y.English()
	}
	return y.Both()
}
