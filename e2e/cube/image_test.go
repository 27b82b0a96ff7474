package cube

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/sqldb"
)

// image is what the tables hold: each row by its key.
type image map[string]map[string][]any

// restless are tables that a refused request may touch: the log, the note that a session is in use,
// counts, the library's queue.
func restless(table string) bool {
	return strings.HasPrefix(table, "audit") || slices.Contains([]string{"session", "rate", "form_once", "due", "counter", "change"}, table)
}

// kept are tables that are never put back: the log cannot be, and what follows changes must not see
// time go back.
func kept(table string) bool {
	return strings.HasPrefix(table, "audit") || table == "counter" || table == "change"
}

// photograph reads every table but those that skip.
func (w *world) photograph(t testing.TB, skip func(table string) bool) image {
	t.Helper()
	all := image{}
	must(t, w.db.View(context.Background(), func(tx *sqldb.Tx) error {
		for _, table := range w.tables {
			if skip(table.Name) {
				continue
			}
			rows := map[string][]any{}
			err := sqldb.EachRow(tx, table, func(values []any) error {
				rows[keyOf(table, values)] = slices.Clone(values)
				return nil
			})
			if err != nil {
				return err
			}
			all[table.Name] = rows
		}
		return nil
	}))
	return all
}

func keyOf(table sqldb.Table, values []any) string {
	var key []any
	for i, c := range table.Columns {
		if slices.Contains(table.Key, c.Name) {
			key = append(key, values[i])
		}
	}
	b, err := json.Marshal(key)
	if err != nil {
		panic(err) // text, numbers and booleans
	}
	return string(b)
}

// sum is a checksum of an image, by table.
func (i image) sum() map[string][32]byte {
	sums := map[string][32]byte{}
	for name, rows := range i {
		b, err := json.Marshal(rows) // maps are written in the order of their keys
		if err != nil {
			panic(err)
		}
		sums[name] = sha256.Sum256(b)
	}
	return sums
}

// changed names the tables in which two images differ.
func (i image) changed(j image) (names []string) {
	a, b := i.sum(), j.sum()
	for name := range a {
		if a[name] != b[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// restore puts the tables back as they were and says which had changed.
func (w *world) restore(t testing.TB, was image) []string {
	t.Helper()
	is := w.photograph(t, kept)
	names := was.changed(is)
	if len(names) == 0 {
		return nil
	}
	must(t, w.db.Update(context.Background(), func(tx *sqldb.Tx) error {
		for _, table := range slices.Backward(w.tables) { // children first
			for key := range is[table.Name] {
				if _, was := was[table.Name][key]; !was && slices.Contains(names, table.Name) {
					if err := remove(tx, table, is[table.Name][key]); err != nil {
						return err
					}
				}
			}
		}
		for _, table := range w.tables {
			if !slices.Contains(names, table.Name) {
				continue
			}
			for key, row := range was[table.Name] {
				now, there := is[table.Name][key]
				switch {
				case !there:
					if err := sqldb.InsertRows(tx, table, table.Columns, [][]any{row}); err != nil {
						return err
					}
				case !slices.Equal(row, now):
					if err := put(tx, table, row); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}))
	return names
}

// where is the condition for one row, with its arguments after those that are there.
func where(table sqldb.Table, row, args []any) (string, []any) {
	var parts []string
	for i, c := range table.Columns {
		if slices.Contains(table.Key, c.Name) {
			args = append(args, row[i])
			parts = append(parts, `"`+c.Name+`" = `+strings.Trim(sqldb.In(len(args), 1), "()"))
		}
	}
	return strings.Join(parts, " AND "), args
}

func remove(tx *sqldb.Tx, table sqldb.Table, row []any) error {
	cond, args := where(table, row, nil)
	_, err := tx.Exec(`DELETE FROM "`+table.Name+`" WHERE `+cond, args...)
	return err
}

func put(tx *sqldb.Tx, table sqldb.Table, row []any) error {
	var sets []string
	var args []any
	for i, c := range table.Columns {
		if !slices.Contains(table.Key, c.Name) {
			args = append(args, row[i])
			sets = append(sets, `"`+c.Name+`" = `+strings.Trim(sqldb.In(len(args), 1), "()"))
		}
	}
	cond, args := where(table, row, args)
	_, err := tx.Exec(`UPDATE "`+table.Name+`" SET `+strings.Join(sets, ", ")+` WHERE `+cond, args...)
	return err
}

// refusals counts the log's entries of refused deeds.
func (w *world) refusals(t testing.TB) (n int64) {
	t.Helper()
	must(t, w.db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit WHERE action = 'authz.deny'`)
		return err
	}))
	return n
}
