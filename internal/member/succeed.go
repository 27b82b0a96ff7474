package member

import (
	"errors"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// succeed gives the owner's post to the successor from the day on, and ends it for who proposed
// them the day before. A successor whom the site does not know yet becomes a person and is invited.
func (s *Service) succeed(tx *sqldb.Tx, by audit.By, o *register.Organization, x *Succession) (account.PersonID, error) {
	// A decision that comes late counts from its own day.
	if today := term.Of(tx.Now); x.BeginsOn.Before(today) {
		x.BeginsOn = today
	}
	p, err := s.People.PersonByMail(tx, x.ToMail)
	person, isNew := p.ID, errors.Is(err, fault.NotFound)
	switch {
	case isNew:
		if person, err = s.People.CreatePersonTx(tx, by, account.PersonInput{Name: x.ToName, Email: x.ToMail}); err != nil {
			return "", err
		}
	case err != nil:
		return "", err
	}
	if err := s.appoint(tx, by, o, person, true, x.BeginsOn); err != nil {
		return "", err
	}
	list, err := s.colleagues(tx, o.ID)
	if err != nil {
		return "", err
	}
	for _, c := range list {
		if c.Owner && c.Person == x.From && person != x.From {
			if err := s.People.EndTenureTx(tx, by, c.Tenure, x.BeginsOn.AddDays(-1), "succession"); err != nil {
				return "", err
			}
		}
	}
	if isNew {
		invitation := account.Invitation{Mail: x.ToMail, Name: x.ToName, Person: person, Hours: 72}
		if _, err := s.People.InviteTx(tx, by, invitation); err != nil {
			return "", err
		}
	}
	return person, s.tell(tx, person, o.ID, "succession.named", "organization/"+string(o.ID), func(w *mailWords) letter { return w.NewOwner(o.Name, x.BeginsOn, o.ID) })
}
