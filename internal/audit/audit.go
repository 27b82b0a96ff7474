// Package audit records who did what to what, when, in the transaction of the change itself, so
// that a later alteration is found. Entries are only ever added. Each is sealed with a key that the
// database does not hold, and put into a Merkle tree with signed heads; personal values stand apart
// and can be erased without breaking either.
package audit

import (
	"strings"

	"kyodo/internal/id"
	"kyodo/internal/sqldb"
)

// Log records entries with ids of one source.
type Log struct {
	IDs  *id.Source
	Key  []byte        // the installation's secret; empty for tests and tools means a key that everybody knows
	Wake chan struct{} // the sequencer's Wake, or nil
}

// Record writes the entries in tx: they stand or fall with the change.
func (l Log) Record(tx *sqldb.Tx, entries ...Entry) error {
	if len(entries) == 0 {
		return nil
	}
	sealer, err := newSealer(l.Key)
	if err != nil {
		return err
	}
	at := sqldb.Stamp(tx.Now)
	var values []personal
	for len(entries) > 0 {
		n := min(len(entries), tx.Rows(width))
		args, ids := make([]any, 0, width*n), make([]any, 0, n)
		for _, e := range entries[:n] {
			r := stored{ID: l.IDs.New(tx.Now), At: at, Entry: e}
			if len(e.Personal) > 0 {
				p, err := newPersonal(r.ID, e.Personal)
				if err != nil {
					return err
				}
				r.Hash = p.hash()
				values = append(values, p)
			}
			r.MAC = sealer.entry(&r)
			args, ids = append(args, r.args()...), append(ids, r.ID)
		}
		if _, err := tx.Exec(`INSERT INTO audit (`+columns+`) VALUES `+sqldb.Values(n, width), args...); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO audit_pending (entry_id) VALUES `+sqldb.Values(n, 1), ids...); err != nil {
			return err
		}
		entries = entries[n:]
	}
	if err := keep(tx, values); err != nil {
		return err
	}
	if l.Wake != nil {
		tx.AfterCommit(func() {
			select {
			case l.Wake <- struct{}{}:
			default:
			}
		})
	}
	return nil
}

// Of returns the entries about an object, oldest first, without personal values.
func Of(tx *sqldb.Tx, object string) ([]Entry, error) {
	return sqldb.All(tx, func(r sqldb.Row) (Entry, error) {
		var s stored
		err := r.Scan(s.targets()...)
		return s.Entry, err
	}, `SELECT `+columns+` FROM audit WHERE object = $1 AND object <> '' ORDER BY at, id`, strings.TrimSpace(object))
}
