package account

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/netip"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/sqldb"
)

// maxAnswer bounds what a browser answers in a ceremony, in bytes.
const maxAnswer = 64 << 10

// PasskeysOff says why this site can have no passkeys, "" when it can: they belong to a host name,
// and browsers make them on secure pages alone.
func (s *Service) PasskeysOff() string {
	u, err := url.Parse(s.RP.Origin)
	if err != nil || s.RP.ID == "" || u.Host == "" {
		return "the site has no public address"
	}
	if _, err := netip.ParseAddr(strings.Trim(u.Hostname(), "[]")); err == nil {
		return "the site's address is a number; passkeys need a host name"
	}
	if u.Scheme != "https" && u.Hostname() != "localhost" {
		return "the site's address is not https"
	}
	return ""
}

// relyingParty makes the library's view of the site. It is made each time: the library writes to it.
func (s *Service) relyingParty() (*webauthn.WebAuthn, error) {
	if off := s.PasskeysOff(); off != "" {
		return nil, fault.New(fault.Unavailable, "%s", off)
	}
	limit := webauthn.TimeoutConfig{Timeout: passkeyTime, TimeoutUVD: passkeyTime}
	return webauthn.New(&webauthn.Config{
		RPID: s.RP.ID, RPDisplayName: s.RP.Name, RPOrigins: []string{s.RP.Origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: limit, Registration: limit},
	})
}

// keyOwner is a person as the library sees them.
type keyOwner struct {
	handle, name, display string
	keys                  []webauthn.Credential
}

// WebAuthnID is random, not the person's id.
func (o keyOwner) WebAuthnID() []byte { return []byte(o.handle) }

// WebAuthnName is what the person's own device shows.
func (o keyOwner) WebAuthnName() string { return o.name }

// WebAuthnDisplayName is the person's name on their own device.
func (o keyOwner) WebAuthnDisplayName() string { return o.display }

// WebAuthnCredentials are the person's passkeys.
func (o keyOwner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

// storedKey is a passkey as it stands in the database.
type storedKey struct {
	id     string
	record webauthn.Credential
}

func ownerOf(tx *sqldb.Tx, person PersonID) (o keyOwner, keys []storedKey, err error) {
	p, err := personByID(tx, person)
	if err != nil {
		return o, nil, err
	}
	if o.handle, _, err = sqldb.One(tx, sqldb.Text, `SELECT handle FROM person WHERE id = $1`, string(person)); err != nil {
		return o, nil, err
	}
	o.display = p.Name
	if o.name = p.Email; o.name == "" {
		o.name = p.Number
	}
	keys, err = sqldb.All(tx, func(r sqldb.Row) (k storedKey, err error) {
		var record string
		var n int64
		if err := r.Scan(&k.id, &record, &n); err != nil {
			return k, err
		}
		err = json.Unmarshal([]byte(record), &k.record)
		k.record.Authenticator.SignCount = uint32(n) // #nosec G115 -- the column was written from a uint32
		return k, err
	}, `SELECT id, record, sign_count FROM passkey WHERE person_id = $1 ORDER BY id`, string(person))
	for _, k := range keys {
		o.keys = append(o.keys, k.record)
	}
	return o, keys, err
}

func credentialText(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// keep stores what a ceremony needs until its answer comes, and returns the options for the
// browser as JSON and the challenge's secret.
func (s *Service) keep(ctx context.Context, kind string, person PersonID, options any, session *webauthn.SessionData) ([]byte, string, error) {
	content, err := json.Marshal(session)
	if err != nil {
		return nil, "", err
	}
	out, err := json.Marshal(options)
	if err != nil {
		return nil, "", err
	}
	token, err := update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		return begin(tx, challenge{kind, person, string(content)}, passkeyTime)
	})
	return out, token, err
}

// finish takes the ceremony that a challenge's secret names.
func (s *Service) finish(ctx context.Context, kind, token string) (c challenge, session webauthn.SessionData, err error) {
	if c, err = update(ctx, s, func(tx *sqldb.Tx) (challenge, error) { return take(tx, kind, token) }); err != nil {
		return c, session, err
	}
	return c, session, json.Unmarshal([]byte(c.content), &session)
}

// BeginPasskey begins to make a passkey for the person signed in. It returns the options for the
// browser's navigator.credentials.create as JSON, and a challenge to give back to FinishPasskey.
func (s *Service) BeginPasskey(ctx context.Context, p *Principal) (options []byte, challenge string, err error) {
	defer fault.Wrap(&err, "account.BeginPasskey")
	if err := guard(p, s.DB.Now()); err != nil {
		return nil, "", err
	}
	rp, err := s.relyingParty()
	if err != nil {
		return nil, "", err
	}
	owner, err := view(ctx, s, func(tx *sqldb.Tx) (keyOwner, error) {
		o, _, err := ownerOf(tx, p.Person)
		return o, err
	})
	if err != nil {
		return nil, "", err
	}
	made, session, err := rp.BeginRegistration(owner, webauthn.WithExclusions(webauthn.Credentials(owner.keys).CredentialDescriptors()))
	if err != nil {
		return nil, "", err
	}
	return s.keep(ctx, passkeyMake, p.Person, made, session)
}

// FinishPasskey stores the passkey that the browser made, under a name, ends every other session
// of the person, and returns the session's new token.
func (s *Service) FinishPasskey(ctx context.Context, by audit.By, token, challenge, name string, body io.Reader) (fresh string, err error) {
	defer fault.Wrap(&err, "account.FinishPasskey")
	p, err := s.Load(ctx, token)
	if err != nil {
		return "", err
	}
	if err := guard(p, s.DB.Now()); err != nil {
		return "", err
	}
	rp, err := s.relyingParty()
	if err != nil {
		return "", err
	}
	c, session, err := s.finish(ctx, passkeyMake, challenge)
	if err != nil {
		return "", err
	}
	if c.person != p.Person {
		return "", ErrOver
	}
	answer, err := protocol.ParseCredentialCreationResponseBody(io.LimitReader(body, maxAnswer))
	if err != nil {
		return "", fault.New(ErrRefused, "the browser's answer: %v", err)
	}
	owner, err := view(ctx, s, func(tx *sqldb.Tx) (keyOwner, error) {
		o, _, err := ownerOf(tx, p.Person)
		return o, err
	})
	if err != nil {
		return "", err
	}
	key, err := rp.CreateCredential(owner, session, answer)
	if err != nil {
		return "", fault.New(ErrRefused, "the passkey: %v", err)
	}
	key.Attestation = webauthn.CredentialAttestation{} // none was asked for
	record, err := json.Marshal(key)
	if err != nil {
		return "", err
	}
	if name = cut(text.Clean(name), 60); name == "" {
		name = s.DB.Now().UTC().Format("2006-01-02")
	}
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		n, err := tx.Exec(`INSERT INTO passkey (id, person_id, credential, record, sign_count, name, created_at, used_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, '') ON CONFLICT (credential) DO NOTHING`,
			s.IDs.New(tx.Now), string(p.Person), credentialText(key.ID), string(record), int64(key.Authenticator.SignCount), name, tx.Now)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", fault.New(fault.Conflict, "the passkey is on record already")
		}
		return s.factorChanged(tx, by, p, token, "passkey.add", ByPasskey, raised(p.Assurance))
	})
}

// BeginPasskeySignIn begins a sign-in with any passkey of this site that the browser has. It
// returns the options for navigator.credentials.get as JSON, and a challenge for FinishPasskeySignIn.
func (s *Service) BeginPasskeySignIn(ctx context.Context) (options []byte, challenge string, err error) {
	defer fault.Wrap(&err, "account.BeginPasskeySignIn")
	return s.ask(ctx, passkeySignIn, "")
}

// BeginPasskeyConfirm begins to have somebody signed in prove again who they are.
func (s *Service) BeginPasskeyConfirm(ctx context.Context, p *Principal) (options []byte, challenge string, err error) {
	defer fault.Wrap(&err, "account.BeginPasskeyConfirm")
	return s.ask(ctx, passkeyConfirm, p.Person)
}

func (s *Service) ask(ctx context.Context, kind string, person PersonID) ([]byte, string, error) {
	rp, err := s.relyingParty()
	if err != nil {
		return nil, "", err
	}
	options, session, err := rp.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", err
	}
	return s.keep(ctx, kind, person, options, session)
}

// shown is a passkey that answered rightly.
type shown struct {
	facts facts
	key   storedKey
}

// prove checks the browser's answer to a challenge. What it knows of the person comes back even
// with an error, for the log.
func (s *Service) prove(ctx context.Context, kind, token, device string, body io.Reader) (x shown, err error) {
	rp, err := s.relyingParty()
	if err != nil {
		return x, err
	}
	c, session, err := s.finish(ctx, kind, token)
	if err != nil {
		return x, err
	}
	answer, err := protocol.ParseCredentialRequestResponseBody(io.LimitReader(body, maxAnswer))
	if err != nil {
		return x, fault.New(ErrRefused, "the browser's answer: %v", err)
	}
	var keys []storedKey
	find := func(raw, handle []byte) (owner webauthn.User, err error) {
		err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
			person, ok, err := sqldb.One(tx, sqldb.Text, `SELECT person_id FROM passkey WHERE credential = $1`, credentialText(raw))
			if err != nil {
				return err
			}
			if !ok || c.person != "" && string(c.person) != person {
				return ErrRefused
			}
			if x.facts, err = factsOf(tx, PersonID(person), device); err != nil {
				return err
			}
			owner, keys, err = firstTwo(ownerOf(tx, PersonID(person)))
			return err
		})
		return owner, err
	}
	_, key, err := rp.ValidatePasskeyLogin(find, session, answer)
	if err != nil {
		return x, fault.New(ErrRefused, "the passkey: %v", err)
	}
	for _, k := range keys {
		if string(k.record.ID) == string(key.ID) {
			x.key = storedKey{k.id, *key}
		}
	}
	return x, nil
}

func firstTwo(o keyOwner, keys []storedKey, err error) (webauthn.User, []storedKey, error) {
	return o, keys, err
}

// used moves a passkey's counter on. It is not ok when the counter went back or stood still: then
// there are two of one passkey, which is on record.
func (s *Service) used(tx *sqldb.Tx, by audit.By, x shown) (ok bool, err error) {
	ok = !x.key.record.Authenticator.CloneWarning
	if ok {
		record, err := json.Marshal(x.key.record)
		if err != nil {
			return false, err
		}
		n, err := tx.Exec(`UPDATE passkey SET sign_count = $2, record = $3, used_at = $4
			WHERE id = $1 AND (sign_count < $2 OR ($2 = 0 AND sign_count = 0))`,
			x.key.id, int64(x.key.record.Authenticator.SignCount), string(record), tx.Now)
		if err != nil {
			return false, err
		}
		ok = n == 1
	}
	if ok {
		return true, nil
	}
	e := by.Entry("passkey.clone", personObject(x.facts.person), `{"passkey":"`+x.key.id+`"}`)
	e.Subject, e.Result, e.Reason = string(x.facts.person), audit.Failed, "counter"
	return false, s.Audit.Record(tx, e)
}

// FinishPasskeySignIn signs in whose passkey answered. Errors: ErrRefused, ErrOver.
func (s *Service) FinishPasskeySignIn(ctx context.Context, by audit.By, a Attempt, challenge string, body io.Reader) (in SignedIn, err error) {
	defer fault.Wrap(&err, "account.FinishPasskeySignIn")
	x, err := s.prove(ctx, passkeySignIn, challenge, a.Device, body)
	if err != nil {
		return in, s.unproved(ctx, by, x, err)
	}
	right := false
	in, err = update(ctx, s, func(tx *sqldb.Tx) (in SignedIn, err error) {
		if right, err = s.used(tx, by, x); err != nil {
			return in, err
		}
		if right = right && x.facts.active(); !right {
			return in, s.failed(tx, by, x.facts, ByPasskey)
		}
		in.Person = x.facts.person
		if in.Token, err = s.start(tx, by, in.Person, ByPasskey, MultiFactor, a.Agent, a.Old); err != nil {
			return in, err
		}
		if err := relent(tx, in.Person); err != nil {
			return in, err
		}
		return in, s.remember(tx, in.Person, a.Device)
	})
	if err == nil && !right {
		err = ErrRefused
	}
	return in, err
}

// unproved records why a passkey did not sign somebody in.
func (s *Service) unproved(ctx context.Context, by audit.By, x shown, cause error) error {
	err := s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.failed(tx, by, x.facts, ByPasskey) })
	if err != nil {
		return err
	}
	return cause
}

// FinishPasskeyConfirm gives the session of whose passkey answered a new token, of two factors.
func (s *Service) FinishPasskeyConfirm(ctx context.Context, by audit.By, a Attempt, token, challenge string, body io.Reader) (fresh string, err error) {
	defer fault.Wrap(&err, "account.FinishPasskeyConfirm")
	p, err := s.Load(ctx, token)
	if err != nil {
		return "", err
	}
	x, err := s.prove(ctx, passkeyConfirm, challenge, a.Device, body)
	if err == nil && x.facts.person != p.Person {
		err = ErrRefused
	}
	if err != nil {
		return "", s.unproved(ctx, by, x, err)
	}
	right := false
	fresh, err = update(ctx, s, func(tx *sqldb.Tx) (fresh string, err error) {
		if right, err = s.used(tx, by, x); err != nil || !right {
			return "", err
		}
		return s.stepUp(tx, by, token, ByPasskey, MultiFactor)
	})
	if err == nil && !right {
		err = ErrRefused
	}
	return fresh, err
}
