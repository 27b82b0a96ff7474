package account

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ErrSignInFirst says that an invitation is for the mail address of somebody who has a way in: they
// sign in by it and accept then. A link alone must not pass by a second factor. It is of kind
// fault.Unauthenticated.
var ErrSignInFirst = fmt.Errorf("account: sign in to accept: %w", fault.Unauthenticated)

// Acceptance is the answer to an invitation or a set-up link.
type Acceptance struct {
	Code     string // of the link
	Name     string // "" = as invited
	Kana     string
	Mail     string // of the first administrator; an invitation has its own
	Password string // "" = none now
	// Challenge and Passkey are the answer to BeginAccept, nil = none.
	Challenge   string
	Passkey     io.Reader
	PasskeyName string
}

const passkeyAccept = "passkey.accept"

// accepting is what a ceremony of an invitation needs until its answer comes.
type accepting struct {
	Session webauthn.SessionData
	Handle  string
	Ticket  string
}

// BeginAccept begins to make a passkey with which an invitation or the set-up is accepted. name is
// what the person's device will show. It returns options and challenge as BeginPasskey does.
func (s *Service) BeginAccept(ctx context.Context, code, name string) (options []byte, challengeToken string, err error) {
	defer fault.Wrap(&err, "account.BeginAccept")
	rp, err := s.relyingParty()
	if err != nil {
		return nil, "", err
	}
	k, err := s.Ticket(ctx, code)
	if err != nil {
		return nil, "", err
	}
	owner := keyOwner{handle: secret(), name: k.Email, display: name}
	if k.Person != "" {
		owner, err = view(ctx, s, func(tx *sqldb.Tx) (keyOwner, error) {
			o, _, err := ownerOf(tx, k.Person)
			return o, err
		})
		if err != nil {
			return nil, "", err
		}
	}
	if owner.display == "" {
		owner.display = k.Name
	}
	if owner.name == "" {
		owner.name = owner.display
	}
	made, session, err := rp.BeginRegistration(owner)
	if err != nil {
		return nil, "", err
	}
	content, err := json.Marshal(accepting{*session, owner.handle, k.ID})
	if err != nil {
		return nil, "", err
	}
	if options, err = json.Marshal(made); err != nil {
		return nil, "", err
	}
	challengeToken, err = update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		return begin(tx, challenge{passkeyAccept, "", string(content)}, passkeyTime)
	})
	return options, challengeToken, err
}

// madeKey is a passkey made while accepting.
type madeKey struct {
	handle string
	record string
	id     []byte
	count  int64
}

func (s *Service) acceptKey(ctx context.Context, k Ticket, x Acceptance) (m *madeKey, err error) {
	rp, err := s.relyingParty()
	if err != nil {
		return nil, err
	}
	c, err := update(ctx, s, func(tx *sqldb.Tx) (challenge, error) { return take(tx, passkeyAccept, x.Challenge) })
	if err != nil {
		return nil, err
	}
	var a accepting
	if err := json.Unmarshal([]byte(c.content), &a); err != nil {
		return nil, err
	}
	if a.Ticket != k.ID {
		return nil, ErrOver
	}
	answer, err := protocol.ParseCredentialCreationResponseBody(io.LimitReader(x.Passkey, maxAnswer))
	if err != nil {
		return nil, fault.New(ErrRefused, "the browser's answer: %v", err)
	}
	key, err := rp.CreateCredential(keyOwner{handle: a.Handle}, a.Session, answer)
	if err != nil {
		return nil, fault.New(ErrRefused, "the passkey: %v", err)
	}
	key.Attestation = webauthn.CredentialAttestation{}
	record, err := json.Marshal(key)
	return &madeKey{a.Handle, string(record), key.ID, int64(key.Authenticator.SignCount)}, err
}

// Accept uses an invitation's or a set-up's link up: the person is made, gets the post, the
// password or passkey that they chose, and a session. Somebody signed in to whom the invitation is
// addressed only gets the post. Errors: fault.Gone, fault.Fields named name, kana, mail, password,
// ErrSignInFirst, ErrOver, ErrRefused.
func (s *Service) Accept(ctx context.Context, by audit.By, a Attempt, x Acceptance) (out SignedIn, err error) {
	defer fault.Wrap(&err, "account.Accept")
	w := in(ctx)
	var f facts
	k, err := view(ctx, s, func(tx *sqldb.Tx) (k Ticket, err error) {
		if k, err = openLink(tx, x.Code); err != nil {
			return k, err
		}
		f, err = s.invited(tx, k, a)
		return k, err
	})
	if err != nil {
		return out, err
	}
	if entered(f) {
		if by.Actor != audit.Actor(f.person) {
			return out, ErrSignInFirst
		}
		return out, s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.join(tx, by, k, f.person) })
	}
	input := PersonInput{Name: x.Name, Kana: x.Kana, Email: k.Email, Lang: k.Lang}
	if k.Kind == SetupTicket {
		input.Email = x.Mail
	}
	if input.Name == "" {
		input.Name, input.Kana = k.Name, k.Kana
	}
	if f.person == "" {
		if input, err = input.clean(w); err != nil {
			return out, err
		}
	}
	hash := ""
	if x.Password != "" {
		if err := s.fit(w, x.Password, LeastAlone, input); err != nil {
			return out, err
		}
		if hash, err = s.hashPassword(ctx, x.Password); err != nil {
			return out, err
		}
	}
	var key *madeKey
	if x.Passkey != nil {
		if key, err = s.acceptKey(ctx, k, x); err != nil {
			return out, err
		}
	}
	return update(ctx, s, func(tx *sqldb.Tx) (SignedIn, error) {
		return s.accept(tx, by, a, k, f, input, hash, key, x.PasskeyName)
	})
}

// entered says whether somebody has come in before, or can.
func entered(f facts) bool { return f.hash != "" || f.totp || f.passkey }

// invited finds whom a ticket is for: the person that it names, or who has its mail address.
func (s *Service) invited(tx *sqldb.Tx, k Ticket, a Attempt) (f facts, err error) {
	switch {
	case k.Person != "":
		f, err = factsOf(tx, k.Person, a.Device)
	case k.Email != "":
		f, err = factsNamed(tx, k.Email, a.Device)
	}
	if err != nil || f.person == "" {
		return f, err
	}
	if f.status != Active {
		return f, fault.New(fault.Gone, "the person is %s", f.status)
	}
	linked, err := hasIdentity(tx, f.person)
	if linked {
		f.passkey = true // a way in as well
	}
	if err != nil || k.Person != "" || entered(f) {
		return f, err
	}
	// Whoever reads the mail of an address is not for that somebody of the staff who has never come in:
	// those are invited by who they are.
	if staff, err := s.onDuty(tx, f.person); err != nil || staff {
		return facts{}, cmp.Or(err, fault.New(fault.Gone, "the address is of somebody of the staff"))
	}
	return f, nil
}

// accept writes what Accept has prepared.
func (s *Service) accept(tx *sqldb.Tx, by audit.By, a Attempt, k Ticket, f facts, input PersonInput, hash string, key *madeKey, name string) (out SignedIn, err error) {
	now, err := s.invited(tx, k, a)
	if err != nil {
		return out, err
	}
	if now.person != f.person || entered(now) {
		return out, fault.New(fault.Conflict, "the person came in meanwhile")
	}
	person := f.person
	if k.Kind == SetupTicket {
		if err := nobody(tx); err != nil {
			return out, err
		}
	}
	if person == "" {
		by.Actor = k.actor(by)
		if person, err = s.CreatePersonTx(tx, by, input); err != nil {
			return out, err
		}
	}
	if key != nil { // somebody on record, found by their address alone, has no other passkey yet
		if _, err := tx.Exec(`UPDATE person SET handle = $2 WHERE id = $1`, string(person), key.handle); err != nil {
			return out, err
		}
	}
	if err := s.join(tx, by, k, person); err != nil {
		return out, err
	}
	if hash != "" {
		if err := putPassword(tx, person, "", hash, true); err != nil {
			return out, err
		}
	}
	assurance, method := OneFactor, methodOf(k.Kind)
	if key != nil {
		assurance = MultiFactor
		if name = cut(name, 60); name == "" {
			name = tx.Now.Format("2006-01-02")
		}
		n, err := tx.Exec(`INSERT INTO passkey (id, person_id, credential, record, sign_count, name, created_at, used_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, '') ON CONFLICT (credential) DO NOTHING`,
			s.IDs.New(tx.Now), string(person), credentialText(key.id), key.record, key.count, name, tx.Now)
		if err != nil {
			return out, err
		}
		if n == 0 {
			return out, ErrRefused
		}
	}
	out.Person = person
	if out.Token, err = s.start(tx, by, person, method, assurance, a.Agent, a.Old); err != nil {
		return out, err
	}
	return out, s.remember(tx, person, a.Device)
}

// actor is who makes a person of a ticket: who gave it, or the console.
func (k Ticket) actor(by audit.By) audit.Actor {
	if k.Actor != "" {
		return k.Actor
	}
	return by.Actor
}

// join uses the ticket up and gives the person its post.
func (s *Service) join(tx *sqldb.Tx, by audit.By, k Ticket, person PersonID) error {
	if err := consume(tx, k, person); err != nil {
		return err
	}
	if err := s.taken(tx, by, k, person); err != nil {
		return err
	}
	for _, f := range s.Joined {
		if err := f(tx, by, k, person); err != nil {
			return err
		}
	}
	if k.Actor != "" {
		by.Actor = k.Actor // the post is given by who invited
	}
	if k.Kind == SetupTicket {
		post, err := s.CreatePostTx(tx, by, PostInput{Unit: "システム管理", Title: "管理者", Scope: Scope{Kind: OfPrefecture}, Roles: []string{k.role}})
		if err != nil {
			return err
		}
		k.Post = post
	}
	if k.Post == "" {
		return nil
	}
	from := k.From
	if today := term.Of(tx.Now); from.Before(today) {
		from = today
	}
	_, err := s.AppointTx(tx, by, k.Post, person, from, k.Until)
	var fields fault.Fields
	if errors.As(err, &fields) && fields.Says("person") == in(tx.Context()).Held {
		return nil // holds it already
	}
	return err
}

// AcceptCard signs in with a printed card: the person's number, its code, and the password to use
// from now on. Wrong codes slow the client that sends them. Whoever has a second factor still shows it.
// Errors: ErrRefused, Throttled, fault.Fields named password, after which the card still works.
func (s *Service) AcceptCard(ctx context.Context, by audit.By, a Attempt, number, code, password string) (out SignedIn, err error) {
	defer fault.Wrap(&err, "account.AcceptCard")
	f, err := view(ctx, s, func(tx *sqldb.Tx) (facts, error) { return factsNamed(tx, number, a.Device) })
	if err != nil {
		return out, err
	}
	key := s.cardKey(f, a)
	if err := s.reserve(ctx, a, key); err != nil {
		return out, err
	}
	var right bool
	k, err := update(ctx, s, func(tx *sqldb.Tx) (k Ticket, err error) {
		k, right, err = s.tryCard(tx, f, code)
		if err == nil && !right {
			err = s.failed(tx, by, f, ByCard)
		}
		return k, err
	})
	if err != nil {
		return out, err
	}
	if !right {
		return out, ErrRefused
	}
	if err := s.fit(in(ctx), password, least(f), f.input()); err != nil {
		return out, errors.Join(err, s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.release(tx, a, key) }))
	}
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return out, err
	}
	out, err = update(ctx, s, func(tx *sqldb.Tx) (out SignedIn, err error) {
		if err := consume(tx, k, f.person); err != nil {
			return out, err
		}
		if err := s.taken(tx, by, k, f.person); err != nil {
			return out, err
		}
		if err := putPassword(tx, f.person, f.hash, hash, alone(password)); err != nil {
			return out, err
		}
		if err := s.release(tx, a, key); err != nil {
			return out, err
		}
		if err := relent(tx, f.person); err != nil {
			return out, err
		}
		if err := s.endAll(tx, by, f.person, "", "password"); err != nil {
			return out, err
		}
		if err := s.notice(tx, f.person, func(w *words) string { return w.NewPassword }); err != nil {
			return out, err
		}
		return s.afterFirst(tx, by, a, f, ByCard)
	})
	if errors.Is(err, fault.Gone) || errors.Is(err, fault.Conflict) {
		err = ErrRefused
	}
	return out, err
}

// tryCard looks at a code, the try having been counted.
func (s *Service) tryCard(tx *sqldb.Tx, f facts, code string) (k Ticket, right bool, err error) {
	if !f.active() {
		return k, false, nil
	}
	return sqldb.One(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket k
		WHERE k.person_id = $1 AND k.secret_hash = $2 AND k.kind IN ('card', 'reset') AND k.used_at = '' AND k.void_at = '' AND k.expires_at > $3`,
		string(f.person), s.cardHash(f.person, code), tx.Now)
}
