package backup

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Source opens a backup. Restore reads it twice: to the end before it touches the database, and
// again to fill it.
type Source func() (io.ReadCloser, error)

// Restore fills the empty database db from a backup, in one transaction, and then brings its schema
// up to date. In the same transaction it ends what may have been ended since the backup: see Stilled. A
// database that is not empty, a damaged file and a wrong key leave it as it was. Errors beside those of
// Check: ErrNotEmpty, ErrTooNew, ErrUnrelated.
func Restore(ctx context.Context, db *sqldb.DB, source Source, key []byte) (m Manifest, s Stilled, err error) {
	defer fault.Wrap(&err, "backup.Restore")
	if m, err = check(ctx, source, key); err != nil {
		return m, s, err
	}
	newest, err := sqldb.Newest(db)
	if err != nil {
		return m, s, err
	}
	if m.Schema > newest {
		return m, s, fmt.Errorf("%w: its schema is %d, this program's %d", ErrTooNew, m.Schema, newest)
	}
	if err := ready(ctx, db, m.Schema); err != nil {
		return m, s, err
	}
	untouched, err := untouched(ctx, m.Schema)
	if err != nil {
		return m, s, err
	}
	if err := sqldb.MigrateTo(ctx, db, m.Schema); err != nil {
		return m, s, err
	}
	err = db.Update(ctx, func(tx *sqldb.Tx) error {
		tables, err := sqldb.Tables(tx)
		if err != nil {
			return err
		}
		if err := empty(tx, tables, untouched); err != nil {
			return err
		}
		err = sqldb.Filling(tx, tables, func() error { return fill(ctx, tx, tables, source, key, m) })
		if err != nil {
			return err
		}
		s, err = still(tx, tables)
		return err
	})
	if err != nil {
		return m, s, err
	}
	return m, s, sqldb.Migrate(ctx, db)
}

func check(ctx context.Context, source Source, key []byte) (m Manifest, err error) {
	r, err := source()
	if err != nil {
		return m, err
	}
	defer r.Close()
	return Check(ctx, r, key)
}

// ready says whether db has no tables at all, or those of the backup's schema.
func ready(ctx context.Context, db *sqldb.DB, schema int64) error {
	return db.View(ctx, func(tx *sqldb.Tx) error {
		version, err := sqldb.VersionIn(tx)
		if err != nil || version == schema {
			return err
		}
		tables, err := sqldb.Tables(tx)
		if err != nil {
			return fmt.Errorf("%w: it holds tables of something else (%w)", ErrNotEmpty, err)
		}
		if version != 0 || len(tables) > 0 {
			return fmt.Errorf("%w: it has schema %d, and the backup %d", ErrNotEmpty, version, schema)
		}
		return nil
	})
}

// content is what a table holds.
type content struct {
	rows int64
	sum  string
}

// untouched returns what the tables hold right after the migrations, from a scratch database.
func untouched(ctx context.Context, schema int64) (by map[string]content, err error) {
	dir, err := os.MkdirTemp("", "kyodo-scratch")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db, err := sqldb.Open(ctx, "sqlite:"+filepath.Join(dir, "s.db"), sqldb.Options{})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := sqldb.MigrateTo(ctx, db, schema); err != nil {
		return nil, err
	}
	by = map[string]content{}
	return by, db.View(ctx, func(tx *sqldb.Tx) error {
		tables, err := sqldb.Tables(tx)
		for _, t := range tables {
			if by[t.Name], err = measure(tx, t); err != nil {
				return err
			}
		}
		return err
	})
}

// measure reads a table of few rows.
func measure(tx *sqldb.Tx, t sqldb.Table) (c content, err error) {
	err = sqldb.EachRow(tx, t, func(values []any) error {
		c.rows++
		line, err := appendRow(nil, values)
		c.sum += string(line)
		return err
	})
	return c, err
}

// empty removes the rows that the migrations put in, or says ErrNotEmpty where there are others.
func empty(tx *sqldb.Tx, tables []sqldb.Table, untouched map[string]content) error {
	for _, t := range slices.Backward(tables) {
		n, err := sqldb.Count(tx, t)
		if err != nil {
			return err
		}
		if want := untouched[t.Name]; n > 0 {
			if n != want.rows {
				return fmt.Errorf("%w: table %s has %d rows", ErrNotEmpty, t.Name, n)
			}
			have, err := measure(tx, t)
			if err != nil {
				return err
			}
			if have != want {
				return fmt.Errorf("%w: table %s was written to", ErrNotEmpty, t.Name)
			}
			if err := sqldb.Clear(tx, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// batch is how many rows are inserted together.
const batch = 500

// fill reads the backup a second time into the tables.
func fill(ctx context.Context, tx *sqldb.Tx, tables []sqldb.Table, source Source, key []byte, checked Manifest) error {
	r, err := source()
	if err != nil {
		return err
	}
	defer r.Close()
	by := map[string]sqldb.Table{}
	for _, t := range tables {
		by[t.Name] = t
	}
	var now TableManifest
	var waiting [][]any
	flush := func() error {
		if len(waiting) == 0 {
			return nil
		}
		err := sqldb.InsertRows(tx, by[now.Name], now.Columns, waiting)
		waiting = waiting[:0]
		return err
	}
	m, err := read(ctx, r, key, func(about Manifest) error {
		if len(about.Tables) != len(tables) {
			return fmt.Errorf("%w: %d tables, not %d", ErrUnrelated, len(about.Tables), len(tables))
		}
		for _, t := range about.Tables {
			if mine, ok := by[t.Name]; !ok || !sameColumns(mine.Columns, t.Columns) {
				return fmt.Errorf("%w: %s", ErrUnrelated, t.Name)
			}
		}
		return nil
	}, func(t TableManifest, row []any) error {
		if t.Name != now.Name || len(waiting) == batch {
			if err := flush(); err != nil {
				return err
			}
			now = t
		}
		waiting = append(waiting, row)
		return nil
	})
	if err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	if m.At != checked.At || m.Rows() != checked.Rows() {
		return fmt.Errorf("%w: the file was changed while it was read", ErrDamaged)
	}
	return nil
}

// sameColumns says whether both have the same columns, in any order.
func sameColumns(a, b []sqldb.Column) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(c sqldb.Column) bool { return !slices.Contains(b, c) })
}
