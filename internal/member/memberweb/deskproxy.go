package memberweb

import (
	"net/http"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// proxyForm asks what a proxy enters, and who asked for it.
func (p *pages) proxyForm(w http.ResponseWriter, r *web.Request) error {
	return web.Render(w, r, http.StatusOK, parts.Draw(p.entering(r, &member.Content{Kind: codes.Group}, nil)))
}

func (p *pages) entering(r *web.Request, c *member.Content, e fault.Fields) *view {
	l, f := r.Lang, r.PostForm
	v := p.view(r, wProxy.In(l), deskCrumb(l))
	v.Lead, v.Head.Class = wProxyLead.In(l), "form-page"
	inputs := append(bodyInputs(c, e, l, term.Of(r.Now), append(member.GroupKinds(), member.CompanyKinds()...)), lineInput(c, e, l))
	v.Parts = []part{{Forms: []form{{Action: ProxyPath, Button: wProxyDo.In(l), Inputs: append(inputs,
		input{Kind: "radios", Control: ui.Control{Name: "channel", Label: wChannel.In(l), Required: true, Value: f.Get("channel"), Error: e.Says("channel")},
			Options: choices(register.Channels(), l)},
		input{Control: ui.Control{Name: "asked_by", Label: wAskedBy.In(l), Hint: wPersonalHint.In(l), Required: true, Value: f.Get("asked_by"), Error: e.Says("asked_by"), MaxLength: member.MaxName}},
		input{Kind: "radios", Control: ui.Control{Name: "consent", Label: wConsent.In(l), Required: true, Value: f.Get("consent"), Error: e.Says("consent")},
			Options: options(member.Consents(), consentWords, l)},
		input{Control: ui.Control{Name: "consented_on", Label: wConsentedOn.In(l), Example: wEstablishedEx.In(l), Required: true, Value: f.Get("consented_on"), Error: e.Says("consented_on"), Size: "m"}},
	)}}}}
	return v
}

func choices(list []register.Choice, l web.Lang) (options []ui.Option) {
	for _, x := range list {
		options = append(options, ui.Option{Value: x.Value, Label: x.Label.In(string(l))})
	}
	return options
}

func options(values []string, words map[string]ui.Word, l web.Lang) (list []ui.Option) {
	for _, v := range values {
		list = append(list, ui.Option{Value: v, Label: words[v].In(l)})
	}
	return list
}

// proxy enters a body for people who asked for it.
func (p *pages) proxy(w http.ResponseWriter, r *web.Request) error {
	c, _ := typed(r)
	f := r.PostForm
	on, err := term.Parse(f.Get("consented_on"))
	if err != nil {
		on = term.Date{} // said next to the field
	}
	org, err := p.svc.EnterByProxy(r.Context(), r.By(), c, member.Proxy{Channel: f.Get("channel"), AskedBy: f.Get("asked_by"), Consent: f.Get("consent"), ConsentedOn: on}, says(r.Lang))
	if err != nil {
		return refused(w, r, p.entering(r, &c, bad(err)), err)
	}
	return web.Redirect(w, r, http.StatusSeeOther, register.OrganizationPath(org))
}
