package web_test

import (
	"net/http"
	"strings"
	"testing"

	"kyodo/internal/web"
)

func TestErrorPages(t *testing.T) {
	h := newSite(t, nil).Handler()
	for _, tt := range []struct {
		method, target string
		status         int
		says           string
	}{
		{"GET", "/nowhere", 404, "ページが見つかりません"},
		{"GET", "/nowhere?lang=en", 404, "Page not found"},
		{"DELETE", "/list", 405, "この方法では開けません"},
		{"GET", "/fail/notfound", 404, "見つかりません"},
		{"GET", "/fail/gone", 410, "公開を終えました"},
		{"GET", "/fail/forbidden", 403, "この操作はできません"},
		{"GET", "/fail/signin", 401, "ログインが必要です"},
		{"GET", "/fail/conflict", 409, "ほかの変更と重なりました"},
		{"GET", "/fail/large", 413, "大きすぎます"},
		{"GET", "/fail/unavailable", 503, "込み合っているか"},
		{"GET", "/fail/invalid", 422, "並び順が読み取れません"},
		{"GET", "/fail/many", 429, "少し時間をおいてください"},
		{"GET", "/fail/other", 500, "うまく表示できませんでした"},
		{"GET", "/panic", 500, "うまく表示できませんでした"},
		{"GET", "/api/nowhere", 404, `"status"`},
		{"POST", "/api/thing", 405, `"status"`},
	} {
		t.Run(tt.method+" "+tt.target, func(t *testing.T) {
			rec := get(t, h, tt.method, tt.target)
			if rec.Code != tt.status || !strings.Contains(rec.Body.String(), tt.says) {
				t.Errorf("got %d, want %d and %q in\n%s", rec.Code, tt.status, tt.says, rec.Body)
			}
			for _, leak := range []string{"planted secret", "goroutine", ".go:"} {
				if strings.Contains(rec.Body.String(), leak) {
					t.Errorf("body tells %q", leak)
				}
			}
			if tt.status == 500 && !strings.Contains(rec.Body.String(), rec.Header().Get("X-Request-Id")) {
				t.Error("no incident number")
			}
			if tt.status == 405 && rec.Header().Get("Allow") == "" {
				t.Error("405 without Allow")
			}
		})
	}
}

func TestARouteSaysItsAction(t *testing.T) {
	for _, tt := range []struct{ pattern, action, want string }{
		{"GET /x", "", "a route without an action"},
		{"GET /x", "edit", "does not say who may edit"},
		{"/x", "anyone", "a route without a method"},
	} {
		func() {
			defer func() {
				if p, _ := recover().(string); !strings.Contains(p, tt.want) {
					t.Errorf("Handle(%q, %q) panicked with %q, want %q", tt.pattern, tt.action, p, tt.want)
				}
			}()
			newSite(t, nil).Handle(tt.pattern, web.Action(tt.action), func(http.ResponseWriter, *web.Request) error { return nil })
		}()
	}
}
