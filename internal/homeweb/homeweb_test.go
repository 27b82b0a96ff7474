package homeweb_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/homeweb"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/register/registerweb"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/webtest"
)

// newSite is a site with the register's pages and ours, filled with entries.
func newSite(t *testing.T, db *sqldb.DB, cfg homeweb.Config, entries ...register.Entry) http.Handler {
	t.Helper()
	ctx := context.Background()
	ids := &id.Source{}
	svc := &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}
	if len(entries) > 0 {
		if err := svc.Enter(ctx, term.On(2026, 8, 1), "test", entries); err != nil {
			t.Fatal(err)
		}
	}
	if err := svc.Feed(slog.New(slog.DiscardHandler)).Load(ctx); err != nil {
		t.Fatal(err)
	}
	site := web.New(web.Config{
		Now:    func() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) },
		Secret: []byte("test"),
	})
	homeweb.Mount(site, svc, cfg)
	registerweb.Mount(site, svc)
	return site.Handler()
}

// someEntries are five organizations: an approved NPO corporation and a company in 萩, an NPO
// corporation in 下関 and one without an address, and one that was dissolved.
func someEntries() []register.Entry {
	npo := func(name, kana, city string, fields ...int) *intake.PortalRow {
		return &intake.PortalRow{Name: "特定非営利活動法人" + name + register.InventedMark, Kana: kana, Office: "山口県", Address: city,
			Certified: term.On(2010, 4, 1), Established: term.On(2010, 4, 10), Purpose: "地域の福祉に寄与することを目的とする。", Fields: fields}
	}
	approved := npo("はぎ福祉の会", "ハギフクシノカイ", "萩市一丁目", 1, 3)
	approved.ApprovedFrom, approved.ApprovedUntil = term.On(2026, 5, 1), term.On(2031, 4, 30)
	dissolved := npo("おわった会", "オワッタカイ", "萩市二丁目", 1)
	dissolved.Dissolution = "2026年03月01日 社員総会の決議"
	company := intake.HoujinRow{Number: "4250005000008", Process: "01", Kind: "301", Name: "株式会社うみ" + register.InventedMark,
		Prefecture: "山口県", City: "萩市", Street: "三丁目", PrefectureCode: "35", CityCode: "35204", Latest: true,
		Changed: term.On(2015, 10, 5), Updated: term.On(2015, 10, 5), Assigned: term.On(2015, 10, 5)}
	return []register.Entry{{Portal: approved}, {Portal: npo("しおかぜ", "シオカゼ", "下関市四丁目", 3)},
		{Portal: npo("どこか", "ドコカ", "", 7)}, {Portal: dissolved}, {Houjin: []intake.HoujinRow{company}}}
}

func TestScripts(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newSite(t, db, homeweb.Config{Contact: "県民生活課 見本係\n083-000-0000"}, someEntries()...)
		webtest.Run(t, h, "testdata/full/*.txt")
	})
}

func TestEmptyRegister(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		webtest.Run(t, newSite(t, db, homeweb.Config{}), "testdata/empty/*.txt")
	})
}

// TestNumbersOpenTheirRows follows every link of the front page that carries a number and
// compares it with the number of rows behind it.
func TestNumbersOpenTheirRows(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		c := webtest.NewClient(newSite(t, db, homeweb.Config{}, someEntries()...))
		front := c.Do("GET", "/", nil, nil).Body.String()
		links := regexp.MustCompile(`(?s)<a class="(?:figure|tile [^"]*)" href="([^"]+)">(.*?)</a>`).FindAllStringSubmatch(front, -1)
		if len(links) != 3+19 {
			t.Fatalf("%d numbers with a link, want 22", len(links))
		}
		number := regexp.MustCompile(`>([0-9,]+)<`)
		for _, k := range links {
			shown := number.FindStringSubmatch(k[2])
			if shown == nil {
				t.Errorf("no number in %s", k[2])
				continue
			}
			list := c.Do("GET", html.UnescapeString(k[1]), nil, nil)
			rows := strings.Count(list.Body.String(), `<li class="row"`) + strings.Count(list.Body.String(), `<article class="row`)
			if list.Code != 200 || strconv.Itoa(rows) != shown[1] {
				t.Errorf("%s: %d with %d rows, the front page says %s", k[1], list.Code, rows, shown[1])
			}
		}
	})
}

// TestLinksLead follows every link of every page of the package within the site; paths of
// files and feeds that other packages serve are left to the browser tests.
func TestLinksLead(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		c := webtest.NewClient(newSite(t, db, homeweb.Config{}, someEntries()...))
		elsewhere := regexp.MustCompile(`^/(static/|feeds/|api/|orgs\.csv)`)
		ids := regexp.MustCompile(` id="([^"]+)"`)
		seen := map[string]string{}
		get := func(path string) string {
			if body, ok := seen[path]; ok {
				return body
			}
			rec := c.Do("GET", path, nil, nil)
			if rec.Code != 200 {
				t.Errorf("GET %s: %d", path, rec.Code)
			}
			seen[path] = rec.Body.String()
			return seen[path]
		}
		for _, page := range []string{"/", "/for-companies", "/for-groups", "/easy", "/easy/companies", "/easy/groups",
			"/about", "/about/terms", "/about/privacy", "/about/accessibility", "/about/sources"} {
			for _, m := range regexp.MustCompile(`href="([^"]+)"`).FindAllStringSubmatch(get(page), -1) {
				href := html.UnescapeString(m[1])
				if strings.HasPrefix(href, "#") {
					href = page + href
				}
				if !strings.HasPrefix(href, "/") || elsewhere.MatchString(href) {
					continue
				}
				path, fragment, _ := strings.Cut(href, "#")
				body := get(path)
				if fragment == "" {
					continue
				}
				if !slices.ContainsFunc(ids.FindAllStringSubmatch(body, -1), func(id []string) bool { return id[1] == fragment }) {
					t.Errorf("%s: %s leads to no such place", page, href)
				}
			}
		}
	})
}
