package memberweb

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/webtest"
)

// world is the site with people of every kind in front of a real database. Who is signed in stands
// in the session cookie: the person's own id.
type world struct {
	t    *testing.T
	svc  *member.Service
	site *web.Site
	npo  register.ID

	applicant, stranger, center, prefecture, muni, intermed account.PersonID
}

const npoNumber = "9250005000012"

func newWorld(t *testing.T, db *sqldb.DB) *world {
	t.Helper()
	ids := &id.Source{}
	log := audit.Log{IDs: ids, Key: []byte("of the test, thirty-two bytes long")}
	frame := mail.Frame{SiteName: "試験", SiteNameEn: "Test", BaseURL: "http://localhost:8080"}
	reg := &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(), Calendar: term.LocalGovernment()}
	box := &mail.Outbox{DB: db, IDs: ids, Audit: log, Queue: jobs.New(db, slog.New(slog.DiscardHandler)), Sender: mail.Recorder{}}
	people := &account.Service{DB: db, IDs: ids, Audit: log, Key: log.Key, Frame: frame, Mail: func(tx *sqldb.Tx, m account.Message) error {
		_, err := box.Send(tx, m)
		return err
	}}
	w := &world{t: t, svc: &member.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Key: log.Key}}
	people.Joined = []account.Joined{w.svc.Joined}
	everywhere := account.Scope{Kind: account.OfPrefecture}
	for _, p := range []struct {
		to    *account.PersonID
		name  string
		role  string
		scope account.Scope
	}{{&w.applicant, "周防花子", "", everywhere}, {&w.stranger, "長門太郎", "", everywhere}, {&w.center, "支援一郎", "CENTER_ADMIN", everywhere},
		{&w.prefecture, "県二郎", "PREF_LEAD", everywhere}, {&w.muni, "市町三郎", "MUNI_STAFF", account.Scope{Kind: account.OfMunicipality, ID: "35203"}},
		{&w.intermed, "中間四郎", "INTERMED", account.Scope{Kind: account.OfMunicipality, ID: "35203"}}} {
		sys := audit.By{Actor: audit.System}
		person, err := people.CreatePerson(t.Context(), sys, account.PersonInput{Name: p.name, Email: strings.ToLower(url.QueryEscape(p.role)) + "x" + string(ids.New(db.Now())) + "@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		*p.to = person
		if p.role == "" {
			continue
		}
		post, err := people.CreatePost(t.Context(), sys, account.PostInput{Unit: "試験", Title: "主事", Scope: p.scope, Roles: []string{p.role}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := people.Appoint(t.Context(), sys, post, person, term.Date{}, term.Date{}); err != nil {
			t.Fatal(err)
		}
	}
	err := reg.Enter(t.Context(), term.On(2026, 11, 1), "test", []register.Entry{{Portal: &intake.PortalRow{
		Name: "特定非営利活動法人ほたるの会【架空】", Number: npoNumber, PortalID: "035000001", Office: "山口県",
		Address: "山口県山口市滝町1番1号", PostalCode: "7538501", Purpose: "ほたるを守る。", Certified: term.On(2010, 4, 1)}}})
	if err != nil {
		t.Fatal(err)
	}
	if w.npo, err = reg.ByNumber(t.Context(), npoNumber); err != nil {
		t.Fatal(err)
	}
	w.site = web.New(web.Config{Now: db.Now, Secret: []byte("test"), DB: db, Policy: policy.New(db, ids, log),
		Session: func(ctx context.Context, token string) (*account.Principal, error) { return w.principal(ctx, token) },
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	Mount(w.site, w.svc, nil)
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

// browser is somebody's browser; every page that it opens is checked.
type browser struct {
	*webtest.Client
	t    *testing.T
	page string // the last page
}

func (w *world) as(who account.PersonID) *browser {
	c := webtest.NewClient(w.site.Handler())
	c.Set("session", string(who))
	return &browser{Client: c, t: w.t}
}

// get opens a page and expects its status.
func (b *browser) get(target string, status int) string {
	b.t.Helper()
	return b.took("GET "+target, b.Do("GET", target, nil, nil), status)
}

func (b *browser) took(what string, rec *httptest.ResponseRecorder, status int) string {
	b.t.Helper()
	if rec.Code != status {
		b.t.Fatalf("%s: %d, want %d\n%s", what, rec.Code, status, main(rec.Body.String()))
	}
	body := rec.Body.String()
	if strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") && rec.Code/100 != 3 {
		for _, problem := range append(webtest.CheckHTML(body), webtest.CheckEnglish(body)...) {
			b.t.Errorf("%s: %s", what, problem)
		}
		b.page = body
	}
	return body
}

// main is what stands in <main>, for messages.
func main(body string) string {
	_, rest, _ := strings.Cut(body, "<main")
	rest, _, _ = strings.Cut(rest, "</main>")
	return rest
}

// send fills in the form of the last page that goes to action and sends it; it expects a status and
// returns where the answer leads, or its page.
func (b *browser) send(action string, values url.Values, status int) string {
	b.t.Helper()
	form := b.form(action)
	if form == nil {
		b.t.Fatalf("no form goes to %s\n%s", action, main(b.page))
	}
	for name, v := range values {
		if _, ok := form[name]; !ok {
			b.t.Fatalf("the form to %s has no field %q", action, name)
		}
		form[name] = v
	}
	return b.post(action, form, status)
}

func (b *browser) post(action string, form url.Values, status int) string {
	b.t.Helper()
	rec := b.Do("POST", action, form, nil)
	b.took("POST "+action, rec, status)
	if rec.Code/100 == 3 {
		return rec.Header().Get("Location")
	}
	return rec.Body.String()
}

// form reads the form that goes to action with what stands in it, nil = there is none.
func (b *browser) form(action string) url.Values {
	doc, err := html.Parse(strings.NewReader(b.page))
	if err != nil {
		b.t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && attr(n, "action") == action {
			return fieldsOf(n)
		}
	}
	return nil
}

func fieldsOf(form *html.Node) url.Values {
	v := url.Values{}
	for n := range form.Descendants() {
		name := attr(n, "name")
		if n.Type != html.ElementNode || name == "" {
			continue
		}
		switch {
		case n.Data == "input" && (attr(n, "type") == "radio" || attr(n, "type") == "checkbox"):
			if v[name] == nil {
				v[name] = []string{}
			}
			if has(n, "checked") {
				v.Add(name, attr(n, "value"))
			}
		case n.Data == "input":
			v.Add(name, attr(n, "value"))
		case n.Data == "textarea":
			text := ""
			if n.FirstChild != nil {
				text = n.FirstChild.Data
			}
			v.Set(name, text)
		case n.Data == "select":
			v.Set(name, "")
			for o := range n.Descendants() {
				if o.Data == "option" && has(o, "selected") {
					v.Set(name, attr(o, "value"))
				}
			}
		}
	}
	return v
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// contains fails unless the last page holds each text.
func (b *browser) contains(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(html.UnescapeString(b.page), text) {
			b.t.Errorf("the page does not say %q\n%s", text, main(b.page))
		}
	}
}

func (b *browser) lacks(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if strings.Contains(html.UnescapeString(main(b.page)), text) {
			b.t.Errorf("the page says %q", text)
		}
	}
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
