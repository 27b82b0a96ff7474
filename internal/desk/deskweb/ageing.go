package deskweb

import (
	"net/http"
	"strconv"

	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// listingObject is the listing of the address.
func (p *pages) listingObject(r *web.Request) (policy.Object, error) {
	lid, err := idOf(r)
	if err != nil {
		return policy.Object{}, err
	}
	l, err := p.svc.Bank.Listing(r.Context(), lid)
	return l.Object(), err
}

// ageing shows the open listings about which nobody asks, the oldest first, with what can be done.
func (p *pages) ageing(w http.ResponseWriter, r *web.Request) error {
	v, err := p.drawAgeing(r, nil)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, v)
}

func (p *pages) drawAgeing(r *web.Request, e fault.Fields) (*page, error) {
	l, today := r.Lang, term.Of(r.Now)
	list, err := p.svc.Aged(r.Context(), sight(r), desk.Ages()[len(desk.Ages())-1])
	if err != nil {
		return nil, err
	}
	v := start(r, wAgeing.In(l))
	v.Lead = wAgeingLead.In(l)
	if len(list) == 0 {
		v.add(empty(wNoAgeing.In(l), wNoAgeingDo.In(l)))
		return v, nil
	}
	for _, days := range desk.Ages() {
		var cards []agedCard
		for len(list) > 0 && list[0].Days >= days {
			cards = append(cards, p.agedCard(r, &list[0], today, e))
			list = list[1:]
		}
		if len(cards) > 0 {
			v.add(heading("d"+strconv.Itoa(days), strconv.Itoa(days)+wDaysOrMore.In(l)+wCountOpen.In(l)+strconv.Itoa(len(cards))+wCountClose.In(l)), agedCards(v, cards))
		}
	}
	return v, nil
}

func (p *pages) agedCard(r *web.Request, a *desk.Aged, today term.Date, e fault.Fields) agedCard {
	l := r.Lang
	x := agedCard{Title: a.Title, Href: desk.Ref{Kind: desk.OfListing, ID: a.ID}.Path(), Meta: []string{
		directionWords[string(a.Direction)].In(l) + " " + a.Kind.Label().In(string(l)), a.Name, cityLabel(a.City, l),
		date(a.PublishedOn, l) + wPublishedOn.In(l) + strconv.Itoa(a.Days) + wDays.In(l)}}
	o := policy.Object{Kind: "listing", ID: a.ID, Org: a.Organization, City: a.City, State: "open"}
	if r.May(policy.ListingEdit, o) {
		x.Next = append(x.Next, ui.Link{Href: "/my/listings/" + a.ID + "/edit", Label: wReword.In(l)})
	}
	if r.May(policy.ListingManage, o) {
		x.Next = append(x.Next, ui.Link{Href: "/my/listings/" + a.ID, Label: wSplit.In(l)})
	}
	if r.May(policy.MatchView, o) {
		x.Next = append(x.Next, ui.Link{Href: "/desk/candidates/" + a.ID, Label: wCandidates.In(l)})
	}
	if r.May(policy.ListingEdit, o) && a.City != "" && !a.Kept {
		var towns []ui.Option
		for _, m := range desk.Neighbours(a.City, today) {
			towns = append(towns, ui.Option{Value: m.Code, Label: m.Label().In(string(l))})
		}
		control := ui.Control{Name: "city-" + a.ID, Label: wNeighbour.In(l), Size: "m"}
		if r.PathValue("id") == a.ID {
			control.Value, control.Error = r.PostForm.Get(control.Name), e.Says(control.Name)
		}
		x.Town = &form{Action: desk.AgeingPath + "/" + a.ID + "/next", Button: wNeighbourDo.In(l), Second: true, Inputs: []input{{Kind: "select", Control: control, Options: towns}}}
	}
	return x
}

// sendNext sends a listing to a neighbouring town.
func (p *pages) sendNext(w http.ResponseWriter, r *web.Request) error {
	lid, err := idOf(r)
	if err != nil {
		return err
	}
	name := "city-" + lid
	err = p.svc.SendNext(r.Context(), r.By(), lid, r.PostForm.Get(name), says(r.Lang))
	if err == nil {
		return to(w, r, desk.AgeingPath, "sent")
	}
	var f fault.Fields
	for _, x := range bad(err) {
		f = append(f, fault.Field{Name: name, Says: x.Says})
	}
	if len(f) > 0 {
		err = f
	}
	return again(w, r, err, func() (*page, error) { return p.drawAgeing(r, f) })
}
