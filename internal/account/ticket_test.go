package account_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/term"
)

// lastLink returns the code of the link in the last mail.
func (w *world) lastLink() string {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	m := w.mails[len(w.mails)-1]
	_, rest, ok := strings.Cut(m.Text, account.InvitationPath)
	if !ok || !m.Secret || len(rest) < 43 {
		w.t.Fatalf("no link in %+v", m)
	}
	return rest[:43]
}

func TestInvitation(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		post := w.post("【架空】団体", "担当", "org1", "GRP_MEMBER")
		must(w.Invite(ctx, officer, account.Invitation{Mail: "new@example.jp", Name: "新人", Post: post}))(t)
		code := w.lastLink()
		k := must(w.Ticket(ctx, code))(t)
		if k.Email != "new@example.jp" || k.Post != post || k.ExpiresAt.Sub(k.CreatedAt) != 24*time.Hour {
			t.Errorf("ticket %+v", k)
		}
		if _, err := w.Accept(ctx, visitor, from("home"), account.Acceptance{Code: code, Password: "short"}); !errors.Is(err, fault.Invalid) {
			t.Errorf("a short password: %v", err)
		}
		var wg sync.WaitGroup
		in := make(chan account.SignedIn, 20)
		for range 20 {
			wg.Go(func() {
				if x, err := w.Accept(ctx, visitor, from("home"), account.Acceptance{Code: code}); err == nil {
					in <- x
				} else if !errors.Is(err, fault.Gone) && !errors.Is(err, fault.Conflict) && !errors.Is(err, fault.Invalid) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(in) != 1 {
			t.Fatalf("one invitation is accepted %d times", len(in))
		}
		token := (<-in).Token
		if got := w.roles(token); len(got) != 1 || got[0] != "GRP_MEMBER" {
			t.Errorf("roles %v", got)
		}
		p := must(w.Load(ctx, token))(t)
		fresh := must(w.SetPassword(ctx, p.By("r"), from("home"), token, account.NewPassword{New: goodPassword}))(t)
		if must(w.SignInPassword(ctx, visitor, from("home"), "new@example.jp", goodPassword))(t).Token == "" || !w.dead(token) || w.dead(fresh) {
			t.Error("the first password does not sign in, or leaves the old token")
		}

		// The same address once more: a link alone must not sign in who has a way in.
		again := w.post("【架空】団体2", "担当", "org2", "GRP_MEMBER")
		must(w.Invite(ctx, officer, account.Invitation{Mail: "NEW@example.jp", Post: again}))(t)
		code = w.lastLink()
		if _, err := w.Accept(ctx, visitor, from("x"), account.Acceptance{Code: code, Password: "another long password"}); !errors.Is(err, account.ErrSignInFirst) {
			t.Errorf("a link for somebody with a password: %v", err)
		}
		if _, err := w.Accept(ctx, officer, from("x"), account.Acceptance{Code: code}); !errors.Is(err, account.ErrSignInFirst) {
			t.Errorf("somebody else signed in: %v", err)
		}
		must(w.Accept(ctx, audit.By{Actor: audit.Actor(p.Person)}, from("x"), account.Acceptance{Code: code}))(t)
		if got := w.roles(fresh); len(got) != 2 {
			t.Errorf("roles %v", got)
		}

		must(w.Invite(ctx, officer, account.Invitation{Mail: "late@example.jp", Name: "遅刻", Hours: 1000}))(t)
		code = w.lastLink()
		w.clock.turn(72*time.Hour - time.Second)
		must(w.Ticket(ctx, code))(t)
		w.clock.turn(time.Second)
		if _, err := w.Accept(ctx, visitor, from("x"), account.Acceptance{Code: code}); !errors.Is(err, fault.Gone) {
			t.Errorf("after 72 hours: %v", err)
		}
		id := must(w.Invite(ctx, officer, account.Invitation{Mail: "late@example.jp", Name: "遅刻"}))(t)
		if err := w.Withdraw(ctx, officer, id); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Ticket(ctx, w.lastLink()); !errors.Is(err, fault.Gone) {
			t.Errorf("withdrawn: %v", err)
		}
	})
}

func TestAcceptWithAPasskey(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		post := w.post("課", "主査", "", "PREF_LEAD")
		must(w.Invite(ctx, officer, account.Invitation{Mail: "new@example.jp", Name: "新人", Post: post}))(t)
		code := w.lastLink()
		options, challenge, err := w.BeginAccept(ctx, code, "")
		if err != nil {
			t.Fatal(err)
		}
		a := newAuthenticator(t)
		in := must(w.Accept(ctx, visitor, from("home"), account.Acceptance{Code: code, Challenge: challenge, Passkey: a.create(options, nil)}))(t)
		if p := must(w.Load(ctx, in.Token))(t); p.Assurance != account.MultiFactor || !p.Enrolled || p.Name != "新人" {
			t.Errorf("principal %+v", p)
		}
		if options, challenge, err = w.BeginPasskeySignIn(ctx); err != nil {
			t.Fatal(err)
		}
		if got := must(w.FinishPasskeySignIn(ctx, visitor, from("home"), challenge, a.get(options, nil)))(t); got.Person != in.Person {
			t.Errorf("the passkey is of %q", got.Person)
		}
	})
}

// Somebody on record without a way in, whom an invitation finds by their address alone.
func TestAPasskeyOfSomebodyOnRecordSignsIn(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		person := w.person("在籍者", "known@example.jp")
		must(w.Invite(ctx, officer, account.Invitation{Mail: "known@example.jp", Post: w.post("課", "主事", "", "PREF_LEAD")}))(t)
		code := w.lastLink()
		options, challenge, err := w.BeginAccept(ctx, code, "")
		if err != nil {
			t.Fatal(err)
		}
		a := newAuthenticator(t)
		must(w.Accept(ctx, visitor, from("home"), account.Acceptance{Code: code, Challenge: challenge, Passkey: a.create(options, nil)}))(t)
		if options, challenge, err = w.BeginPasskeySignIn(ctx); err != nil {
			t.Fatal(err)
		}
		if got := must(w.FinishPasskeySignIn(ctx, visitor, from("home"), challenge, a.get(options, nil)))(t); got.Person != person {
			t.Errorf("the passkey is of %q, want %q", got.Person, person)
		}
	})
}

func TestSetup(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		first := must(w.SetupLink(ctx, "SYS_ADMIN"))(t)
		link := must(w.SetupLink(ctx, "SYS_ADMIN"))(t)
		codeOf := func(link string) string { return link[strings.LastIndex(link, "/")+1:] }
		if !strings.HasPrefix(link, "https://kyodo.example.jp"+account.SetupPath) || len(codeOf(link)) != 43 {
			t.Errorf("link %q", link)
		}
		x := account.Acceptance{Code: codeOf(first), Name: "管理者", Mail: "admin@example.jp", Password: goodPassword}
		if _, err := w.Accept(ctx, visitor, from("x"), x); !errors.Is(err, fault.Gone) {
			t.Errorf("the earlier link: %v", err)
		}
		w.clock.turn(time.Hour - time.Second)
		x.Code = codeOf(link)
		in := must(w.Accept(ctx, visitor, from("x"), x))(t)
		if got := w.roles(in.Token); len(got) != 1 || got[0] != "SYS_ADMIN" {
			t.Errorf("roles %v", got)
		}
		if _, err := w.SetupLink(ctx, "SYS_ADMIN"); !errors.Is(err, fault.Conflict) {
			t.Errorf("a link beside an administrator: %v", err)
		}
		if must(w.Nobody(ctx))(t) {
			t.Error("nobody is there")
		}
	})
}

func TestSetupLinksExpire(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		link := must(w.SetupLink(t.Context(), "SYS_ADMIN"))(t)
		w.clock.turn(time.Hour)
		_, err := w.Accept(t.Context(), visitor, from("x"), account.Acceptance{Code: link[strings.LastIndex(link, "/")+1:], Name: "x"})
		if !errors.Is(err, fault.Gone) {
			t.Errorf("after an hour: %v", err)
		}
	})
}

func TestCard(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("紙の人", "")
		old := must(w.Card(ctx, officer, id))(t)
		c := must(w.Card(ctx, officer, id))(t)
		if len(c.Code) != 11 || len(c.Number) != 9 || c.ExpiresAt.Sub(w.clock.now()) != 30*24*time.Hour {
			t.Errorf("card %+v", c)
		}
		accept := func(number, code, password string) error {
			w.clock.turn(16 * time.Minute) // past every delay
			_, err := w.AcceptCard(ctx, visitor, from("kiosk"), number, code, password)
			return err
		}
		if err := accept(c.Number, old.Code, goodPassword); !errors.Is(err, account.ErrRefused) {
			t.Errorf("an earlier card: %v", err)
		}
		for range 3 {
			if err := accept(c.Number, c.Code, "short"); !errors.Is(err, fault.Invalid) {
				t.Errorf("a short password: %v", err)
			}
		}
		if err := accept(strings.ReplaceAll(c.Number, "-", ""), " "+strings.ToLower(c.Code), goodPassword); err != nil {
			t.Errorf("a right code in small letters: %v", err)
		}
		if err := accept(c.Number, c.Code, goodPassword); !errors.Is(err, account.ErrRefused) {
			t.Errorf("the card used twice: %v", err)
		}
		must(w.SignInPassword(ctx, visitor, from("home"), c.Number, goodPassword))(t)

		c = must(w.Card(ctx, officer, id))(t)
		w.clock.turn(30 * 24 * time.Hour)
		if err := accept(c.Number, c.Code, goodPassword); !errors.Is(err, account.ErrRefused) {
			t.Errorf("after 30 days: %v", err)
		}
	})
}

func TestResetKeepsTheSecondFactor(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("課員", "officer@example.jp")
		seed, _, token := w.enrol(id)
		c := must(w.ResetAtCounter(ctx, officer, id, "パスワードを忘れた"))(t)
		if !w.dead(token) {
			t.Error("a session lives on")
		}
		if _, err := w.SignInPassword(ctx, visitor, from("x"), "officer@example.jp", goodPassword); !errors.Is(err, account.ErrRefused) {
			t.Errorf("the old password: %v", err)
		}
		in := must(w.AcceptCard(ctx, visitor, from("x"), c.Number, c.Code, "tanuki no ongaeshi"))(t)
		if in.Token != "" || in.Pending == "" {
			t.Fatalf("the card passes by the second factor: %+v", in)
		}
		in = must(w.SignInTOTP(ctx, visitor, from("x"), in.Pending, w.code(seed)))(t)
		if must(w.Load(ctx, in.Token))(t).Assurance != account.MultiFactor {
			t.Error("not two factors")
		}
		if _, err := w.ResetAtCounter(ctx, officer, id, " "); !errors.Is(err, fault.Invalid) {
			t.Errorf("without a reason: %v", err)
		}
	})
}

func TestFactorResetNeedsTwoOfficers(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("課員", "officer@example.jp")
		_, _, token := w.enrol(id)
		w.passkey(id)
		proposal := must(w.ProposeFactorReset(ctx, officer, id, "端末紛失"))(t)
		for _, by := range []audit.By{officer, {Actor: audit.Actor(id)}} {
			if _, err := w.ApproveFactorReset(ctx, by, proposal, "確認"); !errors.Is(err, fault.Invalid) {
				t.Errorf("%q approves: %v", by.Actor, err)
			}
		}
		second := audit.By{Actor: "second"}
		c := must(w.ApproveFactorReset(ctx, second, proposal, "本人確認済み"))(t)
		if _, err := w.ApproveFactorReset(ctx, audit.By{Actor: "third"}, proposal, "もう一度"); !errors.Is(err, fault.Conflict) {
			t.Errorf("approved twice: %v", err)
		}
		if !w.dead(token) || len(must(w.Passkeys(ctx, id))(t)) != 0 {
			t.Error("a session or a passkey is left")
		}
		in := must(w.AcceptCard(ctx, visitor, from("x"), c.Number, c.Code, goodPassword))(t)
		if p := must(w.Load(ctx, in.Token))(t); p.Enrolled || p.Assurance != account.OneFactor {
			t.Errorf("principal %+v", p)
		}
		late := must(w.ProposeFactorReset(ctx, officer, id, "端末紛失"))(t)
		w.clock.set(term.On(2026, 12, 24).Time())
		if _, err := w.ApproveFactorReset(ctx, second, late, "遅い"); !errors.Is(err, fault.Conflict) {
			t.Errorf("after a month: %v", err)
		}
	})
}

// Whoever holds the card of somebody of the staff without a second factor could enrol one.
func TestOneOfficerDoesNotResetStaffWithoutASecondFactor(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		id := w.withPassword("課員", "officer@example.jp")
		w.appoint(w.post("県民生活課", "主任", "", "STAFF"), id)
		if _, err := w.ResetAtCounter(t.Context(), officer, id, "パスワードを忘れた"); !errors.Is(err, fault.Invalid) {
			t.Fatalf("without a second factor: %v", err)
		}
		w.passkey(id)
		must(w.ResetAtCounter(t.Context(), officer, id, "パスワードを忘れた"))(t)
	})
}
