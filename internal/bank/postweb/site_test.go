package postweb

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
	"kyodo/internal/bank"
	"kyodo/internal/blob"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
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

// world is the site with a company, a group and people of every kind in front of a real database.
// Who is signed in stands in the session cookie: the person's own id.
type world struct {
	t       *testing.T
	svc     *bank.Service
	site    *web.Site
	company register.ID
	group   register.ID

	owner, member, stranger, center account.PersonID
	intermediary, colleague         account.PersonID // in 防府市, where the group is
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
	w := &world{t: t, svc: &bank.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(), Key: log.Key}}
	sys := audit.By{Actor: audit.System}
	declare := func(rec register.Record, industry string) (oid register.ID) {
		err := db.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
			if oid, err = reg.DeclareTx(tx, sys, rec, register.Self, "test"); err != nil {
				return err
			}
			return reg.BeginProfileTx(tx, sys, oid, register.ProfileInput{Values: map[string]string{register.ItemLine: "試験のための団体です。", "industry": industry}}, "")
		})
		if err != nil {
			t.Fatal(err)
		}
		return oid
	}
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := files.Close(); err != nil {
			t.Error(err)
		}
	})
	w.svc.Files = files
	w.company = declare(register.Record{Kind: codes.Company, Name: "株式会社かわべ【架空】", Address: "山口県山口市滝町1番1号"}, "I")
	w.group = declare(register.Record{Kind: codes.Group, Name: "川辺の会【架空】", Address: "山口県防府市寿町7番1号"}, "")
	for _, p := range []struct {
		to    *account.PersonID
		name  string
		role  string
		scope account.Scope
	}{{&w.owner, "周防花子", "CO_OWNER", account.Scope{Kind: account.OfOrganization, ID: string(w.company)}},
		{&w.member, "佐波三郎", "GRP_OWNER", account.Scope{Kind: account.OfOrganization, ID: string(w.group)}},
		{&w.stranger, "長門太郎", "", account.Scope{}},
		{&w.intermediary, "中間四郎", "INTERMED", account.Scope{Kind: account.OfMunicipality, ID: "35206"}},
		{&w.colleague, "中間五郎", "INTERMED", account.Scope{Kind: account.OfMunicipality, ID: "35206"}},
		{&w.center, "支援一郎", "CENTER_ADMIN", account.Scope{Kind: account.OfPrefecture}}} {
		person, err := people.CreatePerson(t.Context(), sys, account.PersonInput{Name: p.name, Email: "x" + string(ids.New(db.Now())) + "@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		*p.to = person
		if p.role == "" {
			continue
		}
		post, err := people.CreatePost(t.Context(), sys, account.PostInput{Unit: "試験", Title: "担当", Scope: p.scope, Roles: []string{p.role}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := people.Appoint(t.Context(), sys, post, person, term.Date{}, term.Date{}); err != nil {
			t.Fatal(err)
		}
	}
	w.site = web.New(web.Config{Now: db.Now, Secret: []byte("test"), DB: db, Policy: policy.New(db, ids, log),
		Session: func(ctx context.Context, token string) (*account.Principal, error) { return w.principal(ctx, token) },
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	Mount(w.site, w.svc, Config{})
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
	return &browser{Client: c, t: w.t}
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
// status; it returns where the answer leads, or its page. A redirect is followed by itself, as a
// browser does, when want is 200.
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
	if before, _, ok := strings.Cut(b.page, `">`+button+"</button>"); ok { // a button with a value of its own
		if i := strings.LastIndex(before, "<button"); i >= 0 {
			if _, value, own := strings.Cut(before[i:], `name="go" value="`); own {
				form.Set("go", value)
			}
		}
	}
	b.inputs += len(fill) + 1
	rec := b.Do("POST", action, form, nil)
	if want == 200 && rec.Code == 303 {
		to, _, _ := strings.Cut(rec.Header().Get("Location"), "#")
		b.took("GET "+to, b.Do("GET", to, nil, nil), 200)
		return to
	}
	b.took("POST "+action, rec, want)
	if rec.Code/100 == 3 {
		return rec.Header().Get("Location")
	}
	return rec.Body.String()
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
		_, rest, _ := strings.Cut(b.page, "<main")
		if strings.Contains(html.UnescapeString(rest), text) {
			b.t.Errorf("the page says %q", text)
		}
	}
}

// english looks at the last page in the other language.
func (b *browser) english(target string) {
	b.t.Helper()
	join := "?"
	if strings.Contains(target, "?") {
		join = "&"
	}
	b.get(target+join+"lang=en", 200)
	b.get(target+join+"lang=ja", 200)
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

// of is a listing as it is stored, by the address of one of its pages.
func (w *world) of(address string) bank.Listing {
	w.t.Helper()
	rest := strings.TrimPrefix(strings.TrimPrefix(address, MyPath+"/"), DeskPath+"/")
	lid, _, _ := strings.Cut(strings.Map(func(r rune) rune {
		if r == '?' || r == '#' {
			return '/'
		}
		return r
	}, rest), "/")
	l, err := w.svc.Listing(w.t.Context(), lid)
	if err != nil {
		w.t.Fatalf("%s: %v", address, err)
	}
	return l
}

// formOn is the form of a page with a button, as a browser would send it.
func formOn(page, button string) (string, url.Values, bool) { return webtest.Form(page, button) }

func byOf(p account.PersonID) audit.By { return audit.By{Actor: audit.Actor(p)} }

// posted is an offer of ten tables that waits for the centre's check.
func (w *world) posted(b *browser) bank.Listing {
	w.t.Helper()
	b.get(beginPath(w.company, "direction", "offer", "kind", "G2"), 200)
	b.press(wToCheck.In("ja"), url.Values{"title": {"会議机の寄贈"}, "body": {"事務所の移転で使わなくなりました。"}, "quantity": {"10"}, "unit": {"台"}, "d-condition": {"good"}}, 200)
	return w.of(b.press(wSubmit.In("ja"), nil, 200))
}
