package account

import (
	"context"
	"errors"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// FactorReset is the wish to take somebody's lost second factor away.
type FactorReset struct {
	ID         string
	Person     PersonID
	Reason     string
	ProposedBy audit.Actor
	ProposedAt time.Time
	DecidedBy  audit.Actor // "" = open
	DecidedAt  time.Time
	Approved   bool
}

const resetColumns = `f.id, f.person_id, f.reason, f.proposed_by, f.proposed_at, f.decided_by, f.decided_at, f.approved`

func scanReset(r sqldb.Row) (x FactorReset, err error) {
	return x, r.Scan(&x.ID, &x.Person, &x.Reason, &x.ProposedBy, sqldb.Time(&x.ProposedAt), &x.DecidedBy, sqldb.Time(&x.DecidedAt), &x.Approved)
}

// resetTime is how long a proposal waits.
const resetTime = 7 * 24 * time.Hour

// ProposeFactorReset asks another officer to take away the second factors that somebody has lost.
func (s *Service) ProposeFactorReset(ctx context.Context, by audit.By, person PersonID, reason string) (id string, err error) {
	defer fault.Wrap(&err, "account.ProposeFactorReset(%q)", person)
	if reason, err = reasonOf(in(ctx), reason); err != nil {
		return "", err
	}
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		if _, err := personByID(tx, person); err != nil {
			return "", err
		}
		id := s.IDs.New(tx.Now)
		_, err := tx.Exec(`INSERT INTO factor_reset (id, person_id, reason, proposed_by, proposed_at, decided_by, decided_at, approved)
			VALUES ($1, $2, $3, $4, $5, '', '', false)`, id, string(person), reason, string(by.Actor), tx.Now)
		if err != nil {
			return "", err
		}
		e := by.Entry("factor.propose", "factor_reset/"+id, "")
		e.Subject, e.Reason = string(person), reason
		return id, s.Audit.Record(tx, e)
	})
}

// FactorResets lists the proposals that wait, oldest first, at most 200.
func (s *Service) FactorResets(tx *sqldb.Tx) (list []FactorReset, err error) {
	defer fault.Wrap(&err, "account.FactorResets")
	return sqldb.All(tx, scanReset, `SELECT `+resetColumns+` FROM factor_reset f
		WHERE f.decided_at = '' AND f.proposed_at > $1 ORDER BY f.id LIMIT 200`, tx.Now.Add(-resetTime))
}

// FactorResetByID returns a proposal, or fault.NotFound.
func (s *Service) FactorResetByID(tx *sqldb.Tx, id string) (x FactorReset, err error) {
	defer fault.Wrap(&err, "account.FactorResetByID(%q)", id)
	x, ok, err := sqldb.One(tx, scanReset, `SELECT `+resetColumns+` FROM factor_reset f WHERE f.id = $1`, id)
	if err == nil && !ok {
		err = fault.New(fault.NotFound, "no such proposal")
	}
	return x, err
}

// ApproveFactorReset takes away every second factor, password and linked identity of the person,
// ends their sessions and gives them a card. Neither who proposed it nor the person themselves can
// approve: fault.Fields named approve.
func (s *Service) ApproveFactorReset(ctx context.Context, by audit.By, id, reason string) (c PrintedCard, err error) {
	defer fault.Wrap(&err, "account.ApproveFactorReset(%q)", id)
	w := in(ctx)
	if reason, err = reasonOf(w, reason); err != nil {
		return c, err
	}
	return update(ctx, s, func(tx *sqldb.Tx) (c PrintedCard, err error) {
		x, err := s.decideReset(tx, by, id, true)
		if err != nil {
			return c, err
		}
		for _, text := range []string{`DELETE FROM totp WHERE person_id = $1`, `DELETE FROM recovery_code WHERE person_id = $1`,
			`DELETE FROM passkey WHERE person_id = $1`, `DELETE FROM identity WHERE person_id = $1`, `DELETE FROM device WHERE person_id = $1`} {
			if _, err := tx.Exec(text, string(x.Person)); err != nil {
				return c, err
			}
		}
		e := by.Entry("factor.reset", "factor_reset/"+id, "")
		e.Subject, e.Reason = string(x.Person), reason
		if err := s.Audit.Record(tx, e); err != nil {
			return c, err
		}
		return s.reset(tx, by, x.Person, reason)
	})
}

// RefuseFactorReset turns a proposal down.
func (s *Service) RefuseFactorReset(ctx context.Context, by audit.By, id, reason string) (err error) {
	defer fault.Wrap(&err, "account.RefuseFactorReset(%q)", id)
	if reason, err = reasonOf(in(ctx), reason); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		x, err := s.decideReset(tx, by, id, false)
		if err != nil {
			return err
		}
		e := by.Entry("factor.refuse", "factor_reset/"+id, "")
		e.Subject, e.Reason = string(x.Person), reason
		return s.Audit.Record(tx, e)
	})
}

// decideReset decides a proposal once.
func (s *Service) decideReset(tx *sqldb.Tx, by audit.By, id string, approved bool) (x FactorReset, err error) {
	if x, err = s.FactorResetByID(tx, id); err != nil {
		return x, err
	}
	if by.Actor == "" {
		return x, errors.New("nobody decides")
	}
	if approved && (by.Actor == x.ProposedBy || by.Actor == audit.Actor(x.Person)) {
		return x, fault.Fields{{Name: "approve", Says: in(tx.Context()).NotYourself}}
	}
	n, err := tx.Exec(`UPDATE factor_reset SET decided_by = $2, decided_at = $3, approved = $4
		WHERE id = $1 AND decided_at = '' AND proposed_at > $5`, id, string(by.Actor), tx.Now, approved, tx.Now.Add(-resetTime))
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "decided already, or too old")
	}
	return x, err
}
