package demo

import (
	"fmt"
	"slices"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// assignedFirst is the day on which 法人番号 began.
var assignedFirst = term.On(2015, 10, 5)

// npo invents a corporation of the law, with the row of each source and its filing record.
func (g *Generator) npo() register.Entry {
	f := skewed(g, fields)
	at := g.place()
	n := g.name(at, f.stems)
	prefix := "特定非営利活動法人"
	if g.made%9 == 0 {
		prefix = "ＮＰＯ法人"
	}
	name := prefix + n.word + register.InventedMark
	number := g.number("05")
	street := g.street()
	certified := g.day(1999, g.today.Year()-2)
	registered := certified.AddDays(8 + g.rnd.IntN(7))
	assigned := assignedFirst
	if registered.After(assigned) {
		assigned = registered.AddDays(5)
	}
	p := &intake.PortalRow{Name: name, Kana: "トクテイヒエイリカツドウホウジン" + n.kana, Office: "山口県", Address: at.FullName() + street,
		Representative: pick(g, surnames) + "　" + pick(g, givenNames), Certified: certified, Established: registered,
		Purpose: purpose(g, f), Fields: g.fieldNumbers(f.number), Number: number,
		PortalID:   fmt.Sprintf("035%06d", 900000+g.made%100000),
		Activities: pick(g, f.what) + "に関する事業", FiscalEnd: fiscalEnds[g.rnd.IntN(len(fiscalEnds))]}
	p.FiscalStart = dayAfter(p.FiscalEnd)
	h := g.houjin(number, "399", name, n.kana, at, street, assigned)
	e := register.Entry{Portal: p, Houjin: []intake.HoujinRow{h}}
	switch {
	case g.made%23 == 3:
		g.renamed(&e, at, n.kana)
	case g.made%19 == 5:
		g.moved(&e)
	}
	switch k := g.made % 40; {
	case k == 4 || k == 24:
		on := g.day(g.today.Year()-6, g.today.Year()-2)
		p.Dissolution = fmt.Sprintf("%04d年%02d月%02d日 社員総会の決議", on.Year(), on.Month(), on.Day())
		if k == 24 {
			e.Houjin = append(e.Houjin, closing(e.Houjin[len(e.Houjin)-1], on.AddDays(120), "01"))
		}
	case k == 8:
		on := g.day(g.today.Year()-5, g.today.Year()-1)
		p.Supervision = fmt.Sprintf("%04d年%02d月%02d日 認証取消し(事業報告書等の未提出)", on.Year(), on.Month(), on.Day())
	case k == 16 || k == 36:
		e.Houjin = append(e.Houjin, closing(e.Houjin[len(e.Houjin)-1], g.day(g.today.Year()-4, g.today.Year()-1), "21"))
	default:
		g.approve(p)
		e.Filing = g.filings(p)
	}
	return e
}

var fiscalEnds = []term.MonthDay{monthDay(3, 31), monthDay(3, 31), monthDay(3, 31), monthDay(3, 31), monthDay(12, 31), monthDay(6, 30),
	monthDay(9, 30), monthDay(2, 28), monthDay(5, 31)}

func monthDay(month, day int) term.MonthDay {
	md, _ := term.MakeMonthDay(month, day)
	return md
}

func dayAfter(end term.MonthDay) term.MonthDay {
	d := end.In(2023).AddDays(1)
	return monthDay(d.Month(), d.Day())
}

func purpose(g *Generator, f field) string {
	return "この法人は、" + pick(g, f.whom) + "に対して、" + pick(g, f.what) + "に関する事業を行い、" + pick(g, f.towards) + "に寄与することを目的とする。"
}

// fieldNumbers are the activity fields of the articles: the main one and some more.
func (g *Generator) fieldNumbers(main int) []int {
	numbers := []int{main}
	for range g.rnd.IntN(5) {
		if n := skewed(g, fields).number; !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// approve gives some corporations 認定 or 特例認定, of which a few have run out.
func (g *Generator) approve(p *intake.PortalRow) {
	switch g.made % 25 {
	case 2:
		p.Approval.Certified = true
		p.ApprovedFrom = g.day(g.today.Year()-3, g.today.Year()-1)
		p.ApprovedUntil = p.ApprovedFrom.AddYears(5).AddDays(-1)
	case 6:
		p.Approval.Special = true
		p.SpecialFrom = g.day(g.today.Year()-1, g.today.Year()-1)
		p.SpecialUntil = p.SpecialFrom.AddYears(3).AddDays(-1)
	case 22:
		p.Approval.Certified = true
		p.ApprovedFrom = g.day(g.today.Year()-9, g.today.Year()-7)
		p.ApprovedUntil = p.ApprovedFrom.AddYears(5).AddDays(-1)
	}
}

// filings invents five years of annual reports: mostly in time, some late, some missing, and for
// every sixth corporation no record at all.
func (g *Generator) filings(p *intake.PortalRow) []register.Filing {
	if g.made%6 == 0 {
		return nil
	}
	var list []register.Filing
	end, _ := term.NextFiling(p.FiscalEnd, g.today, term.LocalGovernment())
	for i := range 5 {
		end := p.FiscalEnd.In(end.Year() - 1 - i)
		if end.Before(p.Established) {
			break
		}
		due, _ := term.FilingDue(end, term.LocalGovernment())
		f := register.Filing{PeriodEnd: end, Filed: due.AddDays(-g.rnd.IntN(45)), Source: register.Government}
		switch {
		case g.made%11 == 1 && i < 2: // two years without a report
			f.Filed = term.Date{}
		case g.made%13 == 1 && i == 0:
			f.Filed = term.Date{}
		case g.rnd.IntN(9) == 0:
			if late := due.AddDays(3 + g.rnd.IntN(60)); !late.After(g.today) {
				f.Filed = late
			}
		}
		list = append(list, f)
	}
	return list
}

// renamed gives the corporation a history: an earlier name.
func (g *Generator) renamed(e *register.Entry, at codes.Municipality, kana string) {
	first := e.Houjin[0]
	first.Latest = false
	first.Name = "特定非営利活動法人" + at.BareName() + "友の会" + fmt.Sprint(g.made) + register.InventedMark
	first.Kana = ""
	second := e.Houjin[0]
	second.Process, second.Changed = "11", g.day(2017, g.today.Year()-2)
	e.Houjin = []intake.HoujinRow{first, second}
}

// moved gives the corporation an earlier address.
func (g *Generator) moved(e *register.Entry) {
	first, second := e.Houjin[0], e.Houjin[0]
	from := g.place()
	first.Latest, first.City, first.CityCode, first.Street = false, from.FullName(), from.Code, g.street()
	second.Process, second.Changed = "12", g.day(2017, g.today.Year()-2)
	e.Houjin = []intake.HoujinRow{first, second}
}

func closing(last intake.HoujinRow, on term.Date, cause string) intake.HoujinRow {
	last.Process, last.Changed, last.Closed, last.CloseCause = "21", on, on, cause
	if last.Updated.Before(on) {
		last.Updated = on.AddDays(7)
	}
	return last
}

// company invents a company; every thirtieth has been merged into the one before.
func (g *Generator) company() register.Entry {
	c := pick(g, companies)
	at := g.place()
	n := g.name(at, []stem{{c.word, c.kana}, {"第一" + c.word, "ダイイチ" + c.kana}, {"共和" + c.word, "キョウワ" + c.kana}, {"山陽" + c.word, "サンヨウ" + c.kana}})
	name, kind := "株式会社"+n.word, "301"
	if g.made%4 == 3 {
		name, kind = "有限会社"+n.word, "302"
	}
	h := g.houjin(g.number("01"), kind, name+register.InventedMark, n.kana, at, g.street(), assignedFirst)
	e := register.Entry{Houjin: []intake.HoujinRow{h}}
	if g.made%30 == 27 {
		e.Houjin = append(e.Houjin, closing(h, g.day(g.today.Year()-3, g.today.Year()-1), "11"))
	}
	return e
}

// group invents a citizens' group without legal form, known to the prefecture alone.
func (g *Generator) group() register.Entry {
	f := skewed(g, fields)
	at := g.place()
	n := g.name(at, f.stems)
	info, _ := codes.FieldByNumber(f.number, g.today)
	return register.Entry{Record: &register.Record{Kind: codes.Group, Name: n.word + register.InventedMark, Kana: n.kana,
		Address: "山口県" + at.FullName() + g.street(), Purpose: pick(g, f.whom) + "と一緒に、" + pick(g, f.what) + "に取り組んでいます。",
		Fields: []string{info.Slug}, Established: g.day(1995, g.today.Year()-1)}}
}

// association invents a general or public association or a social welfare corporation.
func (g *Generator) association() register.Entry {
	f := pick(g, fields)
	at := g.place()
	n := g.name(at, f.stems)
	form := []stem{{"一般社団法人", ""}, {"公益財団法人", ""}, {"社会福祉法人", ""}}[g.made/20%3]
	return register.Entry{Houjin: []intake.HoujinRow{g.houjin(g.number("05"), "399", form.word+n.word+register.InventedMark, n.kana, at,
		g.street(), assignedFirst)}}
}
