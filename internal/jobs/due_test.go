package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// clock is a time that a test sets, safe for the queue's goroutines.
type clock struct{ unix atomic.Int64 }

func (c *clock) now() time.Time  { return time.Unix(c.unix.Load(), 0) }
func (c *clock) set(t time.Time) { c.unix.Store(t.Unix()) }

// node opens dsn with a clock, as one more process would.
func node(t *testing.T, dsn string, c *clock) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{Now: c.now, MaxConns: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func tick(t *testing.T, q *jobs.Queue, want int) {
	t.Helper()
	n, err := q.Tick(context.Background())
	if n != want || err != nil {
		t.Errorf("Tick = %d, %v; want %d", n, err, want)
	}
}

func schedule(t *testing.T, db *sqldb.DB, kind, subject string, at time.Time) {
	t.Helper()
	update(t, db, func(tx *sqldb.Tx) error { return jobs.Schedule(tx, kind, subject, at) })
}

func TestDueRowsRunAtTheirTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		c := &clock{}
		noon := time.Date(2027, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*3600))
		c.set(noon.Add(-time.Second))
		db := withEffects(t, node(t, dsn, c))
		q := newQueue(t, db)
		q.OnDue("close", effect)
		q.OnDue("yearly", func(tx *sqldb.Tx, subject string) error {
			return errors.Join(effect(tx, subject), jobs.Schedule(tx, "yearly", subject, tx.Now.AddDate(1, 0, 0)))
		})
		schedule(t, db, "close", "a", noon)
		schedule(t, db, "close", "moved later", noon)
		schedule(t, db, "close", "moved later", noon.Add(time.Hour))
		schedule(t, db, "close", "moved earlier", noon.Add(time.Hour))
		schedule(t, db, "close", "moved earlier", noon)
		schedule(t, db, "close", "cancelled", noon)
		schedule(t, db, "yearly", "again", noon)
		update(t, db, func(tx *sqldb.Tx) error {
			return errors.Join(jobs.Cancel(tx, "close", "cancelled"), jobs.Cancel(tx, "close", "never scheduled"))
		})
		tick(t, q, 0)
		c.set(noon)
		tick(t, q, 3)
		tick(t, q, 0)
		if diff := cmp.Diff(once("a", "moved earlier", "again"), effects(t, db)); diff != "" {
			t.Error("effects at noon (-want +got)", diff)
		}
		c.set(noon.AddDate(1, 0, 0))
		tick(t, q, 2)
		want := map[string]int64{"a": 1, "moved earlier": 1, "moved later": 1, "again": 2}
		if diff := cmp.Diff(want, effects(t, db)); diff != "" {
			t.Error("effects a year later (-want +got)", diff)
		}
	})
}

func TestADueRowRunsOnceThoughTwoNodesTick(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		c := &clock{}
		c.set(dbtest.Now())
		const rows = 700 // more than one batch
		var nodes [2]*jobs.Queue
		var db *sqldb.DB
		for i := range nodes {
			db = node(t, dsn, c)
			nodes[i] = newQueue(t, db)
			nodes[i].OnDue("close", effect)
		}
		withEffects(t, db)
		var want []string
		update(t, db, func(tx *sqldb.Tx) error {
			want = nil
			for i := range rows {
				want = append(want, fmt.Sprint(i))
				if err := jobs.Schedule(tx, "close", want[i], c.now().Add(time.Minute)); err != nil {
					return err
				}
			}
			return nil
		})
		tickAll := func() (sum int64) {
			var total atomic.Int64
			var wg sync.WaitGroup
			for _, q := range []*jobs.Queue{nodes[0], nodes[1], nodes[0], nodes[1]} {
				wg.Go(func() {
					n, err := q.Tick(context.Background())
					if err != nil {
						t.Error(err)
					}
					total.Add(int64(n))
				})
			}
			wg.Wait()
			return total.Load()
		}
		if n := tickAll(); n != 0 {
			t.Errorf("%d rows ran before their time", n)
		}
		c.set(dbtest.Now().Add(time.Minute))
		if n := tickAll(); n != rows {
			t.Errorf("%d rows ran, want %d", n, rows)
		}
		if diff := cmp.Diff(once(want...), effects(t, db)); diff != "" {
			t.Error("effects (-want +got)", diff)
		}
	})
}

func TestAFailingDueRowBlocksNoOther(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		withEffects(t, db)
		var log strings.Builder
		q := jobs.New(db, slog.New(slog.NewTextHandler(&log, nil)))
		healthy := false
		q.OnDue("close", func(tx *sqldb.Tx, subject string) error {
			if err := effect(tx, subject); err != nil {
				return err
			}
			switch {
			case !healthy && subject == "1 fails":
				return errors.New("refused")
			case !healthy && subject == "2 panics":
				panic("thrown")
			}
			return nil
		})
		for _, subject := range []string{"1 fails", "2 panics", "3 works"} {
			schedule(t, db, "close", subject, db.Now())
		}
		schedule(t, db, "unknown", "a", db.Now())
		schedule(t, db, "unknown", "b", db.Now())
		tick(t, q, 1)
		if diff := cmp.Diff(once("3 works"), effects(t, db)); diff != "" {
			t.Error("effects (-want +got)", diff)
		}
		healthy = true
		tick(t, q, 2)
		if diff := cmp.Diff(once("1 fails", "2 panics", "3 works"), effects(t, db)); diff != "" {
			t.Error("effects (-want +got)", diff)
		}
		for part, want := range map[string]int{"refused": 1, "thrown": 1, "kind=unknown": 1} {
			if got := strings.Count(log.String(), part); got != want {
				t.Errorf("%q logged %d times, want %d, in\n%s", part, got, want, log.String())
			}
		}
		later := newQueue(t, db)
		later.OnDue("unknown", effect)
		tick(t, later, 2)
	})
}

func TestAStartedQueueTicksAndDueRowsEnqueue(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(t, withEffects(t, db))
		done := make(chan struct{})
		jobs.Handle(q, func(ctx context.Context, args note) error {
			defer close(done)
			return noting(db)(ctx, args)
		})
		q.OnDue("remind", func(tx *sqldb.Tx, subject string) error { return q.Enqueue(tx, note{subject}) })
		schedule(t, db, "remind", "a", db.Now())
		start(t, q)
		select {
		case <-done:
		case <-time.After(30 * time.Second):
			t.Fatal("no tick within 30 s")
		}
		settled(t, db)
		if diff := cmp.Diff(once("a"), effects(t, db)); diff != "" {
			t.Error("effects (-want +got)", diff)
		}
	})
}
