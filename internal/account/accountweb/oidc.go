package accountweb

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

const tripUse = "trip to a provider"

// depart sends the browser to a provider. A link does it, and not a form: the content security
// policy lets no form end on another site. It changes nothing but the trip's cookie.
func (p *pages) depart(why purpose) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		x := p.provider(r.PathValue("provider"))
		if x == nil {
			return fault.New(fault.NotFound, "provider %q", r.PathValue("provider"))
		}
		if r.Header.Get("Sec-Fetch-Site") == "cross-site" { // nobody is signed in by another site's link (ASVS 7.6.2)
			return web.Redirect(w, r, http.StatusSeeOther, to(signInPath, wanted(r)))
		}
		t := trip{Purpose: why, Next: wanted(r), Ticket: r.PathValue("secret")}
		if r.Who != nil {
			t.Session = r.Who.Session
		}
		e, err := x.discover(r.Context())
		if errors.Is(err, fault.Unavailable) {
			p.log.LogAttrs(r.Context(), slog.LevelWarn, "provider", slog.String("id", r.ID), slog.String("error", err.Error()))
			return p.showSignIn(w, r, http.StatusServiceUnavailable, ui.Warn, wProviderDown.In(r.Lang))
		} else if err != nil {
			return err
		}
		t, address := x.depart(e, t)
		sealed, err := p.sealer.seal(tripUse, t)
		if err != nil {
			return err
		}
		p.give(w, tripCookie, sealed)
		w.Header().Set("Location", address)
		w.WriteHeader(http.StatusSeeOther)
		return nil
	}
}

// arrive takes the browser back from a provider.
func (p *pages) arrive(w http.ResponseWriter, r *web.Request) error {
	x := p.provider(r.PathValue("provider"))
	if x == nil {
		return fault.New(fault.NotFound, "provider %q", r.PathValue("provider"))
	}
	sealed := p.given(r, tripCookie)
	p.give(w, tripCookie, "")
	var t trip
	if err := p.sealer.open(tripUse, sealed, &t); err != nil {
		return p.stranded(w, r, t, err)
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return p.stranded(w, r, t, refusal("query: %v", err))
	}
	e, err := x.discover(r.Context())
	if err == nil {
		err = x.answered(e, t, query)
	}
	if err == nil {
		// Before the code is used: of many who come with one answer, one goes on.
		err = p.svc.Spend(r.Context(), t.State)
	}
	var c claims
	if err == nil {
		c, err = x.redeem(r.Context(), t, query)
	}
	if err != nil {
		return p.stranded(w, r, t, err)
	}
	return p.settle(w, r, t, c)
}

// stranded answers a trip that came to nothing: alike for the reader, with the reason in the log.
func (p *pages) stranded(w http.ResponseWriter, r *web.Request, t trip, err error) error {
	status, says, ok := refused(w, r, err, wBadProvider)
	var fields fault.Fields
	if errors.As(err, &fields) && len(fields) > 0 {
		status, says, ok = http.StatusUnprocessableEntity, fields[0].Says, true
	}
	if errors.Is(err, fault.Forbidden) {
		return web.Redirect(w, r, http.StatusSeeOther, to(confirmPath, securityPath))
	}
	if errors.Is(err, fault.Unavailable) && !ok {
		status, says, ok = http.StatusServiceUnavailable, wProviderDown.In(r.Lang), true
	}
	if !ok {
		return err
	}
	p.log.LogAttrs(r.Context(), slog.LevelWarn, "provider", slog.String("id", r.ID), slog.String("error", err.Error()))
	if t.Purpose == toLink || t.Purpose == toConfirm {
		return page(w, r, status, message(messageView{Chrome: r.Chrome(), Title: wIdentities.In(r.Lang), Text: says,
			Link: ui.Link{Href: securityPath, Label: wBack.In(r.Lang)}}))
	}
	return p.showSignIn(w, r, status, ui.Bad, says)
}

// settle does what the trip was for.
func (p *pages) settle(w http.ResponseWriter, r *web.Request, t trip, c claims) error {
	said := account.Claims{MFA: c.Multi, CorporateNumber: string(c.Number), AccountType: c.Type}
	if t.Purpose == toSignIn {
		err := p.svc.FitIdentity(r.Context(), r.By(), attempt(r), c.Issuer, c.Subject, func(held []account.Holding) error {
			return p.belongs(r, c, scopesOf(held))
		})
		if err != nil {
			return p.stranded(w, r, t, err)
		}
		in, err := p.svc.SignInIdentity(r.Context(), r.By(), attempt(r), c.Issuer, c.Subject, said)
		if errors.Is(err, account.ErrUnlinked) {
			return p.showSignIn(w, r, http.StatusUnauthorized, ui.Bad, wNotLinked.In(r.Lang))
		} else if err != nil {
			return p.stranded(w, r, t, err)
		}
		return p.goOn(w, r, in, t.Next)
	}
	if t.Purpose == toAccept {
		return p.acceptIdentity(w, r, t, c, said)
	}
	// The session that departed, not whichever the browser has now.
	if r.Who == nil || r.Who.Session != t.Session {
		return p.stranded(w, r, t, refusal("another session"))
	}
	if err := p.belongs(r, c, scopesOf(r.Who.Holdings)); err != nil {
		return p.stranded(w, r, t, err)
	}
	var fresh string
	var err error
	back := securityPath + "?done=linked"
	if t.Purpose == toLink {
		fresh, err = p.svc.LinkIdentity(speak(r).Context(), r.By(), r.SessionToken(), c.Issuer, c.Subject, said)
	} else {
		back = t.Next
		if back == "" {
			back = confirmPath + "?done=confirmed"
		}
		fresh, err = p.svc.ConfirmIdentity(r.Context(), r.By(), r.SessionToken(), c.Issuer, c.Subject, said)
	}
	if err != nil {
		return p.stranded(w, r, t, err)
	}
	r.StartSession(fresh)
	return web.Redirect(w, r, http.StatusSeeOther, back)
}

func scopesOf(held []account.Holding) (list []account.Scope) {
	for _, h := range held {
		list = append(list, h.Scope)
	}
	return list
}

// belongs refuses a GビズID account unless every organization for which the person acts has its
// 法人番号: what it signs in may act for all of them. An organization without a number has none of a
// corporation's.
func (p *pages) belongs(r *web.Request, c claims, scopes []account.Scope) error {
	if c.Type == "" || p.number == nil {
		return nil
	}
	for _, s := range scopes {
		if s.Kind != account.OfOrganization {
			continue
		}
		number, err := p.number(r.Context(), s.ID)
		if err != nil {
			return err
		}
		if number != c.Number {
			return fault.Fields{{Name: "identity", Says: wOtherNumber.In(r.Lang)}}
		}
	}
	return nil
}
