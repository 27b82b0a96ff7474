package registerweb

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kyodo/internal/audit"
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

// world is the site with a register of invented organizations behind it.
type world struct {
	svc     *register.Service
	handler http.Handler
	ids     map[string]register.ID // by the number's last digits
}

func newWorld(t testing.TB, db *sqldb.DB, entries []register.Entry) *world {
	t.Helper()
	ids := &id.Source{}
	svc := &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}
	if err := svc.Enter(t.Context(), term.On(2026, 8, 21), "test", entries); err != nil {
		t.Fatal(err)
	}
	if err := svc.Feed(slog.New(slog.DiscardHandler)).Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	site := web.New(web.Config{Now: db.Now, DB: db, Secret: []byte("test"), Operator: map[web.Lang]string{web.JA: "試験県", web.EN: "Test Prefecture"}})
	Mount(site, svc)
	w := &world{svc: svc, handler: site.Handler(), ids: map[string]register.ID{}}
	for _, e := range entries {
		for _, h := range e.Houjin {
			oid, err := svc.ByNumber(t.Context(), h.Number.String())
			if err != nil {
				t.Fatal(err)
			}
			w.ids[strings.TrimLeft(h.Number.String()[1:], "0")] = oid
		}
	}
	return w
}

// corporate is the valid number with this tail.
func corporate(tail int) codes.CorporateNumber {
	base := strconv.Itoa(tail)
	base = strings.Repeat("0", 12-len(base)) + base
	check, _ := codes.CheckDigit(base)
	return codes.CorporateNumber(string(check) + base)
}

// houjin is a row of 国税庁's file.
func houjin(tail int, name, city, cityCode, kind string) intake.HoujinRow {
	return intake.HoujinRow{Number: corporate(tail), Process: "01", Correct: "0", Updated: term.On(2026, 8, 21), Changed: term.On(2015, 10, 5),
		Name: name, Kind: kind, Prefecture: "山口県", City: city, Street: "中央一丁目１番１号", PrefectureCode: "35", CityCode: cityCode,
		PostalCode: "7530001", Assigned: term.On(2015, 10, 5), Source: term.On(2026, 8, 21), Latest: true}
}

func fiscal(month, day int) term.MonthDay {
	m, _ := term.MakeMonthDay(month, day)
	return m
}

// portal is a row of 内閣府's file.
func portal(tail int, name, kana, purpose string, fields ...int) *intake.PortalRow {
	return &intake.PortalRow{Name: name, Kana: kana, Office: "山口県", Address: "山口市中央一丁目１番１号", PostalCode: "7530001",
		Representative: "見本　花子", Certified: term.On(2005, 4, 20), Established: term.On(2005, 5, 9), Purpose: purpose, Fields: fields,
		Number: corporate(tail), PortalID: "03500" + strconv.Itoa(1000+tail%1000),
		URL:        "https://www.npo-homepage.go.jp/npoportal/detail/03500" + strconv.Itoa(1000+tail%1000),
		Activities: "相談を受ける事業\n居場所をつくる事業", FiscalStart: fiscal(4, 1), FiscalEnd: fiscal(3, 31)}
}

// sample is a small register with every state.
func sample() []register.Entry {
	full := portal(501, "特定非営利活動法人ふくしの輪", "トクテイヒエイリカツドウホウジンフクシノワ",
		"この法人は、高齢者に対して、福祉に関する事業を行い、地域の福祉の増進に寄与することを目的とする。", 1, 3, 13)
	full.Approval.Certified, full.ApprovedFrom, full.ApprovedUntil = true, term.On(2024, 4, 1), term.On(2029, 3, 31)
	full.Offices, full.OtherBusiness = "山口県萩市大字江向１番地", "物品の販売"
	ended := portal(502, "特定非営利活動法人はぎの海", "ハギノウミ", "海岸の清掃を行う。", 7)
	ended.Dissolution = "令和5年3月31日 社員総会の決議により解散"
	bare := portal(503, "特定非営利活動法人光のまち", "ヒカリノマチ", "まちづくりの推進を図る。", 3)
	bare.FiscalEnd, bare.FiscalStart = fiscal(7, 31), fiscal(8, 1)
	renamed := houjin(504, "株式会社新見本工業", "萩市", "35204", "301")
	renamed.Process, renamed.Changed = "11", term.On(2020, 6, 1)
	closed := houjin(505, "見本産業有限会社", "光市", "35210", "302")
	closed.Process, closed.Changed, closed.Closed, closed.CloseCause = "21", term.On(2021, 2, 3), term.On(2021, 2, 3), "01"
	merged := houjin(506, "合併見本株式会社", "山口市", "35203", "301")
	merged.Process, merged.Closed, merged.CloseCause, merged.Successor = "21", term.On(2022, 2, 3), "11", corporate(504)
	hidden := houjin(507, "見えない株式会社", "山口市", "35203", "301")
	hidden.Hidden = true
	hostile := houjin(508, `<script>alert("x")</script>＆株式会社`, "山口市", "35203", "301")
	long := portal(509, "特定非営利活動法人とても長い目的", "トテモナガイモクテキ", strings.Repeat("この法人は長い目的を持つ。", 800), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
	long.Activities, long.OtherBusiness = strings.Repeat("長い事業。", 2100), strings.Repeat(`"`, 32<<10)
	return []register.Entry{
		{Houjin: []intake.HoujinRow{houjin(501, full.Name, "山口市", "35203", "399")}, Portal: full, Filing: []register.Filing{
			{PeriodEnd: term.On(2026, 3, 31), Filed: term.On(2026, 6, 20), Source: register.Government},
			{PeriodEnd: term.On(2025, 3, 31), Filed: term.On(2025, 7, 8), Source: register.Government},
			{PeriodEnd: term.On(2024, 3, 31), Source: register.Government},
		}},
		{Houjin: []intake.HoujinRow{houjin(502, ended.Name, "萩市", "35204", "399")}, Portal: ended},
		{Houjin: []intake.HoujinRow{houjin(503, bare.Name, "光市", "35210", "399")}, Portal: bare},
		{Houjin: []intake.HoujinRow{houjin(504, "株式会社旧見本工業", "萩市", "35204", "301"), renamed}},
		{Houjin: []intake.HoujinRow{closed}},
		{Houjin: []intake.HoujinRow{merged}},
		{Houjin: []intake.HoujinRow{hidden}},
		{Houjin: []intake.HoujinRow{hostile}},
		{Houjin: []intake.HoujinRow{houjin(509, long.Name, "周南市", "35215", "399")}, Portal: long},
	}
}

// get asks for a page.
func (w *world) get(t testing.TB, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, req)
	return rec
}

// scripts copies the page scripts with the ids of this register in place of {501} and the numbers
// in place of {number 501}; it returns their pattern.
func (w *world) scripts(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	var pairs []string
	for tail, oid := range w.ids {
		n, _ := strconv.Atoi(tail)
		pairs = append(pairs, "{"+tail+"}", string(oid), "{number "+tail+"}", corporate(n).String())
	}
	dir := t.TempDir()
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.NewReplacer(pairs...).Replace(string(text)))
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f)), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "*.txt")
}

func onSQLite(t testing.TB) *sqldb.DB { return dbtest.Open(t, dbtest.SQLite(t)) }

// raw asks with a query as it is, however broken.
func (w *world) raw(path, query string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodGet, path, nil)
	req.URL.RawQuery = query
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, req)
	return rec
}

// many is a register of n corporations like each other.
func many(n int) []register.Entry {
	cities := codes.Municipalities(term.On(2026, 1, 1))
	list := make([]register.Entry, n)
	for i := range list {
		name := "特定非営利活動法人見本の会" + strconv.Itoa(i)
		c := cities[i%len(cities)]
		list[i] = register.Entry{Houjin: []intake.HoujinRow{houjin(1000+i, name, c.FullName(), c.Code, "399")},
			Portal: portal(1000+i, name, "ミホンノカイ"+strconv.Itoa(i),
				"この法人は、地域の高齢者や子どもに対して、福祉、防災及び環境に関する事業を行い、だれもが安心して暮らせるまちづくりに寄与することを目的とする。",
				1+i%20, 1+(i+3)%20, 1+(i+7)%20, 1+(i+11)%20)}
	}
	return list
}
