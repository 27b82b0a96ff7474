package accountweb

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// mountSecurity puts the ways to sign in on the site. Whoever changes one has proved who they are
// within ten minutes, as everybody has who has just signed in.
func (p *pages) mountSecurity() {
	p.site.Handle("GET "+securityPath, policy.FactorEnrol, p.security)
	p.site.Handle("POST "+keyOptionsPath, policy.FactorEdit, p.keyOptions)
	p.site.Handle("POST "+keysPath, policy.FactorEdit, p.addKey)
	p.site.Handle("POST "+keysPath+"/{id}", policy.FactorEdit, p.renameKey)
	p.site.Handle("POST "+keysPath+"/{id}/remove", policy.FactorEdit, p.removeKey)
	p.site.Handle("POST "+totpPath+"/begin", policy.FactorEdit, p.beginTOTP)
	p.site.Handle("GET "+totpPath, policy.FactorEdit, p.totpPage)
	p.site.Handle("POST "+totpPath, policy.FactorEdit, p.confirmTOTP)
	p.site.Handle("POST "+totpPath+"/remove", policy.FactorEdit, p.removeTOTP)
	p.site.Handle("POST "+codesPath, policy.FactorEdit, p.newCodes)
	p.site.Handle("POST "+passwordPath, policy.FactorEdit, p.setPassword)
	p.site.Handle("GET "+identityPath+"/link/{provider}", policy.FactorEdit, p.depart(toLink))
	p.site.Handle("POST "+identityPath+"/{id}/remove", policy.FactorEdit, p.unlink)
}

var securityWords = map[string]ui.Word{"linked": wLinked, "key": wKeyAdded, "removed": wRemoved, "renamed": wRenamed,
	"totp": wTOTPAdded, "password": wPasswordSet}

func (p *pages) security(w http.ResponseWriter, r *web.Request) error {
	v, err := p.ways(r)
	if err != nil {
		return err
	}
	v.Says, v.Tone = said(r, securityWords), ui.Good
	return page(w, r, http.StatusOK, security(v))
}

// ways reads what the page of somebody's ways to sign in shows.
func (p *pages) ways(r *web.Request) (v securityView, err error) {
	ctx, who := r.Context(), r.Who
	v = securityView{Chrome: r.Chrome(), Next: wanted(r), CanKey: p.passkeys(), MustEnrol: who.Staff && who.Assurance < account.MultiFactor,
		Proved: who.SteppedUp(r.Now)}
	ways, err := p.svc.Ways(ctx, who.Person)
	if err != nil {
		return v, err
	}
	v.Password, v.Short, v.TOTP, v.Codes = ways.Password, ways.Short, ways.TOTP, ways.Codes
	keys, err := p.svc.Passkeys(ctx, who.Person)
	if err != nil {
		return v, err
	}
	for _, k := range keys {
		used := moment(k.UsedAt, r.Lang)
		if used == "" {
			used = wNever.In(r.Lang)
		}
		v.Keys = append(v.Keys, keyRow{ID: k.ID, Name: k.Name, Added: moment(k.CreatedAt, r.Lang), Used: used})
	}
	v.Factors = len(keys)
	if v.TOTP {
		v.Factors++
	}
	linked, err := p.svc.Identities(ctx, who.Person)
	if err != nil {
		return v, err
	}
	for _, x := range linked {
		v.Links = append(v.Links, linkRow{ID: identityID(x), Label: p.issuerLabel(x.Issuer, r.Lang),
			Detail: strings.TrimSpace(x.CorporateNumber + " " + x.AccountType), Added: moment(x.LinkedAt, r.Lang)})
	}
	v.Providers = p.links(r.Lang, wLink, func(name string) string { return identityPath + "/link/" + name })
	return v, nil
}

// identityID names a linked identity in a path.
func identityID(x account.Identity) string {
	return base64.RawURLEncoding.EncodeToString([]byte(x.Issuer + "\n" + x.Subject))
}

func (p *pages) issuerLabel(issuer string, l ui.Lang) string {
	for _, x := range p.providers {
		if x.Issuer == issuer {
			return x.label(l)
		}
	}
	return issuer
}

// changed leads back to the page after a change, with the session's new token; or says there what
// was wrong; or to where one proves again who one is. names are the fields of the service and of
// the page.
func (p *pages) changed(w http.ResponseWriter, r *web.Request, fresh string, err error, done string, names ...string) error {
	var fields fault.Fields
	switch {
	case errors.Is(err, fault.Forbidden):
		return web.Redirect(w, r, http.StatusSeeOther, to(confirmPath, to(securityPath, wanted(r))))
	case errors.As(err, &fields):
		v, err := p.ways(r)
		if err != nil {
			return err
		}
		if v.Errors = renamed(fields, names...); v.Errors[0].Name == "totp" || v.Errors[0].Name == "identity" { // no input bears the name
			v.Says, v.Tone, v.Errors = v.Errors[0].Says, ui.Bad, nil
		}
		return page(w, r, http.StatusUnprocessableEntity, security(v))
	}
	if status, says, ok := refused(w, r, err, wBadPasskey); ok {
		v, err := p.ways(r)
		if err != nil {
			return err
		}
		v.Says, v.Tone = says, ui.Bad
		return page(w, r, status, security(v))
	} else if err != nil {
		return err
	}
	if fresh != "" {
		r.StartSession(fresh)
	}
	path := securityPath + "?done=" + done
	if next := wanted(r); next != "" {
		path += "&" + strings.TrimPrefix(to("", next), "?")
	}
	return web.Redirect(w, r, http.StatusSeeOther, path)
}

// renamed gives the fields of an error the names that they have on the page: from, to, from, to …
func renamed(f fault.Fields, names ...string) fault.Fields {
	out := make(fault.Fields, len(f))
	for i, x := range f {
		for n := 0; n+1 < len(names); n += 2 {
			if x.Name == names[n] {
				x.Name = names[n+1]
				break
			}
		}
		out[i] = x
	}
	return out
}

func (p *pages) keyOptions(w http.ResponseWriter, r *web.Request) error {
	options, ceremony, err := p.svc.BeginPasskey(r.Context(), r.Who)
	if errors.Is(err, fault.Forbidden) {
		return answerJSON(w, http.StatusForbidden, map[string]string{"error": wConfirm.In(r.Lang)})
	}
	return ask(w, r, options, ceremony, err)
}

func (p *pages) addKey(w http.ResponseWriter, r *web.Request) error {
	ceremony, answer := credential(r)
	fresh, err := p.svc.FinishPasskey(speak(r).Context(), r.By(), r.SessionToken(), ceremony, r.PostFormValue("label"), answer)
	return p.changed(w, r, fresh, err, "key")
}

func (p *pages) renameKey(w http.ResponseWriter, r *web.Request) error {
	id := r.PathValue("id")
	err := p.svc.RenamePasskey(speak(r).Context(), r.By(), r.Who, id, r.PostFormValue("name-"+id))
	return p.changed(w, r, "", err, "renamed", "name", "name-"+id)
}

func (p *pages) removeKey(w http.ResponseWriter, r *web.Request) error {
	fresh, err := p.svc.RemovePasskey(speak(r).Context(), r.By(), r.SessionToken(), r.PathValue("id"))
	return p.changed(w, r, fresh, err, "removed", "passkey", "label")
}

func (p *pages) beginTOTP(w http.ResponseWriter, r *web.Request) error {
	_, err := p.svc.EnrolTOTP(r.Context(), r.Who)
	if errors.Is(err, fault.Forbidden) {
		return p.changed(w, r, "", err, "")
	} else if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, to(totpPath, wanted(r)))
}

func (p *pages) totpPage(w http.ResponseWriter, r *web.Request) error {
	return p.showTOTP(w, r, http.StatusOK, nil)
}

func (p *pages) showTOTP(w http.ResponseWriter, r *web.Request, status int, errs fault.Fields) error {
	e, err := p.svc.PendingTOTP(r.Context(), r.Who)
	if errors.Is(err, fault.NotFound) {
		return web.Redirect(w, r, http.StatusSeeOther, securityPath)
	} else if errors.Is(err, fault.Forbidden) {
		return p.changed(w, r, "", err, "")
	} else if err != nil {
		return err
	}
	picture, err := qrPicture(e.URL)
	if err != nil {
		return err
	}
	return page(w, r, status, totpPage(totpView{Chrome: r.Chrome(), Errors: errs, Picture: picture, Key: e.Secret, Next: wanted(r)}))
}

// confirmTOTP ends the enrolment with a code of the app and shows the recovery codes, this once.
func (p *pages) confirmTOTP(w http.ResponseWriter, r *web.Request) error {
	fresh, codes, err := p.svc.ConfirmEnrolment(speak(r).Context(), r.By(), attempt(r), r.SessionToken(), r.PostFormValue("otp"))
	var fields fault.Fields
	if errors.As(err, &fields) {
		return p.showTOTP(w, r, http.StatusUnprocessableEntity, renamed(fields, "code", "otp"))
	}
	if status, says, ok := refused(w, r, err, wBadCode); ok {
		return p.showTOTP(w, r, status, fault.Fields{{Name: "otp", Says: says}})
	} else if err != nil {
		return p.changed(w, r, "", err, "totp")
	}
	r.StartSession(fresh)
	return p.showCodes(w, r, codes)
}

func (p *pages) showCodes(w http.ResponseWriter, r *web.Request, codes []string) error {
	next := wanted(r)
	if next == "" {
		next = securityPath
	}
	w.Header().Set("Cache-Control", "no-store")
	return page(w, r, http.StatusOK, codesPage(codesView{Chrome: r.Chrome(), Codes: codes, Next: next}))
}

func (p *pages) removeTOTP(w http.ResponseWriter, r *web.Request) error {
	fresh, err := p.svc.RemoveTOTP(speak(r).Context(), r.By(), r.SessionToken())
	return p.changed(w, r, fresh, err, "removed", "totp", "totp")
}

func (p *pages) newCodes(w http.ResponseWriter, r *web.Request) error {
	codes, err := p.svc.NewRecoveryCodes(r.Context(), r.By(), r.Who)
	if err != nil {
		return p.changed(w, r, "", err, "")
	}
	return p.showCodes(w, r, codes)
}

func (p *pages) setPassword(w http.ResponseWriter, r *web.Request) error {
	fresh, err := p.svc.SetPassword(speak(r).Context(), r.By(), attempt(r), r.SessionToken(),
		account.NewPassword{Old: r.PostFormValue("password-now"), New: r.PostFormValue("password")})
	return p.changed(w, r, fresh, err, "password", "old", "password-now")
}

func (p *pages) unlink(w http.ResponseWriter, r *web.Request) error {
	issuer, subject, err := splitIdentity(r.PathValue("id"))
	if err != nil {
		return err
	}
	fresh, err := p.svc.UnlinkIdentity(speak(r).Context(), r.By(), r.SessionToken(), issuer, subject)
	return p.changed(w, r, fresh, err, "removed")
}

func splitIdentity(id string) (issuer, subject string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(id)
	issuer, subject, ok := strings.Cut(string(b), "\n")
	if err != nil || !ok {
		return "", "", fault.New(fault.NotFound, "identity %q", id)
	}
	return issuer, subject, nil
}
