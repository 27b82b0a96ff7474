package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime/multipart"
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
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// office is a site with people: each token is the name of one.
type office struct {
	site   *web.Site
	people map[string]*account.Principal
	denied []audit.Entry
	ran    int
	mu     sync.Mutex
}

func newOffice(t *testing.T, db *sqldb.DB, change ...func(*web.Config)) *office {
	t.Helper()
	officer := account.Holding{Post: "p1", Role: "PREF_LEAD", Scope: account.Scope{Kind: account.OfPrefecture}}
	owner := account.Holding{Post: "p2", Role: "GRP_OWNER", Scope: account.Scope{Kind: account.OfOrganization, ID: "org1"}}
	o := &office{people: map[string]*account.Principal{
		"officer": {Person: "officer", Name: "担当", Session: "s1", Assurance: account.MultiFactor, StepUpAt: dbtest.Now(), Holdings: []account.Holding{officer}},
		"weak":    {Person: "officer", Name: "担当", Session: "s2", Assurance: account.OneFactor, Holdings: []account.Holding{officer}},
		"late":    {Person: "officer", Name: "担当", Session: "s3", Assurance: account.MultiFactor, StepUpAt: dbtest.Now().Add(-11 * time.Minute), Holdings: []account.Holding{officer}},
		"owner":   {Person: "owner", Name: "代表", Session: "s4", Assurance: account.OneFactor, Holdings: []account.Holding{owner}},
		"citizen": {Person: "citizen", Name: "新人", Session: "s5", Assurance: account.OneFactor},
	}}
	ids := &id.Source{}
	o.site = newSite(t, func(c *web.Config) {
		c.Now, c.DB, c.Policy = dbtest.Now, db, policy.New(db, ids, audit.Log{IDs: ids})
		c.Session = func(_ context.Context, token string) (*account.Principal, error) {
			if p := o.people[token]; p != nil {
				return p, nil
			}
			return nil, fault.Unauthenticated
		}
		c.Record = func(_ context.Context, e audit.Entry) error {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.denied = append(o.denied, e)
			return nil
		}
		for _, f := range change {
			f(c)
		}
	})
	object := func(r *web.Request) (policy.Object, error) {
		if !strings.HasPrefix(r.PathValue("id"), "org") {
			return policy.Object{}, fault.NotFound
		}
		return policy.Object{Kind: "organization", ID: r.PathValue("id"), Org: r.PathValue("id"), State: "open"}, nil
	}
	page := func(w http.ResponseWriter, r *web.Request) error {
		return web.Render(w, r, http.StatusOK, sampleForm(r.Chrome(), "", nil))
	}
	do := func(w http.ResponseWriter, r *web.Request) error {
		err := db.Update(r.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE counter SET n = n + 1 WHERE name = 'change'`)
			return err
		})
		if err != nil {
			return err
		}
		o.mu.Lock()
		o.ran++
		o.mu.Unlock()
		return web.Redirect(w, r, http.StatusSeeOther, "/done/"+r.PostForm.Get("name"))
	}
	o.site.Handle("GET /manage/{id}", policy.OrganizationManage, page, web.On(object))
	o.site.Handle("POST /manage/{id}", policy.OrganizationManage, do, web.On(object))
	o.site.Handle("GET /matrix", policy.MatrixChange, page)
	o.site.Handle("POST /matrix", policy.MatrixChange, do)
	o.site.Handle("POST /upload", policy.MatrixChange, do, web.Upload(1<<20))
	o.site.Handle("GET /admin/people", policy.PersonList, page, web.Listed())
	return o
}

// Who acts for no organization yet is told how to begin where organizations act, and nothing more elsewhere.
func TestWhoActsForNobodyIsToldHowToBegin(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		b := newOffice(t, db).as(t, "citizen")
		for target, want := range map[string]bool{"/manage/org1": true, "/manage/none": true, "/matrix": false} {
			rec := b.do("GET", target, nil)
			if told := strings.Contains(rec.Body.String(), `href="/for-groups"`); rec.Code != 403 || told != want {
				t.Errorf("%s: %d, told %v", target, rec.Code, told)
			}
		}
	})
}

// browser is somebody's browser with one open form.
type browser struct {
	h           http.Handler
	cookie      string
	token, once string
}

// as opens the form as one of the people.
func (o *office) as(t *testing.T, who string) *browser {
	t.Helper()
	b := &browser{h: o.site.Handler(), cookie: "session=" + who}
	rec := b.do("GET", "/form", nil)
	for _, k := range rec.Result().Cookies() {
		if k.Name == "form" {
			b.cookie += "; form=" + k.Value
		}
	}
	b.token, b.once = between(rec.Body.String(), `name="`+ui.TokenField+`" value="`), between(rec.Body.String(), `name="`+ui.OnceField+`" value="`)
	if b.token == "" || b.once == "" {
		t.Fatalf("the form of %s has token %q and key %q", who, b.token, b.once)
	}
	return b
}

// do asks; a form goes with the token and the key of the open form.
func (b *browser) do(method, target string, form url.Values) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, target, nil)
	if form != nil {
		form.Set(ui.TokenField, b.token)
		form.Set(ui.OnceField, b.once)
		req = httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("Cookie", b.cookie)
	rec := httptest.NewRecorder()
	b.h.ServeHTTP(rec, req)
	return rec
}

func between(page, before string) string {
	_, rest, _ := strings.Cut(page, before)
	v, _, _ := strings.Cut(rest, `"`)
	return v
}

func TestTheTableDecidesBeforeTheHandler(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		for _, tt := range []struct {
			who, method, target string
			status              int
			location            string
			denied              int
		}{
			{"nobody", "GET", "/manage/org1", 303, "/sign-in?next=%2Fmanage%2Forg1", 0},
			{"nobody", "POST", "/manage/org1", 401, "", 0},
			{"owner", "GET", "/manage/org1", 200, "", 0},
			{"owner", "POST", "/manage/org1", 303, "/done/x", 0},
			{"owner", "GET", "/manage/org2", 404, "", 1},
			{"owner", "GET", "/manage/none", 404, "", 1},
			{"owner", "GET", "/matrix", 403, "", 1},
			{"owner", "GET", "/admin/people", 403, "", 1},
			{"officer", "GET", "/admin/people", 200, "", 0},
			{"officer", "GET", "/matrix", 200, "", 0},
			{"weak", "GET", "/matrix", 303, "/my/security?next=%2Fmatrix", 0},
			{"weak", "POST", "/matrix", 403, "", 0},
			{"late", "GET", "/matrix", 303, "/my/confirm?next=%2Fmatrix", 0},
			{"late", "POST", "/matrix", 403, "", 0},
		} {
			o.denied = nil
			var form url.Values
			if tt.method == "POST" {
				form = url.Values{"name": {"x"}}
			}
			rec := o.as(t, tt.who).do(tt.method, tt.target, form)
			if rec.Code != tt.status || rec.Header().Get("Location") != tt.location || len(o.denied) != tt.denied {
				t.Errorf("%s %s %s: %d %q, %d refusals on record, want %d %q, %d", tt.who, tt.method, tt.target,
					rec.Code, rec.Header().Get("Location"), len(o.denied), tt.status, tt.location, tt.denied)
			}
		}
		if o.ran != 1 {
			t.Errorf("handlers did something %d times, want once", o.ran)
		}
		b := o.as(t, "owner")
		refused, missing := b.do("GET", "/manage/org2", nil), b.do("GET", "/manage/none", nil)
		if refused.Body.String() != missing.Body.String() {
			t.Error("a refused and a missing object do not look alike")
		}
	})
}

func TestAFormTokenBelongsToOneSession(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		b := o.as(t, "owner")
		b.cookie = strings.Replace(b.cookie, "session=owner", "session=officer", 1)
		if rec := b.do("POST", "/matrix", url.Values{"name": {"x"}}); rec.Code != 403 || o.ran != 0 {
			t.Errorf("another session's token: %d, ran %d", rec.Code, o.ran)
		}
	})
}

func TestAFormSentTwiceIsDoneOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		b := o.as(t, "owner")
		answers := make([]string, 50)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() {
				rec := b.do("POST", "/manage/org1", url.Values{"name": {"x"}})
				answers[i] = fmt.Sprint(rec.Code, " ", rec.Header().Get("Location"))
			})
		}
		wg.Wait()
		if o.ran != 1 {
			t.Errorf("done %d times", o.ran)
		}
		for _, a := range answers {
			if a != "303 /done/x" {
				t.Fatalf("answer %q, want the first one's", a)
			}
		}
		if rec := b.do("POST", "/manage/org1", url.Values{"name": {"y"}}); rec.Code != 409 || o.ran != 1 {
			t.Errorf("the same key with other content: %d, ran %d", rec.Code, o.ran)
		}
	})
}

// sendFile sends a file with the open form's token and key.
func (b *browser) sendFile(target, content string) *httptest.ResponseRecorder {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	m.WriteField(ui.TokenField, b.token)
	m.WriteField(ui.OnceField, b.once)
	f, _ := m.CreateFormFile("file", "list.csv")
	f.Write([]byte(content))
	m.Close()
	req := httptest.NewRequest("POST", target, &body)
	req.Header.Set("Content-Type", m.FormDataContentType())
	req.Header.Set("Cookie", b.cookie)
	rec := httptest.NewRecorder()
	b.h.ServeHTTP(rec, req)
	return rec
}

func TestAnotherFileIsOtherContent(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		b := o.as(t, "officer")
		for _, x := range []struct {
			content string
			status  int
		}{{"wrong list", 303}, {"wrong list", 303}, {"right list", 409}} {
			if rec := b.sendFile("/upload", x.content); rec.Code != x.status || o.ran != 1 {
				t.Errorf("%q: %d, ran %d; want %d, once", x.content, rec.Code, o.ran, x.status)
			}
		}
	})
}

func TestANetworkOfOneReaderIsOneClient(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		o.site.Handle("POST /open", web.Anyone, func(w http.ResponseWriter, r *web.Request) error {
			return web.Redirect(w, r, http.StatusSeeOther, "/")
		}, web.Rate("open", 1, time.Hour))
		b := o.as(t, "nobody")
		for _, x := range []struct {
			from   string
			status int
		}{{"[2001:db8::1]:1", 303}, {"[2001:db8::2]:1", 429}, {"[2001:db8:0:1::1]:1", 303}} {
			req := httptest.NewRequest("POST", "/open", strings.NewReader(url.Values{ui.TokenField: {b.token}}.Encode()))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("Cookie", b.cookie)
			req.RemoteAddr = x.from
			rec := httptest.NewRecorder()
			b.h.ServeHTTP(rec, req)
			if rec.Code != x.status {
				t.Errorf("from %s: %d, want %d", x.from, rec.Code, x.status)
			}
		}
	})
}

func TestAStrangersFileIsNotRead(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		body := &countingReader{left: 1 << 19}
		req := httptest.NewRequest("POST", "/upload", body)
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		rec := httptest.NewRecorder()
		newOffice(t, db).site.Handler().ServeHTTP(rec, req)
		if rec.Code != 401 || body.read != 0 {
			t.Errorf("answered %d having read %d bytes", rec.Code, body.read)
		}
	})
}

// Among what was typed are passwords: a plain hash of them would be tried out by who has a copy of
// the database.
func TestTheKeptHashOfAFormIsUnderTheSecret(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		b := o.as(t, "owner")
		if rec := b.do("POST", "/manage/org1", url.Values{"password": {"guess me"}}); rec.Code != 303 {
			t.Fatalf("answer %d", rec.Code)
		}
		var kept string
		err := db.View(t.Context(), func(tx *sqldb.Tx) (err error) {
			kept, _, err = sqldb.One(tx, sqldb.Text, `SELECT digest FROM form_once`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, guess := range []string{"POST\x00/manage/org1\x00password\x00guess me\x00",
			"12:form content4:POST12:/manage/org18:password8:guess me"} {
			if sum := sha256.Sum256([]byte(guess)); kept == hex.EncodeToString(sum[:]) || kept == "" {
				t.Errorf("kept %q, which needs no secret", kept)
			}
		}
	})
}

func TestAnAnswerWithoutADecisionIsAFailure(t *testing.T) {
	s := newSite(t, nil)
	web.Undecided(s, "GET /open", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("secret")) })
	rec := httptest.NewRecorder()
	s.Handler().ServeHTTP(rec, httptest.NewRequest("GET", "/open", nil))
	if rec.Code != 500 || strings.Contains(rec.Body.String(), "secret") {
		t.Errorf("answered %d %q", rec.Code, rec.Body.String())
	}
}
