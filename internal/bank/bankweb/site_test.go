package bankweb_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/api"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/bank/bankweb"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/homeweb"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/opendata"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/register/registerweb"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/webtest"
)

// world is the public site with a bank behind it. Each cookie is the name of a person.
type world struct {
	t       testing.TB
	db      *sqldb.DB
	orgs    *register.Service
	svc     *bank.Service
	handler http.Handler
	company register.ID // in 山口市
	group   register.ID // in 萩市
}

const centre = "見本センター\n電話 083-000-0001\nFAX 083-000-0002"

func newWorld(t testing.TB, db *sqldb.DB) *world {
	t.Helper()
	ids := &id.Source{}
	log := audit.Log{IDs: ids}
	w := &world{t: t, db: db,
		orgs: &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(), Calendar: term.LocalGovernment()}}
	number := func(base string) codes.CorporateNumber {
		d, _ := codes.CheckDigit(base)
		return codes.CorporateNumber(string(d) + base)
	}
	row := func(base, name, kind, city, code string) register.Entry {
		return register.Entry{Houjin: []intake.HoujinRow{{Number: number(base), Process: "01", Correct: "0", Updated: term.On(2026, 8, 21),
			Changed: term.On(2015, 10, 5), Name: name, Kind: kind, Prefecture: "山口県", City: city, Street: "掲載町一丁目9番9号",
			PrefectureCode: "35", CityCode: code, PostalCode: "7530001", Assigned: term.On(2015, 10, 5), Source: term.On(2026, 8, 21), Latest: true}}}
	}
	if err := w.orgs.Enter(t.Context(), term.On(2026, 8, 21), "test", []register.Entry{
		row("250001000001", "株式会社【架空】カナリヤ工業", "301", "山口市", "35203"),
		row("250005000002", "特定非営利活動法人【架空】はぎの海", "399", "萩市", "35204"),
	}); err != nil {
		t.Fatal(err)
	}
	for base, oid := range map[string]*register.ID{"250001000001": &w.company, "250005000002": &w.group} {
		var err error
		if *oid, err = w.orgs.ByNumber(t.Context(), number(base).String()); err != nil {
			t.Fatal(err)
		}
	}
	w.svc = &bank.Service{DB: db, IDs: ids, Audit: log, Register: w.orgs, Calendar: term.LocalGovernment(), Key: []byte("test"), Index: search.New()}
	hold := func(role string, kind account.ScopeKind, of string) account.Holding {
		return account.Holding{Post: account.PostID("post-" + role), Role: role, Scope: account.Scope{Kind: kind, ID: of}}
	}
	people := map[string]account.Holding{
		"owner":   hold("CO_OWNER", account.OfOrganization, string(w.company)),
		"member":  hold("NPO_MEMBER", account.OfOrganization, string(w.group)),
		"center":  hold("CENTER_COORD", account.OfPrefecture, ""),
		"citizen": {},
	}
	site := web.New(web.Config{Now: db.Now, Secret: []byte("test"), DB: db, Policy: policy.New(db, ids, log),
		Session: func(_ context.Context, token string) (*account.Principal, error) {
			h, ok := people[token]
			if !ok {
				return nil, fault.Unauthenticated
			}
			p := &account.Principal{Person: account.PersonID(token), Name: token, Session: "s-" + token, Assurance: account.MultiFactor, StepUpAt: db.Now()}
			if h.Role != "" {
				p.Holdings = []account.Holding{h}
			}
			return p, nil
		}})
	homeweb.Mount(site, w.orgs, homeweb.Config{})
	registerweb.Mount(site, w.orgs)
	bankweb.Mount(site, w.svc, w.orgs, bankweb.Config{Contact: centre,
		Answers: func(context.Context, register.ID) (bankweb.Answers, error) {
			return bankweb.Answers{Asked: 4, Answered: 3, Days: 2}, nil
		}})
	opendata.Mount(site, w.orgs, w.svc)
	api.Mount(site, w.orgs, w.svc)
	w.handler = site.Handler()
	w.reload()
	return w
}

// reload brings the indexes up to date.
func (w *world) reload() {
	w.t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	for _, f := range []*search.Feed{w.orgs.Feed(quiet), w.svc.Feed(quiet)} {
		if err := f.Load(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// get asks for something as somebody ("" = a guest) and checks its HTML.
func (w *world) get(who, path string) *httptest.ResponseRecorder {
	w.t.Helper()
	var h http.Header
	if who != "" {
		h = http.Header{"Cookie": {"session=" + who}}
	}
	rec := webtest.NewClient(w.handler).Do("GET", path, nil, h)
	if strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") && rec.Code/100 != 3 {
		for _, p := range append(webtest.CheckHTML(rec.Body.String()), webtest.CheckEnglish(rec.Body.String())...) {
			w.t.Errorf("%s of %s: %s", path, who, p)
		}
	}
	return rec
}

// expect checks an answer; "!x" must not be in it.
func (w *world) expect(rec *httptest.ResponseRecorder, status int, contains ...string) {
	w.t.Helper()
	if rec.Code != status {
		w.t.Errorf("status %d to %q, want %d", rec.Code, rec.Header().Get("Location"), status)
	}
	body := rec.Body.String() + rec.Header().Get("Location")
	for _, s := range contains {
		if without, not := strings.CutPrefix(s, "!"); not == strings.Contains(body, without) {
			w.t.Errorf("contains %q: %v", without, not)
		}
	}
}

// says are the refusals of the service, which no test here looks at.
func says() *bank.Says {
	return &bank.Says{Long: func(int) string { return "long" }, Many: func(int) string { return "many" }, TakenAlready: func(int64) string { return "taken" }}
}

// offer is an offer of the company that lacks nothing, for everybody.
func (w *world) offer() bank.Start {
	return bank.Start{Direction: bank.Offer, Organization: w.company, Kind: "G2", Channel: "web", Content: bank.Content{
		Title: "会議いすの寄贈", Body: "事務所の移転で余ったいすを差し上げます。\n\n引取の日はご相談ください。", Detail: map[string]string{"condition": "good", "size": "1脚4kg"},
		Quantity: 20, Unit: "脚", City: "35203", Cities: []string{"35203", "35206"}, Fields: []string{"welfare"},
		From: term.On(2026, 11, 25), Until: term.On(2027, 3, 20), Deadline: term.On(2027, 2, 20), AdvertiseUntil: term.On(2027, 2, 28), Audience: bank.Everybody}}
}

// need is a need of the group.
func (w *world) need() bank.Start {
	return bank.Start{Direction: bank.Need, Organization: w.group, Kind: "P1", Channel: "web", Content: bank.Content{
		Title: "海岸清掃の人手", Body: "菊ヶ浜の清掃を手伝ってください。", Quantity: 10, Unit: "人", City: "35204", Fields: []string{"environment"},
		Standing: true, Beneficiaries: "海水浴に来る人たち", BeneficiaryCount: 3000, Audience: bank.Everybody}}
}

// draft begins a listing; publish shows it.
func (w *world) draft(in bank.Start) string {
	w.t.Helper()
	lid, err := w.svc.Begin(w.t.Context(), audit.By{Actor: "owner"}, in, says())
	if err != nil {
		w.t.Fatal(err)
	}
	return lid
}

func (w *world) publish(in bank.Start) string {
	w.t.Helper()
	lid, by := w.draft(in), audit.By{Actor: "center"}
	if err := w.svc.Submit(w.t.Context(), by, lid, 1, says()); err != nil {
		w.t.Fatal(err)
	}
	if err := w.svc.Publish(w.t.Context(), by, lid, 2, says()); err != nil {
		w.t.Fatal(err)
	}
	w.reload()
	return lid
}
