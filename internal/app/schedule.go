package app

import (
	"context"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/alert"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// Kinds of due rows. Each has one subject, "all", and puts itself on the next day.
const (
	dueExpiry = "register.expiry" // 認定 that ended yesterday leave the facet
	dueForget = "search.forget"   // changes that every node has seen go away
	dueSweep  = "account.sweep"   // what sign-in leaves behind
	dueMail   = "mail.forget"     // mails of last quarter
	dueForms  = "web.forget"      // answers to forms of last week, counts of yesterday
)

// changesKept is how long a node may sleep without having to rebuild its index.
const changesKept = 24 * time.Hour

// schedule tells the queue what to do when something is due.
func (a *App) schedule() {
	a.sweeping()
	a.queue.OnDue(dueExpiry, func(tx *sqldb.Tx, subject string) error {
		if err := a.Register.Expire(tx); err != nil {
			return err
		}
		return jobs.Schedule(tx, dueExpiry, subject, nextMorning(tx.Now))
	})
	a.queue.OnDue(dueForget, func(tx *sqldb.Tx, subject string) error {
		if _, err := search.Forget(tx, tx.Now.Add(-changesKept)); err != nil {
			return err
		}
		return jobs.Schedule(tx, dueForget, subject, nextMorning(tx.Now))
	})
	a.queue.OnDue(dueSweep, func(tx *sqldb.Tx, subject string) error {
		if err := a.Accounts.Sweep(tx); err != nil {
			return err
		}
		return jobs.Schedule(tx, dueSweep, subject, nextMorning(tx.Now))
	})
	a.queue.OnDue(dueForms, func(tx *sqldb.Tx, subject string) error {
		if err := web.Forget(tx); err != nil {
			return err
		}
		return jobs.Schedule(tx, dueForms, subject, nextMorning(tx.Now))
	})
	a.queue.OnDue(dueUnchecked, a.tellUnchecked)
	a.queue.OnDue(account.OrphansKind, a.Accounts.OnOrphans(a.orphaned))
	a.queue.OnDue(account.EraseKind, a.Accounts.OnErase)
	a.queue.OnDue(dueMail, func(tx *sqldb.Tx, subject string) error {
		if _, err := mail.Forget(tx, tx.Now.Add(-mailKept)); err != nil {
			return err
		}
		return jobs.Schedule(tx, dueMail, subject, nextMorning(tx.Now))
	})
}

// mailKept is how long the outbox remembers mails that went out.
const mailKept = 90 * 24 * time.Hour

// arm puts the daily rows on the schedule where they are missing.
func (a *App) arm(ctx context.Context) error {
	return a.db.Update(ctx, func(tx *sqldb.Tx) error {
		for _, kind := range []string{dueExpiry, dueForget, dueSweep, dueForms, dueMail, dueFiles} {
			if err := jobs.Schedule(tx, kind, "all", tx.Now); err != nil {
				return err
			}
		}
		if err := alert.Arm(tx); err != nil {
			return err
		}
		return account.WatchOrphans(tx)
	})
}

// nextMorning is ten past midnight in Japan.
func nextMorning(now time.Time) time.Time {
	return term.Of(now).AddDays(1).Time().Add(10 * time.Minute)
}
