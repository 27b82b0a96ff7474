package opendata

import (
	"encoding/xml"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/id"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// shop is a world with a bank.
type shop struct {
	*world
	bank  *bank.Service
	owner register.ID
}

func newShop(t *testing.T, db *sqldb.DB) *shop {
	t.Helper()
	w := newWorld(t, db, 10, nil)
	ids := &id.Source{}
	s := &shop{world: w, bank: &bank.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Register: w.svc, Calendar: term.LocalGovernment(), Index: search.New()}}
	var err error
	if s.owner, err = w.svc.ByNumber(t.Context(), people()[1].Number.String()); err != nil {
		t.Fatal(err)
	}
	base, err := url.Parse("https://kyodo.example.jp")
	if err != nil {
		t.Fatal(err)
	}
	site := web.New(web.Config{BaseURL: base, Now: dbtest.Now, Log: slog.New(slog.DiscardHandler)})
	mount(site, w.svc, s.bank, 10)
	s.h = site.Handler()
	return s
}

// publish shows an offer of the owner after change.
func (s *shop) publish(t *testing.T, change func(*bank.Start)) string {
	t.Helper()
	in := bank.Start{Direction: bank.Offer, Organization: s.owner, Kind: "G2", Channel: "web", Content: bank.Content{
		Title: "=会議いす①𠮷", Body: "余ったいす、\n20脚です。", Detail: map[string]string{"condition": "good"}, Quantity: 20, Unit: "脚",
		City: "35203", Cities: []string{"35203", "35206"}, Fields: []string{"welfare"}, From: term.On(2026, 11, 25), Until: term.On(2027, 3, 20),
		Deadline: term.On(2027, 2, 20), AdvertiseUntil: term.On(2027, 2, 28), Audience: bank.Everybody}}
	if change != nil {
		change(&in)
	}
	by := audit.By{Actor: "center"}
	says := &bank.Says{Long: func(int) string { return "" }, Many: func(int) string { return "" }, TakenAlready: func(int64) string { return "" }}
	lid, err := s.bank.Begin(t.Context(), by, in, says)
	if err == nil {
		err = s.bank.Submit(t.Context(), by, lid, 1, says)
	}
	if err == nil {
		err = s.bank.Publish(t.Context(), by, lid, 2, says)
	}
	if err == nil {
		err = s.bank.Feed(slog.New(slog.DiscardHandler)).Load(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return lid
}

func TestListingsAsCSV(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s := newShop(t, db)
		lid := s.publish(t, nil)
		hidden := s.publish(t, func(in *bank.Start) { in.Content.Anonymous, in.Content.Title = true, "名前のないいす" })
		s.publish(t, func(in *bank.Start) { in.Content.Audience, in.Content.Title = bank.Registered, "秘密のいす" })
		h, status, body := s.get(t, "GET", "/bank/offers.csv?kind=G")
		if status != 200 || h.Get("Content-Disposition") != `attachment; filename="offers_20261123.csv"` {
			t.Errorf("%d %v", status, h)
		}
		rows := table(t, strings.TrimPrefix(body, "\uFEFF"))
		if len(rows) != 2 || strings.Contains(body, "秘密") {
			t.Fatalf("%d rows: %s", len(rows), body)
		}
		by := map[string]map[string]string{}
		for _, r := range rows {
			by[r["ID"]] = r
		}
		for column, want := range map[string]string{
			"全国地方公共団体コード": "352039", "向きコード": "offer", "支援の種別コード": "G2", "支援の大分類": "もの", "題": "'=会議いす①𠮷", "内容": "余ったいす、\n20脚です。",
			"数量": "20", "残り": "20", "単位": "脚", "場所_市区町村": "山口市", "対応地域": "山口市;防府市", "活動分野コード": "welfare", "期間_開始日": "2026-11-25",
			"申込締切日": "2027-02-20", "費用": "無償", "状態コード": "open", "団体ID": string(s.owner), "団体名": people()[1].Name,
			"掲載日": "2026-11-23", "URL": "https://kyodo.example.jp/bank/" + lid, "備考": "架空の団体（見本）",
		} {
			if got := by[lid][column]; got != want {
				t.Errorf("%s: %q, want %q", column, got, want)
			}
		}
		if r := by[hidden]; r["団体ID"] != "" || r["団体名"] != "" || r["備考"] != "" {
			t.Errorf("the anonymous row says %v", r)
		}
		_, _, packed := s.get(t, "GET", "/bank/offers.csv?encoding=cp932")
		if text, err := japanese.ShiftJIS.NewDecoder().String(packed); err != nil || !strings.Contains(text, "=会議いす") || !strings.Contains(text, "〓") {
			t.Errorf("CP932: %v %s", err, text)
		}
		if _, _, report := s.get(t, "GET", "/bank/offers.csv?encoding=cp932&report=1"); !strings.Contains(report, "U+20BB7") || !strings.Contains(report, "掲載の数: 2") {
			t.Errorf("the report of losses: %s", report)
		}
		for _, bad := range []string{"?kind=Z9", "?city=x", "?status=draft", "?encoding=utf-16", "?sort=price"} {
			if _, status, _ := s.get(t, "GET", "/bank/offers.csv"+bad); status != 422 {
				t.Errorf("%s: %d", bad, status)
			}
		}
		if _, _, none := s.get(t, "GET", "/bank/needs.csv"); len(table(t, strings.TrimPrefix(none, "\uFEFF"))) != 0 {
			t.Errorf("needs: %s", none)
		}
	})
}

func TestListingsAsAtom(t *testing.T) {
	s := newShop(t, dbtest.Open(t, dbtest.SQLite(t)))
	empty := func(path string) {
		if _, status, body := s.get(t, "GET", path); status != 200 || xml.Unmarshal([]byte(body), new(struct{})) != nil || strings.Contains(body, "<entry>") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	empty("/feeds/offers.atom")
	lid := s.publish(t, nil)
	s.publish(t, func(in *bank.Start) { in.Content.Anonymous, in.Content.Title = true, "名前のないいす" })
	empty("/feeds/needs.atom")
	_, _, body := s.get(t, "GET", "/feeds/offers.atom?kind=G2&city=35203")
	for _, want := range []string{"<title>=会議いす①𠮷</title>", "https://kyodo.example.jp/bank/" + lid, "物品寄贈（中古） / 20脚 / 山口市", "<id>tag:kyodo.example.jp,2026:/bank/" + lid + "</id>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the feed lacks %q: %s", want, body)
		}
	}
	if strings.Count(body, people()[1].Name[:30]) != 1 {
		t.Errorf("the name stands in the feed more than once, or not at all: %s", body)
	}
	empty("/feeds/offers.atom?kind=M")
}

func TestSitemapAndDataPageKnowTheBank(t *testing.T) {
	s := newShop(t, dbtest.Open(t, dbtest.SQLite(t)))
	lid := s.publish(t, nil)
	if _, _, body := s.get(t, "GET", "/sitemap.xml"); !strings.Contains(body, "/bank/"+lid) || !strings.Contains(body, "/bank/needs<") {
		t.Errorf("the sitemap: %s", body)
	}
	for _, lang := range []string{"ja", "en"} {
		_, _, body := s.get(t, "GET", "/data?lang="+lang)
		for _, c := range listingColumns() {
			if !strings.Contains(body, c.Name) {
				t.Errorf("/data in %s lacks the column %s", lang, c.Name)
			}
		}
		for _, path := range []string{OffersCSVPath, NeedsCSVPath, OffersAtomPath, NeedsAtomPath} {
			if !strings.Contains(body, `href="`+path) {
				t.Errorf("/data in %s does not lead to %s", lang, path)
			}
		}
	}
	rec := httptest.NewRecorder()
	s.h.ServeHTTP(rec, httptest.NewRequest("HEAD", "/bank/offers.csv", nil))
	if rec.Code != 200 || rec.Body.Len() != 0 {
		t.Errorf("HEAD: %d, %d bytes", rec.Code, rec.Body.Len())
	}
}
