package member

import (
	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// askSuccessor invites the new representative to the owner's post from the day on. Nothing else
// happens before they say yes: nobody is made a representative without their word, and nobody
// learns from it whether they were known to the site.
func (s *Service) askSuccessor(tx *sqldb.Tx, by audit.By, o *register.Organization, x *Succession) error {
	r, err := s.posts(tx, by, o)
	if err != nil {
		return err
	}
	return s.ask(tx, by, o.ID, account.Invitation{Mail: x.ToMail, Name: x.ToName, Post: r.Owner, From: x.begins(tx)}, x.ID)
}

// begins is the day on which the new representative begins: an answer that comes late counts from
// its own day.
func (x *Succession) begins(tx *sqldb.Tx) term.Date {
	if today := term.Of(tx.Now); x.BeginsOn.Before(today) {
		return today
	}
	return x.BeginsOn
}

// succeed ends the owner's post for who proposed the succession, the day before the person begins
// who has just said yes to it.
func (s *Service) succeed(tx *sqldb.Tx, by audit.By, id string, person account.PersonID) error {
	x, ok, err := successionByID(tx, id)
	if err == nil && !ok {
		err = fault.NotFound
	}
	if err != nil {
		return err
	}
	x.ToPerson = person
	if err := setSuccessor(tx, &x); err != nil {
		return err
	}
	o, err := register.ByIDTx(tx, x.Organization)
	if err != nil {
		return err
	}
	list, err := s.colleagues(tx, o.ID)
	if err != nil {
		return err
	}
	begins := x.begins(tx)
	for _, c := range list {
		if c.Owner && c.Person == x.From && person != x.From {
			if err := s.People.EndTenureTx(tx, by, c.Tenure, begins.AddDays(-1), "succession"); err != nil {
				return err
			}
		}
	}
	if x.From != person {
		err = s.tell(tx, x.From, o.ID, "succession.joined", "succession/"+id, func(w *mailWords) letter { return w.OwnerBegins(o.Name, begins, o.ID) })
		if err != nil {
			return err
		}
	}
	return s.tell(tx, person, o.ID, "succession.named", "organization/"+string(o.ID), func(w *mailWords) letter { return w.NewOwner(o.Name, begins, o.ID) })
}
