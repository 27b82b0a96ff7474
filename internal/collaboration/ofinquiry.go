package collaboration

import (
	"context"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// OfInquiry returns what came of an inquiry, or fault.NotFound where nothing was agreed.
func (s *Service) OfInquiry(ctx context.Context, qid string) (c Collaboration, err error) {
	defer fault.Wrap(&err, "collaboration.OfInquiry(%q)", qid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		c, ok, err = sqldb.One(tx, scan, `SELECT `+columns+` FROM collaboration WHERE inquiry_id = $1 ORDER BY id LIMIT 1`, qid)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return c, err
}
