package adminweb_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web/webtest"
)

const transfers = "/admin/transfers"

// TestTransferOf500 moves 500 people through the page, and looks at what one of them may do in the
// last second of March and at 00:00 in Japan of 1 April.
func TestTransferOf500(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		var posts []account.PostID
		for i := range 500 {
			role := "PREF_DEPT"
			if i == 0 {
				role = "PREF_LEAD"
			}
			posts = append(posts, o.post(fmt.Sprint("課", i), "主査", role))
		}
		var lines strings.Builder
		lines.WriteString("職員メール,旧所属,旧職,新所属,新職,発令日\n")
		err := o.DB.Update(ctx, func(tx *sqldb.Tx) error {
			for i := range 500 {
				person, err := o.CreatePersonTx(tx, console, account.PersonInput{Name: fmt.Sprint("異動", i), Email: fmt.Sprintf("p%d@example.jp", i)})
				if err != nil {
					return err
				}
				if i == 0 {
					o.people["mover"] = person
				}
				if _, err := o.AppointTx(tx, console, posts[i], person, term.On(2026, 4, 1), term.Date{}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 500 {
			fmt.Fprintf(&lines, "p%d@example.jp,課%d,主査,課%d,主査,令和9年4月1日\n", i, i, (i+1)%500)
		}
		b := o.as("lead")
		began := time.Now()
		rec := b.post(transfers, transfers, url.Values{"step": {"check"}, "lines": {lines.String()}})
		body := rec.Body.String()
		if rec.Code != http.StatusOK || !strings.Contains(body, "この内容で反映する") || strings.Count(body, "<tr>") < 500 {
			t.Fatalf("dry run: %d\n%.3000s", rec.Code, body)
		}
		if n := len(o.entries("transfer.apply")); n != 0 {
			t.Errorf("the dry run is on record %d times", n)
		}
		at, filled, ok := webtest.Form(body, "この内容で反映する")
		if !ok || at != transfers {
			t.Fatalf("the button stands in a form to %q", at)
		}
		location := b.done(transfers, at, filled)
		took := time.Since(began)
		t.Logf("%s: 500 people, dry run and applied, in %s", o.DB.Engine(), took.Round(time.Millisecond))
		if took > 5*time.Second {
			t.Errorf("500 people took %s, want at most 5 s", took)
		}
		if after := b.body(location); !strings.Contains(after, "人事異動を反映しました") || !strings.Contains(after, "500") {
			t.Error("the result is not shown")
		}
		midnight := time.Date(2027, 3, 31, 15, 0, 0, 0, time.UTC)
		o.set(midnight.Add(-time.Second))
		o.signIn("mover")
		if rec := o.as("mover").get("/admin/posts"); rec.Code != http.StatusOK {
			t.Errorf("in the last second of March: %d", rec.Code)
		}
		o.set(midnight)
		if rec := o.as("mover").get("/admin/posts"); rec.Code != http.StatusForbidden {
			t.Errorf("at 00:00 of 1 April, in the same session: %d", rec.Code)
		}
	})
}

// TestARefusedLineIsSaidWithItsNumber: nothing is applied, and the lines stay to be mended.
func TestARefusedLineIsSaidWithItsNumber(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		b := o.as("system")
		lines := "職員メール,旧職,新職,発令日\ndept@example.jp,県民生活課dept,,R9.4.1\nnobody@example.jp,,県民生活課dept,R9.4.1\n"
		for _, step := range []string{"check", "apply"} {
			rec := b.post(transfers, transfers, url.Values{"step": {step}, "lines": {lines}})
			body := rec.Body.String()
			if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "3行目：") || strings.Contains(body, "この内容で反映する") ||
				!strings.Contains(html.UnescapeString(body), lines) {
				t.Errorf("%s: %d\n%s", step, rec.Code, body)
			}
		}
		if rec := b.post(transfers, transfers, url.Values{"step": {"check"}, "lines": {"氏名\n青木\n"}}); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "1行目：") {
			t.Errorf("without headings: %d", rec.Code)
		}
		if rec := b.post(transfers, transfers, url.Values{"step": {"check"}}); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("nothing sent: %d", rec.Code)
		}
		if len(o.entries("transfer.apply")) != 0 {
			t.Error("something was applied")
		}
		if csv := b.body(transfers + "/template.csv"); !strings.Contains(csv, "発令日") {
			t.Errorf("template %q", csv)
		}
	})
}

// TestPosts makes, edits, fills, empties and closes a post by its pages.
func TestPosts(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		b := o.as("lead")
		const at = "/admin/posts/new"
		form := url.Values{"unit": {"労働政策課"}, "title": {"主査"}, "scope": {"municipality:35203"}, "roles": {"PREF_DEPT"}}
		rec := b.post(at, at, form)
		if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `value="労働政策課"`) {
			t.Errorf("a role that has no such area: %d", rec.Code)
		}
		form.Set("scope", "prefecture:")
		location, _, _ := strings.Cut(b.done(at, at, form), "?")
		old := hidden(b.body(location+"/edit"), "version")
		form.Set("title", "主幹")
		b.done(location+"/edit", location+"/edit", form)
		form.Set("title", "部長")
		form.Set("version", old)
		if rec := b.post(location+"/edit", location+"/edit", form); rec.Code != http.StatusConflict || !strings.Contains(rec.Body.String(), "主幹") || !strings.Contains(rec.Body.String(), `value="部長"`) {
			t.Errorf("an older version: %d", rec.Code)
		}
		appoint := url.Values{"person": {"nobody@example.jp"}, "from": {""}}
		if rec := b.post(location+"/appoint", location+"/appoint", appoint); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `value="nobody@example.jp"`) {
			t.Errorf("nobody is appointed: %d", rec.Code)
		}
		appoint.Set("person", "citizen@example.jp")
		b.done(location+"/appoint", location+"/appoint", appoint)
		held := func() int {
			p := must(o.Load(t.Context(), o.tokens["citizen"]))(t)
			return len(p.Holdings)
		}
		if held() != 1 {
			t.Fatal("appointed without the rights")
		}
		_, rest, _ := strings.Cut(b.body(location), location+"/tenures/")
		tenure, _, _ := strings.Cut(rest, `"`)
		end := location + "/tenures/" + tenure
		if rec := b.post(end, end, url.Values{"last": {"だめ"}}); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `value="だめ"`) {
			t.Errorf("a day that is none: %d", rec.Code)
		}
		b.done(end, end, url.Values{"reason": {"異動"}})
		if held() != 0 {
			t.Error("ended at once, and the rights live")
		}
		if body := b.body("/admin/posts?state=vacant"); !strings.Contains(body, "主幹") {
			t.Error("the vacant post is not listed")
		}
		b.done(location+"/close", location+"/close", url.Values{"last": {"2026-11-23"}})
		o.set(o.clock().Add(24 * time.Hour))
		o.signIn("lead")
		if body := o.as("lead").body("/admin/posts?state=closed"); !strings.Contains(body, "主幹") {
			t.Error("the closed post is not listed")
		}
	})
}
