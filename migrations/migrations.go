// Package migrations holds the schema: one numbered .sql file per change in common/
// (and sqlite/ + postgres/ under the same number where engines differ), and River's own
// schema as one Go migration. Forward only.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed common/*.sql sqlite/*.sql postgres/*.sql
var files embed.FS

// riverVersion is River's schema at v0.31.0; a River upgrade that adds one is a new migration of ours.
const riverVersion = 6

// riverNumber is the number of River's schema among our migrations.
const riverNumber = 6

// Files returns the SQL migrations of one engine: those of both and its own.
func Files(postgres bool) fs.FS {
	if postgres {
		return folders{"common", "postgres"}
	}
	return folders{"common", "sqlite"}
}

// folders shows several folders of files as one. No name stands in two of them.
type folders []string

// Open opens the file of that name in whichever folder has it; "." is the first folder.
func (f folders) Open(name string) (file fs.File, err error) {
	for _, dir := range f {
		if file, err = files.Open(path.Join(dir, name)); err == nil {
			return file, nil
		}
	}
	return nil, err
}

// ReadDir lists all folders together.
func (f folders) ReadDir(name string) (all []fs.DirEntry, err error) {
	for _, dir := range f {
		list, err := files.ReadDir(path.Join(dir, name))
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

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
		//lint:ignore SA1019 the queue's whole schema is one migration here, in the transaction that goose records
		_, err = m.MigrateTx(ctx, tx, rivermigrate.DirectionUp, opts)
		return err
	}}, nil)
}
