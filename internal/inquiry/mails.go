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
	org := q.Asker
	if side == Owner {
		org = q.Owner
	}
	return s.tellOrganization(tx, org, kind, "inquiry/"+q.ID, write)
}

// tellBoth mails both sides.
func (s *Service) tellBoth(tx *sqldb.Tx, q *Inquiry, kind string, write func(w *mailWords) letter) error {
	if err := s.tell(tx, q, Owner, kind, write); err != nil {
		return err
	}
	return s.tell(tx, q, Asker, kind, write)
}

func (s *Service) tellOrganization(tx *sqldb.Tx, org register.ID, kind, ref string, write func(w *mailWords) letter) error {
	if org == "" {
		return nil
	}
	people, err := s.People.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(org)})
	if err != nil {
		return err
	}
	today := term.Of(tx.Now)
	told := map[account.PersonID]bool{}
	for _, m := range people {
		if told[m.Person.ID] || m.Person.Email == "" || m.Person.Status != account.Active || !m.Tenure.On(today) {
			continue
		}
		told[m.Person.ID] = true
		l := write(mailWordsIn(m.Person.Lang))
		_, err := s.Mail.Send(tx, mail.Message{To: m.Person.Email, ToName: m.Person.Name, Kind: kind, Subject: l.Subject, Person: string(m.Person.ID),
			Organization: string(org), Ref: ref,
			Text: s.Frame.Compose(mail.Letter{English: m.Person.Lang == "en", To: m.Person.Name, Lines: l.Lines, Deadline: l.Deadline, Action: l.Action, Path: l.Path})})
		if err != nil {
			return err
		}
	}
	return nil
}
