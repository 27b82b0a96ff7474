package search

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// segment is an immutable part of the index. A slot is the place of a document in
// the order of Kana, Tie and ID, so the first members of a set of slots are the
// first of a page.
type segment struct {
	rows     []row
	byID     []uint32   // slots in the order of their IDs
	byNewest []uint32   // slots, the newest first, then in slot order
	newestAt []uint32   // by slot: its place in byNewest
	names    []spelling // in the order of their texts, then slots
	post     postings
	columns  []column // by key number; keys that came later have none
}

// The texts of a row, in the order in which they stand in row.text.
const (
	fieldID = iota
	fieldKana
	fieldTie
	fieldNewest
	fieldSuggest
	fieldName  // joined by the separator
	fieldAlias // joined by the separator
	fieldBody
	fields
)

// row is what the index keeps of a document beside its postings and facets.
type row struct {
	text string
	end  [fields - 1]uint32 // where a field ends; the last ends with the text
	card any
}

func (r *row) field(f int) string {
	start, end := uint32(0), uint32(len(r.text)) // #nosec G115 -- every count of the index is below 2^31
	if f > 0 {
		start = r.end[f-1]
	}
	if f < fields-1 {
		end = r.end[f]
	}
	return r.text[start:end]
}

func (r *row) id() string { return r.text[:r.end[fieldID]] }

// spelling is one of the names of a document: bytes start to end of its row's text.
type spelling struct{ slot, start, end uint32 }

func (s *segment) spelling(n int) string {
	p := s.names[n]
	return s.rows[p.slot].text[p.start:p.end]
}

// spellings returns the range of names that start with text, and the end of
// those at its start that are equal to it.
func (s *segment) spellings(text string) (from, equal, to int) {
	from = sort.Search(len(s.names), func(i int) bool { return s.spelling(i) >= text })
	rest := s.names[from:]
	equal = from + sort.Search(len(rest), func(i int) bool { return s.spelling(from+i) != text })
	to = from + sort.Search(len(rest), func(i int) bool { return !strings.HasPrefix(s.spelling(from+i), text) })
	return from, equal, to
}

// lookup finds the slot of an ID, living or not.
func (s *segment) lookup(id string) (slot uint32, ok bool) {
	i, ok := slices.BinarySearchFunc(s.byID, id, func(slot uint32, id string) int {
		return cmp.Compare(s.rows[slot].id(), id)
	})
	if !ok {
		return 0, false
	}
	return s.byID[i], true
}

// column holds the values that the documents have of one facet key.
type column struct {
	single []uint32 // by slot: number of the value, 0 for none; nil when a document has several
	start  []uint32 // otherwise by slot and one more: where its values begin in values
	values []uint32
	filled int      // number of values in all
	dense  []bitset // by value: the documents that have it; only where values are few (denseMax)
}

// denseMax is the largest number of values of a key for which all sets are kept.
const denseMax = 40

// of returns the values of a slot, using buf where they are not stored as a slice.
func (c *column) of(slot uint32, buf *[1]uint32) []uint32 {
	if c.single == nil {
		if c.start == nil {
			return nil
		}
		return c.values[c.start[slot]:c.start[slot+1]]
	}
	if c.single[slot] == 0 {
		return nil
	}
	buf[0] = c.single[slot]
	return buf[:]
}
