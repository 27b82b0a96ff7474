// Package audit records who did what to what, when, in the transaction of the change itself.
// Rows are only ever added.
package audit

import (
	"strings"

	"kyodo/internal/id"
	"kyodo/internal/sqldb"
)

// Log records entries with ids of one source.
type Log struct{ IDs *id.Source }

// Record writes the entries in tx.
func (l Log) Record(tx *sqldb.Tx, entries ...Entry) error {
	for len(entries) > 0 {
		n := min(len(entries), tx.Rows(6))
		args := make([]any, 0, 6*n)
		for _, e := range entries[:n] {
			args = append(args, l.IDs.New(tx.Now), tx.Now, string(e.Actor), e.Action, e.Object, e.Detail)
		}
		_, err := tx.Exec(`INSERT INTO audit (id, at, actor, action, object, detail) VALUES `+sqldb.Values(n, 6), args...)
		if err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

// Of returns the entries about an object, oldest first.
func Of(tx *sqldb.Tx, object string) ([]Entry, error) {
	return sqldb.All(tx, func(r sqldb.Row) (e Entry, err error) {
		err = r.Scan(&e.Actor, &e.Action, &e.Object, &e.Detail)
		return e, err
	}, `SELECT actor, action, object, detail FROM audit WHERE object = $1 ORDER BY at, id`, strings.TrimSpace(object))
}
