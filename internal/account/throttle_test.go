package account_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// try says what became of a sign-in: ok, refused, or throttled.
func (w *world) try(a account.Attempt, mail, password string) string {
	w.t.Helper()
	_, err := w.SignInPassword(w.t.Context(), visitor, a, mail, password)
	var throttled *account.Throttled
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &throttled):
		return "throttled"
	case errors.Is(err, account.ErrRefused):
		return "refused"
	}
	w.t.Fatal(err)
	return ""
}

func TestStrangersAreSlowedAndTheOwnerIsNot(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.withPassword("花子", "hanako@example.jp")
		home := account.Attempt{Client: "home", Device: strings.Repeat("d", 43)}
		if got := w.try(home, "hanako@example.jp", goodPassword); got != "ok" {
			t.Fatal(got)
		}
		for _, mail := range []string{"hanako@example.jp", "nobody@example.jp"} {
			var got []string
			for i := range 7 {
				got = append(got, w.try(from(fmt.Sprint("bot", i)), mail, "a wrong password"))
			}
			if s := strings.Join(got, " "); s != "refused refused refused refused refused throttled throttled" {
				t.Errorf("%s: %s", mail, s)
			}
		}
		if got := w.try(from("elsewhere"), "hanako@example.jp", goodPassword); got != "throttled" {
			t.Errorf("the right password on an unknown device: %s", got)
		}
		if got := w.try(home, "hanako@example.jp", goodPassword); got != "ok" {
			t.Errorf("the owner's device: %s", got)
		}
		w.clock.turn(time.Minute)
		if got := w.try(from("elsewhere"), "hanako@example.jp", goodPassword); got != "ok" {
			t.Errorf("after the delay: %s", got)
		}
		// A stolen device value does not give free guesses either.
		for range 5 {
			w.try(home, "hanako@example.jp", "a wrong password")
		}
		if got := w.try(home, "hanako@example.jp", goodPassword); got != "throttled" {
			t.Errorf("a known device after five failures: %s", got)
		}
	})
}

func TestAClientIsSlowed(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.withPassword("花子", "hanako@example.jp")
		count := map[string]int{}
		for i := range 60 {
			count[w.try(from("one"), fmt.Sprintf("u%d@example.jp", i), "guess")]++
		}
		if count["refused"] != 50 || count["throttled"] != 10 {
			t.Errorf("60 failures of one client: %v", count)
		}
		if got := w.try(from("another"), "hanako@example.jp", goodPassword); got != "ok" {
			t.Errorf("another client: %s", got)
		}
		w.clock.turn(15 * time.Minute)
		for i := range 60 { // successes do not count
			if got := w.try(from("one"), "hanako@example.jp", goodPassword); got != "ok" {
				t.Fatalf("sign-in %d: %s", i, got)
			}
		}
	})
}

// TestManyAtOnceAreNotLookedAt sends 60 guesses at once: five are looked at.
func TestManyAtOnceAreNotLookedAt(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.withPassword("花子", "hanako@example.jp")
		var wg sync.WaitGroup
		got := make(chan string, 60)
		for i := range 60 {
			wg.Go(func() { got <- w.try(from(fmt.Sprint(i)), "hanako@example.jp", "guess") })
		}
		wg.Wait()
		close(got)
		count := map[string]int{}
		for g := range got {
			count[g]++
		}
		if count["refused"] != 5 || count["throttled"] != 55 {
			t.Errorf("60 guesses at once: %v", count)
		}
	})
}

// TestUnknownAddressesCostTheSame compares the shortest time of a known and an unknown address:
// whatever else the machine does only adds.
func TestUnknownAddressesCostTheSame(t *testing.T) {
	w := open(t, dbtest.SQLite(t))
	for i := range 10 {
		w.withPassword("花子", fmt.Sprintf("known%d@example.jp", i))
	}
	took := [2]time.Duration{time.Hour, time.Hour}
	for i := range 10 {
		for k, mail := range []string{"known%d@example.jp", "unknown%d@example.jp"} {
			began := time.Now()
			if got := w.try(from(fmt.Sprint(i)), fmt.Sprintf(mail, i), "a wrong password"); got != "refused" {
				t.Fatal(got)
			}
			took[k] = min(took[k], time.Since(began))
		}
	}
	if r := float64(took[0]) / float64(took[1]); r < 0.5 || r > 2 {
		t.Errorf("a known address takes %s, an unknown one %s", took[0], took[1])
	}
}

// TestNothingInTheDatabaseSignsIn looks for every secret in every text column.
func TestNothingInTheDatabaseSignsIn(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("花子", "hanako@example.jp")
		seed, codes, token := w.enrol(id)
		in := must(w.SignInPassword(ctx, visitor, account.Attempt{Client: "192.0.2.77", Device: strings.Repeat("D", 43)}, "hanako@example.jp", goodPassword))(t)
		must(w.Invite(ctx, officer, account.Invitation{Mail: "new@example.jp", Name: "新人"}))(t)
		card := must(w.Card(ctx, officer, w.person("紙の人", "")))(t)
		_, challenge, err := w.BeginPasskeySignIn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		secrets := append([]string{seed, token, in.Pending, goodPassword, w.lastLink(), card.Code, strings.ReplaceAll(card.Code, "-", ""),
			challenge, strings.Repeat("D", 43), "192.0.2.77"}, codes...)
		for _, c := range codes {
			secrets = append(secrets, strings.ReplaceAll(c, "-", ""))
		}
		dump := dumpOf(t, w.DB)
		if !strings.Contains(dump, "hanako@example.jp") || !strings.Contains(dump, "argon2id") {
			t.Fatal("the dump is not of this database")
		}
		for i, s := range secrets {
			if s == "" || strings.Contains(dump, s) {
				t.Errorf("secret %d (%q) stands in the database", i, s)
			}
		}
	})
}

// dumpOf writes every row of this package's tables and of the log as text.
func dumpOf(t *testing.T, db *sqldb.DB) string {
	t.Helper()
	var b strings.Builder
	tables := map[string]string{
		"person": "id || name || email || handle || search || number", "session": "id || token_hash || agent", "password": "hash", "totp": "sealed",
		"recovery_code": "hash", "passkey": "credential || record", "ticket": "secret_hash || name || email || actor", "challenge": "id || kind || content",
		"device": "hash", "sign_in_failure": "key", "audit": "object || detail || reason || subject", "audit_personal": "content",
	}
	err := db.View(context.Background(), func(tx *sqldb.Tx) error {
		for table, columns := range tables {
			rows, err := sqldb.All(tx, sqldb.Text, `SELECT `+columns+` FROM `+table)
			if err != nil {
				return err
			}
			b.WriteString(strings.Join(rows, "\n"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// rss is the resident memory of this process in MiB.
func rss(t testing.TB) float64 {
	t.Helper()
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.Fields(string(b))[1])
	if err != nil {
		t.Fatal(err)
	}
	return float64(n) * float64(os.Getpagesize()) / (1 << 20)
}

// TestMemoryOf500SignIns signs 500 people in at once and watches the memory.
func TestMemoryOf500SignIns(t *testing.T) {
	w := open(t, dbtest.SQLite(t))
	ctx := t.Context()
	hash := must(w.HashPassword(ctx, goodPassword))(t)
	err := w.DB.Update(ctx, func(tx *sqldb.Tx) error {
		for i := range 500 {
			id, err := w.CreatePersonTx(tx, officer, account.PersonInput{Name: "人", Email: fmt.Sprintf("p%d@example.jp", i)})
			if err != nil {
				return err
			}
			if err := w.SetPasswordTx(tx, officer, id, hash); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	before, most := rss(t), 0.0
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for {
			most = max(most, rss(t))
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	began := time.Now()
	tokens := make(chan string, 500)
	var wg sync.WaitGroup
	for i := range 500 {
		wg.Go(func() {
			in, err := w.SignInPassword(ctx, visitor, from(fmt.Sprint("client", i)), fmt.Sprintf("p%d@example.jp", i), goodPassword)
			if err != nil {
				t.Error(err)
			}
			tokens <- in.Token
		})
	}
	wg.Wait()
	took := time.Since(began)
	close(done)
	<-watched
	close(tokens)
	seen := map[string]bool{}
	for token := range tokens {
		seen[token] = true
	}
	t.Logf("500 sign-ins at once: %.1f/s, memory %.0f MiB, at most %.0f MiB (+%.0f)", 500/took.Seconds(), before, most, most-before)
	if len(seen) != 500 || most-before > 256 {
		t.Errorf("%d tokens; the memory grew by %.0f MiB, want at most 256", len(seen), most-before)
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			dsn := ""
			if engine == "sqlite" {
				dsn = dbtest.SQLite(b)
			} else {
				dsn = dbtest.Postgres(b)
			}
			w := openFor(b, dsn)
			id := w.person("花子", "")
			w.appoint(w.post("課", "主査", "", "PREF_LEAD"), id)
			token := w.session(id)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Load(b.Context(), token); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSignIn(b *testing.B) {
	w := openFor(b, dbtest.SQLite(b))
	w.withPassword("花子", "hanako@example.jp")
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := w.SignInPassword(b.Context(), visitor, from("x"), "hanako@example.jp", goodPassword); err != nil {
				b.Error(err)
			}
		}
	})
}
