package adminweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/web/webtest"
)

// TestErasure erases a person after the check page: not another one's number, not without a reason.
func TestErasure(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		id := o.people["dept"]
		at := "/admin/people/" + string(id)
		b := o.as("center")
		if body := b.body(at); !strings.Contains(body, `href="`+at+`/erase"`) {
			t.Error("the person's page has no way to the erasure")
		}
		if body := o.as("system").body(at); strings.Contains(body, at+"/erase") {
			t.Error("who may not erase is led to it")
		}
		check := b.body(at + "/erase")
		for _, says := range []string{"元に戻せません", "消えるもの", "残るもの", "引継ぎがまだのもの", "県民生活課 dept"} {
			if !strings.Contains(check, says) {
				t.Errorf("the check page does not say %q", says)
			}
		}
		number := must(o.Person(t.Context(), id))(t).Number
		other := must(o.Person(t.Context(), o.people["coord"]))(t).Number
		for _, form := range []url.Values{{"number": {other}, "reason": {"本人の申出"}}, {"number": {number}, "reason": {" "}}, {}} {
			rec := b.post(at+"/erase", at+"/erase", form)
			if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `id="errors"`) {
				t.Errorf("%v: %d", form, rec.Code)
			}
			if says := webtest.CheckHTML(rec.Body.String()); says != nil {
				t.Error(says)
			}
		}
		if o.dead("dept") {
			t.Fatal("erased by a form with faults")
		}
		if to := b.done(at+"/erase", at+"/erase", url.Values{"number": {number[:4] + "-" + number[4:]}, "reason": {"窓口で申出、免許証で確認"}}); to != at+"?done=gone" {
			t.Errorf("led to %s", to)
		}
		if !o.dead("dept") {
			t.Error("the session of somebody erased lives")
		}
		x := must(o.Person(t.Context(), id))(t)
		if x.Status != account.Erased || x.Name+x.Email+x.Kana+x.Phone != "" {
			t.Errorf("left: %+v", x)
		}
		for _, path := range []string{at, at + "?lang=en", "/admin/people", "/admin/people?lang=ja", "/admin/people?status=erased"} {
			body := b.body(path)
			if strings.Contains(body, "職員dept") || strings.Contains(body, "dept@example.jp") || strings.Contains(body, at+"/erase") {
				t.Errorf("%s still tells of the person or offers to erase", path)
			}
			if says := webtest.CheckHTML(body); says != nil {
				t.Errorf("%s: %v", path, says)
			}
		}
		if rec := b.get(at + "/erase"); rec.Code != http.StatusNotFound {
			t.Errorf("erasing twice: %d", rec.Code)
		}
		if e := o.entries("person.erase"); len(e) != 1 || e[0].Reason != "窓口で申出、免許証で確認" || string(e[0].Actor) != string(o.people["center"]) || e[0].Subject != string(id) {
			t.Errorf("the log: %+v", e)
		}
	})
}
