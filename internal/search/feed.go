package search

import (
	"context"
	"log/slog"
	"time"

	"kyodo/internal/sqldb"
)

// Touch notes in tx that records of a kind changed, as the last statements of the transaction, so
// that the numbers are in commit order on both engines and every node's index follows.
func Touch(tx *sqldb.Tx, kind string, ids ...string) {
	if len(ids) == 0 {
		return
	}
	tx.Last(func(tx *sqldb.Tx) error {
		last, _, err := sqldb.One(tx, sqldb.Int,
			`UPDATE counter SET n = n + $1 WHERE name = 'change' RETURNING n`, len(ids))
		if err != nil {
			return err
		}
		seq := last - int64(len(ids))
		for rest := ids; len(rest) > 0; {
			n := min(len(rest), tx.Rows(4))
			args := make([]any, 0, 4*n)
			for _, id := range rest[:n] {
				seq++
				args = append(args, seq, kind, id, tx.Now)
			}
			if _, err := tx.Exec(`INSERT INTO change (seq, kind, id, at) VALUES `+sqldb.Values(n, 4), args...); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
}

// Turn lets one transaction at a time do the work of that name, on PostgreSQL too: the next waits
// for the end of this one. Call it before reading what must not change meanwhile.
func Turn(tx *sqldb.Tx, name string) error {
	_, err := tx.Exec(`INSERT INTO counter (name, n) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET n = counter.n + 1`, "turn:"+name)
	return err
}

// Forget deletes changes older than before. A node that slept longer than that rebuilds its index.
func Forget(tx *sqldb.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM change WHERE at < $1`, before)
}

// Feed keeps an index in step with the database: it loads everything once and then follows the
// changes, those of other nodes too.
type Feed struct {
	DB    *sqldb.DB
	Index *Index
	Kind  string
	// All returns every document, Some those of the given ids; an id without a document is removed.
	All  func(*sqldb.Tx) ([]Doc, error)
	Some func(*sqldb.Tx, []string) ([]Doc, error)
	// Also names, by other kinds of records, the documents that show something of changed ones; may be nil.
	Also map[string]func(tx *sqldb.Tx, changed []string) (ids []string, err error)
	Log  *slog.Logger
	Wake chan struct{} // a send makes Follow look at once; nil: it looks every quarter second
}

// followEvery is how long another node's change may stay unseen.
const followEvery = 250 * time.Millisecond

// Load fills the index from one snapshot of the database.
func (f *Feed) Load(ctx context.Context) error {
	return f.DB.View(ctx, func(tx *sqldb.Tx) error {
		seq, _, err := sqldb.One(tx, sqldb.Int, `SELECT n FROM counter WHERE name = 'change'`)
		if err != nil {
			return err
		}
		docs, err := f.All(tx)
		if err != nil {
			return err
		}
		f.Index.Load(seq, docs)
		return nil
	})
}

// Follow applies changes until ctx ends. A failure is logged and tried again.
func (f *Feed) Follow(ctx context.Context) error {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		more, err := f.Step(ctx)
		if err != nil && ctx.Err() == nil {
			f.Log.ErrorContext(ctx, "the search index does not follow", "error", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-f.Wake:
		}
	}
}

// maxStep bounds what one step loads.
const maxStep = 1000

type change struct {
	seq  int64
	kind string
	id   string
}

// Step applies the next changes, at most maxStep, and tells whether there may be more.
func (f *Feed) Step(ctx context.Context) (more bool, err error) {
	have := f.Index.Seq()
	rebuild := false
	err = f.DB.View(ctx, func(tx *sqldb.Tx) error {
		changes, err := sqldb.All(tx, func(r sqldb.Row) (c change, err error) {
			err = r.Scan(&c.seq, &c.kind, &c.id)
			return c, err
		}, `SELECT seq, kind, id FROM change WHERE seq > $1 ORDER BY seq LIMIT $2`, have, maxStep)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			// A counter ahead of us without rows: they were deleted meanwhile.
			n, _, err := sqldb.One(tx, sqldb.Int, `SELECT n FROM counter WHERE name = 'change'`)
			rebuild = n != have
			return err
		}
		if changes[0].seq != have+1 {
			rebuild = true
			return nil
		}
		seen := map[string]bool{}
		var ids []string
		for _, c := range changes {
			if c.kind == f.Kind && !seen[c.id] {
				seen[c.id] = true
				ids = append(ids, c.id)
			}
		}
		for kind, of := range f.Also {
			var others []string
			for _, c := range changes {
				if c.kind == kind {
					others = append(others, c.id)
				}
			}
			stale, err := of(tx, others)
			if err != nil {
				return err
			}
			for _, id := range stale {
				if !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
		docs, err := f.Some(tx, ids)
		if err != nil {
			return err
		}
		for _, d := range docs {
			delete(seen, d.ID)
		}
		gone := make([]string, 0, len(seen))
		for id := range seen {
			gone = append(gone, id)
		}
		f.Index.Apply(changes[len(changes)-1].seq, docs, gone)
		more = len(changes) == maxStep
		return nil
	})
	if err == nil && rebuild {
		return false, f.Load(ctx)
	}
	return more, err
}
