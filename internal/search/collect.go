package search

import (
	"math/bits"
	"slices"
	"sort"
)

// collect adds to s.found the first r.want hits of a segment, in the order asked
// for and behind the cursor.
func (v *view) collect(number int, r *request, m matches, hits bitset, dict *dictionary, s *scratch) {
	switch r.by {
	case ByKana:
		start := 0
		if r.after != nil {
			start = v.after(r.after)
		}
		scan(hits, start, r.want, func(slot uint32) {
			s.found = append(s.found, candidate{number, slot, 0, m.place(slot)})
		})
	case ByNewest:
		v.collectNewest(number, r, m, hits, s)
	default:
		v.rankNames(r, &m, dict, s)
		v.collectRelevant(number, r, m, hits, s)
	}
}

// place is the best place of a hit, as far as m tells.
func (m *matches) place(slot uint32) uint8 {
	for p, set := range m.in {
		if set != nil && set.has(slot) {
			return uint8(p) // #nosec G115 -- every count of the index is below 2^31
		}
	}
	return anywhere
}

// scan calls found for the first limit members of set from start on, and returns
// how many there were.
func scan(set bitset, start, limit int, found func(slot uint32)) int {
	n := 0
	for i := start >> 6; i < len(set) && n < limit; i++ {
		w := set[i]
		if i == start>>6 {
			w &= ^uint64(0) << (start & 63)
		}
		for ; w != 0 && n < limit; w &= w - 1 {
			found(uint32(i<<6 | bits.TrailingZeros64(w))) // #nosec G115 -- every count of the index is below 2^31
			n++
		}
	}
	return n
}

// rankNames fills in the sets that only ByRelevance needs.
func (v *view) rankNames(r *request, m *matches, dict *dictionary, s *scratch) {
	if r.prefer != nil {
		m.prefer = v.having(r.prefer.Key, []string{r.prefer.Value}, dict, s)
	}
	name := m.in[nameInside]
	if name == nil || name.empty() {
		return
	}
	whole, start := s.set(len(name)), s.set(len(name))
	for i, text := range r.whole {
		if i > 0 && text == r.whole[0] {
			break
		}
		from, equal, _ := v.spellings(text)
		for ; from < equal; from++ {
			whole.add(v.names[from].slot)
		}
	}
	from, _, to := v.spellings(r.words[0])
	for ; from < to; from++ {
		start.add(v.names[from].slot)
	}
	whole.and(name)
	start.and(name)
	m.in[wholeName], m.in[nameStart] = whole, start
}

// collectRelevant goes through the tiers, the best first.
func (v *view) collectRelevant(number int, r *request, m matches, hits bitset, s *scratch) {
	left, tier := r.want, 0
	if r.after != nil {
		tier = int(r.after.tier)
	}
	none, set := s.set(len(hits)), s.set(len(hits))
	for ; tier < 2*places && left > 0; tier++ {
		place, preferred := tier%places, tier < places
		in, better, side := m.in[place], none, none
		if in == nil || preferred && m.prefer == nil {
			continue
		}
		if place > 0 && m.in[place-1] != nil {
			better = m.in[place-1]
		}
		if m.prefer != nil {
			side = m.prefer
		}
		flip := uint64(0) // what to take is what is not in side
		if preferred {
			flip = ^flip
		}
		for i := range set {
			set[i] = hits[i] & in[i] &^ better[i] &^ (side[i] ^ flip)
		}
		start := 0
		if r.after != nil && tier == int(r.after.tier) {
			start = v.after(r.after)
		}
		left -= scan(set, start, left, func(slot uint32) {
			s.found = append(s.found, candidate{number, slot, uint8(tier), uint8(place)}) // #nosec G115 -- every count of the index is below 2^31
		})
	}
}

// collectNewest walks the order of the newest where hits are dense in it, and
// sorts the hits where they are few.
func (v *view) collectNewest(number int, r *request, m matches, hits bitset, s *scratch) {
	start := 0
	if r.after != nil {
		start = v.afterNewest(r.after)
	}
	take := func(slot uint32) {
		s.found = append(s.found, candidate{number, slot, 0, m.place(slot)})
	}
	n := hits.count()
	if n*n > len(v.rows)*r.want/8 {
		left := r.want
		for _, slot := range v.byNewest[start:] {
			if hits.has(slot) {
				take(slot)
				if left--; left == 0 {
					return
				}
			}
		}
		return
	}
	s.ranks = s.ranks[:0]
	for i, w := range hits {
		for ; w != 0; w &= w - 1 {
			if rank := v.newestAt[i<<6|bits.TrailingZeros64(w)]; int(rank) >= start {
				s.ranks = append(s.ranks, rank)
			}
		}
	}
	slices.Sort(s.ranks)
	for _, rank := range s.ranks[:min(len(s.ranks), r.want)] {
		take(v.byNewest[rank])
	}
}

// page makes the hits of the page from the candidates of all segments.
func (st *state) page(r *request, found []candidate) (hits []Hit, next string) {
	if len(st.views) > 1 {
		sort.Slice(found, func(i, j int) bool { return st.before(r.by, found[i], found[j]) < 0 })
	}
	n := min(len(found), max(r.want-1, 0))
	if n == 0 {
		return nil, ""
	}
	hits = make([]Hit, n)
	for i, c := range found[:n] {
		row := &st.views[c.view].rows[c.slot]
		hits[i] = Hit{ID: row.id(), Card: row.card}
		if len(r.words) > 0 {
			hits[i].Where = where[c.place]
		}
	}
	if n < len(found) {
		last := found[n-1]
		row := &st.views[last.view].rows[last.slot]
		c := cursor{by: r.by, tier: last.tier, kana: row.field(fieldKana), tie: row.field(fieldTie), id: row.id()}
		if r.by == ByNewest {
			c.newest = row.field(fieldNewest)
		}
		next = c.String()
	}
	return hits, next
}
