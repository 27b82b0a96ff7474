package sqldb_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestStagedIsOneTransactionUnderAnotherClock: each deed sees those before it and has the time that
// the clock tells; one that fails undoes itself alone; nothing stays when the whole fails.
func TestStagedIsOneTransactionUnderAnotherClock(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		refused := errors.New("refused")
		then := time.Date(2026, 5, 1, 3, 0, 0, 0, time.UTC)
		clock := then
		committed := 0
		tell := func(staged *sqldb.DB) error {
			for _, name := range []string{"a", "b", "c"} {
				err := staged.Update(ctx, func(tx *sqldb.Tx) error {
					if tx.Now != clock {
						t.Errorf("%s: it is %v, want %v", name, tx.Now, clock)
					}
					tx.AfterCommit(func() { committed++ })
					if err := insert(tx, name, "x"); err != nil || name != "b" {
						return err
					}
					return refused
				})
				if (name == "b") != errors.Is(err, refused) {
					t.Errorf("%s: %v", name, err)
				}
				clock = clock.Add(24 * time.Hour)
			}
			return staged.View(ctx, func(tx *sqldb.Tx) error {
				n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit`)
				if n != 2 {
					t.Errorf("%d rows seen inside, want 2", n)
				}
				return err
			})
		}
		if err := db.Staged(ctx, func() time.Time { return clock }, func(staged *sqldb.DB) error {
			return errors.Join(tell(staged), refused)
		}); !errors.Is(err, refused) {
			t.Errorf("the whole: %v", err)
		}
		if n := count(t, db); n != 0 || committed != 0 {
			t.Errorf("%d rows and %d effects of a story that failed", n, committed)
		}
		clock = then
		if err := db.Staged(ctx, func() time.Time { return clock }, tell); err != nil {
			t.Fatal(err)
		}
		if n := count(t, db); n != 2 || committed != 2 {
			t.Errorf("%d rows and %d effects, want 2 and 2", n, committed)
		}
		if err := db.Staged(ctx, db.Now, func(staged *sqldb.DB) error {
			return staged.Update(ctx, func(tx *sqldb.Tx) error {
				return staged.Update(tx.Context(), func(*sqldb.Tx) error { return nil })
			})
		}); err == nil {
			t.Error("an Update inside an Update went through")
		}
	})
}
