package inquiry

import (
	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Assign gives an open inquiry to a post that looks after it from now on.
// Errors: fault.NotFound; fault.Conflict once it is closed.
func (s *Service) Assign(tx *sqldb.Tx, by audit.By, qid string, post account.PostID) (err error) {
	defer fault.Wrap(&err, "inquiry.Assign(%q)", qid)
	q, ok, err := byID(tx, qid)
	if err != nil {
		return err
	}
	if !ok {
		return fault.NotFound
	}
	return s.moveTx(tx, by, &q, q.Version, q.State, "desk.assign", func(_ *sqldb.Tx, q *Inquiry) (string, error) {
		q.OwnerPost = post
		return "post=" + string(post), nil
	})
}
