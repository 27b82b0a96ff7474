// Package dbtest gives a test a fresh, migrated database on each engine: a SQLite file, and a
// database of a throw-away PostgreSQL cluster that the test process starts itself.
package dbtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kyodo/internal/sqldb"
)

// Now is the clock of test databases: a Monday morning in Japan.
func Now() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

// Run runs f once per engine, in parallel, each time on a database of its own. Without PostgreSQL
// it says so loudly and, where CI is set, fails.
func Run(t *testing.T, f func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	Each(t, func(t *testing.T, dsn string) { f(t, Open(t, dsn)) })
}

// Each runs f once per engine with the address of a fresh, migrated database, for tests that
// open it themselves, or in several processes.
func Each(t *testing.T, f func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		f(t, SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		f(t, Postgres(t))
	})
}

// Open opens dsn with the test clock and closes it with the test.
func Open(t testing.TB, dsn string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{Now: Now, MaxConns: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() }) // #nosec G104 -- the database is gone with the test
	return db
}

var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "kyodo-template")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "t.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) // #nosec G304 -- a path that the tests made
})

func migrate(dsn string) error {
	ctx := context.Background()
	db, err := sqldb.Open(ctx, dsn, sqldb.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	return sqldb.Migrate(ctx, db)
}

// SQLite returns the address of a fresh, migrated SQLite file.
func SQLite(t testing.TB) string {
	t.Helper()
	image, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "kyodo.db")
	if err := os.WriteFile(path, image, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

var names atomic.Int64

// Postgres returns the address of a fresh, migrated PostgreSQL database.
func Postgres(t testing.TB) string {
	t.Helper()
	return postgres(t, `TEMPLATE "`+templateName+`" STRATEGY FILE_COPY`)
}

// EmptyPostgres returns the address of a PostgreSQL database without a schema.
func EmptyPostgres(t testing.TB) string {
	t.Helper()
	return postgres(t, "TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
}

func postgres(t testing.TB, template string) string {
	t.Helper()
	c, err := theCluster()
	if err != nil {
		if os.Getenv("CI") != "" || os.Getenv("KYODO_TEST_REQUIRE") != "" {
			t.Fatalf("PostgreSQL is required here: %v", err)
		}
		t.Skipf("PostgreSQL NOT TESTED: %v (scripts/setup.sh installs it)", err)
	}
	name := fmt.Sprintf("t%d_%d", os.Getpid(), names.Add(1))
	if err := c.exec(`CREATE DATABASE "` + name + `" ` + template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.exec(`DROP DATABASE "` + name + `" WITH (FORCE)`) }) // #nosec G104 -- the database is gone with the test
	return c.dsn(name)
}

func (c *cluster) dsn(name string) string {
	if c.url != nil {
		u := *c.url
		u.Path = "/" + name
		return u.String()
	}
	q := url.Values{"host": {c.dir}, "user": {"kyodo"}, "sslmode": {"disable"}}
	return "postgres:///" + name + "?" + q.Encode()
}
