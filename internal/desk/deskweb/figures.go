package deskweb

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"kyodo/internal/codes"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// publicFigures is the address of the bank's numbers for everybody.
const publicFigures = "/bank/figures"

// contactReport is the address of the report on who was found, asked and put forward by hand.
const contactReport = "/desk/candidates/report"

// firstYear is the fiscal year in which the bank began (plan: 平成21年1月中旬).
const firstYear = 2008

// spanOf is the span that the address asks for: this fiscal year, unless it says otherwise.
func spanOf(r *web.Request) (desk.Span, error) {
	q, now := r.URL.Query(), term.FiscalYearOf(term.Of(r.Now))
	p := desk.Span{Year: now}
	if t := q.Get("year"); t != "" {
		n, err := strconv.Atoi(t)
		if err != nil || n < firstYear || n > int(now) {
			return p, fault.NotFound
		}
		p.Year = term.FiscalYear(n)
	}
	if t := q.Get("month"); t != "" {
		n, err := strconv.Atoi(t)
		if err != nil || n < 1 || n > 12 {
			return p, fault.NotFound
		}
		p.Month = n
	}
	return p, nil
}

func spanQuery(p desk.Span) string {
	s := "?year=" + strconv.Itoa(int(p.Year))
	if p.Month > 0 {
		s += "&month=" + strconv.Itoa(p.Month)
	}
	return s
}

func spanLabel(p desk.Span, l web.Lang) string {
	s := p.Year.Label()
	if l == web.EN {
		s = p.Year.English()
	}
	if p.Month > 0 {
		s += " " + monthLabel(p.Month, l)
	}
	return s
}

func monthLabel(m int, l web.Lang) string {
	if l == web.EN {
		return term.On(2000, m, 1).Time().AddDate(0, 0, 1).Month().String()
	}
	return strconv.Itoa(m) + "月"
}

// figures are the bank's numbers, each of which opens its rows.
func (p *pages) figures(w http.ResponseWriter, r *web.Request) error {
	return p.drawFigures(w, r, desk.FiguresPath, true)
}

// publicFigures are the same numbers without rows.
func (p *pages) publicFigures(w http.ResponseWriter, r *web.Request) error {
	return p.drawFigures(w, r, publicFigures, false)
}

func (p *pages) drawFigures(w http.ResponseWriter, r *web.Request, path string, rows bool) error {
	l := r.Lang
	span, err := spanOf(r)
	if err != nil {
		return err
	}
	f, err := p.svc.Figures(r.Context(), span)
	if err != nil {
		return err
	}
	v := start(r, wFigures.In(l))
	if !rows {
		v.Head = ui.Head{Title: wFigures.In(l), Description: wFiguresLead.In(l), Canonical: publicFigures, Crumbs: []ui.Crumb{{Label: wBank.In(l), Href: "/bank"}, {Label: wFigures.In(l)}}}
	}
	v.Lead = wFiguresLead.In(l)
	v.add(filterForm(l, path, wFilter.In(l), spanInputs(span, r)))
	g := grid{v: v, f: &f, l: l, rows: rows}
	g.whole()
	g.quality()
	g.by("kind", wByKind, wKind, func(c desk.Cell) string { return string(c.Kind) }, g.kinds(), supportLabel)
	g.by("city", wByCity, wPlace, func(c desk.Cell) string { return c.City }, cities(r), placeLabel)
	g.regions()
	if span.Month == 0 {
		g.by("month", wByMonth, wMonth, func(c desk.Cell) string { return strconv.Itoa(c.Month) }, months(), func(k string, l web.Lang) string { n, _ := strconv.Atoi(k); return monthLabel(n, l) })
	}
	g.by("channel", wByChannel, wChannel, func(c desk.Cell) string { return c.Channel }, []string{"web", "form", "phone", "fax", "visit", "mail"}, channelLabel)
	g.reasons()
	g.equity(cities(r))
	g.sums()
	if rows {
		v.add(doors([]ui.Link{{Href: contactReport, Label: wContactReport.In(l)}}))
	}
	v.add(heading("notes", wFigureNotes.In(l)), paragraph(wViewsNote.In(l)), paragraph(wFigureRules.In(l)))
	return show(w, r, http.StatusOK, v)
}

func spanInputs(p desk.Span, r *web.Request) []input {
	l := r.Lang
	var years, some []ui.Option
	for y := term.FiscalYearOf(term.Of(r.Now)); y >= firstYear; y-- {
		label := y.Both()
		if l == web.EN {
			label = y.English()
		}
		years = append(years, ui.Option{Value: strconv.Itoa(int(y)), Label: label})
	}
	for _, m := range months() {
		n, _ := strconv.Atoi(m)
		some = append(some, ui.Option{Value: m, Label: monthLabel(n, l)})
	}
	month := ""
	if p.Month > 0 {
		month = strconv.Itoa(p.Month)
	}
	return []input{{Kind: "select", Control: ui.Control{Name: "year", Label: wFiscalYear.In(l), Value: strconv.Itoa(int(p.Year))}, Options: years},
		{Kind: "all", Control: ui.Control{Name: "month", Label: wMonth.In(l), Value: month}, Options: some}}
}

// months are those of a fiscal year in its order.
func months() []string {
	return []string{"4", "5", "6", "7", "8", "9", "10", "11", "12", "1", "2", "3"}
}

func cities(r *web.Request) (list []string) {
	for _, m := range codes.Municipalities(term.Of(r.Now)) {
		list = append(list, m.Code)
	}
	return append(list, "")
}

func supportLabel(k string, l web.Lang) string {
	if k == "" {
		return wNoKind.In(l)
	}
	return k + " " + codes.Support(k).Label().In(string(l))
}

func placeLabel(k string, l web.Lang) string {
	if s := cityLabel(k, l); s != "" {
		return s
	}
	return wNoPlace.In(l)
}

func channelLabel(k string, l web.Lang) string {
	if w, ok := channelWords[k]; ok {
		return w.In(l)
	}
	return k
}

// measureOf is the measure of the address with the filter of its rows.
func measureOf(r *web.Request) (m desk.Measure, p desk.Span, f desk.RowFilter, err error) {
	q := r.URL.Query()
	m, f = desk.Measure(r.PathValue("measure")), desk.RowFilter{Kind: q.Get("kind"), City: q.Get("city"), Channel: q.Get("channel"), Reason: q.Get("reason")}
	if !slices.Contains(desk.Measures(), m) {
		return m, p, f, fault.NotFound
	}
	p, err = spanOf(r)
	return m, p, f, err
}

func rowsQuery(p desk.Span, f desk.RowFilter) string {
	s := spanQuery(p)
	for _, x := range [...][2]string{{"kind", f.Kind}, {"city", f.City}, {"channel", f.Channel}, {"reason", f.Reason}} {
		if x[1] != "" {
			s += "&" + x[0] + "=" + x[1]
		}
	}
	return s
}

// shownRows is how many rows of a number stand on its page; the file has all.
const shownRows = 200

// rows are what a number counts.
func (p *pages) rows(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	m, span, f, err := measureOf(r)
	if err != nil {
		return err
	}
	list, _, err := p.svc.Rows(r.Context(), sight(r), m, span, f)
	if err != nil {
		return err
	}
	total := 0
	for i := range list {
		total += list[i].Counts(m)
	}
	v := start(r, measureWords[m].In(l), ui.Crumb{Label: wFigures.In(l), Href: desk.FiguresPath + spanQuery(span)})
	v.Lead = spanLabel(span, l) + wCountOpen.In(l) + strconv.Itoa(total) + wCountClose.In(l)
	if len(list) == 0 {
		v.add(empty(wNoRows.In(l), wNoRowsDo.In(l)))
		return show(w, r, http.StatusOK, v)
	}
	t := &table{ID: "rows", Caption: measureWords[m].In(l), Columns: columns(l, wCase, wDay, wOrganization, wKind, wPlace, wQuantity, wChannel, wReason)}
	for _, x := range list[:min(shownRows, len(list))] {
		t.Rows = append(t.Rows, []cell{{titleOf(&x, l), x.Path}, {date(x.On, l), ""}, {x.Name, ""}, {kindLabel(x.Kind, l), ""}, {cityLabel(x.City, l), ""}, {quantityOf(&x), ""}, {channelLabel(x.Channel, l), ""}, {reasonLabel(x.Reason, l), ""}})
	}
	v.add(tableOf(l, t))
	if len(list) > shownRows {
		v.add(paragraph(wMoreRows.In(l)))
	}
	if r.May(policy.FiguresExport, policy.Object{}) {
		v.add(ui.DataButtons(l, []ui.Link{{Href: desk.FiguresPath + "/" + string(m) + "/rows.csv" + rowsQuery(span, f), Label: "CSV"}}))
	}
	return show(w, r, http.StatusOK, v)
}

func titleOf(x *desk.Entry, l web.Lang) string {
	if x.Hidden {
		return wHidden.In(l)
	}
	return cmp.Or(x.Title, wUntitled.In(l))
}

func kindLabel(k codes.Support, l web.Lang) string {
	if k == "" {
		return ""
	}
	return k.Label().In(string(l))
}

func reasonLabel(e codes.Exit, l web.Lang) string {
	if e == "" {
		return ""
	}
	return e.Label().In(string(l))
}

// quantityOf is a row's quantity with its unit, "" for none.
func quantityOf(e *desk.Entry) string {
	if e.Quantity == 0 {
		return ""
	}
	return number(e.Quantity) + e.Unit
}

// rowsCSV is the rows of a number as a file.
func (p *pages) rowsCSV(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	m, span, f, err := measureOf(r)
	if err != nil {
		return err
	}
	list, _, err := p.svc.Rows(r.Context(), sight(r), m, span, f)
	if err != nil {
		return err
	}
	e := r.Exported("figures", len(list), web.Filter{Choices: map[string]string{"measure": string(m), "year": strconv.Itoa(int(span.Year)), "month": strconv.Itoa(span.Month), "kind": f.Kind, "city": f.City, "channel": f.Channel, "reason": f.Reason}})
	if err := p.record(r.Context(), e); err != nil {
		return err
	}
	var rows [][]string
	for _, x := range list {
		rows = append(rows, []string{x.ID, x.On.String(), titleOf(&x, l), x.Name, string(x.Kind), kindLabel(x.Kind, l), x.City, cityLabel(x.City, l), x.Channel, string(x.Reason), number(x.Quantity), x.Unit})
	}
	return file(w, string(m), columns(l, wNumber, wDay, wCase, wOrganization, wCode, wKind, wCityCode, wPlace, wChannel, wReason, wQuantity, wUnit), rows)
}
