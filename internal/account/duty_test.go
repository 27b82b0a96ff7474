package account_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/term"
)

// Whoever reads the mail of an address is not yet the person on record who has it: that person may
// hold a post of the staff, or will from tomorrow on.
func TestAnInvitationToAnAddressIsNotSomebodyOfTheStaff(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		for name, from := range map[string]term.Date{"today": {}, "tomorrow": term.Of(w.clock.now()).AddDays(1)} {
			mail := name + "@example.jp"
			id := w.person("新任", mail)
			must(w.Appoint(ctx, officer, w.post("県民生活課", name, "", "PREF_LEAD"), id, from, term.Date{}))(t)
			must(w.Invite(ctx, officer, account.Invitation{Mail: mail}))(t)
			code := w.lastLink()
			if in, err := w.Accept(ctx, visitor, duty(name), account.Acceptance{Code: code, Password: goodPassword}); err == nil {
				t.Errorf("%s: the link makes its reader %q, who is %q", name, in.Person, id)
			}
			// Who may decide about the post invites the person themselves.
			must(w.Invite(ctx, officer, account.Invitation{Mail: mail, Person: id}))(t)
			in := must(w.Accept(ctx, visitor, duty(name), account.Acceptance{Code: w.lastLink(), Password: goodPassword}))(t)
			if in.Person != id {
				t.Errorf("%s: invited by name: %q, want %q", name, in.Person, id)
			}
		}
	})
}

// An invitation of a person goes to the address on record, and to no other.
func TestAPersonIsInvitedAtTheirAddress(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		id := w.person("新任", "new@example.jp")
		if _, err := w.Invite(t.Context(), officer, account.Invitation{Mail: "other@example.jp", Person: id}); !errors.Is(err, fault.Invalid) {
			t.Errorf("to another address: %v", err)
		}
	})
}

func duty(client string) account.Attempt { return from("duty " + client) }

func TestAnAddressOfTheStaffIsNotChangedBeforeTheyEnter(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("新任", "new@example.jp")
		tomorrow := term.Of(w.clock.now()).AddDays(1)
		must(w.Appoint(ctx, officer, w.post("県民生活課", "主査", "", "PREF_LEAD"), id, tomorrow, term.Date{}))(t)
		p := must(w.Person(ctx, id))(t)
		input := account.PersonInput{Name: p.Name, Email: "attacker@example.jp"}
		var fields fault.Fields
		if err := w.EditPerson(ctx, officer, id, p.Version, input); !errors.As(err, &fields) || fields.Says("mail") == "" {
			t.Errorf("another address before they entered: %v", err)
		}
		input.Email, input.Phone = p.Email, "083-000-0000"
		if err := w.EditPerson(ctx, officer, id, p.Version, input); err != nil {
			t.Errorf("another telephone number: %v", err)
		}
		w.passkey(id)
		input.Email = "own@example.jp"
		if err := w.EditPerson(ctx, officer, id, p.Version+1, input); err != nil {
			t.Errorf("once they entered: %v", err)
		}
	})
}

// A post that begins tomorrow is as good a reason for two officers as one of today.
func TestOneOfficerDoesNotResetTheStaffOfTomorrow(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		today := term.Of(w.clock.now())
		post := w.post("県民生活課", "課長", "", "PREF_LEAD")
		for name, c := range map[string]struct {
			from, until term.Date
			refused     bool
		}{
			"tomorrow":  {today.AddDays(1), term.Date{}, true},
			"next year": {today.AddDays(400), today.AddDays(500), true},
			"yesterday": {today.AddDays(-10), today.AddDays(-1), false},
		} {
			id := w.withPassword("課員", strings.ReplaceAll(name, " ", "")+"@example.jp")
			must(w.Appoint(ctx, officer, post, id, c.from, c.until))(t)
			if _, err := w.ResetAtCounter(ctx, officer, id, "パスワードを忘れた"); errors.Is(err, fault.Invalid) != c.refused {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// Somebody whose post begins tomorrow keeps a second factor, and hands over before they leave.
func TestTheStaffOfTomorrowAreStaff(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("課員", "officer@example.jp")
		must(w.Appoint(ctx, officer, w.post("県民生活課", "課長", "", "PREF_LEAD"), id, term.Of(w.clock.now()).AddDays(1), term.Date{}))(t)
		_, _, token := w.enrol(id)
		if _, err := w.RemoveTOTP(ctx, audit.By{Actor: audit.Actor(id)}, token); !errors.Is(err, fault.Invalid) {
			t.Errorf("the only second factor is removed: %v", err)
		}
		if _, err := w.AskErasure(ctx, audit.By{Actor: audit.Actor(id)}, id); !errors.Is(err, fault.Invalid) {
			t.Errorf("erased with a post that begins tomorrow: %v", err)
		}
	})
}

// Nobody gives themselves a post of the staff, and nobody changes what their own post may do.
func TestNobodyAppointsThemselves(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.withPassword("管理者", "admin@example.jp")
		self := audit.By{Actor: audit.Actor(id)}
		own, lead := w.post("情報政策課", "管理者", "", "SYS_ADMIN"), w.post("県民生活課", "課長", "", "PREF_LEAD")
		w.appoint(own, id)
		w.post("県民生活課", "課長", "o-1", "GRP_MEMBER")
		says := func(name, field string, err error) {
			t.Helper()
			var fields fault.Fields
			if !errors.As(err, &fields) || fields.Says(field) == "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := w.Appoint(ctx, self, lead, id, term.Date{}, term.Date{})
		says("appointed", "person", err)
		_, err = w.Invite(ctx, self, account.Invitation{Mail: "ADMIN@example.jp", Post: lead})
		says("invited", "mail", err)
		_, err = w.ApplyTransfer(ctx, self, parse(t, "職員メール,旧職,新職,発令日\nadmin@example.jp,,"+string(lead)+",R9.4.1\n"))
		says("moved", "line2", err)
		o := must(w.Post(ctx, own))(t)
		in := account.PostInput{Unit: o.Unit, Title: o.Title, Scope: o.Scope, Roles: []string{"SYS_ADMIN", "PREF_LEAD"}, From: o.From}
		says("roles", "roles", w.EditPost(ctx, self, own, o.Version, in))
		in.Roles, in.Title = o.Roles, "主任管理者"
		if err := w.EditPost(ctx, self, own, o.Version, in); err != nil {
			t.Errorf("another title: %v", err)
		}
		// Of a post that they will hold neither, however far its reach is.
		town := must(w.CreatePost(ctx, officer, account.PostInput{Unit: "市", Title: "職員", Scope: account.Scope{Kind: account.OfMunicipality, ID: "35203"},
			Roles: []string{"PREF_DEPT"}, From: term.On(2020, 4, 1)}))(t)
		must(w.Appoint(ctx, officer, town, id, term.Of(w.clock.now()).AddDays(30), term.Date{}))(t)
		says("scope", "scope", w.EditPost(ctx, self, town, 1, account.PostInput{Unit: "市", Title: "職員", Scope: account.Scope{Kind: account.OfPrefecture},
			Roles: []string{"PREF_DEPT"}, From: term.On(2020, 4, 1)}))
		if got := w.roles(w.session(id)); len(got) != 1 || got[0] != "SYS_ADMIN" {
			t.Errorf("roles %v", got)
		}
	})
}

// When somebody leaves, the ways in that they gave and nobody used are closed.
func TestInvitationsEndWithWhoGaveThem(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		today := term.Of(w.clock.now())
		post := w.post("【架空】団体", "担当", "o-1", "GRP_OWNER")
		for name, leave := range map[string]func(id account.PersonID, tenure string) error{
			"tenure ended": func(_ account.PersonID, tenure string) error {
				return w.EndTenure(ctx, officer, tenure, term.Date{}, "解任")
			},
			"tenure ends": func(_ account.PersonID, tenure string) error {
				return w.EndTenure(ctx, officer, tenure, today, "任期")
			},
			"suspended":      func(id account.PersonID, _ string) error { return w.Suspend(ctx, officer, id, "退職") },
			"erased":         func(id account.PersonID, _ string) error { return w.Erase(ctx, officer, id, "本人の申出") },
			"asked to leave": func(id account.PersonID, _ string) error { _, err := w.AskErasure(ctx, officer, id); return err },
			"stays":          func(account.PersonID, string) error { return nil },
		} {
			id := w.person("代表", "")
			tenure := must(w.Appoint(ctx, officer, post, id, today.AddDays(-5), term.Date{}))(t)
			must(w.Invite(ctx, audit.By{Actor: audit.Actor(id)}, account.Invitation{Mail: "new@example.jp", Name: "新人", Post: post}))(t)
			code := w.lastLink()
			if err := leave(id, tenure); err != nil {
				t.Fatal(name, err)
			}
			w.clock.turn(12 * time.Hour)
			if name == "tenure ends" { // at midnight
				w.clock.set(today.AddDays(1).Time())
			}
			if _, err := w.Ticket(ctx, code); errors.Is(err, fault.Gone) == (name == "stays") {
				t.Errorf("%s: the invitation: %v", name, err)
			}
			w.clock.set(today.Time().Add(9 * time.Hour))
		}
	})
}
