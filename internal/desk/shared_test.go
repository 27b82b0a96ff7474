package desk

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/collaboration"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
	"kyodo/internal/intake"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// world is the desk in front of a real database, with two organizations and people of three bodies.
type world struct {
	t            *testing.T
	svc          *Service
	giver, asker register.ID
	coordinator  officer // of the whole prefecture
	east         officer // coordinator of the eastern region
	foundation   officer
	intermediary officer // in 35203
	now          time.Time
}

type officer struct {
	person account.PersonID
	post   account.PostID
}

func (m officer) by() audit.By { return audit.By{Actor: audit.Actor(m.person), Post: string(m.post)} }

func newWorld(t *testing.T, db *sqldb.DB) *world {
	t.Helper()
	w := &world{t: t, now: dbtest.Now()}
	ids := &id.Source{}
	log := audit.Log{IDs: ids, Key: []byte("of the test, thirty-two bytes long")}
	frame := mail.Frame{SiteName: "試験", SiteNameEn: "Test", BaseURL: "http://localhost:8080"}
	queue := jobs.New(db, slog.New(slog.DiscardHandler))
	box := &mail.Outbox{DB: db, IDs: ids, Audit: log, Queue: queue, Sender: mail.Recorder{}}
	people := &account.Service{DB: db, IDs: ids, Audit: log, Key: log.Key, Frame: frame, Mail: func(tx *sqldb.Tx, m account.Message) error {
		_, err := box.Send(tx, m)
		return err
	}}
	reg := &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(), Calendar: term.LocalGovernment()}
	bnk := &bank.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(), Key: log.Key}
	inq := &inquiry.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(),
		Coordinators: func(*sqldb.Tx, *inquiry.Inquiry, inquiry.Why) error { return nil }}
	col := &collaboration.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment()}
	rules := policy.New(db, ids, log)
	w.svc = &Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(), Bank: bnk, Inquiries: inq, Collaborations: col,
		May: func(a policy.Action, roles []string) bool {
			return slices.ContainsFunc(rules.Now().Table().Of(a), func(row *policy.Row) bool {
				return (row.Relation == policy.Any || row.Relation == policy.Area) && slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(row.Roles, r) })
			})
		},
		Body: func(roles []string) string {
			for _, r := range roles {
				if role, ok := rules.Now().Table().Role(r); ok && role.Body != "" {
					return role.Body
				}
			}
			return ""
		}}
	everywhere := account.Scope{Kind: account.OfPrefecture}
	scheme := codes.Schemes()[0]
	i := slices.IndexFunc(scheme.Regions, func(r codes.Region) bool { return r.Has("35208") })
	for _, x := range []struct {
		to    *officer
		name  string
		role  string
		scope account.Scope
	}{{&w.coordinator, "支援一郎", "CENTER_COORD", everywhere}, {&w.east, "東二郎", "CENTER_COORD", account.Scope{Kind: account.OfRegion, ID: scheme.Regions[i].Slug}},
		{&w.foundation, "財団三郎", "FOUND_STAFF", everywhere}, {&w.intermediary, "中間四郎", "INTERMED", account.Scope{Kind: account.OfMunicipality, ID: "35203"}}} {
		person, err := people.CreatePerson(t.Context(), audit.By{Actor: audit.System}, account.PersonInput{Name: x.name, Email: strings.ToLower(ids.New(db.Now())) + "@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		post, err := people.CreatePost(t.Context(), audit.By{Actor: audit.System}, account.PostInput{Unit: "試験", Title: x.name + "の職", Scope: x.scope, Roles: []string{x.role}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := people.Appoint(t.Context(), audit.By{Actor: audit.System}, post, person, term.Date{}, term.Date{}); err != nil {
			t.Fatal(err)
		}
		*x.to = officer{person, post}
	}
	for i, name := range []string{"特定非営利活動法人ほたるの会【架空】", "特定非営利活動法人さくらの会【架空】"} {
		number := []string{"9250005000012", "7250005000014"}[i]
		if err := reg.Enter(t.Context(), term.On(2026, 11, 1), "test", []register.Entry{{Portal: &intake.PortalRow{Name: name, Number: codes.CorporateNumber(number), PortalID: fmt.Sprintf("03500000%d", i+1),
			Office: "山口県", Address: "山口県山口市滝町1番1号", PostalCode: "7538501", Purpose: "ほたるを守る。", Certified: term.On(2010, 4, 1)}}}); err != nil {
			t.Fatal(err)
		}
		oid, err := reg.ByNumber(t.Context(), number)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			w.giver = oid
		} else {
			w.asker = oid
		}
	}
	return w
}

// update runs a transaction.
func (w *world) update(f func(tx *sqldb.Tx) error) {
	w.t.Helper()
	if err := w.svc.DB.Update(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

// listing inserts a listing as it would stand after days of its life.
func (w *world) listing(direction, state, kind, city string, daysAgo int, post account.PostID) (lid string) {
	w.t.Helper()
	w.update(func(tx *sqldb.Tx) error {
		lid = w.svc.IDs.New(tx.Now)
		at := tx.Now.AddDate(0, 0, -daysAgo)
		published := any(at)
		if state == "checking" {
			published = ""
		}
		_, err := tx.Exec(`INSERT INTO listing (id, direction, kind, organization_id, site_id, title, body, detail, quantity, unit, taken, least, most, city_code, online, area, fields,
			period_from, period_until, deadline, advertise_until, standing, times, conditions, cost, cost_note, handover, handover_note, safety, merit_company, merit_group, merit_by,
			report, photo_allowed, name_allowed, beneficiaries, beneficiary_count, audience, anonymous, disaster, choosing, origin, channel, state, state_code, state_note, state_at, step,
			version, created_by, created_at, updated_at, published_at, owner_post) VALUES `+sqldb.Values(1, 54),
			lid, direction, kind, string(w.giver), "", "折りたたみ机の寄贈", "机です。", "{}", 10, "台", 0, 0, 0, city, false, "null", "[]",
			"", "", "", "", true, "", "{}", "free", "", "talk", "", "", "会社のよさ", "団体のよさ", "owner",
			"", false, false, "", 0, "public", false, false, "talk", "", "web", state, "", "", at, "",
			1, "someone", at, at, published, string(post))
		return err
	})
	return lid
}

// inquiry inserts an inquiry in which a side has owed the next word since some days.
func (w *world) inquiry(listing string, asker register.ID, owes string, since, promised int, post account.PostID, set ...string) (qid string) {
	w.t.Helper()
	w.update(func(tx *sqldb.Tx) error {
		qid = w.svc.IDs.New(tx.Now)
		at, by := tx.Now.AddDate(0, 0, -since), term.Of(tx.Now).AddDays(-promised)
		_, err := tx.Exec(`INSERT INTO inquiry (id, listing_id, asker_id, owner_id, asked_by, channel, quantity, needed_by, message, state, code, note,
			owes, owes_since, owes_by, first_reply_at, read_at, escalated_at, meeting_at, meeting_place, coordinator_wanted, owner_post, version, created_at, updated_at, closed_at)
			VALUES `+sqldb.Values(1, 26), qid, listing, string(asker), string(w.giver), "someone", "web", 1, "", `{"for":"a","use":"b"}`, "sent", "", "",
			owes, at, by.String(), "", "", "", "", "", false, string(post), 1, at, at, "")
		if err != nil {
			return err
		}
		for i := 0; i+1 < len(set); i += 2 {
			if _, err := tx.Exec(`UPDATE inquiry SET `+set[i]+` = $2 WHERE id = $1`, qid, set[i+1]); err != nil {
				return err
			}
		}
		return nil
	})
	return qid
}

// count counts rows.
func (w *world) count(query string, args ...any) (n int64) {
	w.t.Helper()
	err := w.svc.DB.View(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, query, args...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func says() *Says {
	return &Says{Choice: "choice", SamePost: "same", Day: "day", FutureDay: "future", Period: "period", Content: "content", Minutes: "minutes", NextDay: "next day", NextAction: "next", Caller: "caller",
		Reason: "reason", Answer: "answer", Target: "target", Ref: "ref", Consent: "consent", ConsentedOn: "consented", Organization: "organization", Long: func(n int) string { return fmt.Sprint(n) }}
}

func (w *world) queue(f Filter, mine ...account.PostID) Queue {
	w.t.Helper()
	q, err := w.svc.Queue(w.t.Context(), Everything("center"), mine, f)
	if err != nil {
		w.t.Fatal(err)
	}
	return q
}
