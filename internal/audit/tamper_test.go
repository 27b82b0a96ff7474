package audit_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// tampers is how many of each kind are tried on each engine.
const tampers = 40

// columns that a tamper edits.
var edited = []string{"at", "actor", "post", "session", "request", "behalf", "action", "object", "subject", "result", "reason",
	"detail", "personal", "mac", "id"}

// rowColumns of an entry, to put a row back as it was.
const rowColumns = "id, at, actor, post, session, request, behalf, action, object, subject, result, reason, detail, personal, mac"

// saved returns every column of the rows of a query as text.
func saved(t testing.TB, w *world, text string, args ...any) (rows [][]any) {
	t.Helper()
	w.view(t, func(tx *sqldb.Tx) (err error) {
		rows, err = sqldb.All(tx, func(r sqldb.Row) ([]any, error) {
			values, targets := make([]string, 15), make([]any, 15)
			for i := range values {
				targets[i] = &values[i]
			}
			err := r.Scan(targets...)
			row := make([]any, len(values))
			for i, v := range values {
				row[i] = v
			}
			return row, err
		}, text, args...)
		return err
	})
	return rows
}

func insertRow(t testing.TB, w *world, row []any) {
	t.Helper()
	w.exec(t, `INSERT INTO audit (`+rowColumns+`) VALUES `+sqldb.Values(1, 15), row...)
}

// TestEveryTamperIsFoundAndNamed changes the log as somebody can who owns the database and knows
// the program, but not the key: 40 edits of a field, deletions, swaps, forged entries, and cuts of
// the tail together with every head of the database.
func TestEveryTamperIsFoundAndNamed(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		const entries = 200
		w := grown(t, db, entries)
		anchor := w.head(t)
		w.green(t, anchor)
		w.open(t)
		rnd := rand.New(rand.NewPCG(1, 2))
		found := map[string]int{}
		// want verifies, counts, and compares what is named.
		want := func(kind string, i int, anchors string, bad audit.Bad) {
			t.Helper()
			rep := w.verify(t, anchors)
			if rep.Bad == nil || *rep.Bad != bad {
				t.Errorf("%s %d: found %+v, want %+v", kind, i, rep.Bad, bad)
				return
			}
			found[kind]++
		}
		idAt := func(seq int64) string { return w.text(t, `SELECT entry_id FROM audit_leaf WHERE seq = $1`, seq) }

		for i := range tampers { // edit a field
			seq := rnd.Int64N(entries)
			id, column := idAt(seq), edited[i%len(edited)]
			old := w.text(t, `SELECT `+column+` FROM audit WHERE id = $1`, id)
			bad := audit.Bad{Seq: seq, Entry: id, Flaw: audit.Changed}
			if column == "id" {
				bad.Flaw = audit.Missing // the leaf's entry is gone
			}
			w.exec(t, `UPDATE audit SET `+column+` = $1 WHERE id = $2`, old+"x", id)
			want("edit", i, anchor, bad)
			w.exec(t, `UPDATE audit SET `+column+` = $1 WHERE `+map[bool]string{true: "id = $2 || 'x'", false: "id = $2"}[column == "id"], old, id)
		}
		w.green(t, anchor)

		for i := range tampers { // delete an entry: the row alone, or with its leaf and all that names it
			seq := rnd.Int64N(entries)
			id := idAt(seq)
			row := saved(t, w, `SELECT `+rowColumns+` FROM audit WHERE id = $1`, id)[0]
			seal := w.text(t, `SELECT seal FROM audit_leaf WHERE seq = $1`, seq)
			bad := audit.Bad{Seq: seq, Entry: id, Flaw: audit.Missing}
			w.exec(t, `DELETE FROM audit WHERE id = $1`, id)
			switch i % 4 {
			case 1, 2:
				w.exec(t, `DELETE FROM audit_leaf WHERE seq = $1`, seq)
				bad.Entry = ""
			}
			if i%4 == 2 && seq < entries-1 { // and close the gap
				w.exec(t, `UPDATE audit_leaf SET seq = -seq WHERE seq > $1`, seq)
				w.exec(t, `UPDATE audit_leaf SET seq = -seq - 1 WHERE seq < 0`)
				bad = audit.Bad{Seq: seq, Entry: idAt(seq), Flaw: audit.Moved}
			}
			want("delete", i, anchor, bad)
			if i%4 == 2 && seq < entries-1 {
				w.exec(t, `UPDATE audit_leaf SET seq = -seq - 1 WHERE seq >= $1`, seq)
				w.exec(t, `UPDATE audit_leaf SET seq = -seq WHERE seq < 0`)
			}
			if i%4 == 1 || i%4 == 2 {
				w.exec(t, `INSERT INTO audit_leaf (seq, entry_id, seal) VALUES ($1, $2, $3)`, seq, id, seal)
			}
			insertRow(t, w, row)
		}
		w.green(t, anchor)

		for i := range tampers { // swap two: their places in the tree, with or without their seals
			a := rnd.Int64N(entries - 1)
			b := a + 1 + rnd.Int64N(entries-1-a)
			ida, idb := idAt(a), idAt(b)
			swap := func() {
				w.update(t, func(tx *sqldb.Tx) error {
					columns := []string{"entry_id"}
					if i%2 == 1 {
						columns = append(columns, "seal")
					}
					for _, c := range columns {
						va, _, err := sqldb.One(tx, sqldb.Text, `SELECT `+c+` FROM audit_leaf WHERE seq = $1`, a)
						if err != nil {
							return err
						}
						vb, _, err := sqldb.One(tx, sqldb.Text, `SELECT `+c+` FROM audit_leaf WHERE seq = $1`, b)
						if err != nil {
							return err
						}
						for _, set := range [][]any{{"-", a}, {va, b}, {vb, a}} {
							if _, err := tx.Exec(`UPDATE audit_leaf SET `+c+` = $1 WHERE seq = $2`, set...); err != nil {
								return err
							}
						}
					}
					return nil
				})
			}
			swap()
			want("swap", i, anchor, audit.Bad{Seq: a, Entry: idb, Flaw: audit.Moved})
			swap()
			if idAt(a) != ida {
				t.Fatal("the swap was not undone")
			}
		}
		w.green(t, anchor)

		for i := range tampers { // insert a forged entry
			row := saved(t, w, `SELECT `+rowColumns+` FROM audit WHERE id = $1`, idAt(rnd.Int64N(entries)))[0]
			id := fmt.Sprintf("%s%d", row[0].(string)[:12], 1000+i)
			row[0], row[2] = id, "p6"
			insertRow(t, w, row)
			bad := audit.Bad{Seq: -1, Entry: id, Flaw: audit.Stray}
			switch i % 4 {
			case 1: // as if it waited for the tree
				w.exec(t, `INSERT INTO audit_pending (entry_id) VALUES ($1)`, id)
				w.drain(t)
				bad.Flaw = audit.Forged
			case 2: // at the end of the tree
				w.exec(t, `INSERT INTO audit_leaf (seq, entry_id, seal) SELECT $1, $2, seal FROM audit_leaf WHERE seq = 3`, entries, id)
				bad = audit.Bad{Seq: entries, Entry: id, Flaw: audit.Changed}
			case 3: // within it
				w.exec(t, `UPDATE audit_leaf SET seq = -seq WHERE seq >= 77`)
				w.exec(t, `UPDATE audit_leaf SET seq = -seq + 1 WHERE seq < 0`)
				w.exec(t, `INSERT INTO audit_leaf (seq, entry_id, seal) SELECT 77, $1, seal FROM audit_leaf WHERE seq = 78`, id)
				bad = audit.Bad{Seq: 77, Entry: id, Flaw: audit.Changed}
			}
			want("insert", i, anchor, bad)
			w.exec(t, `DELETE FROM audit_pending`)
			w.exec(t, `DELETE FROM audit_leaf WHERE entry_id = $1`, id)
			w.exec(t, `DELETE FROM audit WHERE id = $1`, id)
			if i%4 == 3 {
				w.exec(t, `UPDATE audit_leaf SET seq = -seq + 1 WHERE seq > 77`)
				w.exec(t, `UPDATE audit_leaf SET seq = -seq WHERE seq < 0`)
			}
		}
		w.green(t, anchor)
		cutTails(t, w, anchor, want)
		t.Logf("tampers found and named: %v", found)
		for _, kind := range []string{"edit", "delete", "swap", "insert", "cut"} {
			if found[kind] != tampers {
				t.Errorf("%s: %d of %d found and named", kind, found[kind], tampers)
			}
		}
	})
}

// cutTails cuts the tail at every head, newest first, with every later head, or with all heads,
// and puts the stored state of the tree right. The perfect cut is the control: without an anchor
// nothing can be found.
func cutTails(t *testing.T, w *world, anchor string, want func(string, int, string, audit.Bad)) {
	t.Helper()
	// The state of the tree at each head, as somebody could have copied it at the time.
	other := grownStates(t, w)
	sizes := other.sizes
	for i := range tampers {
		// Cut to nothing in the end; before it once per head, from the newest back.
		size := int64(0)
		if k := len(sizes) - 2 - i; k >= 0 {
			size = sizes[k]
		}
		w.exec(t, `DELETE FROM audit WHERE id IN (SELECT entry_id FROM audit_leaf WHERE seq >= $1)`, size)
		w.exec(t, `DELETE FROM audit_personal WHERE entry_id IN (SELECT entry_id FROM audit_leaf WHERE seq >= $1)`, size)
		w.exec(t, `DELETE FROM audit_leaf WHERE seq >= $1`, size)
		w.exec(t, `DELETE FROM audit_head WHERE size > $1`, size)
		w.exec(t, `UPDATE audit_tree SET size = $1, frontier = $2`, size, other.states[size])
		w.green(t, "")
		want("cut", i, anchor, audit.Bad{Seq: size, Flaw: audit.Cut})
		if size > 0 && i%2 == 1 { // without any head it shows even without the anchor
			heads := w.text(t, `SELECT note FROM audit_head WHERE size = $1`, size)
			w.exec(t, `UPDATE audit_head SET note = 'gone' WHERE size = $1`, size)
			if rep := w.verify(t, ""); rep.Bad == nil || rep.Bad.Flaw != audit.BadHead {
				t.Errorf("cut to %d with a spoilt head: %+v", size, rep.Bad)
			}
			w.exec(t, `UPDATE audit_head SET note = $1 WHERE size = $2`, heads, size)
		}
		if size == 0 { // grow another history, as the program would: only the anchor tells
			w.record(t, sample(210)...)
			w.drain(t)
			w.green(t, "")
			if rep := w.verify(t, anchor); rep.Bad == nil || rep.Bad.Flaw != audit.Rewritten || rep.Bad.Seq != 0 {
				t.Errorf("another history of more entries: %+v", rep.Bad)
			}
		}
	}
}

// states are those of the tree at each head.
type states struct {
	sizes  []int64
	states map[int64]string
}

// grownStates rebuilds the stored state at each head from the leaves, as the program does.
func grownStates(t testing.TB, w *world) states {
	s := states{states: map[int64]string{0: ""}}
	w.view(t, func(tx *sqldb.Tx) (err error) {
		s.sizes, err = sqldb.All(tx, sqldb.Int, `SELECT size FROM audit_head ORDER BY size`)
		return err
	})
	rows := saved(t, w, `SELECT `+"a."+strings.ReplaceAll(rowColumns, ", ", ", a.")+` FROM audit_leaf l JOIN audit a ON a.id = l.entry_id ORDER BY l.seq`)
	for _, size := range s.sizes {
		s.states[size] = audit.StateOf(rows[:size])
	}
	return s
}

// TestATreeThatWasChangedDoesNotGrow alters the stored state: the sequencer signs nothing on it.
func TestATreeThatWasChangedDoesNotGrow(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := grown(t, db, 40)
		anchor := w.head(t)
		w.open(t)
		w.exec(t, `DELETE FROM audit_head WHERE size = (SELECT max(size) FROM audit_head)`)
		w.record(t, sample(1)...)
		if _, err := w.seq.Step(t.Context()); err == nil || !strings.Contains(err.Error(), "kyodo verify") {
			t.Errorf("a step on a tree without its head: %v", err)
		}
		if rep := w.verify(t, ""); rep.Bad == nil || rep.Bad.Flaw != audit.NoHead {
			t.Errorf("a tree without its newest head: %+v", rep.Bad)
		}
		if w.head(t) == anchor {
			t.Error("the head is still there")
		}
	})
}

// TestOtherTampers are those beside the five kinds.
func TestOtherTampers(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	w := grown(t, db, 60)
	anchor := w.head(t)
	w.open(t)
	personal := w.text(t, `SELECT entry_id FROM audit_leaf l WHERE seq >= 30 AND EXISTS
		(SELECT 1 FROM audit_personal p WHERE p.entry_id = l.entry_id) ORDER BY seq LIMIT 1`)
	seq := w.number(t, `SELECT seq FROM audit_leaf WHERE entry_id = $1`, personal)
	first := w.text(t, `SELECT entry_id FROM audit_leaf WHERE seq = 0`)
	size := w.number(t, `SELECT min(size) FROM audit_head`)
	last := w.text(t, `SELECT entry_id FROM audit_leaf WHERE seq = $1`, size-1)
	for _, c := range []struct {
		name, do, undo string
		anchors        string
		want           audit.Bad
	}{
		{"other personal values", `UPDATE audit_personal SET content = 'x' || content WHERE entry_id = '` + personal + `'`,
			`UPDATE audit_personal SET content = substr(content, 2) WHERE entry_id = '` + personal + `'`, "", audit.Bad{Seq: seq, Entry: personal, Flaw: audit.Values}},
		{"a head's root", `UPDATE audit_head SET root = 'x' || root WHERE size = ` + fmt.Sprint(size),
			`UPDATE audit_head SET root = substr(root, 2)  WHERE size = ` + fmt.Sprint(size), "", audit.Bad{Seq: size - 1, Entry: last, Flaw: audit.BadHead}},
		{"a head of nothing", `INSERT INTO audit_head (size, root, note, at) VALUES (0, '', '', '')`,
			`DELETE FROM audit_head WHERE size = 0`, "", audit.Bad{Seq: -1, Flaw: audit.BadHead}},
		{"the state of the tree", `UPDATE audit_tree SET size = 7`, `UPDATE audit_tree SET size = 60`, "", audit.Bad{Seq: 60, Flaw: audit.BadTree}},
		{"a leaf before the first", `INSERT INTO audit_leaf (seq, entry_id, seal) VALUES (-1, 'x', '')`,
			`DELETE FROM audit_leaf WHERE seq = -1`, "", audit.Bad{Seq: 60, Flaw: audit.Missing}},
		{"an entry in the tree waits again", `INSERT INTO audit_pending (entry_id) VALUES ('` + first + `')`,
			`DELETE FROM audit_pending`, "", audit.Bad{Seq: -1, Entry: first, Flaw: audit.Again}},
		{"an anchor of somebody else", ``, ``, strings.Replace(anchor, "\n60\n", "\n61\n", 1), audit.Bad{Seq: -1, Flaw: audit.BadAnchor}},
	} {
		if c.do != "" {
			w.exec(t, c.do)
		}
		if rep := w.verify(t, c.anchors); rep.Bad == nil || *rep.Bad != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, rep.Bad, c.want)
		}
		if c.undo != "" {
			w.exec(t, c.undo)
		}
		w.green(t, anchor+"\n"+anchor)
	}
}
