package bank

import "kyodo/internal/sqldb"

// StoredFiles are those of some names of files that photos have.
func StoredFiles(tx *sqldb.Tx, names ...string) ([]string, error) {
	args := make([]any, len(names))
	for i, n := range names {
		args[i] = n
	}
	in := sqldb.In(1, len(names))
	return sqldb.All(tx, sqldb.Text, `SELECT large FROM listing_photo WHERE large IN `+in+` UNION ALL SELECT small FROM listing_photo WHERE small IN `+in, args...)
}
