package sqldb_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func TestTablesComeAfterTheirParentsAndAreTheSameOnBothEngines(t *testing.T) {
	seen := make(chan string, 2)
	t.Run("engines", func(t *testing.T) {
		dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
			var list []sqldb.Table
			if err := db.View(t.Context(), func(tx *sqldb.Tx) (err error) { list, err = sqldb.Tables(tx); return err }); err != nil {
				t.Fatal(err)
			}
			at := map[string]int{}
			var text strings.Builder
			for i, x := range list {
				at[x.Name] = i + 1
				fmt.Fprintln(&text, x.Name, x.Columns, x.Key)
			}
			for child, parent := range map[string]string{"import_rejection": "import_run", "filing": "organization"} {
				if at[child] < at[parent] || at[parent] == 0 {
					t.Errorf("%s has place %d, %s which it refers to %d", child, at[child], parent, at[parent])
				}
			}
			for _, no := range []string{"schema_version", "river_job", "sqlite_sequence"} {
				if at[no] != 0 {
					t.Errorf("%s is among our tables", no)
				}
			}
			seen <- text.String()
		})
	})
	if d := cmp.Diff(<-seen, <-seen); d != "" {
		t.Errorf("the engines differ:\n%s", d)
	}
}

func TestRowsAreReadAndFilledWhateverTheirOrder(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		must := func(f func(*sqldb.Tx) error) {
			t.Helper()
			if err := db.Update(ctx, f); err != nil {
				t.Fatal(err)
			}
		}
		must(func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`CREATE TABLE node (id text PRIMARY KEY, next text REFERENCES node (id), n bigint NOT NULL, yes boolean NOT NULL)`)
			return err
		})
		table := func(tx *sqldb.Tx) (sqldb.Table, error) {
			list, err := sqldb.Tables(tx)
			i := slices.IndexFunc(list, func(x sqldb.Table) bool { return x.Name == "node" })
			if err != nil || i < 0 {
				return sqldb.Table{}, fmt.Errorf("table node: %d, %w", i, err)
			}
			return list[i], nil
		}
		want := [][]any{{"a", "c", int64(-1), true}, {"b", nil, int64(1) << 60, false}, {"c", "a", int64(0), true}}
		fill := func(rows [][]any) func(*sqldb.Tx) error {
			return func(tx *sqldb.Tx) error {
				x, err := table(tx)
				if err != nil {
					return err
				}
				return sqldb.Filling(tx, []sqldb.Table{x}, func() error { return sqldb.InsertRows(tx, x, x.Columns, rows[:1]) })
			}
		}
		if err := db.Update(ctx, fill(want[:1])); err == nil {
			t.Error("a row that refers to nothing was stored")
		}
		must(func(tx *sqldb.Tx) error {
			x, err := table(tx)
			if err != nil {
				return err
			}
			return sqldb.Filling(tx, []sqldb.Table{x}, func() error {
				for _, row := range want {
					if err := sqldb.InsertRows(tx, x, x.Columns, [][]any{row}); err != nil {
						return err
					}
				}
				return nil
			})
		})
		// The constraint is as before: at once again.
		if err := db.Update(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`INSERT INTO node (id, next, n, yes) VALUES ('d', 'nothing', 1, true)`)
			if err == nil {
				t.Error("a reference to nothing passed its statement")
			}
			return err
		}); err == nil {
			t.Error("a reference to nothing was stored")
		}
		var got [][]any
		err := db.View(ctx, func(tx *sqldb.Tx) error {
			x, err := table(tx)
			if err != nil {
				return err
			}
			if n, err := sqldb.Count(tx, x); n != 3 || err != nil {
				t.Errorf("%d rows, %v; want 3", n, err)
			}
			return sqldb.EachRow(tx, x, func(values []any) error {
				got = append(got, slices.Clone(values))
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("rows (-want +got):\n%s", d)
		}
	})
}

func TestATableOutsideThePortableSubsetIsSaid(t *testing.T) {
	for name, create := range map[string]string{
		"a kind":        `CREATE TABLE odd (id text PRIMARY KEY, x real)`,
		"no key":        `CREATE TABLE odd (id text)`,
		"an odd name":   `CREATE TABLE "Odd x" (id text PRIMARY KEY)`,
		"an odd column": `CREATE TABLE odd (id text PRIMARY KEY, "a""b" text)`,
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
				if err := db.Update(t.Context(), func(tx *sqldb.Tx) error { _, err := tx.Exec(create); return err }); err != nil {
					t.Fatal(err)
				}
				if err := db.View(context.Background(), func(tx *sqldb.Tx) error { _, err := sqldb.Tables(tx); return err }); err == nil {
					t.Error("nothing is said")
				}
			})
		})
	}
}

func TestMigrateToStopsThere(t *testing.T) {
	for _, dsn := range []string{"sqlite:" + t.TempDir() + "/k.db", dbtest.EmptyPostgres(t)} {
		db := dbtest.Open(t, dsn)
		if err := sqldb.MigrateTo(t.Context(), db, 7); err != nil {
			t.Fatal(err)
		}
		if v, err := sqldb.Version(t.Context(), db); v != 7 || err != nil {
			t.Errorf("schema %d, %v; want 7", v, err)
		}
		if err := sqldb.MigrateTo(t.Context(), db, 99_999); err == nil {
			t.Error("a schema that nobody knows was made")
		}
		if err := sqldb.Migrate(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		newest, err := sqldb.Newest(db)
		if v, e := sqldb.Version(t.Context(), db); v != newest || err != nil || e != nil {
			t.Errorf("schema %d, %v, %v; want %d", v, err, e, newest)
		}
	}
}
