package accountweb

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// mountTickets puts the one-time ways in on the site.
func (p *pages) mountTickets() {
	for _, path := range []string{invitationPath, setupPath} {
		p.site.Handle("GET "+path+"/{secret}", web.Anyone, p.acceptPage)
		p.site.Handle("POST "+path+"/{secret}", web.Anyone, p.accept, web.Rate("accept", officeful, 15*time.Minute))
	}
	p.site.Handle("POST "+invitationPath+"/{secret}/options", web.Anyone, p.acceptOptions, web.Rate("passkey", officeful, time.Minute))
	p.site.Handle("POST "+invitationPath+"/{secret}/passkey", web.Anyone, p.acceptPasskey, web.Rate("accept", officeful, 15*time.Minute))
	p.site.Handle("GET "+invitationPath+"/{secret}/oidc/{provider}", web.Anyone, p.depart(toAccept))
}

func (p *pages) cardPage(w http.ResponseWriter, r *web.Request) error {
	return page(w, r, http.StatusOK, cardForm(cardView{Chrome: r.Chrome()}))
}

// card takes a printed card's number and code and the password that the person chose.
func (p *pages) card(w http.ResponseWriter, r *web.Request) error {
	v := cardView{Chrome: r.Chrome(), Number: r.PostFormValue("number")}
	in, err := p.svc.AcceptCard(speak(r).Context(), r.By(), attempt(r), v.Number, r.PostFormValue("otp"), r.PostFormValue("password"))
	if errors.As(err, &v.Errors) {
		return page(w, r, http.StatusUnprocessableEntity, cardForm(v))
	}
	if status, says, ok := refused(w, r, err, wBadCard); ok {
		v.Says = says
		return page(w, r, status, cardForm(v))
	} else if err != nil {
		return err
	}
	return p.goOn(w, r, in, "")
}

// invitation is a ticket with what its page shows of it.
type invitation struct {
	account.Ticket
	code, path string
	facts      []fact
}

// invited reads the ticket that the URL names; a dead one is fault.Gone.
func (p *pages) invited(r *web.Request, code string) (i invitation, err error) {
	i.code = code
	if i.Ticket, err = p.svc.Ticket(r.Context(), code); err != nil {
		return i, err
	}
	i.path = invitationPath + "/" + code
	if i.Kind == account.SetupTicket {
		i.path = setupPath + "/" + code
		return i, nil
	}
	inviter, err := p.name(r.Context(), account.PersonID(i.Actor))
	if err != nil {
		return i, err
	}
	say := func(word ui.Word, text string) {
		if text != "" {
			i.facts = append(i.facts, fact{word.In(r.Lang), text})
		}
	}
	say(wInviteBy, inviter)
	if i.Post != "" {
		post, err := p.svc.Post(r.Context(), i.Post)
		if err != nil {
			return i, err
		}
		say(wInviteFor, strings.TrimSpace(post.Unit+" "+post.Title))
	}
	say(wInvitePerson, i.Name)
	say(wMail, i.Email)
	say(wInviteUntil, moment(i.ExpiresAt, r.Lang))
	return i, nil
}

// name is the name of a person, "" = nobody's.
func (p *pages) name(ctx context.Context, person account.PersonID) (name string, err error) {
	err = p.svc.DB.View(ctx, func(tx *sqldb.Tx) error {
		names, err := p.svc.Names(tx, []account.PersonID{person})
		name = names[person]
		return err
	})
	return name, err
}

func (p *pages) gone(w http.ResponseWriter, r *web.Request) error {
	return page(w, r, http.StatusGone, message(messageView{Chrome: r.Chrome(), Title: wInviteGone.In(r.Lang), Text: wInviteGoneText.In(r.Lang),
		Link: ui.Link{Href: signInPath, Label: wSignIn.In(r.Lang)}}))
}

func (p *pages) acceptPage(w http.ResponseWriter, r *web.Request) error {
	i, err := p.invited(r, r.PathValue("secret"))
	if errors.Is(err, fault.Gone) {
		return p.gone(w, r)
	} else if err != nil {
		return err
	}
	return p.showAccept(w, r, http.StatusOK, i, "", nil)
}

func (p *pages) showAccept(w http.ResponseWriter, r *web.Request, status int, i invitation, says string, errs fault.Fields) error {
	v := acceptView{Chrome: r.Chrome(), Title: wInviteTitle.In(r.Lang), Lead: wInviteLead.In(r.Lang), Path: i.path, Facts: i.facts,
		AskName: i.Name == "", Says: says, Errors: errs, Name: r.PostFormValue("name"), Mail: r.PostFormValue("mail"), Passkey: p.passkeys()}
	if i.Kind == account.SetupTicket {
		v.Title, v.Lead, v.AskMail, v.Passkey = wSetupTitle.In(r.Lang), wSetupLead.In(r.Lang), true, false
	} else {
		v.Providers = p.links(r.Lang, wByProvider, func(name string) string { return i.path + "/oidc/" + name })
	}
	mine, err := p.addressed(r, i.Ticket)
	if err != nil {
		return err
	}
	if mine {
		v.Signed = r.Who.Name
	}
	return page(w, r, status, accept(v))
}

// accept takes a name and a password; of somebody signed in to whom the invitation is addressed,
// the yes alone.
func (p *pages) accept(w http.ResponseWriter, r *web.Request) error {
	x := account.Acceptance{Code: r.PathValue("secret"), Name: r.PostFormValue("name"), Mail: r.PostFormValue("mail"), Password: r.PostFormValue("password")}
	if x.Password == "" {
		i, err := p.invited(r, x.Code)
		if errors.Is(err, fault.Gone) {
			return p.gone(w, r)
		} else if err != nil {
			return err
		}
		if mine, err := p.addressed(r, i.Ticket); err != nil {
			return err
		} else if mine && r.PostFormValue("join") != "" {
			in, err := p.svc.Accept(speak(r).Context(), r.By(), attempt(r), x)
			return p.accepted(w, r, x.Code, in, err)
		}
		return p.showAccept(w, r, http.StatusUnprocessableEntity, i, "", fault.Fields{{Name: "password", Says: wNewShort.In(r.Lang)}})
	}
	in, err := p.svc.Accept(speak(r).Context(), r.By(), attempt(r), x)
	return p.accepted(w, r, x.Code, in, err)
}

// addressed says whether a ticket is for who is signed in: a yes alone would make somebody else of
// them, who has no way in.
func (p *pages) addressed(r *web.Request, k account.Ticket) (is bool, err error) {
	if r.Who == nil || k.Person != "" || k.Email == "" {
		return r.Who != nil && k.Person == r.Who.Person, nil
	}
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		x, err := p.svc.PersonByMail(tx, k.Email)
		is = x.ID == r.Who.Person
		return err
	})
	if errors.Is(err, fault.NotFound) {
		is, err = false, nil
	}
	return is, err
}

// accepted leads on after an acceptance, or says what was wrong.
func (p *pages) accepted(w http.ResponseWriter, r *web.Request, code string, in account.SignedIn, err error) error {
	switch {
	case err == nil && in.Token != "":
		return p.enter(w, r, in.Token, "")
	case err == nil:
		return web.Redirect(w, r, http.StatusSeeOther, myPath)
	case errors.Is(err, fault.Gone):
		return p.gone(w, r)
	case errors.Is(err, account.ErrSignInFirst):
		back := to(signInPath, invitationPath+"/"+code)
		return page(w, r, http.StatusUnauthorized, message(messageView{Chrome: r.Chrome(), Title: wInviteTitle.In(r.Lang), Text: wSignInFirst.In(r.Lang),
			Link: ui.Link{Href: back, Label: wSignIn.In(r.Lang)}}))
	}
	var fields fault.Fields
	status, says, ok := refused(w, r, err, wBadPasskey)
	if errors.As(err, &fields) {
		status, says, ok = http.StatusUnprocessableEntity, "", true
	}
	if !ok {
		return err
	}
	i, err := p.invited(r, code)
	if errors.Is(err, fault.Gone) {
		return p.gone(w, r)
	} else if err != nil {
		return err
	}
	return p.showAccept(w, r, status, i, says, fields)
}

func (p *pages) acceptOptions(w http.ResponseWriter, r *web.Request) error {
	options, ceremony, err := p.svc.BeginAccept(r.Context(), r.PathValue("secret"), r.PostFormValue("key-name"))
	return ask(w, r, options, ceremony, err)
}

func (p *pages) acceptPasskey(w http.ResponseWriter, r *web.Request) error {
	ceremony, answer := credential(r)
	x := account.Acceptance{Code: r.PathValue("secret"), Name: r.PostFormValue("key-name"), Challenge: ceremony, Passkey: answer}
	in, err := p.svc.Accept(speak(r).Context(), r.By(), attempt(r), x)
	return p.accepted(w, r, x.Code, in, err)
}

// acceptIdentity accepts an invitation with an identity, which is linked at once.
func (p *pages) acceptIdentity(w http.ResponseWriter, r *web.Request, t trip, c claims, said account.Claims) error {
	x := account.Acceptance{Code: t.Ticket}
	i, err := p.invited(r, t.Ticket)
	if errors.Is(err, fault.Gone) {
		return p.gone(w, r)
	} else if err != nil {
		return err
	}
	if i.Name == "" {
		x.Name = wInvited.In(r.Lang) // they say it themselves on the page of their record
	}
	if i.Post != "" {
		post, err := p.svc.Post(r.Context(), i.Post)
		if err != nil {
			return err
		}
		if err := p.belongs(r, c, []account.Scope{post.Scope}); err != nil {
			return p.stranded(w, r, t, err)
		}
	}
	in, err := p.svc.Accept(speak(r).Context(), r.By(), attempt(r), x)
	if err != nil || in.Token == "" {
		return p.accepted(w, r, t.Ticket, in, err)
	}
	fresh, err := p.svc.LinkIdentity(r.Context(), r.By(), in.Token, c.Issuer, c.Subject, said)
	if errors.Is(err, fault.Invalid) { // it is somebody else's: the page for ways to sign in says what to do
		r.StartSession(in.Token)
		return web.Redirect(w, r, http.StatusSeeOther, securityPath)
	} else if err != nil {
		return err
	}
	return p.enter(w, r, fresh, "")
}

// agent is a browser's own description, cut to what tells devices apart.
func agent(s string) string {
	system, browser := "", ""
	for _, x := range [...][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS", "Mac"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}} {
		if strings.Contains(s, x[0]) {
			system = x[1]
			break
		}
	}
	for _, x := range [...][2]string{{"Edg", "Edge"}, {"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}} {
		if strings.Contains(s, x[0]) {
			browser = x[1]
			break
		}
	}
	if text := strings.TrimSpace(browser + " " + system); text != "" {
		return text
	}
	if s == "" {
		return "?"
	}
	return s
}
