package adminweb_test

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/adminweb"
	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

// office is the site with an officer of each role that administers, and a clock that a test turns.
type office struct {
	*account.Service
	t       *testing.T
	outbox  *mail.Outbox
	log     audit.Log
	handler http.Handler
	people  map[string]account.PersonID // by role
	tokens  map[string]string           // of their sessions

	mu  sync.Mutex // guards now
	now time.Time
}

func (o *office) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

func (o *office) set(at time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = at
}

var console = audit.By{Actor: audit.Console, Request: "test"}

// staff are the roles of the office; lead2 is a second officer of the lead division.
var staff = map[string]string{"lead": "PREF_LEAD", "lead2": "PREF_LEAD", "center": "CENTER_ADMIN", "coord": "CENTER_COORD", "system": "SYS_ADMIN",
	"auditor": "AUDITOR", "dept": "PREF_DEPT", "citizen": ""}

// run gives f an office on each engine.
func run(t *testing.T, f func(t *testing.T, o *office)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, dsn string) { f(t, newOffice(t, dsn)) })
}

func newOffice(t *testing.T, dsn string) *office {
	t.Helper()
	o := &office{t: t, now: dbtest.Now(), people: map[string]account.PersonID{}, tokens: map[string]string{}}
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: o.clock, MaxConns: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	ids, key := &id.Source{}, sha256.Sum256([]byte("a test"))
	o.log = audit.Log{IDs: ids}
	o.outbox = &mail.Outbox{DB: db, IDs: ids, Audit: o.log, Queue: jobs.New(db, slog.New(slog.DiscardHandler)), Host: "kyodo.example.jp"}
	o.Service = &account.Service{DB: db, IDs: ids, Audit: o.log, Key: key[:], Staff: policy.Default().Staff, Chiefs: chiefs, Hash: make(chan struct{}, 2),
		Frame: mail.Frame{SiteName: "見本", SiteNameEn: "Sample", BaseURL: "http://localhost:8080"},
		Mail: func(tx *sqldb.Tx, m account.Message) error {
			_, err := o.outbox.Send(tx, m)
			return err
		}}
	rules := policy.New(db, ids, o.log)
	site := web.New(web.Config{Now: o.clock, DB: db, Policy: rules, Secret: key[:],
		Session: func(ctx context.Context, token string) (*account.Principal, error) { return o.Load(ctx, token) },
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return o.log.Record(tx, e) })
		}})
	adminweb.Mount(site, adminweb.Config{Accounts: o.Service, Policy: rules, Outbox: o.outbox, Settings: &settings.Service{DB: db, Audit: o.log}, Log: o.log,
		Environment: [][2]string{{"KYODO_SMTP", "smtp://user:***@mail.example.jp"}}})
	o.handler = site.Handler()
	for name, role := range staff {
		o.people[name] = o.person("職員"+name, name+"@example.jp")
		if role != "" {
			o.appoint(o.post("県民生活課", name, role), o.people[name])
		}
		o.signIn(name)
	}
	return o
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (o *office) person(name, mail string) account.PersonID {
	o.t.Helper()
	return must(o.CreatePerson(o.t.Context(), console, account.PersonInput{Name: name, Kana: "カナ", Email: mail}))(o.t)
}

func (o *office) post(unit, title string, roles ...string) account.PostID {
	o.t.Helper()
	return must(o.CreatePost(o.t.Context(), console, account.PostInput{Unit: unit, Title: title, Scope: account.Scope{Kind: account.OfPrefecture}, Roles: roles,
		From: term.On(2020, 4, 1)}))(o.t)
}

func (o *office) appoint(post account.PostID, person account.PersonID) string {
	o.t.Helper()
	return must(o.Appoint(o.t.Context(), console, post, person, term.On(2026, 4, 1), term.Date{}))(o.t)
}

// signIn gives somebody a session in which they have just proved who they are.
func (o *office) signIn(name string) {
	o.t.Helper()
	o.tokens[name] = must(o.Start(o.t.Context(), console, o.people[name], account.ByPasskey, account.MultiFactor, "Firefox", ""))(o.t)
}

// browser is somebody's browser, "" = a visitor's.
type browser struct {
	*webtest.Client
	t      *testing.T
	header http.Header
}

func (o *office) as(name string) *browser {
	b := &browser{webtest.NewClient(o.handler), o.t, http.Header{}}
	if name != "" {
		b.header.Set("Cookie", "session="+o.tokens[name])
	}
	return b
}

func (b *browser) get(target string) *httptest.ResponseRecorder {
	return b.Do("GET", target, nil, b.header.Clone())
}

// body gets a page that must be there.
func (b *browser) body(target string) string {
	b.t.Helper()
	rec := b.get(target)
	if rec.Code != http.StatusOK {
		b.t.Fatalf("%s: %d %s\n%s", target, rec.Code, rec.Header().Get("Location"), rec.Body)
	}
	return rec.Body.String()
}

// post sends a form with the token of the page from.
func (b *browser) post(from, target string, form url.Values) *httptest.ResponseRecorder {
	b.t.Helper()
	body := b.body(from)
	sent := url.Values{ui.TokenField: {hidden(body, ui.TokenField)}, ui.OnceField: {hidden(body, ui.OnceField)}}
	if v := hidden(body, "version"); v != "" {
		sent.Set("version", v)
	}
	for k, v := range form {
		sent[k] = v
	}
	return b.Do("POST", target, sent, b.header.Clone())
}

// done posts a form that must succeed, and returns the page that follows.
func (b *browser) done(from, target string, form url.Values) string {
	b.t.Helper()
	rec := b.post(from, target, form)
	if rec.Code != http.StatusSeeOther {
		b.t.Fatalf("%s: %d\n%s", target, rec.Code, rec.Body)
	}
	return rec.Header().Get("Location")
}

func hidden(body, name string) string {
	_, rest, _ := strings.Cut(body, `name="`+name+`" value="`)
	v, _, _ := strings.Cut(rest, `"`)
	return v
}

// entries returns the log's entries of an action.
func (o *office) entries(action string) []audit.Found {
	o.t.Helper()
	var page audit.Page
	err := o.DB.View(o.t.Context(), func(tx *sqldb.Tx) (err error) { page, err = audit.Search(tx, audit.Query{Action: action}); return err })
	if err != nil {
		o.t.Fatal(err)
	}
	return page.Entries
}

func (o *office) dead(name string) bool {
	_, err := o.Load(o.t.Context(), o.tokens[name])
	return err != nil
}
