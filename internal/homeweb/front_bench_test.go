package homeweb_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/demo"
	"kyodo/internal/homeweb"
	"kyodo/internal/id"
	"kyodo/internal/register"
	"kyodo/internal/register/registerweb"
	"kyodo/internal/search"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// BenchmarkFront measures a whole front page over 2,000 organizations: chain, page, gzip.
func BenchmarkFront(b *testing.B) {
	db := dbtest.Open(b, dbtest.SQLite(b))
	ctx := context.Background()
	ids := &id.Source{}
	svc := &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}
	if err := demo.Fill(ctx, svc, 2000, 1, term.On(2026, 11, 22), nil); err != nil {
		b.Fatal(err)
	}
	if err := svc.Feed(slog.New(slog.DiscardHandler)).Load(ctx); err != nil {
		b.Fatal(err)
	}
	site := web.New(web.Config{Now: time.Now})
	homeweb.Mount(site, svc, homeweb.Config{})
	registerweb.Mount(site, svc)
	h := site.Handler()
	req := httptest.NewRequest("GET", "/", nil)
	req.Header.Set("Accept-Encoding", "gzip")
	b.ReportAllocs()
	for b.Loop() {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != 200 {
			b.Fatal(rec.Code)
		}
	}
}
