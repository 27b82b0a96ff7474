package opendata

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web"
)

var loc = regexp.MustCompile(`<loc>([^<]*)</loc>`)

func TestSitemap(t *testing.T) {
	one := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)), 4, nil)
	h, _, body := one.get(t, "GET", "/sitemap.xml")
	if n := len(loc.FindAllString(body, -1)); n != 4+4 || h.Get("Content-Type") != "application/xml; charset=utf-8" {
		t.Errorf("%d addresses, want 4 pages and 4 organizations: %s", n, body)
	}
	if _, status, _ := one.get(t, "GET", "/sitemaps/1.xml"); status != 404 {
		t.Errorf("part of a single sitemap: %d, want 404", status)
	}
	many := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)), 3, nil)
	_, _, index := many.get(t, "GET", "/sitemap.xml")
	parts := loc.FindAllStringSubmatch(index, -1)
	if len(parts) != 2 || !strings.Contains(index, "<lastmod>2025-03-31</lastmod>") {
		t.Fatalf("want 2 sitemaps, the first of 2025-03-31: %s", index)
	}
	seen := map[string]bool{}
	for _, p := range parts {
		_, status, body := many.get(t, "GET", strings.TrimPrefix(p[1], "https://kyodo.example.jp"))
		if status != 200 {
			t.Errorf("%s: %d", p[1], status)
		}
		for _, m := range loc.FindAllStringSubmatch(body, -1) {
			if seen[m[1]] {
				t.Errorf("%s twice", m[1])
			}
			seen[m[1]] = true
		}
	}
	if len(seen) != 8 {
		t.Errorf("%d addresses, want 8", len(seen))
	}
	for _, file := range []string{"0.xml", "3.xml", "01.xml", "1", "-1.xml", "x.xml"} {
		if _, status, _ := many.get(t, "GET", "/sitemaps/"+file); status != 404 {
			t.Errorf("%s: %d, want 404", file, status)
		}
	}
}

func TestHiddenIsNowhere(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)), 10, nil)
	oid, err := w.svc.ByNumber(context.Background(), people()[3].Number.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/orgs.csv", "/feeds/organizations.atom", "/sitemap.xml"} {
		if _, _, body := w.get(t, "GET", path); strings.Contains(body, string(oid)) || strings.Contains(body, "かくれ") {
			t.Errorf("%s tells of the hidden organization", path)
		}
	}
}

func TestRobots(t *testing.T) {
	w := &world{svc: &register.Service{Index: search.New()}}
	w.mount(t, 10, nil)
	if _, _, body := w.get(t, "GET", "/robots.txt"); !strings.Contains(body, "Allow: /\n") || !strings.Contains(body, "Sitemap: https://kyodo.example.jp/sitemap.xml\n") {
		t.Error(body)
	}
	w.mount(t, 10, func(c *web.Config) { c.Demo = true })
	if _, _, body := w.get(t, "GET", "/robots.txt"); body != "User-agent: *\nDisallow: /\n" {
		t.Error(body)
	}
}

var (
	japanese1 = regexp.MustCompile(`(?s)<(th|li)[^>]* lang="ja"[^>]*>.*?</(th|li)>`)
	tags      = regexp.MustCompile(`(?s)<[^>]*>`)
	links     = regexp.MustCompile(`href="(/[^"]*)"`)
)

func TestDataPage(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)), 10, nil)
	_, status, page := w.get(t, "GET", "/data")
	for _, want := range []string{"4件", "令和8年10月1日（2026年）", "を加工して作成", "公共データ利用規約", "/orgs.csv?encoding=cp932&amp;report=1"} {
		if status != 200 || !strings.Contains(page, want) {
			t.Errorf("%d, no %q", status, want)
		}
	}
	for _, c := range columns() {
		if !strings.Contains(page, ">"+c.Name+"</th>") {
			t.Errorf("the column %s is not explained", c.Name)
		}
	}
	_, page, _ = strings.Cut(page, "<main")
	page, _, _ = strings.Cut(page, "</main>")
	for _, m := range links.FindAllStringSubmatch(page, -1) {
		if m[1] == listPath || m[1] == apiPath {
			continue // other packages mount them
		}
		if _, status, _ := w.get(t, "GET", strings.ReplaceAll(m[1], "&amp;", "&")); status != 200 {
			t.Errorf("link %s: %d", m[1], status)
		}
	}
	_, _, english := w.get(t, "GET", "/data?lang=en")
	_, english, _ = strings.Cut(english, "<main")
	english, _, _ = strings.Cut(english, "</main>")
	english = tags.ReplaceAllString(japanese1.ReplaceAllString(english, ""), "")
	for _, r := range english {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			t.Fatalf("%q in the English page:\n%s", r, english)
		}
	}
}

func TestAnEmptyRegister(t *testing.T) {
	w := &world{svc: &register.Service{Index: search.New()}}
	w.mount(t, 10, nil)
	for _, path := range []string{"/data", "/sitemap.xml", "/feeds/organizations.atom"} {
		if _, status, body := w.get(t, "GET", path); status != 200 || strings.Contains(body, "0001-01-01") {
			t.Errorf("%s: %d\n%s", path, status, body)
		}
	}
}
