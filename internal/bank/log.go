package bank

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Log records an entry that stands by itself, such as a list that left the system as a file.
func (s *Service) Log(ctx context.Context, e audit.Entry) (err error) {
	defer fault.Wrap(&err, "bank.Log(%q)", e.Action)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.Audit.Record(tx, e) })
}
