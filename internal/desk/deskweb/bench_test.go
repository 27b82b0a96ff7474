package deskweb

import (
	"fmt"
	"testing"

	"kyodo/internal/sqldb/dbtest"
)

// BenchmarkQueueOf300 is the desk's first page with three hundred cases, from the request to the last
// byte: six lists merged and sorted, owners and deputies of the day, the page drawn.
func BenchmarkQueueOf300(b *testing.B) {
	w := newWorld(b, dbtest.Open(b, dbtest.SQLite(b)))
	for i := range 300 {
		w.inquiry(w.listing(fmt.Sprintf("会議用の折りたたみ机と椅子（第%d回）", i+1), "35203", 20), 10+i%40)
	}
	c := w.as(w.coordinator)
	body := c.Do("GET", "/desk", nil, nil).Body.String()
	b.ResetTimer()
	for b.Loop() {
		if rec := c.Do("GET", "/desk", nil, nil); rec.Code != 200 {
			b.Fatal(rec.Code)
		}
	}
	b.ReportMetric(float64(len(body)), "bytes")
	b.ReportMetric(float64(zipped(b, body)), "packed")
}
