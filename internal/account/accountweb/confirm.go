package accountweb

import (
	"fmt"
	"net/http"

	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// mountConfirm puts on the site where somebody proves again who they are.
func (p *pages) mountConfirm() {
	p.site.Handle("GET "+confirmPath, policy.SessionStepUp, p.confirmPage)
	p.site.Handle("POST "+confirmPath, policy.SessionStepUp, p.confirm, web.Repeatable())
	p.site.Handle("POST "+confirmPath+"/options", policy.SessionStepUp, p.confirmOptions)
	p.site.Handle("POST "+confirmPath+"/passkey", policy.SessionStepUp, p.confirmPasskey)
	p.site.Handle("GET "+confirmPath+"/oidc/{provider}", policy.SessionStepUp, p.depart(toConfirm))
}

func (p *pages) confirmPage(w http.ResponseWriter, r *web.Request) error {
	return p.showConfirm(w, r, http.StatusOK, ui.Good, said(r, map[string]ui.Word{"confirmed": wConfirmed}))
}

func (p *pages) showConfirm(w http.ResponseWriter, r *web.Request, status int, tone ui.Tone, says string) error {
	ctx, next := r.Context(), wanted(r)
	ways, err := p.svc.Ways(ctx, r.Who.Person)
	if err != nil {
		return err
	}
	keys, err := p.svc.Passkeys(ctx, r.Who.Person)
	if err != nil {
		return err
	}
	v := confirmView{Chrome: r.Chrome(), Says: says, Tone: tone, Next: next, Passkey: len(keys) > 0 && p.passkeys(), Code: ways.TOTP,
		Password: ways.Password && !r.Who.Enrolled}
	linked, err := p.svc.Identities(ctx, r.Who.Person)
	if err != nil {
		return err
	}
	for _, x := range linked {
		for _, q := range p.providers {
			if q.Issuer == x.Issuer && (q.TrustMFA || !r.Who.Enrolled) {
				v.Providers = append(v.Providers, ui.Link{Href: to(confirmPath+"/oidc/"+q.Name, next), Label: fmt.Sprintf(wConfirmWith.In(r.Lang), q.label(r.Lang))})
			}
		}
	}
	return page(w, r, status, confirm(v))
}

// confirm takes the second factor of who has one, else the password.
func (p *pages) confirm(w http.ResponseWriter, r *web.Request) error {
	with := p.svc.ConfirmPassword
	secret := r.PostFormValue("password")
	if r.Who.Enrolled {
		with, secret = p.svc.ConfirmTOTP, r.PostFormValue("otp")
	}
	fresh, err := with(r.Context(), r.By(), attempt(r), r.SessionToken(), secret)
	return p.confirmed(w, r, fresh, err)
}

func (p *pages) confirmOptions(w http.ResponseWriter, r *web.Request) error {
	options, ceremony, err := p.svc.BeginPasskeyConfirm(r.Context(), r.Who)
	return ask(w, r, options, ceremony, err)
}

func (p *pages) confirmPasskey(w http.ResponseWriter, r *web.Request) error {
	ceremony, answer := credential(r)
	fresh, err := p.svc.FinishPasskeyConfirm(r.Context(), r.By(), attempt(r), r.SessionToken(), ceremony, answer)
	return p.confirmed(w, r, fresh, err)
}

func (p *pages) confirmed(w http.ResponseWriter, r *web.Request, fresh string, err error) error {
	if status, says, ok := refused(w, r, err, wBadConfirm); ok {
		return p.showConfirm(w, r, status, ui.Bad, says)
	} else if err != nil {
		return err
	}
	r.StartSession(fresh)
	return web.Redirect(w, r, http.StatusSeeOther, r.Next(confirmPath+"?done=confirmed"))
}
