package account

import (
	"context"
	"crypto/rand"
	"math/big"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// alphabet is of codes that people copy from paper: no two characters look alike.
const alphabet = "23456789ABCDEFGHJKMNPQRTUVWXYZ"

// newCode returns a code of ten characters (49 bits) in two groups, as ABCDE-FGHJK.
func newCode() string {
	var b strings.Builder
	most := big.NewInt(int64(len(alphabet)))
	for i := range 10 {
		if i == 5 {
			b.WriteByte('-')
		}
		n, err := rand.Int(rand.Reader, most)
		if err != nil {
			panic(err) // crypto/rand does not fail
		}
		b.WriteByte(alphabet[n.Int64()])
	}
	return b.String()
}

// plainCode is a code however it was typed: any width, case, with or without hyphens.
func plainCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\u3000' || r == 'ー' || r == '−' || r == '‐' {
			return -1
		}
		return r
	}, strings.ToUpper(norm.NFKC.String(cut(typed, 200))))
}

func newCodes() []string {
	list := make([]string, recoveryCodes)
	for i := range list {
		list[i] = newCode()
	}
	return list
}

// putCodes replaces a person's recovery codes.
func (s *Service) putCodes(tx *sqldb.Tx, person PersonID, codes []string) error {
	if _, err := tx.Exec(`DELETE FROM recovery_code WHERE person_id = $1`, string(person)); err != nil {
		return err
	}
	var args []any
	for _, c := range codes {
		args = append(args, string(person), s.keyed("recovery", plainCode(c)), tx.Now, "")
	}
	_, err := tx.Exec(`INSERT INTO recovery_code (person_id, hash, created_at, used_at) VALUES `+sqldb.Values(len(codes), 4), args...)
	return err
}

// useRecovery uses a recovery code up: of many who send it at once, one is right.
func (s *Service) useRecovery(tx *sqldb.Tx, person PersonID, code string) (bool, error) {
	n, err := tx.Exec(`UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND hash = $2 AND used_at = ''`,
		string(person), s.keyed("recovery", plainCode(code)), tx.Now)
	return n == 1, err
}

// NewRecoveryCodes replaces the recovery codes of the person signed in; they are shown once.
func (s *Service) NewRecoveryCodes(ctx context.Context, by audit.By, p *Principal) (codes []string, err error) {
	defer fault.Wrap(&err, "account.NewRecoveryCodes")
	if err := guard(p, s.DB.Now()); err != nil {
		return nil, err
	}
	codes = newCodes()
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := s.putCodes(tx, p.Person, codes); err != nil {
			return err
		}
		e := by.Entry("recovery.replace", personObject(p.Person), "")
		e.Subject = string(p.Person)
		if err := s.Audit.Record(tx, e); err != nil {
			return err
		}
		return s.tell(tx, p.Person, toldCodes)
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}
