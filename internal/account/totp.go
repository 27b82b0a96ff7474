package account

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"golang.org/x/text/unicode/norm"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

const (
	totpStep      = 30 // seconds
	recoveryCodes = 10
)

// Enrolment is what an authenticator app needs to know.
type Enrolment struct {
	Secret string // for typing, in groups of four
	URL    string // otpauth://…, for a QR code
}

// aead seals the seeds: the key is of the installation, the person is bound in.
func (s *Service) aead() (cipher.AEAD, error) {
	if len(s.Key) != 32 {
		return nil, errors.New("account: Key must be 32 bytes")
	}
	block, err := aes.NewCipher(s.Key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func (s *Service) seal(person PersonID, seed []byte) (string, error) {
	aead, err := s.aead()
	if err != nil {
		return "", err
	}
	return base64.RawStdEncoding.EncodeToString(aead.Seal(nil, nil, seed, []byte("kyodo totp "+person))), nil
}

func (s *Service) open(person PersonID, sealed string) ([]byte, error) {
	aead, err := s.aead()
	if err != nil {
		return nil, err
	}
	b, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil {
		return nil, err
	}
	return aead.Open(nil, nil, b, []byte("kyodo totp "+person))
}

// guard refuses to change how somebody signs in unless they have just proved who they are, with
// their second factor where they have one.
func guard(p *Principal, now time.Time) error {
	if !p.SteppedUp(now) || p.Enrolled && p.Assurance < MultiFactor {
		return fault.New(fault.Forbidden, "the person must prove first who they are")
	}
	return nil
}

// EnrolTOTP begins to add an authenticator app, which counts once ConfirmEnrolment has seen a code
// of it. An earlier one that was never confirmed is forgotten; a confirmed one is fault.Conflict.
func (s *Service) EnrolTOTP(ctx context.Context, p *Principal) (e Enrolment, err error) {
	defer fault.Wrap(&err, "account.EnrolTOTP")
	if err := guard(p, s.DB.Now()); err != nil {
		return e, err
	}
	var seed [20]byte
	rand.Read(seed[:])
	sealed, err := s.seal(p.Person, seed[:])
	if err != nil {
		return e, err
	}
	var label string
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		who, err := personByID(tx, p.Person)
		if err != nil {
			return err
		}
		if label = who.Email; label == "" {
			label = who.Number
		}
		n, err := tx.Exec(`INSERT INTO totp (person_id, sealed, created_at, confirmed_at, last_step) VALUES ($1, $2, $3, '', 0)
			ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at, last_step = 0
			WHERE totp.confirmed_at = ''`, string(p.Person), sealed, tx.Now)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "there is an app already")
		}
		return err
	})
	if err != nil {
		return e, err
	}
	return enrolment(seed[:], s.RP.Name, label), nil
}

// PendingTOTP returns the app that EnrolTOTP began, to show its secret again.
func (s *Service) PendingTOTP(ctx context.Context, p *Principal) (e Enrolment, err error) {
	defer fault.Wrap(&err, "account.PendingTOTP")
	if err := guard(p, s.DB.Now()); err != nil {
		return e, err
	}
	return view(ctx, s, func(tx *sqldb.Tx) (e Enrolment, err error) {
		who, err := personByID(tx, p.Person)
		if err != nil {
			return e, err
		}
		sealed, ok, err := sqldb.One(tx, sqldb.Text, `SELECT sealed FROM totp WHERE person_id = $1 AND confirmed_at = ''`, string(p.Person))
		if err != nil {
			return e, err
		}
		if !ok {
			return e, fault.New(fault.NotFound, "no app was begun")
		}
		seed, err := s.open(p.Person, sealed)
		label := who.Email
		if label == "" {
			label = who.Number
		}
		return enrolment(seed, s.RP.Name, label), err
	})
}

func enrolment(seed []byte, issuer, label string) Enrolment {
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(seed)
	q := url.Values{"secret": {text}, "issuer": {issuer}, "digits": {"6"}, "period": {"30"}, "algorithm": {"SHA1"}}
	u := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + label, RawQuery: strings.ReplaceAll(q.Encode(), "+", "%20")}
	var groups []string
	for len(text) > 0 {
		n := min(4, len(text))
		groups, text = append(groups, text[:n]), text[n:]
	}
	return Enrolment{Secret: strings.Join(groups, " "), URL: u.String()}
}

// ConfirmEnrolment adds the app once it shows a right code. It returns the session's new token and
// ten recovery codes, which are shown once. Every other session of the person ends.
func (s *Service) ConfirmEnrolment(ctx context.Context, by audit.By, a Attempt, token, code string) (fresh string, codes []string, err error) {
	defer fault.Wrap(&err, "account.ConfirmEnrolment")
	p, f, err := s.signedIn(ctx, token, a)
	if err != nil {
		return "", nil, err
	}
	if err := guard(p, s.DB.Now()); err != nil {
		return "", nil, err
	}
	key := s.accountKey("t", f, a)
	if err := s.reserve(ctx, a, key); err != nil {
		return "", nil, err
	}
	codes = newCodes()
	fresh, err = update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		sealed, ok, err := sqldb.One(tx, sqldb.Text, `SELECT sealed FROM totp WHERE person_id = $1 AND confirmed_at = ''`, string(p.Person))
		if err != nil {
			return "", err
		}
		if !ok {
			return "", fault.New(fault.NotFound, "no app was begun")
		}
		seed, err := s.open(p.Person, sealed)
		if err != nil {
			return "", err
		}
		step, ok := stepOf(seed, code, tx.Now)
		if !ok {
			return "", fault.Fields{{Name: "code", Says: in(ctx).WrongCode}}
		}
		n, err := tx.Exec(`UPDATE totp SET confirmed_at = $2, last_step = $3 WHERE person_id = $1 AND confirmed_at = '' AND sealed = $4`,
			string(p.Person), tx.Now, step, sealed)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", fault.New(fault.Conflict, "the app was changed meanwhile")
		}
		if err := s.release(tx, a, key); err != nil {
			return "", err
		}
		if err := s.putCodes(tx, p.Person, codes); err != nil {
			return "", err
		}
		return s.factorChanged(tx, by, p, token, "totp.add", ByTOTP, raised(p.Assurance))
	})
	if err != nil {
		return "", nil, err
	}
	return fresh, codes, nil
}

// factorChanged records a changed factor, tells the person, ends every other session and rotates this one's token.
func (s *Service) factorChanged(tx *sqldb.Tx, by audit.By, p *Principal, token, action string, method Method, a Assurance) (string, error) {
	e := by.Entry(action, personObject(p.Person), "")
	e.Subject = string(p.Person)
	if err := s.Audit.Record(tx, e); err != nil {
		return "", err
	}
	if err := s.endAll(tx, by, p.Person, p.Session, "factor"); err != nil {
		return "", err
	}
	if err := s.notice(tx, p.Person, func(w *words) string { return w.NewFactor }); err != nil {
		return "", err
	}
	return s.stepUp(tx, by, token, method, a)
}

// RemoveTOTP takes the app and the recovery codes away, and a password that is too short without it. Somebody of the staff keeps at least one
// second factor: fault.Fields named totp. It returns the session's new token.
func (s *Service) RemoveTOTP(ctx context.Context, by audit.By, token string) (fresh string, err error) {
	defer fault.Wrap(&err, "account.RemoveTOTP")
	p, f, err := s.signedIn(ctx, token, Attempt{})
	if err != nil {
		return "", err
	}
	if err := guard(p, s.DB.Now()); err != nil {
		return "", err
	}
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		if err := lockPerson(tx, p.Person); err != nil { // or the app and the last passkey go at once
			return "", err
		}
		if f, err = factsOf(tx, p.Person, ""); err != nil {
			return "", err
		}
		staff, err := s.onDuty(tx, p.Person)
		if err != nil {
			return "", err
		}
		if staff && !f.passkey {
			return "", fault.Fields{{Name: "totp", Says: in(ctx).LastFactor}}
		}
		if err := s.dropShort(tx, f); err != nil {
			return "", err
		}
		for _, text := range []string{`DELETE FROM totp WHERE person_id = $1`, `DELETE FROM recovery_code WHERE person_id = $1`} {
			if _, err := tx.Exec(text, string(p.Person)); err != nil {
				return "", err
			}
		}
		return s.factorChanged(tx, by, p, token, "totp.remove", ByTOTP, NoAssurance)
	})
}

// dropShort removes a password that is too short without the app. It is never the last way in:
// fault.Fields named totp.
func (s *Service) dropShort(tx *sqldb.Tx, f facts) error {
	if f.hash == "" || f.alone {
		return nil
	}
	linked, err := hasIdentity(tx, f.person)
	if err == nil && !linked && !f.passkey {
		err = fault.Fields{{Name: "totp", Says: in(tx.Context()).Duty.PasswordGoes}}
	}
	if err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM password WHERE person_id = $1`, string(f.person))
	return err
}

// useTOTP checks a code and uses its step up: of many who send one code at once, one is right.
func (s *Service) useTOTP(tx *sqldb.Tx, person PersonID, code string) (bool, error) {
	sealed, ok, err := sqldb.One(tx, sqldb.Text, `SELECT sealed FROM totp WHERE person_id = $1 AND confirmed_at <> ''`, string(person))
	if err != nil || !ok {
		return false, err
	}
	seed, err := s.open(person, sealed)
	if err != nil {
		return false, err
	}
	step, ok := stepOf(seed, code, tx.Now)
	if !ok {
		return false, nil
	}
	n, err := tx.Exec(`UPDATE totp SET last_step = $2 WHERE person_id = $1 AND last_step < $2 AND confirmed_at <> ''`, string(person), step)
	return n == 1, err
}

// stepOf returns the time step, of now and its two neighbours, whose code this is (RFC 6238).
func stepOf(seed []byte, code string, now time.Time) (step int64, ok bool) {
	code = strings.NewReplacer(" ", "", "-", "").Replace(norm.NFKC.String(code))
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(seed)
	here := now.Unix() / totpStep
	for _, at := range []int64{here - 1, here, here + 1} {
		want, err := hotp.GenerateCodeCustom(text, uint64(at), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}) // #nosec G115 -- a time after 1970
		if err == nil && hmac.Equal([]byte(want), []byte(code)) {
			step, ok = at, true
		}
	}
	return step, ok
}
