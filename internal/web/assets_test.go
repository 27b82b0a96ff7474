package web_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestStaticFiles(t *testing.T) {
	h := newSite(t, nil).Handler()
	page := get(t, h, "GET", "/list").Body.String()
	found := regexp.MustCompile(`"(/static/[^"]+)"`).FindAllStringSubmatch(page, -1)
	urls := map[string]bool{}
	for _, m := range found {
		urls[m[1]] = true
	}
	if len(urls) != 3 {
		t.Errorf("a page loads %d static files, want 3: %v", len(urls), urls)
	}
	for u := range urls {
		if !regexp.MustCompile(`^/static/[a-z]+\.[0-9a-f]{12}\.[a-z]+$`).MatchString(u) {
			t.Errorf("%s has no content hash", u)
		}
		plain := get(t, h, "GET", u)
		zipped := get(t, h, "GET", u, "Accept-Encoding", "gzip")
		if cc := plain.Header().Get("Cache-Control"); plain.Code != 200 || !strings.Contains(cc, "immutable") {
			t.Errorf("%s: %d, Cache-Control %q", u, plain.Code, cc)
		}
		if zipped.Header().Get("Content-Encoding") == "gzip" && unzip(t, zipped.Body.Bytes()) != plain.Body.String() {
			t.Errorf("%s: compressed differs", u)
		}
	}
	if got := get(t, h, "GET", "/static/app.000000000000.css").Code; got != 404 {
		t.Errorf("a wrong hash: %d, want 404", got)
	}
}

func TestStyleSheetHasItsColoursInOnePlace(t *testing.T) {
	css, err := os.ReadFile("static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	if len(css) > 30<<10 {
		t.Errorf("%d bytes, want at most 30 kB", len(css))
	}
	_, rest, ok := strings.Cut(string(css), "/* 2 base */")
	if !ok {
		t.Fatal("no section 2")
	}
	if m := regexp.MustCompile(`(?i)[:\s,(]#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(`).FindAllString(rest, -1); m != nil {
		t.Errorf("colours outside the tokens: %q", m)
	}
	tokens := map[string]bool{}
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+):`).FindAllStringSubmatch(string(css), -1) {
		tokens[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)`).FindAllStringSubmatch(string(css), -1) {
		if !tokens[m[1]] {
			t.Errorf("var(%s) is not defined", m[1])
		}
	}
	if regexp.MustCompile(`https?://(?:[^w]|w[^w])`).Match(css) {
		t.Error("another origin in the style sheet")
	}
}

func TestScriptIsSmallAndWritesNoMarkup(t *testing.T) {
	js, err := os.ReadFile("static/app.js")
	if err != nil {
		t.Fatal(err)
	}
	if len(js) > 15<<10 {
		t.Errorf("%d bytes, want at most 15 kB", len(js))
	}
	for _, sink := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", ".style", "http:"} {
		if strings.Contains(string(js), sink) {
			t.Errorf("the script uses %s", sink)
		}
	}
}
