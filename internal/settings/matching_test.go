package settings_test

import (
	"errors"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/matching"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestTheWeightOfEquity is what it is by default until somebody sets it, who is on record.
func TestTheWeightOfEquity(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		s := &settings.Service{DB: db, Audit: audit.Log{IDs: &id.Source{}}}
		weight := func(want int) {
			t.Helper()
			if n, err := s.Equity(ctx); err != nil || n != want {
				t.Errorf("the weight is %d, want %d: %v", n, want, err)
			}
		}
		weight(matching.DefaultEquity)
		for version, n := range []int{0, 100} {
			if err := s.SetMatching(ctx, officer, int64(version), n, "bad"); err != nil {
				t.Fatal(err)
			}
			weight(n)
		}
		if m, err := s.ReadMatching(ctx); err != nil || m.Version != 2 || m.ChangedBy != officer.Actor || m.ChangedAt.IsZero() {
			t.Errorf("%+v, %v", m, err)
		}
		for _, version := range []int64{0, 1, 3} {
			if err := s.SetMatching(ctx, officer, version, 20, "bad"); !errors.Is(err, fault.Conflict) {
				t.Errorf("version %d: %v", version, err)
			}
		}
		for _, n := range []int{-1, 101} {
			var f fault.Fields
			if err := s.SetMatching(ctx, officer, 2, n, "bad"); !errors.As(err, &f) || f.Says("equity") != "bad" {
				t.Errorf("%d: %v", n, err)
			}
		}
		weight(100)
		if a, err := s.Read(ctx); err != nil || a.Version != 0 {
			t.Errorf("the notice: %+v, %v", a, err)
		}
		if err := db.View(ctx, func(tx *sqldb.Tx) error {
			list, err := audit.Of(tx, "setting/matching")
			if len(list) != 2 || list[1].Actor != "officer" || list[1].Detail != `{"equity":100}` {
				t.Errorf("the log: %+v", list)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}
