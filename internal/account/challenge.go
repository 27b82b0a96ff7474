package account

import (
	"time"

	"kyodo/internal/sqldb"
)

// The kinds of challenges.
const (
	secondStep     = "second"         // a right password that waits for its second factor
	passkeyMake    = "passkey.make"   // a passkey is being made
	passkeySignIn  = "passkey.signin" // somebody signs in with one
	passkeyConfirm = "passkey.confirm"
	secondTime     = 10 * time.Minute
	passkeyTime    = 5 * time.Minute
	secondTries    = 5
)

// challenge is something begun that one browser finishes once: it is found by a secret that only
// this browser has.
type challenge struct {
	kind    string
	person  PersonID
	content string
}

// begin stores a challenge and returns its secret.
func begin(tx *sqldb.Tx, c challenge, lives time.Duration) (string, error) {
	token := secret()
	_, err := tx.Exec(`INSERT INTO challenge (id, kind, person_id, content, created_at, expires_at, tries, used_at)
		VALUES ($1, $2, $3, $4, $5, $6, 0, '')`, digest(token), c.kind, string(c.person), c.content, tx.Now, tx.Now.Add(lives))
	return token, err
}

// take finishes a challenge: of many who try at once, one succeeds.
func take(tx *sqldb.Tx, kind, token string) (c challenge, err error) {
	n, err := tx.Exec(`UPDATE challenge SET used_at = $3 WHERE id = $1 AND kind = $2 AND used_at = '' AND expires_at > $3`,
		digest(token), kind, tx.Now)
	if err != nil {
		return c, err
	}
	if n == 0 {
		return c, ErrOver
	}
	c, _, err = sqldb.One(tx, scanChallenge, `SELECT kind, person_id, content FROM challenge WHERE id = $1`, digest(token))
	return c, err
}

// try counts a try on a challenge, at most most of them, and leaves it open.
func try(tx *sqldb.Tx, kind, token string, most int) (c challenge, err error) {
	n, err := tx.Exec(`UPDATE challenge SET tries = tries + 1
		WHERE id = $1 AND kind = $2 AND used_at = '' AND expires_at > $3 AND tries < $4`, digest(token), kind, tx.Now, most)
	if err != nil {
		return c, err
	}
	if n == 0 {
		return c, ErrOver
	}
	c, _, err = sqldb.One(tx, scanChallenge, `SELECT kind, person_id, content FROM challenge WHERE id = $1`, digest(token))
	return c, err
}

func scanChallenge(r sqldb.Row) (c challenge, err error) {
	return c, r.Scan(&c.kind, &c.person, &c.content)
}
