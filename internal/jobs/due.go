package jobs

import (
	"context"
	"fmt"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Schedule has the handler of kind run for subject at the first tick at or after at. A kind and
// subject have one time: the later call wins.
func Schedule(tx *sqldb.Tx, kind, subject string, at time.Time) (err error) {
	defer fault.Wrap(&err, "jobs.Schedule(%q, %q)", kind, subject)
	_, err = tx.Exec(`INSERT INTO due (kind, subject, due_at) VALUES ($1, $2, $3)
		ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at`, kind, subject, at)
	return err
}

// Cancel undoes Schedule. It is no error when nothing is scheduled.
func Cancel(tx *sqldb.Tx, kind, subject string) (err error) {
	defer fault.Wrap(&err, "jobs.Cancel(%q, %q)", kind, subject)
	_, err = tx.Exec(`DELETE FROM due WHERE kind = $1 AND subject = $2`, kind, subject)
	return err
}

// OnDue registers what happens when a row of kind is due, before Start. f runs in the transaction
// that takes the row away: it may Enqueue and Schedule again, and it may run more than once.
func (q *Queue) OnDue(kind string, f func(tx *sqldb.Tx, subject string) error) {
	if q.due[kind] != nil {
		panic(fmt.Sprintf("jobs: due rows of kind %q have a handler already", kind))
	}
	q.due[kind] = f
}

// dueRow is one row of the table due; at is as stored.
type dueRow struct{ kind, subject, at string }

func scanDue(r sqldb.Row) (d dueRow, err error) {
	err = r.Scan(&d.kind, &d.subject, &d.at)
	return d, err
}

// tickBatch is how many due rows are read at once.
const tickBatch = 500

// Tick runs what is due by the database's clock and returns how many rows it ran. Each row has a
// transaction of its own. A row that fails is logged and stays for the next tick; a row without
// a handler stays, and its kind is logged once. A started queue ticks every 30 s by itself, on
// one process at a time; ticks at the same time on several do no harm.
func (q *Queue) Tick(ctx context.Context) (n int, err error) { return q.TickOn(ctx, q.db) }

// TickOn is Tick on the same database under another clock: see sqldb.DB.Staged.
func (q *Queue) TickOn(ctx context.Context, db *sqldb.DB) (n int, err error) {
	defer fault.Wrap(&err, "jobs.Tick")
	now := db.Now()
	for last := (dueRow{}); ; {
		var rows []dueRow
		err := db.View(ctx, func(tx *sqldb.Tx) (err error) {
			rows, err = sqldb.All(tx, scanDue, `SELECT kind, subject, due_at FROM due
				WHERE due_at <= $1 AND (due_at, kind, subject) > ($2, $3, $4)
				ORDER BY due_at, kind, subject LIMIT $5`, now, last.at, last.kind, last.subject, tickBatch)
			return err
		})
		if err != nil {
			return n, err
		}
		for _, d := range rows {
			f := q.due[d.kind]
			if f == nil {
				if _, told := q.unknown.LoadOrStore(d.kind, true); !told {
					q.log.WarnContext(ctx, "due rows without a handler are left alone", "kind", d.kind)
				}
				continue
			}
			if err := ctx.Err(); err != nil {
				return n, err
			}
			fired, err := q.fire(ctx, db, d, f)
			if err != nil {
				q.log.ErrorContext(ctx, "a due row failed and stays", "kind", d.kind, "subject", d.subject, "error", err)
			}
			if fired {
				n++
			}
		}
		if len(rows) < tickBatch {
			return n, nil
		}
		last = rows[len(rows)-1]
	}
}

// fire takes the row away and runs f in one transaction. It does nothing when the row was taken,
// cancelled or moved meanwhile: the DELETE waits for whoever else has it and then finds none.
func (q *Queue) fire(ctx context.Context, db *sqldb.DB, d dueRow, f func(*sqldb.Tx, string) error) (fired bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			fired, err = false, fmt.Errorf("panic: %v", p)
		}
	}()
	err = db.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`DELETE FROM due WHERE kind = $1 AND subject = $2 AND due_at = $3`, d.kind, d.subject, d.at)
		fired = n == 1
		if err != nil || !fired {
			return err
		}
		return f(tx, d.subject)
	})
	return fired && err == nil, err
}
