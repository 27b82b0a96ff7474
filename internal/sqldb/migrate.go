package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"kyodo/internal/fault"
	"kyodo/migrations"
)

// versionTable is where the migrations that the database has are recorded.
const versionTable = "schema_version"

// Migrate brings the schema up to date. Several nodes may start at once.
func Migrate(ctx context.Context, db *DB) (err error) {
	defer fault.Wrap(&err, "sqldb.Migrate")
	p, err := provider(db)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "42501" {
		err = fmt.Errorf("this role may not change the schema; the owner's role does, with kyodo migrate --grant ROLE: %w", err)
	}
	return failed(err)
}

// MigrateTo brings the schema up to one version, for data of that version. A version that this
// program does not know is an error.
func MigrateTo(ctx context.Context, db *DB, version int64) (err error) {
	defer fault.Wrap(&err, "sqldb.MigrateTo(%d)", version)
	p, err := provider(db)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(p.ListSources(), func(s *goose.Source) bool { return s.Version == version }) {
		return fmt.Errorf("this program has no schema %d", version)
	}
	_, err = p.UpTo(ctx, version)
	return failed(err)
}

// Newest returns the number of the newest migration of this program.
func Newest(db *DB) (version int64, err error) {
	p, err := provider(db)
	if err != nil {
		return 0, err
	}
	for _, s := range p.ListSources() {
		version = max(version, s.Version)
	}
	return version, nil
}

// failed names the migration that failed.
func failed(err error) error {
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		return fmt.Errorf("migration %d: %w", partial.Failed.Source.Version, partial.Err)
	}
	return err
}

func provider(db *DB) (*goose.Provider, error) {
	opts := []goose.ProviderOption{
		goose.WithTableName(versionTable),
		goose.WithDisableGlobalRegistry(true),
		goose.WithGoMigrations(migrations.River(db.engine == Postgres)),
		goose.WithSlog(slog.New(slog.NewTextHandler(io.Discard, nil))),
	}
	dialect := goose.DialectSQLite3
	if db.engine == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, db.write, migrations.Files(db.engine == Postgres), opts...)
}
