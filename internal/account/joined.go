package account

import (
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Joined is told, in the transaction, that a person accepted an invitation: by its link, or by JoinTx.
type Joined func(tx *sqldb.Tx, by audit.By, k Ticket, person PersonID) error

// JoinTx accepts an invitation without its link: the actor, who is signed in and whose mail address
// is the one that was invited, gets its post. For anybody else it is fault.NotFound; fault.Gone: it is
// used, withdrawn or too old.
func (s *Service) JoinTx(tx *sqldb.Tx, by audit.By, ticket string) (err error) {
	defer fault.Wrap(&err, "account.Join(%q)", ticket)
	k, err := s.TicketByID(tx, ticket)
	if err != nil {
		return err
	}
	f, err := s.invited(tx, k, Attempt{})
	switch {
	case err != nil:
		return err
	case k.Kind != InvitationTicket || f.person == "" || audit.Actor(f.person) != by.Actor:
		return fault.New(fault.NotFound, "the invitation is for somebody else")
	}
	return s.join(tx, by, k, f.person)
}
