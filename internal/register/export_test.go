package register

import (
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Docs returns what the index is to know, straight from the database: the truth for the tests that
// compare the index with reading every text.
func Docs(tx *sqldb.Tx) ([]search.Doc, error) {
	list, err := everyone(tx)
	if err != nil {
		return nil, err
	}
	profiles, err := publishedOf(tx, nil)
	return docs(list, profiles, term.Of(tx.Now)), err
}
