package registerweb

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// listView is what the list page draws.
type listView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	Q       string // as typed
	Sort    string // chosen order, "" = by default
	Notices []string
	City    cityView
	Chips   []chip
	Clear   string // address without any facet
	Total   string
	AsOf    string // the newest day for which a source of this page speaks, "" = none
	Sorts   []sortView
	Rows    rows
	Shown   int // how many rows
	Empty   *emptyView
	Next    string
	First   string
	Data    []ui.Link
	Facets  []facetView
}

// cityView leads to the organizations of the municipality whose name the word is.
type cityView struct {
	Href, Label string
}

// chip is one chosen value of a facet.
type chip struct {
	Facet, Label, Href string
	JA                 bool
}

// sortView is one order of the list.
type sortView struct {
	Label, Href string
	Active      bool
}

// list answers with the organizations that a reader looks for.
func (p *pages) list(w http.ResponseWriter, r *web.Request) error {
	if web.NotModified(w, r, "list"+strconv.FormatInt(p.svc.Seq(), 36)+"-"+term.Of(r.Now).String()) {
		return nil
	}
	t := p.in(r.Lang)
	wd := wordsIn(r.Lang)
	q := parse(r.URL.Query())
	found, err := p.svc.Search(q.Filter)
	if errors.Is(err, fault.Invalid) && q.After != "" {
		q.After, q.Ignored = "", append(q.Ignored, "after")
		found, err = p.svc.Search(q.Filter)
	}
	if err != nil {
		return err
	}
	encoded := q.encode()
	v := listView{
		Chrome: r.Chrome(), W: wd, Q: q.Q, Sort: q.Sort,
		Notices: notices(wd, &q),
		City:    p.city(wd, t, &q, found.Prefer),
		Chips:   t.chips(wd, &q),
		Total:   wd.Total(ui.Number(found.Total)),
		Sorts:   orders(wd, &q),
		Rows:    rows{t, wd, found.Cards, marker(found.Words)},
		Shown:   len(found.Cards),
		Data: []ui.Link{
			{Href: withQuery(csvPath, encoded), Label: wd.CSV},
			{Href: withQuery(csvPath, joined(encoded, "encoding", "cp932")), Label: wd.CP932},
			{Href: withQuery(jsonPath, encoded), Label: wd.JSON},
			{Href: withQuery(atomPath, encoded), Label: wd.Atom},
		},
		Facets: t.facets(wd, &q, found.Counts),
	}
	v.Chrome.Query = q.Q
	if len(v.Chips) > 1 {
		c := q
		for _, name := range facetNames {
			*c.facet(name) = nil
		}
		v.Clear = c.href()
	}
	var newest term.Date
	for _, c := range found.Cards {
		if c.AsOf.After(newest) {
			newest = c.AsOf
		}
	}
	v.AsOf = date(r.Lang, newest)
	if found.Next != "" {
		v.Next = withQuery(listPath, joined(encoded, "after", found.Next))
	}
	if q.After != "" {
		v.First = withQuery(listPath, encoded)
	}
	if found.Total == 0 {
		if v.Empty, err = p.empty(wd, t, &q); err != nil {
			return err
		}
	}
	v.Head = ui.Head{
		Title: wd.listTitle(&q), Description: wd.ListDescription, Canonical: withQuery(listPath, encoded),
		NoIndex: q.Q != "" || q.After != "" || len(v.Chips) > 1,
		Feeds:   []ui.Feed{{Title: wd.FeedTitle, Href: v.Data[3].Href}}, JSON: v.Data[2].Href,
		Active: listPath, NoSearch: true, Class: "list", Crumbs: []ui.Crumb{{Label: wd.Find}},
	}
	return web.Render(w, r, http.StatusOK, listPage(&v))
}

// listTitle names the page after the words.
func (w *words) listTitle(q *query) string {
	if q.Q == "" || w == &english && !ascii(q.Q) {
		return w.Find
	}
	return w.FindTitle(q.Q)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// notices says what of the address was not understood.
func notices(w *words, q *query) (list []string) {
	if q.Cut {
		list = append(list, w.QueryCut)
	}
	for _, name := range q.Ignored {
		if name == "after" {
			list = append(list, w.CursorIgnored)
			continue
		}
		list = append(list, w.Ignored(w.facetLabel(name)))
	}
	return list
}

// city offers the organizations of the municipality that the one word names.
func (p *pages) city(w *words, t *labels, q *query, code string) (v cityView) {
	if code == "" || len(q.Cities) > 0 {
		return cityView{}
	}
	in := query{Filter: register.Filter{Cities: []string{code}}}
	one := in.Filter
	one.Limit = 1
	found, err := p.svc.Search(one)
	if err != nil || found.Total == 0 {
		return cityView{} // only an offer
	}
	return cityView{Href: in.href(), Label: w.OfCity(t.text(byCity, code), ui.Number(found.Total))}
}

// chips lists the chosen values, each with the list without it.
func (t *labels) chips(w *words, q *query) (list []chip) {
	for _, name := range facetNames {
		for _, value := range *q.facet(name) {
			less := q.without(name, value)
			o := t.of(name, value)
			list = append(list, chip{Facet: w.facetLabel(name), Label: o.label, Href: less.href(), JA: o.ja})
		}
	}
	return list
}

// orders lists the orders that make sense for the query.
func orders(w *words, q *query) []sortView {
	active := q.Sort
	if active == "" || active == "relevance" && q.Q == "" {
		active = "kana"
		if q.Q != "" {
			active = "relevance"
		}
	}
	list := make([]sortView, 0, len(sorts))
	for _, s := range sorts {
		if s == "relevance" && q.Q == "" {
			continue
		}
		c := *q
		c.Sort = s
		list = append(list, sortView{Label: w.sortLabel(s), Href: c.href(), Active: s == active})
	}
	return list
}

// clip cuts a text after n characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := 0
	for at := range s {
		if i == n {
			return strings.TrimSpace(s[:at]) + "…"
		}
		i++
	}
	return s
}

// tone is how a state looks.
func tone(s codes.Status) ui.Tone {
	switch s {
	case codes.Active:
		return ui.Good
	case codes.Revoked:
		return ui.Bad
	case codes.MovedOut, codes.Merged:
		return ui.Info
	}
	return ui.Warn
}

// date writes a day in the language of the page, "" for none.
func date(l web.Lang, d term.Date) string {
	if l == web.EN {
		return d.English()
	}
	return d.Both()
}
