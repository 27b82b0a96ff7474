package account_test

import (
	"errors"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

func TestSessionTokens(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("花子", "")
		seen := map[string]bool{}
		for range 100 {
			seen[w.session(id)] = true
		}
		if len(seen) != 100 {
			t.Errorf("100 sign-ins have %d tokens", len(seen))
		}
		if list := must(w.Sessions(ctx, id))(t); len(list) != 100 || list[0].Method != account.ByPasskey {
			t.Errorf("%d sessions listed", len(list))
		}
		old := w.session(id)
		fresh := must(w.Start(ctx, visitor, id, account.ByPassword, account.OneFactor, "test", old))(t)
		if !w.dead(old) || w.dead(fresh) {
			t.Error("signing in again leaves the old token alive")
		}
		stepped := must(w.StepUp(ctx, officer, fresh, account.ByPassword))(t)
		if !w.dead(fresh) || w.dead(stepped) {
			t.Error("stepping up leaves the old token alive")
		}
		if _, err := w.StepUp(ctx, officer, fresh, account.ByPassword); !errors.Is(err, fault.Unauthenticated) {
			t.Errorf("stepping up with a dead token: %v", err)
		}
		p := must(w.Load(ctx, stepped))(t)
		if err := w.EndAll(ctx, officer, id, p.Session); err != nil {
			t.Fatal(err)
		}
		if w.dead(stepped) || len(must(w.Sessions(ctx, id))(t)) != 1 {
			t.Error("ending the others ends this one, or leaves others")
		}
		if err := w.End(ctx, officer, p.Session); err != nil || !w.dead(stepped) {
			t.Errorf("ending a session: %v", err)
		}
		for _, token := range []string{"", "x", stepped + "x", stepped[:42]} {
			if !w.dead(token) {
				t.Errorf("%q is a session", token)
			}
		}
	})
}

// TestRevocationOnAnotherNode ends sessions through one handle of the database and loads them
// through another.
func TestRevocationOnAnotherNode(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		other := *w.Service
		other.DB = w.handle()
		post := w.post("【架空】団体", "代表", "org1", "GRP_OWNER")
		for name, revoke := range map[string]func(id account.PersonID, session, tenure string) error{
			"end":     func(_ account.PersonID, session, _ string) error { return w.End(ctx, officer, session) },
			"end all": func(id account.PersonID, _, _ string) error { return w.EndAll(ctx, officer, id, "") },
			"suspend": func(id account.PersonID, _, _ string) error { return w.Suspend(ctx, officer, id, "退職") },
			"reset": func(id account.PersonID, _, _ string) error {
				_, err := w.ResetAtCounter(ctx, officer, id, "カード紛失")
				return err
			},
		} {
			id := w.person(name, "")
			tenure := w.appoint(post, id)
			token := w.session(id)
			p, err := other.Load(ctx, token)
			if err != nil || len(p.Holdings) != 1 {
				t.Fatal(name, p, err)
			}
			if err := revoke(id, p.Session, tenure); err != nil {
				t.Fatal(name, err)
			}
			if _, err := other.Load(ctx, token); !errors.Is(err, fault.Unauthenticated) {
				t.Errorf("%s: the next request on the other node: %v", name, err)
			}
		}
	})
}

func TestSessionLimits(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		member, staff := w.person("会員", ""), w.person("職員", "")
		w.appoint(w.post("課", "主査", "", "PREF_LEAD"), staff)
		w.appoint(w.post("【架空】団体", "代表", "org1", "GRP_OWNER"), member)
		for _, x := range []struct {
			name           string
			id             account.PersonID
			idle, absolute time.Duration
		}{{"staff", staff, 30 * time.Minute, 8 * time.Hour}, {"member", member, time.Hour, 24 * time.Hour}} {
			token := w.session(x.id)
			p := must(w.Load(ctx, token))(t)
			idle, absolute := w.Deadline(p)
			if idle.Sub(p.SeenAt) != x.idle || absolute.Sub(p.StartedAt) != x.absolute {
				t.Errorf("%s: deadlines %s %s", x.name, idle.Sub(p.SeenAt), absolute.Sub(p.StartedAt))
			}
			w.clock.turn(x.idle - time.Second)
			if w.dead(token) {
				t.Errorf("%s: dead one second early", x.name)
			}
			w.clock.turn(time.Second)
			if !w.dead(token) {
				t.Errorf("%s: alive after the idle limit", x.name)
			}
			token = w.session(x.id)
			began := w.clock.now()
			for w.clock.now().Sub(began) < x.absolute-10*time.Minute {
				w.clock.turn(10 * time.Minute)
				p, err := w.Load(ctx, token)
				if err != nil {
					t.Fatalf("%s: dead after %s in use: %v", x.name, w.clock.now().Sub(began), err)
				}
				if err := w.Touch(ctx, p); err != nil {
					t.Fatal(err)
				}
			}
			w.clock.set(began.Add(x.absolute - time.Second))
			if w.dead(token) {
				t.Errorf("%s: dead one second before the absolute limit", x.name)
			}
			w.clock.turn(time.Second)
			if !w.dead(token) {
				t.Errorf("%s: alive after the absolute limit", x.name)
			}
		}
	})
}

func TestTouchWritesSeldom(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		token := w.session(w.person("花子", ""))
		seen := func() time.Time { return must(w.Load(ctx, token))(t).SeenAt }
		first := seen()
		w.clock.turn(5*time.Minute - time.Second)
		if err := w.Touch(ctx, must(w.Load(ctx, token))(t)); err != nil || !seen().Equal(first) {
			t.Errorf("noted before five minutes: %v", err)
		}
		if err := w.Extend(ctx, must(w.Load(ctx, token))(t)); err != nil || !seen().Equal(w.clock.now()) {
			t.Errorf("extending: %v", err)
		}
		w.clock.turn(5 * time.Minute)
		if err := w.Touch(ctx, must(w.Load(ctx, token))(t)); err != nil || !seen().Equal(w.clock.now()) {
			t.Errorf("not noted after five minutes: %v", err)
		}
	})
}

func TestActingAndBreakGlass(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("兼務", "")
		a, b := w.post("課", "主査", "", "PREF_LEAD"), w.post("室", "室長", "", "PREF_DEPT")
		w.appoint(a, id)
		tenure := w.appoint(b, id)
		token := w.session(id)
		load := func() *account.Principal { return must(w.Load(ctx, token))(t) }
		if err := w.ActAs(ctx, officer, load(), b); err != nil || load().Acting != b {
			t.Errorf("acting as %q, %v", load().Acting, err)
		}
		if err := w.ActAs(ctx, officer, load(), "another"); !errors.Is(err, fault.NotFound) {
			t.Errorf("acting in a post not held: %v", err)
		}
		until := w.clock.now().Add(15 * time.Minute)
		if err := w.BreakGlass(ctx, officer, load(), "", until); !errors.Is(err, fault.Invalid) {
			t.Errorf("without a reason: %v", err)
		}
		if err := w.BreakGlass(ctx, officer, load(), "災害対応", until); err != nil || !load().GlassUntil.Equal(until) {
			t.Errorf("glass until %s, %v", load().GlassUntil, err)
		}
		w.clock.set(until)
		if !load().GlassUntil.IsZero() {
			t.Error("the glass is still broken")
		}
		if err := w.EndTenure(ctx, officer, tenure, term.Date{}, "異動"); err != nil {
			t.Fatal(err)
		}
		if load().Acting != "" {
			t.Error("acts in a post that ended")
		}
	})
}

// TestSuspensionHoldsByItself: each of the three things that keep somebody suspended out is enough.
func TestSuspensionHoldsByItself(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("花子", "")
		token := w.session(id)
		status := func(to string) {
			err := w.DB.Update(ctx, func(tx *sqldb.Tx) error {
				_, err := tx.Exec(`UPDATE person SET status = $2 WHERE id = $1`, string(id), to)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		status("suspended")
		if !w.dead(token) {
			t.Error("a session of somebody suspended is loaded")
		}
		if _, err := w.Start(ctx, visitor, id, account.ByDemo, account.MultiFactor, "", ""); !errors.Is(err, account.ErrRefused) {
			t.Errorf("a session begins: %v", err)
		}
		status("active")
		if err := w.Suspend(ctx, officer, id, "退職"); err != nil {
			t.Fatal(err)
		}
		if err := w.Reinstate(ctx, officer, id, "復職"); err != nil {
			t.Fatal(err)
		}
		if !w.dead(token) {
			t.Error("a session from before the suspension lives again")
		}
	})
}
