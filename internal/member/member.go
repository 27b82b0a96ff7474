// Package member is how organizations come in and who acts for them: groups and companies apply,
// people claim a body that an import brought, proxies enter one that asked them to, owners invite
// colleagues and hand over to a successor (plan section 3(1), 社会貢献バンク and NPO法人公開情報登録システム).
//
// It asks no permissions: the route's action and the permission table did. It holds every record to
// its states and to its version.
package member

import (
	"context"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Service is what member does. Build it with a struct literal.
type Service struct {
	DB       *sqldb.DB
	IDs      *id.Source
	Audit    audit.Log
	Register *register.Service
	People   *account.Service
	Mail     *mail.Outbox
	Frame    mail.Frame
	Key      []byte // the installation's secret: codes of letters are stored under it
}

// The kinds of due rows.
const (
	dueClaim = "member.claim" // a claim whose letter was not answered
	dueDraft = "member.draft" // an application that was never sent
)

// Work registers what happens when something is due, before the queue starts.
func (s *Service) Work(q *jobs.Queue) {
	q.OnDue(dueClaim, s.expireClaim)
	q.OnDue(dueDraft, s.forgetDraft)
}

// actor is the person who acts. What acts without a person has no applications of its own.
func actor(by audit.By) account.PersonID { return account.PersonID(by.Actor) }

// Says are the texts of refusals in the reader's language, by what is wrong.
type Says struct {
	NameMissing, NameLong, KanaMissing, KanaWrong, Kind, Number, NumberNPO, NumberOwned string
	PostalCode, City, StreetMissing, Long, LineMissing, LineLong, Fields, Industry      string
	Established, Representative, Phone, Mail, Terms, Pledge                             string
	ReasonMissing, ReasonLong, Position, Way, ClaimOpen                                 string
	CodeWrong, PersonMissing, Begins, SuccessionOpen, Channel, AskedBy, Consent         string
	ConsentOn                                                                           string
	TriesLeft                                                                           func(n int) string
}

// reason checks the reason of a refusal that somebody will read.
func (w *Says) reason(text string) error {
	switch n := len([]rune(text)); {
	case n == 0:
		return fault.Fields{{Name: "reason", Says: w.ReasonMissing}}
	case n > maxReason:
		return fault.Fields{{Name: "reason", Says: w.ReasonLong}}
	}
	return nil
}

// maxReason is the longest reason, in characters.
const maxReason = 1000

// one reads a record in a transaction of its own; a missing one is fault.NotFound.
func one[T any](ctx context.Context, db *sqldb.DB, read func(tx *sqldb.Tx) (T, bool, error)) (v T, err error) {
	err = db.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		v, ok, err = read(tx)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return v, err
}

// moved turns the number of rows that a guarded UPDATE changed into its error: nobody else may have
// changed the record since it was read.
func moved(n int64, err error) error {
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the record has moved on")
	}
	return err
}
