package member

import (
	"context"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Invited is the state of an invitation by mail that waits for the answer of whom it invites. Later it
// is Accepted, Declined, Withdrawn or Expired.
const Invited State = "invited"

// Invitation is an invitation by mail to act for an organization. It stands with its ticket (package
// account), which knows the address and the time: whether somebody has an account with the address
// does not show in it before they answer.
type Invitation struct {
	ID           string // of the ticket
	Organization register.ID
	Name         string // of the organization
	Address      string // as it was typed
	Owner        bool   // a new representative, after a succession
	InvitedBy    account.PersonID
	Person       account.PersonID // whose mail address it is, "" = nobody's; for the person alone
	State        State
	CreatedAt    time.Time
	ExpiresAt    time.Time
}

// Object is the invitation as a decision sees it: it belongs to whom it invites.
func (i *Invitation) Object() policy.Object {
	return policy.Object{Kind: "invitation", ID: i.ID, Org: string(i.Organization), Person: i.Person, By: i.InvitedBy, State: string(i.State)}
}

// invitationText reads invitations: $1 is now.
const invitationText = `SELECT i.ticket_id, i.organization_id, o.name, k.email, i.succession_id, i.invited_by, COALESCE(p.id, ''),
	CASE WHEN i.answer <> '' THEN i.answer WHEN k.used_at <> '' THEN 'accepted' WHEN k.void_at <> '' THEN 'withdrawn'
		WHEN k.expires_at <= $1 THEN 'expired' ELSE 'invited' END, i.created_at, k.expires_at
	FROM colleague_invitation i JOIN organization o ON o.id = i.organization_id JOIN ticket k ON k.id = i.ticket_id
	LEFT JOIN person p ON p.email_key = lower(k.email) AND p.email_key <> '' AND p.status = 'active'`

func scanInvitation(r sqldb.Row) (i Invitation, err error) {
	var succession string
	err = r.Scan(&i.ID, &i.Organization, &i.Name, &i.Address, &succession, &i.InvitedBy, &i.Person, &i.State, sqldb.Time(&i.CreatedAt), sqldb.Time(&i.ExpiresAt))
	i.Owner = succession != ""
	return i, err
}

// Invitation returns an invitation, or fault.NotFound.
func (s *Service) Invitation(ctx context.Context, id string) (i Invitation, err error) {
	defer fault.Wrap(&err, "member.Invitation(%q)", id)
	return one(ctx, s.DB, func(tx *sqldb.Tx) (Invitation, bool, error) {
		return sqldb.One(tx, scanInvitation, invitationText+` WHERE i.ticket_id = $2`, tx.Now, id)
	})
}

// invitationsOf returns the invitations of an organization, newest first. Whose account an address
// belongs to is not for those who invited.
func invitationsOf(tx *sqldb.Tx, org register.ID) ([]Invitation, error) {
	list, err := sqldb.All(tx, scanInvitation, invitationText+` WHERE i.organization_id = $2 ORDER BY i.created_at DESC, i.ticket_id DESC LIMIT $3`,
		tx.Now, string(org), maxMine)
	for i := range list {
		list[i].Person = ""
	}
	return list, err
}

// invitationsTo returns the invitations that wait for a person's answer, newest first.
func invitationsTo(tx *sqldb.Tx, person account.PersonID) ([]Invitation, error) {
	return sqldb.All(tx, scanInvitation, invitationText+` WHERE p.id = $2 AND i.answer = '' AND k.used_at = '' AND k.void_at = '' AND k.expires_at > $1
		ORDER BY i.created_at DESC, i.ticket_id DESC LIMIT $3`, tx.Now, string(person), maxMine)
}

// ask sends an invitation by mail to a post of the organization's people. Whatever is known of the
// address, the same is written and sent. An earlier invitation to the address is worthless from now on.
func (s *Service) ask(tx *sqldb.Tx, by audit.By, org register.ID, x account.Invitation, succession string) error {
	x.Hours = inviteHours
	earlier, err := sqldb.All(tx, sqldb.Text, `SELECT i.ticket_id FROM colleague_invitation i JOIN ticket k ON k.id = i.ticket_id
		WHERE i.organization_id = $1 AND i.answer = '' AND k.used_at = '' AND k.void_at = '' AND lower(k.email) = lower($2) AND k.post_id = $3
			AND k.expires_at > $4`, string(org), x.Mail, string(x.Post), tx.Now)
	if err != nil {
		return err
	}
	ticket, err := s.People.InviteTx(tx, by, x)
	if err != nil {
		return err
	}
	for _, id := range earlier {
		if err := s.withdraw(tx, by, id); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`INSERT INTO colleague_invitation (ticket_id, organization_id, succession_id, invited_by, created_at, answer, answered_at)
		VALUES ($1, $2, $3, $4, $5, '', '')`, ticket, string(org), succession, string(by.Actor), tx.Now)
	return err
}

// inviteHours is for how long an invitation may be answered.
const inviteHours = 72

// answer notes what became of an invitation. fault.Gone: something did already.
func answer(tx *sqldb.Tx, id string, is State) error {
	n, err := tx.Exec(`UPDATE colleague_invitation SET answer = $2, answered_at = $3 WHERE ticket_id = $1 AND answer = ''`, id, string(is), tx.Now)
	if err == nil && n == 0 {
		err = fault.New(fault.Gone, "the invitation is over")
	}
	return err
}

// withdraw makes an invitation worthless.
func (s *Service) withdraw(tx *sqldb.Tx, by audit.By, id string) error {
	if err := answer(tx, id, Withdrawn); err != nil {
		return err
	}
	return s.People.WithdrawTx(tx, by, id)
}

// WithdrawInvitation takes an invitation of an organization back. fault.NotFound: it has none of this
// id; fault.Gone: it was answered, or is over.
func (s *Service) WithdrawInvitation(ctx context.Context, by audit.By, org register.ID, id string) (err error) {
	defer fault.Wrap(&err, "member.WithdrawInvitation(%q, %q)", org, id)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		i, ok, err := sqldb.One(tx, scanInvitation, invitationText+` WHERE i.ticket_id = $2 AND i.organization_id = $3`, tx.Now, id, string(org))
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case i.State != Invited:
			return fault.New(fault.Gone, "the invitation is %s", i.State)
		}
		if err := s.withdraw(tx, by, id); err != nil {
			return err
		}
		e := by.Entry("member.withdraw", string(org), "invitation="+id)
		e.Subject = string(org)
		return s.Audit.Record(tx, e)
	})
}

// Answer is the actor's own answer to an invitation: yes gives them the post, no ends it. Errors:
// fault.NotFound: it is for somebody else; fault.Gone: it was answered, withdrawn, or is too old.
func (s *Service) Answer(ctx context.Context, by audit.By, id string, yes bool) (org register.ID, err error) {
	defer fault.Wrap(&err, "member.Answer(%q)", id)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		i, ok, err := sqldb.One(tx, scanInvitation, invitationText+` WHERE i.ticket_id = $2`, tx.Now, id)
		switch {
		case err != nil:
			return err
		case !ok || i.Person != actor(by):
			return fault.NotFound
		case i.State != Invited:
			return fault.New(fault.Gone, "the invitation is %s", i.State)
		}
		org = i.Organization
		if yes {
			return s.People.JoinTx(tx, by, id) // and so Joined
		}
		if err := answer(tx, id, Declined); err != nil {
			return err
		}
		if err := s.People.WithdrawTx(tx, by, id); err != nil {
			return err
		}
		e := by.Entry("member.decline", string(org), "invitation="+id)
		e.Subject = string(org)
		return s.Audit.Record(tx, e)
	})
	return org, err
}

// Joined is an account.Joined: an invited person said yes, by the link or on their page.
func (s *Service) Joined(tx *sqldb.Tx, by audit.By, k account.Ticket, person account.PersonID) (err error) {
	defer fault.Wrap(&err, "member.Joined(%q)", k.ID)
	type row struct {
		org        register.ID
		succession string
	}
	i, ok, err := sqldb.One(tx, func(r sqldb.Row) (x row, err error) { return x, r.Scan((*string)(&x.org), &x.succession) },
		`SELECT organization_id, succession_id FROM colleague_invitation WHERE ticket_id = $1`, k.ID)
	if err != nil || !ok {
		return err
	}
	if err := answer(tx, k.ID, Accepted); err != nil {
		return err
	}
	by.Actor = audit.Actor(person)
	e := by.Entry("member.join", string(i.org), "invitation="+k.ID)
	e.Subject = string(i.org)
	if err := s.Audit.Record(tx, e); err != nil || i.succession == "" {
		return err
	}
	return s.succeed(tx, by, i.succession, person)
}
