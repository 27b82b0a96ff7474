package app_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

// house is the whole program with officers whose sessions are real, and a clock that the test moves.
type house struct {
	*app.App
	t      *testing.T
	db     *sqldb.DB
	now    atomic.Int64
	people map[string]account.PersonID
}

func newHouse(t *testing.T, dsn string) *house {
	t.Helper()
	h := &house{t: t, people: map[string]account.PersonID{}}
	h.now.Store(dbtest.Now().UnixNano())
	var err error
	if h.db, err = sqldb.Open(t.Context(), dsn, sqldb.Options{Now: func() time.Time { return time.Unix(0, h.now.Load()).UTC() }, MaxConns: 4}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	if h.App, err = app.New(h.db, app.Options{Config: config.Server{}, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	if err := h.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	system := audit.By{Actor: audit.System}
	for who, role := range map[string]string{"prefecture": "PREF_LEAD", "centre": "CENTER_ADMIN", "applicant": ""} {
		person, err := h.Accounts.CreatePerson(t.Context(), system, account.PersonInput{Name: "周防 花子", Email: who + "@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		h.people[who] = person
		if role == "" {
			continue
		}
		post, err := h.Accounts.CreatePost(t.Context(), system, account.PostInput{Unit: "部署 " + who, Title: "主任", Scope: account.Scope{Kind: account.OfPrefecture}, Roles: []string{role}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Accounts.Appoint(t.Context(), system, post, person, term.Date{}, term.Date{}); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// apply sends the application of a group and returns its id.
func (h *house) apply(name string) string {
	h.t.Helper()
	by, says := audit.By{Actor: audit.Actor(h.people["applicant"])}, &member.Says{}
	c := member.Content{Kind: codes.Group, Name: name, Kana: "かわべのかい", CityCode: "35203", Street: "滝町1番1号", Line: "川辺の草を刈っています。",
		Fields: []string{"environment"}, PostalCode: "753-8501", Established: "平成20年4月1日"}
	p := member.Personal{Representative: "周防 花子【架空】", Phone: "083-922-0000", Mail: "hanako@example.jp"}
	id, err := h.Member.Start(h.t.Context(), by, c, p, says)
	if err == nil {
		err = h.Member.Submit(h.t.Context(), by, id, 1, member.Agreement{Terms: true, Pledge: true, Lang: "ja"}, says)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// officer is the browser of somebody with a session of their own.
type officer struct {
	*webtest.Client
	cookie string
}

func (h *house) officer(who string) officer {
	h.t.Helper()
	token, err := h.Accounts.Start(h.t.Context(), audit.By{Actor: audit.System}, h.people[who], account.ByPasskey, account.MultiFactor, "test", "")
	if err != nil {
		h.t.Fatal(err)
	}
	return officer{webtest.NewClient(h.Site.Handler()), "session=" + token}
}

func (o officer) send(method, target string, form url.Values) *httptest.ResponseRecorder {
	return o.Do(method, target, form, http.Header{"Cookie": {o.cookie}})
}

// post opens a page and sends a form with its hidden fields.
func (o officer) post(from, target string, form url.Values) *httptest.ResponseRecorder {
	page := o.send("GET", from, nil).Body.String()
	for _, name := range []string{ui.TokenField, ui.OnceField, "version"} {
		_, rest, _ := strings.Cut(page, `name="`+name+`" value="`)
		value, _, _ := strings.Cut(rest, `"`)
		if form.Get(name) == "" {
			form.Set(name, value)
		}
	}
	return o.send("POST", target, form)
}

// approve presses the button and returns the status and what became of the application.
func (h *house) approve(o officer, id string) (int, member.State) {
	h.t.Helper()
	rec := o.post("/desk/applications/"+id, "/desk/applications/"+id+"/approve", url.Values{})
	a, err := h.Member.Application(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return rec.Code, a.State
}

// TestTheApprovalOfGroupsMovesToThePrefecture flips 「任意団体の登録を承認する」 from the centre to the
// prefecture as of a date, in the whole program: sessions, application, form, log and public page.
func TestTheApprovalOfGroupsMovesToThePrefecture(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		day := term.On(2027, 4, 1)
		check := func(when string, o officer, id string, status int, state member.State) {
			t.Helper()
			if gotStatus, gotState := h.approve(o, id); gotStatus != status || gotState != state {
				t.Errorf("%s: %d, the application is %s; want %d, %s", when, gotStatus, gotState, status, state)
			}
		}
		first, second, third := h.apply("川辺の会【架空】"), h.apply("草刈りの会【架空】"), h.apply("花の会【架空】")
		prefecture, centre := h.officer("prefecture"), h.officer("centre")
		check("before, the prefecture", prefecture, first, 403, member.Submitted)
		check("before, the centre", centre, first, 303, member.Approved)

		rec := prefecture.post("/admin/matrix", "/admin/matrix", url.Values{"item": {"bank"}, "kind": {"O"}, "from": {policy.Center}, "to": {policy.Prefecture},
			"on": {"令和9年4月1日"}, "why": {"県が直接受け付けるため"}, "step": {"apply"}, "version": {"changes-0"}})
		if rec.Code != http.StatusSeeOther {
			t.Fatalf("the change: %d\n%s", rec.Code, rec.Body)
		}

		h.now.Store(day.Time().Add(-time.Second).UnixNano())
		prefecture, centre = h.officer("prefecture"), h.officer("centre")
		check("a second before midnight, the prefecture", prefecture, second, 403, member.Submitted)
		check("a second before midnight, the centre", centre, second, 303, member.Approved)

		h.now.Store(day.Time().UnixNano()) // the same sessions
		check("at midnight, the centre", centre, third, 403, member.Submitted)
		check("at midnight, the prefecture", prefecture, third, 303, member.Approved)

		err := h.db.View(t.Context(), func(tx *sqldb.Tx) error {
			changes, err := audit.Of(tx, "matrix")
			if err != nil {
				return err
			}
			if len(changes) != 1 || string(changes[0].Actor) != string(h.people["prefecture"]) || changes[0].Reason != "県が直接受け付けるため" ||
				!strings.Contains(changes[0].Detail, "item=bank from=center to=prefecture kind=O on=2027-04-01") {
				t.Errorf("the log says %+v", changes)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		page := webtest.NewClient(h.Site.Handler()).Do("GET", "/programme/2027", nil, nil).Body.String()
		for _, want := range []string{"県が直接受け付けるため", "部署 prefecture 主任", `id="before-2027-04-01"`, `id="after-2027-04-01"`} {
			if !strings.Contains(page, want) {
				t.Errorf("the public page does not have %q", want)
			}
		}
		if strings.Contains(page, "周防") {
			t.Error("the public page names a person")
		}
	})
}
