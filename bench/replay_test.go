package bench

import (
	"context"
	"fmt"
	"strings"

	"kyodo/internal/sqldb"
)

// table is one that an import writes, with the condition that a row is of one transaction.
type table struct {
	name, columns, batch, conflict string
	width                          int
}

// tables in the order in which a transaction of the import writes them.
func tables(tx *sqldb.Tx) ([]table, error) {
	list := []table{
		{name: "organization", batch: "$1 IN (created_at, updated_at)"},
		{name: "statement", batch: "recorded_at = $1", conflict: ` ON CONFLICT (organization_id, source, digest) DO UPDATE SET
			as_of = excluded.as_of, current = excluded.current, file = excluded.file`},
		{name: "audit", batch: "at = $1"},
		{name: "audit_pending", batch: "entry_id IN (SELECT id FROM audit WHERE at = $1)"},
		{name: "change", batch: "at = $1"},
	}
	for i := range list {
		t := &list[i]
		names, err := sqldb.All(tx, sqldb.Text, `SELECT name FROM pragma_table_info($1) ORDER BY cid`, t.name)
		if err != nil {
			return nil, err
		}
		t.columns, t.width = strings.Join(names, ", "), len(names)
		if t.name == "organization" {
			var set []string
			for _, c := range names {
				if c != "id" && c != "created_at" {
					set = append(set, c+" = excluded."+c)
				}
			}
			t.conflict = " ON CONFLICT (id) DO UPDATE SET " + strings.Join(set, ", ")
		}
	}
	return list, nil
}

// statement is a text with its arguments.
type statement struct {
	text string
	args []any
}

// recorded are the statements of an import, by transaction, rebuilt from what it left in the
// database: the same rows in the same order, as many rows in one INSERT and as many in one
// transaction.
func recorded(path string, lookups bool) (batches [][]statement, rows int, err error) {
	db, _, err := open(path)
	if err != nil {
		return nil, 0, err
	}
	defer db.Close()
	err = db.View(context.Background(), func(tx *sqldb.Tx) error {
		list, err := tables(tx)
		if err != nil {
			return err
		}
		times, err := sqldb.All(tx, sqldb.Text, `SELECT DISTINCT recorded_at FROM statement ORDER BY recorded_at`)
		if err != nil {
			return err
		}
		run, _, err := sqldb.One(tx, sqldb.Text, `SELECT id FROM import_run`)
		if err != nil {
			return err
		}
		var numbers, keys [][]any // of each transaction
		for _, at := range times {
			var batch []statement
			changes := 0
			for _, t := range list {
				values, err := sqldb.All(tx, scanAny(t.width), `SELECT `+t.columns+` FROM `+t.name+` WHERE `+t.batch+` ORDER BY rowid`, at)
				if err != nil {
					return err
				}
				switch t.name {
				case "organization":
					numbers, keys = append(numbers, column(values, 1)), append(keys, column(values, 7))
				case "statement":
					rows += len(values)
				case "change":
					changes = len(values)
					batch = append(batch, statement{`UPDATE import_run SET position = $1 WHERE id = $2`, []any{rows, run}},
						statement{`UPDATE counter SET n = n + $1 WHERE name = 'change'`, []any{changes}})
				}
				batch = append(batch, inserts(tx, t, values)...)
			}
			if lookups {
				i := len(batches)
				batch = append(finds("corporate_number", numbers[i]), append(finds("name_key", keys[i]), batch...)...)
			}
			batches = append(batches, batch)
		}
		return nil
	})
	return batches, rows, err
}

// scanAny scans a row of so many columns of any type.
func scanAny(width int) func(sqldb.Row) ([]any, error) {
	return func(r sqldb.Row) ([]any, error) {
		values, targets := make([]any, width), make([]any, width)
		for i := range values {
			targets[i] = &values[i]
		}
		return values, r.Scan(targets...)
	}
}

func column(values [][]any, i int) (list []any) {
	for _, v := range values {
		list = append(list, v[i])
	}
	return list
}

func inserts(tx *sqldb.Tx, t table, values [][]any) (list []statement) {
	for len(values) > 0 {
		n := min(len(values), tx.Rows(t.width))
		args := make([]any, 0, n*t.width)
		for _, v := range values[:n] {
			args = append(args, v...)
		}
		list = append(list, statement{`INSERT INTO ` + t.name + ` (` + t.columns + `) VALUES ` + sqldb.Values(n, t.width) + t.conflict, args})
		values = values[n:]
	}
	return list
}

// finds is how the import looks for what it knows already.
func finds(column string, keys []any) []statement {
	if len(keys) == 0 {
		return nil
	}
	return []statement{{`SELECT count(*), max(provenance) FROM organization WHERE ` + column + ` IN ` + sqldb.In(1, len(keys)), keys}}
}

// replay executes the statements of an earlier import on an empty database.
func replay(model, database string, lookups bool) (c cost, err error) {
	batches, rows, err := recorded(model, lookups)
	if err != nil {
		return c, err
	}
	ctx := context.Background()
	db, _, err := open(database)
	if err != nil {
		return c, err
	}
	defer db.Close()
	c, err = spent(&rows, func() error {
		for _, batch := range batches {
			err := db.Update(ctx, func(tx *sqldb.Tx) error {
				for _, s := range batch {
					if strings.HasPrefix(s.text, "SELECT") {
						if err := sqldb.Each(tx, s.text, s.args, func(sqldb.Row) error { return nil }); err != nil {
							return err
						}
					} else if _, err := tx.Exec(s.text, s.args...); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	return c, same(ctx, model, db)
}

// same tells whether the replay wrote what the import had written.
func same(ctx context.Context, model string, db *sqldb.DB) error {
	original, _, err := open(model)
	if err != nil {
		return err
	}
	defer original.Close()
	for _, q := range []string{
		`SELECT count(*) || ' ' || sum(length(name) + length(provenance) + length(address_key)) FROM organization`,
		`SELECT count(*) || ' ' || sum(length(content)) FROM statement`,
		`SELECT count(*) || ' ' || max(seq) FROM change`,
	} {
		var got [2]string
		for i, d := range []*sqldb.DB{original, db} {
			err := d.View(ctx, func(tx *sqldb.Tx) (err error) {
				got[i], _, err = sqldb.One(tx, sqldb.Text, q)
				return err
			})
			if err != nil {
				return err
			}
		}
		if got[0] != got[1] {
			return fmt.Errorf("%s: the import left %s, its statements left %s", q, got[0], got[1])
		}
	}
	return nil
}
