package postweb

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

func deskPath(l *bank.Listing) string { return DeskPath + "/" + l.ID }

func deskCrumb(l web.Lang) ui.Crumb { return ui.Crumb{Label: wDesk.In(l), Href: DeskPath} }

// cursor reads from where a list goes on.
func cursor(r *web.Request) bank.Place {
	since, key, _ := strings.Cut(r.URL.Query().Get("after"), "~")
	return bank.Place{Since: since, ID: key}
}

// desk lists what waits for the centre's check, the oldest first, and is where a proxy begins.
func (p *pages) desk(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	list, next, err := p.svc.Waiting(r.Context(), r.Scope(), cursor(r))
	if err != nil {
		return err
	}
	names, err := p.namesOf(r, list)
	if err != nil {
		return err
	}
	v := p.view(r, wDesk.In(l))
	v.Head.Active, v.Lead = DeskPath, wDeskLead.In(l)
	pt := part{ID: "list", Data: []ui.Link{{Href: DeskPath + ".csv", Label: "CSV"}}}
	if len(list) == 0 {
		pt.Empty, pt.Hint = wNothingWaits.In(l), wNothingWaitsHint.In(l)
	} else {
		pt.Table = waitTable(r, list, names)
	}
	if next != (bank.Place{}) {
		pt.Next = DeskPath + "?after=" + url.QueryEscape(next.Since+"~"+next.ID)
	}
	v.Parts = append(v.Parts, pt)
	found, err := p.finder(r, part{ID: "proxy", Title: wProxyBegin.In(l), Text: []string{wProxyLead.In(l)}}, DeskPath, func(c *register.Card) item {
		it := item{Title: c.Name, JA: true, Href: c.Path(), Meta: []string{c.Kind.Label().In(string(l))}}
		if r.May(policy.ListingCreate, policy.Object{Kind: "organization", ID: string(c.ID), Org: string(c.ID), City: c.CityCode, State: "open"}) {
			it.Next = []ui.Link{{Href: beginPath(c.ID, "direction", string(bank.Offer)), Label: wBeginOffer.In(l)}, {Href: beginPath(c.ID, "direction", string(bank.Need)), Label: wBeginNeed.In(l)}}
		}
		return it
	})
	if err != nil {
		return err
	}
	v.Parts = append(v.Parts, found...)
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// maxFound is how many organizations a search by name shows.
const maxFound = 10

// finder is a search by name over the register, with what it found.
func (p *pages) finder(r *web.Request, pt part, action string, row func(*register.Card) item) ([]part, error) {
	l, q := r.Lang, strings.TrimSpace(r.URL.Query().Get("name"))
	pt.Forms = []form{{Action: action, Get: true, Button: wFind.In(l), Second: true, Inputs: []input{{Control: ui.Control{Name: "name", Label: wFindName.In(l), Value: q, MaxLength: 100, Size: "l"}}}}}
	if q == "" {
		return []part{pt}, nil
	}
	var rows part
	found, err := p.svc.Register.Search(register.Filter{Q: q, Limit: maxFound, Bare: true})
	if err != nil {
		return nil, err
	}
	for _, c := range found.Cards {
		rows.Items = append(rows.Items, row(c))
	}
	if len(found.Cards) == 0 {
		rows.Empty, rows.Hint = wNotFound.In(l), wNotFoundHint.In(l)
		rows.Links = []ui.Link{{Href: "/desk/proxy", Label: wEnterProxy.In(l)}}
	}
	return []part{pt, rows}, nil
}

// namesOf are the names of the organizations of listings.
func (p *pages) namesOf(r *web.Request, list []bank.Listing) (map[register.ID]string, error) {
	var orgs []register.ID
	for i := range list {
		if list[i].Organization != "" {
			orgs = append(orgs, list[i].Organization)
		}
	}
	if len(orgs) == 0 {
		return nil, nil
	}
	return p.names(r, orgs...)
}

func waitTable(r *web.Request, list []bank.Listing, names map[register.ID]string) *table {
	l, now := r.Lang, today(r)
	t := &table{ID: "waiting", Caption: wWaitCap.In(l), Columns: []string{wTitle.In(l), wDirection.In(l), wKindLabel.In(l), wOrganization.In(l), wSince.In(l), wHow.In(l)}}
	for i := range list {
		x := &list[i]
		since := term.Of(x.StateAt)
		days := date(since, l) + wOpen.In(l) + strconv.Itoa(since.DaysUntil(now)) + wDays.In(l) + wClose.In(l)
		who := cell{Text: names[x.Organization], JA: true}
		if x.Organization == "" {
			who = cell{Text: wUntied.In(l)}
		}
		title := cell{Text: x.Title, JA: true, Href: deskPath(x)}
		if x.Title == "" {
			title = cell{Text: wUntitled.In(l), Href: deskPath(x)}
		}
		t.Rows = append(t.Rows, []cell{title, {Text: directionShort[x.Direction].In(l)}, {Text: kindLabel(x.Kind, l)}, who,
			{Text: days, Time: since.String()}, {Text: channelWords[x.Channel].In(l)}})
	}
	return t
}

// deskCSV is the whole list as a file.
func (p *pages) deskCSV(w http.ResponseWriter, r *web.Request) error {
	var all []bank.Listing
	for at := (bank.Place{}); ; {
		list, next, err := p.svc.Waiting(r.Context(), r.Scope(), at)
		if err != nil {
			return err
		}
		all = append(all, list...)
		if next == (bank.Place{}) {
			break
		}
		at = next
	}
	names, err := p.namesOf(r, all)
	if err != nil {
		return err
	}
	if err := p.svc.Log(r.Context(), r.Exported("listings", len(all), web.Filter{})); err != nil {
		return err
	}
	l := r.Lang
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="listings_`+strings.ReplaceAll(today(r).String(), "-", "")+`.csv"`)
	h.Set("Cache-Control", "private, no-store")
	out := feed.NewCSV(w, feed.UTF8, wNumber.In(l), wTitle.In(l), wDirection.In(l), wKindLabel.In(l), wOrganization.In(l), wSince.In(l), wHow.In(l))
	for i := range all {
		x := &all[i]
		if err := out.Row(x.ID, x.Title, directionShort[x.Direction].In(l), kindLabel(x.Kind, l), names[x.Organization], term.Of(x.StateAt).String(), channelWords[x.Channel].In(l)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// deskShow is a listing as the centre checks it.
func (p *pages) deskShow(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	v, err := p.deskView(r, &l, nil)
	if err != nil {
		return err
	}
	if d, ok := deskDone[r.URL.Query().Get("done")]; ok {
		v.Said = &notice{Tone: ui.Good, Title: d[0].In(r.Lang), Text: d[1].In(r.Lang)}
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) deskView(r *web.Request, l *bank.Listing, e fault.Fields) (*view, error) {
	lang, o := r.Lang, l.Object()
	v := p.view(r, wCheckOf.In(lang), deskCrumb(lang))
	v.Name, v.Head.Active = l.Title, DeskPath
	x, err := p.subject(r, l)
	if err != nil {
		return nil, err
	}
	name, err := p.organizationName(r, l.Organization)
	if err != nil {
		return nil, err
	}
	v.Parts = append(v.Parts, statePart(l, lang))
	facts := []fact{{Term: wNumber.In(lang), Value: l.ID}, {Term: wHow.In(lang), Value: channelWords[l.Channel].In(lang)}}
	if name != "" {
		facts = append(facts, fact{Term: wOrganization.In(lang), Value: name, JA: true, Change: ui.Link{Href: register.OrganizationPath(l.Organization), Label: wOpenPage.In(lang)}})
	}
	pt := part{Facts: facts}
	if r.May(policy.ListingEdit, o) && editable(l) {
		pt.Links = append(pt.Links, ui.Link{Href: editPath(l, stepCheck), Label: wEdit.In(lang)})
	}
	if l.Published() {
		pt.Links = append(pt.Links, ui.Link{Href: l.Path(), Label: wPublicPage.In(lang)})
	}
	v.Parts = append(v.Parts, pt)
	more, err := p.untied(r, l, e)
	if err != nil {
		return nil, err
	}
	v.Parts = append(v.Parts, more...)
	missing := l.Missing(x.today, says(lang))
	if len(missing) > 0 && l.State == bank.Checking {
		n := &notice{Tone: ui.Warn, Title: wLacks.In(lang)}
		for _, f := range missing {
			n.Links = append(n.Links, ui.Link{Href: editPath(l, stepOf(f.Name)) + "#f-" + f.Name, Label: f.Says})
		}
		v.Parts = append(v.Parts, part{Notice: n})
	}
	v.Parts = append(v.Parts, preview(x, false)...)
	photos, err := p.photoPart(r, l, deskPath(l)+"/photo/", false, nil)
	if err != nil {
		return nil, err
	}
	if photos.Title != "" {
		v.Parts = append(v.Parts, photos)
	}
	if l.State == bank.Checking {
		v.Parts = append(v.Parts, p.checks(r, l, o, e, len(missing) == 0)...)
	}
	if p.cfg.Suggest != nil {
		body, err := p.cfg.Suggest(r, l)
		if err != nil {
			return nil, err
		}
		if body != nil {
			v.Parts = append(v.Parts, part{ID: "fits", Title: wFits.In(lang), Body: body})
		}
	}
	history, err := p.history(r, l)
	if err != nil {
		return nil, err
	}
	v.Parts = append(v.Parts, history)
	return v, nil
}

// checks are what the centre looks at, and its decisions.
func (p *pages) checks(r *web.Request, l *bank.Listing, o policy.Object, e fault.Fields, whole bool) (parts []part) {
	lang, typed := r.Lang, r.PostForm
	v := [][2]string{versionField(l.Version)}
	list := part{ID: "checks", Title: wChecklist.In(lang)}
	for _, c := range checklist {
		list.List = append(list.List, c.In(lang))
	}
	parts = append(parts, list)
	area := func(name string, label, hint ui.Word, stored string) input {
		in := input{Kind: "area", Control: ui.Control{Name: name, Label: label.In(lang), Hint: hint.In(lang), Required: true, MaxLength: bank.MaxMerit, Rows: 3, Value: stored, Error: e.Says(name)}}
		if typed.Has(name) {
			in.Value = typed.Get(name)
		}
		return in
	}
	if r.May(policy.ListingEdit, o) {
		parts = append(parts, part{ID: "merits", Title: wMeritFix.In(lang), Text: []string{wMeritFixHint.In(lang)}, Forms: []form{{Action: deskPath(l) + "/merit", Button: wMeritFixDo.In(lang), Second: true, Hidden: v,
			Inputs: []input{area("merit_company", wMeritCompany, wNothing, l.MeritCompany), area("merit_group", wMeritGroup, wNothing, l.MeritGroup)}}}})
	}
	if r.May(policy.ListingPublish, o) && whole && l.Organization != "" {
		parts = append(parts, part{ID: "publish", Title: wPublish.In(lang), Text: []string{wPublishHint.In(lang)}, Forms: []form{{Action: deskPath(l) + "/publish", Button: wPublishDo.In(lang), Hidden: v}}})
	}
	if r.May(policy.ListingReturn, o) {
		parts = append(parts, part{ID: "return", Title: wReturn.In(lang), Text: []string{wReturnHint.In(lang)}, Forms: []form{{Action: deskPath(l) + "/return", Button: wReturnDo.In(lang), Second: true, Hidden: v,
			Inputs: []input{area("reason", wReason, wNothing, "")}}}})
	}
	return parts
}

// decided answers a decision of the centre: its page again with what was done, or what is wrong.
func (p *pages) decided(w http.ResponseWriter, r *web.Request, l *bank.Listing, what string, err error) error {
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, deskPath(l)+"?done="+what)
	}
	now, read := p.svc.Listing(r.Context(), l.ID)
	if read != nil {
		return read
	}
	v, drawn := p.deskView(r, &now, bad(err))
	if drawn != nil {
		return drawn
	}
	if bad(err) != nil {
		return refused(w, r, v, err)
	}
	if !isConflict(err) {
		return err
	}
	v.Said = &notice{Tone: ui.Warn, Title: wStale.In(r.Lang), Text: wStaleText.In(r.Lang)}
	return web.Render(w, r, http.StatusConflict, parts.Draw(v))
}

func (p *pages) publish(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	return p.decided(w, r, &l, "published", p.svc.Publish(r.Context(), r.By(), l.ID, version(r), says(r.Lang)))
}

func (p *pages) giveBack(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	reason, err := noteOf(r, "reason")
	if err == nil {
		err = p.svc.Return(r.Context(), r.By(), l.ID, version(r), reason, says(r.Lang))
	}
	return p.decided(w, r, &l, "returned", err)
}

func (p *pages) merit(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	f := r.PostForm
	return p.decided(w, r, &l, "merit", p.svc.CorrectMerit(r.Context(), r.By(), l.ID, version(r), f.Get("merit_company"), f.Get("merit_group"), says(r.Lang)))
}
