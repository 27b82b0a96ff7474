package adminweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// letters returns the mails to an address whose text has the words.
func (o *office) letters(to, words string) (n int) {
	o.t.Helper()
	err := o.DB.View(o.t.Context(), func(tx *sqldb.Tx) error {
		list, err := mail.List(tx, mail.Filter{})
		for _, m := range list {
			if m.To == to && strings.Contains(m.Text, words) {
				n++
			}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

// TestTheCentreMakesNobodyALead: with the right to people, but not to posts, nobody becomes an
// officer of the lead division whose post a 人事異動 has made.
func TestTheCentreMakesNobodyALead(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		post := o.post("県民生活課", "主査", "PREF_LEAD")
		o.as("lead").done("/admin/transfers", "/admin/transfers", url.Values{"step": {"apply"},
			"lines": {"職員メール,氏名,旧職,新職,発令日\nnew@example.jp,新任,,\"" + string(post) + "\",2027-04-01\n"}})
		var id account.PersonID
		if err := o.DB.View(t.Context(), func(tx *sqldb.Tx) error {
			x, err := o.PersonByMail(tx, "new@example.jp")
			id = x.ID
			return err
		}); err != nil {
			t.Fatal(err)
		}
		at := "/admin/people/" + string(id)
		form := url.Values{"name": {"新任"}, "mail": {"attacker@example.jp"}}
		if rec := o.as("center").post(at+"/edit", at+"/edit", form); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `value="attacker@example.jp"`) {
			t.Errorf("the centre changes the address: %d", rec.Code)
		}
		if n := len(o.entries(audit.Deny)); n == 0 {
			t.Error("the refusal is not on record")
		}
		invite := url.Values{"way": {"mail"}, "name": {"新任"}, "mail": {"new@example.jp"}}
		if rec := o.as("center").post("/admin/people/new", "/admin/people/new", invite); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("the centre invites them: %d", rec.Code)
		}
		o.as("lead").done("/admin/people/new", "/admin/people/new", invite)
		o.as("lead").done(at+"/edit", at+"/edit", url.Values{"name": {"新任"}, "mail": {"right@example.jp"}})
		if x := must(o.Person(t.Context(), id))(t); x.Email != "right@example.jp" {
			t.Errorf("the lead division corrects the address: %q", x.Email)
		}
		if o.letters("new@example.jp", "別のアドレスに変わりました") != 1 || o.letters("lead2@example.jp", "メールアドレスが変わりました") != 1 ||
			o.letters("lead@example.jp", "メールアドレスが変わりました") != 0 {
			t.Error("the old address, or the other officers of the lead division, are not told")
		}
	})
}

// TestNobodyAppointsThemselves goes through the pages, and looks at who is told of what another does.
func TestNobodyAppointsThemselves(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		lead := "/admin/posts/" + string(o.post("県民生活課", "課長", "PREF_LEAD"))
		b := o.as("system")
		rec := b.post(lead+"/appoint", lead+"/appoint", url.Values{"person": {"system@example.jp"}})
		if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "自分を職に就けることはできません") {
			t.Errorf("oneself: %d", rec.Code)
		}
		rec = b.post("/admin/people/new", "/admin/people/new", url.Values{"way": {"mail"}, "name": {"私"}, "mail": {"system@example.jp"}, "post": {strings.TrimPrefix(lead, "/admin/posts/")}})
		if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "自分を職に就けることはできません") {
			t.Errorf("oneself, invited: %d", rec.Code)
		}
		lines := url.Values{"step": {"check"}, "lines": {"職員メール,旧職,新職,発令日\nsystem@example.jp,," + strings.TrimPrefix(lead, "/admin/posts/") + ",2027-04-01\n"}}
		if rec := b.post("/admin/transfers", "/admin/transfers", lines); !strings.Contains(rec.Body.String(), "自分を新しい職に就けることはできません") {
			t.Errorf("oneself in a 人事異動: %d", rec.Code)
		}
		var own account.Post
		if err := o.DB.View(t.Context(), func(tx *sqldb.Tx) error {
			held, err := o.TenuresOf(tx, o.people["system"])
			own = held[0].Post
			return err
		}); err != nil {
			t.Fatal(err)
		}
		at := "/admin/posts/" + string(own.ID)
		rec = b.post(at+"/edit", at+"/edit", url.Values{"unit": {own.Unit}, "title": {own.Title}, "scope": {"prefecture:"}, "roles": {"PREF_LEAD", "SYS_ADMIN"}, "from": {own.From.String()}})
		if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "自分が就いている職") {
			t.Errorf("the roles of one's own post: %d", rec.Code)
		}
		// Another one is appointed: the lead division is told, who did it is not.
		b.done(lead+"/appoint", lead+"/appoint", url.Values{"person": {"dept@example.jp"}})
		for to, want := range map[string]int{"lead@example.jp": 1, "lead2@example.jp": 1, "system@example.jp": 0, "center@example.jp": 0} {
			if n := o.letters(to, "県民生活課 課長"); n != want {
				t.Errorf("%s got %d mails, want %d", to, n, want)
			}
		}
	})
}

// TestALateTransferIsWarnedOf shows the warning in the dry run.
func TestALateTransferIsWarnedOf(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		post := o.post("県民生活課", "主査", "PREF_DEPT")
		o.set(term.On(2027, 4, 10).Time())
		o.signIn("lead")
		for on, says := range map[string]string{"2027-04-01": "発令日が過ぎています。", "2026-04-01": "今日以後の日にしてください"} {
			rec := o.as("lead").post("/admin/transfers", "/admin/transfers", url.Values{"step": {"check"}, "lines": {"職員メール,旧職,新職,発令日\ndept@example.jp,," + string(post) + "," + on + "\n"}})
			if !strings.Contains(rec.Body.String(), says) {
				t.Errorf("%s: the page does not say %q", on, says)
			}
		}
	})
}

// chiefs are the roles of the table that decide who holds a post.
func chiefs() (roles []string) {
	for _, row := range policy.Default().Of(policy.PostEdit) {
		roles = append(roles, row.Roles...)
	}
	return roles
}
