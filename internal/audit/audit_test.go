package audit_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func TestRecordStandsOrFallsWithTheChange(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		log := audit.Log{IDs: &id.Source{}}
		want := []audit.Entry{
			audit.By{Actor: audit.Import}.Entry("organization.create", "o1", ""),
			audit.By{Actor: audit.Visitor}.Entry("correction.create", "o1", "about=name"),
		}
		if err := db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, want...) }); err != nil {
			t.Fatal(err)
		}
		if err := db.Update(ctx, func(tx *sqldb.Tx) error {
			if err := log.Record(tx, want[0]); err != nil {
				return err
			}
			return context.Canceled
		}); err == nil {
			t.Fatal("the failed change was told OK")
		}
		var got []audit.Entry
		if err := db.View(ctx, func(tx *sqldb.Tx) (err error) { got, err = audit.Of(tx, "o1"); return err }); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("entries (-want +got):\n%s", d)
		}
	})
}

func TestRecordManyAtOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		log := audit.Log{IDs: &id.Source{}}
		entries := make([]audit.Entry, 1234)
		for i := range entries {
			entries[i] = audit.By{Actor: audit.System}.Entry("a.b", "many", "")
		}
		if err := db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, entries...) }); err != nil {
			t.Fatal(err)
		}
		if err := db.View(ctx, func(tx *sqldb.Tx) error {
			n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit`)
			if n != 1234 {
				t.Errorf("%d entries, want 1234", n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}
