package deskweb

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/collaboration"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
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
	"kyodo/internal/web"
	"kyodo/internal/web/webtest"
)

// world is the site with people of every body in front of a real database. Who is signed in stands in
// the session cookie: the person's own id.
type world struct {
	t     testing.TB
	svc   *desk.Service
	site  *web.Site
	owner register.ID
	asker register.ID

	coordinator, foundation, prefecture, auditor, intermediary, group account.PersonID
}

func newWorld(t testing.TB, db *sqldb.DB) *world {
	t.Helper()
	ids := &id.Source{}
	log := audit.Log{IDs: ids, Key: []byte("of the test, thirty-two bytes long")}
	frame := mail.Frame{SiteName: "試験", SiteNameEn: "Test", BaseURL: "http://localhost:8080"}
	box := &mail.Outbox{DB: db, IDs: ids, Audit: log, Queue: jobs.New(db, slog.New(slog.DiscardHandler)), Sender: mail.Recorder{}}
	people := &account.Service{DB: db, IDs: ids, Audit: log, Key: log.Key, Frame: frame, Mail: func(tx *sqldb.Tx, m account.Message) error {
		_, err := box.Send(tx, m)
		return err
	}}
	cal := term.LocalGovernment()
	reg := &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(), Calendar: cal}
	rules := policy.New(db, ids, log)
	w := &world{t: t}
	w.svc = &desk.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: cal,
		Bank: &bank.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: cal, Key: log.Key},
		Inquiries: &inquiry.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: cal,
			Coordinators: func(*sqldb.Tx, *inquiry.Inquiry, inquiry.Why) error { return nil }},
		Collaborations: &collaboration.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: cal},
		May: func(a policy.Action, roles []string) bool {
			return slices.ContainsFunc(rules.Now().Table().Of(a), func(row *policy.Row) bool {
				return (row.Relation == policy.Any || row.Relation == policy.Area) && slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(row.Roles, r) })
			})
		},
		Body: func(roles []string) string {
			role, _ := rules.Now().Table().Role(roles[0])
			return role.Body
		}}
	for i, name := range []string{"特定非営利活動法人ほたるの会【架空】", "特定非営利活動法人さくらの会【架空】"} {
		number := []string{"9250005000012", "7250005000014"}[i]
		if err := reg.Enter(t.Context(), term.On(2026, 11, 1), "test", []register.Entry{{Portal: &intake.PortalRow{Name: name, Number: codes.CorporateNumber(number), PortalID: fmt.Sprintf("03500000%d", i+1),
			Office: "山口県", Address: "山口県山口市滝町1番1号", PostalCode: "7538501", Purpose: "ほたるを守る。", Certified: term.On(2010, 4, 1)}}}); err != nil {
			t.Fatal(err)
		}
	}
	w.owner, _ = reg.ByNumber(t.Context(), "9250005000012")
	w.asker, _ = reg.ByNumber(t.Context(), "7250005000014")
	everywhere := account.Scope{Kind: account.OfPrefecture}
	for _, p := range []struct {
		to    *account.PersonID
		name  string
		role  string
		scope account.Scope
	}{{&w.coordinator, "支援一郎", "CENTER_COORD", everywhere}, {&w.foundation, "財団二郎", "FOUND_STAFF", everywhere}, {&w.prefecture, "県三郎", "PREF_LEAD", everywhere},
		{&w.auditor, "監査六郎", "AUDITOR", everywhere},
		{&w.intermediary, "中間四郎", "INTERMED", account.Scope{Kind: account.OfMunicipality, ID: "35203"}},
		{&w.group, "団体五郎", "NPO_OWNER", account.Scope{Kind: account.OfOrganization, ID: string(w.asker)}}} {
		sys := audit.By{Actor: audit.System}
		person, err := people.CreatePerson(t.Context(), sys, account.PersonInput{Name: p.name, Email: strings.ToLower(ids.New(db.Now())) + "@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		post, err := people.CreatePost(t.Context(), sys, account.PostInput{Unit: "試験", Title: "主事", Scope: p.scope, Roles: []string{p.role}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := people.Appoint(t.Context(), sys, post, person, term.Date{}, term.Date{}); err != nil {
			t.Fatal(err)
		}
		*p.to = person
	}
	err := db.Update(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`INSERT INTO profile (organization_id, kind, line, fields, undecided, content, visibility, provenance, published, published_at, terms_version, consented_at, version, updated_at)
			VALUES ($1, 'npo', 'さくら', '[]', true, '{"office_mail":"a@example.jp"}', '{}', '{}', true, $2, '2026-11', '', 1, $2)`, string(w.asker), tx.Now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.site = web.New(web.Config{Now: db.Now, Secret: []byte("test"), DB: db, Policy: rules,
		Session: func(ctx context.Context, token string) (*account.Principal, error) { return w.principal(ctx, token) },
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	Mount(w.site, w.svc)
	return w
}

// principal is a person with the posts of today, surely known.
func (w *world) principal(ctx context.Context, person string) (p *account.Principal, err error) {
	if !id.Valid(person) {
		return nil, fault.Unauthenticated
	}
	p = &account.Principal{Person: account.PersonID(person), Name: "試験", Session: "s-" + person, Assurance: account.MultiFactor, Enrolled: true, StepUpAt: dbtest.Now()}
	err = w.svc.DB.View(ctx, func(tx *sqldb.Tx) error {
		p.Holdings, err = w.svc.People.HoldingsOf(tx, p.Person, term.Of(tx.Now))
		return err
	})
	return p, err
}

// listing inserts an open listing that was published some days ago.
func (w *world) listing(title, city string, daysAgo int) (lid string) {
	w.t.Helper()
	err := w.svc.DB.Update(w.t.Context(), func(tx *sqldb.Tx) error {
		lid = w.svc.IDs.New(tx.Now)
		at := tx.Now.AddDate(0, 0, -daysAgo)
		_, err := tx.Exec(`INSERT INTO listing (id, direction, kind, organization_id, site_id, title, body, detail, quantity, unit, taken, least, most, city_code, online, area, fields,
			period_from, period_until, deadline, advertise_until, standing, times, conditions, cost, cost_note, handover, handover_note, safety, merit_company, merit_group, merit_by,
			report, photo_allowed, name_allowed, beneficiaries, beneficiary_count, audience, anonymous, disaster, choosing, origin, channel, state, state_code, state_note, state_at, step,
			version, created_by, created_at, updated_at, published_at, owner_post) VALUES `+sqldb.Values(1, 54),
			lid, "offer", "G2", string(w.owner), "", title, "机です。", "{}", 10, "台", 0, 0, 0, city, false, `["`+city+`"]`, "[]",
			"", "", "", "", true, "", "{}", "free", "", "talk", "", "", "会社のよさ", "団体のよさ", "owner",
			"", false, false, "", 0, "public", false, false, "talk", "", "web", "open", "", "", at, "",
			1, "someone", at, at, at, "")
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return lid
}

// inquiry inserts an inquiry in which the owner has owed the next word for some days.
func (w *world) inquiry(listing string, since int) (qid string) {
	w.t.Helper()
	err := w.svc.DB.Update(w.t.Context(), func(tx *sqldb.Tx) error {
		qid = w.svc.IDs.New(tx.Now)
		at := tx.Now.AddDate(0, 0, -since)
		_, err := tx.Exec(`INSERT INTO inquiry (id, listing_id, asker_id, owner_id, asked_by, channel, quantity, needed_by, message, state, code, note,
			owes, owes_since, owes_by, first_reply_at, read_at, escalated_at, meeting_at, meeting_place, coordinator_wanted, owner_post, version, created_at, updated_at, closed_at)
			VALUES `+sqldb.Values(1, 26), qid, listing, string(w.asker), string(w.owner), "someone", "web", 1, "", `{"for":"a","use":"b"}`, "talking", "", "",
			"owner", at, term.Of(at).AddDays(9).String(), "", "", "", "", "", false, "", 1, at, at, "")
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return qid
}

// browser is somebody's browser; every page that it opens is checked.
type browser struct {
	*webtest.Client
	t    testing.TB
	page string
}

func (w *world) as(who account.PersonID) *browser {
	c := webtest.NewClient(w.site.Handler())
	c.Set("session", string(who))
	return &browser{Client: c, t: w.t}
}

func (b *browser) get(target string, status int) string {
	b.t.Helper()
	rec := b.Do("GET", target, nil, nil)
	return b.took("GET "+target, rec.Code, rec.Header().Get("Content-Type"), rec.Body.String(), status)
}

func (b *browser) took(what string, code int, kind, body string, status int) string {
	b.t.Helper()
	if code != status {
		b.t.Fatalf("%s: %d, want %d\n%s", what, code, status, inMain(body))
	}
	if strings.HasPrefix(kind, "text/html") && code/100 != 3 {
		for _, problem := range append(webtest.CheckHTML(body), webtest.CheckEnglish(body)...) {
			b.t.Errorf("%s: %s", what, problem)
		}
		b.page = body
	}
	return body
}

func inMain(body string) string {
	_, rest, _ := strings.Cut(body, "<main")
	rest, _, _ = strings.Cut(rest, "</main>")
	return rest
}

// send fills in the form of the last page whose button says so; it returns where the answer leads.
func (b *browser) send(button string, values url.Values, status int) string {
	b.t.Helper()
	action, form, ok := webtest.Form(b.page, button)
	if !ok {
		b.t.Fatalf("no form has the button %q\n%s", button, inMain(b.page))
	}
	for name, v := range values {
		form[name] = v
	}
	rec := b.Do("POST", action, form, nil)
	b.took("POST "+action, rec.Code, rec.Header().Get("Content-Type"), rec.Body.String(), status)
	to, _, _ := strings.Cut(rec.Header().Get("Location"), "?")
	return to
}

func (b *browser) contains(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(html.UnescapeString(b.page), text) {
			b.t.Errorf("the page does not say %q\n%s", text, inMain(b.page))
		}
	}
}

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

func zipped(t testing.TB, body string) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
