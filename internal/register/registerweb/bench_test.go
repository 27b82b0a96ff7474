package registerweb

import (
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"

	"kyodo/internal/register"
)

// BenchmarkPages measures whole answers, without compression; "search" is the part of the index.
func BenchmarkPages(b *testing.B) {
	w := newWorld(b, onSQLite(b), many(2000))
	for _, bm := range []struct{ name, path string }{
		{"list", "/orgs"}, {"words", "/orgs?q=%E7%A6%8F%E7%A5%89"}, {"suggest", "/orgs/suggest?q=%E8%A6%8B%E6%9C%AC"},
		{"organization", "/orgs/" + string(w.ids["1000"])},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			size, from := 0, cpu()
			for b.Loop() {
				rec := httptest.NewRecorder()
				w.handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, bm.path, nil))
				size = rec.Body.Len()
			}
			b.ReportMetric(float64(size), "B/page")
			b.ReportMetric(float64(cpu()-from)/float64(b.N), "cpu-ns/op")
		})
	}
	b.Run("search", func(b *testing.B) {
		b.ReportAllocs()
		from := cpu()
		for b.Loop() {
			if _, err := w.svc.Search(register.Filter{Q: "福祉"}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(cpu()-from)/float64(b.N), "cpu-ns/op")
	})
}

// cpu is the processor time of this process in nanoseconds: it says more than the clock on a
// machine that does other things too.
func cpu() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
