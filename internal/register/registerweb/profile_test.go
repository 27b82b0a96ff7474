package registerweb

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/api"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/homeweb"
	"kyodo/internal/id"
	"kyodo/internal/member"
	"kyodo/internal/opendata"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

// town is the whole of the public pages with people who write profiles. Each cookie is the name of one.
type town struct {
	*world
	t       testing.TB
	db      *sqldb.DB
	company register.ID // 株式会社新見本工業 in 萩市
	npo     register.ID
	group   register.ID
}

func newTown(t testing.TB, db *sqldb.DB) *town {
	t.Helper()
	ids := &id.Source{}
	log := audit.Log{IDs: ids}
	svc := &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(), Calendar: term.LocalGovernment()}
	entries := append(sample(), register.Entry{Record: &register.Record{Kind: codes.Group, Name: "見本の会", Address: "山口県萩市江向510", Purpose: "あつまる。"}})
	if err := svc.Enter(t.Context(), term.On(2026, 8, 21), "test", entries); err != nil {
		t.Fatal(err)
	}
	w := &town{world: &world{svc: svc, ids: map[string]register.ID{}}, t: t, db: db}
	for _, tail := range []int{501, 504, 505} {
		oid, err := svc.ByNumber(t.Context(), corporate(tail).String())
		if err != nil {
			t.Fatal(err)
		}
		w.ids[fmt.Sprint(tail)] = oid
	}
	groups, err := svc.Named(t.Context(), "見本の会")
	if err != nil || len(groups) != 1 {
		t.Fatalf("%d groups, %v", len(groups), err)
	}
	w.company, w.npo, w.group = w.ids["504"], w.ids["501"], groups[0].ID
	hold := func(role string, kind account.ScopeKind, of string) account.Holding {
		return account.Holding{Post: account.PostID("post-" + role), Role: role, Scope: account.Scope{Kind: kind, ID: of}}
	}
	people := map[string]account.Holding{
		"owner":   hold("CO_OWNER", account.OfOrganization, string(w.company)),
		"member":  hold("CO_MEMBER", account.OfOrganization, string(w.company)),
		"closed":  hold("CO_OWNER", account.OfOrganization, string(w.ids["505"])),
		"other":   hold("NPO_OWNER", account.OfOrganization, string(w.npo)),
		"head":    hold("GRP_OWNER", account.OfOrganization, string(w.group)),
		"center":  hold("CENTER_COORD", account.OfPrefecture, ""),
		"town":    hold("MUNI_STAFF", account.OfMunicipality, "35203"),
		"between": hold("INTERMED", account.OfMunicipality, "35204"),
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
		},
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	homeweb.Mount(site, svc, homeweb.Config{})
	Mount(site, svc)
	opendata.Mount(site, svc, nil)
	api.Mount(site, svc, nil)
	w.handler = site.Handler()
	w.reload()
	return w
}

// reload brings the index up to date.
func (w *town) reload() {
	w.t.Helper()
	if err := w.svc.Feed(slog.New(slog.DiscardHandler)).Load(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// visitor is one person's browser.
type visitor struct {
	w   *town
	who string // "" = nobody signed in
	c   *webtest.Client
}

func (w *town) as(who string) *visitor { return &visitor{w, who, webtest.NewClient(w.handler)} }

func (v *visitor) header() http.Header {
	if v.who == "" {
		return nil
	}
	return http.Header{"Cookie": {"session=" + v.who}}
}

// get opens a page and checks its HTML.
func (v *visitor) get(path string) *httptest.ResponseRecorder {
	v.w.t.Helper()
	rec := v.c.Do("GET", path, nil, v.header())
	v.check(path, rec)
	return rec
}

func (v *visitor) check(path string, rec *httptest.ResponseRecorder) {
	v.w.t.Helper()
	if !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") || rec.Code/100 == 3 {
		return
	}
	for _, p := range append(webtest.CheckHTML(rec.Body.String()), webtest.CheckEnglish(rec.Body.String())...) {
		v.w.t.Errorf("%s of %s: %s", path, v.who, p)
	}
}

// post sends the form of the page from to path.
func (v *visitor) post(from, path string, pairs ...string) *httptest.ResponseRecorder {
	v.w.t.Helper()
	body := v.c.Do("GET", from, nil, v.header()).Body.String()
	form := url.Values{ui.TokenField: {inside(body, ui.TokenField)}, ui.OnceField: {inside(body, ui.OnceField)}, "version": {inside(body, "version")}}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == "version" {
			form.Set("version", pairs[i+1])
		} else {
			form.Add(pairs[i], pairs[i+1])
		}
	}
	rec := v.c.Do("POST", path, form, v.header())
	v.check(path, rec)
	return rec
}

func inside(body, name string) string {
	_, rest, _ := strings.Cut(body, `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

func (w *town) expect(rec *httptest.ResponseRecorder, status int, contains ...string) {
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

// entries are the log's entries of an action about the organization.
func (w *town) entries(oid register.ID, action string) (list []audit.Entry) {
	w.t.Helper()
	err := w.db.View(w.t.Context(), func(tx *sqldb.Tx) error {
		all, err := audit.Of(tx, string(oid))
		list = slices.DeleteFunc(all, func(e audit.Entry) bool { return e.Action != action })
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

func TestACompanyWritesAndPublishesItsProfile(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newTown(t, db)
		at, page := "/my/orgs/"+string(w.company)+"/profile", "/orgs/"+string(w.company)
		owner := w.as("owner")
		w.expect(owner.get(at), 200, "まだ公開していません", "重点分野、または", "連絡先（電話かメール）", "!プロフィールを公開する")
		w.expect(owner.get(at+"?lang=en"), 200, "Not published yet.", "main fields")
		for _, step := range []string{"basic", "sites", "activity", "window", "visibility", "revisions"} {
			w.expect(owner.get(at+"/"+step+"?lang=ja"), 200)
			w.expect(owner.get(at+"/"+step+"?lang=en"), 200)
		}
		w.expect(owner.get(at+"/running?lang=ja"), 404)
		w.expect(owner.post(at+"/basic", at+"/basic", "line", strings.Repeat("あ", 121), "trade_name", "みほん屋<b>"), 422,
			"120文字以内", "みほん屋&lt;b&gt;", `href="#f-line"`)
		w.expect(owner.post(at+"/basic", at+"/basic", "line", "萩の海を守ります", "industry", "E", "website", "https://example.jp/"), 303, at+"/sites")
		w.expect(owner.post(at+"/sites", at+"/sites", "sites", "2", "site-1-name", "長門工場", "site-1-city", "35211", "site-1-contact", "工場長", "more", "1"), 303, at+"/sites")
		w.expect(owner.get(at+"/sites"), 200, "長門工場", "工場長", "事業所 1", "新しい事業所")
		w.expect(owner.post(at+"/activity", at+"/activity", "fields", "environment", "fields", "town", "benefits", "sdgs"), 303, at+"/window")
		w.expect(owner.post(at+"/window", at+"/window", "contact_phone", "０８３８−２５−００００"), 303, at+"/visibility")
		w.expect(owner.post(at+"/visibility", at+"/visibility", "see_industry", "registered"), 303, at+"?done=saved")
		w.expect(w.as("").get(page), 200, "!萩の海を守ります", "!プロフィール")
		w.expect(owner.get(at), 200, "準備ができています", member.Terms().JA[0], "環境保全", "0838-25-0000", "登録者限定")
		w.expect(owner.post(at, at+"/publish"), 422, "登録規約への同意")
		w.expect(owner.post(at, at+"/publish", "terms", register.TermsVersion), 303, at+"?done=published")
		w.reload()
		w.expect(w.as("").get(page), 200, "萩の海を守ります", "長門工場", "団体本人", "https://example.jp/", "!製造業", "!工場長", "!0838", "!プロフィールを書く")
		w.expect(w.as("").get("/orgs?q=%E8%90%A9%E3%81%AE%E6%B5%B7"), 200, "<mark>萩の海</mark>を守ります")
		w.expect(w.as("").get("/orgs?city=35211"), 200, "株式会社新見本工業")
		w.expect(owner.get(page), 200, "プロフィールを書く・直す", at, "製造業", "工場長", "0838-25-0000")
		w.expect(w.as("member").get(at), 200, "責任者が決めます")
		w.expect(w.as("member").post(at+"/basic", at+"/publish"), 403)
		if n := len(w.entries(w.company, audit.DataRead)); n != 0 {
			t.Errorf("reading one's own profile stands in the log %d times", n)
		}
		w.expect(owner.post(at, at+"/hide"), 303, at+"?done=hidden")
		w.reload()
		w.expect(w.as("").get(page), 200, "!萩の海を守ります")
	})
}

// TestALostUpdateShowsBothVersions: what was typed is kept, and saving it again is possible.
func TestALostUpdateShowsBothVersions(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newTown(t, db)
		at := "/my/orgs/" + string(w.company) + "/profile/basic"
		w.expect(w.as("owner").post(at, at, "line", "先に保存した紹介"), 303)
		rec := w.as("member").post(at, at, "line", "あとから書いた紹介", "version", "0")
		w.expect(rec, 409, "ほかの人が先に保存しています", `value="あとから書いた紹介"`, "先に保存した紹介", `name="version" value="1"`)
		w.expect(w.as("member").post(at, at, "line", "x", "version", "nonsense"), 409)
		w.expect(w.as("member").post(at, at, "line", "あとから書いた紹介", "version", "1"), 303)
		if p, _, err := w.svc.Profile(t.Context(), w.company); err != nil || p.Line() != "あとから書いた紹介" {
			t.Errorf("line %q, %v", p.Line(), err)
		}
	})
}

func TestAProxySaysHowItWasAsked(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newTown(t, db)
		my, desk := "/my/orgs/"+string(w.group)+"/profile", "/desk/orgs/"+string(w.group)+"/profile"
		head, center := w.as("head"), w.as("center")
		w.expect(head.post(my+"/window", my+"/window", "contact_name", "担当花子", "contact_phone", "0838-25-0000"), 303)
		w.expect(center.get(my), 303, desk)
		w.expect(center.get(desk), 200, "代理で書いています", "担当花子", "責任者が決めます")
		if log := w.entries(w.group, audit.DataRead); len(log) != 1 || log[0].Actor != "center" || log[0].Subject != string(w.group) {
			t.Errorf("the centre read a name, and the log says %+v", log)
		}
		w.expect(center.get(desk+"/basic?lang=en"), 200, "How you were asked")
		w.expect(center.post(desk+"/basic", desk+"/basic?lang=ja", "line", "代わりに書いた紹介"), 422, "頼まれた方法を選んでください", `value="代わりに書いた紹介"`)
		// The address of the organization's own pages does not make a proxy one of them.
		w.expect(center.post(desk+"/basic", my+"/basic", "line", "代わりに書いた紹介"), 422, "頼まれた方法を選んでください")
		proxied := []string{"line", "代わりに書いた紹介", "channel", "phone", "consent", "head", "consented_on", "令和8年8月1日"}
		w.expect(center.post(desk+"/basic", desk+"/basic", proxied...), 303, desk+"/activity")
		w.expect(center.get(desk+"/revisions"), 200, "代理登録", "電話で依頼、代表者が", "!この代理登録を取り消す")
		w.expect(head.get(my+"/revisions"), 200, "この代理登録を取り消す")
		list, err := w.svc.Revisions(t.Context(), w.group)
		if err != nil || len(list) != 2 {
			t.Fatalf("%d revisions, %v", len(list), err)
		}
		undo := my + "/revisions/" + list[0].ID + "/undo"
		w.expect(center.post(desk+"/basic", undo), 403)
		w.expect(head.post(my+"/revisions", undo), 303, my+"?done=undone")
		w.expect(head.get(my+"/revisions"), 200, "取り消しました")
		if p, _, _ := w.svc.Profile(t.Context(), w.group); p.Line() != "" || p.Values["contact_name"] != "担当花子" {
			t.Errorf("after the undoing: %v", p.Values)
		}

		// Who may not see contact data neither reads nor overwrites it.
		between := w.as("between")
		w.expect(between.get(desk+"/window"), 200, "!担当花子", "!0838", "省いています")
		w.expect(between.post(desk+"/window", desk+"/window", "contact_name", "別人", "reply_days", "5", "channel", "fax", "consent", "staff",
			"consented_on", "2026-08-01"), 303)
		if p, _, _ := w.svc.Profile(t.Context(), w.group); p.Values["contact_name"] != "担当花子" || p.Values["reply_days"] != "5" {
			t.Errorf("an intermediary wrote %v", p.Values)
		}
	})
}

// TestNobodyElseWritesAProfile: what is refused and what is not there look alike, and nothing is done.
func TestNobodyElseWritesAProfile(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newTown(t, db)
		missing := register.ID((&id.Source{}).New(db.Now()))
		for _, base := range []string{"/my/orgs/", "/desk/orgs/"} {
			for _, who := range []string{"other", "citizen", "town", "between"} {
				v := w.as(who)
				for _, path := range []string{"", "/basic", "/visibility", "/revisions"} {
					oid := w.company
					if who == "between" {
						oid = w.npo // not in its municipality
					}
					there, not := v.get(base+string(oid)+"/profile"+path), v.get(base+string(missing)+"/profile"+path)
					if there.Code != not.Code || there.Code != http.StatusNotFound && there.Code != http.StatusForbidden {
						t.Errorf("%s gets %d at %s%s, and %d where there is nothing", who, there.Code, base, path, not.Code)
					}
				}
				rec := v.post("/orgs/"+string(w.npo)+"/correction", base+string(w.company)+"/profile/publish", "terms", register.TermsVersion)
				if rec.Code != http.StatusNotFound && rec.Code != http.StatusForbidden {
					t.Errorf("%s publishes the profile of another: %d", who, rec.Code)
				}
			}
			w.expect(w.as("closed").get(base+string(w.ids["505"])+"/profile"), 404)
			w.expect(w.as("").get(base+string(w.company)+"/profile"), 303, "/sign-in")
		}
		if n := len(w.entries(w.company, "profile.edit")) + len(w.entries(w.company, "profile.publish")); n != 0 {
			t.Errorf("%d things were done", n)
		}
	})
}

func TestProfileWordsAreComplete(t *testing.T) {
	if member.Terms().Version != register.TermsVersion {
		t.Errorf("the terms shown are of version %s, a profile agrees to %s", member.Terms().Version, register.TermsVersion)
	}
	for _, l := range []web.Lang{web.JA, web.EN} {
		w := profileWordsIn(l)
		complete(t, string(l), w)
		for _, kind := range []register.ProfileKind{register.CompanyProfile, register.NPOProfile, register.GroupProfile} {
			for _, s := range append(register.Steps(kind), stepSites, stepVisibility) {
				if w.Steps[string(s)] == "" || w.StepLeads[string(s)] == "" {
					t.Errorf("%s: step %s has no name", l, s)
				}
			}
		}
		for _, lack := range []string{register.LacksName, register.LacksCity, register.LacksLine, register.LacksFields, register.LacksContact,
			register.LacksTerms, register.LacksPublish} {
			if w.lack(lack) == "" {
				t.Errorf("%s: no word for the lack of %s", l, lack)
			}
		}
	}
}
