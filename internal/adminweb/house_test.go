package adminweb_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

func (o *office) by(name string) audit.By { return audit.By{Actor: audit.Actor(o.people[name])} }

// mails returns the mails of a kind.
func (o *office) mails(kind string) (list []mail.Mail) {
	o.t.Helper()
	var all []mail.Mail
	if err := o.DB.View(o.t.Context(), func(tx *sqldb.Tx) (err error) { all, err = mail.List(tx, mail.Filter{}); return err }); err != nil {
		o.t.Fatal(err)
	}
	for _, m := range all {
		if m.Kind == kind {
			list = append(list, m)
		}
	}
	return list
}

// TestWhoSawThis answers who read somebody's data, logs the question, and erases the values.
func TestWhoSawThis(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		dept := string(o.people["dept"])
		o.as("center").body("/admin/people/" + dept)
		edit := "/admin/people/" + dept + "/edit"
		o.as("system").done(edit, edit, url.Values{"name": {"新しい名前"}, "mail": {"secret@example.jp"}})
		b := o.as("auditor")
		body := b.body("/admin/log?action=data.read&subject=secret@example.jp")
		if !strings.Contains(body, "職員center") || !strings.Contains(body, "職員system") || strings.Contains(body, "職員lead2") {
			t.Errorf("who saw it:\n%s", body)
		}
		read := o.entries(audit.LogRead)
		if len(read) != 1 || read[0].Subject != dept || string(read[0].Actor) != string(o.people["auditor"]) || strings.Contains(read[0].Detail, "secret") {
			t.Errorf("reading the log is on record as %+v", read)
		}
		const typed = "見本花子 0833-00-0001"
		b.body("/admin/log?" + url.Values{"subject": {typed}, "actor": {typed}, "action": {typed}}.Encode())
		words := 0
		for _, e := range o.entries(audit.LogRead) {
			if strings.Contains(fmt.Sprintf("%+v", audit.Entry{By: e.By, Object: e.Object, Detail: e.Detail, Subject: e.Subject, Reason: e.Reason}), "花子") {
				t.Errorf("what was typed stays for ever: %+v", e)
			}
			if e.Personal["subject"] == typed && e.Personal["actor"] == typed {
				words++
			}
		}
		if words != 1 {
			t.Errorf("%d entries have what was typed in the part that can be erased, want 1", words)
		}
		csv := b.body("/admin/log.csv?subject=" + dept)
		if !strings.Contains(csv, "secret@example.jp") || len(o.entries(audit.DataExport)) != 1 {
			t.Errorf("the file, %d exports on record:\n%s", len(o.entries(audit.DataExport)), csv)
		}
		if rec := b.get("/admin/log?from=いつか"); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), `value="いつか"`) {
			t.Errorf("a date that is none: %d", rec.Code)
		}
		const erase = "/admin/log/erase"
		lead := o.as("lead")
		for name, form := range map[string]url.Values{
			"no reason": {"subject": {dept}}, "nobody": {"subject": {"x@example.jp"}, "reason": {"請求"}}, "words": {"subject": {typed}, "reason": {"請求"}}, "both": {"subject": {dept}, "entries": {"x"}, "reason": {"請求"}},
		} {
			if rec := lead.post(erase, erase, form); rec.Code != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", name, rec.Code)
			}
		}
		lead.done(erase, erase, url.Values{"subject": {dept}, "reason": {"本人の請求 12"}})
		if csv = b.body("/admin/log.csv?subject=" + dept); strings.Contains(csv, "secret@example.jp") || !strings.Contains(csv, "person.edit") && !strings.Contains(csv, "利用者の登録内容を直す") {
			t.Errorf("after the erasure:\n%s", csv)
		}
	})
}

// TestFilesNeedFreshProof: eleven minutes after the last proof the export asks for another one.
func TestFilesNeedFreshProof(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		o.set(o.clock().Add(11 * time.Minute))
		for _, path := range []string{"/admin/log.csv", "/admin/inventory.csv", "/admin/transfers", "/admin/people/new",
			"/admin/people.csv?q=x", "/admin/factors.csv", "/admin/sessions.csv", "/admin/mail.csv"} {
			rec := o.as("lead").get(path)
			if rec.Code != http.StatusSeeOther || !strings.HasPrefix(rec.Header().Get("Location"), "/my/confirm?next=") {
				t.Errorf("%s: %d to %q", path, rec.Code, rec.Header().Get("Location"))
			}
		}
		if n := len(o.entries(audit.DataExport)); n != 0 {
			t.Errorf("%d exports", n)
		}
	})
}

// TestFilesAreOnRecordWithTheirFilter: what list, how many rows, by which choices; what was typed stands
// apart, where it can be erased.
func TestFilesAreOnRecordWithTheirFilter(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		type record struct {
			Object, Detail string
			Typed          map[string]string
		}
		var want []record
		for _, x := range []struct {
			path, object, filter string
			typed                map[string]string
		}{
			{"/admin/people.csv?status=active&q=%E8%81%B7%E5%93%A1lead", "people", `,"filter":{"status":"active"}`, map[string]string{"q": "職員lead"}},
			{"/admin/people.csv?status=bogus", "people", "", nil},
			{"/admin/factors.csv", "factors", "", nil},
			{"/admin/sessions.csv", "sessions", "", nil},
			{"/admin/mail.csv?state=failed", "mails", `,"filter":{"state":"failed"}`, nil},
			{"/admin/inventory.csv?flag=nomfa&whose=all", "inventory", `,"filter":{"flag":"nomfa","whose":"all"}`, nil},
		} {
			rows := strings.Count(o.as("lead").body(x.path), "\r\n") - 1
			want = append([]record{{x.object, fmt.Sprintf(`{"rows":%d%s}`, rows, x.filter), x.typed}}, want...)
		}
		var got []record
		for _, e := range o.entries(audit.DataExport) {
			got = append(got, record{e.Object, e.Detail, e.Personal})
			if e.Actor != audit.Actor(o.people["lead"]) {
				t.Errorf("%s was taken out by %s", e.Object, e.Actor)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestThePublicHead is nobody's secret, and says when there is none.
func TestThePublicHead(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		if rec := o.as("").get("/log/head.txt"); rec.Code != http.StatusNotFound {
			t.Errorf("before the first head: %d", rec.Code)
		}
		if !strings.Contains(o.as("").body("/log"), "署名はまだありません") {
			t.Error("the page does not say that there is no head")
		}
		s := &audit.Sequencer{DB: o.DB}
		if err := s.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		head := o.as("").body("/log/head.txt")
		if !strings.HasPrefix(head, "kyodo-audit\n") || !strings.Contains(o.as("").body("/log"), strings.Split(head, "\n")[2]) {
			t.Errorf("head %q", head)
		}
		rep, err := audit.Verify(t.Context(), o.DB, nil, []byte(head))
		if err != nil || rep.Bad != nil || rep.Anchors != 1 {
			t.Errorf("as an anchor: %+v, %v", rep, err)
		}
	})
}

// TestAMailIsSentAgain only when it failed, by those who may.
func TestAMailIsSentAgain(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		id := ""
		if err := o.DB.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
			id, err = o.outbox.Send(tx, mail.Message{To: "a@example.jp", Kind: "test", Subject: "お知らせ", Text: "本文", Person: string(o.people["dept"])})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		at := "/admin/mail/" + id
		if rec := o.as("center").post("/admin/people/new", at+"/retry", nil); rec.Code != http.StatusNotFound {
			t.Errorf("a queued mail: %d", rec.Code)
		}
		if err := o.DB.Update(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE mail SET state = 'failed', last_error = 'refused' WHERE id = $1`, id)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if body := o.as("center").body("/admin"); !strings.Contains(body, "/admin/mail?state=failed") {
			t.Error("the entrance does not count the failed mail")
		}
		if body := o.as("system").body("/admin/mail?state=failed"); !strings.Contains(body, "refused") || strings.Contains(body, "a@example.jp") {
			t.Error("the list lacks the error or shows the address")
		}
		if rec := o.as("lead").post("/admin/people/new", at+"/retry", nil); rec.Code != http.StatusForbidden {
			t.Errorf("somebody who may not: %d", rec.Code)
		}
		o.as("center").done(at, at+"/retry", nil)
		if m := o.mails("test"); m[0].State != mail.Queued {
			t.Errorf("the mail is %s", m[0].State)
		}
		read := o.entries(audit.DataRead)
		if len(read) == 0 || read[0].Object != "mail/"+id || read[0].Subject != string(o.people["dept"]) {
			t.Errorf("reading the mail is on record as %+v", read)
		}
	})
}

// TestTheGlass needs a reason, tells the lead division, ends by button and by itself.
func TestTheGlass(t *testing.T) {
	run(t, func(t *testing.T, o *office) {
		b := o.as("system")
		id := ""
		if err := o.DB.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
			id, err = o.outbox.Send(tx, mail.Message{To: "a@example.jp", Kind: "test", Subject: "お知らせ", Text: "本文"})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		look := func() int { return b.get("/admin/mail/" + id).Code }
		const glass = "/admin/glass"
		if rec := b.post(glass, glass, nil); rec.Code != http.StatusUnprocessableEntity || look() == http.StatusOK || len(o.mails("admin.glass")) != 0 {
			t.Errorf("without a reason: %d", rec.Code)
		}
		b.done(glass, glass, url.Values{"reason": {"障害の調査"}})
		if look() != http.StatusOK {
			t.Error("the glass is broken and nothing opens")
		}
		if page := b.body("/admin"); !strings.Contains(page, `<time>11:00</time>`) {
			t.Error("the header does not say until when the glass is broken")
		}
		told := map[string]bool{}
		for _, m := range o.mails("admin.glass") {
			told[m.To] = strings.Contains(m.Text, "障害の調査")
		}
		if len(told) != 2 || !told["lead@example.jp"] || !told["lead2@example.jp"] {
			t.Errorf("told %v", told)
		}
		if e := o.entries("session.glass"); len(e) != 1 || e[0].Reason != "障害の調査" {
			t.Errorf("the log: %+v", e)
		}
		b.done(glass, glass+"/end", nil)
		if look() == http.StatusOK {
			t.Error("ended and still open")
		}
		b.done(glass, glass, url.Values{"reason": {"もう一度"}})
		o.set(o.clock().Add(29 * time.Minute))
		b.get("/admin")
		if look() != http.StatusOK {
			t.Error("closed after half an hour")
		}
	})
}
