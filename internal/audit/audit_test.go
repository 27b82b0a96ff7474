package audit_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func TestRecordStandsOrFallsWithTheChange(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(db)
		full := audit.Entry{By: audit.By{Actor: "p1", Post: "post1", Session: "s1", Request: "r1", Behalf: "o9"},
			Action: "correction.create", Object: "o1", Detail: "about=name", Subject: "p2", Result: audit.Failed, Reason: "late"}
		want := []audit.Entry{audit.By{Actor: audit.Import}.Entry("organization.create", "o1", ""), full}
		w.record(t, want...)
		if err := db.Update(context.Background(), func(tx *sqldb.Tx) error {
			if err := w.log.Record(tx, want[0]); err != nil {
				return err
			}
			return context.Canceled
		}); err == nil {
			t.Fatal("the failed change was told OK")
		}
		var got []audit.Entry
		w.view(t, func(tx *sqldb.Tx) (err error) { got, err = audit.Of(tx, "o1"); return err })
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("entries (-want +got):\n%s", d)
		}
	})
}

// TestAChangeThatCannotBeRecordedIsUndone makes the log refuse and looks whether the change stands.
func TestAChangeThatCannotBeRecordedIsUndone(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(db)
		change := func(tx *sqldb.Tx) error {
			if _, err := tx.Exec(`INSERT INTO due (kind, subject, due_at) VALUES ('test', 'x', $1)`, tx.Now); err != nil {
				return err
			}
			return w.log.Record(tx, audit.By{Actor: audit.System}.Entry("due.create", "test", ""))
		}
		w.exec(t, `ALTER TABLE audit_pending RENAME TO elsewhere`)
		if err := db.Update(context.Background(), change); err == nil {
			t.Fatal("a change without its entry was told OK")
		}
		if n := w.number(t, `SELECT count(*) FROM due WHERE kind = 'test'`) + w.number(t, `SELECT count(*) FROM audit`); n != 0 {
			t.Errorf("%d rows stand without their entry", n)
		}
		w.exec(t, `ALTER TABLE elsewhere RENAME TO audit_pending`)
		w.update(t, change)
		if n := w.number(t, `SELECT count(*) FROM due WHERE kind = 'test'`) + w.number(t, `SELECT count(*) FROM audit`); n != 2 {
			t.Errorf("%d rows, want the change and its entry", n)
		}
	})
}

func TestRecordManyAtOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(db)
		entries := sample(1234)
		w.record(t, entries...)
		if n := w.number(t, `SELECT count(*) FROM audit`); n != 1234 {
			t.Errorf("%d entries, want 1234", n)
		}
		w.drain(t)
		rep := w.green(t, "")
		if want := (audit.Report{Entries: 1234, Personal: 412, Heads: 2}); rep != want {
			t.Errorf("report %+v, want %+v", rep, want)
		}
	})
}

func TestTheLogIsAppendOnly(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := grown(t, db, 30)
		refused := []string{
			`UPDATE audit SET actor = 'x'`, `DELETE FROM audit`,
			`UPDATE audit_leaf SET seq = seq + 100`, `DELETE FROM audit_leaf`,
			`UPDATE audit_head SET note = ''`, `DELETE FROM audit_head`,
			`UPDATE audit_personal SET content = '{}'`,
		}
		if db.Engine() == sqldb.Postgres {
			refused = append(refused, `TRUNCATE audit`, `TRUNCATE audit_leaf`, `TRUNCATE audit_head`, `TRUNCATE audit_personal`)
		} else {
			refused = append(refused,
				`INSERT OR REPLACE INTO audit (id, at, actor, action, object, detail) SELECT id, at, 'x', action, object, detail FROM audit LIMIT 1`,
				`INSERT OR REPLACE INTO audit_leaf (seq, entry_id, seal) SELECT seq, 'x', '' FROM audit_leaf LIMIT 1`,
				`INSERT OR REPLACE INTO audit_leaf (seq, entry_id, seal) SELECT 99, entry_id, '' FROM audit_leaf LIMIT 1`,
				`INSERT OR REPLACE INTO audit_head (size, root, note, at) SELECT size, '', '', '' FROM audit_head LIMIT 1`,
				`INSERT OR REPLACE INTO audit_personal (entry_id, salt, content) SELECT entry_id, '', '' FROM audit_personal LIMIT 1`)
		}
		for _, text := range refused {
			err := db.Update(context.Background(), func(tx *sqldb.Tx) error { _, err := tx.Exec(text); return err })
			if err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v, want a refusal", text, err)
			}
		}
		w.green(t, "")
	})
}

func TestErasureKeepsTheLogGreen(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := grown(t, db, 120)
		of := func(subject string) (n int) {
			w.view(t, func(tx *sqldb.Tx) error {
				page, err := audit.Search(tx, audit.Query{Subject: subject})
				for _, f := range page.Entries {
					if f.Personal["name"] == "【架空】山田" && !f.Erased {
						n++
					}
				}
				return err
			})
			return n
		}
		before, others := of("p3"), of("p6")
		if before == 0 || others == 0 {
			t.Fatal("the sample has no personal values")
		}
		var erased int64
		w.update(t, func(tx *sqldb.Tx) (err error) {
			erased, err = w.log.Erase(tx, audit.By{Actor: "p1"}, audit.Erasure{Subject: "p3", Reason: "asked for"})
			return err
		})
		if int(erased) != before || of("p3") != 0 || of("p6") != others {
			t.Errorf("erased %d of %d, %d left, %d of %d of somebody else", erased, before, of("p3"), of("p6"), others)
		}
		w.drain(t)
		if rep := w.green(t, ""); rep.Erased != erased || rep.Personal != 40 {
			t.Errorf("report %+v, want %d of 40 erased", rep, erased)
		}
		var entry string
		w.view(t, func(tx *sqldb.Tx) error {
			page, err := audit.Search(tx, audit.Query{Subject: "p6", Limit: 1})
			entry = page.Entries[0].ID
			return err
		})
		w.update(t, func(tx *sqldb.Tx) (err error) {
			erased, err = w.log.Erase(tx, audit.By{Actor: "p1"}, audit.Erasure{Entries: []string{entry}})
			return err
		})
		if erased != 1 || of("p6") != others-1 {
			t.Errorf("erased %d, %d of %d left", erased, of("p6"), others)
		}
		w.view(t, func(tx *sqldb.Tx) error {
			page, err := audit.Search(tx, audit.Query{Action: audit.LogErase})
			if len(page.Entries) != 2 || page.Entries[1].Reason != "asked for" {
				t.Errorf("erasures recorded: %+v", page.Entries)
			}
			return err
		})
		if err := db.Update(context.Background(), func(tx *sqldb.Tx) error {
			_, err := w.log.Erase(tx, audit.By{}, audit.Erasure{})
			return err
		}); err == nil {
			t.Error("an erasure of nothing in particular is not refused")
		}
	})
}

func TestTheKeyMatters(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	w := grown(t, db, 20)
	rep, err := audit.Verify(context.Background(), db, []byte("another key than that of the test"), nil)
	if err != nil || rep.Bad == nil || rep.Bad.Seq != 0 {
		t.Errorf("verified with another key: %+v, %v", rep, err)
	}
	free := audit.Log{IDs: &id.Source{}} // the key that everybody knows
	w.update(t, func(tx *sqldb.Tx) error { return free.Record(tx, sample(1)...) })
	w.drain(t)
	if rep := w.verify(t, ""); rep.Bad == nil || rep.Bad.Flaw != audit.Forged || rep.Bad.Seq != -1 {
		t.Errorf("an entry sealed with the known key: %+v", rep)
	}
}
