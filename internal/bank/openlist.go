package bank

import "kyodo/internal/sqldb"

// OpenListings are the open listings, or of some ids those that are open.
func OpenListings(tx *sqldb.Tx, ids ...string) (list []Listing, err error) {
	if len(ids) == 0 {
		return sqldb.All(tx, scan, `SELECT `+columns+` FROM listing WHERE state = $1`, string(Open))
	}
	for rest := ids; len(rest) > 0; {
		n := min(len(rest), tx.Rows(1)-1)
		args := []any{string(Open)}
		for _, id := range rest[:n] {
			args = append(args, id)
		}
		some, err := sqldb.All(tx, scan, `SELECT `+columns+` FROM listing WHERE state = $1 AND id IN `+sqldb.In(2, n), args...)
		if err != nil {
			return nil, err
		}
		list, rest = append(list, some...), rest[n:]
	}
	return list, nil
}
