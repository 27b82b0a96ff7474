package bank

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Draw is the record of a lottery (抽選) that everybody can follow with paper and a program of their own:
//
//   - At publication 32 random bytes, the seed, are made. Their SHA-256 in hexadecimal, the commitment, is
//     public at once: nobody can choose another seed later.
//   - When the deadline is over, the entries are the ids of the inquiries that are still open, in the order
//     of their bytes.
//   - Each entry has a lot: the HMAC-SHA-256 of its id with the seed as the key. The smallest lot comes
//     first; the order of the lots is the result.
//   - The seed is public with the result, never before.
//
// The fields but Listing and Commitment are empty until it was drawn.
type Draw struct {
	Listing    string    `json:"listing"`
	Commitment string    `json:"commitment"` // hexadecimal
	Seed       string    `json:"seed,omitempty"`
	ClosedAt   time.Time `json:"closed_at,omitzero"`
	Entries    []string  `json:"entries,omitempty"`
	Result     []string  `json:"result,omitempty"`
}

// Drawn says whether the result is there.
func (d *Draw) Drawn() bool { return !d.ClosedAt.IsZero() }

// seedBytes is the length of a seed.
const seedBytes = 32

// Commit is the commitment to a seed.
func Commit(seed []byte) string {
	sum := sha256.Sum256(seed)
	return hex.EncodeToString(sum[:])
}

// Lots returns the entries in the order that a seed draws: see Draw. The order in which they are given
// changes nothing.
func Lots(seed []byte, entries []string) []string {
	lot := func(id string) []byte {
		mac := hmac.New(sha256.New, seed)
		mac.Write([]byte(id))
		return mac.Sum(nil)
	}
	return slices.SortedFunc(slices.Values(entries), func(a, b string) int {
		return cmp.Or(bytes.Compare(lot(a), lot(b)), cmp.Compare(a, b))
	})
}

// Verify recomputes the draw and says what is wrong with it; nil = the result is the one to which the
// commitment bound the site. The error is of kind fault.Invalid.
func (d *Draw) Verify() error {
	seed, err := hex.DecodeString(d.Seed)
	switch {
	case !d.Drawn():
		return fault.New(fault.Invalid, "it was not drawn yet")
	case err != nil || len(seed) != seedBytes:
		return fault.New(fault.Invalid, "the seed is no %d bytes in hexadecimal", seedBytes)
	case Commit(seed) != d.Commitment:
		return fault.New(fault.Invalid, "the seed is not the one of the commitment: SHA-256 is %s", Commit(seed))
	case !slices.IsSorted(d.Entries) || len(slices.Compact(slices.Clone(d.Entries))) != len(d.Entries):
		return fault.New(fault.Invalid, "the entries are not in order, each once")
	}
	want := Lots(seed, d.Entries)
	if len(want) != len(d.Result) {
		return fault.New(fault.Invalid, "%d entries, and %d in the result", len(want), len(d.Result))
	}
	for i := range want {
		if want[i] != d.Result[i] {
			return fault.New(fault.Invalid, "place %d is %s, not %s", i+1, want[i], d.Result[i])
		}
	}
	return nil
}

func scanDraw(r sqldb.Row) (d Draw, err error) {
	var entries, result string
	if err := r.Scan(&d.Listing, &d.Commitment, &d.Seed, sqldb.Time(&d.ClosedAt), &entries, &result); err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(entries), &d.Entries); err != nil {
		return d, err
	}
	return d, json.Unmarshal([]byte(result), &d.Result)
}

func drawOf(tx *sqldb.Tx, listing string) (Draw, bool, error) {
	return sqldb.One(tx, scanDraw, `SELECT listing_id, commitment, seed, closed_at, entries, result FROM draw WHERE listing_id = $1`, listing)
}

// DrawOf is the public record of a listing's lottery: without the seed until it was drawn. Errors:
// fault.NotFound for a listing that is not drawn by lot.
func (s *Service) DrawOf(ctx context.Context, listing string) (d Draw, err error) {
	defer fault.Wrap(&err, "bank.DrawOf(%q)", listing)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		if d, ok, err = drawOf(tx, listing); err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	if !d.Drawn() {
		d.Seed = ""
	}
	return d, err
}

// Undrawn says whether a listing is given by lot and the lots are still to be drawn: until then nobody is
// accepted.
func Undrawn(tx *sqldb.Tx, l *Listing) (bool, error) {
	if l.Choosing != ByLottery {
		return false, nil
	}
	d, ok, err := drawOf(tx, l.ID)
	return ok && !d.Drawn(), err
}

// commit binds the site to a seed when a listing that is drawn by lot is published, and puts the draw on
// the schedule.
func (s *Service) commit(tx *sqldb.Tx, l *Listing) error {
	if err := jobs.Cancel(tx, dueDraw, l.ID); err != nil || l.Choosing != ByLottery {
		return err
	}
	d, ok, err := drawOf(tx, l.ID)
	if err != nil || ok && d.Drawn() {
		return err
	}
	if !ok {
		var seed [seedBytes]byte
		rand.Read(seed[:])
		if _, err := tx.Exec(`INSERT INTO draw (listing_id, commitment, seed, closed_at, entries, result) VALUES ($1, $2, $3, '', '[]', '[]')`,
			l.ID, Commit(seed[:]), hex.EncodeToString(seed[:])); err != nil {
			return err
		}
	}
	if l.Deadline.IsZero() {
		return nil
	}
	return jobs.Schedule(tx, dueDraw, l.ID, l.Deadline.AddDays(1).Time())
}

// drawLots draws when the deadline is over.
func (s *Service) drawLots(tx *sqldb.Tx, id string) error {
	l, ok, err := byID(tx, id)
	if err != nil || !ok || l.Choosing != ByLottery || !l.Giving() {
		return err
	}
	if !l.Deadline.IsZero() && !term.Of(tx.Now).After(l.Deadline) { // prolonged, or the clock was set back
		return jobs.Schedule(tx, dueDraw, id, l.Deadline.AddDays(1).Time())
	}
	d, ok, err := drawOf(tx, id)
	if err != nil || !ok || d.Drawn() {
		return err
	}
	seed, err := hex.DecodeString(d.Seed)
	if err != nil {
		return err
	}
	var entries []string
	if s.Entries != nil {
		if entries, err = s.Entries(tx, id); err != nil {
			return err
		}
	}
	slices.Sort(entries)
	result := Lots(seed, entries)
	texts := make([]any, 0, 2)
	for _, list := range [][]string{entries, result} {
		if list == nil {
			list = []string{}
		}
		b, err := json.Marshal(list)
		if err != nil {
			return err
		}
		texts = append(texts, string(b))
	}
	n, err := tx.Exec(`UPDATE draw SET closed_at = $2, entries = $3, result = $4 WHERE listing_id = $1 AND closed_at = ''`, id, tx.Now, texts[0], texts[1])
	if err != nil || n == 0 {
		return err
	}
	if err := s.Audit.Record(tx, s.entry(system, "listing.draw", &l, fmt.Sprintf("entries=%d commitment=%s", len(entries), d.Commitment))); err != nil {
		return err
	}
	if err := s.tellOwner(tx, &l, "bank.drawn", func(w *mailWords) letter { return w.Drawn(&l, len(entries)) }); err != nil || s.Drawn == nil {
		return err
	}
	return s.Drawn(tx, audit.By{Actor: audit.System}, &l, result)
}

// DrawPath is where everybody reads the record of a listing's lottery.
func DrawPath(listing string) string { return "/bank/draws/" + listing }
