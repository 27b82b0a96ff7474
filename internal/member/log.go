package member

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Log records an entry that belongs to no change: a list was taken out.
func (s *Service) Log(ctx context.Context, e audit.Entry) (err error) {
	defer fault.Wrap(&err, "member.Log(%q)", e.Action)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.Audit.Record(tx, e) })
}
