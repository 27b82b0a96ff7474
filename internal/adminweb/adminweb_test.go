package adminweb_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/web/webtest"
)

// TestWhoSeesWhat opens each page as each officer: an allowed one gets a page without faults in
// both languages, another one none.
func TestWhoSeesWhat(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		person := "/admin/people/" + string(o.people["dept"])
		post := o.post("課", "主査", "PREF_DEPT")
		tenure := o.appoint(post, o.people["dept"])
		at := "/admin/posts/" + string(post)
		letter := ""
		if err := o.DB.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
			letter, err = o.outbox.Send(tx, mail.Message{To: "a@example.jp", Kind: "test", Subject: "お知らせ", Text: "本文"})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		reset := must(o.ProposeFactorReset(t.Context(), o.by("lead"), o.people["dept"], "電話をなくした"))(t)
		for path, who := range map[string]string{
			"/admin":                    "lead lead2 center system auditor coord",
			"/admin/people":             "lead lead2 center system auditor",
			"/admin/people.csv":         "lead lead2 center system auditor",
			person:                      "lead lead2 center system auditor",
			"/admin/people/new":         "lead lead2 center system",
			person + "/edit":            "lead lead2 center system",
			person + "/suspend":         "lead lead2 center system",
			person + "/erase":           "lead lead2 center",
			person + "/reset":           "lead lead2 center coord",
			person + "/factor":          "lead lead2 center",
			"/admin/factors":            "lead lead2 center system auditor",
			"/admin/factors/" + reset:   "lead2 center",
			"/admin/sessions":           "lead lead2 center system",
			"/admin/posts":              "lead lead2 center system auditor",
			"/admin/posts.csv":          "lead lead2 center system auditor",
			"/admin/posts/new":          "lead lead2 system",
			at:                          "lead lead2 center system auditor",
			at + "/edit":                "lead lead2 system",
			at + "/appoint":             "lead lead2 system",
			at + "/close":               "lead lead2 system",
			at + "/tenures/" + tenure:   "lead lead2 system",
			at + "/hand-over":           "lead lead2 center dept",
			"/admin/transfers":          "lead lead2 system",
			"/admin/inventory":          "lead lead2 system auditor",
			"/admin/inventory.csv":      "lead lead2 system auditor",
			"/admin/log":                "lead lead2 auditor",
			"/admin/log.csv":            "lead lead2 auditor",
			"/admin/log/erase":          "lead lead2",
			"/admin/jobs":               "center system",
			"/admin/mail":               "lead lead2 center system",
			"/admin/mail/" + letter:     "lead lead2 center",
			"/admin/settings":           "lead lead2 system",
			"/admin/glass":              "system",
			"/log":                      "lead lead2 center system auditor coord dept citizen",
			person + "x":                "",
			"/admin/posts/none":         "",
			at + "/tenures/none":        "",
			"/admin/mail/none":          "",
			"/admin/factors/none":       "",
			"/admin/people/none/reset":  "",
			"/admin/posts/none/appoint": "",
		} {
			for name := range staff {
				allowed := slices.Contains(strings.Fields(who), name)
				rec := o.as(name).get(path)
				if allowed != (rec.Code == http.StatusOK) {
					t.Errorf("%s for %s: %d, allowed %v", path, name, rec.Code, allowed)
				}
				if !allowed && rec.Code != http.StatusNotFound && rec.Code != http.StatusForbidden {
					t.Errorf("%s for %s: %d, a refusal is 403 or 404", path, name, rec.Code)
				}
				if rec.Code == http.StatusOK && strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
					for _, lang := range []string{"ja", "en"} {
						for _, says := range webtest.CheckHTML(o.as(name).body(path + "?lang=" + lang)) {
							t.Errorf("%s in %s for %s: %s", path, lang, name, says)
						}
						if lang == "en" {
							for _, says := range webtest.CheckEnglish(o.as(name).body(path + "?lang=en")) {
								t.Errorf("%s for %s: %s", path, name, says)
							}
						}
					}
				}
			}
			if rec := o.as("").get(path); path != "/log" && rec.Code != http.StatusSeeOther {
				t.Errorf("%s for a visitor: %d", path, rec.Code)
			}
		}
	})
}

// TestALostUpdateShowsBoth edits one record twice from the same version.
func TestALostUpdateShowsBoth(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		b, path := o.as("lead"), "/admin/people/"+string(o.people["dept"])+"/edit"
		old := hidden(b.body(path), "version")
		b.done(path, path, url.Values{"name": {"一人目"}, "mail": {"dept@example.jp"}})
		rec := b.post(path, path, url.Values{"name": {"二人目"}, "kana": {"フタリメ"}, "mail": {"dept@example.jp"}, "version": {old}})
		if body := rec.Body.String(); rec.Code != http.StatusConflict || !strings.Contains(body, "一人目") || !strings.Contains(body, `value="二人目"`) || !strings.Contains(body, `value="フタリメ"`) {
			t.Errorf("an older version: %d\n%s", rec.Code, body)
		}
		if x := must(o.Person(t.Context(), o.people["dept"]))(t); x.Name != "一人目" {
			t.Errorf("the record is %q", x.Name)
		}
		rec = b.post(path, path, url.Values{"name": {""}, "kana": {"ノコル"}, "mail": {"nonsense"}})
		if body := rec.Body.String(); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(body, `value="ノコル"`) || !strings.Contains(body, `value="nonsense"`) || !strings.Contains(body, `id="errors"`) {
			t.Errorf("a form with faults: %d\n%s", rec.Code, body)
		}
		path = "/admin/settings"
		old = hidden(b.body(path), "version")
		b.done(path, path, url.Values{"ja": {"休館のお知らせ"}})
		rec = b.post(path, path, url.Values{"ja": {"別のお知らせ"}, "version": {old}})
		if body := rec.Body.String(); rec.Code != http.StatusConflict || !strings.Contains(body, "休館のお知らせ") || !strings.Contains(body, ">別のお知らせ</textarea>") {
			t.Errorf("older settings: %d\n%s", rec.Code, body)
		}
		if !strings.Contains(b.body(path), "user:***@") {
			t.Error("the settings from outside are not shown")
		}
	})
}

// TestTheReplyClock is set on the page, each number larger than the one before.
func TestTheReplyClock(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		b, form, path := o.as("lead"), "/admin/settings", "/admin/settings/clock"
		if body := b.body(form); !strings.Contains(body, `name="handover" value="14"`) {
			t.Errorf("before anybody set it:\n%s", body)
		}
		days := func(remind, alert, handover, version string) url.Values {
			return url.Values{"remind": {remind}, "alert": {alert}, "handover": {handover}, "version": {version}}
		}
		for field, bad := range map[string]url.Values{"remind": days("", "7", "14", "0"), "alert": days("3", "2", "14", "0"), "handover": days("3", "7", "many", "0")} {
			rec := b.post(form, path, bad)
			if body := rec.Body.String(); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#f-`+field+`"`) || !strings.Contains(body, `name="alert" value="`+bad.Get("alert")+`"`) {
				t.Errorf("%v: %d\n%s", bad, rec.Code, body)
			}
		}
		if rec := b.post(form, path, days("２", "５", "１０", "0")); rec.Code != http.StatusSeeOther {
			t.Errorf("%d\n%s", rec.Code, rec.Body)
		}
		rec := b.post(form, path, days("4", "8", "12", "0"))
		if body := rec.Body.String(); rec.Code != http.StatusConflict || !strings.Contains(body, `value="12"`) || !strings.Contains(body, ">10<") {
			t.Errorf("an older version: %d\n%s", rec.Code, body)
		}
		if body := b.body(form); !strings.Contains(body, `name="handover" value="10"`) || !strings.Contains(body, "職員lead") {
			t.Errorf("after it was set:\n%s", body)
		}
	})
}

// TestTheWeightOfEquity is set on the page, within its bounds, and not over a change that was not seen.
func TestTheWeightOfEquity(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		b, form, path := o.as("lead"), "/admin/settings", "/admin/settings/matching"
		if body := b.body(form); !strings.Contains(body, `name="equity" value="50"`) {
			t.Errorf("before anybody set it:\n%s", body)
		}
		for _, bad := range []string{"", "101", "-1", "half"} {
			rec := b.post(form, path, url.Values{"equity": {bad}, "version": {"0"}})
			if body := rec.Body.String(); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#f-equity"`) || bad != "" && !strings.Contains(body, `value="`+bad+`"`) {
				t.Errorf("%q: %d\n%s", bad, rec.Code, body)
			}
		}
		if rec := b.post(form, path, url.Values{"equity": {"２０"}, "version": {"0"}}); rec.Code != http.StatusSeeOther {
			t.Errorf("%d\n%s", rec.Code, rec.Body)
		}
		rec := b.post(form, path, url.Values{"equity": {"80"}, "version": {"0"}})
		if body := rec.Body.String(); rec.Code != http.StatusConflict || !strings.Contains(body, `value="80"`) || !strings.Contains(body, ">20<") {
			t.Errorf("an older version: %d\n%s", rec.Code, body)
		}
		if body := b.body(form); !strings.Contains(body, `name="equity" value="20"`) || !strings.Contains(body, "職員lead") {
			t.Errorf("after it was set:\n%s", body)
		}
	})
}

// TestSuspension ends sessions at once, and needs a reason.
func TestSuspension(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		b, at := o.as("system"), "/admin/people/"+string(o.people["dept"])
		if rec := b.post(at+"/suspend", at+"/suspend", url.Values{"from": {"active"}}); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("without a reason: %d", rec.Code)
		}
		b.done(at+"/suspend", at+"/suspend", url.Values{"from": {"active"}, "reason": {"退職した"}})
		if !o.dead("dept") {
			t.Error("the session of somebody suspended lives")
		}
		if body := b.body("/admin/people?status=suspended"); !strings.Contains(body, "職員dept") || strings.Contains(body, "職員coord") {
			t.Error("the list of the suspended is not theirs")
		}
		b.done(at+"/suspend", at+"/suspend", url.Values{"from": {"suspended"}, "reason": {"戻った"}})
		if x := must(o.Person(t.Context(), o.people["dept"]))(t); x.Status != account.Active {
			t.Errorf("status %q after reinstating", x.Status)
		}
	})
}

// TestAnInvitationGivesNoMoreThanTheInviterMay: a post is given by those who decide about posts.
func TestAnInvitationGivesNoMoreThanTheInviterMay(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		post := o.post("県民生活課", "課長", "PREF_LEAD")
		form := url.Values{"way": {"card"}, "name": {"新人"}, "post": {string(post)}}
		const path = "/admin/people/new"
		if rec := o.as("center").post(path, path, form); rec.Code != http.StatusNotFound {
			t.Errorf("the centre gives a post of the prefecture: %d", rec.Code)
		}
		if n := len(o.entries("authz.deny")); n != 1 {
			t.Errorf("%d refusals on record, want 1", n)
		}
		if strings.Contains(o.as("center").body(path), "課長") {
			t.Error("the centre is offered posts")
		}
		rec := o.as("lead").post(path, path, form)
		if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "新人") {
			t.Fatalf("the lead division invites: %d\n%s", rec.Code, rec.Body)
		}
		if problems := webtest.CheckHTML(rec.Body.String()); problems != nil {
			t.Error(problems)
		}
		page := must(o.People(t.Context(), account.Filter{Q: "新人", Post: post}))(t)
		if len(page.People) != 1 {
			t.Errorf("%d people in the post", len(page.People))
		}
		if rec = o.as("lead").post(path, path, url.Values{"way": {"mail"}, "name": {"無名"}, "mail": {"bad"}}); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `value="無名"`) {
			t.Errorf("a bad address: %d", rec.Code)
		}
		o.as("center").done(path, path, url.Values{"way": {"mail"}, "name": {"新しい人"}, "mail": {"new@example.jp"}})
		list := o.mails("account.invite")
		if len(list) != 1 || list[0].To != "new@example.jp" {
			t.Fatalf("mails %+v", list)
		}
		// Nobody but the person may read a link that signs them in.
		if body := o.as("lead").body("/admin/mail/" + list[0].ID); strings.Contains(body, "/invitations/") || !strings.Contains(body, "new@example.jp") {
			t.Error("the invitation's link is shown to an officer")
		}
	})
}

// TestTwoOfficersResetAFactor: who proposed does not find the proposal, another one prints a card.
func TestTwoOfficersResetAFactor(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		at := "/admin/people/" + string(o.people["dept"]) + "/factor"
		o.as("lead").done(at, at, url.Values{"reason": {"電話をなくした"}})
		body := o.as("center").body("/admin/factors")
		_, rest, _ := strings.Cut(body, `href="/admin/factors/`)
		id, _, _ := strings.Cut(rest, `"`)
		path := "/admin/factors/" + id
		form := url.Values{"reason": {"職員証で確認"}}
		if rec := o.as("lead").post(at, path+"/approve", form); rec.Code != http.StatusNotFound {
			t.Errorf("who proposed approves: %d", rec.Code)
		}
		if rec := o.as("center").post(path, path+"/refuse", url.Values{"refusal": {""}}); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("turned down without a reason: %d", rec.Code)
		}
		rec := o.as("center").post(path, path+"/approve", form)
		if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "職員dept") || rec.Header().Get("Cache-Control") != "private, no-store" {
			t.Errorf("another officer approves: %d %q\n%s", rec.Code, rec.Header().Get("Cache-Control"), rec.Body)
		}
		if !o.dead("dept") {
			t.Error("the session lives after the reset")
		}
		if rec := o.as("center").get(path); rec.Code != http.StatusNotFound {
			t.Errorf("a decided proposal: %d", rec.Code)
		}
	})
}

// TestResetAtTheCounter prints a card that is shown once.
func TestResetAtTheCounter(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		at := "/admin/people/" + string(o.people["citizen"]) + "/reset"
		b := o.as("coord")
		rec := b.post(at, at, url.Values{"reason": {"免許証で確認"}})
		if rec.Code != http.StatusOK || !o.dead("citizen") {
			t.Fatalf("reset: %d", rec.Code)
		}
		x := must(o.Person(t.Context(), o.people["citizen"]))(t)
		if !strings.Contains(rec.Body.String(), x.Number[:4]+"-"+x.Number[4:]) {
			t.Error("the card has no number")
		}
		if e := o.entries("password.reset"); len(e) != 1 || e[0].Reason != "免許証で確認" || string(e[0].Actor) != string(o.people["coord"]) {
			t.Errorf("the log: %+v", e)
		}
	})
}

// TestSessionsEnd lists who is signed in, and ends a session.
func TestSessionsEnd(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		theirs := must(o.Sessions(t.Context(), o.people["dept"]))(t)[0].ID
		if rec := o.as("auditor").post("/admin/people", "/admin/sessions/"+theirs+"/end", nil); rec.Code != http.StatusNotFound {
			t.Errorf("somebody who may not ends another's session: %d", rec.Code)
		}
		if o.dead("dept") {
			t.Fatal("it is dead")
		}
		body := o.as("system").body("/admin/sessions")
		for name := range staff {
			if !strings.Contains(body, "職員"+name) {
				t.Errorf("the list lacks %s", name)
			}
		}
		o.as("system").done("/admin/sessions", "/admin/sessions/"+theirs+"/end", nil)
		if !o.dead("dept") {
			t.Error("it lives")
		}
		o.as("system").done("/admin/people/"+string(o.people["coord"]), "/admin/people/"+string(o.people["coord"])+"/sessions/end", nil)
		if !o.dead("coord") {
			t.Error("all were ended, and one lives")
		}
	})
}

// TestStaffRunOutEarlier: half an hour without activity ends the session of an officer, not of others.
func TestStaffRunOutEarlier(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		o.set(o.clock().Add(31 * time.Minute))
		o.signIn("system")
		body := o.as("system").body("/admin/sessions")
		if strings.Contains(body, "職員dept") || !strings.Contains(body, "職員citizen") {
			t.Error("the list is not of sessions that are alive")
		}
	})
}
