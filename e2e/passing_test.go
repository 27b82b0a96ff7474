package e2e

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"kyodo/internal/app"
	"kyodo/internal/config"
	"kyodo/internal/demo"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// passing is the demo in this process, with a clock that a test moves.
type passing struct {
	*app.App
	db     *sqldb.DB
	origin string
	ahead  atomic.Int64 // nanoseconds that the clock is ahead of the machine's
}

// newPassing tells the demo's story on a new database and serves it.
func newPassing(t *testing.T) *passing {
	t.Helper()
	ctx := t.Context()
	p := &passing{}
	p.ahead.Store(int64(time.Until(term.On(2026, 11, 24).Time().Add(10 * time.Hour)))) // a Tuesday: the queues are as long whenever this runs
	db, err := sqldb.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "kyodo.db"), sqldb.Options{
		Now: func() time.Time { return time.Now().Add(time.Duration(p.ahead.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	p.db = db
	if err := sqldb.Migrate(ctx, db); err != nil {
		t.Fatal(err)
	}
	listeners, port, err := app.Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	p.origin = "http://localhost:" + port
	base, err := url.Parse(p.origin)
	if err != nil {
		t.Fatal(err)
	}
	p.App, err = app.New(db, app.Options{Demo: true, BaseURL: base, Log: slog.New(slog.DiscardHandler), Config: config.Server{SiteName: "協働", SiteNameEn: "Kyodo"}})
	if err == nil {
		err = demo.Fill(ctx, p.Register, 320, 2008, term.Of(db.Now()), nil)
	}
	for _, f := range []func(*app.App, context.Context) error{(*app.App).Load, (*app.App).Seats, (*app.App).Story} {
		if err == nil {
			err = f(p.App, ctx)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: p.Site.Handler(), ReadHeaderTimeout: 5 * time.Second}
	for _, l := range listeners {
		go srv.Serve(l)
	}
	t.Cleanup(func() { srv.Close() })
	return p
}

// pass lets time pass and does what is due then.
func (p *passing) pass(t *testing.T, d time.Duration) {
	t.Helper()
	p.ahead.Add(int64(d))
	for {
		n, err := p.Tick(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// mailed is a mail that was written.
type mailed struct{ kind, to, organization, ref, body, unsubscribe string }

// mails are those of some kind that were written since the last look, the oldest first.
func (p *passing) mails(t *testing.T, since time.Time, kind string) (list []mailed) {
	t.Helper()
	err := p.db.View(t.Context(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.All(tx, func(r sqldb.Row) (m mailed, err error) {
			err = r.Scan(&m.kind, &m.to, &m.organization, &m.ref, &m.body, &m.unsubscribe)
			return m, err
		}, `SELECT kind, to_address, organization, ref, body, unsubscribe FROM mail WHERE kind = $1 AND created_at >= $2 ORDER BY created_at, id`, kind, since)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// enters comes in by the door of a role.
func (p *passing) enters(t *testing.T, role string) string {
	t.Helper()
	cookie, err := enter(p.origin, role)
	if err != nil {
		t.Fatal(err)
	}
	return cookie
}
