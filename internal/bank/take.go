package bank

import (
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

// Take reserves n units of a listing that is Giving if so many are left, and says whether it did. Of a
// listing without a count there is always some left. The row is locked until the transaction ends,
// so that of many who take at once none gets what another has.
func Take(tx *sqldb.Tx, id string, n int64) (bool, error) {
	rows, err := tx.Exec(`UPDATE listing SET taken = taken + $2 WHERE id = $1 AND published_at <> '' AND state NOT IN ('withdrawn', 'done') AND (quantity = 0 OR taken + $2 <= quantity)`, id, n)
	if rows > 0 {
		search.Touch(tx, Kind, id)
	}
	return rows > 0, err
}

// GiveBack returns n units that were taken.
func GiveBack(tx *sqldb.Tx, id string, n int64) error {
	rows, err := tx.Exec(`UPDATE listing SET taken = taken - $2 WHERE id = $1 AND taken >= $2`, id, n)
	if rows > 0 {
		search.Touch(tx, Kind, id)
	}
	return err
}

// NextPlace gives the next place in the line of a listing, from 1. The row is locked until the
// transaction ends: places are given in the order in which transactions get there.
func NextPlace(tx *sqldb.Tx, id string) (place int64, err error) {
	if _, err := tx.Exec(`UPDATE listing SET places = places + 1 WHERE id = $1`, id); err != nil {
		return 0, err
	}
	place, _, err = sqldb.One(tx, func(r sqldb.Row) (n int64, err error) { return n, r.Scan(&n) }, `SELECT places FROM listing WHERE id = $1`, id)
	return place, err
}
