package candidateweb

import (
	"cmp"
	"context"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/candidate"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/webtest"
)

// world is the site in front of a real database. Who is signed in stands in the session cookie: a role,
// or the id of the organization for which somebody acts.
type world struct {
	t    *testing.T
	db   *sqldb.DB
	ids  *id.Source
	svc  *candidate.Service
	set  *settings.Service
	site *web.Site
}

func newWorld(t *testing.T, db *sqldb.DB) *world {
	t.Helper()
	ids := &id.Source{}
	log := audit.Log{IDs: ids}
	w := &world{t: t, db: db, ids: ids, svc: candidate.New(db, ids, log, slog.New(slog.DiscardHandler)), set: &settings.Service{DB: db, Audit: log}}
	w.svc.Equity = w.set.Equity
	reg := &register.Service{DB: db, IDs: ids, Audit: log, Calendar: term.LocalGovernment()}
	w.site = web.New(web.Config{Now: db.Now, Secret: []byte("test"), DB: db, Policy: policy.New(db, ids, log), Session: w.session,
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		}})
	Mount(w.site, w.svc, &bank.Service{DB: db, IDs: ids, Audit: log, Register: reg, Calendar: term.LocalGovernment()})
	return w
}

// session is somebody with the role, surely known.
func (w *world) session(_ context.Context, token string) (*account.Principal, error) {
	if token == "" {
		return nil, fault.Unauthenticated
	}
	p := &account.Principal{Person: account.PersonID("person-" + token), Name: "試験", Session: "s-" + token, Assurance: account.MultiFactor, Enrolled: true, StepUpAt: dbtest.Now()}
	role, scope := token, account.Scope{Kind: account.OfPrefecture}
	if strings.ToLower(token) == token {
		role, scope = "CO_OWNER", account.Scope{Kind: account.OfOrganization, ID: token}
	}
	p.Holdings = []account.Holding{{Post: "post", Role: role, Scope: scope}}
	return p, nil
}

// listing is an open one of the tests; what is left out is that of a good one.
type listing struct {
	need        bool
	title, org  string
	city        string
	quantity    int
	from, until string
	area        string // JSON; "" = the whole prefecture
}

func (w *world) insert(x listing) (lid string) {
	w.t.Helper()
	direction := "offer"
	if x.need {
		direction = "need"
	}
	w.update(func(tx *sqldb.Tx) error {
		lid = w.ids.New(tx.Now)
		_, err := tx.Exec(`INSERT INTO listing (id, direction, kind, organization_id, site_id, title, body, detail, quantity, unit, taken, least, most, city_code, online, area, fields,
			period_from, period_until, deadline, advertise_until, standing, times, conditions, cost, cost_note, handover, handover_note, safety, merit_company, merit_group, merit_by,
			report, photo_allowed, name_allowed, beneficiaries, beneficiary_count, audience, anonymous, disaster, choosing, origin, channel, state, state_code, state_note, state_at, step,
			version, created_by, created_at, updated_at, published_at, owner_post) VALUES `+sqldb.Values(1, 54),
			lid, direction, "G2", x.org, "", x.title, "いすです。", "{}", x.quantity, "脚", 0, 0, 0, x.city, false, cmp.Or(x.area, "null"), "[]",
			x.from, x.until, "", "", x.from == "", "", "{}", "free", "", "talk", "", "", "会社のよさ", "団体のよさ", "owner",
			"", false, false, "", 0, "public", false, false, "talk", "", "web", "open", "", "", tx.Now, "",
			1, "someone", tx.Now, tx.Now, tx.Now, "")
		return err
	})
	return lid
}

// ask has n organizations ask about a listing.
func (w *world) ask(lid string, n int) {
	w.t.Helper()
	w.update(func(tx *sqldb.Tx) error {
		for i := range n {
			if _, err := tx.Exec(`INSERT INTO inquiry (id, listing_id, asker_id, owner_id, asked_by, channel, quantity, needed_by, message, state, code, note,
				owes, owes_since, owes_by, first_reply_at, read_at, escalated_at, meeting_at, meeting_place, coordinator_wanted, owner_post, version, created_at, updated_at, closed_at)
				VALUES `+sqldb.Values(1, 26), w.ids.New(tx.Now), lid, string(rune('a'+i)), "owner", "someone", "web", 1, "", `{}`, "sent", "", "", "", "", "", "", "", "", "", "", false, "", 1, tx.Now, tx.Now, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// load reads the index anew.
func (w *world) load() {
	w.t.Helper()
	if err := w.svc.Load(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(f func(tx *sqldb.Tx) error) {
	w.t.Helper()
	if err := w.db.Update(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

// browser is somebody's browser; every page that it opens is checked.
type browser struct {
	*webtest.Client
	t    *testing.T
	page string
}

func (w *world) as(who string) *browser {
	c := webtest.NewClient(w.site.Handler())
	if who != "" {
		c.Set("session", who)
	}
	return &browser{Client: c, t: w.t}
}

func (b *browser) get(target string, status int) string {
	b.t.Helper()
	rec := b.Do("GET", target, nil, nil)
	body := rec.Body.String()
	if rec.Code != status {
		b.t.Fatalf("GET %s: %d, want %d\n%s", target, rec.Code, status, body)
	}
	if strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
		b.took(body)
	}
	return body
}

func (b *browser) took(body string) {
	b.t.Helper()
	for _, problem := range append(webtest.CheckHTML(body), webtest.CheckEnglish(body)...) {
		b.t.Error(problem)
	}
	b.page = body
}

// send fills in the form of the last page whose button says so.
func (b *browser) send(button string, values url.Values, status int) {
	b.t.Helper()
	action, form, ok := webtest.Form(b.page, button)
	if !ok {
		b.t.Fatalf("no form has the button %q\n%s", button, b.page)
	}
	for name, v := range values {
		form[name] = v
	}
	rec := b.Do("POST", action, form, nil)
	if rec.Code != status {
		b.t.Fatalf("POST %s: %d, want %d\n%s", action, rec.Code, status, rec.Body)
	}
	if status == 422 {
		b.took(rec.Body.String())
	}
}

// text is what a reader of the page reads, without the marks between the words.
func (b *browser) text() string {
	b.t.Helper()
	root, err := html.Parse(strings.NewReader(b.page))
	if err != nil {
		b.t.Fatal(err)
	}
	var words []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			words = append(words, strings.TrimSpace(n.Data))
		}
	}
	return strings.Join(words, " ")
}

func (b *browser) contains(texts ...string) {
	b.t.Helper()
	page := b.text()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			b.t.Errorf("the page does not say %q\n%s", text, page)
		}
	}
}

// titles are those of the candidates on the page, the best first.
func (b *browser) titles() (list []string) {
	for _, part := range strings.Split(b.page, `<h3 class="row-title">`)[1:] {
		title, _, _ := strings.Cut(part, "</h3>")
		_, title, _ = strings.Cut(title, ">")
		title, _, _ = strings.Cut(title, "<")
		list = append(list, strings.TrimSpace(title))
	}
	return list
}
