package inquiry

import "kyodo/internal/sqldb"

// StoredFiles are those of some names of files that attachments have.
func StoredFiles(tx *sqldb.Tx, names ...string) ([]string, error) {
	args := make([]any, len(names))
	for i, n := range names {
		args[i] = n
	}
	return sqldb.All(tx, sqldb.Text, `SELECT stored FROM inquiry_file WHERE stored IN `+sqldb.In(1, len(names)), args...)
}
