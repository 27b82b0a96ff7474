package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/web"
)

var securityHeaders = []string{
	"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy",
	"Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Strict-Transport-Security",
}

func pick(h http.Header) map[string]string {
	out := map[string]string{}
	for _, name := range securityHeaders {
		if v := h.Values(name); len(v) > 0 {
			out[name] = strings.Join(v, " && ")
		}
	}
	return out
}

func TestSecurityHeadersAreEqualOnEveryClassOfAnswer(t *testing.T) {
	for _, base := range []string{"http://localhost:8080", "https://kyodo.example.jp"} {
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		h := newSite(t, func(c *web.Config) { c.BaseURL = u }).Handler()
		page := get(t, h, "GET", "/list")
		want := pick(page.Header())
		https := u.Scheme == "https"
		if got := want["Strict-Transport-Security"] != ""; got != https {
			t.Errorf("%s: HSTS sent: %t", base, got)
		}
		if got := strings.Contains(want["Content-Security-Policy"], "upgrade-insecure-requests"); got != https {
			t.Errorf("%s: upgrade-insecure-requests sent: %t", base, got)
		}
		for _, d := range []string{"default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"} {
			if !strings.Contains(want["Content-Security-Policy"], d) {
				t.Errorf("%s: policy without %q", base, d)
			}
		}
		if strings.Contains(want["Content-Security-Policy"], "unsafe") {
			t.Errorf("%s: policy is unsafe", base)
		}
		_, css, _ := strings.Cut(page.Body.String(), `rel="stylesheet" href="`)
		css, _, _ = strings.Cut(css, `"`)
		for _, tt := range []struct {
			method, target string
			status         int
			header         []string
		}{
			{"HEAD", "/list", 200, nil},
			{"GET", "/list", 304, []string{"If-None-Match", page.Header().Get("Etag")}},
			{"GET", css, 200, nil},
			{"GET", "/favicon.ico", 200, nil},
			{"GET", "//list", 307, nil},
			{"GET", "/nowhere", 404, nil},
			{"PUT", "/list", 405, nil},
			{"POST", "/form", 403, nil},
			{"GET", "/fail/other", 500, nil},
			{"GET", "/panic", 500, nil},
			{"GET", "/fail/unavailable", 503, nil},
			{"GET", "/api/thing", 200, nil},
			{"GET", "/api/nowhere", 404, nil},
		} {
			rec := get(t, h, tt.method, tt.target, tt.header...)
			if rec.Code != tt.status {
				t.Errorf("%s %s: status %d, want %d", tt.method, tt.target, rec.Code, tt.status)
			}
			if diff := cmp.Diff(want, pick(rec.Header())); diff != "" {
				t.Errorf("%s %s %s: headers (-want +got):\n%s", base, tt.method, tt.target, diff)
			}
		}
	}
}

func TestCookiesFollowTheScheme(t *testing.T) {
	u, _ := url.Parse("https://kyodo.example.jp")
	for _, tt := range []struct {
		base *url.URL
		name string
	}{{nil, "form"}, {u, "__Host-form"}} {
		h := newSite(t, func(c *web.Config) { c.BaseURL = tt.base }).Handler()
		cookies := get(t, h, "GET", "/form").Result().Cookies()
		if len(cookies) != 1 {
			t.Fatalf("%d cookies, want 1", len(cookies))
		}
		c := cookies[0]
		if c.Name != tt.name || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != (tt.base != nil) || c.Path != "/" || c.Domain != "" {
			t.Errorf("cookie %v", c)
		}
		if n := len(get(t, h, "GET", "/list").Result().Cookies()); n != 0 {
			t.Errorf("a page without a form sets %d cookies", n)
		}
		again := get(t, h, "GET", "/form", "Cookie", c.Name+"="+c.Value)
		if n := len(again.Result().Cookies()); n != 0 {
			t.Errorf("a reader who has the cookie gets %d more", n)
		}
	}
}
