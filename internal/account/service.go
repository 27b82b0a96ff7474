package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

// Message is a mail that the service wants to be sent with the transaction.
type Message = mail.Message

// RelyingParty is the site as passkeys know it.
type RelyingParty struct {
	ID     string // the host name of the site's public address
	Origin string // https://host, without a slash at the end
	Name   string
}

// Service keeps people, posts, ways to sign in and sessions. Make it with a struct literal; only
// DB and IDs are always needed.
type Service struct {
	DB    *sqldb.DB
	IDs   *id.Source
	Audit audit.Log
	// Key is 32 secret bytes: it seals the seeds of one-time codes and keys the hashes of codes that
	// are short enough to be guessed from a copy of the database.
	Key []byte
	RP  RelyingParty
	// Mail sends a message with the transaction. nil: there is no mail, and what needs it says so.
	Mail  func(tx *sqldb.Tx, m Message) error
	Frame mail.Frame // around the texts of mails
	// Hash holds a place for each password that is being hashed: its capacity bounds the memory,
	// 19 MiB each. nil: no bound.
	Hash chan struct{}
	// Staff says whether a role is one of 県, センター, 財団, 市町 and others who see more than the
	// public: shorter sessions, a second factor. nil: none is.
	Staff func(role string) bool
	// Chiefs lists the roles of those who decide who holds a post: they are told when somebody else
	// gives one of the staff. nil: nobody is told.
	Chiefs func() []string
	// Matters are the other packages' lists of what a post has open, for hand-over pages.
	Matters []func(tx *sqldb.Tx, post PostID) ([]Matter, error)
	// Erasing erases what the other packages keep about a person whose data go.
	Erasing []Eraser
	// Ties are the other packages' lists of what somebody must hand over before they leave.
	Ties []func(tx *sqldb.Tx, person PersonID) ([]Tie, error)
	// Joined are told of accepted invitations.
	Joined []Joined
	// Common asks whether a password is known from elsewhere, besides the list of this package.
	Common func(password string) bool
}

// speaks is the key of the reader's language in a context.
type speaks struct{}

// Speak returns a context under which the service says what is wrong with an input in a language,
// "ja" (which it is without) or "en".
func Speak(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, speaks{}, lang)
}

// secret returns 256 random bits as text of 43 characters.
func secret() string {
	var b [32]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// digest returns how a long secret is stored: nobody finds 256 bits from it.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// keyed returns how a code that people type is stored, or a value that must not be tried against
// a copy of the database: a MAC for one use.
func (s *Service) keyed(use, value string) string {
	mac := hmac.New(sha256.New, s.Key)
	mac.Write([]byte("kyodo " + use + "\n" + value))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// staff says whether any of the holdings is of a role of the staff.
func (s *Service) staff(list []Holding) bool {
	for _, h := range list {
		if s.Staff != nil && s.Staff(h.Role) {
			return true
		}
	}
	return false
}

// view runs f on a snapshot and returns what it finds.
func view[T any](ctx context.Context, s *Service, f func(tx *sqldb.Tx) (T, error)) (v T, err error) {
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		v, err = f(tx)
		return err
	})
	return v, err
}

// update runs f in a transaction and returns what the run that counted made.
func update[T any](ctx context.Context, s *Service, f func(tx *sqldb.Tx) (T, error)) (v T, err error) {
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		v, err = f(tx)
		return err
	})
	return v, err
}

// Sweep deletes what has no use any more: sessions after 400 days, things begun and never
// finished, counts of failures after two days, devices not seen for 400 days.
func (s *Service) Sweep(tx *sqldb.Tx) error {
	days := func(n int) time.Time { return tx.Now.Add(-time.Duration(n) * 24 * time.Hour) }
	for _, q := range []struct {
		text   string
		before time.Time
	}{
		{`DELETE FROM challenge WHERE expires_at < $1`, days(1)},
		{`DELETE FROM sign_in_failure WHERE at < $1`, days(2)},
		{`DELETE FROM device WHERE seen_at < $1`, days(400)},
		{`DELETE FROM session WHERE seen_at < $1`, days(400)},
	} {
		if _, err := tx.Exec(q.text, q.before); err != nil {
			return err
		}
	}
	return nil
}
