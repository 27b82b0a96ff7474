package bank

import (
	"errors"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// letter is a mail's own part: what its subject is, what it says, where it leads.
type letter struct {
	Subject  string
	Lines    []string
	Deadline term.Date
	Action   string
	Path     string
}

// ManagePath is where the owner looks after a listing.
func (l *Listing) ManagePath() string { return "/my/listings/" + l.ID }

// tellOwner mails the people who act for the listing's organization today, and who sent a one-off form.
func (s *Service) tellOwner(tx *sqldb.Tx, l *Listing, kind string, write func(w *mailWords) letter) error {
	if s.Mail == nil {
		return nil
	}
	if l.Organization != "" {
		people, err := s.People.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(l.Organization)})
		if err != nil {
			return err
		}
		today := term.Of(tx.Now)
		told := map[account.PersonID]bool{}
		for _, m := range people {
			if told[m.Person.ID] || !m.Tenure.On(today) {
				continue
			}
			told[m.Person.ID] = true
			if err := s.send(tx, &m.Person, l, kind, write); err != nil {
				return err
			}
		}
	}
	return s.tellSender(tx, l, kind, write)
}

// tellPerson mails one person about a listing.
func (s *Service) tellPerson(tx *sqldb.Tx, id account.PersonID, l *Listing, kind string, write func(w *mailWords) letter) error {
	if s.Mail == nil || id == "" {
		return nil
	}
	p, err := s.People.PersonTx(tx, id)
	if errors.Is(err, fault.NotFound) { // a program acted
		return nil
	}
	if err != nil {
		return err
	}
	return s.send(tx, &p, l, kind, write)
}

func (s *Service) send(tx *sqldb.Tx, p *account.Person, l *Listing, kind string, write func(w *mailWords) letter) error {
	if p.Email == "" || p.Status != account.Active {
		return nil
	}
	x := write(mailWordsIn(p.Lang))
	_, err := s.Mail.Send(tx, mail.Message{To: p.Email, ToName: p.Name, Kind: kind, Subject: x.Subject, Person: string(p.ID),
		Organization: string(l.Organization), Ref: "listing/" + l.ID,
		Text: s.Frame.Compose(mail.Letter{English: p.Lang == "en", To: p.Name, Lines: x.Lines, Deadline: x.Deadline, Action: x.Action, Path: x.Path})})
	return err
}
