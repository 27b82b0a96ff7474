package collaboration

import (
	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Assign gives an open collaboration to a post that looks after it from now on.
// Errors: fault.NotFound; fault.Conflict once it is closed.
func (s *Service) Assign(tx *sqldb.Tx, by audit.By, cid string, post account.PostID) (err error) {
	defer fault.Wrap(&err, "collaboration.Assign(%q)", cid)
	c, ok, err := byID(tx, cid)
	if err != nil {
		return err
	}
	if !ok {
		return fault.NotFound
	}
	return s.moveTx(tx, by, &c, c.Version, c.Stage, c.Stage, "desk.assign", func(_ *sqldb.Tx, c *Collaboration) (string, error) {
		c.OwnerPost = post
		return "post=" + string(post), nil
	})
}
