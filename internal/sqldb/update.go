package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

type inside struct{}

// errNested is what a second Update inside an Update gets instead of waiting for itself for ever.
var errNested = errors.New("sqldb: Update inside Update: join the transaction at hand")

// View runs f on a consistent snapshot that cannot write.
func (db *DB) View(ctx context.Context, f func(*Tx) error) error {
	if db.within != nil {
		return db.join(ctx, f)
	}
	db.reads.prepare(ctx)
	opt := &sql.TxOptions{ReadOnly: true}
	if db.engine == Postgres {
		opt.Isolation = sql.LevelRepeatableRead
	} else {
		opt = nil // the connections are query_only; their BEGIN is deferred
	}
	t, err := db.read.BeginTx(ctx, opt)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer t.Rollback()
	return f(&Tx{Now: db.instant(), ctx: ctx, tx: t, stmts: db.reads, engine: db.engine, watch: db.watch})
}

// Update runs f in a transaction and returns once it is durable. f may run more than once; it
// must not call Update, the network or sleep. On SQLite several waiting Updates share one commit;
// an error or panic in one rolls back its own work alone. On PostgreSQL a serialization failure
// or deadlock runs f again.
func (db *DB) Update(ctx context.Context, f func(*Tx) error) error {
	if db.within != nil {
		return db.join(ctx, f)
	}
	if ctx.Value(inside{}) != nil {
		return errNested
	}
	if db.engine == SQLite {
		return db.updateGrouped(ctx, f)
	}
	for try := 0; ; try++ {
		err := db.updateOnce(ctx, f)
		if err == nil || !retryable(err) || try == 20 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(rand.Int64N(int64(time.Millisecond) << min(try, 7)))): // #nosec G404 -- how long to wait before the next try is no secret
		}
	}
}

func (db *DB) updateOnce(ctx context.Context, f func(*Tx) error) error {
	// Not the caller's context: a reader who leaves must not tear a commit in two.
	t, err := db.write.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer t.Rollback()
	tx := db.updateTx(ctx, t)
	if err := run(tx, f); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return tx.committed()
}

func (db *DB) updateTx(ctx context.Context, t *sql.Tx) *Tx {
	ctx = context.WithValue(context.WithoutCancel(ctx), inside{}, true)
	return &Tx{Now: db.instant(), ctx: ctx, tx: t, stmts: db.writes, engine: db.engine, watch: db.watch}
}

func (db *DB) instant() time.Time { return db.now().UTC().Truncate(time.Microsecond) }

type firstKey struct{}

type beginning struct {
	f    func(*Tx) error
	done atomic.Bool
}

// First returns a context under which the first Update that commits begins with f; when f fails,
// that Update fails with its error and does nothing. So a caller far above ties a row of its own
// to whatever is done below.
func First(ctx context.Context, f func(*Tx) error) context.Context {
	return context.WithValue(ctx, firstKey{}, &beginning{f: f})
}

func run(tx *Tx, f func(*Tx) error) error {
	if h, ok := tx.ctx.Value(firstKey{}).(*beginning); ok && !h.done.Load() {
		if err := h.f(tx); err != nil {
			return err
		}
		tx.AfterCommit(func() { h.done.Store(true) })
	}
	if err := f(tx); err != nil {
		return err
	}
	return tx.last()
}

// committed runs what waited for the commit.
func (tx *Tx) committed() error {
	for _, f := range tx.after {
		f()
	}
	return nil
}

func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// group is the leader pattern: who finds the turn free leads one batch for all who wait.
// There is no goroutine and nothing to close.
type group struct {
	turn chan struct{} // holds one token while a batch runs

	mu    sync.Mutex // guards queue: a call is in exactly one batch
	queue []*call
}

type call struct {
	ctx   context.Context
	f     func(*Tx) error
	tx    *Tx
	done  chan struct{} // closed once err and panicked are final
	err   error
	panic any
}

// maxBatch bounds how long the first of a batch waits for the last.
const maxBatch = 64

func (db *DB) updateGrouped(ctx context.Context, f func(*Tx) error) error {
	c := &call{ctx: ctx, f: f, done: make(chan struct{})}
	g := &db.group
	g.mu.Lock()
	g.queue = append(g.queue, c)
	g.mu.Unlock()
	for {
		select {
		case <-c.done:
			if c.panic != nil {
				panic(c.panic)
			}
			return c.err
		case g.turn <- struct{}{}:
			g.mu.Lock()
			n := min(len(g.queue), maxBatch)
			batch := g.queue[:n:n]
			g.queue = g.queue[n:]
			g.mu.Unlock()
			if n > 0 {
				db.lead(batch)
			}
			<-g.turn
		}
	}
}

// lead runs one batch. Nobody is answered before COMMIT.
func (db *DB) lead(batch []*call) {
	defer func() {
		for _, c := range batch {
			close(c.done)
		}
	}()
	if lost := db.batch(batch); lost && len(batch) > 1 {
		for _, c := range batch {
			c.err, c.panic = nil, nil
			db.batch([]*call{c})
		}
	}
}

// batch runs the calls in one transaction and reports whether SQLite rolled it back by itself
// before COMMIT, in which case nothing is stored and every call carries an error.
func (db *DB) batch(batch []*call) (lost bool) {
	ctx := context.Background()
	fail := func(err error) {
		for _, c := range batch {
			if c.err == nil && c.panic == nil {
				c.err = err
			}
		}
	}
	db.writes.prepare(ctx)
	t, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		fail(fmt.Errorf("begin: %w", err))
		return false
	}
	defer t.Rollback()
	alone := len(batch) == 1
	for _, c := range batch {
		if c.err = c.ctx.Err(); c.err != nil {
			continue
		}
		if !alone {
			if _, err := t.ExecContext(ctx, "SAVEPOINT u"); err != nil {
				fail(err)
				return true
			}
		}
		c.tx = db.updateTx(c.ctx, t)
		c.guard(func() error { return run(c.tx, c.f) })
		if alone {
			continue
		}
		if c.err != nil || c.panic != nil {
			if _, err := t.ExecContext(ctx, "ROLLBACK TO u"); err != nil {
				fail(err)
				return true
			}
		}
		if _, err := t.ExecContext(ctx, "RELEASE u"); err != nil {
			fail(err)
			return true
		}
	}
	if alone && (batch[0].err != nil || batch[0].panic != nil) {
		return false
	}
	if err := t.Commit(); err != nil {
		// The outcome is unknown: everyone is told, and nothing runs again.
		fail(fmt.Errorf("commit: %w", err))
		return false
	}
	for _, c := range batch {
		if c.err == nil && c.panic == nil {
			c.guard(c.tx.committed)
		}
	}
	return false
}

// guard runs f for the call. A panic is the caller's own and must not stop the leader.
func (c *call) guard(f func() error) {
	defer func() {
		if p := recover(); p != nil {
			c.panic = p
		}
	}()
	c.err = f()
}
