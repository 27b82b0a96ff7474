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

// grid draws the tables of a page of figures.
type grid struct {
	v    *page
	f    *desk.Figures
	l    web.Lang
	rows bool
}

// cell is a number that opens its rows.
func (g *grid) cell(n int, m desk.Measure, query string) cell {
	c := cell{Text: strconv.Itoa(n)}
	if g.rows && n > 0 && slices.Contains(desk.Measures(), m) {
		c.Href = desk.FiguresPath + "/" + string(m) + spanQuery(g.f.Span) + query
	}
	return c
}

// whole is the table of the measures.
func (g *grid) whole() {
	t := &table{ID: "all", Caption: wWholeCap.In(g.l) + " " + spanLabel(g.f.Span, g.l), Columns: columns(g.l, wIndicator, wNumberOf)}
	for _, m := range append(desk.Measures(), desk.Consulted) {
		t.Rows = append(t.Rows, []cell{{Text: measureWords[m].In(g.l)}, g.cell(g.f.Count(m), m, "")})
	}
	g.v.add(numbers(g.l, t))
}

// quality says how soon and how often owners reply.
func (g *grid) quality() {
	rate, days := "–", "–"
	if n := g.f.Count(desk.Asked); n > 0 {
		rate = strconv.Itoa((100*g.f.Count(desk.Replied)+n/2)/n) + "%"
	}
	if g.f.Median >= 0 {
		days = strconv.Itoa(g.f.Median) + wDays.In(g.l)
	}
	g.v.add(factList(g.l, []fact{{wReplyRate.In(g.l), rate, ""}, {wReplyDays.In(g.l), days, ""}}))
}

// traded are the measures of the tables by kind, place, month and channel.
var traded = [...]desk.Measure{desk.Offers, desk.Needs, desk.Asked, desk.Agreed}

// by is a table of the measures by something. Keys without a row are left out.
func (g *grid) by(id string, title, first ui.Word, key func(desk.Cell) string, keys []string, name func(string, web.Lang) string) {
	t := &table{ID: "by-" + id, Caption: title.In(g.l), Columns: []string{first.In(g.l)}}
	var counts [len(traded)]map[string]int
	for i, m := range traded {
		counts[i] = g.f.By(m, key)
		t.Columns = append(t.Columns, measureWords[m].In(g.l))
	}
	for _, k := range keys {
		row, any := []cell{{Text: name(k, g.l)}}, false
		for i, m := range traded {
			query := "&" + id + "=" + k
			if id == "month" {
				query = query[:0]
			}
			c := g.cell(counts[i][k], m, query)
			if id == "month" && c.Href != "" {
				n, _ := strconv.Atoi(k)
				c.Href = desk.FiguresPath + "/" + string(m) + spanQuery(desk.Span{Year: g.f.Span.Year, Month: n})
			}
			if k == "" {
				c.Href = ""
			}
			row, any = append(row, c), any || counts[i][k] > 0
		}
		if any {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) > 0 {
		g.v.section(id, title, numbers(g.l, t))
	}
}

// kinds are the kinds that have any row, in the order of the codes.
func (g *grid) kinds() []string {
	seen := map[string]bool{}
	for _, m := range traded {
		for _, c := range g.f.Cells[m] {
			seen[string(c.Kind)] = true
		}
	}
	var list []string
	for _, m := range codes.Mains() {
		for _, s := range codes.Supports(m) {
			if seen[string(s)] {
				list = append(list, string(s))
			}
		}
	}
	if !slices.Contains(list, string(codes.Undecided)) && seen[string(codes.Undecided)] {
		list = append(list, string(codes.Undecided))
	}
	return list
}

// regions is the table by 区域 of the plan's own scheme. A region is a sum of municipalities.
func (g *grid) regions() {
	schemes := codes.Schemes()
	if len(schemes) == 0 {
		return
	}
	s := schemes[0]
	t := &table{ID: "by-region", Caption: wByRegion.In(g.l), Columns: []string{s.Label.In(string(g.l))}}
	for _, m := range traded {
		t.Columns = append(t.Columns, measureWords[m].In(g.l))
	}
	for _, region := range s.Regions {
		row := []cell{{Text: region.Label.In(string(g.l))}}
		for _, m := range traded {
			n := 0
			for _, c := range g.f.Cells[m] {
				if region.Has(c.City) {
					n += c.N
				}
			}
			row = append(row, cell{Text: strconv.Itoa(n)})
		}
		t.Rows = append(t.Rows, row)
	}
	g.v.section("region", wByRegion, numbers(g.l, t))
}

// reasons is the table of why inquiries ended without an agreement.
func (g *grid) reasons() {
	t := &table{ID: "by-reason", Caption: wByReason.In(g.l), Columns: columns(g.l, wReason, wNumberOf)}
	by := g.f.By(desk.Refused, func(c desk.Cell) string { return string(c.Reason) })
	for _, e := range codes.Exits() {
		if n := by[string(e)]; n > 0 {
			t.Rows = append(t.Rows, []cell{{Text: e.Label().In(string(g.l))}, g.cell(n, desk.Refused, "&reason="+string(e))})
		}
	}
	if len(t.Rows) > 0 {
		g.v.section("reason", wByReason, numbers(g.l, t))
	}
}

// equity says, for each municipality, how many needs have been asked about at all.
func (g *grid) equity(keys []string) {
	t := &table{ID: "equity", Caption: wEquityCap.In(g.l), Columns: columns(g.l, wPlace, wNeedsOf, wNeedsAskedOf, wNeedsNever)}
	key := func(c desk.Cell) string { return c.City }
	needs, asked := g.f.By(desk.Needs, key), g.f.By(desk.NeedsAsked, key)
	for _, k := range keys {
		if needs[k] == 0 {
			continue
		}
		a, b := g.cell(needs[k], desk.Needs, "&city="+k), g.cell(asked[k], desk.NeedsAsked, "&city="+k)
		if k == "" {
			a.Href, b.Href = "", ""
		}
		t.Rows = append(t.Rows, []cell{{Text: placeLabel(k, g.l)}, a, b, {Text: strconv.Itoa(needs[k] - asked[k])}})
	}
	if len(t.Rows) > 0 {
		g.v.section("equity-title", wEquity, paragraph(wEquityText.In(g.l)), numbers(g.l, t))
	}
}

// sums is what was given, by unit.
func (g *grid) sums() {
	t := &table{ID: "given", Caption: wGivenCap.In(g.l), Columns: columns(g.l, wUnit, wQuantity)}
	slices.SortFunc(g.f.Given, func(a, b desk.Sum) int {
		return cmp.Or(cmp.Compare(b.Quantity, a.Quantity), cmp.Compare(a.Unit, b.Unit))
	})
	for _, s := range g.f.Given {
		t.Rows = append(t.Rows, []cell{{Text: s.Unit}, {Text: ui.Number(int(s.Quantity))}})
	}
	t.Rows = append(t.Rows, []cell{{Text: wYen.In(g.l)}, {Text: ui.Number(int(g.f.Yen))}})
	g.v.section("given-title", wGiven, numbers(g.l, t))
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
	list, _, err := p.svc.Rows(r.Context(), m, span, f)
	if err != nil {
		return err
	}
	v := start(r, measureWords[m].In(l), ui.Crumb{Label: wFigures.In(l), Href: desk.FiguresPath + spanQuery(span)})
	v.Lead = spanLabel(span, l) + wCountOpen.In(l) + strconv.Itoa(len(list)) + wCountClose.In(l)
	if len(list) == 0 {
		v.add(empty(wNoRows.In(l), wNoRowsDo.In(l)))
		return show(w, r, http.StatusOK, v)
	}
	t := &table{ID: "rows", Caption: measureWords[m].In(l), Columns: columns(l, wCase, wDay, wOrganization, wKind, wPlace, wChannel, wReason)}
	for _, x := range list[:min(shownRows, len(list))] {
		t.Rows = append(t.Rows, []cell{{cmp.Or(x.Title, wUntitled.In(l)), x.Path}, {date(x.On, l), ""}, {x.Name, ""}, {kindLabel(x.Kind, l), ""}, {cityLabel(x.City, l), ""}, {channelLabel(x.Channel, l), ""}, {reasonLabel(x.Reason, l), ""}})
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

// rowsCSV is the rows of a number as a file.
func (p *pages) rowsCSV(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	m, span, f, err := measureOf(r)
	if err != nil {
		return err
	}
	list, _, err := p.svc.Rows(r.Context(), m, span, f)
	if err != nil {
		return err
	}
	e := r.Exported("figures", len(list), web.Filter{Choices: map[string]string{"measure": string(m), "year": strconv.Itoa(int(span.Year)), "month": strconv.Itoa(span.Month), "kind": f.Kind, "city": f.City, "channel": f.Channel, "reason": f.Reason}})
	if err := p.record(r.Context(), e); err != nil {
		return err
	}
	var rows [][]string
	for _, x := range list {
		rows = append(rows, []string{x.ID, x.On.String(), x.Title, x.Name, string(x.Kind), kindLabel(x.Kind, l), x.City, cityLabel(x.City, l), x.Channel, string(x.Reason), number(x.Quantity), x.Unit})
	}
	return file(w, string(m), columns(l, wNumber, wDay, wCase, wOrganization, wCode, wKind, wCityCode, wPlace, wChannel, wReason, wQuantity, wUnit), rows)
}
