package inquiryweb

import (
	"bytes"
	"context"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/blob"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
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

// The contact data of the test: nobody but the other side reads it, and only once both agree.
const (
	companyPhone = "083-922-3111"
	groupPhone   = "0835-25-2222"
)

// world is the site with a company, groups and people of every kind in front of a real database.
// Who is signed in stands in the session cookie: the person's own id.
type world struct {
	t    *testing.T
	svc  *inquiry.Service
	bank *bank.Service
	site *web.Site

	company, group, second, unready register.ID

	owner, asker, other, newcomer, both, stranger, center account.PersonID
}

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
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := files.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t: t, bank: &bank.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(), Key: log.Key},
		svc: &inquiry.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(),
			Files: files, Coordinators: func(*sqldb.Tx, *inquiry.Inquiry, inquiry.Why) error { return nil }}}
	sys := audit.By{Actor: audit.System}
	declare := func(rec register.Record, phone string, publish bool) (oid register.ID) {
		values := map[string]string{register.ItemLine: "試験のための団体です。", register.ItemFields: "children", register.ItemPhone: phone}
		err := db.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
			if oid, err = reg.DeclareTx(tx, sys, rec, register.Self, "test"); err != nil {
				return err
			}
			return reg.BeginProfileTx(tx, sys, oid, register.ProfileInput{Values: values}, "1")
		})
		if err == nil && publish {
			err = reg.PublishProfile(t.Context(), sys, oid, "1", func(lack string) string { return lack })
		}
		if err != nil {
			t.Fatal(err)
		}
		return oid
	}
	w.company = declare(register.Record{Kind: codes.Company, Name: "株式会社かわべ【架空】", Address: "山口県山口市滝町1番1号"}, companyPhone, true)
	w.group = declare(register.Record{Kind: codes.Group, Name: "川辺の会【架空】", Address: "山口県防府市寿町7番1号"}, groupPhone, true)
	w.second = declare(register.Record{Kind: codes.Group, Name: "ふたつめの会【架空】", Address: "山口県防府市寿町7番2号"}, "0835-25-3333", true)
	w.unready = declare(register.Record{Kind: codes.Group, Name: "これからの会【架空】", Address: "山口県防府市寿町7番3号"}, "0835-25-4444", false)
	of := func(o register.ID) account.Scope { return account.Scope{Kind: account.OfOrganization, ID: string(o)} }
	for _, p := range []struct {
		to    *account.PersonID
		name  string
		posts map[account.Scope]string
	}{{&w.owner, "周防花子", map[account.Scope]string{of(w.company): "CO_OWNER"}},
		{&w.asker, "佐波三郎", map[account.Scope]string{of(w.group): "GRP_OWNER"}},
		{&w.other, "阿武四郎", map[account.Scope]string{of(w.second): "GRP_OWNER"}},
		{&w.newcomer, "豊浦五郎", map[account.Scope]string{of(w.unready): "GRP_OWNER"}},
		{&w.both, "両方六子", map[account.Scope]string{of(w.company): "CO_MEMBER", of(w.group): "GRP_MEMBER"}},
		{&w.stranger, "長門太郎", nil},
		{&w.center, "支援一郎", map[account.Scope]string{{Kind: account.OfPrefecture}: "CENTER_ADMIN"}}} {
		person, err := people.CreatePerson(t.Context(), sys, account.PersonInput{Name: p.name, Email: "x" + string(ids.New(db.Now())) + "@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		*p.to = person
		for scope, role := range p.posts {
			post, err := people.CreatePost(t.Context(), sys, account.PostInput{Unit: "試験", Title: "担当", Scope: scope, Roles: []string{role}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := people.Appoint(t.Context(), sys, post, person, term.Date{}, term.Date{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.site = web.New(web.Config{Now: db.Now, Secret: []byte("test"), DB: db, Policy: policy.New(db, ids, log),
		Session: func(ctx context.Context, token string) (*account.Principal, error) { return w.principal(ctx, token) },
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	Mount(w.site, w.svc, Config{Began: func(context.Context, string) (string, error) { return "/collaborations/began", nil }})
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

// listed is an open listing of the company, or a need of the second group.
func (w *world) listed(in bank.Start) bank.Listing {
	w.t.Helper()
	by, ctx := audit.By{Actor: audit.System}, w.t.Context()
	word := bank.Says{Long: func(int) string { return "long" }, Many: func(int) string { return "many" }}
	lid, err := w.bank.Begin(ctx, by, in, &word)
	if err == nil {
		err = w.bank.Submit(ctx, by, lid, 1, &word)
	}
	if err == nil {
		err = w.bank.Publish(ctx, by, lid, 2, &word)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	l, err := w.bank.Listing(ctx, lid)
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

// tables is an offer of ten tables.
func (w *world) tables() bank.Listing {
	today := term.Of(dbtest.Now())
	return w.listed(bank.Start{Direction: bank.Offer, Organization: w.company, Kind: "G2", Channel: "web", Content: bank.Content{Title: "会議机の寄贈【架空】",
		Body: "事務所の移転で使わなくなりました。", Detail: map[string]string{"condition": "good"}, Quantity: 10, Unit: "台", City: "35203", Audience: bank.Everybody,
		From: today, Until: today.AddDays(90), AdvertiseUntil: today.AddDays(80)}})
}

// browser is somebody's browser; every page that it opens is checked.
type browser struct {
	*webtest.Client
	h      http.Handler
	t      *testing.T
	page   string // the last page
	inputs int    // fields filled, and buttons and links pressed
}

// as is the browser of a person, "" = nobody is signed in.
func (w *world) as(who account.PersonID) *browser {
	c := webtest.NewClient(w.site.Handler())
	if who != "" {
		c.Set("session", string(who))
	}
	return &browser{Client: c, h: w.site.Handler(), t: w.t}
}

// get opens a page and expects its status.
func (b *browser) get(target string, status int) string {
	b.t.Helper()
	b.inputs++
	target, _, _ = strings.Cut(target, "#")
	return b.took("GET "+target, b.Do("GET", target, nil, nil), status)
}

func (b *browser) took(what string, rec *httptest.ResponseRecorder, status int) string {
	b.t.Helper()
	if rec.Code != status {
		b.t.Fatalf("%s: %d, want %d\n%s", what, rec.Code, status, inMain(rec.Body.String()))
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

// inMain is what stands in <main>, for messages.
func inMain(body string) string {
	_, rest, _ := strings.Cut(body, "<main")
	rest, _, _ = strings.Cut(rest, "</main>")
	if _, errors, found := strings.Cut(rest, `id="errors"`); found {
		rest = errors
	}
	if r := []rune(rest); len(r) > 1500 {
		rest = string(r[:1500])
	}
	return rest
}

// press sends the form of the last page that has the button, with what is filled in, and expects a
// status; a redirect is followed, as a browser does, when want is 200.
func (b *browser) press(button string, fill url.Values, want int) string {
	b.t.Helper()
	action, form, ok := webtest.Form(b.page, button)
	if !ok {
		b.t.Fatalf("no button %q\n%s", button, inMain(b.page))
	}
	for name, v := range fill {
		if !strings.Contains(b.page, `name="`+name+`"`) {
			b.t.Fatalf("no field %q beside %q\n%s", name, button, inMain(b.page))
		}
		form[name] = v
	}
	b.inputs += len(fill) + 1
	rec := b.Do("POST", action, form, nil)
	if want == 200 && rec.Code == 303 {
		to := rec.Header().Get("Location")
		b.took("GET "+to, b.Do("GET", to, nil, nil), 200)
		return to
	}
	b.took("POST "+action, rec, want)
	return rec.Header().Get("Location")
}

// upload sends the reply form of the last page with files.
func (b *browser) upload(button string, fill url.Values, files map[string][]byte, want int) {
	b.t.Helper()
	action, form, ok := webtest.Form(b.page, button)
	if !ok {
		b.t.Fatalf("no button %q", button)
	}
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name := range fill {
		form[name] = fill[name]
	}
	for name, values := range form {
		for _, v := range values {
			if err := m.WriteField(name, v); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	for name, data := range files {
		f, err := m.CreateFormFile("files", name)
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		b.t.Fatal(err)
	}
	req := httptest.NewRequest("POST", action, &body)
	req.Header.Set("Content-Type", m.FormDataContentType())
	for _, name := range []string{"session", "form", "lang"} {
		if v := b.Cookie(name); v != "" {
			req.AddCookie(&http.Cookie{Name: name, Value: v})
		}
	}
	rec := httptest.NewRecorder()
	b.h.ServeHTTP(rec, req)
	if want == 200 && rec.Code == 303 {
		b.get(rec.Header().Get("Location"), 200)
		return
	}
	b.took("POST "+action, rec, want)
}

// contains fails unless the last page holds each text.
func (b *browser) contains(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(html.UnescapeString(b.page), text) {
			b.t.Errorf("the page does not say %q\n%s", text, inMain(b.page))
		}
	}
}

func (b *browser) lacks(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if strings.Contains(html.UnescapeString(b.page), text) {
			b.t.Errorf("the page says %q", text)
		}
	}
}

// english looks at a page in the other language.
func (b *browser) english(target string) {
	b.t.Helper()
	join := "?"
	if strings.Contains(target, "?") {
		join = "&"
	}
	b.get(target+join+"lang=en", 200)
	b.get(target+join+"lang=ja", 200)
}
