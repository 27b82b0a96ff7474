package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"kyodo/internal/web"
)

func unzip(t *testing.T, b []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestCompression(t *testing.T) {
	s := newSite(t, nil)
	raw := func(contentType, body string, parts int) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			for i := range parts {
				io.WriteString(w, body[i*len(body)/parts:(i+1)*len(body)/parts])
				if parts > 50 {
					http.NewResponseController(w).Flush()
				}
			}
		})
	}
	long := strings.Repeat("山口県の団体\n", 500)
	s.HandleHTTP("GET /small", web.Anyone, raw("text/plain; charset=utf-8", "短い", 1))
	s.HandleHTTP("GET /parts", web.Anyone, raw("text/csv; charset=utf-8", long, 40))
	s.HandleHTTP("GET /flushed", web.Anyone, raw("application/atom+xml", long, 60))
	s.HandleHTTP("GET /picture", web.Anyone, raw("image/png", long, 1))
	h := s.Handler()
	for _, tt := range []struct {
		target, accept string
		zipped         bool
	}{
		{"/list", "gzip, deflate, br", true},
		{"/list", "", false},
		{"/list", "gzip;q=0, br", false},
		{"/list", "br;q=1.0, gzip;q=0.8", true},
		{"/small", "gzip", false},
		{"/parts", "gzip", true},
		{"/flushed", "gzip", true},
		{"/picture", "gzip", false},
		{"/api/thing", "gzip", true},
		{"/nowhere", "gzip", true},
		{"/panic", "gzip", true},
	} {
		t.Run(tt.target+" "+tt.accept, func(t *testing.T) {
			plain := get(t, h, "GET", tt.target)
			rec := get(t, h, "GET", tt.target, "Accept-Encoding", tt.accept)
			body := rec.Body.String()
			if got := rec.Header().Get("Content-Encoding") == "gzip"; got != tt.zipped {
				t.Fatalf("compressed: %t, want %t", got, tt.zipped)
			}
			if cl := rec.Header().Get("Content-Length"); cl != "" && cl != strconv.Itoa(len(body)) {
				t.Errorf("Content-Length %s, body %d", cl, len(body))
			}
			if tt.zipped {
				body = unzip(t, rec.Body.Bytes())
			}
			id := rec.Header().Get("X-Request-Id")
			want := strings.ReplaceAll(plain.Body.String(), plain.Header().Get("X-Request-Id"), id)
			if body != want {
				t.Errorf("bodies differ: %d and %d bytes", len(body), len(want))
			}
			if tt.target != "/picture" && !strings.Contains(plain.Header().Get("Vary"), "Accept-Encoding") {
				t.Errorf("Vary: %q", plain.Header().Get("Vary"))
			}
		})
	}
}

// A real server checks what httptest's recorder lets pass: lengths, bodies after HEAD and 304.
func TestHeadOverTheWire(t *testing.T) {
	srv := httptest.NewServer(newSite(t, nil).Handler())
	defer srv.Close()
	for _, path := range []string{"/list", "/form", "/nowhere", "/api/thing", "/favicon.ico", "/panic"} {
		g, err := http.Get(srv.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, g.Body)
		g.Body.Close()
		r, err := http.Head(srv.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || len(b) != 0 || r.StatusCode != g.StatusCode || r.Header.Get("Content-Type") != g.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d %q, %d bytes, %v; GET %d", path, r.StatusCode, r.Header.Get("Content-Type"), len(b), err, g.StatusCode)
		}
	}
}

func TestETagDiffersByEverythingThatChangesThePage(t *testing.T) {
	h := newSite(t, nil).Handler()
	demo := newSite(t, func(c *web.Config) { c.Demo = true }).Handler()
	seen := map[string]string{}
	for _, tt := range []struct {
		name, target string
		h            http.Handler
	}{
		{"ja", "/list", h}, {"en", "/list?lang=en", h}, {"large", "/list?type=large", h}, {"demo", "/list", demo},
	} {
		rec := get(t, tt.h, "GET", tt.target)
		etag := rec.Header().Get("Etag")
		if !strings.HasPrefix(etag, `W/"7-`) || rec.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: ETag %q, Cache-Control %q", tt.name, etag, rec.Header().Get("Cache-Control"))
		}
		if other, ok := seen[etag]; ok {
			t.Errorf("%s and %s have the same ETag %s", tt.name, other, etag)
		}
		seen[etag] = tt.name
		again := get(t, tt.h, "GET", tt.target, "If-None-Match", `"x", `+etag)
		if again.Code != 304 || again.Body.Len() != 0 {
			t.Errorf("%s: %d with %d bytes, want 304 without", tt.name, again.Code, again.Body.Len())
		}
	}
}

func TestDemoSaysSo(t *testing.T) {
	for _, demo := range []bool{false, true} {
		body := get(t, newSite(t, func(c *web.Config) { c.Demo = demo }).Handler(), "GET", "/list").Body.String()
		for _, want := range []string{"見本です。団体・数値は架空です", `<meta name="robots" content="noindex">`} {
			if strings.Contains(body, want) != demo {
				t.Errorf("demo %t: page contains %q: %t", demo, want, !demo)
			}
		}
	}
}
