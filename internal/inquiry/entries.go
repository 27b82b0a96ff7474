package inquiry

import "kyodo/internal/sqldb"

// maxEntries bounds a draw.
const maxEntries = 10_000

// Entries are the ids of the inquiries about a listing that are still open, in their order: who takes
// part when lots are drawn.
func Entries(tx *sqldb.Tx, listing string) ([]string, error) {
	return sqldb.All(tx, sqldb.Text, `SELECT id FROM inquiry WHERE listing_id = $1 AND state IN ('sent', 'read', 'talking', 'waiting') ORDER BY id LIMIT $2`,
		listing, maxEntries)
}
