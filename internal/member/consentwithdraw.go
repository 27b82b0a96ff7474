package member

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// WithdrawConsent ends an organization's consent to the terms: its profile is hidden, and publishing it
// again asks for the consent anew. The registration and the rights of its people stay. The log keeps to
// which terms it had agreed. Without a consent the error is fault.Conflict.
func (s *Service) WithdrawConsent(ctx context.Context, by audit.By, org register.ID) (err error) {
	defer fault.Wrap(&err, "member.WithdrawConsent(%q)", org)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`DELETE FROM terms_consent WHERE organization_id = $1 AND document = $2`, string(org), terms.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "there is no consent to withdraw")
		}
		if err := s.Register.EndConsentTx(tx, by, org); err != nil {
			return err
		}
		e := by.Entry("terms.withdraw", string(org), "terms="+terms.Version)
		e.Subject = string(org)
		return s.Audit.Record(tx, e)
	})
}
