package settings_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

var (
	officer = audit.By{Actor: "officer", Post: "post"}
	says    = settings.Says{Long: "long", Alone: "alone", Past: "past"}
)

// TestAnnounce writes a notice, refuses an older version and what cannot be shown.
func TestAnnounce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		s := &settings.Service{DB: db, Audit: audit.Log{IDs: &id.Source{}}}
		if a, err := s.Announcement(ctx); err != nil || a.Version != 0 || a.On(term.Of(db.Now())) {
			t.Errorf("before the first one: %+v, %v", a, err)
		}
		today := term.Of(dbtest.Now())
		if err := s.Announce(ctx, officer, 0, settings.Announcement{Japanese: " お休みします ", Until: today}, says); err != nil {
			t.Fatal(err)
		}
		a, err := s.Announcement(ctx)
		if err != nil || a.Japanese != "お休みします" || a.Version != 1 || a.ChangedBy != "officer" || !a.On(today) || a.On(today.AddDays(1)) {
			t.Errorf("the writer's node still shows %+v, %v", a, err)
		}
		if text, in := a.In("en"); text != "お休みします" || in != "ja" {
			t.Errorf("without English: %q in %q", text, in)
		}
		for _, version := range []int64{0, 2} {
			if err := s.Announce(ctx, officer, version, settings.Announcement{Japanese: "別の"}, says); !errors.Is(err, fault.Conflict) {
				t.Errorf("version %d: %v", version, err)
			}
		}
		if err := s.Announce(ctx, officer, 1, settings.Announcement{Japanese: "はい", English: "yes"}, says); err != nil {
			t.Fatal(err)
		}
		if a, err = s.Read(ctx); err != nil || a.Version != 2 || a.English != "yes" || !a.Until.IsZero() {
			t.Errorf("%+v, %v", a, err)
		}
		for field, bad := range map[string]settings.Announcement{
			"ja":    {English: "alone"},
			"en":    {Japanese: "x", English: strings.Repeat("x", settings.MaxText+1)},
			"until": {Japanese: "x", Until: term.On(2020, 1, 1)},
		} {
			err := s.Announce(ctx, officer, 2, bad, says)
			var f fault.Fields
			if !errors.As(err, &f) || f.Says(field) == "" {
				t.Errorf("%s: %v", field, err)
			}
		}
		err = db.View(ctx, func(tx *sqldb.Tx) error {
			list, err := audit.Of(tx, "setting/announcement")
			if len(list) != 2 || list[1].Actor != "officer" || !strings.Contains(list[1].Detail, "yes") {
				t.Errorf("the log: %+v", list)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestAnotherNodeFollows: what another node announces is seen within five seconds.
func TestAnotherNodeFollows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		now := dbtest.Now()
		open := func() *settings.Service {
			db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: func() time.Time { return now }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { db.Close() })
			return &settings.Service{DB: db, Audit: audit.Log{IDs: &id.Source{}}}
		}
		a, b := open(), open()
		if _, err := b.Announcement(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := a.Announce(t.Context(), officer, 0, settings.Announcement{Japanese: "新しい"}, says); err != nil {
			t.Fatal(err)
		}
		now = now.Add(5 * time.Second)
		if x, err := b.Announcement(t.Context()); err != nil || x.Japanese != "新しい" {
			t.Errorf("after five seconds: %+v, %v", x, err)
		}
	})
}
