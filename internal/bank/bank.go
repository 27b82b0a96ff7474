package bank

import (
	"context"
	"sync"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/blob"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Kind names listings to the search feed.
const Kind = "listing"

// Service is what the bank does. Build it with a struct literal.
type Service struct {
	DB       *sqldb.DB
	IDs      *id.Source
	Audit    audit.Log
	Register *register.Service
	People   *account.Service
	Mail     *mail.Outbox // nil = nobody is told, for tools
	Frame    mail.Frame
	Calendar term.Calendar
	Key      []byte // the installation's secret: links and seeds hang on it
	Index    *search.Index
	Wake     chan struct{} // Feed's Wake, or nil
	Files    *blob.Store   // of photos; nil = there are none

	developing sync.Mutex

	// Checkers are told, in the transaction, that a listing waits for the centre's check for longer than
	// promised; nil = nobody.
	Checkers func(tx *sqldb.Tx, l *Listing) error
	// Entries are the ids of the inquiries that take part in a draw; nil = none do. Drawn is told the order
	// that was drawn; nil = nobody.
	Entries func(tx *sqldb.Tx, listing string) ([]string, error)
	Drawn   func(tx *sqldb.Tx, by audit.By, l *Listing, result []string) error
	// Closing is told, in the transaction, that a listing is withdrawn or complete: what is still open
	// about it ends there. One that only left the list on its last day is not over.
	Closing []func(tx *sqldb.Tx, by audit.By, l *Listing) error
	// Expired is told, in the transaction, that a listing left the list on its last day.
	Expired []func(tx *sqldb.Tx, by audit.By, l *Listing) error
	// Freed is told, in the transaction, that there is more of a published listing than before.
	Freed []func(tx *sqldb.Tx, by audit.By, l *Listing) error
}

// The kinds of due rows. Their subject is the listing's id.
const (
	dueDraftWarn = "bank.draftwarn" // a draft that nobody touched for a long time
	dueDraft     = "bank.draft"     // nor after the warning
	dueWarn30    = "bank.warn30"    // 30 days before the listing leaves the list
	dueWarn7     = "bank.warn7"     // 7 days before
	dueExpire    = "bank.expire"    // its last day is over
	dueCheck     = "bank.check"     // the centre has not looked at it for too long
	dueApproval  = "bank.approval"  // a superior's link expires
	dueOneOff    = "bank.oneoff"    // the personal data of a one-off form go
	dueDraw      = "bank.draw"      // the deadline of a lottery is over
)

// Work registers what happens when something is due, before the queue starts.
func (s *Service) Work(q *jobs.Queue) {
	q.OnDue(dueDraftWarn, s.warnDraft)
	q.OnDue(dueDraft, s.dropDraft)
	q.OnDue(dueWarn30, s.warn(30, 8))
	q.OnDue(dueWarn7, s.warn(7, 0))
	q.OnDue(dueExpire, s.expire)
	q.OnDue(dueCheck, s.remind)
	q.OnDue(dueApproval, s.approvalOver)
	q.OnDue(dueOneOff, s.forgetOneOff)
	q.OnDue(dueDraw, s.drawLots)
}

// touched tells every node's index that listings changed.
func (s *Service) touched(tx *sqldb.Tx, ids ...string) {
	search.Touch(tx, Kind, ids...)
	if s.Wake != nil {
		tx.AfterCommit(func() {
			select {
			case s.Wake <- struct{}{}:
			default:
			}
		})
	}
}

// Listing returns a listing, or fault.NotFound.
func (s *Service) Listing(ctx context.Context, id string) (l Listing, err error) {
	defer fault.Wrap(&err, "bank.Listing(%q)", id)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		l, err = ListingTx(tx, id)
		return err
	})
	return l, err
}

// ListingTx is Listing within the caller's transaction.
func ListingTx(tx *sqldb.Tx, id string) (Listing, error) {
	l, ok, err := byID(tx, id)
	if err == nil && !ok {
		err = fault.NotFound
	}
	return l, err
}
