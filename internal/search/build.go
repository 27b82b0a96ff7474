package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// builder makes a segment of documents.
type builder struct {
	dict   *dictionary // written to
	rows   []row
	facets []numbered // of all documents, in the order in which they were added
	until  []uint32   // by document: where its facets end
	arena  strings.Builder
}

// numbered is a facet by its numbers in the dictionary.
type numbered struct {
	key   int
	value uint32
}

// arenaSize is how many bytes of text are allocated at a time.
const arenaSize = 256 << 10

// add takes a document.
func (b *builder) add(d *Doc) {
	size := len(d.ID) + len(d.Kana) + len(d.Tie) + len(d.Newest) + len(d.Suggest) + len(d.Body)
	for _, t := range d.Name {
		size += len(t) + 1
	}
	for _, t := range d.Alias {
		size += len(t) + 1
	}
	start := b.room(size)
	r := row{card: d.Card}
	for f, t := range [...]string{d.ID, d.Kana, d.Tie, d.Newest, d.Suggest} {
		b.arena.WriteString(t)
		r.end[f] = uint32(b.arena.Len() - start) // #nosec G115 -- every count of the index is below 2^31
	}
	b.texts(d.Name)
	r.end[fieldName] = uint32(b.arena.Len() - start) // #nosec G115 -- every count of the index is below 2^31
	b.texts(d.Alias)
	r.end[fieldAlias] = uint32(b.arena.Len() - start) // #nosec G115 -- every count of the index is below 2^31
	b.arena.WriteString(clean(d.Body))
	r.text = b.arena.String()[start:]
	b.rows = append(b.rows, r)
	for _, f := range d.Facets {
		key, value := b.dict.add(f)
		b.facet(numbered{key, value})
	}
	b.until = append(b.until, uint32(len(b.facets))) // #nosec G115 -- every count of the index is below 2^31
}

// take takes a document of an older segment, whose facets dict numbers. The text
// is copied, so that nothing keeps the older one in memory.
func (b *builder) take(s *segment, slot uint32, dict *dictionary) {
	r := s.rows[slot]
	start := b.room(len(r.text))
	b.arena.WriteString(r.text)
	r.text = b.arena.String()[start:]
	b.rows = append(b.rows, r)
	var buf [1]uint32
	for key := range s.columns {
		for _, value := range s.columns[key].of(slot, &buf) {
			n := numbered{key, value}
			if b.dict != dict {
				v := &dict.keys[key]
				n.key, n.value = b.dict.add(Facet{v.key, v.text[value]})
			}
			b.facet(n)
		}
	}
	b.until = append(b.until, uint32(len(b.facets))) // #nosec G115 -- every count of the index is below 2^31
}

// facet adds a facet to the last document, unless it has it.
func (b *builder) facet(n numbered) {
	from := 0
	if len(b.until) > 0 {
		from = int(b.until[len(b.until)-1])
	}
	if !slices.Contains(b.facets[from:], n) {
		b.facets = append(b.facets, n)
	}
}

// room makes place for n bytes in the arena and returns where they begin. The
// arena never moves what it holds: strings of it stay what they are.
func (b *builder) room(n int) int {
	if b.arena.Cap()-b.arena.Len() < n {
		b.arena = strings.Builder{}
		b.arena.Grow(max(n, min(arenaSize, 2*n+cap(b.rows)*64)))
	}
	return b.arena.Len()
}

// texts writes the texts of one class.
func (b *builder) texts(texts []string) {
	first := true
	for _, t := range texts {
		if t == "" {
			continue
		}
		if !first {
			b.arena.WriteByte(separator)
		}
		first = false
		b.arena.WriteString(clean(t))
	}
}

// finish returns the segment. Of several documents with one ID the last counts.
func (b *builder) finish() view {
	docs := b.inOrder()
	n := len(docs)
	s := &segment{rows: make([]row, n), byID: make([]uint32, n)}
	for slot, doc := range docs {
		s.rows[slot] = b.rows[doc]
		s.byID[slot] = uint32(slot) // #nosec G115 -- every count of the index is below 2^31
	}
	b.rows = nil
	var orders sync.WaitGroup
	orders.Go(func() {
		slices.SortFunc(s.byID, func(x, y uint32) int { return cmp.Compare(s.rows[x].id(), s.rows[y].id()) })
		s.sortNewest()
		s.sortNames()
	})
	p := newPoster(n)
	for slot := range s.rows {
		r := &s.rows[slot]
		p.grams(inName, r.field(fieldName), uint32(slot))   // #nosec G115 -- every count of the index is below 2^31
		p.grams(inAlias, r.field(fieldAlias), uint32(slot)) // #nosec G115 -- every count of the index is below 2^31
		p.grams(inBody, r.field(fieldBody), uint32(slot))   // #nosec G115 -- every count of the index is below 2^31
	}
	v := view{segment: s, alive: full(n), live: n, totals: b.fill(s, docs, p)}
	s.post = p.finish(n)
	orders.Wait()
	return v
}

// inOrder returns the numbers of the documents in slot order, without those whose
// ID comes again later.
func (b *builder) inOrder() []uint32 {
	last := make(map[string]uint32, len(b.rows))
	for i := range b.rows {
		last[b.rows[i].id()] = uint32(i) // #nosec G115 -- every count of the index is below 2^31
	}
	docs := make([]uint32, 0, len(last))
	for i := range b.rows {
		// #nosec G115 -- every count of the index is below 2^31
		if last[b.rows[i].id()] == uint32(i) {
			docs = append(docs, uint32(i)) // #nosec G115 -- every count of the index is below 2^31
		}
	}
	slices.SortFunc(docs, func(x, y uint32) int { return compare(&b.rows[x], &b.rows[y]) })
	return docs
}

func (s *segment) sortNewest() {
	n := len(s.rows)
	s.byNewest, s.newestAt = make([]uint32, n), make([]uint32, n)
	for i := range s.byNewest {
		s.byNewest[i] = uint32(i) // #nosec G115 -- every count of the index is below 2^31
	}
	slices.SortFunc(s.byNewest, func(x, y uint32) int {
		if c := cmp.Compare(s.rows[y].field(fieldNewest), s.rows[x].field(fieldNewest)); c != 0 {
			return c
		}
		return cmp.Compare(x, y)
	})
	for i, slot := range s.byNewest {
		s.newestAt[slot] = uint32(i) // #nosec G115 -- every count of the index is below 2^31
	}
}

func (s *segment) sortNames() {
	s.names = make([]spelling, 0, len(s.rows))
	for slot := range s.rows {
		r := &s.rows[slot]
		at, end := r.end[fieldName-1], r.end[fieldName]
		for at < end {
			stop := end
			if i := strings.IndexByte(r.text[at:end], separator); i >= 0 {
				stop = at + uint32(i) // #nosec G115 -- every count of the index is below 2^31
			}
			s.names = append(s.names, spelling{uint32(slot), at, stop}) // #nosec G115 -- every count of the index is below 2^31
			at = stop + 1
		}
	}
	slices.SortFunc(s.names, func(x, y spelling) int {
		a, b := s.rows[x.slot].text[x.start:x.end], s.rows[y.slot].text[y.start:y.end]
		return cmp.Or(cmp.Compare(a, b), cmp.Compare(x.slot, y.slot), cmp.Compare(x.start, y.start))
	})
	s.names = slices.Clip(s.names)
}

// fill makes the columns and facet postings, and returns how many documents have
// each value.
func (b *builder) fill(s *segment, docs []uint32, p *poster) (totals [][]int32) {
	of := func(doc uint32) []numbered {
		from := uint32(0)
		if doc > 0 {
			from = b.until[doc-1]
		}
		return b.facets[from:b.until[doc]]
	}
	s.columns = make([]column, len(b.dict.keys))
	totals = make([][]int32, len(b.dict.keys))
	for key := range totals {
		totals[key] = make([]int32, len(b.dict.keys[key].text))
	}
	several := make([]bool, len(s.columns))
	seen := make([]uint32, len(s.columns)) // slot+1 of the last document with a value
	for slot, doc := range docs {
		for _, f := range of(doc) {
			p.add(facetKey(f.key, f.value), uint32(slot)) // #nosec G115 -- every count of the index is below 2^31
			totals[f.key][f.value]++
			s.columns[f.key].filled++
			several[f.key] = several[f.key] || seen[f.key] == uint32(slot)+1 // #nosec G115 -- every count of the index is below 2^31
			seen[f.key] = uint32(slot) + 1                                   // #nosec G115 -- every count of the index is below 2^31
		}
	}
	for key := range s.columns {
		c := &s.columns[key]
		switch {
		case c.filled == 0:
		case several[key]:
			c.start, c.values = make([]uint32, len(docs)+1), make([]uint32, 0, c.filled)
		default:
			c.single = make([]uint32, len(docs))
		}
		if c.filled > 0 && len(totals[key]) <= denseMax {
			c.dense = make([]bitset, len(totals[key]))
			for value := range c.dense {
				c.dense[value] = make(bitset, words(len(docs)))
			}
		}
	}
	for slot, doc := range docs {
		for _, f := range of(doc) {
			c := &s.columns[f.key]
			if c.dense != nil {
				c.dense[f.value].add(uint32(slot)) // #nosec G115 -- every count of the index is below 2^31
			}
			if c.single != nil {
				c.single[slot] = f.value
			} else {
				c.values = append(c.values, f.value)
			}
		}
		for key := range s.columns {
			if c := &s.columns[key]; c.start != nil {
				c.start[slot+1] = uint32(len(c.values)) // #nosec G115 -- every count of the index is below 2^31
			}
		}
	}
	return totals
}
