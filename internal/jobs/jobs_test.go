package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// note is the job of these tests: its effect is one more in the table effect.
type note struct{ Subject string }

func (note) Kind() string { return "note" }

func newQueue(t *testing.T, db *sqldb.DB) *jobs.Queue {
	t.Helper()
	return jobs.New(db, slog.New(slog.NewTextHandler(t.Output(), nil)))
}

func start(t *testing.T, q *jobs.Queue) {
	t.Helper()
	if err := q.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, q) })
}

func stop(t *testing.T, q *jobs.Queue) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := q.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func update(t *testing.T, db *sqldb.DB, f func(*sqldb.Tx) error) {
	t.Helper()
	if err := db.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func withEffects(t *testing.T, db *sqldb.DB) *sqldb.DB {
	t.Helper()
	update(t, db, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`CREATE TABLE effect (subject text PRIMARY KEY, n bigint NOT NULL)`)
		return err
	})
	return db
}

// effect counts what happened to subject, so that a second time shows.
func effect(tx *sqldb.Tx, subject string) error {
	_, err := tx.Exec(`INSERT INTO effect (subject, n) VALUES ($1, 1)
		ON CONFLICT (subject) DO UPDATE SET n = effect.n + 1`, subject)
	return err
}

func noting(db *sqldb.DB) func(context.Context, note) error {
	return func(ctx context.Context, args note) error {
		return db.Update(ctx, func(tx *sqldb.Tx) error { return effect(tx, args.Subject) })
	}
}

func effects(t *testing.T, db *sqldb.DB) map[string]int64 {
	t.Helper()
	var got map[string]int64
	err := db.View(context.Background(), func(tx *sqldb.Tx) error {
		got = map[string]int64{}
		return sqldb.Each(tx, `SELECT subject, n FROM effect`, nil, func(r sqldb.Row) error {
			var subject string
			var n int64
			err := r.Scan(&subject, &n)
			got[subject] = n
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func once(subjects ...string) map[string]int64 {
	m := map[string]int64{}
	for _, s := range subjects {
		m[s] = 1
	}
	return m
}

// settled waits until no job but ticks is left to do, and returns how many were completed.
func settled(t *testing.T, db *sqldb.DB) int64 {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var open, done int64
		err := db.View(context.Background(), func(tx *sqldb.Tx) error {
			const text = `SELECT count(*) FROM river_job WHERE kind <> 'tick' AND state `
			var err1, err2 error
			open, _, err1 = sqldb.One(tx, sqldb.Int, text+`NOT IN ('completed', 'discarded', 'cancelled')`)
			done, _, err2 = sqldb.One(tx, sqldb.Int, text+`= 'completed'`)
			return errors.Join(err1, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
		if open == 0 {
			return done
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d jobs still open", open)
		}
	}
}

func TestAJobIsWorkedIfItsTransactionCommits(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(t, withEffects(t, db))
		jobs.Handle(q, noting(db))
		refused := errors.New("refused")
		enqueue := func(subject string, after error) {
			err := db.Update(context.Background(), func(tx *sqldb.Tx) error {
				return errors.Join(q.Enqueue(tx, note{subject}), after)
			})
			if !errors.Is(err, after) {
				t.Errorf("Update = %v, want %v", err, after)
			}
		}
		enqueue("committed before Start", nil)
		enqueue("rolled back before Start", refused)
		start(t, q)
		enqueue("committed", nil)
		enqueue("rolled back", refused)
		settled(t, db)
		if diff := cmp.Diff(once("committed before Start", "committed"), effects(t, db)); diff != "" {
			t.Error("effects (-want +got)", diff)
		}
	})
}

func TestManyTransactionsOfWhichSomeFail(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(t, withEffects(t, db))
		jobs.Handle(q, noting(db))
		start(t, q)
		var want []string
		var wg sync.WaitGroup
		for i := range 200 {
			subject := fmt.Sprint(i)
			if i%4 != 0 {
				want = append(want, subject)
			}
			wg.Go(func() {
				err := db.Update(context.Background(), func(tx *sqldb.Tx) error {
					if err := q.Enqueue(tx, note{subject}); err != nil {
						return err
					}
					if i%4 == 0 {
						return errors.New("refused")
					}
					return nil
				})
				if (err != nil) != (i%4 == 0) {
					t.Error(i, err)
				}
			})
		}
		wg.Wait()
		if n := settled(t, db); n != 150 {
			t.Errorf("%d jobs completed, want 150", n)
		}
		if diff := cmp.Diff(once(want...), effects(t, db)); diff != "" {
			t.Error("effects (-want +got)", diff)
		}
	})
}

func TestAFailingJobIsTriedAgain(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(t, withEffects(t, db))
		var tries atomic.Int64
		jobs.Handle(q, func(ctx context.Context, args note) error {
			if tries.Add(1) == 1 {
				return errors.New("the mail server is away")
			}
			return noting(db)(ctx, args)
		})
		start(t, q)
		update(t, db, func(tx *sqldb.Tx) error { return q.Enqueue(tx, note{"a"}) })
		settled(t, db)
		if diff := cmp.Diff(once("a"), effects(t, db)); diff != "" || tries.Load() != 2 {
			t.Errorf("%d tries, want 2; effects (-want +got) %s", tries.Load(), diff)
		}
	})
}

func TestStopWaitsForTheRunningJob(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(t, withEffects(t, db))
		running := make(chan struct{})
		jobs.Handle(q, func(ctx context.Context, args note) error {
			close(running)
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(500 * time.Millisecond):
				return noting(db)(ctx, args)
			}
		})
		ctx, cancel := context.WithCancel(context.Background())
		if err := q.Start(ctx); err != nil {
			t.Fatal(err)
		}
		update(t, db, func(tx *sqldb.Tx) error { return q.Enqueue(tx, note{"a"}) })
		<-running
		cancel() // the signal that ends the server
		update(t, db, func(tx *sqldb.Tx) error { return q.Enqueue(tx, note{"later"}) })
		stop(t, q)
		if diff := cmp.Diff(once("a"), effects(t, db)); diff != "" {
			t.Error("effects after Stop (-want +got)", diff)
		}
	})
}

// A killed process leaves its job in the state running. That state is written here, with a start
// eleven minutes ago.
func TestAJobOfAKilledProcessIsTakenUpAgain(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(t, withEffects(t, db))
		jobs.Handle(q, noting(db))
		begun := func(subject string, ago time.Duration) {
			update(t, db, func(tx *sqldb.Tx) error {
				if err := q.Enqueue(tx, note{subject}); err != nil {
					return err
				}
				at := time.Now().Add(-ago).UTC().Format("2006-01-02 15:04:05.000")
				_, err := tx.Exec(`UPDATE river_job SET state = 'running', attempt = 1, attempted_at = $1
					WHERE state = 'available'`, at)
				return err
			})
		}
		begun("killed", 11*time.Minute)
		begun("perhaps still running", 9*time.Minute)
		start(t, q)
		for deadline := time.Now().Add(30 * time.Second); len(effects(t, db)) == 0; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("not taken up within 30 s")
			}
		}
		if diff := cmp.Diff(once("killed"), effects(t, db)); diff != "" {
			t.Error("effects (-want +got)", diff)
		}
	})
}
