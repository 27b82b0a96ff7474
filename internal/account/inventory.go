package account

import (
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// When rights that nobody uses are looked at, and when they should be taken (権限棚卸).
const (
	unusedAfter = 45 * 24 * time.Hour
	staleAfter  = 90 * 24 * time.Hour
)

// Right is one line of the 権限棚卸: somebody in a post.
type Right struct {
	Member
	LastSignIn time.Time // zero = never, as far back as sessions are kept (400 days)
	Unused     bool      // no sign-in for 45 days, or since the tenure began
	Stale      bool      // no sign-in for 90 days: should be suspended
	NoMFA      bool      // neither passkey nor authenticator app
}

// Inventory lists who holds which post today, with the last sign-in, in the order of units: the
// offices, or with organizations those of organizations too.
func (s *Service) Inventory(tx *sqldb.Tx, organizations bool) (list []Right, err error) {
	defer fault.Wrap(&err, "account.Inventory")
	where := ` AND o.scope_kind <> 'organization'`
	if organizations {
		where = ``
	}
	today := term.Of(tx.Now)
	err = sqldb.Each(tx, `SELECT `+tenureColumns+`, `+personColumns+`, `+postColumns+`, r.role,
			coalesce((SELECT max(s.started_at) FROM session s WHERE s.person_id = p.id), ''),
			EXISTS (SELECT 1 FROM totp x WHERE x.person_id = p.id AND x.confirmed_at <> '')
				OR EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = p.id)
		FROM tenure t JOIN person p ON p.id = t.person_id JOIN post o ON o.id = t.post_id JOIN post_role r ON r.post_id = o.id
		WHERE p.status <> 'erased' AND t.valid_from <= $1 AND (t.valid_until = '' OR t.valid_until >= $1)
			AND o.valid_from <= $1 AND (o.valid_until = '' OR o.valid_until >= $1)`+where+`
		ORDER BY o.unit, o.title, o.id, p.kana, t.id, r.role`, []any{today.String()}, func(r sqldb.Row) error {
		var x Right
		var role string
		var mfa bool
		targets := append(append(append(x.Tenure.targets(), x.Person.targets()...), x.Post.targets()...), &role, sqldb.Time(&x.LastSignIn), &mfa)
		if err := r.Scan(targets...); err != nil {
			return err
		}
		if n := len(list); n > 0 && list[n-1].Tenure.ID == x.Tenure.ID {
			list[n-1].Post.Roles = append(list[n-1].Post.Roles, role)
			return nil
		}
		x.Post.Roles = []string{role}
		since := x.LastSignIn
		if since.IsZero() {
			since = x.Tenure.From.Time()
			if x.Person.CreatedAt.After(since) {
				since = x.Person.CreatedAt
			}
		}
		x.Unused, x.Stale, x.NoMFA = tx.Now.Sub(since) >= unusedAfter, tx.Now.Sub(since) >= staleAfter, !mfa
		list = append(list, x)
		return nil
	})
	return list, err
}
