package account

import (
	"context"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// The lengths of a password in characters, of any kind (trust bar 6.2.1).
const (
	LeastAlone  = 15 // when the password is the only factor
	LeastWith   = 8  // beside a second factor
	maxPassword = 256
)

// fit checks a new password of a person. The error is fault.Fields named password.
func (s *Service) fit(w *words, password string, least int, p PersonInput) error {
	password = norm.NFC.String(password)
	says := ""
	switch n := utf8.RuneCountInString(password); {
	case n == 0:
		says = w.PasswordFree
	case n < least:
		says = w.PasswordShort(least)
	case n > maxPassword:
		says = w.PasswordLong
	case isCommon(password), s.Common != nil && s.Common(password):
		says = w.PasswordCommon
	case isOwn(password, p, s.RP.Name, s.RP.ID):
		says = w.OwnWords
	default:
		return nil
	}
	return fault.Fields{{Name: "password", Says: says}}
}

// NewPassword is a person's wish for another password.
type NewPassword struct {
	Old string // the present one; not asked for where there is none
	New string
}

// SetPassword changes the password of the person signed in, or gives them their first one. Every
// other session of the person ends, and this one gets a new token. Errors are fault.Fields named
// old and password, or Throttled.
func (s *Service) SetPassword(ctx context.Context, by audit.By, a Attempt, token string, n NewPassword) (fresh string, err error) {
	defer fault.Wrap(&err, "account.SetPassword")
	p, err := s.Load(ctx, token)
	if err != nil {
		return "", err
	}
	f, err := view(ctx, s, func(tx *sqldb.Tx) (facts, error) { return factsOf(tx, p.Person, a.Device) })
	if err != nil {
		return "", err
	}
	w := in(ctx)
	if f.hash != "" {
		if err := s.reserve(ctx, a, s.accountKey("a", f, a)); err != nil {
			return "", err
		}
		ok, _, err := s.checkPassword(ctx, f.hash, n.Old)
		if err != nil {
			return "", err
		}
		if !ok {
			return "", fault.Fields{{Name: "old", Says: w.WrongPassword}}
		}
	}
	if err := s.fit(w, n.New, least(f), f.input()); err != nil {
		return "", err
	}
	hash, err := s.hashPassword(ctx, n.New)
	if err != nil {
		return "", err
	}
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		if err := putPassword(tx, p.Person, f.hash, hash, alone(n.New)); err != nil {
			return "", err
		}
		if f.hash != "" {
			if err := s.release(tx, a, s.accountKey("a", f, a)); err != nil {
				return "", err
			}
		}
		if err := s.endAll(tx, by, p.Person, p.Session, "password"); err != nil {
			return "", err
		}
		e := by.Entry("password.set", personObject(p.Person), "")
		e.Subject = string(p.Person)
		if err := s.Audit.Record(tx, e); err != nil {
			return "", err
		}
		if err := s.notice(tx, p.Person, func(w *words) string { return w.NewPassword }); err != nil {
			return "", err
		}
		return s.stepUp(tx, by, token, ByPassword, NoAssurance)
	})
}

// least is how long a password must be: shorter only while a sign-in by password asks for the code of
// an app too. A passkey is another way in, not a second factor of this one.
func least(f facts) int {
	if f.totp {
		return LeastWith
	}
	return LeastAlone
}

// alone says whether a password is long enough to be the only factor.
func alone(password string) bool {
	return utf8.RuneCountInString(norm.NFC.String(password)) >= LeastAlone
}

// putPassword stores a hash in the place of the one that was read, "" = none.
func putPassword(tx *sqldb.Tx, person PersonID, was, hash string, alone bool) error {
	n, err := tx.Exec(`INSERT INTO password (person_id, hash, set_at, alone) VALUES ($1, $2, $3, $5)
		ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at, alone = excluded.alone WHERE password.hash = $4`,
		string(person), hash, tx.Now, was, alone)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the password was changed meanwhile")
	}
	return err
}

// SetPasswordTx gives a person a password that somebody else made: for the demo and tests alone.
// hash comes from HashPassword, the password has LeastAlone characters.
func (s *Service) SetPasswordTx(tx *sqldb.Tx, by audit.By, person PersonID, hash string) error {
	if _, err := tx.Exec(`DELETE FROM password WHERE person_id = $1`, string(person)); err != nil {
		return err
	}
	if err := putPassword(tx, person, "", hash, true); err != nil {
		return err
	}
	e := by.Entry("password.set", personObject(person), "")
	e.Subject = string(person)
	return s.Audit.Record(tx, e)
}

// HashPassword hashes a password for SetPasswordTx. Not inside an Update.
func (s *Service) HashPassword(ctx context.Context, password string) (string, error) {
	return s.hashPassword(ctx, password)
}
