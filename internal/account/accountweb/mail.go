package accountweb

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// mailTime is how long the link to a new mail address works.
const mailTime = 24 * time.Hour

const mailUse = "new mail address"

// newMail is what the link in the mail says, sealed. It works once: the record's version is another
// one after it.
type newMail struct {
	Person  account.PersonID `json:"p"`
	Version int64            `json:"v"`
	Mail    string           `json:"m"`
	Until   time.Time        `json:"u"`
}

// askMail sends a link to the new address. What the page says does not depend on whether somebody
// has the address.
func (p *pages) askMail(w http.ResponseWriter, r *web.Request) error {
	person, err := p.svc.Person(r.Context(), r.Who.Person)
	if err != nil {
		return err
	}
	typed := r.PostFormValue("mail")
	address, ok := mail.Address(typed)
	if !ok || strings.EqualFold(address, person.Email) || p.svc.Mail == nil {
		v := recordView(r, person)
		v.NewMail, v.Errors = typed, fault.Fields{{Name: "mail", Says: wBadNewMail.In(r.Lang)}}
		if p.svc.Mail == nil {
			v.Errors[0].Says = wNoMailHere.In(r.Lang)
		}
		return page(w, r, http.StatusUnprocessableEntity, record(v))
	}
	sealed, err := p.sealer.seal(mailUse, newMail{person.ID, person.Version, address, r.Now.Add(mailTime)})
	if err != nil {
		return err
	}
	english := person.Lang == "en"
	l := langOf(english)
	letter := mail.Letter{English: english, To: person.Name, Lines: []string{wMailAsked.In(l)}, Action: wMailDo.In(l), Path: mailPath + "/" + sealed}
	if err := p.send(r.Context(), account.Message{To: address, ToName: person.Name, Kind: "account.mail", Subject: wMailTitle.In(l),
		Text: p.svc.Frame.Compose(letter), Secret: true, Person: string(person.ID)}); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, accountPath+"?done=sent")
}

func langOf(english bool) ui.Lang {
	if english {
		return ui.EN
	}
	return ui.JA
}

// send sends mails in one transaction.
func (p *pages) send(ctx context.Context, list ...account.Message) error {
	return p.svc.DB.Update(ctx, func(tx *sqldb.Tx) error {
		for _, m := range list {
			if err := p.svc.Mail(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// asked reads the link; another person's, an old or a used one is as good as none.
func (p *pages) asked(r *web.Request) (n newMail, person account.Person, err error) {
	if err = p.sealer.open(mailUse, r.PathValue("secret"), &n); err == nil {
		person, err = p.svc.Person(r.Context(), r.Who.Person)
	}
	if err == nil && (n.Person != r.Who.Person || n.Version != person.Version || !r.Now.Before(n.Until)) {
		err = refusal("the link of a mail")
	}
	return n, person, err
}

func (p *pages) mailQuestion(w http.ResponseWriter, r *web.Request) error {
	n, _, err := p.asked(r)
	return p.showMail(w, r, n, err)
}

func (p *pages) showMail(w http.ResponseWriter, r *web.Request, n newMail, err error) error {
	if errors.Is(err, fault.Unauthenticated) {
		return page(w, r, http.StatusGone, message(messageView{Chrome: r.Chrome(), Title: wMailTitle.In(r.Lang), Text: wMailGone.In(r.Lang),
			Link: ui.Link{Href: accountPath, Label: wAccount.In(r.Lang)}}))
	} else if err != nil {
		return err
	}
	return page(w, r, http.StatusOK, mailQuestion(messageView{Chrome: r.Chrome(), Title: wMailTitle.In(r.Lang), Text: n.Mail,
		Link: ui.Link{Href: r.URL.Path}}))
}

// changeMail changes the address; the one before is told.
func (p *pages) changeMail(w http.ResponseWriter, r *web.Request) error {
	speak(r)
	n, person, err := p.asked(r)
	if err != nil {
		return p.showMail(w, r, n, err)
	}
	in := account.PersonInput{Name: person.Name, Kana: person.Kana, Phone: person.Phone, Lang: person.Lang, Email: n.Mail}
	err = p.svc.EditPerson(r.Context(), r.By(), person.ID, person.Version, in)
	if errors.Is(err, fault.Invalid) || errors.Is(err, fault.Conflict) {
		return p.showMail(w, r, n, refusal("%v", err))
	} else if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, accountPath+"?done=changed")
}
