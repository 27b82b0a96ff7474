package trust

import (
	"context"
	"strings"
	"testing"

	"kyodo/internal/sqldb"
)

// open opens the database beside the program; close it before the program's files move.
func open(t testing.TB, dsn string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// texts returns a column.
func texts(t testing.TB, db *sqldb.DB, query string, args ...any) (list []string) {
	t.Helper()
	err := db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.All(tx, sqldb.Text, query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// number returns one number, 0 when there is no row.
func number(db *sqldb.DB, query string) (n int, err error) {
	err = db.View(context.Background(), func(tx *sqldb.Tx) error {
		v, _, err := sqldb.One(tx, sqldb.Int, query)
		n = int(v)
		return err
	})
	return n, err
}

// integrity fails the test unless SQLite finds the file sound.
func integrity(t testing.TB, db *sqldb.DB) {
	t.Helper()
	if db.Engine() != sqldb.SQLite {
		return
	}
	if says := strings.Join(texts(t, db, `PRAGMA integrity_check`), "; "); says != "ok" {
		t.Errorf("integrity_check: %s", says)
	}
	if n, err := number(db, `SELECT count(*) FROM pragma_foreign_key_check`); n != 0 || err != nil {
		t.Errorf("%d rows break foreign keys (%v)", n, err)
	}
}
