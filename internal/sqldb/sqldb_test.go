package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func insert(tx *sqldb.Tx, id, object string) error {
	_, err := tx.Exec(`INSERT INTO audit (id, at, actor, action, object, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, tx.Now, "test", "test", object, "")
	return err
}

func count(t *testing.T, db *sqldb.DB) int64 {
	t.Helper()
	var n int64
	err := db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUpdateCommitsOrRollsBackEachCallAlone(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		refused := errors.New("refused")
		var ok, failed, panicked, after atomic.Int64
		var wg sync.WaitGroup
		for i := range 400 {
			wg.Go(func() {
				defer func() {
					if recover() != nil {
						panicked.Add(1)
					}
				}()
				err := db.Update(ctx, func(tx *sqldb.Tx) error {
					if err := insert(tx, fmt.Sprint(i), "x"); err != nil {
						return err
					}
					tx.AfterCommit(func() { after.Add(1) })
					switch i % 4 {
					case 0:
						return refused
					case 1:
						panic("thrown")
					}
					return nil
				})
				switch {
				case err == nil:
					ok.Add(1)
				case errors.Is(err, refused):
					failed.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if ok.Load() != 200 || failed.Load() != 100 || panicked.Load() != 100 || after.Load() != 200 {
			t.Errorf("ok %d, failed %d, panicked %d, after commit %d; want 200, 100, 100, 200", ok.Load(), failed.Load(), panicked.Load(), after.Load())
		}
		if n := count(t, db); n != 200 {
			t.Errorf("%d rows stored, want 200", n)
		}
	})
}

func TestACancelledCallerTakesNobodyAlong(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		var wg sync.WaitGroup
		var stored atomic.Int64
		for i := range 100 {
			ctx, cancel := context.WithCancel(context.Background())
			wg.Go(func() {
				err := db.Update(ctx, func(tx *sqldb.Tx) error {
					if i%2 == 0 {
						cancel()
					}
					return insert(tx, fmt.Sprint(i), "x")
				})
				if err == nil {
					stored.Add(1)
				} else if !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
			defer cancel()
		}
		wg.Wait()
		if n := count(t, db); n != stored.Load() || n < 50 {
			t.Errorf("%d rows stored, %d acknowledged, want equal and at least 50", n, stored.Load())
		}
	})
}

func TestABatchThatSQLiteRolledBackIsRunAgainOneByOne(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	ctx := context.Background()
	err := db.Update(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`CREATE TRIGGER poison BEFORE INSERT ON audit WHEN NEW.object = 'poison'
			BEGIN SELECT RAISE(ROLLBACK, 'poisoned'); END`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var ok, failed atomic.Int64
	for i := range 200 {
		object := "fine"
		if i%10 == 0 {
			object = "poison"
		}
		wg.Go(func() {
			err := db.Update(ctx, func(tx *sqldb.Tx) error { return insert(tx, fmt.Sprint(i), object) })
			if err == nil {
				ok.Add(1)
				if object == "poison" {
					t.Error("a poisoned call was told OK")
				}
			} else {
				failed.Add(1)
			}
		})
	}
	wg.Wait()
	if n := count(t, db); ok.Load() != 180 || failed.Load() != 20 || n != 180 {
		t.Errorf("ok %d, failed %d, stored %d; want 180, 20, 180", ok.Load(), failed.Load(), n)
	}
}

func TestUpdateInsideUpdateIsRefused(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		var inner error
		err := db.Update(context.Background(), func(tx *sqldb.Tx) error {
			inner = db.Update(tx.Context(), func(*sqldb.Tx) error { return nil })
			return nil
		})
		if err != nil || inner == nil {
			t.Errorf("outer %v, inner %v; want nil and a refusal", err, inner)
		}
	})
}

func TestViewIsASnapshotThatCannotWrite(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		err := db.View(ctx, func(tx *sqldb.Tx) error {
			before, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit`)
			if err != nil {
				return err
			}
			if err := db.Update(ctx, func(tx *sqldb.Tx) error { return insert(tx, "a", "x") }); err != nil {
				return err
			}
			after, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit`)
			if before != after {
				t.Errorf("the snapshot moved from %d to %d rows", before, after)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.View(ctx, func(tx *sqldb.Tx) error { return insert(tx, "b", "x") }); err == nil {
			t.Error("a View wrote")
		}
	})
}

func TestTimesRoundTrip(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		want := time.Date(2026, 4, 1, 0, 0, 0, 123456000, time.FixedZone("JST", 9*3600))
		var got time.Time
		err := db.Update(ctx, func(tx *sqldb.Tx) error {
			if _, err := tx.Exec(`INSERT INTO due (kind, subject, due_at) VALUES ($1, $2, $3)`, "k", "s", want); err != nil {
				return err
			}
			var err error
			_, _, err = sqldb.One(tx, func(r sqldb.Row) (int, error) { return 0, r.Scan(sqldb.Time(&got)) }, `SELECT due_at FROM due`)
			return err
		})
		if err != nil || !got.Equal(want) {
			t.Errorf("got %v, %v; want %v", got, err, want)
		}
	})
}

func TestMigrateTwiceAndFromManyNodesAtOnce(t *testing.T) {
	for _, dsn := range []string{"sqlite:" + filepath.Join(t.TempDir(), "new", "k.db"), dbtest.EmptyPostgres(t)} {
		var wg sync.WaitGroup
		nodes := 4
		if dsn[:6] == "sqlite" {
			nodes = 1
		}
		for range nodes {
			db := dbtest.Open(t, dsn)
			wg.Go(func() {
				for range 2 {
					if err := sqldb.Migrate(context.Background(), db); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
	}
}

func TestRedact(t *testing.T) {
	for url, want := range map[string]string{
		"postgres://kyodo:secret@db/x": "postgres://kyodo:***@db/x", "postgres://kyodo:sec@ret@db/x": "postgres://kyodo:***@db/x",
		"postgres://db/x?user=kyodo&password=secret": "postgres://db/x", "postgres:///x?host=/tmp": "postgres:///x", "sqlite:a@b.db": "sqlite:a@b.db",
	} {
		if got := sqldb.Redact(url); got != want {
			t.Errorf("Redact(%q) is %q, want %q", url, got, want)
		}
	}
}

func BenchmarkUpdate(b *testing.B) {
	db := dbtest.Open(b, dbtest.SQLite(b))
	var n atomic.Int64
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			id := fmt.Sprint(n.Add(1))
			if err := db.Update(context.Background(), func(tx *sqldb.Tx) error { return insert(tx, id, "x") }); err != nil {
				b.Fatal(err)
			}
		}
	})
}
