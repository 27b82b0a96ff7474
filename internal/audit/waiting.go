package audit

import (
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Unsealed says how many entries are not in the tree yet, and since when the oldest waits. On a
// healthy system that is some entries of the last second.
func Unsealed(tx *sqldb.Tx) (n int64, since time.Time, err error) {
	defer fault.Wrap(&err, "audit.Unsealed")
	_, _, err = sqldb.One(tx, func(r sqldb.Row) (struct{}, error) {
		return struct{}{}, r.Scan(&n, sqldb.Time(&since))
	}, `SELECT count(*), coalesce(min(a.at), '') FROM audit_pending p JOIN audit a ON a.id = p.entry_id`)
	return n, since, err
}
