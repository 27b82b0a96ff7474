package sqldb

import (
	"context"
	"time"

	"kyodo/internal/fault"
)

// Staged runs f in one Update. The DB that f gets is the same database under another clock: each
// Update and View of it is a part of that one transaction, begins at the moment that clock tells, and
// is seen by the next; an Update that fails undoes its own work alone. So a history of many days is
// told through the services that keep it, and is there at once or not at all. f calls it from one
// goroutine, does not close it, and may run more than once.
func (db *DB) Staged(ctx context.Context, clock func() time.Time, f func(staged *DB) error) (err error) {
	defer fault.Wrap(&err, "sqldb.Staged")
	return db.Update(ctx, func(tx *Tx) error {
		if tx.stmts != nil {
			tx.stmts = newStatements(nil)
			defer tx.stmts.close()
		}
		return f(&DB{engine: db.engine, now: clock, watch: db.watch, within: tx})
	})
}

// join runs f as a part of the transaction that the database is staged in.
func (db *DB) join(ctx context.Context, f func(*Tx) error) error {
	if ctx.Value(inside{}) != nil {
		return errNested
	}
	whole := db.within
	tx := &Tx{Now: db.instant(), ctx: whole.ctx, tx: whole.tx, stmts: whole.stmts, engine: db.engine, watch: db.watch}
	if _, err := whole.tx.ExecContext(whole.ctx, "SAVEPOINT staged"); err != nil {
		return err
	}
	if err := run(tx, f); err != nil {
		if _, undo := whole.tx.ExecContext(whole.ctx, "ROLLBACK TO SAVEPOINT staged"); undo != nil {
			return undo
		}
		return err
	}
	if _, err := whole.tx.ExecContext(whole.ctx, "RELEASE SAVEPOINT staged"); err != nil {
		return err
	}
	whole.after = append(whole.after, tx.after...)
	return nil
}
