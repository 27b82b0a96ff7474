package alertweb

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"kyodo/internal/alert"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// shown is how many listings of the last month a preview names.
const shown = 5

// listView is the page of a person's own searches.
type listView struct {
	ui.Chrome
	Head   ui.Head
	Done   string // what was just done, "" = nothing
	Errors fault.Fields
	New    *newView // a search to be added, nil = none was brought along
	Alerts []alertView
	Finds  []ui.Link // where to begin
}

// newView is a search that is about to be kept.
type newView struct {
	Search  searched
	Query   [][2]string // hidden fields
	Rhythm  ui.Control
	Options []ui.Option
	Total   string
	Newest  []cardView
	Comma   string
}

type cardView struct{ Href, Title, Kind, Where string }

// alertView is one search that is kept.
type alertView struct {
	ID, Href string
	Search   searched
	Off      bool
	Rhythm   ui.Control
	Options  []ui.Option
	Total    string
}

// searched is a search in words, taken apart at what somebody typed.
type searched struct{ before, typed, after string }

func inWords(q *alert.Query, l ui.Lang) searched {
	text := q.Describe(string(l))
	if i := strings.LastIndex(text, q.Words); q.Words != "" && i >= 0 {
		return searched{text[:i], q.Words, text[i+len(q.Words):]}
	}
	return searched{before: text}
}

// list shows the reader's searches, and the one that the address brings along.
func (p *pages) list(w http.ResponseWriter, r *web.Request) error {
	v, err := p.draw(r, r.URL.Query(), "", nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// draw gathers the page. typed is the rhythm that was chosen in a refused form.
func (p *pages) draw(r *web.Request, brought url.Values, typed string, refused fault.Fields) (*listView, error) {
	l := r.Lang
	v := &listView{Chrome: r.Chrome(), Errors: refused, Head: ui.Head{Title: wAlerts.In(l), NoIndex: true, NoSearch: true, Class: "form",
		Crumbs: []ui.Crumb{{Label: wMyPage.In(l), Href: member.MyPath}}}}
	switch r.URL.Query().Get("done") {
	case "kept":
		v.Done = wKept.In(l)
	case "changed":
		v.Done = wChanged.In(l)
	case "deleted":
		v.Done = wDeleted.In(l)
	}
	readers := audiences(r)
	own, err := p.svc.Of(r.Context(), r.Who.Person)
	if err != nil {
		return nil, err
	}
	for i := range own {
		a := &own[i]
		total, _, err := p.svc.Preview(a.Query, readers, r.Now, 0)
		if err != nil {
			return nil, err
		}
		v.Alerts = append(v.Alerts, alertView{ID: a.ID, Search: inWords(&a.Query, l), Href: a.Query.ListPath(), Off: a.Rhythm == alert.Off,
			Total: lastMonth(l, total), Rhythm: ui.Control{Name: rhythmOf(a.ID), Label: wRhythm.In(l), Required: true, Error: refused.Says(rhythmOf(a.ID))}, Options: rhythms(l, a.Rhythm, alert.Rhythms())})
	}
	if brought.Has("direction") || brought.Has("q") || brought.Has("kind") || brought.Has("city") || brought.Has("field") || brought.Has("disaster") {
		if v.New, err = p.add(r, brought, typed, refused, readers); err != nil {
			return nil, err
		}
	}
	v.Finds = []ui.Link{{Href: "/bank/offers", Label: wToOffers.In(l)}, {Href: "/bank/needs", Label: wToNeeds.In(l)}}
	return v, nil
}

// add shows the search that may be kept, with what it would have brought.
func (p *pages) add(r *web.Request, brought url.Values, typed string, refused fault.Fields, readers []bank.Audience) (*newView, error) {
	l := r.Lang
	q := alert.Parse(brought)
	total, newest, err := p.svc.Preview(q, readers, r.Now, shown)
	if err != nil {
		return nil, err
	}
	n := &newView{Comma: ui.W("、", ", ").In(l), Search: inWords(&q, l), Total: lastMonth(l, total), Options: rhythms(l, alert.Rhythm(typed), alert.Rhythms()[:3]),
		Rhythm: ui.Control{Name: "rhythm", Label: wRhythm.In(l), Required: true, Error: refused.Says("rhythm")}}
	values := q.Values()
	for _, name := range []string{"direction", "q", "kind", "city", "field", "disaster"} {
		for _, x := range values[name] {
			n.Query = append(n.Query, [2]string{name, x})
		}
	}
	for _, c := range newest {
		n.Newest = append(n.Newest, cardView{Href: c.Path(), Title: c.Title, Kind: c.Kind.Label().In(string(l)), Where: alert.Place(&c.Listing, string(l))})
	}
	return n, nil
}

// rhythmOf is the name of the field of one alert: each has its own, so that the page's ids differ.
func rhythmOf(aid string) string { return "rhythm-" + aid }

// rhythms are the choices; without one the day's digest is chosen.
func rhythms(l ui.Lang, chosen alert.Rhythm, list []alert.Rhythm) (options []ui.Option) {
	if chosen == "" {
		chosen = alert.Daily
	}
	for _, x := range list {
		options = append(options, ui.Option{Value: string(x), Label: rhythmWords[x].In(l), Selected: x == chosen})
	}
	return options
}

func lastMonth(l ui.Lang, n int) string {
	if n == 0 {
		return wNoneLastMonth.In(l)
	}
	return wLastMonth.In(l) + ui.Number(n) + wCounted.In(l)
}

// audiences are those to whom the reader belongs: what the centre keeps comes in no mail.
func audiences(r *web.Request) []bank.Audience {
	if r.May(policy.ListingRead, policy.Object{Kind: "listing", State: string(bank.Open)}) {
		return bank.ForMembers()
	}
	return nil
}

// keep adds a search.
func (p *pages) keep(w http.ResponseWriter, r *web.Request) error {
	q := alert.Parse(r.PostForm)
	_, err := p.svc.Keep(r.Context(), r.By(), r.Who.Person, q, alert.Rhythm(r.PostForm.Get("rhythm")), says(r.Lang))
	var refused fault.Fields
	switch {
	case errors.As(err, &refused):
		v, err := p.draw(r, r.PostForm, r.PostForm.Get("rhythm"), refused)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, listPage(v))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, alert.Path+"?done=kept")
}

// change sets how often the reader is told.
func (p *pages) change(w http.ResponseWriter, r *web.Request) error {
	aid := r.PathValue("id")
	err := p.svc.SetRhythm(r.Context(), r.By(), aid, alert.Rhythm(r.PostForm.Get(rhythmOf(aid))), says(r.Lang))
	var refused fault.Fields
	switch {
	case errors.As(err, &refused):
		v, err := p.draw(r, nil, "", fault.Fields{{Name: rhythmOf(aid), Says: refused.Says("rhythm")}})
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, listPage(v))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, alert.Path+"?done=changed")
}

// forget deletes a search.
func (p *pages) forget(w http.ResponseWriter, r *web.Request) error {
	if err := p.svc.Delete(r.Context(), r.By(), r.PathValue("id")); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, alert.Path+"?done=deleted")
}
