package inquiry

import (
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

// Contact names, to the feed of changes, listings that have been asked about once more: matching
// counts it.
const Contact = "contact"

func contacted(tx *sqldb.Tx, listing string) { search.Touch(tx, Contact, listing) }
