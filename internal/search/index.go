// Package search is an index over short documents, kept in the memory of the
// process. It knows no feature: a slice says what its documents are called,
// which texts they hold and which facets they have, and gets them back counted,
// filtered, ranked and paged.
//
// A word matches a document when it is a substring of one of the document's
// texts, of any length from one character on: the index holds every one and two
// neighbouring characters of every text, and longer words are checked against
// the text itself. It never guesses where Japanese words begin or end, so it
// finds what a scan would find, and nothing else.
//
// Readers take no lock: they read an immutable snapshot. A snapshot is a few
// segments (large and old first) whose documents stand in the order of their
// Kana, with a set of the living ones. A write adds a small segment, takes the
// replaced documents out of the living, publishes, and then joins small segments
// into larger ones.
package search

import (
	"context"
	"sync"
	"sync/atomic"

	"kyodo/internal/fault"
)

// Facet is one property by which documents are filtered and counted.
// A document may have several values of one key.
type Facet struct{ Key, Value string }

// Doc is one document. All of its texts are already folded by the caller, with
// the folding that the words of a query get; line breaks count as blanks.
type Doc struct {
	ID      string
	Name    []string // spellings of the name, the main one first; a hit here outranks all others
	Alias   []string // readings, former names, other names: above Body, below Name
	Body    string   // everything else that is searched
	Facets  []Facet
	Newest  string // sort key of ByNewest: the largest comes first, "" last
	Kana    string // sort key of ByKana, ascending, byte by byte
	Tie     string // orders documents of one Kana, before the ID does
	Card    any    // handed back with a hit; the index never looks inside
	Suggest string // offered while somebody types; "" is never offered
}

// Index holds documents. The zero value is not ready: use New. All methods may be
// called at the same time; writes wait for each other, reads wait for nobody.
type Index struct {
	write   sync.Mutex // held by Apply and Load
	state   atomic.Pointer[state]
	scratch sync.Pool // of *scratch
}

// state is what readers see: immutable once published.
type state struct {
	seq        int64
	live       int
	views      []view
	dict       *dictionary
	superseded chan struct{} // closed when the next state is published
}

// view is a segment with what has happened to it since it was built.
type view struct {
	*segment
	alive  bitset
	live   int       // members of alive
	totals [][]int32 // living documents by key and value
}

// New returns an empty index at sequence number 0.
func New() *Index {
	x := &Index{}
	x.scratch.New = func() any { return &scratch{} }
	x.state.Store(&state{dict: newDictionary(), superseded: make(chan struct{})})
	return x
}

// publish makes next what readers see, and wakes those who wait.
func (x *Index) publish(next *state) {
	next.live = 0
	for _, v := range next.views {
		next.live += v.live
	}
	next.superseded = make(chan struct{})
	close(x.state.Swap(next).superseded)
}

// Seq is the number of the last change that the index holds.
func (x *Index) Seq() int64 { return x.state.Load().seq }

// Len is the number of documents.
func (x *Index) Len() int { return x.state.Load().live }

// Get returns the Card of the document with that ID.
func (x *Index) Get(id string) (card any, ok bool) {
	for _, v := range x.state.Load().views {
		if slot, ok := v.lookup(id); ok {
			return v.rows[slot].card, true
		}
	}
	return nil, false
}

// Wait returns when the index holds change seq, so that people see what they have
// just written, or with the error of ctx.
func (x *Index) Wait(ctx context.Context, seq int64) (err error) {
	defer fault.Wrap(&err, "search.Wait(%d)", seq)
	for {
		st := x.state.Load()
		if st.seq >= seq {
			return nil
		}
		select {
		case <-st.superseded:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// lookup finds the living document with that ID.
func (v *view) lookup(id string) (slot uint32, ok bool) {
	slot, ok = v.segment.lookup(id)
	return slot, ok && v.alive.has(slot)
}
