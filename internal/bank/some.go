package bank

import (
	"fmt"

	"kyodo/internal/sqldb"
)

// SomeTx returns listings by their ids, in one query; unknown ids are absent. At most 500 at a time.
func SomeTx(tx *sqldb.Tx, ids ...string) (by map[string]Listing, err error) {
	by = make(map[string]Listing, len(ids))
	switch {
	case len(ids) == 0:
		return by, nil
	case len(ids) > maxSome:
		return nil, fmt.Errorf("bank.SomeTx: %d listings", len(ids))
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	list, err := sqldb.All(tx, scan, `SELECT `+columns+` FROM listing WHERE id IN `+sqldb.In(1, len(ids)), args...)
	for _, l := range list {
		by[l.ID] = l
	}
	return by, err
}

const maxSome = 500
