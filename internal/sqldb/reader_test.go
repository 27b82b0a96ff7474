package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestReadersDoNotWaitForAStatementToBePrepared: every connection is taken by a reader that goes on
// to its next statement, while another reader comes to prepare what they wanted.
func TestReadersDoNotWaitForAStatementToBePrepared(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		readers := max(4, 2*runtime.GOMAXPROCS(0)) // as many as SQLite has connections
		errs := make([]error, readers+1)
		var begun, done sync.WaitGroup
		goOn := make(chan struct{})
		for i := range readers {
			begun.Add(1)
			done.Go(func() {
				errs[i] = db.View(ctx, func(tx *sqldb.Tx) error {
					_, _, first := sqldb.One(tx, sqldb.Int, fmt.Sprintf(`SELECT %d`, i))
					begun.Done()
					<-goOn
					_, _, second := sqldb.One(tx, sqldb.Int, fmt.Sprintf(`SELECT %d + 1`, i))
					return errors.Join(first, second)
				})
			})
		}
		begun.Wait()
		done.Go(func() { errs[readers] = db.View(ctx, func(*sqldb.Tx) error { return nil }) })
		time.Sleep(50 * time.Millisecond) // the newcomer has asked for a connection
		close(goOn)
		done.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAPanicAfterCommitLeavesTheNextUpdateItsTurn: what is stored stays, and nobody waits for ever.
func TestAPanicAfterCommitLeavesTheNextUpdateItsTurn(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		func() {
			defer func() {
				if p := recover(); p != "thrown" {
					t.Errorf("recovered %v, want the panic", p)
				}
			}()
			err := db.Update(ctx, func(tx *sqldb.Tx) error {
				tx.AfterCommit(func() { panic("thrown") })
				return insert(tx, "1", "x")
			})
			t.Errorf("no panic, %v", err)
		}()
		done := make(chan error, 1)
		go func() {
			done <- db.Update(ctx, func(tx *sqldb.Tx) error { return insert(tx, "2", "x") })
		}()
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("the next Update waits for ever")
		}
		if got := count(t, db); got != 2 {
			t.Errorf("%d rows, want 2", got)
		}
	})
}
