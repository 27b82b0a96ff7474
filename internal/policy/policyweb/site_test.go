package policyweb

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

// town is the site with one officer of each body, and a clock that the test moves.
type town struct {
	svc     *policy.Service
	db      *sqldb.DB
	handler http.Handler

	mu  sync.Mutex
	now time.Time
}

// roles are the people of the town; the session's token is the key.
var roles = map[string]string{
	policy.Prefecture: "PREF_LEAD", policy.Center: "CENTER_ADMIN", policy.Foundation: "FOUND_STAFF", "auditor": "AUDITOR", "citizen": "",
}

func newTown(t testing.TB, dsn string) *town {
	t.Helper()
	w := &town{now: dbtest.Now()}
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: w.clock, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	ids := &id.Source{}
	w.db, w.svc = db, policy.New(db, ids, audit.Log{IDs: ids})
	site := web.New(web.Config{Now: w.clock, DB: db, Policy: w.svc, Secret: []byte("test"), Session: w.session})
	Mount(site, w.svc)
	w.handler = site.Handler()
	return w
}

func (w *town) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *town) set(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = at
}

// session knows everybody by name; whoever is there has just proved who they are.
func (w *town) session(_ context.Context, token string) (*account.Principal, error) {
	role, ok := roles[token]
	if !ok {
		return nil, fault.Unauthenticated
	}
	p := &account.Principal{Person: account.PersonID("person-" + token), Name: "Taro", Session: token, Assurance: account.MultiFactor, StepUpAt: w.clock()}
	if role != "" {
		p.Holdings = []account.Holding{{Post: account.PostID("post-" + token), Unit: "県民生活課", Title: "主任", Role: role, Scope: account.Scope{Kind: account.OfPrefecture}}}
	}
	return p, nil
}

// browser is somebody's browser, "" = a visitor's.
type browser struct {
	*webtest.Client
	header http.Header
}

func (w *town) as(who string) *browser {
	b := &browser{webtest.NewClient(w.handler), http.Header{}}
	if who != "" {
		b.header.Set("Cookie", "session="+who)
	}
	return b
}

func (b *browser) get(target string) *httptest.ResponseRecorder {
	return b.Do("GET", target, nil, b.header.Clone())
}

// post sends a form with the token of the page from, and the hidden fields given.
func (b *browser) post(from, target string, form url.Values) *httptest.ResponseRecorder {
	body := b.get(from).Body.String()
	sent := url.Values{ui.TokenField: {hidden(body, ui.TokenField)}, ui.OnceField: {hidden(body, ui.OnceField)}}
	for k, v := range form {
		sent[k] = v
	}
	return b.Do("POST", target, sent, b.header.Clone())
}

// hidden reads a hidden field of a page.
func hidden(body, name string) string {
	_, rest, _ := strings.Cut(body, `name="`+name+`" value="`)
	v, _, _ := strings.Cut(rest, `"`)
	return v
}

// moveByForm changes the table as an officer does: fill in, check, apply.
func (w *town) moveByForm(t testing.TB, m policy.Move) {
	t.Helper()
	b := w.as(policy.Prefecture)
	form := url.Values{"item": {m.Item}, "from": {m.From}, "to": {m.To}, "kind": {m.Kind}, "on": {m.On.Era()}, "why": {m.Why}, "step": {"check"}}
	rec := b.post(MatrixPath, MatrixPath, form)
	check := rec.Body.String()
	if rec.Code != http.StatusOK || !strings.Contains(check, `value="apply"`) {
		t.Fatalf("checking %+v: %d\n%s", m, rec.Code, check)
	}
	apply := url.Values{"step": {"apply"}, ui.TokenField: {hidden(check, ui.TokenField)}, ui.OnceField: {hidden(check, ui.OnceField)}}
	for _, name := range []string{"version", "item", "from", "kind", "to", "on", "why"} {
		apply.Set(name, hidden(check, name))
	}
	if rec = b.Do("POST", MatrixPath, apply, b.header.Clone()); rec.Code != http.StatusSeeOther || !strings.HasPrefix(rec.Header().Get("Location"), MatrixPath+"?done=") {
		t.Fatalf("applying %+v: %d %s\n%s", m, rec.Code, rec.Header().Get("Location"), rec.Body)
	}
	if done := b.get(rec.Header().Get("Location")); !strings.Contains(done.Body.String(), wDone.In(ui.JA)) {
		t.Fatalf("after %+v the page does not say that it is done", m)
	}
}

func (w *town) logged(t testing.TB) []audit.Entry {
	t.Helper()
	var list []audit.Entry
	err := w.db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		list, err = audit.Of(tx, "matrix")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func today(w *town) term.Date { return term.Of(w.clock()) }
