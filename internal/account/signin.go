package account

import (
	"context"
	"fmt"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// SignedIn is what a right first step gives: a session, or the next step.
type SignedIn struct {
	Person  PersonID
	Token   string // of the session; "" while the second factor is missing
	Pending string // to be given back with the second factor, by this browser alone; "" = none needed
}

// failed records an attempt that did not succeed. typed is what was entered as an address.
func (s *Service) failed(tx *sqldb.Tx, by audit.By, f facts, method Method) error {
	why := "wrong"
	switch {
	case f.person == "":
		why = "unknown"
	case f.status != Active:
		why = string(f.status)
	}
	object := ""
	if f.person != "" {
		object = personObject(f.person)
	}
	e := by.Entry(audit.SessionFail, object, fmt.Sprintf(`{"method":%q}`, method))
	e.Subject, e.Result, e.Reason = string(f.person), audit.Failed, why
	if f.typed != "" {
		e.Personal = map[string]string{"mail": cut(f.typed, 254)}
	}
	return s.Audit.Record(tx, e)
}

// SignInPassword is the way with a mail address (or a person's number) and a password. Somebody
// with an authenticator app gets Pending for SignInTOTP or SignInRecovery, others a session of one
// factor. Errors: ErrRefused, Throttled. Nobody learns from the answer or its time whether the
// address is known.
func (s *Service) SignInPassword(ctx context.Context, by audit.By, a Attempt, mailOrNumber, password string) (in SignedIn, err error) {
	defer fault.Wrap(&err, "account.SignInPassword")
	f, err := view(ctx, s, func(tx *sqldb.Tx) (facts, error) { return factsNamed(tx, mailOrNumber, a.Device) })
	if err != nil {
		return in, err
	}
	key := s.accountKey("a", f, a)
	if err := s.reserve(ctx, a, key); err != nil {
		return in, err
	}
	ok, again, err := s.checkPassword(ctx, f.hash, password)
	if err != nil {
		return in, err
	}
	if !ok || !f.active() || !f.totp && !f.alone { // too short without a second factor
		return in, s.refuse(ctx, by, f, ByPassword)
	}
	hash := ""
	if again {
		if hash, err = s.hashPassword(ctx, password); err != nil {
			return in, err
		}
	}
	return update(ctx, s, func(tx *sqldb.Tx) (SignedIn, error) {
		if err := s.release(tx, a, key); err != nil {
			return SignedIn{}, err
		}
		if hash != "" {
			if _, err := tx.Exec(`UPDATE password SET hash = $2 WHERE person_id = $1 AND hash = $3`, string(f.person), hash, f.hash); err != nil {
				return SignedIn{}, err
			}
		}
		return s.afterFirst(tx, by, a, f, ByPassword)
	})
}

// refuse records a failure and returns ErrRefused.
func (s *Service) refuse(ctx context.Context, by audit.By, f facts, method Method) error {
	if err := s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.failed(tx, by, f, method) }); err != nil {
		return err
	}
	return ErrRefused
}

// afterFirst goes on after a right first factor: to the second where there is an authenticator
// app, else to a session of one factor. Every way in by one factor comes through here.
func (s *Service) afterFirst(tx *sqldb.Tx, by audit.By, a Attempt, f facts, method Method) (in SignedIn, err error) {
	in.Person = f.person
	if f.totp {
		in.Pending, err = begin(tx, challenge{secondStep, f.person, string(method)}, secondTime)
		return in, err
	}
	if in.Token, err = s.start(tx, by, f.person, method, OneFactor, a.Agent, a.Old); err != nil {
		return in, err
	}
	return in, s.remember(tx, f.person, a.Device)
}

// SignInTOTP finishes a sign-in with the code of an authenticator app. Errors: ErrRefused for a
// wrong or used code, ErrOver when the first step must be done again, Throttled.
func (s *Service) SignInTOTP(ctx context.Context, by audit.By, a Attempt, pending, code string) (in SignedIn, err error) {
	defer fault.Wrap(&err, "account.SignInTOTP")
	return s.second(ctx, by, a, pending, ByTOTP, func(tx *sqldb.Tx, person PersonID) (bool, error) {
		return s.useTOTP(tx, person, code)
	})
}

// SignInRecovery finishes a sign-in with a recovery code. Errors as with SignInTOTP.
func (s *Service) SignInRecovery(ctx context.Context, by audit.By, a Attempt, pending, code string) (in SignedIn, err error) {
	defer fault.Wrap(&err, "account.SignInRecovery")
	return s.second(ctx, by, a, pending, ByRecovery, func(tx *sqldb.Tx, person PersonID) (bool, error) {
		return s.useRecovery(tx, person, code)
	})
}

func (s *Service) second(ctx context.Context, by audit.By, a Attempt, pending string, method Method,
	use func(*sqldb.Tx, PersonID) (bool, error)) (in SignedIn, err error) {
	// The try is on record before the code is looked at.
	c, err := update(ctx, s, func(tx *sqldb.Tx) (challenge, error) { return try(tx, secondStep, pending, secondTries) })
	if err != nil {
		return in, err
	}
	f, err := view(ctx, s, func(tx *sqldb.Tx) (facts, error) { return factsOf(tx, c.person, a.Device) })
	if err != nil {
		return in, err
	}
	key := s.accountKey("t", f, a)
	if err := s.reserve(ctx, a, key); err != nil {
		return in, err
	}
	right := false
	in, err = update(ctx, s, func(tx *sqldb.Tx) (in SignedIn, err error) {
		right = false
		if f.active() {
			if right, err = use(tx, c.person); err != nil {
				return in, err
			}
		}
		if !right {
			return in, s.failed(tx, by, f, method)
		}
		if _, err := take(tx, secondStep, pending); err != nil {
			return in, err
		}
		if err := s.release(tx, a, key); err != nil {
			return in, err
		}
		in.Person = c.person
		if in.Token, err = s.start(tx, by, c.person, method, MultiFactor, a.Agent, a.Old); err != nil {
			return in, err
		}
		return in, s.remember(tx, c.person, a.Device)
	})
	if err == nil && !right {
		err = ErrRefused
	}
	return in, err
}

// ConfirmPassword is how somebody signed in who has no second factor proves again who they are:
// the session gets a new token. With a second factor it is ErrRefused: that one must be shown.
func (s *Service) ConfirmPassword(ctx context.Context, by audit.By, a Attempt, token, password string) (fresh string, err error) {
	defer fault.Wrap(&err, "account.ConfirmPassword")
	p, f, err := s.signedIn(ctx, token, a)
	if err != nil {
		return "", err
	}
	key := s.accountKey("a", f, a)
	if err := s.reserve(ctx, a, key); err != nil {
		return "", err
	}
	ok, _, err := s.checkPassword(ctx, f.hash, password)
	if err != nil {
		return "", err
	}
	if !ok || p.Enrolled {
		return "", s.refuse(ctx, by, f, ByPassword)
	}
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		if err := s.release(tx, a, key); err != nil {
			return "", err
		}
		return s.stepUp(tx, by, token, ByPassword, NoAssurance)
	})
}

// ConfirmTOTP is how somebody signed in proves again who they are with the code of their app. A
// session of one factor becomes one of two.
func (s *Service) ConfirmTOTP(ctx context.Context, by audit.By, a Attempt, token, code string) (fresh string, err error) {
	defer fault.Wrap(&err, "account.ConfirmTOTP")
	p, f, err := s.signedIn(ctx, token, a)
	if err != nil {
		return "", err
	}
	key := s.accountKey("t", f, a)
	if err := s.reserve(ctx, a, key); err != nil {
		return "", err
	}
	right := false
	fresh, err = update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		var err error
		if right, err = s.useTOTP(tx, p.Person, code); err != nil {
			return "", err
		}
		if !right {
			return "", s.failed(tx, by, f, ByTOTP)
		}
		if err := s.release(tx, a, key); err != nil {
			return "", err
		}
		return s.stepUp(tx, by, token, ByTOTP, raised(p.Assurance))
	})
	if err == nil && !right {
		err = ErrRefused
	}
	return fresh, err
}

// raised is the assurance of a session to which a second factor was added.
func raised(a Assurance) Assurance {
	if a >= OneFactor {
		return MultiFactor
	}
	return OneFactor
}

// signedIn reads the session and the facts of who is signed in.
func (s *Service) signedIn(ctx context.Context, token string, a Attempt) (p *Principal, f facts, err error) {
	if p, err = s.Load(ctx, token); err != nil {
		return nil, f, err
	}
	f, err = view(ctx, s, func(tx *sqldb.Tx) (facts, error) { return factsOf(tx, p.Person, a.Device) })
	return p, f, err
}
