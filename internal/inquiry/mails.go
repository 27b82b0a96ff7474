package inquiry

import (
	"kyodo/internal/account"
	"kyodo/internal/mail"
	"kyodo/internal/register"
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

// tell mails the people who act for a side today.
func (s *Service) tell(tx *sqldb.Tx, q *Inquiry, side Side, kind string, write func(w *mailWords) letter) error {
	return s.tellOrganization(tx, q.organization(side), kind, "inquiry/"+q.ID, func(w *mailWords) letter {
		l := write(w)
		if q.Owes != side { // the deadline is somebody else's
			l.Deadline = term.Date{}
		}
		return l
	})
}

// tellBoth mails both sides.
func (s *Service) tellBoth(tx *sqldb.Tx, q *Inquiry, kind string, write func(w *mailWords) letter) error {
	if err := s.tell(tx, q, Owner, kind, write); err != nil {
		return err
	}
	return s.tell(tx, q, Asker, kind, write)
}

func (s *Service) tellOrganization(tx *sqldb.Tx, org register.ID, kind, ref string, write func(w *mailWords) letter) error {
	people, err := s.recipients(tx, org)
	if err != nil {
		return err
	}
	for _, p := range people {
		l := write(mailWordsIn(p.Lang))
		_, err := s.Mail.Send(tx, mail.Message{To: p.Email, ToName: p.Name, Kind: kind, Subject: l.Subject, Person: string(p.ID), Organization: string(org), Ref: ref,
			Text: s.Frame.Compose(mail.Letter{English: p.Lang == "en", To: p.Name, Lines: l.Lines, Deadline: l.Deadline, Action: l.Action, Path: l.Path})})
		if err != nil {
			return err
		}
	}
	return nil
}

// recipients are the people who act for an organization today and can be mailed, each once.
func (s *Service) recipients(tx *sqldb.Tx, org register.ID) (list []account.Person, err error) {
	if org == "" {
		return nil, nil
	}
	people, err := s.People.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(org)})
	if err != nil {
		return nil, err
	}
	today := term.Of(tx.Now)
	told := map[account.PersonID]bool{}
	for _, m := range people {
		if told[m.Person.ID] || m.Person.Email == "" || m.Person.Status != account.Active || !m.Tenure.On(today) {
			continue
		}
		told[m.Person.ID] = true
		list = append(list, m.Person)
	}
	return list, nil
}
