package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// newSite is a site with one of every kind of answer on it.
func newSite(t testing.TB, change func(*web.Config)) *web.Site {
	t.Helper()
	cfg := web.Config{
		Now:    func() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) },
		Log:    slog.New(slog.DiscardHandler),
		Secret: []byte("test"),
	}
	if change != nil {
		change(&cfg)
	}
	s := web.New(cfg)
	s.Nav(web.NavItem{Path: "/list", Label: ui.W("一覧", "List").In, Order: 2}, web.NavItem{Path: "/form", Label: ui.W("書く", "Write").In, Order: 1})
	s.Footer(web.NavItem{Path: "/terms", Label: ui.W("利用規約", "Terms").In})
	s.Search("/list", "/list/suggest")
	s.Handle("GET /list", web.Anyone, func(w http.ResponseWriter, r *web.Request) error {
		if web.NotModified(w, r, "7") {
			return nil
		}
		return web.Render(w, r, 200, samplePage(r.Chrome(), sampleView{Rows: 30}))
	})
	s.Handle("GET /form", web.Anyone, func(w http.ResponseWriter, r *web.Request) error {
		return web.Render(w, r, 200, sampleForm(r.Chrome(), "", nil))
	})
	s.Handle("POST /form", web.Anyone, func(w http.ResponseWriter, r *web.Request) error {
		if name := r.PostForm.Get("name"); name == "" {
			bad := fault.Fields{{Name: "name", Says: ui.W("名前を入力してください", "Enter a name").In(r.Lang)}}
			return web.Render(w, r, 422, sampleForm(r.Chrome(), r.PostForm.Get("body"), bad))
		}
		return web.Redirect(w, r, 303, "/list")
	})
	s.Handle("GET /panic", web.Anyone, func(http.ResponseWriter, *web.Request) error { panic("planted secret") })
	s.Handle("GET /fail/{kind}", web.Anyone, func(_ http.ResponseWriter, r *web.Request) error {
		return failures[r.PathValue("kind")]
	})
	s.HandleHTTP("GET /api/thing", web.Anyone, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"a":"` + strings.Repeat("x", 5000) + `"}`))
	}))
	s.Errors("/api/", func(w http.ResponseWriter, _ *http.Request, status int, err error) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		w.Write([]byte(`{"status":` + http.StatusText(status) + `}`))
	})
	return s
}

var failures = map[string]error{
	"notfound":    fault.New(fault.NotFound, "x"),
	"gone":        fault.New(fault.Gone, "x"),
	"forbidden":   fault.New(fault.Forbidden, "x"),
	"signin":      fault.New(fault.Unauthenticated, "x"),
	"conflict":    fault.New(fault.Conflict, "x"),
	"large":       fault.New(fault.TooLarge, "x"),
	"unavailable": fault.New(fault.Unavailable, "x"),
	"invalid":     fault.Fields{{Name: "sort", Says: "並び順が読み取れません"}},
	"many":        web.TooMany{Retry: 90 * time.Second},
	"other":       http.ErrNoLocation,
}

// get asks the handler directly.
func get(t *testing.T, h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Add(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}
