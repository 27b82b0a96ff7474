// Package sqldb is SQLite and PostgreSQL behind one transaction type and one SQL text.
// It alone knows the engine: opening, one writer and many readers or a pool, group commit
// or retries, and which error means what.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"

	"kyodo/internal/fault"
)

// Engine names a database engine.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is one database. Open it once, Close it at the end; it is safe for concurrent use.
type DB struct {
	engine Engine
	write  *sql.DB // SQLite: exactly one connection; PostgreSQL: the pool
	read   *sql.DB // SQLite: query-only connections; PostgreSQL: the same pool
	writes *statements
	reads  *statements
	group  group
	now    func() time.Time
	watch  func()
	within *Tx // of a staged database: the transaction that everything joins
}

// Options of Open. The zero value is right for production.
type Options struct {
	Now func() time.Time // the clock; nil means time.Now
	// Synchronous is SQLite's durability; empty means FULL. Only the negative control of the
	// power-cut test sets anything else.
	Synchronous string
	MaxConns    int // PostgreSQL pool size; 0 means 20
	// Statement is called for each statement of a transaction: tests count them. nil means nothing.
	Statement func()
}

// Open opens the database named by url: "sqlite:PATH" or "postgres://…".
func Open(ctx context.Context, url string, opt Options) (_ *DB, err error) {
	defer fault.Wrap(&err, "sqldb.Open(%q)", Redact(url))
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Statement == nil {
		opt.Statement = func() {}
	}
	switch {
	case strings.HasPrefix(url, "sqlite:"):
		return openSQLite(ctx, strings.TrimPrefix(url, "sqlite:"), opt)
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		return openPostgres(ctx, url, opt)
	}
	return nil, errors.New("a database is named sqlite:PATH or postgres://…")
}

// Redact returns url with the password hidden, for logs.
func Redact(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return url
	}
	rest, _, _ = strings.Cut(rest, "?") // the query may hold a password too
	at := strings.LastIndex(rest, "@")
	if at < 0 {
		return scheme + "://" + rest
	}
	name, _, _ := strings.Cut(rest[:at], ":")
	return scheme + "://" + name + ":***@" + rest[at+1:]
}

func openSQLite(ctx context.Context, path string, opt Options) (*DB, error) {
	if opt.Synchronous == "" {
		opt.Synchronous = "FULL"
	}
	if dir := filepath.Dir(path); dir != "." {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	common := "file:" + path + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(" +
		opt.Synchronous + ")&_pragma=foreign_keys(1)&_pragma=cache_size(-8000)&_pragma=journal_size_limit(67108864)&_txlock="
	write, err := sql.Open("sqlite", common+"immediate")
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	if err := write.PingContext(ctx); err != nil {
		write.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	read, err := sql.Open("sqlite", common+"deferred&_pragma=query_only(1)")
	if err != nil {
		write.Close()
		return nil, err
	}
	readers := max(4, 2*runtime.GOMAXPROCS(0))
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return newDB(SQLite, write, read, opt), nil
}

func openPostgres(ctx context.Context, url string, opt Options) (*DB, error) {
	pool, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	if opt.MaxConns == 0 {
		opt.MaxConns = 20
	}
	pool.SetMaxOpenConns(opt.MaxConns)
	pool.SetMaxIdleConns(opt.MaxConns)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return newDB(Postgres, pool, pool, opt), nil
}

func newDB(engine Engine, write, read *sql.DB, opt Options) *DB {
	db := &DB{engine: engine, write: write, read: read, now: opt.Now, watch: opt.Statement}
	db.group.turn = make(chan struct{}, 1)
	if engine == SQLite {
		db.writes, db.reads = newStatements(write), newStatements(read)
	}
	return db
}

// Engine tells which engine this is. Only mechanisms may ask.
func (db *DB) Engine() Engine { return db.engine }

// Pool returns the connection pool that writes, for jobs alone.
func (db *DB) Pool() *sql.DB { return db.write }

// Now returns the injected clock's time.
func (db *DB) Now() time.Time { return db.now() }

// Ping reports whether the database answers a read.
func (db *DB) Ping(ctx context.Context) error { return db.read.PingContext(ctx) }

// Close closes the database and waits for what is running.
func (db *DB) Close() error {
	db.writes.close()
	db.reads.close()
	err := db.read.Close()
	if db.write != db.read {
		err = errors.Join(err, db.write.Close())
	}
	return err
}
