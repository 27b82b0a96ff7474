// Package migrations holds the schema: one numbered .sql file per change in common/
// (and sqlite/ + postgres/ under the same number where engines differ), and River's own
// schema as one Go migration. Forward only.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed common/*.sql
var common embed.FS

// riverVersion is River's schema at v0.31.0; a River upgrade that adds one is a new migration of ours.
const riverVersion = 6

// riverNumber is the number of River's schema among our migrations.
const riverNumber = 6

// Files returns the SQL migrations. No engine differs yet, so common/ is all there is.
func Files() (fs.FS, error) { return fs.Sub(common, "common") }

// River returns River's tables as one migration. On PostgreSQL it runs outside a transaction,
// because it adds enum values and uses them; on SQLite inside the one that goose holds.
func River(postgres bool) *goose.Migration {
	opts := &rivermigrate.MigrateOpts{TargetVersion: riverVersion}
	if postgres {
		return goose.NewGoMigration(riverNumber, &goose.GoFunc{RunDB: func(ctx context.Context, db *sql.DB) error {
			m, err := rivermigrate.New(riverdatabasesql.New(db), nil)
			if err != nil {
				return err
			}
			_, err = m.Migrate(ctx, rivermigrate.DirectionUp, opts)
			return err
		}}, nil)
	}
	return goose.NewGoMigration(riverNumber, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		m, err := rivermigrate.New(riversqlite.New(nil), nil)
		if err != nil {
			return err
		}
		_, err = m.MigrateTx(ctx, tx, rivermigrate.DirectionUp, opts)
		return err
	}}, nil)
}
