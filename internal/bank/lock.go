package bank

import "kyodo/internal/sqldb"

// Lock makes others who lock or change a listing wait until the transaction ends, and returns the listing as
// it is then: what is read of it, and of what hangs on it, stays true. Errors: fault.NotFound.
func Lock(tx *sqldb.Tx, id string) (Listing, error) {
	if _, err := tx.Exec(`UPDATE listing SET id = id WHERE id = $1`, id); err != nil {
		return Listing{}, err
	}
	return ListingTx(tx, id)
}
