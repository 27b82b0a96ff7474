package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
)

// dueFiles is when photos and attachments that nothing names go away.
const dueFiles = "files.sweep"

// filesKept is how long a file may lie there before a row names it: the form that sent it is done, or
// has failed, after seconds.
const filesKept = 24 * time.Hour

// sweepArgs is the job of a sweep: files are no matter of a transaction.
type sweepArgs struct{}

// Kind names the job to the queue.
func (sweepArgs) Kind() string { return dueFiles }

// sweeping registers what is done when the daily sweep is due.
func (a *App) sweeping() {
	jobs.Handle(a.queue, func(ctx context.Context, _ sweepArgs) error { return a.Sweep(ctx) })
	a.queue.OnDue(dueFiles, func(tx *sqldb.Tx, subject string) error {
		if err := a.queue.Enqueue(tx, sweepArgs{}); err != nil {
			return err
		}
		return jobs.Schedule(tx, dueFiles, subject, nextMorning(tx.Now))
	})
}

// Sweep deletes the photos and attachments that no row names; the schedule has it done every day.
func (a *App) Sweep(ctx context.Context) error {
	if a.Bank.Files == nil {
		return nil
	}
	n, err := a.Bank.Files.Sweep(a.db.Now().Add(-filesKept), func(names []string) (used []string, err error) {
		err = a.db.View(ctx, func(tx *sqldb.Tx) error {
			photos, err := bank.StoredFiles(tx, names...)
			if err != nil {
				return err
			}
			attached, err := inquiry.StoredFiles(tx, names...)
			used = append(photos, attached...)
			return err
		})
		return used, err
	})
	if errors.Is(err, fault.Conflict) { // nothing to be mended by trying again
		a.log.LogAttrs(ctx, slog.LevelWarn, "the folder of files is another database's: nothing was swept", slog.String("error", err.Error()))
		return nil
	}
	if n > 0 {
		a.log.LogAttrs(ctx, slog.LevelInfo, "files that nothing names were deleted", slog.Int("files", n))
	}
	return err
}
