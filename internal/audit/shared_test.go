package audit_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
)

var key = []byte("a key of this test, 32 characters")

// world is a log with its sequencer on one database.
type world struct {
	db  *sqldb.DB
	log audit.Log
	seq *audit.Sequencer
}

func newWorld(db *sqldb.DB) *world {
	return &world{db: db, log: audit.Log{IDs: &id.Source{}, Key: key}, seq: sequencer(db, slog.New(slog.DiscardHandler))}
}

func sequencer(db *sqldb.DB, log *slog.Logger) *audit.Sequencer {
	return &audit.Sequencer{DB: db, Key: key, Log: log}
}

// record writes entries in a transaction of their own.
func (w *world) record(t testing.TB, entries ...audit.Entry) {
	t.Helper()
	w.update(t, func(tx *sqldb.Tx) error { return w.log.Record(tx, entries...) })
}

func (w *world) update(t testing.TB, f func(*sqldb.Tx) error) {
	t.Helper()
	if err := w.db.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func (w *world) view(t testing.TB, f func(*sqldb.Tx) error) {
	t.Helper()
	if err := w.db.View(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// exec runs statements as somebody at the database would.
func (w *world) exec(t testing.TB, text string, args ...any) {
	t.Helper()
	w.update(t, func(tx *sqldb.Tx) error { _, err := tx.Exec(text, args...); return err })
}

func (w *world) drain(t testing.TB) {
	t.Helper()
	if err := w.seq.Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// number returns the only number of a query.
func (w *world) number(t testing.TB, text string, args ...any) (n int64) {
	t.Helper()
	w.view(t, func(tx *sqldb.Tx) (err error) { n, _, err = sqldb.One(tx, sqldb.Int, text, args...); return err })
	return n
}

// text returns the only text of a query.
func (w *world) text(t testing.TB, text string, args ...any) (s string) {
	t.Helper()
	w.view(t, func(tx *sqldb.Tx) (err error) { s, _, err = sqldb.One(tx, sqldb.Text, text, args...); return err })
	return s
}

// verify verifies with the anchors and returns the report.
func (w *world) verify(t testing.TB, anchors string) audit.Report {
	t.Helper()
	rep, err := audit.Verify(context.Background(), w.db, key, []byte(anchors))
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// green wants a verified log and returns the report.
func (w *world) green(t testing.TB, anchors string) audit.Report {
	t.Helper()
	rep := w.verify(t, anchors)
	if rep.Bad != nil {
		t.Fatalf("an untouched log is found bad: %+v", *rep.Bad)
	}
	return rep
}

func (w *world) head(t testing.TB) (note string) {
	t.Helper()
	w.view(t, func(tx *sqldb.Tx) (err error) { note, err = audit.Head(tx); return err })
	return note
}

// open drops what refuses changes, as somebody who owns the database can.
func (w *world) open(t testing.TB) {
	t.Helper()
	if w.db.Engine() == sqldb.Postgres {
		w.exec(t, `DROP FUNCTION audit_refuse() CASCADE`)
		return
	}
	var names []string
	w.view(t, func(tx *sqldb.Tx) (err error) {
		names, err = sqldb.All(tx, sqldb.Text, `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'`)
		return err
	})
	for _, name := range names {
		w.exec(t, `DROP TRIGGER `+name)
	}
}

// sample is n entries about several people and things, some with personal values.
func sample(n int) []audit.Entry {
	list := make([]audit.Entry, n)
	for i := range list {
		by := audit.By{Actor: audit.Actor(fmt.Sprintf("p%d", i%7)), Post: "post1", Session: "s1", Request: fmt.Sprintf("r%d", i)}
		list[i] = by.Entry("organization.update", fmt.Sprintf("o%d", i%50), fmt.Sprintf("n=%d", i))
		if i%3 == 0 {
			list[i].Action, list[i].Subject = audit.DataRead, fmt.Sprintf("p%d", i%11)
			list[i].Personal = map[string]string{"address": fmt.Sprintf("架空町%d番地", i), "name": "【架空】山田"}
		}
		if i%10 == 0 {
			list[i].Result, list[i].Reason = audit.Denied, "row 3"
		}
	}
	return list
}

// grown is a log of n entries in batches of several sizes, with a head for each.
func grown(t testing.TB, db *sqldb.DB, n int) *world {
	t.Helper()
	w := newWorld(db)
	entries := sample(n)
	for i := 1; len(entries) > 0; i++ {
		k := min(len(entries), 2+i%7)
		w.record(t, entries[:k]...)
		w.drain(t)
		entries = entries[k:]
	}
	return w
}

// clock is a clock that tests set.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }
