package postweb

import (
	"errors"
	"net/http"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

func isConflict(err error) bool { return errors.Is(err, fault.Conflict) }

// untied is, of a one-off form, who stands behind it, and, until it is tied to a record of the
// register, the search for one.
func (p *pages) untied(r *web.Request, l *bank.Listing, e fault.Fields) (parts []part, err error) {
	if l.Channel != "form" {
		return nil, nil
	}
	lang, o := r.Lang, l.Object()
	x, ok, err := p.svc.OneOffOf(r.Context(), l.ID)
	if err != nil {
		return nil, err
	}
	if ok && r.Decide(policy.ListingCheck, o).Sees("contact") {
		if err := p.svc.Log(r.Context(), r.By().Entry(audit.DataRead, "listing:"+l.ID, "one-off")); err != nil {
			return nil, err
		}
		place := wOutside.In(lang)
		if x.City != "" {
			place = cityLabel(x.City).In(string(lang))
		}
		pt := part{ID: "who", Title: wOneOffWho.In(lang)}
		for _, f := range []fact{{Term: wCompanyName.In(lang), Value: x.Name, JA: true}, {Term: wTown.In(lang), Value: place}, {Term: wOneOffPerson.In(lang), Value: x.Person, JA: true},
			{Term: wPhone.In(lang), Value: x.Phone}, {Term: wMail.In(lang), Value: x.Mail, JA: true}, {Term: wSentOn.In(lang), Value: moment(x.ConsentedAt, lang)}} {
			if f.Value != "" {
				pt.Facts = append(pt.Facts, f)
			}
		}
		parts = append(parts, pt)
	}
	if l.Organization != "" || l.State != bank.Checking || !r.May(policy.ListingTie, o) {
		return parts, nil
	}
	pt := part{ID: "tie", Title: wTie.In(lang), Text: []string{wTieHint.In(lang)}}
	if says := e.Says("organization"); says != "" {
		pt.Notice = &notice{Tone: ui.Bad, Title: says}
	}
	found, err := p.finder(r, pt, deskPath(l), func(c *register.Card) item {
		return item{Title: c.Name, JA: true, Href: c.Path(), Meta: []string{c.Kind.Label().In(string(lang))},
			Form: &form{Action: deskPath(l) + "/tie", Button: wTieDo.In(lang), Second: true, For: c.Name, Hidden: [][2]string{versionField(l.Version), {"organization", string(c.ID)}}}}
	})
	return append(parts, found...), err
}

// tie ties a one-off form to an organization.
func (p *pages) tie(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	return p.decided(w, r, &l, "tied", p.svc.Tie(r.Context(), r.By(), l.ID, version(r), register.ID(r.PostForm.Get("organization")), says(r.Lang)))
}
