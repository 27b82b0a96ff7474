package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"kyodo/internal/web"
)

func TestBodyLimit(t *testing.T) {
	h := newSite(t, nil).Handler()
	for _, tt := range []struct {
		size, status int
	}{{web.MaxForm - 5, 403}, {web.MaxForm + 1, 413}, {50 << 20, 413}} {
		body := &countingReader{left: tt.size}
		req := httptest.NewRequest("POST", "/form", body)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != tt.status {
			t.Errorf("%d bytes: status %d, want %d", tt.size, rec.Code, tt.status)
		}
		if body.read > web.MaxForm+64<<10 {
			t.Errorf("%d bytes: read %d of them", tt.size, body.read)
		}
	}
}

type countingReader struct{ left, read int }

func (r *countingReader) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), r.left, 512)
	for i := range n {
		p[i] = 'a'
	}
	r.left -= n
	r.read += n
	if r.left == 0 {
		return n, io.EOF
	}
	return n, nil
}

func TestLimit(t *testing.T) {
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	l := web.NewLimit(3, 10*time.Minute)
	s := newSite(t, func(c *web.Config) {
		c.Now = func() time.Time { return now }
		c.TrustProxy = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	})
	s.Handle("GET /limited", web.Anyone, func(w http.ResponseWriter, r *web.Request) error {
		if err := l.Take(r); err != nil {
			return err
		}
		w.WriteHeader(204)
		return nil
	})
	h := s.Handler()
	ask := func(remote, forwarded string) *httptest.ResponseRecorder {
		req := httptest.NewRequest("GET", "/limited", nil)
		req.RemoteAddr = remote
		if forwarded != "" {
			req.Header.Set("X-Forwarded-For", forwarded)
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		return rec
	}
	for _, tt := range []struct {
		remote, forwarded string
		status            int
	}{
		{"192.0.2.1:1", "", 204},
		{"192.0.2.1:2", "203.0.113.9", 204}, // a stranger's header is not believed
		{"10.0.0.5:1", "203.0.113.9, 192.0.2.1", 204},
		{"192.0.2.1:3", "", 429},
		{"10.0.0.5:2", "198.51.100.1, 192.0.2.1, 10.0.0.7", 429},
		{"10.0.0.5:3", "192.0.2.1, 198.51.100.1", 204},
		{"[2001:db8::1]:1", "", 204},
		{"[2001:db8::2]:1", "", 204},
		{"[2001:db8::3]:1", "", 204},
		{"[2001:db8::4]:1", "", 429}, // one /64 is one client
		{"[2001:db8:0:1::4]:1", "", 204},
	} {
		if got := ask(tt.remote, tt.forwarded).Code; got != tt.status {
			t.Errorf("%s (%s): %d, want %d", tt.remote, tt.forwarded, got, tt.status)
		}
	}
	if got := ask("192.0.2.1:4", "").Header().Get("Retry-After"); got != "600" {
		t.Errorf("Retry-After %q, want 600", got)
	}
	now = now.Add(10 * time.Minute)
	if got := ask("192.0.2.1:5", "").Code; got != 204 {
		t.Errorf("after the window: %d, want 204", got)
	}
}

func TestRoutesAreSorted(t *testing.T) {
	var got []string
	for _, r := range newSite(t, nil).Routes() {
		if !strings.Contains(r.Pattern, "/static/") {
			got = append(got, r.Pattern+" "+string(r.Action))
		}
	}
	want := "GET /api/thing anyone\nGET /fail/{kind} anyone\nGET /favicon.ico anyone\nGET /form anyone\nPOST /form anyone\nGET /list anyone\nGET /panic anyone"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("routes:\n%s\nwant\n%s", s, want)
	}
}
