package account_test

import (
	"errors"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/fault"
)

func TestIdentities(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		const idp = "https://idp.example.jp"
		id, other := w.withPassword("花子", "hanako@example.jp"), w.person("太郎", "taro@example.jp")
		token := w.session(id)
		claims := account.Claims{CorporateNumber: "7000012050002"}
		fresh := must(w.LinkIdentity(ctx, officer, token, idp, "sub1", claims))(t)
		if _, err := w.LinkIdentity(ctx, officer, w.session(other), idp, "sub1", claims); !errors.Is(err, fault.Invalid) {
			t.Errorf("linked to two: %v", err)
		}
		in := must(w.SignInIdentity(ctx, visitor, from("x"), idp, "sub1", claims))(t)
		p := must(w.Load(ctx, in.Token))(t)
		if p.Person != id || p.Assurance != account.OneFactor || p.SteppedUp(w.clock.now()) {
			t.Errorf("principal %+v", p)
		}
		for name, try := range map[string]func() (account.SignedIn, error){
			"another issuer": func() (account.SignedIn, error) {
				return w.SignInIdentity(ctx, visitor, from("x"), idp+"/", "sub1", claims)
			},
			"another subject": func() (account.SignedIn, error) {
				return w.SignInIdentity(ctx, visitor, from("x"), idp, "SUB1", claims)
			},
			"another 法人番号": func() (account.SignedIn, error) {
				return w.SignInIdentity(ctx, visitor, from("x"), idp, "sub1", account.Claims{})
			},
		} {
			if in, err := try(); !errors.Is(err, fault.Unauthenticated) || in.Token != "" || in.Pending != "" {
				t.Errorf("%s: %+v, %v", name, in, err)
			}
		}
		if _, err := w.ConfirmIdentity(ctx, officer, w.session(other), idp, "sub1", claims); !errors.Is(err, account.ErrRefused) {
			t.Errorf("somebody else's identity confirms: %v", err)
		}
		if got := must(w.ConfirmIdentity(ctx, officer, in.Token, idp, "sub1", claims))(t); !must(w.Load(ctx, got))(t).SteppedUp(w.clock.now()) {
			t.Error("confirming does not confirm")
		}
		// A second factor is asked for on this way too, unless the provider has asked for one.
		w.enrol(id)
		if in := must(w.SignInIdentity(ctx, visitor, from("x"), idp, "sub1", claims))(t); in.Token != "" || in.Pending == "" {
			t.Errorf("the provider passes by the second factor: %+v", in)
		}
		claims.MFA = true
		if in := must(w.SignInIdentity(ctx, visitor, from("x"), idp, "sub1", claims))(t); must(w.Load(ctx, in.Token))(t).Assurance != account.MultiFactor {
			t.Errorf("the provider's two factors do not count")
		}
		if !w.dead(fresh) {
			t.Error("the new factor left a session")
		}
		if err := w.Suspend(ctx, officer, id, "退職"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.SignInIdentity(ctx, visitor, from("x"), idp, "sub1", claims); !errors.Is(err, account.ErrRefused) {
			t.Errorf("suspended: %v", err)
		}
	})
}

func TestUnlinkingLeavesAWayIn(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		only := must(w.LinkIdentity(ctx, officer, w.session(w.person("太郎", "")), "i", "s", account.Claims{}))(t)
		if _, err := w.UnlinkIdentity(ctx, officer, only, "i", "s"); !errors.Is(err, fault.Invalid) {
			t.Errorf("the last way in is unlinked: %v", err)
		}
		both := must(w.LinkIdentity(ctx, officer, w.session(w.withPassword("花子", "h@example.jp")), "i", "t", account.Claims{}))(t)
		must(w.UnlinkIdentity(ctx, officer, both, "i", "t"))(t)
		if _, err := w.SignInIdentity(ctx, visitor, from("x"), "i", "t", account.Claims{}); !errors.Is(err, account.ErrUnlinked) {
			t.Errorf("unlinked: %v", err)
		}
	})
}
