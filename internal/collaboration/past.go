package collaboration

import (
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

// PastKind names, to the feed of changes, organizations that brought a collaboration to its end:
// matching counts it.
const PastKind = "past"

func (c *Collaboration) past(tx *sqldb.Tx) {
	search.Touch(tx, PastKind, string(c.Giver), string(c.Receiver))
}
