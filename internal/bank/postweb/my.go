package postweb

import (
	"net/http"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/bank"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// inquiriesPath is where a person answers inquiries.
const inquiriesPath = "/my/inquiries"

// soon is how many days before its last one a listing is said to end soon.
const soon = 30

// my lists the listings of all organizations for which the reader acts, with what to do next.
func (p *pages) my(w http.ResponseWriter, r *web.Request) error {
	l, scope := r.Lang, r.Scope()
	var orgs []register.ID
	for _, o := range scope.Orgs { // one for each post that somebody holds there
		if !slices.Contains(orgs, register.ID(o)) {
			orgs = append(orgs, register.ID(o))
		}
	}
	list, err := p.svc.OfOrganizations(r.Context(), orgs...)
	if err != nil {
		return err
	}
	proxied, err := p.proxied(r, scope.Person)
	if err != nil {
		return err
	}
	list = append(list, proxied...)
	names, err := p.names(r, orgs...)
	if err != nil {
		return err
	}
	asked, err := p.asked(r, list)
	if err != nil {
		return err
	}
	v := p.view(r, wMine.In(l), ui.Crumb{Label: wMyPage.In(l), Href: member.MyPath})
	v.Lead = wMineLead.In(l)
	if scope.All && len(orgs) == 0 {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Info, Title: wDeskNote.In(l)}, Links: []ui.Link{{Href: DeskPath, Label: wDesk.In(l)}}})
	}
	for _, o := range orgs {
		head := part{ID: "org-" + string(o), Title: names[o], JA: true}
		head.Links = []ui.Link{{Href: beginPath(o, "direction", string(bank.Offer)), Label: wBeginOffer.In(l)}, {Href: beginPath(o, "direction", string(bank.Need)), Label: wBeginNeed.In(l)}}
		var pt part
		for i := range list {
			if x := &list[i]; x.Organization == o {
				pt.Items = append(pt.Items, p.itemOf(r, x, asked[x.ID]))
			}
		}
		if len(pt.Items) == 0 {
			pt.Empty, pt.Hint = wNoneYet.In(l), wNoneYetHint.In(l)
		}
		v.Parts = append(v.Parts, head, pt)
	}
	if scope.Person != "" {
		head, pt := part{ID: "proxied", Title: wProxied.In(l), Text: []string{wProxiedText.In(l)}}, part{}
		for i := range proxied {
			pt.Items = append(pt.Items, p.itemOf(r, &proxied[i], asked[proxied[i].ID]))
		}
		if len(pt.Items) == 0 {
			pt.Empty, pt.Hint = wNoneYet.In(l), wProxiedHint.In(l)
		}
		v.Parts = append(v.Parts, head, pt)
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// proxied are the listings that a person entered for organizations for which they do not act; of nobody
// there are none.
func (p *pages) proxied(r *web.Request, who account.PersonID) ([]bank.Listing, error) {
	if who == "" {
		return nil, nil
	}
	list, err := p.svc.Entered(r.Context(), who)
	return slices.DeleteFunc(list, func(l bank.Listing) bool { return acts(r, l.Organization) }), err
}

// names are the names of organizations.
func (p *pages) names(r *web.Request, orgs ...register.ID) (names map[register.ID]string, err error) {
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		names, err = register.NamesTx(tx, orgs...)
		return err
	})
	return names, err
}

// asked counts the open inquiries about listings.
func (p *pages) asked(r *web.Request, list []bank.Listing) (map[string]int, error) {
	if p.cfg.Asked == nil || len(list) == 0 {
		return nil, nil
	}
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	return p.cfg.Asked(r.Context(), ids)
}

// itemOf is one listing in the list of one's own.
func (p *pages) itemOf(r *web.Request, x *bank.Listing, asked int) item {
	l := r.Lang
	it := item{Title: x.Title, JA: true, Href: path(x)}
	if x.Title == "" {
		it.Title, it.JA = wUntitled.In(l), false
	}
	it.Tag, it.Tone = state(x, l)
	it.Meta = append(it.Meta, directionWords[x.Direction].In(l)+wColon.In(l)+kindLabel(x.Kind, l))
	if left, is := x.Remaining(); is && x.Published() {
		it.Meta = append(it.Meta, wLeft.In(l)+wColon.In(l)+number10(left)+" / "+number10(x.Quantity))
	}
	if asked > 0 {
		it.Meta = append(it.Meta, wAsked.In(l)+wColon.In(l)+ui.Count(l, asked))
	}
	last := x.LastDay()
	if x.State == bank.Open && !last.IsZero() {
		it.Meta = append(it.Meta, wAdvertise.In(l)+wColon.In(l)+date(last, l))
	}
	next := func(href string, label ui.Word) { it.Next = append(it.Next, ui.Link{Href: href, Label: label.In(l)}) }
	switch x.State {
	case bank.Drafted:
		next(editPath(x, stepCheck), wNextDraft)
	case bank.Returned:
		next(path(x), wNextReturned)
	case bank.Approving:
		next(path(x)+"#approval", wNextApproving)
	case bank.Checking:
		next(path(x), wNextChecking)
	case bank.Expired:
		next(path(x)+"#renew", wNextExpired)
	case bank.Paused:
		next(path(x), wNextPaused)
	}
	if asked > 0 {
		next(inquiriesPath, wNextAsked)
	}
	if x.State == bank.Open && !last.IsZero() && today(r).DaysUntil(last) <= soon && r.May(policy.ListingRenew, x.Object()) {
		next(path(x)+"#renew", wNextRenew)
	}
	return it
}
