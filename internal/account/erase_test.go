package account_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

func TestErase(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("消える花子", "gone@example.jp")
		w.appoint(w.post("課", "主査", "", "PREF_LEAD"), id)
		_, _, token := w.enrol(id)
		w.passkey(id)
		must(w.Card(ctx, officer, id))(t)
		if err := w.Erase(ctx, officer, id, ""); !errors.Is(err, fault.Invalid) {
			t.Errorf("without a reason: %v", err)
		}
		if err := w.Erase(ctx, officer, id, "本人の申出"); err != nil {
			t.Fatal(err)
		}
		if !w.dead(token) {
			t.Error("a session lives on")
		}
		if dump := dumpOf(t, w.DB); strings.Contains(dump, "花子") || strings.Contains(dump, "gone@example.jp") {
			t.Error("the name or the address is left")
		}
		if p := must(w.Person(ctx, id))(t); p.Status != account.Erased || p.Name != "" {
			t.Errorf("person %+v", p)
		}
		w.view(func(tx *sqldb.Tx) error {
			held, err := w.TenuresOf(tx, id)
			if len(held) != 1 || held[0].Until.IsZero() {
				t.Errorf("tenures %+v", held)
			}
			return err
		})
		if err := w.Erase(ctx, officer, id, "もう一度"); !errors.Is(err, fault.NotFound) {
			t.Errorf("erased twice: %v", err)
		}
		w.person("消える花子", "gone@example.jp") // the address is free again
	})
}

func TestSweep(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("花子", "hanako@example.jp")
		home := account.Attempt{Client: "home", Device: strings.Repeat("d", 43)}
		w.try(home, "hanako@example.jp", goodPassword)
		w.try(from("x"), "nobody@example.jp", "guess")
		if _, _, err := w.BeginPasskeySignIn(ctx); err != nil {
			t.Fatal(err)
		}
		left := func() (n int64) {
			w.view(func(tx *sqldb.Tx) (err error) {
				n, _, err = sqldb.One(tx, sqldb.Int, `SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM device)
					+ (SELECT count(*) FROM challenge) + (SELECT count(*) FROM sign_in_failure)`)
				return err
			})
			return n
		}
		sweep := func() {
			if err := w.DB.Update(ctx, func(tx *sqldb.Tx) error { return w.Sweep(tx) }); err != nil {
				t.Fatal(err)
			}
		}
		all := left()
		if sweep(); left() != all || all < 5 {
			t.Errorf("of %d fresh rows %d are left", all, left())
		}
		w.clock.turn(399 * 24 * time.Hour)
		if sweep(); left() != 2 {
			t.Errorf("after 399 days %d rows are left, want the session and the device", left())
		}
		w.clock.turn(2 * 24 * time.Hour)
		if sweep(); left() != 0 {
			t.Errorf("after 401 days %d rows are left of %q", left(), id)
		}
	})
}
