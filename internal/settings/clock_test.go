package settings_test

import (
	"errors"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestTheReplyClock is 3, 7 and 14 business days until somebody sets it, who is on record.
func TestTheReplyClock(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		s := &settings.Service{DB: db, Audit: audit.Log{IDs: &id.Source{}}}
		days := func(want [3]int) settings.Clock {
			t.Helper()
			c, err := s.ReadClock(ctx)
			if err != nil || [3]int{c.Remind, c.Alert, c.HandOver} != want {
				t.Errorf("the clock is %+v, want %v: %v", c, want, err)
			}
			return c
		}
		days([3]int{3, 7, 14})
		if err := s.SetClock(ctx, officer, settings.Clock{Remind: 2, Alert: 5, HandOver: 10}, "bad"); err != nil {
			t.Fatal(err)
		}
		if c := days([3]int{2, 5, 10}); c.Version != 1 || c.ChangedBy != officer.Actor || c.ChangedAt.IsZero() {
			t.Errorf("%+v", c)
		}
		if err := s.SetClock(ctx, officer, settings.Clock{Remind: 1, Alert: 2, HandOver: 3}, "bad"); !errors.Is(err, fault.Conflict) {
			t.Errorf("an older version: %v", err)
		}
		for _, c := range []struct {
			days   [3]int
			fields []string
		}{{[3]int{0, 7, 14}, []string{"remind"}}, {[3]int{3, 3, 14}, []string{"alert"}}, {[3]int{3, 7, 7}, []string{"handover"}},
			{[3]int{3, 7, 61}, []string{"handover"}}, {[3]int{-1, 0, 0}, []string{"remind", "alert", "handover"}}} {
			err := s.SetClock(ctx, officer, settings.Clock{Remind: c.days[0], Alert: c.days[1], HandOver: c.days[2], Version: 1}, "bad")
			var f fault.Fields
			if !errors.As(err, &f) || len(f) != len(c.fields) {
				t.Errorf("%v: %v", c.days, err)
			}
			for _, name := range c.fields {
				if f.Says(name) != "bad" {
					t.Errorf("%v: %s is not refused", c.days, name)
				}
			}
		}
		days([3]int{2, 5, 10})
		if err := db.View(ctx, func(tx *sqldb.Tx) error {
			list, err := audit.Of(tx, "setting/reply-clock")
			if len(list) != 1 || list[0].Actor != "officer" || list[0].Detail != `{"remind":2,"alert":5,"handover":10}` {
				t.Errorf("the log: %+v", list)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}
