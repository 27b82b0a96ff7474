package mail

import (
	"fmt"
	"strings"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
)

// Outbox holds mails until they are sent.
type Outbox struct {
	DB     *sqldb.DB
	IDs    *id.Source
	Audit  audit.Log
	Queue  *jobs.Queue
	Sender Sender // nil: mails are held until a process with a Sender starts
	Host   string // of the Message-ID: the host of the site's public address

	rechecks map[string]Recheck
}

// Recheck registers what is asked before a mail of kind is sent, before the queue starts.
func (o *Outbox) Recheck(kind string, f Recheck) {
	if o.rechecks == nil {
		o.rechecks = map[string]Recheck{}
	}
	if o.rechecks[kind] != nil {
		panic(fmt.Sprintf("mail: mails of kind %q are rechecked already", kind))
	}
	o.rechecks[kind] = f
}

// Limits of a message.
const (
	maxSubject = 120     // characters
	maxBody    = 1 << 18 // bytes
)

// Send writes the mail in tx, to be sent if and only if tx commits, and returns its id. The change
// that it tells has its audit entry from its own writer.
func (o *Outbox) Send(tx *sqldb.Tx, m Message) (mailID string, err error) {
	defer fault.Wrap(&err, "mail.Send(%q)", m.Kind)
	to, ok := Address(m.To)
	if !ok {
		return "", fault.Fields{{Name: "mail", Says: "メールアドレスは name@example.jp の形で入力してください。"}}
	}
	m.Subject, m.Text, m.ToName = oneLine(m.Subject, maxSubject), lines(m.Text), oneLine(m.ToName, maxSubject)
	if m.Kind == "" || m.Subject == "" || m.Text == "" || len(m.Text) > maxBody {
		return "", fmt.Errorf("a mail needs a kind, a subject and a text of at most %d bytes", maxBody)
	}
	if m.Unsubscribe != "" && !isLink(m.Unsubscribe) {
		return "", fmt.Errorf("%q is no address to end mails at", m.Unsubscribe)
	}
	mailID = o.IDs.New(tx.Now)
	host := o.Host
	if host == "" {
		host = "localhost"
	}
	_, err = tx.Exec(`INSERT INTO mail (id, kind, to_address, to_name, subject, body, unsubscribe, secret, person, organization, ref, message_id,
			state, turn, attempts, again, last_error, created_at, taken_at, sent_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, 0, false, '', $14, '', '')`,
		mailID, m.Kind, to, m.ToName, m.Subject, m.Text, m.Unsubscribe, m.Secret, m.Person, m.Organization, m.Ref,
		mailID+"@"+host, string(Queued), tx.Now)
	if err != nil {
		return "", err
	}
	return mailID, o.Queue.Enqueue(tx, job{Mail: mailID, Turn: 1})
}

// Retry sends a mail that was given up or is held, from the first attempt on. A mail in another
// state is fault.Conflict.
func (o *Outbox) Retry(tx *sqldb.Tx, by audit.By, mailID string) (err error) {
	defer fault.Wrap(&err, "mail.Retry(%q)", mailID)
	m, err := ByID(tx, mailID)
	if err != nil {
		return err
	}
	if m.State != Failed && m.State != Held {
		return fault.New(fault.Conflict, "the mail is %s", m.State)
	}
	ok, err := o.again(tx, m, true)
	if err == nil && !ok {
		err = fault.New(fault.Conflict, "somebody else was faster")
	}
	if err != nil {
		return err
	}
	return o.Audit.Record(tx, by.Entry("mail.retry", "mail/"+mailID, "kind="+m.Kind))
}

// again gives the mail a new turn and a job; jobs of earlier turns do nothing any more. It is not
// ok when the mail has moved on meanwhile.
func (o *Outbox) again(tx *sqldb.Tx, m Mail, anew bool) (ok bool, err error) {
	was := m.State
	if anew {
		m.Attempts, m.again, m.State = 0, false, Queued
	}
	if m.State == Held {
		m.State = Queued
	}
	n, err := tx.Exec(`UPDATE mail SET state = $2, turn = $3, attempts = $4, again = $5, last_error = CASE WHEN last_error = $8 THEN '' ELSE last_error END
		WHERE id = $1 AND state = $6 AND turn = $7`, m.ID, string(m.State), m.turn+1, m.Attempts, m.again, string(was), m.turn, restored)
	if err != nil || n == 0 {
		return false, err
	}
	return true, o.Queue.Enqueue(tx, job{Mail: m.ID, Turn: m.turn + 1})
}

// Forget deletes mails that are done with (sent, recorded or dropped) and were written before the
// moment, and returns how many.
func Forget(tx *sqldb.Tx, before time.Time) (n int64, err error) {
	defer fault.Wrap(&err, "mail.Forget")
	return tx.Exec(`DELETE FROM mail WHERE state IN ('sent', 'recorded', 'dropped') AND created_at < $1`, before)
}

// Erase deletes every mail to a person whose data are erased, sent or not: those that name the
// person, and those that were written to one of their addresses before anybody knew whose it is.
func Erase(tx *sqldb.Tx, person string, addresses ...string) (err error) {
	defer fault.Wrap(&err, "mail.Erase(%q)", person)
	if _, err = tx.Exec(`DELETE FROM mail WHERE person = $1 AND person <> ''`, person); err != nil {
		return err
	}
	for _, a := range addresses {
		if _, err = tx.Exec(`DELETE FROM mail WHERE person = '' AND lower(to_address) = $1`, strings.ToLower(a)); err != nil {
			return err
		}
	}
	return nil
}
