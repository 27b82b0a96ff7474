// Package accountweb holds the pages on which people sign in and look after their own account:
// signing in by passkey, password and code, card, invitation and other providers; the ways to
// sign in; proving again who one is; sessions; one's own record.
package accountweb

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The paths of the pages.
const (
	signInPath         = web.SignInPath
	passkeyPath        = "/sign-in/passkey"
	passkeyOptionsPath = "/sign-in/passkey/options"
	codePath           = "/sign-in/code"
	recoveryPath       = "/sign-in/recovery"
	cardPath           = "/sign-in/card"
	oidcPath           = "/sign-in/oidc"
	invitationPath     = "/invitations"
	setupPath          = "/setup"
	signOutPath        = "/sign-out"
	myPath             = "/my"
	securityPath       = web.EnrolPath
	keysPath           = "/my/security/passkeys"
	keyOptionsPath     = "/my/security/passkeys/options"
	totpPath           = "/my/security/totp"
	codesPath          = "/my/security/recovery"
	passwordPath       = "/my/security/password"
	identityPath       = "/my/security/identities"
	confirmPath        = web.StepUpPath
	sessionsPath       = "/my/sessions"
	keepPath           = "/my/keep"
	accountPath        = "/my/account"
	mailPath           = "/my/account/mail"
	erasePath          = "/my/account/erase"
)

// Config is what the pages need of the installation.
type Config struct {
	Key       []byte // 32 secret bytes, the same on every node: seals what a browser takes to a provider
	Secure    bool   // the site is https
	Providers []config.Provider
	Log       *slog.Logger // why a provider was not believed
	// Number finds the 法人番号 of an organization, "" = it has none. nil: no organization has.
	Number func(ctx context.Context, organization string) (codes.CorporateNumber, error)
}

// pages are the handlers and what they share.
type pages struct {
	site      *web.Site
	svc       *account.Service
	secure    bool
	sealer    sealer
	providers []*provider
	log       *slog.Logger
	number    func(ctx context.Context, organization string) (codes.CorporateNumber, error)
}

// Mount puts the pages on the site. It fails on a key of the wrong length.
func Mount(site *web.Site, svc *account.Service, cfg Config) error {
	sealer, err := newSealer(cfg.Key)
	if err != nil {
		return fmt.Errorf("accountweb.Mount: %w", err)
	}
	p := &pages{site: site, svc: svc, secure: cfg.Secure, sealer: sealer, log: cfg.Log, number: cfg.Number}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	client := newClient()
	for _, c := range cfg.Providers {
		p.providers = append(p.providers, &provider{Provider: c, client: client, now: svc.DB.Now,
			redirect: site.BaseURL(oidcPath + "/" + c.Name + "/callback")})
	}
	p.mountSignIn()
	p.mountTickets()
	p.mountSecurity()
	p.mountConfirm()
	p.mountMy()
	return nil
}

// attempt is the browser in the words of package account.
func attempt(r *web.Request) account.Attempt {
	return account.Attempt{Client: r.Network().String(), Device: r.Device(), Agent: r.UserAgent(), Old: r.SessionToken()}
}

// speak lets the service answer in the reader's language.
func speak(r *web.Request) *web.Request {
	r.Request = r.WithContext(account.Speak(r.Context(), string(r.Lang)))
	return r
}

// page draws c with a status.
func page(w http.ResponseWriter, r *web.Request, status int, c templ.Component) error {
	return web.Render(w, r, status, c)
}

// to leads to a path with ?next= where the reader wanted to go on.
func to(path, next string) string {
	if next == "" {
		return path
	}
	return path + "?next=" + url.QueryEscape(next)
}

// enter begins the session's life in the browser and leads on: somebody of the staff who has shown
// one factor to where they enrol or show the second, everybody else to where they wanted.
func (p *pages) enter(w http.ResponseWriter, r *web.Request, token, next string) error {
	who, err := p.svc.Load(r.Context(), token)
	if err != nil {
		return err
	}
	r.StartSession(token)
	if next == "" {
		next = myPath
	}
	if who.Staff && who.Assurance < account.MultiFactor {
		path := securityPath
		if who.Enrolled {
			path = confirmPath
		}
		next = to(path, next)
	}
	return web.Redirect(w, r, http.StatusSeeOther, next)
}

// provider finds a provider by its name in the paths.
func (p *pages) provider(name string) *provider {
	i := slices.IndexFunc(p.providers, func(x *provider) bool { return x.Name == name })
	if i < 0 {
		return nil
	}
	return p.providers[i]
}

// label is the provider's name for the reader.
func (p *provider) label(l ui.Lang) string {
	if l == ui.EN {
		return p.LabelEn
	}
	return p.Label
}

// links lead to every provider with path(name), named as word says.
func (p *pages) links(l ui.Lang, word ui.Word, path func(name string) string) []ui.Link {
	var list []ui.Link
	for _, x := range p.providers {
		list = append(list, ui.Link{Href: path(x.Name), Label: fmt.Sprintf(word.In(l), x.label(l))})
	}
	return list
}

// href marks an address that this package itself composed.
func href(s string) templ.SafeURL { return templ.SafeURL(s) }
