package bankweb

import (
	"net/http"
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/search"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// newestShown is how many new listings of each direction the front shows.
const newestShown = 5

// frontView is what the front of the bank draws.
type frontView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	Doors   []doorView
	Kinds   []kindView
	Newest  []newestView
	Consult string
	Centre  []string
	OneOff  string
	Empty   bool
}

// doorView is one of the two ways in.
type doorView struct {
	Title, Text, Count string
	See, Href          string
	Write              string
}

// kindView is a main kind with its listings in both directions.
type kindView struct {
	Label                 string
	Offers, Needs         string
	OffersHref, NeedsHref string
	OffersSaid, NeedsSaid string // for screen readers
}

// newestView are the newest listings of a direction.
type newestView struct {
	ID, Title string
	Rows      rows
	All       string
}

// front answers with the front of the bank. It reads the index alone.
func (p *pages) front(w http.ResponseWriter, r *web.Request) error {
	if web.NotModified(w, r, "bank"+strconv.FormatInt(p.svc.Seq(), 36)+"-"+term.Of(r.Now).String()) {
		return nil
	}
	t, wd := p.in(r.Lang), wordsIn(r.Lang)
	v := frontView{Chrome: r.Chrome(), W: wd, Centre: lines(p.cfg.Contact), OneOff: oneOffPath}
	readers := audiences(r)
	counts := map[bank.Direction]map[codes.Main]int{}
	total := 0
	for _, d := range []bank.Direction{bank.Offer, bank.Need} {
		q := query{Direction: d, Sort: "newest"}
		f := q.filter(readers)
		f.Limit = newestShown
		found, err := p.svc.Search(f)
		if err != nil {
			return err
		}
		total += found.Total
		counts[d] = byMainKind(found.Counts[byKind])
		door := doorView{Title: wd.Offer, Text: wd.SeeOffersText, See: wd.SeeOffers, Write: wd.WriteOffer}
		newest := newestView{ID: "new-" + string(d), Title: wd.NewOffer}
		if d == bank.Need {
			door = doorView{Title: wd.Need, Text: wd.SeeNeedsText, See: wd.SeeNeeds, Write: wd.WriteNeed}
			newest.Title = wd.NewNeed
		}
		door.Href, door.Count = listPath(d), wd.Total(ui.Number(found.Total))
		v.Doors = append(v.Doors, door)
		if len(found.Cards) > 0 {
			newest.Rows, newest.All = rows{t, wd, term.Of(r.Now), found.Cards, nil}, q.href()
			v.Newest = append(v.Newest, newest)
		}
	}
	v.Empty = total == 0
	for _, m := range codes.Mains() {
		o, n := counts[bank.Offer][m], counts[bank.Need][m]
		if o+n == 0 {
			continue
		}
		k := kindView{Label: t.text(byMain, string(m)), Offers: ui.Number(o), Needs: ui.Number(n),
			OffersHref: (&query{Direction: bank.Offer, Mains: []string{string(m)}}).href(),
			NeedsHref:  (&query{Direction: bank.Need, Mains: []string{string(m)}}).href()}
		k.OffersSaid, k.NeedsSaid = wd.Offer+wd.Colon+k.Label, wd.Need+wd.Colon+k.Label
		v.Kinds = append(v.Kinds, k)
		if m == codes.MainAdvice && o > 0 {
			v.Consult = k.OffersHref
		}
	}
	v.Head = ui.Head{Title: wd.Bank, Description: wd.FrontDescription, Canonical: frontPath, Active: frontPath, Class: "list",
		Feeds:  []ui.Feed{{Title: wd.OffersFeed, Href: atomPath(bank.Offer)}, {Title: wd.NeedsFeed, Href: atomPath(bank.Need)}},
		Crumbs: []ui.Crumb{{Label: wd.Bank}}}
	return web.Render(w, r, http.StatusOK, frontPage(&v))
}

// byMainKind adds up the kinds of each main kind.
func byMainKind(kinds []search.Count) map[codes.Main]int {
	sums := map[codes.Main]int{}
	for _, c := range kinds {
		if k := codes.Support(c.Value); k.Valid() {
			sums[k.Main()] += c.N
		}
	}
	return sums
}
