package candidateweb

import (
	"net/http"
	"strconv"
	"time"

	"kyodo/internal/candidate"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The words of the reports.
var (
	wReport      = ui.W("候補と公平さの報告", "Report on candidates and equity")
	wReportLead  = ui.W("ニーズに問い合わせが行き渡っているかを月ごとに、順番を変えた理由を四半期ごとに確かめます。", "Whether needs are asked about, month by month, and why coordinators decided otherwise, quarter by quarter.")
	wMonth       = ui.W("月", "Month")
	wShow        = ui.W("表示する", "Show")
	wReached     = ui.W("公開したニーズへの問い合わせ（月）", "Needs published in the month, and whether they were asked about")
	wReachedCap  = ui.W("市町ごとのニーズの数と、1件以上の問い合わせがあった数", "Needs by municipality, and how many were asked about at least once")
	wNeeds       = ui.W("公開したニーズ", "Needs published")
	wAskedOf     = ui.W("問い合わせあり", "Asked about")
	wShare       = ui.W("割合", "Share")
	wWhole       = ui.W("全体", "All")
	wNoPlace     = ui.W("市町の指定なし", "No municipality named")
	wNoNeeds     = ui.W("この月に公開したニーズはありません", "No need was published in this month")
	wNoNeedsDo   = ui.W("ほかの月を選んでください。", "Choose another month.")
	wHills       = ui.W("全域が中山間地域の市町", "Municipalities that are hill and mountain areas as a whole")
	wNotAll      = ui.W("そのほかの市町（一部が中山間地域の市町を含む）", "Other municipalities (some are hill and mountain areas in part)")
	wHillsCap    = ui.W("中山間地域のニーズの数と、1件以上の問い合わせがあった数", "Needs of hill and mountain areas, and how many were asked about at least once")
	wArea        = ui.W("地域", "Area")
	wHillsTitle  = ui.W("中山間地域（月）", "Hill and mountain areas (month)")
	wHillsText   = ui.W("県が全域を中山間地域としている8市町（萩市・長門市・柳井市・美祢市・周防大島町・上関町・平生町・阿武町）を数えています。ほかの市町の中山間地域は旧市町村の単位で指定されているため、掲載の市町だけでは分けられません。出典：山口県「中山間地域とは」", "Counted are the eight municipalities the whole of which the prefecture calls a hill and mountain area: Hagi, Nagato, Yanai, Mine, Suo-Oshima, Kaminoseki, Hirao and Abu. Elsewhere such areas are designated by former village, which a listing's municipality does not tell. Source: Yamaguchi Prefecture.")
	wQuarter     = ui.W("順番を変えた記録（四半期）", "Decisions against the points (quarter)")
	wQuarterCap  = ui.W("選んだ月を含む四半期（4月・7月・10月・1月から3か月）に、コーディネーターが変えた順番", "Decisions in the quarter (three months from April, July, October, January) of that month")
	wNoDecision  = ui.W("この四半期に順番を変えた記録はありません", "No decision in this quarter")
	wNoDecDo     = ui.W("点数のとおりに紹介しています。", "Candidates stood where the points put them.")
	wOn          = ui.W("日付", "Date")
	wEndedOn     = ui.W("取消", "Taken back")
	wReachedFile = ui.W("公平さの表（CSV）", "Equity (CSV)")
	wDecFile     = ui.W("順番を変えた記録（CSV）", "Decisions (CSV)")
)

// months is how many months back the report can be chosen.
const months = 24

// monthOf reads the month of the address: the present one, unless it says otherwise.
func monthOf(r *web.Request) (term.Date, error) {
	today := term.Of(r.Now)
	first := term.On(today.Year(), today.Month(), 1)
	text := r.URL.Query().Get("month")
	if text == "" {
		return first, nil
	}
	t, err := time.Parse("2006-01", text)
	if err != nil {
		return first, fault.NotFound
	}
	m := term.On(t.Year(), int(t.Month()), 1)
	if m.After(first) || m.Before(first.AddMonths(-months)) {
		return first, fault.NotFound
	}
	return m, nil
}

// quarterOf is the quarter of a fiscal year in which a month lies.
func quarterOf(m term.Date) (from, until term.Date) {
	from = m.AddMonths(-((m.Month() - 1) % 3))
	return from, from.AddMonths(3).AddDays(-1)
}

func monthLabel(m term.Date, l web.Lang) string {
	if l == web.EN {
		return m.Time().AddDate(0, 0, 1).Month().String() + " " + strconv.Itoa(m.Year())
	}
	return strconv.Itoa(m.Year()) + "年" + strconv.Itoa(m.Month()) + "月"
}

// report shows the month's equity and the quarter's overrides.
func (p *pages) report(w http.ResponseWriter, r *web.Request) error {
	month, err := monthOf(r)
	if err != nil {
		return err
	}
	reached, err := p.svc.Reached(r.Context(), month, month.AddMonths(1).AddDays(-1))
	if err != nil {
		return err
	}
	from, until := quarterOf(month)
	overruled, err := p.svc.Overruled(r.Context(), from, until)
	if err != nil {
		return err
	}
	l := r.Lang
	v := start(r, wReport.In(l), "/desk", ui.Crumb{Label: wDesk.In(l), Href: "/desk"})
	v.Lead = wReportLead.In(l)
	var options []ui.Option
	now := term.Of(r.Now)
	for i := range months + 1 {
		m := term.On(now.Year(), now.Month(), 1).AddMonths(-i)
		options = append(options, ui.Option{Value: m.String()[:7], Label: monthLabel(m, l), Selected: m == month})
	}
	v.add(filterForm(l, reportPath, wShow.In(l), ui.Control{Name: "month", Label: wMonth.In(l), Value: month.String()[:7], Size: "m"}, options))
	if len(reached) == 0 {
		v.section("reached-title", wReached, empty(wNoNeeds.In(l), wNoNeedsDo.In(l)))
	} else {
		v.section("reached-title", wReached, tableOf(l, reachedTable(reached, month, l)))
	}
	v.section("hills-title", wHillsTitle, paragraph(wHillsText.In(l)), tableOf(l, hillsTable(reached, month, l)))
	if len(overruled) == 0 {
		v.section("quarter", wQuarter, empty(wNoDecision.In(l), wNoDecDo.In(l)))
	} else {
		v.section("quarter", wQuarter, tableOf(l, decisions(overruled, l)))
	}
	q := "?month=" + month.String()[:7]
	v.add(ui.DataButtons(l, []ui.Link{{Href: DeskPath + "/reached.csv" + q, Label: wReachedFile.In(l)}, {Href: DeskPath + "/overrides.csv" + q, Label: wDecFile.In(l)}}))
	return show(w, r, http.StatusOK, v)
}

func share(x candidate.Reached) string {
	if x.Needs == 0 {
		return ""
	}
	return strconv.Itoa((100*x.Asked+x.Needs/2)/x.Needs) + " %"
}

func reachedTable(list []candidate.Reached, month term.Date, l web.Lang) *table {
	t := &table{ID: "reached", Caption: monthLabel(month, l) + wSep.In(l) + wReachedCap.In(l), Columns: []string{wPlace.In(l), wNeeds.In(l), wAskedOf.In(l), wShare.In(l)}}
	row := func(name string, x candidate.Reached) {
		t.Rows = append(t.Rows, []cell{{Text: name}, {Text: strconv.Itoa(x.Needs)}, {Text: strconv.Itoa(x.Asked)}, {Text: share(x)}})
	}
	var all candidate.Reached
	for _, x := range list {
		all.Needs, all.Asked = all.Needs+x.Needs, all.Asked+x.Asked
		row(placeName(x.City, l), x)
	}
	row(wWhole.In(l), all)
	return t
}

// hillsTable sums the month up by what is 中山間地域 as a whole.
func hillsTable(list []candidate.Reached, month term.Date, l web.Lang) *table {
	t := &table{ID: "hills", Caption: monthLabel(month, l) + wSep.In(l) + wHillsCap.In(l), Columns: []string{wArea.In(l), wNeeds.In(l), wAskedOf.In(l), wShare.In(l)}}
	var hills, other, none candidate.Reached
	for _, x := range list {
		sum := &other
		switch m, ok := codes.MunicipalityByCode(x.City); {
		case !ok:
			sum = &none
		case m.AllHills():
			sum = &hills
		}
		sum.Needs, sum.Asked = sum.Needs+x.Needs, sum.Asked+x.Asked
	}
	for _, x := range []struct {
		name ui.Word
		sum  candidate.Reached
	}{{wHills, hills}, {wNotAll, other}, {wNoPlace, none}} {
		t.Rows = append(t.Rows, []cell{{Text: x.name.In(l)}, {Text: strconv.Itoa(x.sum.Needs)}, {Text: strconv.Itoa(x.sum.Asked)}, {Text: share(x.sum)}})
	}
	return t
}

func placeName(code string, l web.Lang) string {
	if code == "" {
		return wNoPlace.In(l)
	}
	if s := cityLabel(code, l); s != "" {
		return s
	}
	return code
}

func decisions(list []candidate.Overruled, l web.Lang) *table {
	t := &table{ID: "decisions", Caption: wQuarterCap.In(l), Columns: []string{wListing.In(l), wCandidate.In(l), wDecision.In(l), wReason.In(l), wOn.In(l), wEndedOn.In(l)}}
	for _, o := range list {
		ended := ""
		if !o.EndedAt.IsZero() {
			ended = date(term.Of(o.EndedAt), l)
		}
		t.Rows = append(t.Rows, []cell{{Text: titleOf(o.Title, l), Href: desk.list(o.Listing)}, {Text: titleOf(o.CandidateTitle, l)}, {Text: decisionWords[o.Verdict].In(l)}, {Text: o.Reason},
			{Text: date(term.Of(o.At), l)}, {Text: ended}})
	}
	return t
}

// reachedCSV is the month's equity as a file: every municipality, those without a need too.
func (p *pages) reachedCSV(w http.ResponseWriter, r *web.Request) error {
	month, err := monthOf(r)
	if err != nil {
		return err
	}
	list, err := p.svc.Reached(r.Context(), month, month.AddMonths(1).AddDays(-1))
	if err != nil {
		return err
	}
	by := map[string]candidate.Reached{}
	for _, x := range list {
		by[x.City] = x
	}
	var rows [][]string
	row := func(code, hills string) {
		x := by[code]
		rows = append(rows, []string{month.String()[:7], code, placeName(code, r.Lang), hills, strconv.Itoa(x.Needs), strconv.Itoa(x.Asked)})
	}
	for _, m := range codes.Municipalities(term.Of(r.Now)) {
		row(m.Code, strconv.FormatBool(m.AllHills()))
	}
	row("", "")
	if err := p.svc.Record(r.Context(), r.Exported("needs-reached", len(rows), web.Filter{Choices: map[string]string{"month": month.String()[:7]}})); err != nil {
		return err
	}
	return file(w, "needs-reached_"+month.String()[:7], []string{"month", "city_code", "city", "all_hills", "needs", "asked"}, rows)
}

// overridesCSV is the quarter's overrides as a file.
func (p *pages) overridesCSV(w http.ResponseWriter, r *web.Request) error {
	month, err := monthOf(r)
	if err != nil {
		return err
	}
	from, until := quarterOf(month)
	list, err := p.svc.Overruled(r.Context(), from, until)
	if err != nil {
		return err
	}
	if err := p.svc.Record(r.Context(), r.Exported("match-overrides", len(list), web.Filter{Choices: map[string]string{"month": month.String()[:7]}})); err != nil {
		return err
	}
	rows := make([][]string, len(list))
	for i, o := range list {
		ended := ""
		if !o.EndedAt.IsZero() {
			ended = term.Of(o.EndedAt).String()
		}
		rows[i] = []string{o.Listing, o.Title, o.Candidate, o.CandidateTitle, string(o.Verdict), o.Reason, term.Of(o.At).String(), ended}
	}
	return file(w, "match-overrides_"+from.String()[:7], []string{"listing", "title", "candidate", "candidate_title", "verdict", "reason", "on", "ended_on"}, rows)
}
