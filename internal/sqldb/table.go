package sqldb

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Table is one of our tables, as the engine's own catalogue describes it.
type Table struct {
	Name    string
	Columns []Column
	Key     []string // the columns of the primary key

	parents []string // tables that it refers to
	self    []string // PostgreSQL: the names of its references to itself
}

// Column is a column of a table. Kind is text, bigint or boolean.
type Column struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// foreign says whether a table belongs to a library: River's, and the record of migrations.
func foreign(name string) bool {
	return name == versionTable || strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "sqlite_")
}

// Tables returns all tables that are ours, each after those that it refers to.
func Tables(tx *Tx) (list []Table, err error) {
	if tx.engine == SQLite {
		list, err = sqliteTables(tx)
	} else {
		list, err = postgresTables(tx)
	}
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	for _, t := range list {
		if len(t.Columns) == 0 || len(t.Key) == 0 {
			return nil, fmt.Errorf("table %s has no columns or no primary key", t.Name)
		}
		for _, c := range t.Columns {
			if !slices.Contains([]string{"text", "bigint", "boolean"}, c.Kind) || !identifier.MatchString(c.Name) || !identifier.MatchString(t.Name) {
				return nil, fmt.Errorf("table %q: column %q of kind %q is outside the portable subset", t.Name, c.Name, c.Kind)
			}
		}
	}
	return sorted(list)
}

var identifier = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// sorted puts each table after its parents, and otherwise keeps the order.
func sorted(list []Table) (order []Table, err error) {
	done := map[string]bool{}
	for len(order) < len(list) {
		before := len(order)
		for _, t := range list {
			waits := slices.ContainsFunc(t.parents, func(p string) bool { return p != t.Name && !done[p] })
			if !done[t.Name] && !waits {
				done[t.Name] = true
				order = append(order, t)
			}
		}
		if len(order) == before {
			return nil, errors.New("tables refer to each other in a circle")
		}
	}
	return order, nil
}

func sqliteTables(tx *Tx) (list []Table, err error) {
	names, err := All(tx, Text, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if foreign(name) {
			continue
		}
		t := Table{Name: name}
		keys := map[int]string{}
		err := Each(tx, `SELECT name, lower(type), pk FROM pragma_table_info($1) ORDER BY cid`, []any{name}, func(r Row) error {
			var c Column
			var key int
			if err := r.Scan(&c.Name, &c.Kind, &key); err != nil {
				return err
			}
			t.Columns = append(t.Columns, c)
			if key > 0 {
				keys[key] = c.Name
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for i := range len(keys) {
			t.Key = append(t.Key, keys[i+1])
		}
		if t.parents, err = All(tx, Text, `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1)`, name); err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func postgresTables(tx *Tx) (list []Table, err error) {
	at := map[string]int{}
	err = Each(tx, `SELECT c.table_name::text, c.column_name::text, c.data_type::text FROM information_schema.columns c
		JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
		WHERE c.table_schema = current_schema() ORDER BY c.table_name COLLATE "C", c.ordinal_position`, nil, func(r Row) error {
		var name string
		var c Column
		if err := r.Scan(&name, &c.Name, &c.Kind); err != nil || foreign(name) {
			return err
		}
		i, ok := at[name]
		if !ok {
			i = len(list)
			at[name] = i
			list = append(list, Table{Name: name})
		}
		list[i].Columns = append(list[i].Columns, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = Each(tx, `SELECT k.table_name::text, k.column_name::text FROM information_schema.key_column_usage k
		JOIN information_schema.table_constraints c ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name
			AND c.table_name = k.table_name AND c.constraint_type = 'PRIMARY KEY'
		WHERE k.table_schema = current_schema() ORDER BY k.table_name, k.ordinal_position`, nil, func(r Row) error {
		var name, column string
		err := r.Scan(&name, &column)
		if i, ok := at[name]; ok {
			list[i].Key = append(list[i].Key, column)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, Each(tx, `SELECT c.conname::text, a.relname::text, b.relname::text FROM pg_constraint c
		JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid JOIN pg_namespace n ON n.oid = a.relnamespace
		WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY c.conname`, nil, func(r Row) error {
		var constraint, from, to string
		err := r.Scan(&constraint, &from, &to)
		i, ok := at[from]
		switch {
		case !ok:
		case from == to:
			list[i].self = append(list[i].self, constraint)
		default:
			list[i].parents = append(list[i].parents, to)
		}
		return err
	})
}

// EachRow calls f for every row of the table in the order of its key, with one value a column:
// string, int64, bool or nil. f must not keep the slice.
func EachRow(tx *Tx, t Table, f func(values []any) error) error {
	text := `SELECT ` + names(t.Columns) + ` FROM "` + t.Name + `" ORDER BY "` + strings.Join(t.Key, `", "`) + `"` // #nosec G202 -- names from the engine's catalogue that match identifier
	rows, err := tx.tx.QueryContext(tx.ctx, text)                                                                  // not prepared: it is asked once
	if err != nil {
		return fmt.Errorf("read table %s: %w", t.Name, err)
	}
	defer rows.Close()
	values, targets := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return fmt.Errorf("read table %s: %w", t.Name, err)
		}
		for i, c := range t.Columns {
			if values[i], err = portable(values[i], c.Kind); err != nil {
				return fmt.Errorf("read table %s, column %s: %w", t.Name, c.Name, err)
			}
		}
		if err := f(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// portable returns a driver's value as one of the portable subset.
func portable(v any, kind string) (any, error) {
	switch x := v.(type) {
	case nil:
		return nil, nil
	case string:
		if kind == "text" {
			return x, nil
		}
	case []byte:
		if kind == "text" {
			return string(x), nil
		}
	case bool:
		if kind == "boolean" {
			return x, nil
		}
	case int64:
		switch {
		case kind == "bigint":
			return x, nil
		case kind == "boolean" && (x == 0 || x == 1):
			return x == 1, nil
		}
	}
	return nil, fmt.Errorf("a %T in a column of kind %s", v, kind)
}

// InsertRows adds rows to the table; each has one value for each of the columns.
func InsertRows(tx *Tx, t Table, columns []Column, rows [][]any) error {
	for len(rows) > 0 {
		n := min(len(rows), tx.Rows(len(columns)))
		args := make([]any, 0, n*len(columns))
		for _, r := range rows[:n] {
			args = append(args, r...)
		}
		text := `INSERT INTO "` + t.Name + `" (` + names(columns) + `) VALUES ` + Values(n, len(columns))
		if _, err := tx.Exec(text, args...); err != nil {
			return fmt.Errorf("fill table %s: %w", t.Name, err)
		}
		rows = rows[n:]
	}
	return nil
}

// Clear removes every row of the table.
func Clear(tx *Tx, t Table) error {
	_, err := tx.Exec(`DELETE FROM "` + t.Name + `"`)
	return err
}

// Count returns how many rows the table has.
func Count(tx *Tx, t Table) (int64, error) {
	n, _, err := One(tx, Int, `SELECT count(*) FROM "`+t.Name+`"`)
	return n, err
}

func names(columns []Column) string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = `"` + c.Name + `"`
	}
	return strings.Join(list, ", ")
}

// Filling runs f, in which rows of a table may refer to rows of the same table that come later.
func Filling(tx *Tx, tables []Table, f func() error) error {
	if tx.engine == SQLite { // until the end of the transaction
		if _, err := tx.Exec(`PRAGMA defer_foreign_keys = 1`); err != nil {
			return err
		}
		return f()
	}
	alter := func(how string) error {
		for _, t := range tables {
			for _, c := range t.self {
				if _, err := tx.Exec(`ALTER TABLE "` + t.Name + `" ALTER CONSTRAINT "` + c + `" ` + how); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := alter("DEFERRABLE INITIALLY DEFERRED"); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	if _, err := tx.Exec(`SET CONSTRAINTS ALL IMMEDIATE`); err != nil { // all are checked here
		return err
	}
	return alter("NOT DEFERRABLE")
}

// Version returns the number of the newest migration that the database has, or 0 without a schema.
func Version(ctx context.Context, db *DB) (version int64, err error) {
	err = db.View(ctx, func(tx *Tx) error {
		version, err = VersionIn(tx)
		return err
	})
	return version, err
}

// VersionIn is Version inside a transaction.
func VersionIn(tx *Tx) (int64, error) {
	catalogue := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1`
	if tx.engine == Postgres {
		catalogue = `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1`
	}
	if n, _, err := One(tx, Int, catalogue, versionTable); err != nil || n == 0 {
		return 0, err
	}
	version, _, err := One(tx, Int, `SELECT coalesce(max(version_id), 0) FROM schema_version`)
	return version, err
}
