package search

import "slices"

// deltaMax is the size, in documents, below which young segments are joined at
// every write. It bounds what a write of one document costs (about a millisecond)
// and, with the factor of merge, the number of segments (about seven at 50,000).
const deltaMax = 64

// Load replaces everything by the given documents, as of change seq. Of several
// with one ID the last counts. Readers keep the old documents until it is done.
func (x *Index) Load(seq int64, docs []Doc) {
	x.write.Lock()
	defer x.write.Unlock()
	b := &builder{dict: newDictionary()}
	for i := range docs {
		b.add(&docs[i])
	}
	next := &state{seq: seq, dict: b.dict}
	if v := b.finish(); v.live > 0 {
		next.views = []view{v}
	}
	next.dict.seal()
	x.publish(next)
}

// Apply takes in the changes up to seq: documents that go, then documents that come
// or replace the one of the same ID. It returns when readers see them. To bring in
// more than about a tenth of what the index holds, Load is cheaper.
func (x *Index) Apply(seq int64, put []Doc, remove []string) {
	x.write.Lock()
	defer x.write.Unlock()
	st := x.state.Load()
	next := &state{seq: max(seq, st.seq), dict: st.dict, views: slices.Clone(st.views)}
	owned := make([]bool, len(next.views)) // views whose alive and totals are copies
	for _, id := range remove {
		next.kill(id, owned)
	}
	for i := range put {
		next.kill(put[i].ID, owned)
	}
	if len(put) > 0 {
		b := &builder{dict: st.dict}
		if !st.dict.hasAll(put) {
			b.dict = st.dict.clone()
		}
		for i := range put {
			b.add(&put[i])
		}
		next.views = append(next.views, b.finish())
		b.dict.seal()
		next.dict = b.dict
	}
	next.views = slices.DeleteFunc(next.views, func(v view) bool { return v.live == 0 })
	x.publish(next)
	x.merge()
}

// kill takes the document with that ID out of the living.
func (st *state) kill(id string, owned []bool) {
	for i := range st.views {
		v := &st.views[i]
		slot, ok := v.lookup(id)
		if !ok {
			continue
		}
		if !owned[i] {
			owned[i] = true
			v.alive = slices.Clone(v.alive)
			v.totals = slices.Clone(v.totals)
			for key := range v.totals {
				v.totals[key] = slices.Clone(v.totals[key])
			}
		}
		v.alive.drop(slot)
		v.live--
		var buf [1]uint32
		for key := range v.columns {
			for _, value := range v.columns[key].of(slot, &buf) {
				v.totals[key][value]--
			}
		}
		return
	}
}

// merge joins segments until each is more than twice as large as all younger ones
// together and at least half alive.
func (x *Index) merge() {
	st := x.state.Load()
	from, sum := len(st.views), 0
	for i := len(st.views) - 1; i >= 0; i-- {
		v := &st.views[i]
		young := i < len(st.views)-1
		if young && (v.live <= 2*sum || v.live+sum <= deltaMax) || 2*v.live < len(v.rows) {
			from = i
		}
		sum += v.live
	}
	if from == len(st.views) {
		return
	}
	b := &builder{dict: st.dict}
	if from == 0 {
		b.dict = newDictionary() // forgets values that no document has any more
	}
	for i := range st.views[from:] {
		v := &st.views[from+i]
		for slot := range v.rows {
			// #nosec G115 -- every count of the index is below 2^31
			if v.alive.has(uint32(slot)) {
				b.take(v.segment, uint32(slot), st.dict) // #nosec G115 -- every count of the index is below 2^31
			}
		}
	}
	next := &state{seq: st.seq, dict: b.dict, views: slices.Clone(st.views[:from])}
	if v := b.finish(); v.live > 0 {
		next.views = append(next.views, v)
	}
	next.dict.seal()
	x.publish(next)
}

// hasAll says whether all facets of the documents are numbered.
func (d *dictionary) hasAll(docs []Doc) bool {
	for i := range docs {
		for _, f := range docs[i].Facets {
			if _, _, ok := d.find(f); !ok {
				return false
			}
		}
	}
	return true
}
