package accountweb

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// mountMy puts on the site what somebody signed in does with their sessions and their record.
func (p *pages) mountMy() {
	p.site.Handle("POST "+signOutPath, policy.SessionEnd, p.signOut)
	p.site.Handle("GET "+sessionsPath, policy.MyView, p.sessions)
	p.site.Handle("POST "+sessionsPath+"/end-others", policy.SessionEnd, p.endOthers)
	p.site.Handle("POST "+sessionsPath+"/{id}/end", policy.SessionEnd, p.endOne, web.On(p.sessionObject))
	p.site.Handle("POST "+keepPath, policy.MyView, p.keep)
	p.site.Handle("GET "+accountPath, policy.MyView, p.account)
	p.site.Handle("POST "+accountPath, policy.AccountEdit, p.editAccount)
	p.site.Handle("POST "+mailPath, policy.FactorEdit, p.askMail, web.Rate("mail", 5, time.Hour))
	p.site.Handle("GET "+mailPath+"/{secret}", policy.AccountEdit, p.mailQuestion)
	p.site.Handle("POST "+mailPath+"/{secret}", policy.AccountEdit, p.changeMail)
	p.mountErase()
}

// signOut ends this session, and takes out of the browser what it kept of it.
func (p *pages) signOut(w http.ResponseWriter, r *web.Request) error {
	if err := p.svc.End(r.Context(), r.By(), r.Who.Session); err != nil {
		return err
	}
	r.EndSession()
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return web.Redirect(w, r, http.StatusSeeOther, "/")
}

// moment writes a point in time, in Japan's clock.
func moment(t time.Time, l ui.Lang) string {
	if t.IsZero() {
		return ""
	}
	day := term.Of(t).Both()
	if l == ui.EN {
		day = term.Of(t).English()
	}
	return day + " " + t.In(term.JST()).Format("15:04")
}

// hows are the ways to sign in, as people read them.
var hows = map[account.Method]ui.Word{
	account.ByPassword:   ui.W("パスワード", "Password"),
	account.ByTOTP:       ui.W("パスワードと確認コード", "Password and code"),
	account.ByRecovery:   ui.W("パスワードと予備コード", "Password and recovery code"),
	account.ByPasskey:    ui.W("パスキー", "Passkey"),
	account.ByIdentity:   ui.W("外部のアカウント", "Other account"),
	account.ByInvitation: ui.W("招待", "Invitation"),
	account.ByCard:       ui.W("紙のカード", "Paper card"),
	account.BySetup:      ui.W("最初の設定", "First set-up"),
	account.ByDemo:       ui.W("見本のリンク", "Link of the sample"),
}

func (p *pages) sessions(w http.ResponseWriter, r *web.Request) error {
	return p.showSessions(w, r, said(r, map[string]ui.Word{"ended": wEnded}))
}

// said is the message that ?done= asks for after a redirect, "" = none.
func said(r *web.Request, words map[string]ui.Word) string {
	if word, ok := words[r.URL.Query().Get("done")]; ok {
		return word.In(r.Lang)
	}
	return ""
}

func (p *pages) showSessions(w http.ResponseWriter, r *web.Request, says string) error {
	list, err := p.svc.Sessions(r.Context(), r.Who.Person)
	if err != nil {
		return err
	}
	v := sessionsView{Chrome: r.Chrome(), Says: says}
	for _, s := range list {
		v.Rows = append(v.Rows, sessionRow{ID: s.ID, Agent: agent(s.Agent), How: hows[s.Method].In(r.Lang),
			Since: moment(s.StartedAt, r.Lang), Seen: moment(s.SeenAt, r.Lang), This: s.ID == r.Who.Session})
	}
	return page(w, r, http.StatusOK, sessions(v))
}

// sessionObject loads whose session the URL names.
func (p *pages) sessionObject(r *web.Request) (policy.Object, error) {
	s, err := p.svc.SessionByID(r.Context(), r.PathValue("id"))
	return policy.Object{Kind: "session", ID: s.ID, Person: s.Person}, err
}

func (p *pages) endOne(w http.ResponseWriter, r *web.Request) error {
	if err := p.svc.End(r.Context(), r.By(), r.PathValue("id")); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, sessionsPath+"?done=ended")
}

func (p *pages) endOthers(w http.ResponseWriter, r *web.Request) error {
	if err := p.svc.EndAll(r.Context(), r.By(), r.Who.Person, r.Who.Session); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, sessionsPath+"?done=ended")
}

// keep is the answer to the warning that the session is about to end.
func (p *pages) keep(w http.ResponseWriter, r *web.Request) error {
	if err := p.svc.Extend(r.Context(), r.Who); err != nil {
		return err
	}
	end := r.Who.Ends()
	return answerJSON(w, http.StatusOK, map[string]any{"seconds": int(end.Sub(r.Now) / time.Second), "at": end.In(term.JST()).Format("15:04")})
}

// answerJSON is an answer to the site's own script.
func answerJSON(w http.ResponseWriter, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "private, no-store")
	w.WriteHeader(status)
	w.Write(b) // the reader may have gone; there is no one to tell
	return nil
}

// accountWords are what the page of one's record says after something was done.
var accountWords = map[string]ui.Word{"saved": wSaved, "sent": wMailSent, "changed": wMailChanged}

func (p *pages) account(w http.ResponseWriter, r *web.Request) error {
	person, err := p.svc.Person(r.Context(), r.Who.Person)
	if err != nil {
		return err
	}
	v := recordView(r, person)
	v.Says, v.Tone = said(r, accountWords), ui.Good
	return page(w, r, http.StatusOK, record(v))
}

// recordView shows a record as it is stored.
func recordView(r *web.Request, x account.Person) accountView {
	return accountView{Chrome: r.Chrome(), Version: strconv.FormatInt(x.Version, 10), Number: x.Number,
		Name: x.Name, Kana: x.Kana, Phone: x.Phone, Lang: x.Lang, Mail: x.Email}
}

// editAccount changes all but the mail address. Somebody who saved an older record sees both.
func (p *pages) editAccount(w http.ResponseWriter, r *web.Request) error {
	speak(r)
	person, err := p.svc.Person(r.Context(), r.Who.Person)
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "version %q", r.PostFormValue("version"))
	}
	in := account.PersonInput{Name: r.PostFormValue("name"), Kana: r.PostFormValue("kana"), Phone: r.PostFormValue("phone"),
		Lang: r.PostFormValue("lang"), Email: person.Email}
	err = p.svc.EditPerson(r.Context(), r.By(), person.ID, version, in)
	v := recordView(r, person)
	v.Name, v.Kana, v.Phone, v.Lang = in.Name, in.Kana, in.Phone, in.Lang
	switch {
	case errors.As(err, &v.Errors):
		v.Version = r.PostFormValue("version")
		return page(w, r, http.StatusUnprocessableEntity, record(v))
	case errors.Is(err, fault.Conflict):
		v.Says, v.Tone = wConflict.In(r.Lang), ui.Warn
		v.Stored = []fact{{wName.In(r.Lang), person.Name}, {wKana.In(r.Lang), person.Kana}, {wPhone.In(r.Lang), person.Phone}}
		return page(w, r, http.StatusConflict, record(v))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, accountPath+"?done=saved")
}
