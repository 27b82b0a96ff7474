package account_test

import (
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

const goodPassword = "あさごはん to midori no inu"

// withPassword adds a person who can sign in with goodPassword.
func (w *world) withPassword(name, mail string) account.PersonID {
	w.t.Helper()
	id := w.person(name, mail)
	hash := must(w.HashPassword(w.t.Context(), goodPassword))(w.t)
	if err := w.DB.Update(w.t.Context(), func(tx *sqldb.Tx) error { return w.SetPasswordTx(tx, officer, id, hash) }); err != nil {
		w.t.Fatal(err)
	}
	return id
}

// enrol gives a person an authenticator app and returns its secret, the recovery codes and the
// session in which it was done.
func (w *world) enrol(id account.PersonID) (seed string, codes []string, token string) {
	w.t.Helper()
	ctx := w.t.Context()
	old := w.session(id)
	p := must(w.Load(ctx, old))(w.t)
	e := must(w.EnrolTOTP(ctx, p))(w.t)
	seed = strings.ReplaceAll(e.Secret, " ", "")
	token, codes, err := w.ConfirmEnrolment(ctx, p.By("r"), account.Attempt{Client: "enrol"}, old, w.code(seed))
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.turn(time.Minute)
	return seed, codes, token
}

func (w *world) code(seed string) string {
	w.t.Helper()
	return must(totp.GenerateCode(seed, w.clock.now()))(w.t)
}

// wrong is a code that is not right now.
func (w *world) wrong(seed string) string {
	w.t.Helper()
	right := map[string]bool{}
	for _, d := range []time.Duration{-30, 0, 30} {
		right[must(totp.GenerateCode(seed, w.clock.now().Add(d*time.Second)))(w.t)] = true
	}
	for i := 0; ; i++ {
		if c := fmt.Sprintf("%06d", i); !right[c] {
			return c
		}
	}
}

func from(client string) account.Attempt { return account.Attempt{Client: client, Agent: "test"} }

func TestPasswordSignIn(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("花子", "hanako@example.jp")
		number := must(w.Person(ctx, id))(t).Number
		seen := map[string]bool{}
		for i := range 10 {
			name := []string{"Hanako@example.JP", number, number[:4] + "-" + number[4:]}[i%3]
			in, err := w.SignInPassword(ctx, visitor, from("home"), name, goodPassword)
			if err != nil || in.Token == "" || in.Pending != "" || in.Person != id || seen[in.Token] {
				t.Fatalf("%+v, %v", in, err)
			}
			seen[in.Token] = true
			p := must(w.Load(ctx, in.Token))(t)
			if p.Person != id || p.Assurance != account.OneFactor || p.Enrolled || !p.SteppedUp(w.clock.now()) {
				t.Errorf("principal %+v", p)
			}
		}
		suspended := w.withPassword("停止", "stop@example.jp")
		if err := w.Suspend(ctx, officer, suspended, "退職"); err != nil {
			t.Fatal(err)
		}
		var says []string
		for _, try := range [][2]string{{"hanako@example.jp", "wrong wrong wrong"}, {"nobody@example.jp", goodPassword}, {"stop@example.jp", goodPassword}, {"hanako@example.jp", ""}, {"", goodPassword}} {
			_, err := w.SignInPassword(ctx, visitor, from("home"), try[0], try[1])
			if !errors.Is(err, account.ErrRefused) {
				t.Errorf("%q: %v", try, err)
			}
			says = append(says, fmt.Sprint(err))
		}
		for _, s := range says {
			if s != says[0] {
				t.Errorf("the answers differ: %q", says)
			}
		}
		if n := w.actions("session.start", "session.fail"); n["session.start"] != 10 || n["session.fail"] != 5 {
			t.Errorf("log %v", n)
		}
	})
}

func TestTOTPSignIn(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("課員", "officer@example.jp")
		other := w.session(id)
		seed, codes, token := w.enrol(id)
		if !w.dead(other) || w.dead(token) {
			t.Error("a new factor ends the other sessions and keeps its own")
		}
		if p := must(w.Load(ctx, token))(t); !p.Enrolled || p.Assurance != account.MultiFactor {
			t.Errorf("principal %+v", p)
		}
		if b, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(seed); err != nil || len(b) != 20 || len(codes) != 10 {
			t.Errorf("secret %q, %v, %d codes", seed, err, len(codes))
		}
		step := func() string {
			t.Helper()
			in, err := w.SignInPassword(ctx, visitor, from("office"), "officer@example.jp", goodPassword)
			if err != nil || in.Token != "" || in.Pending == "" {
				t.Fatalf("first step %+v, %v", in, err)
			}
			return in.Pending
		}
		pending := step()
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), pending, w.wrong(seed)); !errors.Is(err, account.ErrRefused) {
			t.Errorf("a wrong code: %v", err)
		}
		code := w.code(seed)
		in, err := w.SignInTOTP(ctx, visitor, from("office"), pending, code[:3]+" "+code[3:])
		if err != nil || must(w.Load(ctx, in.Token))(t).Assurance != account.MultiFactor {
			t.Fatalf("%+v, %v", in, err)
		}
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), pending, code); !errors.Is(err, account.ErrOver) {
			t.Errorf("the first step used twice: %v", err)
		}
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), step(), code); !errors.Is(err, account.ErrRefused) {
			t.Errorf("the code used twice: %v", err)
		}
		w.clock.turn(30 * time.Second)
		early := w.code(seed)
		w.clock.turn(30 * time.Second)
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), step(), early); err != nil {
			t.Errorf("the code of the step before: %v", err)
		}
		w.clock.turn(2 * time.Minute)
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), step(), early); !errors.Is(err, account.ErrRefused) {
			t.Errorf("an old code: %v", err)
		}
		if _, err := w.SignInRecovery(ctx, visitor, from("office"), step(), strings.ToLower(codes[3])); err != nil {
			t.Errorf("a recovery code in small letters: %v", err)
		}
		if _, err := w.SignInRecovery(ctx, visitor, from("office"), step(), codes[3]); !errors.Is(err, account.ErrRefused) {
			t.Errorf("a recovery code used twice: %v", err)
		}
		pending = step()
		w.clock.turn(10 * time.Minute)
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), pending, w.code(seed)); !errors.Is(err, account.ErrOver) {
			t.Errorf("after ten minutes: %v", err)
		}
		pending = step()
		for range 5 {
			w.clock.turn(time.Second)
			if _, err := w.SignInTOTP(ctx, visitor, account.Attempt{Client: "x"}, pending, w.wrong(seed)); err == nil {
				t.Error("a wrong code is accepted")
			}
		}
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), pending, w.code(seed)); !errors.Is(err, account.ErrOver) {
			t.Errorf("the sixth try: %v", err)
		}
		pending = step()
		if err := w.Suspend(ctx, officer, id, "退職"); err != nil {
			t.Fatal(err)
		}
		w.clock.turn(20 * time.Minute)
		if _, err := w.SignInTOTP(ctx, visitor, from("office"), pending, w.code(seed)); !errors.Is(err, fault.Unauthenticated) {
			t.Errorf("suspended between the steps: %v", err)
		}
	})
}

// TestACodeCountsOnce uses one code 50 times at once on two nodes, past everything that would let
// only a few of them through.
func TestACodeCountsOnce(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		id := w.withPassword("課員", "officer@example.jp")
		seed, codes, _ := w.enrol(id)
		var nodes [2]account.Service
		for i := range nodes {
			nodes[i] = *w.Service
			nodes[i].DB = w.handle()
		}
		for name, use := range map[string]func(s *account.Service, tx *sqldb.Tx) (bool, error){
			"totp":     func(s *account.Service, tx *sqldb.Tx) (bool, error) { return s.UseTOTP(tx, id, w.code(seed)) },
			"recovery": func(s *account.Service, tx *sqldb.Tx) (bool, error) { return s.UseRecovery(tx, id, codes[0]) },
		} {
			var wg sync.WaitGroup
			ok := make(chan bool, 50)
			for i := range 50 {
				wg.Go(func() {
					s, right := &nodes[i%2], false
					err := s.DB.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
						right, err = use(s, tx)
						return err
					})
					if err != nil {
						t.Error(name, err)
					}
					if right {
						ok <- true
					}
				})
			}
			wg.Wait()
			if len(ok) != 1 {
				t.Errorf("%s: one code was right %d times", name, len(ok))
			}
		}
	})
}

// TestOneCodeSignsInOnce sends one code to 50 sign-ins at once.
func TestOneCodeSignsInOnce(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("課員", "officer@example.jp")
		seed, _, _ := w.enrol(id)
		var pending []string
		for i := range 50 {
			pending = append(pending, must(w.SignInPassword(ctx, visitor, from(fmt.Sprint(i)), "officer@example.jp", goodPassword))(t).Pending)
		}
		var wg sync.WaitGroup
		ok := make(chan bool, 50)
		for i := range 50 {
			wg.Go(func() {
				if _, err := w.SignInTOTP(ctx, visitor, from(fmt.Sprint(i)), pending[i], w.code(seed)); err == nil {
					ok <- true
				} else if !errors.Is(err, fault.Unauthenticated) && !errors.Is(err, fault.Unavailable) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(ok) != 1 {
			t.Errorf("one code signed in %d times", len(ok))
		}
	})
}
