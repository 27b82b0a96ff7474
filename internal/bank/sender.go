package bank

import "kyodo/internal/sqldb"

// SenderOf is who sent the one-off form behind a listing; ok is false for one that came with an account.
// Its fields are "" once they are erased. It holds names and addresses of persons.
func SenderOf(tx *sqldb.Tx, listing string) (x OneOff, ok bool, err error) {
	return sqldb.One(tx, scanOneOff, `SELECT `+oneOffColumns+` FROM one_off WHERE listing_id = $1`, listing)
}
