package account

import (
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// RescopeTx moves posts from one scope to another, closed ones too, with whoever holds them or is
// invited to them: two records of one body became one, or two again. Where posts are named it moves
// of those the ones that have the scope, else all. It returns which it moved.
func (s *Service) RescopeTx(tx *sqldb.Tx, by audit.By, from, to Scope, only ...PostID) (moved []PostID, err error) {
	defer fault.Wrap(&err, "account.Rescope(%q, %q)", from.ID, to.ID)
	list, err := s.PostsOf(tx, from)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if len(only) > 0 && !slices.Contains(only, p.ID) {
			continue
		}
		_, err := tx.Exec(`UPDATE post SET scope_kind = $2, scope_id = $3, version = version + 1 WHERE id = $1`, string(p.ID), string(to.Kind), to.ID)
		if err != nil {
			return nil, err
		}
		moved = append(moved, p.ID)
		p.Scope = to
		detail, err := PostInput{p.Unit, p.Title, p.Scope, p.Roles, p.From, p.Until}.detail()
		if err != nil {
			return nil, err
		}
		if err := s.Audit.Record(tx, by.Entry(audit.PermissionChange, postObject(p.ID), detail)); err != nil {
			return nil, err
		}
	}
	return moved, nil
}
