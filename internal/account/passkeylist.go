package account

import (
	"context"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/sqldb"
)

// Passkey is a passkey as its owner sees it.
type Passkey struct {
	ID        string
	Name      string
	CreatedAt time.Time
	UsedAt    time.Time // zero = never
}

// Passkeys lists a person's passkeys, oldest first.
func (s *Service) Passkeys(ctx context.Context, person PersonID) (list []Passkey, err error) {
	defer fault.Wrap(&err, "account.Passkeys(%q)", person)
	return view(ctx, s, func(tx *sqldb.Tx) ([]Passkey, error) {
		return sqldb.All(tx, func(r sqldb.Row) (k Passkey, err error) {
			return k, r.Scan(&k.ID, &k.Name, sqldb.Time(&k.CreatedAt), sqldb.Time(&k.UsedAt))
		}, `SELECT id, name, created_at, used_at FROM passkey WHERE person_id = $1 ORDER BY id`, string(person))
	})
}

// RenamePasskey gives a passkey of the person signed in another name.
func (s *Service) RenamePasskey(ctx context.Context, by audit.By, p *Principal, id, name string) (err error) {
	defer fault.Wrap(&err, "account.RenamePasskey(%q)", id)
	if name = cut(text.Clean(name), 60); name == "" {
		return fault.Fields{{Name: "name", Says: in(ctx).NoName}}
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`UPDATE passkey SET name = $3 WHERE id = $1 AND person_id = $2`, id, string(p.Person), name)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "no such passkey")
		}
		e := by.Entry("passkey.rename", personObject(p.Person), `{"passkey":"`+id+`"}`)
		e.Subject = string(p.Person)
		return s.Audit.Record(tx, e)
	})
}

// RemovePasskey removes a passkey of the person signed in, never the last second factor of the
// staff nor the last way in: fault.Fields named passkey. It returns the session's new token.
func (s *Service) RemovePasskey(ctx context.Context, by audit.By, token, id string) (fresh string, err error) {
	defer fault.Wrap(&err, "account.RemovePasskey(%q)", id)
	p, err := s.Load(ctx, token)
	if err != nil {
		return "", err
	}
	if err := guard(p, s.DB.Now()); err != nil {
		return "", err
	}
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		if err := lockPerson(tx, p.Person); err != nil {
			return "", err
		}
		n, err := tx.Exec(`DELETE FROM passkey WHERE id = $1 AND person_id = $2`, id, string(p.Person))
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", fault.New(fault.NotFound, "no such passkey")
		}
		f, err := factsOf(tx, p.Person, "")
		if err != nil {
			return "", err
		}
		linked, err := hasIdentity(tx, p.Person)
		if err != nil {
			return "", err
		}
		staff, err := s.onDuty(tx, p.Person)
		if err != nil {
			return "", err
		}
		if staff && !f.passkey && !f.totp || !f.passkey && f.hash == "" && !linked {
			return "", fault.Fields{{Name: "passkey", Says: in(ctx).LastFactor}}
		}
		return s.factorChanged(tx, by, p, token, "passkey.remove", ByPasskey, NoAssurance)
	})
}

// lockPerson lets one transaction at a time change how a person signs in.
func lockPerson(tx *sqldb.Tx, person PersonID) error {
	_, err := tx.Exec(`UPDATE person SET version = version WHERE id = $1`, string(person))
	return err
}
