package arch

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestSchemaIsOneOnBothEngines reads the migrated schema back from each engine's own catalogue
// into one text and compares it with one golden. CHECK constraints are not compared: SQLite
// keeps them only as the text of the same common/ file that PostgreSQL ran.
func TestSchemaIsOneOnBothEngines(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		golden(t, "internal/arch/testdata/schema.golden", schema(t, db))
	})
}

func TestSchemaDifferencesAreSeen(t *testing.T) {
	a := table{name: "a", columns: []column{{"id", "text", true}, {"at", "text", true}}, primary: []string{"id"}}
	for name, change := range map[string]func(*table){
		"type":     func(x *table) { x.columns = []column{{"id", "bigint", true}, {"at", "text", true}} },
		"nullable": func(x *table) { x.columns = []column{{"id", "text", true}, {"at", "text", false}} },
		"index":    func(x *table) { x.indexes = []string{"index a_id (id)"} },
		"key":      func(x *table) { x.primary = nil },
		"foreign":  func(x *table) { x.foreign = []string{"foreign key (id) references b (id)"} },
	} {
		b := a
		change(&b)
		if cmp.Diff(a.String(), b.String()) == "" {
			t.Errorf("a difference of %s is not seen", name)
		}
	}
}

type column struct {
	name, kind string
	required   bool
}

type table struct {
	name    string
	columns []column
	primary []string
	indexes []string // one line each
	foreign []string // one line each
}

func (x table) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "table %s\n", x.name)
	for _, c := range x.columns {
		need := ""
		if c.required || slices.Contains(x.primary, c.name) { // SQLite does not say NOT NULL of a key
			need = " not null"
		}
		fmt.Fprintf(&b, "\t%s %s%s\n", c.name, c.kind, need)
	}
	fmt.Fprintf(&b, "\tprimary key (%s)\n", strings.Join(x.primary, ", "))
	slices.Sort(x.indexes)
	slices.Sort(x.foreign)
	for _, line := range slices.Concat(x.indexes, x.foreign) {
		fmt.Fprintf(&b, "\t%s\n", line)
	}
	return b.String()
}

// indexLine writes an index. A UNIQUE constraint has a name of the engine's, which is left out.
func indexLine(name string, unique bool, columns []string, where string) string {
	line := "index " + name
	if unique {
		line = "unique " + name
	}
	if strings.HasPrefix(name, "sqlite_autoindex_") || strings.HasSuffix(name, "_key") {
		line = "unique"
	}
	line += " (" + strings.Join(columns, ", ") + ")"
	if where != "" {
		line += " where " + where
	}
	return line
}

func schema(t *testing.T, db *sqldb.DB) string {
	t.Helper()
	read := sqliteTables
	if db.Engine() == sqldb.Postgres {
		read = postgresTables
	}
	var list []table
	err := db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		list, err = read(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, x := range list {
		if !foreign(x.name) {
			b.WriteString(x.String() + "\n")
		}
	}
	return b.String()
}

// tableNames returns the names of our tables, from a migrated database.
func tableNames(t *testing.T) []string {
	t.Helper()
	var names []string
	for line := range strings.Lines(schema(t, dbtest.Open(t, dbtest.SQLite(t)))) {
		if name, ok := strings.CutPrefix(line, "table "); ok {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}

var partial = regexp.MustCompile(`(?s)\bWHERE\b(.*)$`)

func sqliteTables(tx *sqldb.Tx) ([]table, error) {
	names, err := sqldb.All(tx, sqldb.Text, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	list := make([]table, len(names))
	for i, name := range names {
		x := &list[i]
		x.name = name
		err := sqldb.Each(tx, `SELECT name, lower(type), "notnull", pk FROM pragma_table_info($1) ORDER BY cid`, []any{name}, func(r sqldb.Row) error {
			var c column
			var key int
			if err := r.Scan(&c.name, &c.kind, &c.required, &key); err != nil {
				return err
			}
			x.columns = append(x.columns, c)
			for len(x.primary) < key {
				x.primary = append(x.primary, "")
			}
			if key > 0 {
				x.primary[key-1] = c.name
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		type index struct {
			name   string
			unique bool
			origin string
		}
		indexes, err := sqldb.All(tx, func(r sqldb.Row) (x index, err error) {
			return x, r.Scan(&x.name, &x.unique, &x.origin)
		}, `SELECT name, "unique", origin FROM pragma_index_list($1)`, name)
		if err != nil {
			return nil, err
		}
		for _, ix := range indexes {
			if ix.origin == "pk" {
				continue
			}
			columns, err := sqldb.All(tx, sqldb.Text, `SELECT name FROM pragma_index_info($1) ORDER BY seqno`, ix.name)
			if err != nil {
				return nil, err
			}
			text, _, err := sqldb.One(tx, sqldb.Text, `SELECT coalesce(sql, '') FROM sqlite_master WHERE type = 'index' AND name = $1`, ix.name)
			if err != nil {
				return nil, err
			}
			where := ""
			if m := partial.FindStringSubmatch(text); m != nil {
				where = strings.TrimSpace(m[1])
			}
			x.indexes = append(x.indexes, indexLine(ix.name, ix.unique, columns, where))
		}
		keys := map[int][3][]string{} // number → columns, their table, its columns
		err = sqldb.Each(tx, `SELECT id, "from", "table", "to" FROM pragma_foreign_key_list($1) ORDER BY id, seq`, []any{name}, func(r sqldb.Row) error {
			var n int
			var from, to, column string
			if err := r.Scan(&n, &from, &to, &column); err != nil {
				return err
			}
			k := keys[n]
			k[0], k[1], k[2] = append(k[0], from), []string{to}, append(k[2], column)
			keys[n] = k
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, k := range keys {
			x.foreign = append(x.foreign, fmt.Sprintf("foreign key (%s) references %s (%s)", strings.Join(k[0], ", "), k[1][0], strings.Join(k[2], ", ")))
		}
	}
	return list, nil
}

var anyOf = regexp.MustCompile(`= ANY \(ARRAY\[([^\]]*)\]\)`)

func postgresTables(tx *sqldb.Tx) ([]table, error) {
	names, err := sqldb.All(tx, sqldb.Text, `SELECT relname::text FROM pg_class
		WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`)
	if err != nil {
		return nil, err
	}
	list := make([]table, len(names))
	for i, name := range names {
		x := &list[i]
		x.name = name
		err := sqldb.Each(tx, `SELECT attname::text, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
			WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`, []any{name}, func(r sqldb.Row) error {
			var c column
			err := r.Scan(&c.name, &c.kind, &c.required)
			x.columns = append(x.columns, c)
			return err
		})
		if err != nil {
			return nil, err
		}
		err = sqldb.Each(tx, `SELECT c.relname::text, i.indisunique, i.indisprimary, coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
				(SELECT string_agg(pg_get_indexdef(i.indexrelid, k, true), ',' ORDER BY k) FROM generate_series(1, i.indnkeyatts) AS k)
			FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
			WHERE i.indrelid = $1::text::regclass`, []any{name}, func(r sqldb.Row) error {
			var ix, where, columns string
			var unique, primary bool
			if err := r.Scan(&ix, &unique, &primary, &where, &columns); err != nil {
				return err
			}
			if primary {
				x.primary = strings.Split(strings.ReplaceAll(columns, `"`, ""), ",")
				return nil
			}
			where = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(where, "("), ")"), "::text", "")
			where = anyOf.ReplaceAllString(where, "IN ($1)") // as it was written
			columns = strings.ReplaceAll(columns, `"`, "")
			x.indexes = append(x.indexes, indexLine(ix, unique, strings.Split(columns, ","), where))
			return nil
		})
		if err != nil {
			return nil, err
		}
		x.foreign, err = sqldb.All(tx, func(r sqldb.Row) (string, error) {
			line, err := sqldb.Text(r)
			line = strings.Replace(line, "FOREIGN KEY", "foreign key", 1)
			line = strings.Replace(line, "REFERENCES ", "references ", 1)
			return strings.Replace(line, "(", " (", strings.Count(line, "(")), err
		}, `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::text::regclass AND contype = 'f'`, name)
		if err != nil {
			return nil, err
		}
		for j, line := range x.foreign {
			x.foreign[j] = strings.ReplaceAll(line, "  (", " (")
		}
	}
	return list, nil
}
