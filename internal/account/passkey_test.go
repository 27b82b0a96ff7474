package account_test

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
)

// passkey gives a person a passkey and returns it with the session in which it was made.
func (w *world) passkey(id account.PersonID) (*authenticator, string) {
	w.t.Helper()
	ctx := w.t.Context()
	a := newAuthenticator(w.t)
	token := w.session(id)
	options, challenge, err := w.BeginPasskey(ctx, must(w.Load(ctx, token))(w.t))
	if err != nil {
		w.t.Fatal(err)
	}
	return a, must(w.FinishPasskey(ctx, officer, token, challenge, "鍵", a.create(options, nil)))(w.t)
}

func TestPasskeys(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("花子", "hanako@example.jp")
		a, token := w.passkey(id)
		if strings.Contains(string(a.handle), string(id)) || strings.Contains(string(a.handle), "hanako") || len(a.handle) > 64 {
			t.Errorf("the user handle is %q", a.handle)
		}
		signIn := func() (account.SignedIn, error) {
			options, challenge, err := w.BeginPasskeySignIn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return w.FinishPasskeySignIn(ctx, visitor, from("home"), challenge, a.get(options, nil))
		}
		in := must(signIn())(t)
		p := must(w.Load(ctx, in.Token))(t)
		if p.Person != id || p.Assurance != account.MultiFactor || !p.Enrolled {
			t.Errorf("principal %+v", p)
		}
		options, challenge, err := w.BeginPasskeyConfirm(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		w.clock.turn(4 * time.Minute)
		fresh := must(w.FinishPasskeyConfirm(ctx, officer, from("home"), in.Token, challenge, a.get(options, nil)))(t)
		if !w.dead(in.Token) || w.dead(fresh) || w.dead(token) {
			t.Error("confirming rotates the token of its session and no other")
		}
		keys := must(w.Passkeys(ctx, id))(t)
		if len(keys) != 1 || keys[0].Name != "鍵" || keys[0].UsedAt.IsZero() {
			t.Errorf("passkeys %+v", keys)
		}
		if err := w.RenamePasskey(ctx, officer, p, keys[0].ID, "電話"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.RemovePasskey(ctx, officer, fresh, keys[0].ID); !errors.Is(err, fault.Invalid) {
			t.Errorf("the last way in is removed: %v", err)
		}
		second := newAuthenticator(t)
		p = must(w.Load(ctx, fresh))(t)
		if options, challenge, err = w.BeginPasskey(ctx, p); err != nil {
			t.Fatal(err)
		}
		fresh = must(w.FinishPasskey(ctx, officer, fresh, challenge, "", second.create(options, nil)))(t)
		fresh = must(w.RemovePasskey(ctx, officer, fresh, keys[0].ID))(t)
		if _, err := signIn(); !errors.Is(err, account.ErrRefused) {
			t.Errorf("a removed passkey: %v", err)
		}
		w.clock.turn(11 * time.Minute)
		if _, _, err := w.BeginPasskey(ctx, must(w.Load(ctx, fresh))(t)); !errors.Is(err, fault.Forbidden) {
			t.Errorf("a passkey is added long after the person proved who they are: %v", err)
		}
		one := must(w.Start(ctx, visitor, id, account.ByCard, account.OneFactor, "", ""))(t)
		if _, _, err := w.BeginPasskey(ctx, must(w.Load(ctx, one))(t)); !errors.Is(err, fault.Forbidden) {
			t.Errorf("a passkey is added past the second factor: %v", err)
		}
		a = second
		if err := w.Suspend(ctx, officer, id, "退職"); err != nil {
			t.Fatal(err)
		}
		if _, err := signIn(); !errors.Is(err, account.ErrRefused) {
			t.Errorf("suspended: %v", err)
		}
	})
}

// TestForgedAssertions tries 22 answers that are wrong in one thing.
func TestForgedAssertions(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a, _ := w.passkey(w.person("花子", "hanako@example.jp"))
		b, _ := w.passkey(w.person("太郎", "taro@example.jp"))
		stranger := newAuthenticator(t)
		flip := func(name string, at int) func(*ceremony) {
			return func(c *ceremony) {
				c.Spoil = func(r map[string]string) {
					raw, _ := base64.RawURLEncoding.DecodeString(r[name])
					raw[(at+len(raw))%len(raw)] ^= 1
					r[name] = b64(raw)
				}
			}
		}
		forgeries := map[string]func(*ceremony){
			"another type":         func(c *ceremony) { c.Type = "webauthn.create" },
			"another challenge":    func(c *ceremony) { b := make([]byte, 32); rand.Read(b); c.Challenge = b64(b) },
			"no challenge":         func(c *ceremony) { c.Challenge = "" },
			"another origin":       func(c *ceremony) { c.Origin = "https://kyodo.example.com" },
			"a subdomain":          func(c *ceremony) { c.Origin = "https://evil.kyodo.example.jp" },
			"plain http":           func(c *ceremony) { c.Origin = "http://kyodo.example.jp" },
			"another port":         func(c *ceremony) { c.Origin = "https://kyodo.example.jp:8443" },
			"no origin":            func(c *ceremony) { c.Origin = "" },
			"from a frame":         func(c *ceremony) { c.CrossOrigin = true },
			"another site's key":   func(c *ceremony) { c.RPID = "example.jp" },
			"not verified":         func(c *ceremony) { c.Flags = present },
			"nobody present":       func(c *ceremony) { c.Flags = verified },
			"neither":              func(c *ceremony) { c.Flags = 0 },
			"backup state changed": func(c *ceremony) { c.Flags |= 0x18 },
			"another private key":  func(c *ceremony) { c.Key = stranger.key },
			"another person's key": func(c *ceremony) { c.ID, c.Handle = b.id, b.handle },
			"another person":       func(c *ceremony) { c.Handle = b.handle },
			"an unknown key":       func(c *ceremony) { c.ID = stranger.id },
			"no person":            func(c *ceremony) { c.Handle = nil },
			"signature changed":    flip("signature", -1),
			"data changed":         flip("authenticatorData", -1),
			"client data changed":  flip("clientDataJSON", 30),
		}
		for name, forge := range forgeries {
			options, challenge, err := w.BeginPasskeySignIn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if in, err := w.FinishPasskeySignIn(ctx, visitor, from("x"), challenge, a.get(options, forge)); !errors.Is(err, fault.Unauthenticated) || in.Token != "" {
				t.Errorf("%s: %+v, %v", name, in, err)
			}
		}
		for name, body := range map[string]string{"empty": "", "no JSON": "<xml/>", "null": "null", "long": strings.Repeat("x", 1<<20)} {
			_, challenge, err := w.BeginPasskeySignIn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.FinishPasskeySignIn(ctx, visitor, from("x"), challenge, strings.NewReader(body)); !errors.Is(err, fault.Unauthenticated) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := w.actions("session.fail")["session.fail"]; n != int64(len(forgeries)+4) {
			t.Errorf("%d failures are on record of %d", n, len(forgeries)+4)
		}
	})
}

func TestAPasskeyChallengeIsUsedOnceAndSoon(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a, _ := w.passkey(w.person("花子", ""))
		options, challenge, err := w.BeginPasskeySignIn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		ok := make(chan bool, 20)
		var answers []io.Reader
		for range 20 {
			answers = append(answers, a.get(options, nil))
		}
		for _, answer := range answers {
			wg.Go(func() {
				if _, err := w.FinishPasskeySignIn(ctx, visitor, from("x"), challenge, answer); err == nil {
					ok <- true
				} else if !errors.Is(err, account.ErrOver) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(ok) != 1 {
			t.Errorf("one challenge signs in %d times", len(ok))
		}
		if options, challenge, err = w.BeginPasskeySignIn(ctx); err != nil {
			t.Fatal(err)
		}
		w.clock.turn(5 * time.Minute)
		if _, err := w.FinishPasskeySignIn(ctx, visitor, from("x"), challenge, a.get(options, nil)); !errors.Is(err, account.ErrOver) {
			t.Errorf("after five minutes: %v", err)
		}
		if _, err := w.FinishPasskeySignIn(ctx, visitor, from("x"), "made up", a.get(options, nil)); !errors.Is(err, account.ErrOver) {
			t.Errorf("a challenge of nobody: %v", err)
		}
	})
}

func TestAClonedPasskeyIsRefused(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a, _ := w.passkey(w.person("花子", ""))
		try := func(count uint32) error {
			options, challenge, err := w.BeginPasskeySignIn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			_, err = w.FinishPasskeySignIn(ctx, visitor, from("x"), challenge, a.get(options, func(c *ceremony) { c.Count = count }))
			return err
		}
		got := fmt.Sprint(try(5) == nil, try(5) == nil, try(4) == nil, try(0) == nil, try(6) == nil)
		if got != "true false false false true" {
			t.Errorf("counters 5, 5, 4, 0, 6 are accepted: %s", got)
		}
		if n := w.actions("passkey.clone")["passkey.clone"]; n != 3 {
			t.Errorf("%d clones are on record, want 3", n)
		}
	})
}

func TestForgedRegistrations(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("花子", "")
		token := w.session(id)
		for name, forge := range map[string]func(*ceremony){
			"another origin":    func(c *ceremony) { c.Origin = "https://example.com" },
			"another site":      func(c *ceremony) { c.RPID = "example.com" },
			"not verified":      func(c *ceremony) { c.Flags = present | attested },
			"another type":      func(c *ceremony) { c.Type = "webauthn.get" },
			"another challenge": func(c *ceremony) { c.Challenge = b64(make([]byte, 32)) },
		} {
			options, challenge, err := w.BeginPasskey(ctx, must(w.Load(ctx, token))(t))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.FinishPasskey(ctx, officer, token, challenge, "", newAuthenticator(t).create(options, forge)); !errors.Is(err, account.ErrRefused) {
				t.Errorf("%s: %v", name, err)
			}
		}
		options, challenge, err := w.BeginPasskey(ctx, must(w.Load(ctx, token))(t))
		if err != nil {
			t.Fatal(err)
		}
		other := w.session(w.person("太郎", ""))
		if _, err := w.FinishPasskey(ctx, officer, other, challenge, "", newAuthenticator(t).create(options, nil)); !errors.Is(err, account.ErrOver) {
			t.Errorf("somebody else finishes: %v", err)
		}
	})
}

func TestPasskeysNeedAHostName(t *testing.T) {
	for origin, off := range map[string]bool{"https://kyodo.example.jp": false, "http://localhost:8080": false, "http://127.0.0.1:8080": true,
		"https://[::1]:8080": true, "http://kyodo.example.jp": true, "": true} {
		s := account.Service{RP: account.RelyingParty{ID: "x", Origin: origin, Name: "Kyodo"}}
		if got := s.PasskeysOff(); (got != "") != off {
			t.Errorf("%q: off %q", origin, got)
		}
	}
}
