package audit

import (
	"context"
	"errors"
	"slices"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Flaw is one way in which the log is not as it was recorded.
type Flaw string

// The flaws.
const (
	Changed   Flaw = "changed"   // a field of the entry is not as recorded, or the entry was never recorded
	Moved     Flaw = "moved"     // the entry is genuine and stands at another's number
	Missing   Flaw = "missing"   // the entry of this number is gone
	Stray     Flaw = "stray"     // the entry is neither in the tree nor waiting for it
	Forged    Flaw = "forged"    // the entry waits for the tree with a wrong seal
	Again     Flaw = "again"     // the entry waits for the tree, where it is already, or it is gone
	Values    Flaw = "values"    // the entry's personal values are not those that were recorded
	BadHead   Flaw = "head"      // a stored head is not ours or not of this tree
	NoHead    Flaw = "no head"   // the tree has entries that no stored head covers
	Cut       Flaw = "cut"       // a head covers more entries than there are
	BadTree   Flaw = "tree"      // the stored state of the tree is not that of its entries
	BadAnchor Flaw = "anchor"    // an anchor is not a head that this installation signed
	Rewritten Flaw = "rewritten" // the tree had another root when the anchor was kept
)

// Bad is the first bad entry.
type Bad struct {
	Seq   int64  // number in the tree from 0, or -1 for an entry outside it
	Entry string // id of the entry, "" where it is gone
	Flaw  Flaw
}

// Report is what Verify found.
type Report struct {
	Entries  int64 // in the tree
	Pending  int64 // on their way into the tree
	Personal int64 // entries that were recorded with personal values
	Erased   int64 // of these, whose values were erased
	Heads    int64 // signed heads stored here
	Anchors  int   // heads kept elsewhere
	Bad      *Bad  // nil = all is as it was recorded
}

// Verify reads the whole log in one snapshot and reports whether it is as it was recorded: every
// entry's seal and place, the tree, every stored head with its signature, personal values that are
// not erased, entries that wait, and every anchor. anchors is a file of signed heads that were kept
// elsewhere, one after the other, or empty. Memory does not grow with the log. An error means that
// the log could not be read; what was found wrong stands in Report.Bad.
func Verify(ctx context.Context, db *sqldb.DB, key, anchors []byte) (rep Report, err error) {
	defer fault.Wrap(&err, "audit.Verify")
	v := &verifier{}
	if v.sealer, err = newSealer(key); err != nil {
		return rep, err
	}
	if v.sign, err = newSigner(key); err != nil {
		return rep, err
	}
	v.openAnchors(string(anchors))
	err = db.View(ctx, func(tx *sqldb.Tx) error {
		for _, part := range []func(*sqldb.Tx) error{v.stream, v.ends, v.values, v.waiting, v.strays} {
			if err := part(tx); err != nil {
				return err
			}
		}
		return nil
	})
	return v.Report, err
}

// verifier is one run of Verify.
type verifier struct {
	Report
	sealer  *sealer
	sign    *signer
	tree    frontier
	row     stored // the entry that is read
	kept    int64  // entries whose personal values are still there
	anchors []head // ordered by size
	agreed  int64  // size of the last anchor that agreed
}

// found notes a flaw, unless one with a smaller number is known. An entry outside the tree counts
// as later than all in it.
func (v *verifier) found(seq int64, entry string, flaw Flaw) {
	if old := v.Bad; old == nil || seq >= 0 && (old.Seq < 0 || seq < old.Seq) {
		v.Bad = &Bad{Seq: seq, Entry: entry, Flaw: flaw}
	}
}

// openAnchors reads the anchors' file.
func (v *verifier) openAnchors(file string) {
	for _, text := range notes(file) {
		h, err := v.sign.open(text)
		if err != nil {
			v.found(-1, "", BadAnchor)
			continue
		}
		v.anchors = append(v.anchors, h)
		v.Anchors++
	}
	slices.SortFunc(v.anchors, func(a, b head) int { return int(a.size - b.size) })
}

// errStop ends reading at the first entry after which the tree cannot be followed.
var errStop = errors.New("stop")

// stream reads the tree's entries in order, each with the head that was signed after it, and grows
// the tree anew.
func (v *verifier) stream(tx *sqldb.Tx) error {
	err := sqldb.Each(tx, `SELECT l.seq, l.seal, coalesce(h.size, 0), coalesce(h.root, ''), coalesce(h.note, ''), coalesce(h.at, ''), `+joined+`
		FROM audit_leaf l JOIN audit a ON a.id = l.entry_id LEFT JOIN audit_head h ON h.size = l.seq + 1
		WHERE l.seq >= 0 ORDER BY l.seq`, nil, v.leaf)
	v.Entries = v.tree.size
	if errors.Is(err, errStop) {
		return nil
	}
	return err
}

// leaf checks the next entry of the tree.
func (v *verifier) leaf(row sqldb.Row) error {
	var seq int64
	var seal string
	var head storedHead
	e := &v.row
	if err := row.Scan(append([]any{&seq, &seal, &head.size, &head.root, &head.note, &head.at}, e.targets()...)...); err != nil {
		return err
	}
	if seq != v.tree.size { // ends names what is missing
		return errStop
	}
	h, want := v.sealer.leaf(seq, e)
	if seal != want {
		flaw := Changed
		if v.sealer.entry(e) == e.MAC {
			flaw = Moved
		}
		v.found(seq, e.ID, flaw)
		return errStop
	}
	if e.Hash != "" {
		v.Personal++
	}
	v.tree.add(h)
	if head.size > 0 {
		v.Heads++
		if !v.agrees(head) {
			v.found(seq, e.ID, BadHead)
		}
	}
	for len(v.anchors) > 0 && v.anchors[0].size == v.tree.size {
		if v.anchors[0].root != v.tree.root() {
			v.found(v.agreed, "", Rewritten)
		} else {
			v.agreed = v.tree.size
		}
		v.anchors = v.anchors[1:]
	}
	return nil
}

// agrees says whether a stored head is ours and of the tree as it stands.
func (v *verifier) agrees(s storedHead) bool {
	h, err := v.sign.open(s.note)
	return err == nil && h.size == v.tree.size && h.root == v.tree.root() && s.root == h.root.String() && s.at == sqldb.Stamp(h.at)
}

// ends checks that the tree ends where the stored heads, its stored state and the anchors end.
func (v *verifier) ends(tx *sqldb.Tx) error {
	if v.Bad != nil && v.Bad.Seq >= 0 && v.Bad.Flaw != Rewritten {
		return nil
	}
	size := v.tree.size
	leaves, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit_leaf`)
	if err != nil {
		return err
	}
	next, _, err := sqldb.One(tx, sqldb.Text, `SELECT entry_id FROM audit_leaf WHERE seq = $1`, size)
	if err != nil {
		return err
	}
	if leaves != size {
		v.found(size, next, Missing)
		return nil
	}
	newest, _, err := newestHead(tx)
	if err != nil {
		return err
	}
	heads, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit_head`)
	if err != nil {
		return err
	}
	switch {
	case newest.size > size, len(v.anchors) > 0:
		v.found(size, "", Cut)
	case newest.size < size:
		first, _, err := sqldb.One(tx, sqldb.Text, `SELECT entry_id FROM audit_leaf WHERE seq = $1`, max(newest.size, 0))
		if err != nil {
			return err
		}
		v.found(max(newest.size, 0), first, NoHead)
	case heads != v.Heads:
		v.found(-1, "", BadHead)
	}
	state, err := readTree(tx, `SELECT size, frontier FROM audit_tree WHERE name = 'audit'`)
	if err != nil || state.size != size || state.String() != v.tree.String() {
		v.found(size, "", BadTree) // a state that cannot be read is as bad as another one
	}
	return nil
}

// values checks the personal values that are not erased.
func (v *verifier) values(tx *sqldb.Tx) error {
	return sqldb.Each(tx, `SELECT p.entry_id, p.salt, p.content, coalesce(a.personal, ''), coalesce(l.seq, -1)
		FROM audit_personal p LEFT JOIN audit a ON a.id = p.entry_id LEFT JOIN audit_leaf l ON l.entry_id = p.entry_id`, nil,
		func(r sqldb.Row) error {
			var p personal
			var hash string
			var seq int64
			if err := r.Scan(&p.entry, &p.salt, &p.content, &hash, &seq); err != nil {
				return err
			}
			if p.hash() != hash {
				v.found(seq, p.entry, Values)
			}
			v.kept++
			return nil
		})
}

// waiting checks the entries that are not in the tree yet.
func (v *verifier) waiting(tx *sqldb.Tx) error {
	again, is, err := sqldb.One(tx, sqldb.Text, `SELECT p.entry_id FROM audit_pending p LEFT JOIN audit a ON a.id = p.entry_id
		WHERE a.id IS NULL OR EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = p.entry_id) ORDER BY p.entry_id LIMIT 1`)
	if err != nil {
		return err
	}
	if is {
		v.found(-1, again, Again)
	}
	return sqldb.Each(tx, `SELECT `+joined+` FROM audit_pending p JOIN audit a ON a.id = p.entry_id ORDER BY p.entry_id`, nil,
		func(r sqldb.Row) error {
			if err := r.Scan(v.row.targets()...); err != nil {
				return err
			}
			if v.sealer.entry(&v.row) != v.row.MAC {
				v.found(-1, v.row.ID, Forged)
			}
			if v.row.Hash != "" {
				v.Personal++
			}
			v.Pending++
			return nil
		})
}

// strays finds an entry that is neither in the tree nor on its way there.
func (v *verifier) strays(tx *sqldb.Tx) error {
	v.Erased = v.Personal - v.kept
	n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit`)
	if err != nil || v.Bad != nil || n == v.Entries+v.Pending {
		return err
	}
	stray, _, err := sqldb.One(tx, sqldb.Text, `SELECT a.id FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = a.id)
		AND NOT EXISTS (SELECT 1 FROM audit_pending p WHERE p.entry_id = a.id) ORDER BY a.id LIMIT 1`)
	if err == nil {
		v.found(-1, stray, Stray)
	}
	return err
}
