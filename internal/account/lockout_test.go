package account_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Whoever knows the number on a card does not make the card worthless for who has it.
func TestStrangersDoNotDestroyACard(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		c := must(w.Card(ctx, officer, w.person("紙の人", "")))(t)
		looked := 0
		for i := range 40 {
			for n := range 3 {
				_, err := w.AcceptCard(ctx, visitor, from(fmt.Sprint("stranger", n)), c.Number, "22222-22222", goodPassword)
				if errors.Is(err, account.ErrRefused) {
					looked++
				}
			}
			if i == 20 {
				w.clock.turn(16 * time.Minute)
			}
		}
		if looked < 15 || looked > 21 {
			t.Errorf("%d guesses of three strangers were looked at, want five of each and one after the delay", looked)
		}
		must(w.AcceptCard(ctx, visitor, from("the kiosk"), c.Number, c.Code, goodPassword))(t)
	})
}

// A hundred failures close an account for unknown devices for a day, not for ever.
func TestTheStopEndsAfterADay(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.withPassword("花子", "hanako@example.jp")
		w.try(from("bot"), "hanako@example.jp", "a wrong password")
		if err := w.DB.Update(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE sign_in_failure SET n = 99`) // of the account: the client's is counted by recent
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if got := w.try(from("the hundredth"), "hanako@example.jp", "a wrong password"); got != "refused" {
			t.Fatal(got)
		}
		elsewhere := account.Attempt{Client: "elsewhere", Device: strings.Repeat("e", 43)}
		if got := w.try(elsewhere, "hanako@example.jp", goodPassword); got != "throttled" {
			t.Errorf("after a hundred failures: %s", got)
		}
		w.clock.turn(24*time.Hour - time.Minute)
		if got := w.try(elsewhere, "hanako@example.jp", goodPassword); got != "throttled" {
			t.Errorf("before the day is over: %s", got)
		}
		w.clock.turn(2 * time.Minute)
		if got := w.try(elsewhere, "hanako@example.jp", goodPassword); got != "ok" {
			t.Errorf("a day later: %s", got)
		}
	})
}

// TestTwoDaysOfGuesses keeps guessing: the bar is 480 guesses a day. The owner's device is let in.
func TestTwoDaysOfGuesses(t *testing.T) {
	w := open(t, dbtest.SQLite(t))
	w.withPassword("花子", "hanako@example.jp")
	home := account.Attempt{Client: "home", Device: strings.Repeat("d", 43)}
	w.try(home, "hanako@example.jp", goodPassword)
	all := 0
	for day := range 2 {
		looked := 0
		for slot := range 24 * 12 {
			for w.try(from(fmt.Sprint("bot", day, slot)), "hanako@example.jp", "a wrong password") == "refused" {
				looked++
			}
			w.clock.turn(5 * time.Minute)
		}
		t.Logf("day %d: %d guesses", day, looked)
		if looked > 480 {
			t.Errorf("day %d: %d guesses were looked at, want at most 480", day, looked)
		}
		all += looked
	}
	if all > 110 || all < 60 {
		t.Errorf("%d guesses in two days: the stop after a hundred lasts a day", all)
	}
	if got := w.try(home, "hanako@example.jp", goodPassword); got != "ok" {
		t.Errorf("the owner's device after days of guesses: %s", got)
	}
}

// A password of eight characters counts beside an authenticator app, and beside nothing else.
func TestAShortPasswordNeedsTheApp(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		const short = "aki7#tsu"
		id := w.person("花子", "hanako@example.jp")
		w.passkey(id)
		if _, err := w.SetPassword(ctx, officer, from("home"), w.session(id), account.NewPassword{New: short}); err == nil {
			t.Error("eight characters beside a passkey: a sign-in by password does not ask for the passkey")
		}
		_, _, token := w.enrol(id)
		token = must(w.SetPassword(ctx, officer, from("home"), token, account.NewPassword{New: short}))(t)
		if in := must(w.SignInPassword(ctx, visitor, from("home"), "hanako@example.jp", short))(t); in.Token != "" || in.Pending == "" {
			t.Fatalf("without the app's code: %+v", in)
		}
		must(w.RemoveTOTP(ctx, officer, token))(t)
		if got := w.try(from("home"), "hanako@example.jp", short); got != "refused" {
			t.Errorf("a short password alone: %s", got)
		}
		if must(w.Ways(ctx, id))(t).Password {
			t.Error("the short password is still there")
		}

		// A long one stays. Without another way in the app stays beside a short one.
		long := w.withPassword("次郎", "jiro@example.jp")
		_, _, token = w.enrol(long)
		token = must(w.SetPassword(ctx, officer, from("home"), token, account.NewPassword{Old: goodPassword, New: goodPassword + "!"}))(t)
		must(w.RemoveTOTP(ctx, officer, token))(t)
		if got := w.try(from("home"), "jiro@example.jp", goodPassword+"!"); got != "ok" {
			t.Errorf("a long password alone: %s", got)
		}
		only := w.withPassword("三郎", "saburo@example.jp")
		_, _, token = w.enrol(only)
		token = must(w.SetPassword(ctx, officer, from("home"), token, account.NewPassword{Old: goodPassword, New: short}))(t)
		if _, err := w.RemoveTOTP(ctx, officer, token); err == nil {
			t.Error("the app and the only password go at once")
		}
	})
}
