package accountweb

import (
	"errors"
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// mountErase puts on the site where somebody asks for their own account to be erased.
func (p *pages) mountErase() {
	p.site.Handle("GET "+erasePath, policy.AccountErase, p.erasePage)
	p.site.Handle("POST "+erasePath, policy.AccountErase, p.erase)
}

func (p *pages) erasePage(w http.ResponseWriter, r *web.Request) error {
	return p.showErase(w, r, http.StatusOK, nil)
}

func (p *pages) showErase(w http.ResponseWriter, r *web.Request, status int, bad fault.Fields) error {
	ties, err := p.svc.TiesOf(r.Context(), r.Who.Person)
	if err != nil {
		return err
	}
	return page(w, r, status, erasure(eraseView{Chrome: r.Chrome(), Errors: bad, On: day(term.Of(r.Now).AddDays(account.EraseDays), r.Lang), Ties: ties}))
}

// day is a date as the pages write it.
func day(d term.Date, l ui.Lang) string {
	if l == ui.EN {
		return d.English()
	}
	return d.Both()
}

// erase takes the wish, signs the person out everywhere and says so where nobody is signed in.
func (p *pages) erase(w http.ResponseWriter, r *web.Request) error {
	speak(r)
	if r.PostFormValue("sure") != "yes" {
		return p.showErase(w, r, http.StatusUnprocessableEntity, fault.Fields{{Name: "sure", Says: wEraseUnsure.In(r.Lang)}})
	}
	_, err := p.svc.AskErasure(r.Context(), r.By(), r.Who.Person)
	var bad fault.Fields
	if errors.As(err, &bad) {
		return p.showErase(w, r, http.StatusUnprocessableEntity, bad)
	}
	if err != nil {
		return err
	}
	r.EndSession()
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return web.Redirect(w, r, http.StatusSeeOther, signInPath+"?done=erasure")
}
