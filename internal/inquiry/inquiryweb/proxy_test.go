package inquiryweb

import (
	"net/url"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/inquiry"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestAskingForAnotherOrganization: who writes for a group says how it agreed, and ends on a page that
// they may read: the centre in the thread, an intermediary of the group's town on the listing's form.
func TestAskingForAnotherOrganization(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		sys := audit.By{Actor: audit.System}
		person, err := w.svc.People.CreatePerson(t.Context(), sys, account.PersonInput{Name: "中間七郎", Email: "im@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		post, err := w.svc.People.CreatePost(t.Context(), sys, account.PostInput{Unit: "試験", Title: "担当", Scope: account.Scope{Kind: account.OfMunicipality, ID: "35206"}, Roles: []string{"INTERMED"}})
		if err == nil {
			_, err = w.svc.People.Appoint(t.Context(), sys, post, person, term.Date{}, term.Date{})
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			who  account.PersonID
			says string
		}{{"intermediary", person, wProxySent.In(jp)}, {"centre", w.center, doneWords["sent"][0].In(jp)}} {
			l := w.tables()
			b := w.as(c.who)
			b.get(l.Path()+"/ask?org="+string(w.group), 200)
			fill := url.Values{"for": {"子ども"}, "use": {"学習会で使う"}, "quantity": {"2"}, "channel": {"phone"}}
			b.press(wSend.In(jp), fill, 422)
			b.contains("同意の取り方を選んでください")
			fill["consent"], fill["consented_on"] = []string{"spoken"}, []string{"2099-01-01"}
			b.press(wSend.In(jp), fill, 422)
			fill["consented_on"] = []string{"2026-11-20"}
			to := b.press(wSend.In(jp), fill, 200)
			b.contains(c.says)
			b.english(to)
			var q inquiry.Inquiry
			list, err := w.svc.OpenOf(t.Context(), w.group)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range list {
				if x.Listing == l.ID {
					q = x
				}
			}
			if q.Channel != "phone" || !q.Mediated() {
				t.Errorf("%s: the inquiry is %+v", c.name, q)
			}
			var entries []audit.Entry
			err = db.View(t.Context(), func(tx *sqldb.Tx) error {
				entries, err = audit.Of(tx, "inquiry:"+q.ID)
				return err
			})
			found := false
			for _, e := range entries {
				found = found || e.Action == "inquiry.proxy" && e.Behalf == string(w.group) && e.Detail == "channel=phone consent=spoken consented_on=2026-11-20"
			}
			if err != nil || !found {
				t.Errorf("%s: the log does not say how the group agreed: %+v %v", c.name, entries, err)
			}
		}
	})
}
