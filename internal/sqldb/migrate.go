package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"kyodo/internal/fault"
	"kyodo/migrations"
)

// Migrate brings the schema up to date. Several nodes may start at once.
func Migrate(ctx context.Context, db *DB) (err error) {
	defer fault.Wrap(&err, "sqldb.Migrate")
	opts := []goose.ProviderOption{
		goose.WithTableName("schema_version"),
		goose.WithDisableGlobalRegistry(true),
		goose.WithGoMigrations(migrations.River(db.engine == Postgres)),
		goose.WithSlog(slog.New(slog.NewTextHandler(io.Discard, nil))),
	}
	dialect := goose.DialectSQLite3
	if db.engine == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, db.write, migrations.Files(db.engine == Postgres), opts...)
	if err != nil {
		return err
	}
	if _, err = p.Up(ctx); err != nil {
		var partial *goose.PartialError
		if errors.As(err, &partial) {
			return fmt.Errorf("migration %d: %w", partial.Failed.Source.Version, partial.Err)
		}
		return err
	}
	return nil
}
