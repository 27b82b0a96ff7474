package upkeepweb

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/register/registerweb"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

// office is the site with officers in front of a real database. The session's token says who is
// there; what follows "+" says that they have just proved who they are.
type office struct {
	t       *testing.T
	svc     *register.Service
	db      *sqldb.DB
	handler http.Handler
}

func newOffice(t *testing.T, db *sqldb.DB) *office {
	t.Helper()
	ids := &id.Source{}
	log := audit.Log{IDs: ids, Key: []byte("of the test, thirty-two bytes long")}
	o := &office{t: t, db: db, svc: &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(), Calendar: term.LocalGovernment()}}
	site := web.New(web.Config{Now: db.Now, DB: db, Secret: []byte("test"), Session: o.session,
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	registerweb.Mount(site, o.svc)
	Mount(site, o.svc)
	o.handler = site.Handler()
	return o
}

func (o *office) session(_ context.Context, token string) (*account.Principal, error) {
	role, fresh := strings.CutSuffix(token, "-fresh")
	p := &account.Principal{Person: account.PersonID("person-" + role), Name: "担当者【架空】", Session: token, Assurance: account.MultiFactor, Enrolled: true}
	if fresh {
		p.StepUpAt = o.db.Now()
	}
	switch role {
	case "PREF_LEAD", "CENTER_ADMIN", "CENTER_COORD", "AUDITOR", "FOUND_STAFF":
		p.Holdings = []account.Holding{{Post: "post", Unit: "センター", Title: "職員", Role: role, Scope: account.Scope{Kind: account.OfPrefecture}}}
	case "citizen":
	default:
		return nil, fault.Unauthenticated
	}
	return p, nil
}

// browser is an officer's browser. Every page that it opens is checked.
type browser struct {
	*webtest.Client
	o *office
}

func (o *office) as(who string) *browser {
	b := &browser{webtest.NewClient(o.handler), o}
	if who != "" {
		b.Set("session", who)
	}
	return b
}

func (b *browser) check(rec *httptest.ResponseRecorder, target string) *httptest.ResponseRecorder {
	b.o.t.Helper()
	if strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
		for _, problem := range append(webtest.CheckHTML(rec.Body.String()), webtest.CheckEnglish(rec.Body.String())...) {
			b.o.t.Errorf("%s: %s", target, problem)
		}
	}
	return rec
}

// get opens a page in both languages and returns the Japanese one.
func (b *browser) get(target string) *httptest.ResponseRecorder {
	b.o.t.Helper()
	sep := "?"
	if strings.Contains(target, "?") {
		sep = "&"
	}
	b.check(b.Do("GET", target+sep+"lang=en", nil, nil), target+" in English")
	return b.check(b.Do("GET", target+sep+"lang=ja", nil, nil), target)
}

// post sends a form that stands on the page from.
func (b *browser) post(from, target string, form url.Values) *httptest.ResponseRecorder {
	b.o.t.Helper()
	return b.check(b.Do("POST", target, b.hidden(from, form), nil), "POST "+target)
}

func (b *browser) hidden(from string, form url.Values) url.Values {
	body := b.Do("GET", from, nil, nil).Body.String()
	sent := url.Values{}
	for _, name := range []string{ui.TokenField, ui.OnceField} {
		_, rest, _ := strings.Cut(body, `name="`+name+`" value="`)
		v, _, _ := strings.Cut(rest, `"`)
		sent.Set(name, v)
	}
	for k, v := range form {
		sent[k] = v
	}
	return sent
}

// send uploads a file with the form on the page of lists.
func (b *browser) send(name string, data []byte, form url.Values) *httptest.ResponseRecorder {
	b.o.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range b.hidden(GroupsPath, form) {
		w.WriteField(k, v[0])
	}
	if data != nil {
		f, err := w.CreateFormFile("file", name)
		if err != nil {
			b.o.t.Fatal(err)
		}
		f.Write(data)
	}
	w.Close()
	req := httptest.NewRequest("POST", GroupsPath, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	for _, name := range []string{"session", "form", "lang"} {
		if v := b.Cookie(name); v != "" {
			req.AddCookie(&http.Cookie{Name: name, Value: v})
		}
	}
	rec := httptest.NewRecorder()
	b.o.handler.ServeHTTP(rec, req)
	return b.check(rec, "upload")
}

// logged counts the entries of an action.
func (o *office) logged(action string) (n int64) {
	o.t.Helper()
	err := o.db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit WHERE action = $1`, action)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

// twice puts one body into the register as two records, and a question about a third row.
func (o *office) twice() (numbered, named register.ID) {
	o.t.Helper()
	ctx := context.Background()
	base := "990005000012"
	digit, _ := codes.CheckDigit(base)
	portal := func(name, office, address string) *intake.PortalRow {
		return &intake.PortalRow{Name: "特定非営利活動法人" + name, Office: "山口県", Address: address, Certified: term.Date{}, Purpose: "森を守る。", Fields: []int{7}}
	}
	entries := []register.Entry{
		{Houjin: []intake.HoujinRow{{Number: codes.CorporateNumber(string(digit) + base), Process: "01", Correct: "0", Updated: term.On(2025, 1, 1),
			Changed: term.On(2020, 1, 1), Name: "特定非営利活動法人もりの会【架空】", Kind: "399", Prefecture: "山口県", City: "光市", Street: "中央一丁目",
			PrefectureCode: "35", CityCode: "35210", Assigned: term.On(2020, 1, 1), Latest: true}}},
		{Portal: portal("きの会【架空】", "山口県", "光市島田二丁目")},
	}
	if err := o.svc.Enter(ctx, term.On(2026, 1, 1), "見本", entries); err != nil {
		o.t.Fatal(err)
	}
	if err := o.svc.Enter(ctx, term.On(2026, 2, 1), "見本2", []register.Entry{{Portal: portal("きの会【架空】", "山口県", "光市虹ケ丘三丁目")}}); err != nil {
		o.t.Fatal(err)
	}
	ids := map[string]register.ID{}
	for _, name := range []string{"もりの会【架空】", "きの会【架空】"} {
		list, err := o.svc.Named(ctx, name)
		if err != nil || len(list) != 1 {
			o.t.Fatalf("%s: %v %v", name, list, err)
		}
		ids[name] = list[0].ID
	}
	return ids["もりの会【架空】"], ids["きの会【架空】"]
}

func both(t *testing.T, f func(t *testing.T, o *office)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) { f(t, newOffice(t, db)) })
}

func want(t *testing.T, rec *httptest.ResponseRecorder, status int, texts ...string) {
	t.Helper()
	if rec.Code != status {
		t.Fatalf("%d %s, want %d\n%s", rec.Code, rec.Header().Get("Location"), status, rec.Body)
	}
	for _, text := range texts {
		if !strings.Contains(rec.Body.String(), text) {
			t.Errorf("the page lacks %q\n%s", text, rec.Body)
		}
	}
}

func location(rec *httptest.ResponseRecorder) string {
	return fmt.Sprint(rec.Code, " ", rec.Header().Get("Location"))
}
