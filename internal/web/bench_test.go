package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"kyodo/internal/web"
)

// sinkWriter is a ResponseWriter that costs nothing, so that the figures are the chain's.
type sinkWriter struct{ h http.Header }

func (w sinkWriter) Header() http.Header         { return w.h }
func (w sinkWriter) WriteHeader(int)             {}
func (w sinkWriter) Write(p []byte) (int, error) { return len(p), nil }

func benchmark(b *testing.B, target, accept string) {
	s := newBenchSite(b)
	h := s.Handler()
	req := httptest.NewRequest("GET", target, nil)
	req.Header.Set("Accept-Encoding", accept)
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(sinkWriter{http.Header{}}, req)
	}
}

func newBenchSite(b *testing.B) *web.Site {
	s := newSite(b, nil)
	s.Handle("GET /nothing", web.Anyone, func(w http.ResponseWriter, _ *web.Request) error {
		w.WriteHeader(http.StatusNoContent)
		return nil
	})
	s.Handle("GET /long", web.Anyone, func(w http.ResponseWriter, r *web.Request) error {
		return web.Render(w, r, http.StatusOK, samplePage(r.Chrome(), sampleView{Rows: 600}))
	})
	return s
}

// What every request pays before its page begins.
func BenchmarkChain(b *testing.B) { benchmark(b, "/nothing", "") }

// The frame of a page: layout, navigation, a form token not asked for.
func BenchmarkPage(b *testing.B) { benchmark(b, "/list", "") }

// A page of about 40 kB, drawn and compressed.
func BenchmarkLongPageGzip(b *testing.B) { benchmark(b, "/long", "gzip") }
