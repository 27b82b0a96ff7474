package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ErrUnlinked says that an identity provider's account belongs to nobody here. It is of kind
// fault.Unauthenticated. A mail address from the provider links nothing.
var ErrUnlinked = fmt.Errorf("account: the identity is not linked: %w", fault.Unauthenticated)

// Claims are what an identity provider said, once accountweb has checked that it did.
type Claims struct {
	MFA             bool   // signed in there with two factors, and the provider is believed in this
	CorporateNumber string // 法人番号 of GビズID, "" = none
	AccountType     string // of GビズID: prime or member, "" = none
}

// Identity is an account at an identity provider that is linked to a person. Issuer and subject
// together are the key, nothing else.
type Identity struct {
	Issuer, Subject string
	Person          PersonID
	CorporateNumber string // as it was when linked
	AccountType     string // of GビズID, as it was when last used
	LinkedAt        time.Time
	UsedAt          time.Time
}

func scanIdentity(r sqldb.Row) (x Identity, err error) {
	return x, r.Scan(&x.Issuer, &x.Subject, &x.Person, &x.CorporateNumber, &x.AccountType, sqldb.Time(&x.LinkedAt), sqldb.Time(&x.UsedAt))
}

const identityColumns = `i.issuer, i.subject, i.person_id, i.corporate_number, i.account_type, i.linked_at, i.used_at`

func identityBy(tx *sqldb.Tx, issuer, subject string) (Identity, bool, error) {
	return sqldb.One(tx, scanIdentity, `SELECT `+identityColumns+` FROM identity i WHERE i.issuer = $1 AND i.subject = $2`, issuer, subject)
}

func hasIdentity(tx *sqldb.Tx, person PersonID) (bool, error) {
	n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM identity WHERE person_id = $1`, string(person))
	return n > 0, err
}

// Identities lists the identities linked to a person.
func (s *Service) Identities(ctx context.Context, person PersonID) (list []Identity, err error) {
	defer fault.Wrap(&err, "account.Identities(%q)", person)
	return view(ctx, s, func(tx *sqldb.Tx) ([]Identity, error) {
		return sqldb.All(tx, scanIdentity, `SELECT `+identityColumns+` FROM identity i WHERE i.person_id = $1 ORDER BY i.linked_at, i.issuer`, string(person))
	})
}

// FitIdentity asks, before a sign-in, whether an identity fits what the person to whom it is linked acts
// for today, and records the failure when fits says with fault.Fields that it does not. One that is
// linked to nobody fits.
func (s *Service) FitIdentity(ctx context.Context, by audit.By, a Attempt, issuer, subject string, fits func([]Holding) error) (err error) {
	defer fault.Wrap(&err, "account.FitIdentity(%q)", issuer)
	var f facts
	held, err := view(ctx, s, func(tx *sqldb.Tx) ([]Holding, error) {
		x, ok, err := identityBy(tx, issuer, subject)
		if err != nil || !ok {
			return nil, err
		}
		if f, err = factsOf(tx, x.Person, a.Device); err != nil {
			return nil, err
		}
		return holdings(tx, x.Person, term.Of(tx.Now))
	})
	if err != nil {
		return err
	}
	if err = fits(held); errors.Is(err, fault.Invalid) {
		return errors.Join(err, s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.failed(tx, by, f, ByIdentity) }))
	}
	return err
}

// SignInIdentity signs in the person to whom an identity is linked. Without two factors at the
// provider, an authenticator app is asked for as after a password. An identity linked under one
// 法人番号 signs nobody in under another. Errors: ErrUnlinked, ErrRefused.
func (s *Service) SignInIdentity(ctx context.Context, by audit.By, a Attempt, issuer, subject string, c Claims) (in SignedIn, err error) {
	defer fault.Wrap(&err, "account.SignInIdentity(%q)", issuer)
	var refused error
	in, err = update(ctx, s, func(tx *sqldb.Tx) (in SignedIn, err error) {
		refused = nil
		x, ok, err := identityBy(tx, issuer, subject)
		if err != nil {
			return in, err
		}
		f, err := factsOf(tx, x.Person, a.Device)
		if err != nil {
			return in, err
		}
		switch {
		case !ok:
			refused = ErrUnlinked
		case !f.active(), x.CorporateNumber != c.CorporateNumber:
			refused = ErrRefused
		}
		if refused != nil {
			return in, s.failed(tx, by, f, ByIdentity)
		}
		if _, err := tx.Exec(`UPDATE identity SET used_at = $3, account_type = $4 WHERE issuer = $1 AND subject = $2`,
			issuer, subject, tx.Now, c.AccountType); err != nil {
			return in, err
		}
		if !c.MFA {
			return s.afterFirst(tx, by, a, f, ByIdentity)
		}
		in.Person = f.person
		if in.Token, err = s.start(tx, by, f.person, ByIdentity, MultiFactor, a.Agent, a.Old); err != nil {
			return in, err
		}
		return in, s.remember(tx, f.person, a.Device)
	})
	if err == nil {
		err = refused
	}
	return in, err
}

// ConfirmIdentity is how somebody signed in proves again who they are at their identity provider,
// which must just have asked them. Whoever has a second factor here shows that, unless the
// provider asked for two.
func (s *Service) ConfirmIdentity(ctx context.Context, by audit.By, token, issuer, subject string, c Claims) (fresh string, err error) {
	defer fault.Wrap(&err, "account.ConfirmIdentity(%q)", issuer)
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		p, err := s.LoadTx(tx, token)
		if err != nil {
			return "", err
		}
		x, ok, err := identityBy(tx, issuer, subject)
		if err != nil {
			return "", err
		}
		if !ok || x.Person != p.Person || x.CorporateNumber != c.CorporateNumber || p.Enrolled && !c.MFA {
			return "", ErrRefused
		}
		a := NoAssurance
		if c.MFA {
			a = MultiFactor
		}
		return s.stepUp(tx, by, token, ByIdentity, a)
	})
}

// LinkIdentity links an identity to the person signed in, who has just proved who they are. One
// that is linked to somebody else stays there: fault.Fields named identity. It returns the
// session's new token; every other session ends.
func (s *Service) LinkIdentity(ctx context.Context, by audit.By, token, issuer, subject string, c Claims) (fresh string, err error) {
	defer fault.Wrap(&err, "account.LinkIdentity(%q)", issuer)
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		p, err := s.LoadTx(tx, token)
		if err != nil {
			return "", err
		}
		if err := guard(p, tx.Now); err != nil {
			return "", err
		}
		n, err := tx.Exec(`INSERT INTO identity (issuer, subject, person_id, corporate_number, account_type, linked_at, used_at)
			VALUES ($1, $2, $3, $4, $5, $6, '') ON CONFLICT (issuer, subject) DO NOTHING`, issuer, subject, string(p.Person), c.CorporateNumber, c.AccountType, tx.Now)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", fault.Fields{{Name: "identity", Says: in(ctx).LinkedElsewhere}}
		}
		return s.factorChanged(tx, by, p, token, "identity.link", ByIdentity, NoAssurance)
	})
}

// UnlinkIdentity removes a link of the person signed in, never their last way in: fault.Fields
// named identity. It returns the session's new token.
func (s *Service) UnlinkIdentity(ctx context.Context, by audit.By, token, issuer, subject string) (fresh string, err error) {
	defer fault.Wrap(&err, "account.UnlinkIdentity(%q)", issuer)
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		p, err := s.LoadTx(tx, token)
		if err != nil {
			return "", err
		}
		if err := guard(p, tx.Now); err != nil {
			return "", err
		}
		if err := lockPerson(tx, p.Person); err != nil {
			return "", err
		}
		n, err := tx.Exec(`DELETE FROM identity WHERE issuer = $1 AND subject = $2 AND person_id = $3`, issuer, subject, string(p.Person))
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", fault.New(fault.NotFound, "no such identity")
		}
		f, err := factsOf(tx, p.Person, "")
		if err != nil {
			return "", err
		}
		linked, err := hasIdentity(tx, p.Person)
		if err != nil {
			return "", err
		}
		if !linked && !f.passkey && f.hash == "" {
			return "", fault.Fields{{Name: "identity", Says: in(ctx).LastFactor}}
		}
		return s.factorChanged(tx, by, p, token, "identity.unlink", ByIdentity, NoAssurance)
	})
}
