package inquiry

import (
	"context"

	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// maxOpened is the most open inquiries of one asker that are listed.
const maxOpened = 50

// OpenOf lists what an organization has asked and what is still open, the oldest first: before it asks
// again it sees which of them wait for their first answer.
func (s *Service) OpenOf(ctx context.Context, asker register.ID) (list []Inquiry, err error) {
	defer fault.Wrap(&err, "inquiry.OpenOf(%q)", asker)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scan, `SELECT `+columns+` FROM inquiry WHERE asker_id = $1 AND state IN ('sent', 'read', 'talking', 'waiting') ORDER BY id LIMIT $2`,
			string(asker), maxOpened)
		return err
	})
	return list, err
}
