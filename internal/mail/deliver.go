package mail

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
)

// job sends one mail.
type job struct {
	Mail string `json:"mail"`
	Turn int64  `json:"turn"`
}

// Kind names the job.
func (job) Kind() string { return "mail" }

// Remote keeps a relay that does not answer from holding up other jobs.
func (job) Remote() bool { return true }

const (
	// Attempts is how often a mail is tried before it is given up: after 1 s, 16 s, 81 s …
	// (attempt⁴), the last after about three days.
	Attempts = 17
	// lease is how long a mail that somebody began to send is left alone. It is longer than a
	// job may take.
	lease = 2 * time.Minute
	// patience bounds one conversation with the relay; it is shorter than a job may take.
	patience = 45 * time.Second
)

// Work registers the job that sends mails, before the queue starts.
func (o *Outbox) Work() { jobs.Handle(o.Queue, o.deliver) }

// errElsewhere has the job tried later: another one is sending the mail, or died doing so.
var errElsewhere = errors.New("mail: somebody else began to send it")

// deliver sends the mail of the job, unless it is not its turn.
func (o *Outbox) deliver(ctx context.Context, j job) (err error) {
	defer fault.Wrap(&err, "mail.deliver(%q)", j.Mail)
	m, err := o.take(ctx, j)
	if err != nil || m.State != Sending {
		return err
	}
	talk, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	state, failure := o.Sender.Send(talk, m, m.takenAt)
	// The end of the job's time must not keep us from writing down what happened.
	err = o.DB.Update(context.WithoutCancel(ctx), func(tx *sqldb.Tx) error { return o.note(tx, m, state, failure) })
	switch {
	case err != nil:
		return err
	case failure != nil && !Permanent(failure) && m.Attempts < Attempts:
		return errors.New("mail: not sent, tried again later") // why stands in the row, with the address
	}
	return nil
}

// take marks the mail as being sent by this job. In any other state than Sending there is nothing
// to do.
func (o *Outbox) take(ctx context.Context, j job) (m Mail, err error) {
	err = o.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if m, err = ByID(tx, j.Mail); err != nil {
			if errors.Is(err, fault.NotFound) { // erased meanwhile
				m, err = Mail{}, nil
			}
			return err
		}
		if m.turn != j.Turn || m.State != Queued && m.State != Sending {
			m = Mail{}
			return nil
		}
		if m.State == Sending {
			if tx.Now.Sub(m.takenAt) < lease {
				return errElsewhere
			}
			if m.again {
				m.State = Failed
				_, err = tx.Exec(`UPDATE mail SET state = $2, last_error = $3 WHERE id = $1`, m.ID, string(Failed),
					"the program ended twice while it was sending this mail; it may have arrived")
				return err
			}
			m.again = true
		}
		if o.Sender == nil {
			m.State = Held
			_, err = tx.Exec(`UPDATE mail SET state = $2 WHERE id = $1`, m.ID, string(Held))
			return err
		}
		if f := o.rechecks[m.Kind]; f != nil {
			ok, err := f(tx, m)
			if err != nil {
				return err
			}
			if !ok {
				m.State = Dropped
				_, err = tx.Exec(`UPDATE mail SET state = $2, body = CASE WHEN secret THEN '' ELSE body END WHERE id = $1`, m.ID, string(Dropped))
				return err
			}
		}
		began := m.takenAt
		m.State, m.takenAt = Sending, tx.Now
		m.Attempts++
		n, err := tx.Exec(`UPDATE mail SET state = $2, attempts = $3, again = $4, taken_at = $5 WHERE id = $1 AND taken_at = $6 AND turn = $7`,
			m.ID, string(Sending), m.Attempts, m.again, tx.Now, began, m.turn)
		if err == nil && n != 1 {
			return errElsewhere
		}
		return err
	})
	return m, err
}

// note writes down what came of the attempt.
func (o *Outbox) note(tx *sqldb.Tx, m Mail, state State, failure error) error {
	switch {
	case failure == nil && state == Sent && m.Secret:
		_, err := tx.Exec(`UPDATE mail SET state = $2, sent_at = $3, last_error = '', body = '' WHERE id = $1`, m.ID, string(state), tx.Now)
		return err
	case failure == nil:
		_, err := tx.Exec(`UPDATE mail SET state = $2, sent_at = $3, last_error = '' WHERE id = $1`, m.ID, string(state), tx.Now)
		return err
	}
	next := Queued
	if Permanent(failure) || m.Attempts >= Attempts {
		next = Failed
	}
	// Who took the mail over meanwhile decides; our failure is no news then.
	_, err := tx.Exec(`UPDATE mail SET state = $2, again = false, last_error = $3 WHERE id = $1 AND state = 'sending' AND taken_at = $4`,
		m.ID, string(next), oneLine(failure.Error(), 500), m.takenAt)
	return err
}

// resumeBatch is how many mails Resume takes up in one transaction.
const resumeBatch = 200

// Resume gives every mail that waits a new job, at the start of a process: those that were held
// while no relay was configured, but for those that wait for a person after a restore. It returns how many. Without a Sender it does nothing.
func (o *Outbox) Resume(ctx context.Context) (n int, err error) {
	defer fault.Wrap(&err, "mail.Resume")
	if o.Sender == nil {
		return 0, nil
	}
	for after := ""; ; {
		var batch []Mail
		err := o.DB.Update(ctx, func(tx *sqldb.Tx) (err error) {
			batch, err = sqldb.All(tx, scan, `SELECT `+columns+` FROM mail
				WHERE (state IN ('queued', 'sending') OR state = 'held' AND last_error <> $3) AND id > $1 ORDER BY id LIMIT $2`, after, resumeBatch, restored)
			if err != nil {
				return err
			}
			for _, m := range batch {
				if _, err := o.again(tx, m, false); err != nil {
					return fmt.Errorf("mail %s: %w", m.ID, err)
				}
			}
			return nil
		})
		if err != nil {
			return n, err
		}
		n += len(batch)
		if len(batch) < resumeBatch {
			return n, nil
		}
		after = batch[len(batch)-1].ID
	}
}
