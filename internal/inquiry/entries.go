package inquiry

import (
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// maxEntries bounds a draw.
const maxEntries = 10_000

// Entries are the ids of the inquiries about a listing that are still open, in their order: who takes
// part when lots are drawn.
func Entries(tx *sqldb.Tx, listing string) ([]string, error) {
	return sqldb.All(tx, sqldb.Text, `SELECT id FROM inquiry WHERE listing_id = $1 AND state IN ('sent', 'read', 'talking', 'waiting') ORDER BY id LIMIT $2`,
		listing, maxEntries)
}

// AskerOf is who asked, "" where there is no such inquiry.
func AskerOf(tx *sqldb.Tx, qid string) (register.ID, error) {
	asker, _, err := sqldb.One(tx, sqldb.Text, `SELECT asker_id FROM inquiry WHERE id = $1`, qid)
	return register.ID(asker), err
}
