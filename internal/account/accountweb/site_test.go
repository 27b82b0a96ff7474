package accountweb_test

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"kyodo/internal/account"
	"kyodo/internal/account/accountweb"
	"kyodo/internal/account/idptest"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/id"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

const password = "川の水は山から海まで流れていきます"

var officer = audit.By{Actor: "officer", Post: "post", Request: "r1"}

// world is the site on a database, with a provider beside it and a clock that a test turns.
type world struct {
	*account.Service
	t    *testing.T
	site http.Handler
	idp  *idptest.IdP
	gbiz *idptest.IdP

	mu    sync.Mutex // guards what is below
	at    time.Time
	mails []account.Message
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *world) turn(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(d)
}

// run gives f a world on each engine.
func run(t *testing.T, f func(t *testing.T, w *world)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, dsn string) { f(t, newWorld(t, dsn)) })
}

func newWorld(t *testing.T, dsn string) *world {
	t.Helper()
	w := &world{t: t, at: dbtest.Now()}
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: w.now, MaxConns: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	key := sha256.Sum256([]byte("a test"))
	ids := &id.Source{}
	log := audit.Log{IDs: ids}
	w.Service = &account.Service{DB: db, IDs: ids, Audit: log, Key: key[:],
		RP:    account.RelyingParty{ID: "localhost", Origin: "http://localhost:8080", Name: "Kyodo"},
		Frame: mail.Frame{SiteName: "見本", SiteNameEn: "Sample", BaseURL: "http://localhost:8080"},
		Staff: policy.Default().Staff, Hash: make(chan struct{}, 2),
		Mail: func(_ *sqldb.Tx, m account.Message) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.mails = append(w.mails, m)
			return nil
		}}
	site := web.New(web.Config{Now: w.now, DB: db, Policy: policy.New(db, ids, log),
		Session: func(ctx context.Context, token string) (*account.Principal, error) {
			who, err := w.Load(ctx, token)
			if err != nil {
				return nil, err
			}
			return who, w.Touch(ctx, who)
		},
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	site.Handle("GET /my", policy.MyView, func(rw http.ResponseWriter, r *web.Request) error {
		return web.Render(rw, r, http.StatusOK, ui.Problem(r.Chrome(), ui.ProblemView{Title: r.Who.Name}))
	})
	site.Handle("GET /desk", policy.AdminView, func(rw http.ResponseWriter, r *web.Request) error {
		return web.Render(rw, r, http.StatusOK, ui.Problem(r.Chrome(), ui.ProblemView{Title: "Desk"}))
	})
	for _, p := range []**idptest.IdP{&w.idp, &w.gbiz} {
		var end func()
		*p, end = idptest.Start(w.now)
		t.Cleanup(end)
	}
	if err := accountweb.Mount(site, w.Service, accountweb.Config{Key: key[:], Number: func(_ context.Context, org string) (codes.CorporateNumber, error) {
		return map[string]codes.CorporateNumber{"o-1": "8700110005901"}[org], nil
	}, Providers: []config.Provider{
		{Name: "pref", Issuer: w.idp.URL, ClientID: w.idp.ClientID, ClientSecret: w.idp.ClientSecret, Label: "県のアカウント", LabelEn: "Prefecture",
			Kind: config.StaffProvider, TrustMFA: true, ACR: []string{"loa3"}},
		{Name: "gbiz", Issuer: w.gbiz.URL, ClientID: w.gbiz.ClientID, ClientSecret: w.gbiz.ClientSecret, Label: "GビズID", LabelEn: "gBizID",
			Kind: config.GBizIDProvider, NumberClaim: "corporate_number", TypeClaim: "account_type",
			Types: map[string]string{"prime": "prime", "member": "member", "entry": "entry"}},
	}}); err != nil {
		t.Fatal(err)
	}
	w.site = site.Handler()
	return w
}

// person adds a person with a password, and a post with the role, "" = none.
func (w *world) person(name, mail, role string) account.PersonID {
	w.t.Helper()
	ctx := w.t.Context()
	person, err := w.CreatePerson(ctx, officer, account.PersonInput{Name: name, Email: mail})
	if err != nil {
		w.t.Fatal(err)
	}
	hash, err := w.HashPassword(ctx, password)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.DB.Update(ctx, func(tx *sqldb.Tx) error { return w.SetPasswordTx(tx, officer, person, hash) }); err != nil {
		w.t.Fatal(err)
	}
	if role != "" {
		post, err := w.CreatePost(ctx, officer, account.PostInput{Unit: "県民生活課", Title: name, Scope: account.Scope{Kind: account.OfPrefecture}, Roles: []string{role}})
		if err != nil {
			w.t.Fatal(err)
		}
		if _, err := w.Appoint(ctx, officer, post, person, term.Date{}, term.Date{}); err != nil {
			w.t.Fatal(err)
		}
	}
	return person
}

// browser is one browser on the site. Every page that it gets is checked.
type browser struct {
	*webtest.Client
	t   *testing.T
	w   *world
	now *httptest.ResponseRecorder // the last answer
}

func (w *world) browser() *browser { return &browser{Client: webtest.NewClient(w.site), t: w.t, w: w} }

func (b *browser) check(method, path string, rec *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	b.t.Helper()
	b.now = rec
	body := rec.Body.String()
	if strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") && body != "" {
		for _, p := range append(webtest.CheckHTML(body), webtest.CheckEnglish(body)...) {
			b.t.Errorf("%s %s: %s", method, path, p)
		}
	}
	return rec
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	b.t.Helper()
	return b.check("GET", path, b.Do("GET", path, nil, nil))
}

// post sends a form of a page; fields are name, value, name, value.
func (b *browser) post(from, path string, fields ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	form := url.Values{ui.TokenField: {b.FormToken(from)}}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.check("POST", path, b.Do("POST", path, form, nil))
}

// want fails unless the last answer has the status and, for a redirect, leads to location; for a
// page, contains it.
func (b *browser) want(status int, text string) {
	b.t.Helper()
	rec := b.now
	switch {
	case rec.Code != status:
		b.t.Fatalf("got %d to %q, want %d %s\n%s", rec.Code, rec.Header().Get("Location"), status, text, rec.Body)
	case status/100 == 3 && rec.Header().Get("Location") != text:
		b.t.Fatalf("led to %q, want %q", rec.Header().Get("Location"), text)
	case status/100 != 3 && !strings.Contains(rec.Body.String(), text):
		b.t.Fatalf("the page does not say %q:\n%s", text, rec.Body)
	}
}

// in signs a browser in by mail address and password alone.
func (b *browser) in(mail string) *browser {
	b.t.Helper()
	b.post("/sign-in", "/sign-in", "mail", mail, "password", password)
	if b.now.Code != http.StatusSeeOther {
		b.t.Fatalf("sign-in of %s: %d\n%s", mail, b.now.Code, b.now.Body)
	}
	return b
}

// who is the person whose session the browser has, "" = none.
func (b *browser) who() string {
	b.t.Helper()
	rec := b.Do("GET", "/my", nil, nil)
	if rec.Code != http.StatusOK {
		return ""
	}
	_, rest, _ := strings.Cut(rec.Body.String(), "<h1>")
	name, _, _ := strings.Cut(rest, "</h1>")
	return name
}

var totpKey = regexp.MustCompile(`id="totp-key"[^>]*>([A-Z2-7 ]+)<`)

// enrol gives the person of a browser an authenticator app, and returns its seed and the recovery codes.
func (b *browser) enrol() (seed string, codes []string) {
	b.t.Helper()
	b.post("/my/security", "/my/security/totp/begin")
	b.want(http.StatusSeeOther, "/my/security/totp")
	found := totpKey.FindStringSubmatch(b.get("/my/security/totp").Body.String())
	if found == nil {
		b.t.Fatalf("no key on the page:\n%s", b.now.Body)
	}
	seed = strings.ReplaceAll(found[1], " ", "")
	if _, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(seed); err != nil {
		b.t.Fatal(err)
	}
	b.post("/my/security/totp", "/my/security/totp", "otp", b.w.code(seed))
	b.want(http.StatusOK, `id="codes"`)
	for _, m := range regexp.MustCompile(`<code translate="no">([^<]+)</code>`).FindAllStringSubmatch(b.now.Body.String(), -1) {
		codes = append(codes, m[1])
	}
	return seed, codes
}

// code is what the app shows now.
func (w *world) code(seed string) string {
	w.t.Helper()
	c, err := totp.GenerateCodeCustom(seed, w.now(), totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// encoded is how the page names a linked identity.
func encoded(issuer, subject string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(issuer + "\n" + subject))
}
