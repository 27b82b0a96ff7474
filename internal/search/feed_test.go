package search_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// notes are the records of these tests: a table of texts by id.
type notes struct {
	*search.Feed
	loads int
	steps [][]string // the ids of every Some
}

func scanNote(r sqldb.Row) (d search.Doc, err error) {
	var text string
	err = r.Scan(&d.ID, &text)
	d.Name, d.Kana = []string{text}, d.ID
	return d, err
}

// open returns a node on the database with an index of its own.
func open(t testing.TB, dsn string) *notes {
	t.Helper()
	n := &notes{}
	n.Feed = &search.Feed{DB: dbtest.Open(t, dsn), Index: search.New(), Kind: "note", Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		All: func(tx *sqldb.Tx) ([]search.Doc, error) {
			n.loads++
			return sqldb.All(tx, scanNote, `SELECT id, text FROM note`)
		},
		Some: func(tx *sqldb.Tx, ids []string) (list []search.Doc, err error) {
			n.steps = append(n.steps, ids)
			for _, id := range ids {
				some, err := sqldb.All(tx, scanNote, `SELECT id, text FROM note WHERE id = $1`, id)
				if err != nil {
					return nil, err
				}
				list = append(list, some...)
			}
			return list, nil
		}}
	update(t, n.DB, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`CREATE TABLE IF NOT EXISTS note (id text PRIMARY KEY, text text NOT NULL)`)
		return err
	})
	return n
}

func update(t testing.TB, db *sqldb.DB, f func(*sqldb.Tx) error) {
	t.Helper()
	if err := db.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// put writes a note and tells the feed.
func put(id, text string) func(*sqldb.Tx) error {
	return func(tx *sqldb.Tx) error {
		search.Touch(tx, "note", id)
		_, err := tx.Exec(`INSERT INTO note (id, text) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET text = excluded.text`, id, text)
		return err
	}
}

func drop(id string) func(*sqldb.Tx) error {
	return func(tx *sqldb.Tx) error {
		search.Touch(tx, "note", id)
		_, err := tx.Exec(`DELETE FROM note WHERE id = $1`, id)
		return err
	}
}

// catchUp steps until there is nothing more.
func (n *notes) catchUp(t testing.TB) {
	t.Helper()
	for {
		more, err := n.Step(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

// has wants the index to hold these notes and no other.
func (n *notes) has(t testing.TB, want ...string) {
	t.Helper()
	r, err := n.Index.Find(search.Query{Sort: search.ByKana, Limit: search.LimitMax})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range r.Hits {
		got = append(got, h.ID)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the index (-want +got):\n%s", d)
	}
}

func TestAFeedFollowsWhatEveryNodeWrites(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		one, two := open(t, dsn), open(t, dsn)
		update(t, one.DB, put("a", "あ"))
		if err := one.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		one.has(t, "a")
		two.catchUp(t) // it never loaded: it follows from the first change
		two.has(t, "a")
		update(t, two.DB, put("b", "い"))
		update(t, one.DB, put("c", "う"))
		update(t, two.DB, put("a", "え"))
		update(t, one.DB, drop("b"))
		update(t, one.DB, func(tx *sqldb.Tx) error { search.Touch(tx, "other", "x"); return nil })
		for _, n := range []*notes{one, two} {
			n.catchUp(t)
			n.has(t, "a", "c")
			if r, err := n.Index.Find(search.Query{Words: []string{"え"}, Limit: 1}); err != nil || r.Total != 1 {
				t.Errorf("the new text is found %d times, %v", r.Total, err)
			}
		}
		if one.Index.Seq() != two.Index.Seq() || one.Index.Seq() != 6 {
			t.Errorf("the nodes are at %d and %d, want 6", one.Index.Seq(), two.Index.Seq())
		}
		if one.loads != 1 || two.loads != 0 {
			t.Errorf("loads: %d and %d, want 1 and 0", one.loads, two.loads)
		}
		for _, ids := range two.steps {
			if slices.Contains(ids, "x") {
				t.Error("it asked for a record of another kind")
			}
		}
	})
}

func TestARolledBackChangeIsNotSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		n := open(t, dsn)
		err := n.DB.Update(t.Context(), func(tx *sqldb.Tx) error {
			if err := put("a", "あ")(tx); err != nil {
				return err
			}
			return context.DeadlineExceeded
		})
		if err == nil {
			t.Fatal("no error")
		}
		update(t, n.DB, put("b", "い"))
		n.catchUp(t)
		n.has(t, "b")
		if n.Index.Seq() != 1 || n.loads != 0 {
			t.Errorf("at %d after %d loads, want 1 and none: numbers have no holes", n.Index.Seq(), n.loads)
		}
	})
}

func TestAFeedThatSleptTooLongLoadsAnew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		n := open(t, dsn)
		update(t, n.DB, put("a", "あ"))
		n.catchUp(t)
		update(t, n.DB, put("b", "い"))
		update(t, n.DB, drop("a"))
		forget := func(before time.Time) (gone int64) {
			update(t, n.DB, func(tx *sqldb.Tx) (err error) { gone, err = search.Forget(tx, before); return err })
			return gone
		}
		if gone := forget(dbtest.Now()); gone != 0 {
			t.Errorf("%d young changes are forgotten", gone)
		}
		if gone := forget(dbtest.Now().Add(time.Second)); gone != 3 {
			t.Errorf("%d changes are forgotten, want 3", gone)
		}
		n.catchUp(t) // nothing is left, the counter tells
		n.has(t, "b")
		update(t, n.DB, put("c", "う"))
		slept := open(t, dsn)
		slept.catchUp(t) // there is a change, and a gap before it
		slept.has(t, "b", "c")
		n.catchUp(t)
		n.has(t, "b", "c")
		if n.loads != 1 || slept.loads != 1 {
			t.Errorf("loads: %d and %d, want 1 and 1", n.loads, slept.loads)
		}
		n.catchUp(t)
		if n.loads != 1 {
			t.Error("an idle feed loads again")
		}
	})
}

func TestManyChangesComeInSteps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		n := open(t, dsn)
		var ids []string
		for i := range 2500 {
			ids = append(ids, fmt.Sprintf("n%04d", i))
		}
		update(t, n.DB, func(tx *sqldb.Tx) error {
			search.Touch(tx, "note", ids...)
			for chunk := range slices.Chunk(ids, tx.Rows(2)) {
				var args []any
				for _, id := range chunk {
					args = append(args, id, "あ")
				}
				if _, err := tx.Exec(`INSERT INTO note (id, text) VALUES `+sqldb.Values(len(chunk), 2), args...); err != nil {
					return err
				}
			}
			return nil
		})
		n.catchUp(t)
		if n.Index.Len() != len(ids) || n.Index.Seq() != int64(len(ids)) {
			t.Errorf("%d notes at %d, want %d", n.Index.Len(), n.Index.Seq(), len(ids))
		}
		for _, step := range n.steps {
			if len(step) > 1000 {
				t.Errorf("a step of %d", len(step))
			}
		}
	})
}

// TestNoChangeIsLostUnderManyWriters: the numbers are in the order of commits, so a node that
// follows while 32 write on two others misses none.
func TestNoChangeIsLostUnderManyWriters(t *testing.T) {
	const writers, each = 32, 12
	dbtest.Each(t, func(t *testing.T, dsn string) {
		nodes := []*notes{open(t, dsn), open(t, dsn)}
		reader := open(t, dsn)
		ctx, stop := context.WithCancel(t.Context())
		var following, writing sync.WaitGroup
		following.Go(func() {
			if err := reader.Follow(ctx); err != nil {
				t.Errorf("Follow: %v", err)
			}
		})
		errs := make([]error, writers)
		for w := range writers {
			writing.Go(func() {
				db := nodes[w%2].DB
				for i := range each {
					if err := db.Update(context.Background(), put(fmt.Sprintf("w%02d-%02d", w, i), "あ")); err != nil {
						errs[w] = err
						return
					}
				}
			})
		}
		writing.Wait()
		for w, err := range errs {
			if err != nil {
				t.Errorf("writer %d: %v", w, err)
			}
		}
		patience, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if err := reader.Index.Wait(patience, writers*each); err != nil {
			t.Errorf("the reader stands at %d: %v", reader.Index.Seq(), err)
		}
		stop()
		following.Wait()
		if n := reader.Index.Len(); n != writers*each || reader.loads != 0 {
			t.Errorf("%d notes after %d loads, want %d by following alone", n, reader.loads, writers*each)
		}
		err := reader.DB.View(t.Context(), func(tx *sqldb.Tx) error {
			seqs, err := sqldb.All(tx, sqldb.Int, `SELECT seq FROM change ORDER BY seq`)
			for i, seq := range seqs {
				if seq != int64(i+1) {
					t.Errorf("number %d stands at place %d", seq, i+1)
					break
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// TestTurnsDoNotOverlap: what one transaction reads in its turn, no other changes before its end.
func TestTurnsDoNotOverlap(t *testing.T) {
	const workers, each = 8, 10
	dbtest.Each(t, func(t *testing.T, dsn string) {
		nodes := []*notes{open(t, dsn), open(t, dsn)}
		errs := make([]error, workers)
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for range each {
					err := nodes[w%2].DB.Update(context.Background(), func(tx *sqldb.Tx) error {
						if err := search.Turn(tx, "count"); err != nil {
							return err
						}
						n, _, err := sqldb.One(tx, sqldb.Text, `SELECT text FROM note WHERE id = 'n'`)
						if err != nil {
							return err
						}
						return put("n", n+"x")(tx)
					})
					if err != nil {
						errs[w] = err
						return
					}
				}
			})
		}
		wg.Wait()
		for w, err := range errs {
			if err != nil {
				t.Errorf("worker %d: %v", w, err)
			}
		}
		err := nodes[0].DB.View(t.Context(), func(tx *sqldb.Tx) error {
			n, _, err := sqldb.One(tx, sqldb.Text, `SELECT text FROM note WHERE id = 'n'`)
			if len(n) != workers*each {
				t.Errorf("%d of %d additions are there", len(n), workers*each)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
