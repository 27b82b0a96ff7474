package desk

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func note(body, content string) Note {
	return Note{Body: body, On: term.On(2026, 11, 20), Channel: "phone", Category: "company", Content: content}
}

func TestABookIsItsBodysAlone(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		for _, x := range []struct {
			m       officer
			body    string
			content string
		}{{w.coordinator, "center", "机を10台ほしい"}, {w.foundation, "foundation", "助成の相談"}, {w.coordinator, "center", "ツクエの寄贈"}} {
			if _, err := w.svc.Log(t.Context(), x.m.by(), note(x.body, x.content), says()); err != nil {
				t.Fatal(err)
			}
		}
		contents := func(f NoteFilter) (list []string) {
			notes, _, err := w.svc.Notes(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range notes {
				list = append(list, n.Content)
			}
			return list
		}
		for _, c := range []struct {
			name string
			f    NoteFilter
			want []string
		}{
			{"center", NoteFilter{Books: []string{"center"}}, []string{"ツクエの寄贈", "机を10台ほしい"}},
			{"foundation", NoteFilter{Books: []string{"foundation"}}, []string{"助成の相談"}},
			{"nobody", NoteFilter{}, nil},
			{"words", NoteFilter{Books: []string{"center"}, Text: "１０台"}, []string{"机を10台ほしい"}},
			{"words of another book", NoteFilter{Books: []string{"center"}, Text: "助成"}, nil},
			{"another channel", NoteFilter{Books: []string{"center"}, Channel: "fax"}, nil},
			{"days", NoteFilter{Books: []string{"center"}, From: term.On(2026, 11, 21)}, nil},
		} {
			if d := cmp.Diff(c.want, contents(c.f)); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, d)
			}
		}
		// Pages of one each, to the end.
		var paged []string
		for f := (NoteFilter{Books: []string{"center"}, Limit: 1}); ; {
			list, next, err := w.svc.Notes(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			paged = append(paged, list[0].Content)
			if f.After = next; next == "" {
				break
			}
		}
		if d := cmp.Diff([]string{"ツクエの寄贈", "机を10台ほしい"}, paged); d != "" {
			t.Errorf("paged (-want +got):\n%s", d)
		}
		if q, err := w.svc.Queue(t.Context(), Everything("foundation"), nil, Filter{}); err != nil || len(q.Rows) != 0 {
			t.Error(q.Rows, err)
		}
	})
}

func TestAConsultationIsRefusedClosedAndNotOverwritten(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		_, err := w.svc.Log(t.Context(), w.coordinator.by(), Note{Body: "center", On: term.On(2026, 12, 1), Channel: "pigeon", NextAction: "電話", Minutes: 9999, Ref: Ref{OfListing, "0000000000000000"}}, says())
		var f fault.Fields
		if !errors.As(err, &f) {
			t.Fatal(err)
		}
		want := fault.Fields{{Name: "on", Says: "future"}, {Name: "channel", Says: "choice"}, {Name: "category", Says: "choice"}, {Name: "content", Says: "content"}, {Name: "minutes", Says: "minutes"}, {Name: "next_on", Says: "next day"}}
		if d := cmp.Diff(want, f); d != "" {
			t.Errorf("refused (-want +got):\n%s", d)
		}
		bad := note("center", "机")
		bad.Ref = Ref{OfListing, "0000000000000000"}
		if _, err := w.svc.Log(t.Context(), w.coordinator.by(), bad, says()); !errors.As(err, &f) || f.Says("ref") != "ref" {
			t.Errorf("a listing that is not there: %v", err)
		}
		n := note("center", "山田さんから電話")
		n.Caller = "山田 090-1234-5678"
		nid, err := w.svc.Log(t.Context(), w.coordinator.by(), n, says())
		if err != nil {
			t.Fatal(err)
		}
		if c := w.count(`SELECT count(*) FROM audit WHERE action = 'consultation.create' AND (detail LIKE '%山田%' OR object LIKE '%山田%')`); c != 0 {
			t.Error("the log's entry names the caller")
		}
		if c := w.count(`SELECT count(*) FROM audit_personal`); c == 0 {
			t.Error("what was said is not kept apart")
		}
		n.ID, n.Version, n.Response = nid, 1, "調べて返事をする"
		if err := w.svc.Rewrite(t.Context(), w.coordinator.by(), n, says()); err != nil {
			t.Fatal(err)
		}
		if err := w.svc.Rewrite(t.Context(), w.coordinator.by(), n, says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("an older version: %v", err)
		}
		if err := w.svc.CloseNote(t.Context(), w.coordinator.by(), nid, 2); err != nil {
			t.Fatal(err)
		}
		n.Version = 3
		if err := w.svc.Rewrite(t.Context(), w.coordinator.by(), n, says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("a closed one: %v", err)
		}
	})
}

func TestATelephoneCallBecomesAProxyEntry(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		w.update(func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`INSERT INTO profile (organization_id, kind, line, fields, undecided, content, visibility, provenance, published, published_at, terms_version, consented_at, version, updated_at)
				VALUES ($1, 'npo', 'さくら', '[]', true, '{"line":"さくらを守る","undecided":"yes","office_mail":"a@example.jp","phone":"083-900-0000"}', '{}', '{}', true, $2, '2026-11', '', 1, $2)`, string(w.asker), tx.Now)
			return err
		})
		l := w.listing("offer", "open", "G2", "35203", 3, "")
		n := note("center", "机を借りたい")
		n.Channel, n.Organization, n.Ref = "fax", w.asker, Ref{OfListing, l}
		nid, err := w.svc.Log(t.Context(), w.coordinator.by(), n, says())
		if err != nil {
			t.Fatal(err)
		}
		ask := func(consent string, listing string) (string, error) {
			return w.svc.AskFor(t.Context(), w.coordinator.by(), ProxyAsk{Note: nid, Version: 1, Consent: consent, ConsentedOn: term.On(2026, 11, 20),
				Ask: inquiry.Ask{Listing: listing, Quantity: 2, Message: inquiry.Message{For: "子ども", Use: "学習会で使う"}}}, says(),
				&inquiry.Says{Long: func(int) string { return "long" }, Least: func(int64) string { return "" }, Most: func(int64) string { return "" }, NotPublished: "not published"})
		}
		var f fault.Fields
		if _, err := ask("", l); !errors.As(err, &f) || f.Says("consent") == "" {
			t.Errorf("without consent: %v", err)
		}
		if c := w.count(`SELECT count(*) FROM inquiry`); c != 0 {
			t.Errorf("%d inquiries without consent", c)
		}
		if _, err := ask("spoken", "0000000000000000"); !errors.As(err, &f) || f.Says("listing") == "" {
			t.Errorf("a number that is none: %v", err)
		}
		qid, err := ask("spoken", l)
		if err != nil {
			t.Fatal(err)
		}
		q, err := w.svc.Inquiries.ByID(t.Context(), qid)
		if err != nil {
			t.Fatal(err)
		}
		if q.Channel != "fax" || q.Asker != w.asker || !q.Mediated() {
			t.Errorf("the inquiry is %+v", q)
		}
		got, err := w.svc.Note(t.Context(), nid)
		if err != nil {
			t.Fatal(err)
		}
		if got.Ref != (Ref{OfInquiry, qid}) || got.Consent != "spoken" || got.ConsentedOn != term.On(2026, 11, 20) {
			t.Errorf("the consultation is %+v", got)
		}
		if c := w.count(`SELECT count(*) FROM audit WHERE behalf = $1 AND action IN ('inquiry.create', 'consultation.proxy')`, string(w.asker)); c != 2 {
			t.Errorf("%d entries on behalf of the organization, want 2", c)
		}
		if found, err := w.svc.Found(t.Context(), "特定非営利活動法人 さくらの会【架空】"); err != nil || len(found) != 1 || found[0].ID != w.asker {
			t.Error(found, err)
		}
		var none []register.Organization
		if found, err := w.svc.Found(t.Context(), "どこにもない会"); err != nil || len(found) != len(none) {
			t.Error(found, err)
		}
	})
}

func TestAReferralIsOfferedAndAnswered(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.listing("offer", "open", "G2", "35203", 3, "")
		q := w.inquiry(l, w.asker, "owner", 9, 1, w.east.post)
		ref, town := Ref{OfInquiry, q}, Target{ToMunicipality, "35203"}
		if _, err := w.svc.Refer(t.Context(), w.coordinator.by(), ref, Target{ToMunicipality, "13101"}, "", says()); err == nil {
			t.Error("referred to nowhere without a reason")
		}
		oid, err := w.svc.Refer(t.Context(), w.coordinator.by(), ref, town, "山口市の団体です", says())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.svc.Refer(t.Context(), w.coordinator.by(), ref, Target{ToFoundation, ""}, "もう一度", says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("referred twice: %v", err)
		}
		if n := w.count(`SELECT count(*) FROM mail WHERE kind = 'desk.referral' AND person = $1`, string(w.intermediary.person)); n != 1 {
			t.Errorf("%d mails to the intermediary, want 1", n)
		}
		list := func(s policy.Scope) int {
			some, err := w.svc.Offers(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			return len(some)
		}
		if a, b, c, d := list(policy.Scope{All: true}), list(policy.Scope{Cities: []string{"35203"}}), list(policy.Scope{Cities: []string{"35208"}}), list(policy.Scope{}); a != 1 || b != 1 || c != 0 || d != 0 {
			t.Error(a, b, c, d)
		}
		if err := w.svc.AnswerReferral(t.Context(), w.intermediary.by(), oid, 1, true, "", says()); err == nil {
			t.Error("answered without a word")
		}
		if err := w.svc.AnswerReferral(t.Context(), w.intermediary.by(), oid, 1, true, "お受けします", says()); err != nil {
			t.Fatal(err)
		}
		if err := w.svc.AnswerReferral(t.Context(), w.intermediary.by(), oid, 1, false, "やはり", says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("answered twice: %v", err)
		}
		if err := w.svc.WithdrawReferral(t.Context(), w.coordinator.by(), oid, 2); !errors.Is(err, fault.Conflict) {
			t.Errorf("withdrawn after the answer: %v", err)
		}
		o, err := w.svc.Offer(t.Context(), oid)
		if err != nil || o.State != Accepted || o.Answer != "お受けします" || o.AnsweredBy != w.intermediary.post {
			t.Errorf("%+v %v", o, err)
		}
		got, err := w.svc.Inquiries.ByID(t.Context(), q)
		if err != nil || got.OwnerPost != w.east.post {
			t.Errorf("the case is of %q, who may not look after it: %v", got.OwnerPost, err)
		}
		if n := w.count(`SELECT count(*) FROM mail WHERE kind = 'desk.referral' AND person = $1`, string(w.coordinator.person)); n != 1 {
			t.Errorf("%d mails to who referred, want 1", n)
		}
		// Within the centre the case moves, and whoever may not act is not told of it.
		within, err := w.svc.Refer(t.Context(), w.coordinator.by(), ref, Target{ToCenter, ""}, "だれか", says())
		if err == nil {
			err = w.svc.AnswerReferral(t.Context(), w.coordinator.by(), within, 1, true, "わたしが", says())
		}
		if err != nil {
			t.Fatal(err)
		}
		if got, err := w.svc.Inquiries.ByID(t.Context(), q); err != nil || got.OwnerPost != w.coordinator.post {
			t.Errorf("the case is of %q: %v", got.OwnerPost, err)
		}
		w.update(func(tx *sqldb.Tx) error {
			for post, want := range map[account.PostID]account.PersonID{w.intermediary.post: w.east.person, w.foundation.post: w.east.person, w.coordinator.post: w.coordinator.person} {
				if list, err := w.svc.Recipients(tx, post, "35208"); err != nil || len(list) != 1 || list[0].ID != want {
					t.Errorf("told about a case of %s: %v %v, want %s", post, list, err, want)
				}
			}
			return nil
		})
	})
}
