package bankweb

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// listView is what a list draws.
type listView struct {
	ui.Chrome
	Head       ui.Head
	W          *words
	Name       string // of the list
	Path       string
	Other      string // the list of the other direction
	OtherHref  string
	Q          string // as typed
	Sort       string // chosen order, "" = by default
	Notices    []string
	Chips      []chip
	Clear      string // address without any facet
	Total      string
	Hidden     string // how many more a registered reader would find, "" = none
	SignInHref string
	Sorts      []sortView
	Rows       rows
	Shown      int // how many rows
	Empty      *emptyView
	Next       string
	First      string
	Alert      string // where the same search becomes a standing one
	Data       []ui.Link
	Facets     []facetView
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

// emptyView says what to do when nothing was found.
type emptyView struct {
	Fewer     []offer // the same words with fewer conditions
	Write     string
	WriteWord string
}

// offer is a list that may help, with its number of hits.
type offer struct{ Label, Count, Href string }

// list answers with the listings of a direction that a reader looks for.
func (p *pages) list(d bank.Direction) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		if web.NotModified(w, r, "list"+strconv.FormatInt(p.svc.Seq(), 36)+"-"+term.Of(r.Now).String()) {
			return nil
		}
		q := parse(d, r.URL.Query())
		readers := audiences(r)
		found, err := p.svc.Search(q.filter(readers))
		if errors.Is(err, fault.Invalid) && q.After != "" {
			q.After, q.Ignored = "", append(q.Ignored, "after")
			found, err = p.svc.Search(q.filter(readers))
		}
		if err != nil {
			return err
		}
		v, err := p.listed(r, &q, &found, readers)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, listPage(v))
	}
}

// audiences are those to whom the reader belongs; nil = everybody alone.
func audiences(r *web.Request) []bank.Audience {
	switch may := func(state string) bool {
		return r.May(policy.ListingRead, policy.Object{Kind: "listing", State: state})
	}; {
	case r.Who == nil:
		return nil
	case may("kept"):
		return bank.ForCenter()
	case may(string(bank.Open)):
		return bank.ForMembers()
	}
	return nil
}

// listed gathers the page of what was found.
func (p *pages) listed(r *web.Request, q *query, found *bank.Page, readers []bank.Audience) (*listView, error) {
	t, wd := p.in(r.Lang), wordsIn(r.Lang)
	encoded := q.encode()
	d, other := q.Direction, bank.Need
	if d == bank.Need {
		other = bank.Offer
	}
	v := &listView{
		Chrome: r.Chrome(), W: wd, Name: wd.list(d), Path: listPath(d), Other: wd.list(other), OtherHref: listPath(other),
		Q: q.Q, Sort: q.Sort,
		Notices: notices(wd, q),
		Chips:   t.chips(wd, q),
		Total:   wd.Total(ui.Number(found.Total)),
		Sorts:   orders(wd, q),
		Rows:    rows{t, wd, term.Of(r.Now), found.Cards, marker(found.Words)},
		Shown:   len(found.Cards),
		Alert:   alertsPath + "?" + joined(encoded, "direction", string(d)),
		Data: []ui.Link{
			{Href: withQuery(csvPath(d), encoded), Label: wd.CSV},
			{Href: withQuery(csvPath(d), joined(encoded, "encoding", "cp932")), Label: wd.CP932},
			{Href: withQuery(jsonPath, joined(encoded, "direction", string(d))), Label: wd.JSON},
			{Href: withQuery(atomPath(d), encoded), Label: wd.Atom},
		},
		Facets: t.facets(wd, q, found.Counts),
	}
	v.Chrome.Query = ""
	if readers == nil {
		n, err := p.hidden(q, found.Total)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			v.Hidden = wd.Hidden(ui.Number(n))
			v.SignInHref = web.SignInPath + "?next=" + url.QueryEscape(withQuery(v.Path, encoded))
		}
	}
	if len(v.Chips) > 1 {
		c := *q
		for _, name := range facetNames {
			*c.facet(name) = nil
		}
		v.Clear = c.href()
	}
	if found.Next != "" {
		v.Next = withQuery(v.Path, joined(encoded, "after", found.Next))
	}
	if q.After != "" {
		v.First = withQuery(v.Path, encoded)
	}
	if found.Total == 0 {
		var err error
		if v.Empty, err = p.empty(wd, q, readers); err != nil {
			return nil, err
		}
	}
	description, feed := wd.OffersDescription, wd.OffersFeed
	if d == bank.Need {
		description, feed = wd.NeedsDescription, wd.NeedsFeed
	}
	title := wd.list(d)
	if q.Q != "" {
		title = wd.Found(title, q.Q)
	}
	v.Head = ui.Head{
		Title: title, Description: description, Canonical: withQuery(v.Path, encoded),
		NoIndex: q.Q != "" || q.After != "" || len(v.Chips) > 1,
		Feeds:   []ui.Feed{{Title: feed, Href: v.Data[3].Href}}, JSON: v.Data[2].Href,
		Active: frontPath, NoSearch: true, Class: "list", Crumbs: []ui.Crumb{{Label: wd.Bank, Href: frontPath}, {Label: wd.list(d)}},
	}
	return v, nil
}

// hidden counts what the same search finds for the registered alone.
func (p *pages) hidden(q *query, shown int) (int, error) {
	f := q.filter(bank.ForMembers())
	f.Limit, f.After, f.Bare = 1, "", true
	all, err := p.svc.Search(f)
	return all.Total - shown, err
}

// empty looks for what the reader may have meant.
func (p *pages) empty(w *words, q *query, readers []bank.Audience) (*emptyView, error) {
	v := &emptyView{Write: writePath, WriteWord: w.WriteNeed}
	if q.Direction == bank.Need {
		v.WriteWord = w.WriteOffer
	}
	try := func(label string, less query) error {
		f := less.filter(readers)
		f.Limit, f.Bare = 1, true
		found, err := p.svc.Search(f)
		if err == nil && found.Total > 0 {
			v.Fewer = append(v.Fewer, offer{label, w.Total(ui.Number(found.Total)), less.href()})
		}
		return err
	}
	for _, name := range facetNames {
		if len(*q.facet(name)) > 0 {
			if err := try(w.Without(w.facetLabel(name)), q.without(name, "")); err != nil {
				return nil, err
			}
		}
	}
	if q.Q != "" && v.Fewer == nil {
		less := *q
		less.Q, less.After = "", ""
		if err := try(w.Without(w.Keyword), less); err != nil {
			return nil, err
		}
	}
	return v, nil
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
		active = "newest"
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
