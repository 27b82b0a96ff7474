package collaboration

import (
	"kyodo/internal/account"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// tell mails the people who act for a side today.
func (s *Service) tell(tx *sqldb.Tx, c *Collaboration, side Side, what Notice) error {
	org := c.Giver
	if side == Receiver {
		org = c.Receiver
	}
	people, err := s.People.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(org)})
	if err != nil {
		return err
	}
	today, told := term.Of(tx.Now), map[account.PersonID]bool{}
	for _, m := range people {
		p := &m.Person
		if told[p.ID] || p.Email == "" || p.Status != account.Active || !m.Tenure.On(today) {
			continue
		}
		told[p.ID] = true
		w := noticesIn(p.Lang)[what]
		letter := mail.Letter{English: p.Lang == "en", To: p.Name, Lines: append([]string{w.about(c.Title)}, w.Lines...), Action: w.Action, Path: c.Path()}
		if _, err := s.Mail.Send(tx, mail.Message{To: p.Email, ToName: p.Name, Kind: "collaboration." + string(what), Subject: w.Subject,
			Person: string(p.ID), Organization: string(org), Ref: "collaboration/" + c.ID, Text: s.Frame.Compose(letter)}); err != nil {
			return err
		}
	}
	return nil
}
