package adminweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// cardView is a printed card.
type cardView struct {
	ui.Chrome
	Head   ui.Head
	Card   account.PrintedCard
	SignIn string
	Until  string
	Back   string
}

// card answers with a card to print. Its code is known nowhere else, so it is shown this once.
func (p *pages) card(w http.ResponseWriter, r *web.Request, c account.PrintedCard, person account.PersonID) error {
	v := &cardView{Chrome: r.Chrome(), Card: c, SignIn: r.Site.BaseURL(web.SignInPath + "/card"), Until: moment(c.ExpiresAt, r.Lang), Back: personPath(person)}
	title := wCard.In(r.Lang)
	v.Head = ui.Head{Title: title, NoIndex: true, Active: Path, Crumbs: append(append([]ui.Crumb{{Label: wAdmin.In(r.Lang), Href: Path}}, peopleStep(r)...), ui.Crumb{Label: title})}
	w.Header().Set("Cache-Control", "private, no-store")
	return web.Render(w, r, http.StatusOK, cardPage(v))
}

// resetForm asks the officer at the counter how they know who stands there.
func (p *pages) resetForm(w http.ResponseWriter, r *web.Request) error { return p.resetting(w, r, nil) }

func (p *pages) resetting(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	x, err := p.Accounts.Person(r.Context(), personID(r))
	if err != nil {
		return err
	}
	v := p.start(r, wReset, peopleStep(r, x)...)
	v.refuse(bad)
	v.Lead = wResetLead.In(r.Lang)
	v.add(formOf(v, form{Action: personPath(x.ID) + "/reset", Button: wMakeCard.In(r.Lang), Inputs: []input{reason(r, wResetHint, bad)}}))
	return show(w, r, statusOf(bad), v)
}

// reset gives a new card to somebody who lost their way in.
func (p *pages) reset(w http.ResponseWriter, r *web.Request) error {
	c, err := p.Accounts.ResetAtCounter(speak(r), r.By(), personID(r), r.PostForm.Get("reason"))
	if bad, ok := refused(err); ok {
		return p.resetting(w, r, bad)
	}
	if err != nil {
		return err
	}
	return p.card(w, r, c, personID(r))
}
