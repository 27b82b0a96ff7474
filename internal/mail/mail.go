// Package mail sends mail: Send writes it in the transaction of what it tells, and a job delivers
// it after the commit, with retries. No mail is lost, and none is sent twice unless the process
// died, or the connection broke, between the relay's answer and our note of it; then both have one
// Message-ID, by which readers' programs know them as one.
package mail

import (
	"context"
	"time"

	"kyodo/internal/sqldb"
)

// Message is what somebody is told. Subject comes from the program's own words, never from users;
// what users wrote stands in Text alone.
type Message struct {
	To           string // one address without a name
	ToName       string // for lists of mails; it does not enter the mail
	Kind         string // what the mail is about, such as "account.invite"; Recheck goes by it
	Subject      string
	Text         string // see Frame.Compose
	Unsubscribe  string // the address that ends mails of this kind by GET and a button, and by POST at once; or ""
	Secret       bool   // Text signs somebody in: it is erased once the mail is sent
	Person       string // the person's id, or ""
	Organization string // the organization's id for which the person is told, or ""
	Ref          string // what it is about, such as "organization/ID", or ""
}

// Mail is a stored mail.
type Mail struct {
	Message
	ID        string
	MessageID string // without the angle brackets
	State     State
	Attempts  int
	LastError string
	CreatedAt time.Time
	SentAt    time.Time // zero until sent or recorded

	turn    int64
	again   bool
	takenAt time.Time
}

// State says how far a mail is.
type State string

// The states.
const (
	Queued   State = "queued"   // a job will send it
	Sending  State = "sending"  // a job is sending it, or died doing so
	Sent     State = "sent"     // the relay took it
	Recorded State = "recorded" // the demo and tests keep it instead of sending it
	Held     State = "held"     // no relay is configured, or the database was restored; see Restored
	Dropped  State = "dropped"  // whom it was for lost the right to it before it was sent
	Failed   State = "failed"   // given up; a person may Retry
)

// States returns every state, in the order in which a list of them reads well.
func States() []State { return []State{Queued, Sending, Held, Failed, Sent, Recorded, Dropped} }

// Sender delivers one mail and says what became of it: Sent or Recorded. at is the moment for the
// Date header. An error for which Permanent is true is not tried again.
type Sender interface {
	Send(ctx context.Context, m Mail, at time.Time) (State, error)
}

// Recheck says at the moment of sending whether the mail may still go: the recipient may have lost
// the right since. It must not write.
type Recheck func(tx *sqldb.Tx, m Mail) (ok bool, err error)

// Recorder is the Sender of the demo and of tests: mails are kept, in state Recorded, to be read
// with List and ByID.
type Recorder struct{}

// Send keeps the mail.
func (Recorder) Send(context.Context, Mail, time.Time) (State, error) { return Recorded, nil }
