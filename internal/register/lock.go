package register

import "kyodo/internal/sqldb"

// Lock makes others who lock or change an organization wait until the transaction ends: what is counted of
// it meanwhile stays true.
func Lock(tx *sqldb.Tx, oid ID) error {
	_, err := tx.Exec(`UPDATE organization SET id = id WHERE id = $1`, string(oid))
	return err
}
