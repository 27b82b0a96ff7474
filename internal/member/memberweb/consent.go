package memberweb

import (
	"net/http"

	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// withdrawForm says what ends with the consent, before it ends.
func (p *pages) withdrawForm(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	o, err := p.theOrganization(r)
	if err != nil {
		return err
	}
	path := member.ManagePath + string(o.ID)
	v := p.view(r, wUnconsent.In(l), myCrumb(l), ui.Crumb{Label: wManage.In(l), Href: path})
	v.Name, v.Lead, v.Head.Class = o.Name, wUnconsentText.In(l), "form-page"
	v.Parts = []part{{Forms: []form{{Action: path + "/consent/withdraw", Button: wUnconsentDo.In(l)}}}}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// withdrawConsent ends the consent.
func (p *pages) withdrawConsent(w http.ResponseWriter, r *web.Request) error {
	oid, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.svc.WithdrawConsent(r.Context(), r.By(), register.ID(oid)); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.ManagePath+oid+"?done=withdrawn")
}
