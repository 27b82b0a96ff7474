package accountweb

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// officeful is how often a minute the people behind one address may begin: an office has one.
const officeful = 300

// mountSignIn puts the ways in on the site.
func (p *pages) mountSignIn() {
	p.site.Handle("GET "+signInPath, web.Anyone, p.signInPage)
	p.site.Handle("POST "+signInPath, web.Anyone, p.signIn, web.Repeatable())
	p.site.Handle("POST "+passkeyOptionsPath, web.Anyone, p.passkeyOptions, web.Rate("passkey", officeful, time.Minute))
	p.site.Handle("POST "+passkeyPath, web.Anyone, p.signInPasskey, web.Repeatable())
	p.site.Handle("GET "+codePath, web.Anyone, p.codePage)
	p.site.Handle("POST "+codePath, web.Anyone, p.code, web.Repeatable())
	p.site.Handle("GET "+recoveryPath, web.Anyone, p.recoveryPage)
	p.site.Handle("POST "+recoveryPath, web.Anyone, p.recovery, web.Repeatable())
	p.site.Handle("GET "+cardPath, web.Anyone, p.cardPage)
	p.site.Handle("POST "+cardPath, web.Anyone, p.card)
	p.site.Handle("GET "+oidcPath+"/{provider}", web.Anyone, p.depart(toSignIn))
	p.site.Handle("GET "+oidcPath+"/{provider}/callback", web.Anyone, p.arrive)
}

// refused turns a refusal into a status and what the reader is told; ok is false for other errors.
// It says the same whether the person exists or not.
func refused(w http.ResponseWriter, r *web.Request, err error, wrong ui.Word) (status int, says string, ok bool) {
	var wait *account.Throttled
	switch {
	case errors.As(err, &wait):
		rest := wait.Until.Sub(r.Now)
		w.Header().Set("Retry-After", strconv.Itoa(int(rest/time.Second)+1))
		if rest > time.Hour { // stopped for a day: say how else to get in
			return http.StatusTooManyRequests, fmt.Sprintf(wWaitLong.In(r.Lang), moment(wait.Until.Add(time.Minute), r.Lang)), true
		}
		return http.StatusTooManyRequests, fmt.Sprintf(wWait.In(r.Lang), wait.Until.Add(time.Minute).In(term.JST()).Format("15:04")), true
	case errors.Is(err, fault.Unauthenticated):
		return http.StatusUnauthorized, wrong.In(r.Lang), true
	}
	return 0, "", false
}

// wanted is where the reader wanted to go on, "" = nowhere in particular.
func wanted(r *web.Request) string { return r.Next("") }

func (p *pages) showSignIn(w http.ResponseWriter, r *web.Request, status int, tone ui.Tone, says string) error {
	next := wanted(r)
	v := signInView{Chrome: r.Chrome(), Says: says, Tone: tone, Next: next, Mail: strings.TrimSpace(r.PostFormValue("mail")), Passkey: p.passkeys()}
	v.Providers = p.links(r.Lang, wByProvider, func(name string) string { return to(oidcPath+"/"+name, next) })
	return page(w, r, status, signIn(v))
}

func (p *pages) signInPage(w http.ResponseWriter, r *web.Request) error {
	return p.showSignIn(w, r, http.StatusOK, ui.Good, said(r, map[string]ui.Word{"erasure": wEraseDone}))
}

// signIn takes a password, and asks for the second factor where there is one.
func (p *pages) signIn(w http.ResponseWriter, r *web.Request) error {
	mail, password := r.PostFormValue("mail"), r.PostFormValue("password")
	if strings.TrimSpace(mail) == "" || password == "" {
		return p.showSignIn(w, r, http.StatusUnprocessableEntity, ui.Bad, wNeedBoth.In(r.Lang))
	}
	in, err := p.svc.SignInPassword(r.Context(), r.By(), attempt(r), mail, password)
	if status, says, ok := refused(w, r, err, wBadSignIn); ok {
		return p.showSignIn(w, r, status, ui.Bad, says)
	} else if err != nil {
		return err
	}
	return p.goOn(w, r, in, wanted(r))
}

// goOn leads on after a right first step: into the site, or to the second factor.
func (p *pages) goOn(w http.ResponseWriter, r *web.Request, in account.SignedIn, next string) error {
	if in.Token != "" {
		return p.enter(w, r, in.Token, next)
	}
	p.give(w, pendingCookie, in.Pending)
	return web.Redirect(w, r, http.StatusSeeOther, to(codePath, next))
}

func (p *pages) showCode(w http.ResponseWriter, r *web.Request, status int, says string) error {
	next := wanted(r)
	return page(w, r, status, codeForm(codeView{Chrome: r.Chrome(), Title: wCodeTitle.In(r.Lang), Lead: wCodeLead.In(r.Lang), Says: says,
		Action: codePath, Fields: hidden(next), Other: ui.Link{Href: to(recoveryPath, next), Label: wByRecovery.In(r.Lang)},
		Field: ui.Control{Name: "otp", Label: wCode.In(r.Lang), Hint: wCodeHint.In(r.Lang), Autocomplete: "one-time-code", InputMode: "numeric", Required: true, Size: "s"}}))
}

func (p *pages) showRecovery(w http.ResponseWriter, r *web.Request, status int, says string) error {
	next := wanted(r)
	return page(w, r, status, codeForm(codeView{Chrome: r.Chrome(), Title: wRecoveryTitle.In(r.Lang), Lead: wRecoveryLead.In(r.Lang), Says: says,
		Action: recoveryPath, Fields: hidden(next), Other: ui.Link{Href: to(codePath, next), Label: wCodeTitle.In(r.Lang)},
		Field: ui.Control{Name: "otp", Label: wRecoveryCode.In(r.Lang), Hint: wRecoveryHint.In(r.Lang), Autocomplete: "one-time-code", Required: true, Size: "m"}}))
}

func hidden(next string) []ui.Typed {
	if next == "" {
		return nil
	}
	return []ui.Typed{{Name: "next", Value: next}}
}

func (p *pages) codePage(w http.ResponseWriter, r *web.Request) error {
	return p.second(w, r, p.showCode)
}

func (p *pages) recoveryPage(w http.ResponseWriter, r *web.Request) error {
	return p.second(w, r, p.showRecovery)
}

// second shows the page of a second step, to a browser that has done the first.
func (p *pages) second(w http.ResponseWriter, r *web.Request, show func(http.ResponseWriter, *web.Request, int, string) error) error {
	if p.given(r, pendingCookie) == "" {
		return web.Redirect(w, r, http.StatusSeeOther, to(signInPath, wanted(r)))
	}
	return show(w, r, http.StatusOK, "")
}

func (p *pages) code(w http.ResponseWriter, r *web.Request) error {
	in, err := p.svc.SignInTOTP(r.Context(), r.By(), attempt(r), p.given(r, pendingCookie), r.PostFormValue("otp"))
	return p.finish(w, r, in, err, wBadCode, p.showCode)
}

func (p *pages) recovery(w http.ResponseWriter, r *web.Request) error {
	in, err := p.svc.SignInRecovery(r.Context(), r.By(), attempt(r), p.given(r, pendingCookie), r.PostFormValue("otp"))
	return p.finish(w, r, in, err, wBadRecovery, p.showRecovery)
}

// finish leads on after a second step, or shows its page again.
func (p *pages) finish(w http.ResponseWriter, r *web.Request, in account.SignedIn, err error, wrong ui.Word,
	show func(http.ResponseWriter, *web.Request, int, string) error) error {
	if errors.Is(err, account.ErrOver) {
		p.give(w, pendingCookie, "")
		return p.showSignIn(w, r, http.StatusUnauthorized, ui.Bad, wStepGone.In(r.Lang))
	}
	if status, says, ok := refused(w, r, err, wrong); ok {
		return show(w, r, status, says)
	} else if err != nil {
		return err
	}
	p.give(w, pendingCookie, "")
	return p.enter(w, r, in.Token, wanted(r))
}
