package account

import (
	"context"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Ways are what a person can sign in with, besides passkeys and identities.
type Ways struct {
	Password bool
	Short    bool // the password is too short without the app, and goes with it
	TOTP     bool // a confirmed authenticator app
	Codes    int  // recovery codes not used yet
}

// Ways returns what a person can sign in with.
func (s *Service) Ways(ctx context.Context, person PersonID) (w Ways, err error) {
	defer fault.Wrap(&err, "account.Ways(%q)", person)
	return view(ctx, s, func(tx *sqldb.Tx) (w Ways, err error) {
		f, err := factsOf(tx, person, "")
		if err != nil {
			return w, err
		}
		n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM recovery_code WHERE person_id = $1 AND used_at = ''`, string(person))
		return Ways{Password: f.hash != "", Short: f.hash != "" && !f.alone, TOTP: f.totp, Codes: int(n)}, err
	})
}
