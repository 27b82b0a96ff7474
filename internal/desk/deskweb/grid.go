package deskweb

import (
	"cmp"
	"slices"
	"strconv"

	"kyodo/internal/codes"
	"kyodo/internal/desk"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

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
