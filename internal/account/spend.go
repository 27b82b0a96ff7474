package account

import (
	"context"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// spentKind marks a random value that may be used once and was.
const spentKind = "spent"

// Spend uses up a random value that this site gave a browser within the last minutes, such as the
// state of a trip to an identity provider: of many who come with it, on any node, one gets nil and
// the others ErrOver.
func (s *Service) Spend(ctx context.Context, value string) (err error) {
	defer fault.Wrap(&err, "account.Spend")
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`INSERT INTO challenge (id, kind, person_id, content, created_at, expires_at, tries, used_at)
			VALUES ($1, $2, '', '', $3, $3, 1, $3) ON CONFLICT (id) DO NOTHING`, digest(spentKind+" "+value), spentKind, tx.Now)
		if err == nil && n == 0 {
			err = ErrOver
		}
		return err
	})
}
