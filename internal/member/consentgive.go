package member

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Consent notes that an organization agrees to the terms in force, as one of its people says.
// Errors: fault.Fields about the terms.
func (s *Service) Consent(ctx context.Context, by audit.By, org register.ID, g Agreement, says *Says) (err error) {
	defer fault.Wrap(&err, "member.Consent(%q)", org)
	if !g.Terms {
		return fault.Fields{{Name: "terms", Says: says.Terms}}
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		err := insertConsent(tx, org, consented{terms.ID, terms.Version, terms.Digest(g.Lang), string(by.Actor), sqldb.Stamp(tx.Now)})
		if err != nil {
			return err
		}
		e := by.Entry("terms.consent", string(org), "terms="+terms.Version)
		e.Subject = string(org)
		return s.Audit.Record(tx, e)
	})
}
