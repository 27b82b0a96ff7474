package postweb

import (
	"net/http"

	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// approvalSheet is a listing on one A4 page, to be attached to a 稟議.
func (p *pages) approvalSheet(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	lang := r.Lang
	x, err := p.subject(r, &l)
	if err != nil {
		return err
	}
	names, err := p.names(r, l.Organization)
	if err != nil {
		return err
	}
	v := p.view(r, wSheetTitle.In(lang), append(myCrumbs(lang), crumbOf(&l, lang))...)
	v.Name = l.Title
	v.Parts = append(v.Parts, part{Screen: true, Notice: &notice{Tone: ui.Info, Title: wPrintIt.In(lang), Links: []ui.Link{{Href: path(&l), Label: wToManage.In(lang)}}}})
	v.Parts = append(v.Parts, onePage(x, names[l.Organization])...)
	v.Parts = append(v.Parts, part{Boxes: []string{wStampWriter.In(lang), wStampBoss.In(lang)}})
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// onePage is what a superior needs to know of a listing, without headings in between.
func onePage(x *subject, name string) []part {
	lang := x.lang
	facts := []fact{{Term: wNumber.In(lang), Value: x.l.ID}, {Term: wOrganization.In(lang), Value: name, JA: true}}
	for _, s := range steps {
		facts = append(facts, factsOf(x, s)...)
	}
	return []part{{Facts: facts}, {ID: "reason", Title: wWhatIs.In(lang), Text: []string{wWhatIsText.In(lang)}}}
}

// organizationName is the name of the organization of a listing, "" when none is tied to it yet.
func (p *pages) organizationName(r *web.Request, org register.ID) (string, error) {
	if org == "" {
		return "", nil
	}
	names, err := p.names(r, org)
	return names[org], err
}
