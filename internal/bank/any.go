package bank

import (
	"context"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Any says whether there is a listing at all, a draft too.
func (s *Service) Any(ctx context.Context) (any bool, err error) {
	defer fault.Wrap(&err, "bank.Any")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		_, any, err = sqldb.One(tx, sqldb.Text, `SELECT id FROM listing LIMIT 1`)
		return err
	})
	return any, err
}
