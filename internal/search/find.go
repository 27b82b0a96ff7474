package search

import (
	"slices"
	"strings"

	"kyodo/internal/fault"
)

// scratch is what one query needs and the next can use again.
type scratch struct {
	sets   []bitset
	used   int // sets in use
	sums   [][]int32
	ranks  []uint32
	found  []candidate
	pairs  []pair
	spare  []pair
	own    []bitset // by number in request.counts: what its key's own filter allows
	long   []longWord
	refs   []ref
	counts []countKey
}

// set returns an empty set of so many words, for as long as used is not put back.
func (s *scratch) set(words int) bitset {
	if s.used == len(s.sets) {
		s.sets = append(s.sets, nil)
	}
	b := s.sets[s.used]
	if cap(b) < words {
		b = make(bitset, words)
		s.sets[s.used] = b
	}
	s.used++
	b = b[:words]
	clear(b)
	return b
}

// copy returns a copy of b, for as long as used is not put back.
func (s *scratch) copy(b bitset) bitset {
	c := s.set(len(b))
	copy(c, b)
	return c
}

// countKey is one key of Query.Counts.
type countKey struct {
	key    int // -1 when no document ever had it
	values []string
	sums   []int32
}

// request is a query made ready for all segments.
type request struct {
	words  []string
	whole  [2]string // the words as one name, without and with blanks
	filter map[string][]string
	counts []countKey
	prefer *Facet
	by     Sort
	after  *cursor
	want   int // hits, one more than the page to know whether there is a next
}

// Find answers a query from one snapshot. The only error is a malformed cursor, of
// kind fault.Invalid.
func (x *Index) Find(q Query) (_ Result, err error) {
	r := request{filter: q.Filter, by: q.Sort, want: min(max(q.Limit, 0), LimitMax)}
	if r.by != ByNewest && r.by != ByKana {
		r.by, r.prefer = ByRelevance, q.Prefer
	}
	if q.After != "" {
		defer fault.Wrap(&err, "search.Find(%q)", q.Words)
		if r.after, err = parseCursor(q.After, r.by); err != nil {
			return Result{}, err
		}
	}
	if r.want > 0 {
		r.want++
	}
	r.setWords(q.Words)
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	st := x.state.Load()
	r.setCounts(q.Counts, st.dict, s)

	out := Result{Seq: st.seq}
	s.found = s.found[:0]
	for i := range st.views {
		s.used = 0
		out.Total += st.views[i].find(i, &r, st.dict, s)
	}
	out.Counts = make(map[string][]Count, len(q.Counts))
	for i, key := range q.Counts {
		if c := r.counts[i]; c.key >= 0 {
			out.Counts[key] = st.dict.keys[c.key].counts(c.sums, s)
		} else {
			out.Counts[key] = nil
		}
	}
	out.Hits, out.Next = st.page(&r, s.found)
	clear(s.long[:cap(s.long)]) // the texts of a query do not outlive it
	clear(s.counts[:cap(s.counts)])
	return out, nil
}

func (r *request) setWords(list []string) {
	r.words = make([]string, 0, len(list))
	for _, w := range list {
		if w = clean(w); w != "" {
			r.words = append(r.words, w)
		}
	}
	if len(r.words) == 1 {
		r.whole[0], r.whole[1] = r.words[0], r.words[0]
	} else {
		r.whole[0], r.whole[1] = strings.Join(r.words, ""), strings.Join(r.words, " ")
	}
}

func (r *request) setCounts(keys []string, dict *dictionary, s *scratch) {
	s.counts = s.counts[:0]
	for i, name := range keys {
		c := countKey{key: -1}
		if key, ok := dict.keyID[name]; ok {
			c.key, c.values = key, r.filter[name]
			if i >= len(s.sums) {
				s.sums = append(s.sums, make([][]int32, i+1-len(s.sums))...)
			}
			n := len(dict.keys[key].text)
			s.sums[i] = slices.Grow(s.sums[i][:0], n)[:n]
			c.sums = s.sums[i]
			clear(c.sums)
		}
		s.counts = append(s.counts, c)
	}
	r.counts = s.counts
}

// find adds what a segment knows: counts to r.counts, candidates to s.found. It
// returns the number of hits.
func (v *view) find(number int, r *request, dict *dictionary, s *scratch) int {
	// Filters of keys that are not counted hold for everything: they come first.
	base := s.copy(v.alive)
	for key, values := range r.filter {
		if len(values) > 0 && !slices.ContainsFunc(r.counts, func(c countKey) bool {
			return c.key >= 0 && dict.keys[c.key].key == key
		}) {
			base.and(v.having(key, values, dict, s))
		}
	}
	m := v.match(r.words, base, s)
	if m.in[anywhere] == nil {
		return 0
	}
	base = m.in[anywhere]

	// A key is counted under the filters of the other counted keys.
	hits, filters := base, 0
	s.own = s.own[:0]
	for _, c := range r.counts {
		var allowed bitset
		if len(c.values) > 0 {
			allowed = v.having(dict.keys[c.key].key, c.values, dict, s)
			if filters++; filters == 1 {
				hits = s.copy(base)
			}
			hits.and(allowed)
		}
		s.own = append(s.own, allowed)
	}
	total := hits.count()
	for i, c := range r.counts {
		if c.key < 0 {
			continue
		}
		if s.own[i] == nil {
			v.tally(c.key, hits, total, c.sums, s)
			continue
		}
		mark := s.used
		set := s.copy(base)
		for j, allowed := range s.own {
			if allowed != nil && r.counts[j].key != c.key {
				set.and(allowed)
			}
		}
		v.tally(c.key, set, set.count(), c.sums, s)
		s.used = mark
	}
	if total > 0 && r.want > 0 {
		v.collect(number, r, m, hits, dict, s)
	}
	return total
}

// having returns the documents that have one of the values of a key.
func (v *view) having(key string, list []string, dict *dictionary, s *scratch) bitset {
	out := s.set(len(v.alive))
	for _, value := range list {
		if k, id, ok := dict.find(Facet{key, value}); ok {
			v.post.or(out, v.post.find(facetKey(k, id)), s)
		}
	}
	return out
}
