package e2e

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// listed is one page to check.
type listed struct {
	method string
	path   string // with query, escaped
	status int
	form   string
	as     string // role of who looks, "" = nobody signed in
	cookie string // of their session
}

// in returns the page's address in one language ("ja", "en").
func (l listed) in(origin, lang string) string {
	u, err := url.Parse(l.path)
	if err != nil {
		panic(err) // parsePages has parsed it
	}
	q := u.Query()
	q.Set("lang", lang)
	u.RawQuery = q.Encode()
	return origin + u.String()
}

// name returns the page's name in reports, unescaped.
func (l listed) name() string {
	path, err := url.QueryUnescape(l.path)
	if err != nil {
		path = l.path
	}
	if l.method != http.MethodGet {
		path = l.method + " " + path
	}
	if l.as != "" {
		path = l.as + " " + path
	}
	return path
}

// enter goes through the demo's door of a role and returns the cookie of the session.
func enter(origin, role string) (string, error) {
	a, err := fetchPage(http.MethodPost, origin+"/demo/"+role, anyToken, "")
	if err != nil {
		return "", err
	}
	for _, line := range a.header["Set-Cookie"] {
		if cookie, _, _ := strings.Cut(line, ";"); strings.HasPrefix(cookie, "session=") {
			return cookie, nil
		}
	}
	return "", fmt.Errorf("the door of %s: status %d and no session", role, a.status)
}

// parsePages reads the text of pages.txt. It asks the server at origin for what
// LINK and MAP stand for. No page comes twice.
func parsePages(origin, text string) ([]listed, error) {
	var pages []listed
	seen := map[listed]bool{}
	var as, cookie string
	add := func(method, path string, status int, form string) error {
		u, err := url.Parse(path)
		if err != nil {
			return err
		}
		u.RawQuery = u.Query().Encode()
		l := listed{method, u.RequestURI(), status, form, as, cookie}
		if !seen[l] {
			seen[l] = true
			pages = append(pages, l)
		}
		return nil
	}
	for i, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		err := func() (err error) {
			switch {
			case f[0] == "AS" && len(f) == 2 && f[1] == "nobody":
				as, cookie = "", ""
				return nil
			case f[0] == "AS" && len(f) == 2:
				as = f[1]
				cookie, err = enter(origin, as)
				return err
			case f[0] == "LINK" && (len(f) == 3 || len(f) == 4):
				path, err := firstLink(origin, f[1], f[2], cookie)
				if err != nil {
					return err
				}
				return add(http.MethodGet, path+strings.Join(f[3:], ""), http.StatusOK, "")
			case f[0] == "SEND" && len(f) == 6:
				path, err := firstLink(origin, f[1], f[2], cookie)
				if err != nil {
					return err
				}
				status, err := strconv.Atoi(f[4])
				if err != nil {
					return err
				}
				return add(http.MethodPost, path+f[3], status, f[5])
			case f[0] == "MAP" && len(f) == 2:
				n, err := strconv.Atoi(f[1])
				if err != nil {
					return err
				}
				paths, err := sitemap(origin, n)
				if err != nil {
					return err
				}
				for _, p := range paths {
					if err := add(http.MethodGet, p, http.StatusOK, ""); err != nil {
						return err
					}
				}
				return nil
			case len(f) == 3 || len(f) == 4:
				status, err := strconv.Atoi(f[2])
				if err != nil {
					return err
				}
				return add(f[0], f[1], status, strings.Join(f[3:], ""))
			}
			return fmt.Errorf("%d words", len(f))
		}()
		if err != nil {
			return nil, fmt.Errorf("pages.txt:%d: %q: %w", i+1, line, err)
		}
	}
	return pages, nil
}

// hop stands between two patterns: the second is looked for on the page that the first leads to.
const hop = ">"

// firstLink returns the path and query of the first link on a page that match
// pattern, or, where patterns follow it after hops, of the last of those links.
func firstLink(origin, page, pattern, cookie string) (string, error) {
	pattern, rest, more := strings.Cut(pattern, hop)
	path, err := linkOn(origin, page, pattern, cookie)
	if err != nil || !more {
		return path, err
	}
	return firstLink(origin, path, rest, cookie)
}

// linkOn returns the path and query of the first link on a page that match pattern.
func linkOn(origin, page, pattern, cookie string) (string, error) {
	match, err := regexp.Compile(pattern)
	if err != nil {
		return "", err
	}
	a, err := fetchPage(http.MethodGet, listed{path: page}.in(origin, "ja"), "", cookie)
	if err != nil {
		return "", err
	}
	doc, err := html.Parse(strings.NewReader(string(a.html)))
	if err != nil {
		return "", err
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, attr := range n.Attr {
			if attr.Key != "href" {
				continue
			}
			if u, err := url.Parse(attr.Val); err == nil && u.Host == "" && u.Path != "" && match.MatchString(u.RequestURI()) {
				return u.RequestURI(), nil
			}
		}
	}
	return "", fmt.Errorf("status %d: no link matches", a.status)
}

// sitemap returns up to n paths of /sitemap.xml, spread evenly over it. The
// sitemaps of an index count as one.
func sitemap(origin string, n int) ([]string, error) {
	maps, paths := []string{"/sitemap.xml"}, []string(nil)
	for len(maps) > 0 {
		a, err := fetchPage(http.MethodGet, origin+maps[0], "", "")
		if err != nil {
			return nil, err
		}
		var doc struct {
			Maps []string `xml:"sitemap>loc"`
			URLs []string `xml:"url>loc"`
		}
		if err := xml.Unmarshal(a.html, &doc); err != nil {
			return nil, fmt.Errorf("%s: status %d: %w", maps[0], a.status, err)
		}
		maps = maps[1:]
		for _, list := range []struct {
			locs []string
			into *[]string
		}{{doc.Maps, &maps}, {doc.URLs, &paths}} {
			for _, loc := range list.locs {
				u, err := url.Parse(strings.TrimSpace(loc))
				if err != nil {
					return nil, err
				}
				*list.into = append(*list.into, u.RequestURI())
			}
		}
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("the sitemap is empty")
	}
	var sample []string
	n = min(n, len(paths))
	for i := range n {
		sample = append(sample, paths[i*len(paths)/n])
	}
	return sample, nil
}

func TestParsePages(t *testing.T) {
	srv := newSample(t)
	got, err := parsePages(srv.URL, `
# a comment
GET  /orgs?q=福祉 200
POST /good 422 q=%E6%B5%B7
LINK /good ^/mo
MAP  2
GET  /orgs?q=%E7%A6%8F%E7%A5%89 200
SEND /good ^/mo /form 422 _token=*&q=1
LINK /good ^/more$>^/mo /on
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []listed{
		{method: "GET", path: "/orgs?q=%E7%A6%8F%E7%A5%89", status: 200, form: ""},
		{method: "POST", path: "/good", status: 422, form: "q=%E6%B5%B7"},
		{method: "GET", path: "/more", status: 200, form: ""},
		{method: "GET", path: "/good?page=1", status: 200, form: ""},
		{method: "GET", path: "/good?page=3", status: 200, form: ""},
		{method: "POST", path: "/more/form", status: 422, form: "_token=*&q=1"},
		{method: "GET", path: "/more/on", status: 200, form: ""},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(listed{})); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("http://h/orgs?lang=en&q=%E7%A6%8F%E7%A5%89", got[0].in("http://h", "en")); diff != "" {
		t.Errorf("address (-want +got):\n%s", diff)
	}
	if got := got[0].name(); got != "/orgs?q=福祉" {
		t.Errorf("name = %q", got)
	}
	for _, bad := range []string{"GET /", "GET / ok", "LINK /good ^/none$", "LINK /good ^/more$>^/none$", "MAP x"} {
		if _, err := parsePages(srv.URL, bad); err == nil {
			t.Errorf("parsePages(%q) gives no error", bad)
		}
	}
}
