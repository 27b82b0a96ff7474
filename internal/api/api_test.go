package api_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/api"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

var update = flag.Bool("update", false, "write the golden files anew")

// world is a site on a database with a few invented organizations.
type world struct {
	site *web.Site
	svc  *register.Service
	bank *bank.Service
	ids  []register.ID // in the order of people()
	h    http.Handler
}

func number(base string) codes.CorporateNumber {
	d, _ := codes.CheckDigit(base)
	return codes.CorporateNumber(string(d) + base)
}

// people are the invented organizations: one of the portal alone, with every fact; corporations
// of the number file, one of them closed and one excluded from search.
func people() (houjin []intake.HoujinRow, portal intake.PortalRow) {
	row := func(base, name, kana, kind, city, code, street string) intake.HoujinRow {
		return intake.HoujinRow{Number: number(base), Process: "01", Correct: "0", Updated: term.On(2026, 10, 1), Changed: term.On(2020, 4, 1),
			Name: name, Kana: kana, Kind: kind, Prefecture: "山口県", City: city, Street: street, PrefectureCode: "35", CityCode: code,
			PostalCode: "7530001", Assigned: term.On(2015, 10, 5), Source: term.On(2026, 10, 2), Latest: true}
	}
	closed := row("250005000002", "特定非営利活動法人【架空】ほたる福祉の会", "ホタルフクシノカイ", "399", "光市", "35210", "中央一丁目１－１")
	closed.Process, closed.Closed, closed.CloseCause = "21", term.On(2025, 3, 31), "01"
	hidden := row("250005000003", "特定非営利活動法人【架空】かくれ福祉の会", "カクレフクシノカイ", "399", "萩市", "35204", "江向１")
	hidden.Hidden = true
	return []intake.HoujinRow{
			row("250005000001", "特定非営利活動法人【架空】あおぞら福祉ネット", "アオゾラフクシネット", "399", "山口市", "35203", "滝町１－１"),
			closed, hidden,
			row("250001000004", "株式会社【架空】カワセミ", "カワセミ", "301", "山口市", "35203", "亀山町２－１"),
		}, intake.PortalRow{
			Name: "特定非営利活動法人【架空】あおぞら福祉ネット", Kana: "トクテイヒエイリカツドウホウジンアオゾラフクシネット", Office: "山口県", Address: "山口市滝町１－１",
			Representative: "架空 花子", Certified: term.On(2009, 5, 1), Established: term.On(2009, 5, 20),
			Purpose: "高齢者に対して、\"福祉\"の増進を図り<地域>に寄与する。", Fields: []int{1, 3}, Number: number("250005000001"),
			FiscalStart: monthDay(4, 1), FiscalEnd: monthDay(3, 31),
		}
}

func monthDay(m, d int) term.MonthDay {
	x, _ := term.MakeMonthDay(m, d)
	return x
}

func newWorld(t *testing.T, db *sqldb.DB) *world {
	t.Helper()
	ids := &id.Source{}
	w := &world{svc: &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}}
	ctx := context.Background()
	houjin, portal := people()
	var entries []register.Entry
	for _, h := range houjin {
		entries = append(entries, register.Entry{Houjin: []intake.HoujinRow{h}})
	}
	entries[0].Portal = &portal
	if err := w.svc.Enter(ctx, term.On(2026, 10, 2), "fixture.csv", entries); err != nil {
		t.Fatal(err)
	}
	for _, h := range houjin {
		oid, err := w.svc.ByNumber(ctx, h.Number.String())
		if err != nil {
			t.Fatal(err)
		}
		w.ids = append(w.ids, oid)
	}
	if err := w.svc.Feed(slog.New(slog.DiscardHandler)).Load(ctx); err != nil {
		t.Fatal(err)
	}
	w.bank = &bank.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Register: w.svc, Calendar: term.LocalGovernment(), Index: search.New()}
	if err := w.bank.Feed(slog.New(slog.DiscardHandler)).Load(ctx); err != nil {
		t.Fatal(err)
	}
	w.mount(t)
	return w
}

func (w *world) mount(t *testing.T) {
	t.Helper()
	base, err := url.Parse("https://kyodo.example.jp")
	if err != nil {
		t.Fatal(err)
	}
	w.site = web.New(web.Config{BaseURL: base, Now: dbtest.Now, Log: slog.New(slog.DiscardHandler)})
	api.Mount(w.site, w.svc, w.bank)
	w.h = w.site.Handler()
}

// get asks the site and returns the answer unpacked.
func (w *world) get(t *testing.T, method, target string, header ...string) (*http.Response, string) {
	t.Helper()
	req := httptest.NewRequest(method, target, nil)
	req.Header.Set("Accept-Encoding", "gzip")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	w.h.ServeHTTP(rec, req)
	res := rec.Result()
	var body io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" && method != "HEAD" && res.StatusCode == 200 {
		z, err := gzip.NewReader(res.Body)
		if err != nil {
			t.Fatalf("%s %s: %v", method, target, err)
		}
		body = z
	}
	b, err := io.ReadAll(body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, target, err)
	}
	return res, string(b)
}

// names lists the names of a list's items, with the total before them.
func (w *world) names(t *testing.T, query string) string {
	t.Helper()
	res, body := w.get(t, "GET", "/api/v1/organizations"+query)
	var l api.List
	if err := json.Unmarshal([]byte(body), &l); err != nil || res.StatusCode != 200 {
		t.Fatalf("%s: %d %s", query, res.StatusCode, body)
	}
	out := []string{fmt.Sprint(l.Total)}
	for _, i := range l.Items {
		out = append(out, i.Name[strings.Index(i.Name, "】")+len("】"):])
	}
	return strings.Join(out, " ")
}

func TestListIsExactlyWhatWasPromised(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		res, body := w.get(t, "GET", "/api/v1/organizations?q=%E3%81%82%E3%81%8A%E3%81%9E%E3%82%89")
		want := fmt.Sprintf(`{"total":1,"items":[{"id":"%s","name":"特定非営利活動法人【架空】あおぞら福祉ネット",`+
			`"name_kana":"%s","corporate_number":"%s","kind":"npo","status":"active","city_code":"35203","address":"山口県山口市滝町１－１",`+
			`"fields":["welfare","town"],"url":"https://kyodo.example.jp/orgs/%s"}],"next":null}`+"\n", w.ids[0], kana(t, w), number("250005000001"), w.ids[0])
		if diff := cmp.Diff(want, body); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		for name, want := range map[string]string{
			"Content-Type": "application/json", "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "Set-Cookie": "",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	})
}

// kana is which of the two readings of the fixture the register shows; that is its matter.
func kana(t *testing.T, w *world) string {
	t.Helper()
	d, err := w.svc.Organization(context.Background(), w.ids[0])
	if err != nil {
		t.Fatal(err)
	}
	return d.Kana
}

func TestFilters(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	for _, tt := range []struct{ query, want string }{
		{"?q=&field=&city=&kind=&status=&sort=&limit=&after=", "3 あおぞら福祉ネット カワセミ ほたる福祉の会"},
		{"?q=福祉&sort=kana", "2 あおぞら福祉ネット ほたる福祉の会"},
		{"?q=福祉&status=active", "1 あおぞら福祉ネット"},
		{"?city=35210", "1 ほたる福祉の会"},
		{"?city=35210,35203", "3 あおぞら福祉ネット カワセミ ほたる福祉の会"},
		{"?city=35210&city=35203&kind=company", "1 カワセミ"},
		{"?region=jma-east", "1 ほたる福祉の会"},
		{"?region=found-online", "0"},
		{"?field=welfare&field=town", "1 あおぞら福祉ネット"},
		{"?field=tourism", "0"},
		{"?level=certified", "0"},
		{"?level=none&limit=1", "3 あおぞら福祉ネット"},
		{"?q=かくれ", "0"},
	} {
		if got := w.names(t, strings.ReplaceAll(tt.query, "福祉", "%E7%A6%8F%E7%A5%89")); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.query, got, tt.want)
		}
	}
}

func TestCursorsReachEverythingOnce(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	for _, sort := range []string{"kana", "newest", "relevance"} {
		seen, after := map[string]int{}, ""
		for range 10 {
			_, body := w.get(t, "GET", "/api/v1/organizations?limit=1&sort="+sort+"&after="+after)
			var l api.List
			if err := json.Unmarshal([]byte(body), &l); err != nil {
				t.Fatal(err)
			}
			for _, i := range l.Items {
				seen[i.ID]++
			}
			if l.Next == nil {
				break
			}
			after = *l.Next
		}
		if len(seen) != 3 {
			t.Errorf("sort=%s: saw %v, want 3 organizations once each", sort, seen)
		}
	}
}

func TestRecord(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		_, byID := w.get(t, "GET", "/api/v1/organizations/"+string(w.ids[0]))
		_, byNumber := w.get(t, "GET", "/api/v1/organizations/"+number("250005000001").String())
		if diff := cmp.Diff(byID, byNumber); diff != "" {
			t.Errorf("by id and by number differ:\n%s", diff)
		}
		golden(t, "testdata/record.json", strings.ReplaceAll(byID, string(w.ids[0]), "ID"))

		before := byID
		if err := w.svc.RecordFiling(context.Background(), audit.Import, w.ids[0],
			register.Filing{PeriodEnd: term.On(2026, 3, 31), Filed: term.On(2026, 7, 2), Source: register.Government},
			register.Filing{PeriodEnd: term.On(2025, 3, 31), Filed: term.On(2025, 6, 2), Source: register.Government}); err != nil {
			t.Fatal(err)
		}
		_, after := w.get(t, "GET", "/api/v1/organizations/"+string(w.ids[0]))
		if before == after {
			t.Fatal("the filing is not seen")
		}
		var r api.Record
		if err := json.Unmarshal([]byte(after), &r); err != nil {
			t.Fatal(err)
		}
		var states []string
		for _, f := range r.Filings {
			states = append(states, f.PeriodEnd+" "+f.State.Code+" "+*f.Due)
		}
		want := []string{"2026-03-31 late 2026-06-30", "2025-03-31 on-time 2025-06-30"}
		if diff := cmp.Diff(want, states); diff != "" || r.FilingRecord != "held" {
			t.Errorf("filing_record %q (-want +got)\n%s", r.FilingRecord, diff)
		}
	})
}

func TestExcludedIsReachableByNumber(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	res, body := w.get(t, "GET", "/api/v1/organizations/"+number("250005000003").String())
	if res.StatusCode != 200 || !strings.Contains(body, `"excluded":true`) {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

func TestProblems(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	for _, tt := range []struct {
		method, target string
		status         int
		says           string
	}{
		{"GET", "/api/v1/organizations?limit=101", 422, `"location":"query.limit"`},
		{"GET", "/api/v1/organizations?limit=0", 422, `"location":"query.limit"`},
		{"GET", "/api/v1/organizations?limit=x", 422, `"location":"query.limit"`},
		{"GET", "/api/v1/organizations?feild=welfare", 422, `"location":"query.feild"`},
		{"GET", "/api/v1/organizations?field=welfare,nonsense", 422, `"location":"query.field[1]"`},
		{"GET", "/api/v1/organizations?city=yamaguchi", 422, `"location":"query.city[0]"`},
		{"GET", "/api/v1/organizations?sort=size", 422, `"location":"query.sort"`},
		{"GET", "/api/v1/organizations?after=nonsense", 422, `"location":"query.after"`},
		{"GET", "/api/v1/organizations?q=" + strings.Repeat("a", 101), 422, `"location":"query.q"`},
		{"GET", "/api/v1/organizations/nonsense", 404, `"status":404`},
		{"GET", "/api/v1/organizations/0000000000000000", 404, `"status":404`},
		{"GET", "/api/v1/organizations/" + number("250005000009").String(), 404, `"status":404`},
		{"GET", "/api/v1/codes/nonsense", 422, `"location":"path.table"`},
		{"GET", "/api/v1/nonsense", 404, `"status":404`},
		{"GET", "/api/nonsense", 404, `"status":404`},
		{"DELETE", "/api/v1/organizations", 405, `"status":405`},
		{"POST", "/api/v1/organizations/x", 405, `"status":405`},
	} {
		t.Run(tt.method+" "+tt.target, func(t *testing.T) {
			res, body := w.get(t, tt.method, tt.target)
			if res.StatusCode != tt.status || !strings.Contains(body, tt.says) || res.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %q %s, want %d with %s", res.StatusCode, res.Header.Get("Content-Type"), body, tt.status, tt.says)
			}
			if !json.Valid([]byte(body)) {
				t.Errorf("not JSON: %s", body)
			}
			if tt.status == 405 && res.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("Allow: %q, want GET, HEAD", res.Header.Get("Allow"))
			}
		})
	}
}

func TestAFailureOfTheDatabaseIsAProblemWithoutItsText(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	w := newWorld(t, db)
	db.Close()
	res, body := w.get(t, "GET", "/api/v1/organizations/"+string(w.ids[0]))
	if res.StatusCode != 500 || !strings.Contains(body, "urn:request:") || strings.Contains(body, "sql") || strings.Contains(body, "closed") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

func TestConditionalReadsAndHead(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	for _, path := range []string{"/api/v1/organizations?limit=2", "/api/v1/organizations/" + string(w.ids[0]), "/api/v1/codes/kinds", "/api/openapi.json"} {
		res, body := w.get(t, "GET", path)
		etag := res.Header.Get("Etag")
		if res.StatusCode != 200 || etag == "" {
			t.Fatalf("%s: %d, ETag %q", path, res.StatusCode, etag)
		}
		if res, body := w.get(t, "GET", path, "If-None-Match", `"x", `+strings.TrimPrefix(etag, "W/")); res.StatusCode != 304 || body != "" {
			t.Errorf("%s with its ETag: %d %q", path, res.StatusCode, body)
		}
		if res, head := w.get(t, "HEAD", path); res.StatusCode != 200 || head != "" || res.Header.Get("Etag") != etag {
			t.Errorf("HEAD %s: %d, %d bytes of %d, ETag %q", path, res.StatusCode, len(head), len(body), res.Header.Get("Etag"))
		}
	}
}

func TestOpenAPI(t *testing.T) {
	w := &world{svc: &register.Service{Index: search.New()}}
	w.mount(t)
	res, body := w.get(t, "GET", "/api/openapi.json")
	if got, want := res.Header.Get("Content-Type"), "application/openapi+json;version=3.1"; got != want {
		t.Errorf("Content-Type %q, want %q", got, want)
	}
	golden(t, "testdata/openapi.json", body)
	if strings.Contains(body, "$schema") {
		t.Error("the document names $schema")
	}
	for range 3 {
		w.mount(t)
		if _, again := w.get(t, "GET", "/api/openapi.json"); again != body {
			t.Fatal("another start gives another document")
		}
	}
	for _, path := range []string{"/docs", "/schemas/Item.json", "/openapi.json", "/openapi.yaml"} {
		if res, _ := w.get(t, "GET", path); res.StatusCode != 404 {
			t.Errorf("%s: %d, want 404", path, res.StatusCode)
		}
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if strings.HasPrefix(got, "{\"") {
		var b bytes.Buffer
		if err := json.Indent(&b, []byte(got), "", " "); err != nil {
			t.Fatal(err)
		}
		got = b.String()
	}
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", path, diff)
	}
}
