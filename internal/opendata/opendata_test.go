package opendata

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/feed"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

type world struct {
	svc *register.Service
	h   http.Handler
}

func number(base string) codes.CorporateNumber {
	d, _ := codes.CheckDigit(base)
	return codes.CorporateNumber(string(d) + base)
}

// invented is the n-th organization of the fixture.
func invented(n int, name, kana string) intake.HoujinRow {
	return intake.HoujinRow{Number: number(fmt.Sprintf("2500050%05d", n)), Process: "01", Correct: "0", Updated: term.On(2026, 10, 1),
		Changed: term.On(2015, 10, 5), Name: name, Kana: kana, Kind: "399", Prefecture: "山口県", City: "山口市", Street: "滝町１－１",
		PrefectureCode: "35", CityCode: "35203", PostalCode: "7530001", Assigned: term.On(2015, 10, 5).AddDays(n), Latest: true}
}

func people() []intake.HoujinRow {
	rows := []intake.HoujinRow{
		invented(1, "=特定非営利活動法人【架空】数式の会", "アスウシキノカイ"),
		invented(2, "特定非営利活動法人【架空】𠮷田・髙﨑の\"会\", 光", "イヨシダタカサキノカイ"),
		invented(3, "特定非営利活動法人【架空】ほたるの会", "ウホタルノカイ"),
		invented(4, "特定非営利活動法人【架空】かくれの会", "エカクレノカイ"),
		invented(5, "特定非営利活動法人【架空】こだまの会", "オコダマノカイ"),
	}
	rows[2].Process, rows[2].Closed, rows[2].CloseCause = "21", term.On(2025, 3, 31), "01"
	rows[2].Changed = rows[2].Closed
	rows[3].Hidden = true
	rows[4].CityCode, rows[4].City = "35210", "光市"
	return rows
}

func newWorld(t *testing.T, db *sqldb.DB, perFile int, change func(*web.Config)) *world {
	t.Helper()
	ids := &id.Source{}
	w := &world{svc: &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}}
	ctx := context.Background()
	var entries []register.Entry
	for _, h := range people() {
		entries = append(entries, register.Entry{Houjin: []intake.HoujinRow{h}})
	}
	if err := w.svc.Enter(ctx, term.On(2026, 10, 2), "fixture.csv", entries); err != nil {
		t.Fatal(err)
	}
	if err := w.svc.Feed(slog.New(slog.DiscardHandler)).Load(ctx); err != nil {
		t.Fatal(err)
	}
	w.mount(t, perFile, change)
	return w
}

func (w *world) mount(t *testing.T, perFile int, change func(*web.Config)) {
	t.Helper()
	base, err := url.Parse("https://kyodo.example.jp")
	if err != nil {
		t.Fatal(err)
	}
	cfg := web.Config{BaseURL: base, Now: dbtest.Now, Log: slog.New(slog.DiscardHandler),
		Operator: map[web.Lang]string{web.JA: "見本県", web.EN: "Sample Prefecture"}}
	if change != nil {
		change(&cfg)
	}
	site := web.New(cfg)
	mount(site, w.svc, nil, perFile)
	w.h = site.Handler()
}

func (w *world) get(t *testing.T, method, target string, header ...string) (http.Header, int, string) {
	t.Helper()
	req := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	w.h.ServeHTTP(rec, req)
	return rec.Header(), rec.Code, rec.Body.String()
}

// table reads a CSV answer: its rows by the name of the column.
func table(t *testing.T, text string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, cell := range row {
			one[rows[0][i]] = cell
		}
		out = append(out, one)
	}
	return out
}

func TestCSVHoldsEveryRowInListOrder(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db, 10, nil)
		h, status, body := w.get(t, "GET", "/orgs.csv")
		if status != 200 || h.Get("Content-Type") != "text/csv; charset=utf-8; header=present" ||
			h.Get("Content-Disposition") != `attachment; filename="organizations_20261123.csv"` {
			t.Errorf("%d %v", status, h)
		}
		body, bom := strings.CutPrefix(body, "\uFEFF")
		if !bom {
			t.Error("no byte order mark")
		}
		rows := table(t, body)
		var names []string
		for _, r := range rows {
			names = append(names, feed.Unguard(r["名称"]))
		}
		want := []string{people()[0].Name, people()[1].Name, people()[2].Name, people()[4].Name}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if rows[0]["名称"] != "'"+people()[0].Name {
			t.Errorf("the formula is not guarded: %q", rows[0]["名称"])
		}
		got := rows[2]
		for column, want := range map[string]string{
			"全国地方公共団体コード": "350001", "法人番号": people()[2].Number.String(), "名称_カナ": "ウホタルノカイ", "団体種別コード": "npo", "団体種別": "NPO法人",
			"状態コード": "closed", "状態": "登記閉鎖", "所在地_全国地方公共団体コード": "352039", "所在地_連結表記": "山口県山口市滝町１－１", "郵便番号": "7530001",
			"閉鎖年月日": "2025-03-31", "URL": "https://kyodo.example.jp/orgs/" + got["ID"], "出典": "見本データ（架空）", "時点": "2026-10-01", "備考": "架空の団体（見本）",
		} {
			if got[column] != want {
				t.Errorf("%s: %q, want %q", column, got[column], want)
			}
		}
	})
}

func TestCSVTakesTheParametersOfTheList(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)), 10, nil)
	for _, tt := range []struct {
		query string
		rows  int
	}{
		{"", 4}, {"?q=&field=&city=&sort=", 4}, {"?q=%E3%81%BB%E3%81%9F%E3%82%8B", 1}, {"?status=active", 3}, {"?status=active&city=35210", 1},
		{"?status=active,closed", 4}, {"?status=active&status=closed&sort=newest&lang=ja", 4}, {"?field=tourism", 0}, {"?region=found-online", 0},
	} {
		_, status, body := w.get(t, "GET", "/orgs.csv"+tt.query)
		if n := len(table(t, body)); status != 200 || n != tt.rows {
			t.Errorf("%s: %d with %d rows, want %d", tt.query, status, n, tt.rows)
		}
	}
	for _, query := range []string{"?field=nonsense", "?city=1", "?kind=x", "?status=x", "?level=x", "?sort=x", "?region=x", "?encoding=utf-16"} {
		if _, status, body := w.get(t, "GET", "/orgs.csv"+query); status != 422 || !strings.Contains(body, "この値は使えません") {
			t.Errorf("%s: %d", query, status)
		}
	}
}

func TestCP932AndItsReport(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)), 10, nil)
	h, _, body := w.get(t, "GET", "/orgs.csv?encoding=cp932")
	text, err := japanese.ShiftJIS.NewDecoder().String(body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "〓田・髙﨑の") || !strings.Contains(h.Get("Content-Disposition"), "_cp932.csv") {
		t.Errorf("%v\n%s", h, text)
	}
	h, _, report := w.get(t, "GET", "/orgs.csv?encoding=cp932&report=1")
	want := "変換できない文字の一覧\nファイル: organizations_20261123_cp932.csv\n団体の数: 4\n変換できない文字の数: 1\n\n" + wLossExplain.In(web.JA) +
		"\n\n𠮷  U+20BB7  1\n    行 3  名称\n"
	if diff := cmp.Diff(want, report); diff != "" || h.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%q (-want +got)\n%s", h.Get("Content-Type"), diff)
	}
	if _, _, report := w.get(t, "GET", "/orgs.csv?encoding=cp932&report=1&city=35210&lang=en"); !strings.Contains(report, wLossNone.In(web.EN)) {
		t.Error(report)
	}
}

func TestAFailureBeforeTheFirstRowIsAnErrorPage(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	w := newWorld(t, db, 10, nil)
	db.Close()
	if h, status, body := w.get(t, "GET", "/orgs.csv"); status != 500 || h.Get("Content-Disposition") != "" || !strings.Contains(body, "<html") {
		t.Errorf("%d %v", status, h)
	}
}

// breaking is a connection at whose first bytes something happens.
type breaking struct {
	*httptest.ResponseRecorder
	first func()
}

func (b *breaking) Write(p []byte) (int, error) {
	if b.first != nil {
		b.first()
		b.first = nil
	}
	return b.ResponseRecorder.Write(p)
}

func TestABrokenStreamIsNotMistakenForAShortOne(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	w := newWorld(t, db, 10, nil)
	var more []register.Entry
	for n := 10; n < 260; n++ {
		more = append(more, register.Entry{Houjin: []intake.HoujinRow{invented(n, fmt.Sprintf("特定非営利活動法人【架空】%d番の会", n), "")}})
	}
	ctx := context.Background()
	if err := w.svc.Enter(ctx, term.On(2026, 10, 2), "more.csv", more); err != nil {
		t.Fatal(err)
	}
	if err := w.svc.Feed(slog.New(slog.DiscardHandler)).Load(ctx); err != nil {
		t.Fatal(err)
	}
	out := &breaking{httptest.NewRecorder(), func() { db.Close() }}
	defer func() {
		if p := recover(); p != http.ErrAbortHandler {
			t.Errorf("the connection is not broken off: %v", p)
		}
		if n := out.Body.Len(); n == 0 {
			t.Error("nothing was streamed before the failure")
		}
	}()
	w.h.ServeHTTP(out, httptest.NewRequest("GET", "/orgs.csv", nil))
}

func TestStateOfTheRegisterIsTheETag(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)), 10, nil)
	for _, path := range []string{"/orgs.csv", "/orgs.csv?encoding=cp932", "/feeds/organizations.atom", "/sitemap.xml", "/data"} {
		h, status, _ := w.get(t, "GET", path)
		etag := h.Get("Etag")
		if status != 200 || etag == "" {
			t.Errorf("%s: %d, ETag %q", path, status, etag)
		}
		if _, status, body := w.get(t, "GET", path, "If-None-Match", etag); status != 304 || body != "" {
			t.Errorf("%s with its ETag: %d, %d bytes", path, status, len(body))
		}
		if _, status, body := w.get(t, "HEAD", path); status != 200 || body != "" {
			t.Errorf("HEAD %s: %d, %d bytes", path, status, len(body))
		}
	}
}

func TestAtomTellsWhatIsNew(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db, 10, nil)
		h, _, body := w.get(t, "GET", "/feeds/organizations.atom")
		if h.Get("Content-Type") != feed.AtomType {
			t.Errorf("Content-Type %q", h.Get("Content-Type"))
		}
		var f struct {
			ID      string `xml:"id"`
			Updated string `xml:"updated"`
			Author  string `xml:"author>name"`
			Entries []struct {
				ID      string `xml:"id"`
				Title   string `xml:"title"`
				Updated string `xml:"updated"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal([]byte(body), &f); err != nil {
			t.Fatal(err)
		}
		if f.ID != "tag:kyodo.example.jp,2026:/feeds/organizations.atom" || f.Author != "見本県" || f.Updated != "2025-03-31T00:00:00+09:00" {
			t.Errorf("%+v", f)
		}
		var got []string
		for _, e := range f.Entries {
			got = append(got, e.Updated[:10]+" "+e.Title)
			if !strings.HasPrefix(e.ID, "tag:kyodo.example.jp,2026:/orgs/") {
				t.Errorf("id %q", e.ID)
			}
		}
		want := []string{
			"2025-03-31 " + people()[2].Name + "：登記記録の閉鎖",
			"2015-10-10 " + people()[4].Name + "：法人番号の指定",
			"2015-10-07 " + people()[1].Name + "：法人番号の指定",
			"2015-10-06 " + people()[0].Name + "：法人番号の指定",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
