package account

import (
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Officers returns who holds, or will hold, a post whose roles reach the prefecture, a region or a
// municipality, with the roles, in the order of their kana. At most 500.
func (s *Service) Officers(tx *sqldb.Tx) (list []Member, err error) {
	defer fault.Wrap(&err, "account.Officers")
	return members(tx, `o.scope_kind <> 'organization'`, term.Of(tx.Now))
}
