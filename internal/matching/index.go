package matching

import (
	"math/bits"
	"slices"
	"sync"
)

// Index holds the open listings. Its methods may be called at the same time.
type Index struct {
	mu     sync.RWMutex
	tables *tables
	rows   []row
	facts  []Facts // beside rows
	at     map[string]int
	// places of the rows by direction and kind, so that a scan reads only kinds that can meet
	kinds [2][64][]int32
	count [2]int
}

// side is the place of a direction in kinds and count.
func side(need bool) int {
	if need {
		return 1
	}
	return 0
}

// enlist and unlist keep the places by kind.
func (x *Index) enlist(i int) {
	r := &x.rows[i]
	d := side(r.need)
	x.kinds[d][r.kind] = append(x.kinds[d][r.kind], int32(i)) // #nosec G115 -- listings of one prefecture
	x.count[d]++
}

func (x *Index) unlist(i int) {
	r := &x.rows[i]
	d := side(r.need)
	list := x.kinds[d][r.kind]
	at := slices.Index(list, int32(i)) // #nosec G115 -- as added
	list[at] = list[len(list)-1]
	x.kinds[d][r.kind] = list[:len(list)-1]
	x.count[d]--
}

// meeting calls f with the places of the rows of a direction whose kind a kind can meet.
func (x *Index) meeting(kind uint8, need bool, f func(list []int32)) {
	lists := &x.kinds[side(need)]
	if kind == 0 {
		for _, list := range lists {
			f(list)
		}
		return
	}
	f(lists[0])
	f(lists[kind])
	for near := x.tables.near[kind]; near != 0; near &= near - 1 {
		f(lists[bits.TrailingZeros64(near)])
	}
}

// NewIndex returns an empty index.
func NewIndex() *Index { return &Index{tables: newTables(), at: map[string]int{}} }

// Put adds a listing or replaces what was known of it.
func (x *Index) Put(f Facts) {
	x.mu.Lock()
	defer x.mu.Unlock()
	r := x.tables.row(&f)
	i, ok := x.at[f.ID]
	if ok {
		x.unlist(i)
		x.rows[i], x.facts[i] = r, f
	} else {
		i = len(x.rows)
		x.at[f.ID] = i
		x.rows, x.facts = append(x.rows, r), append(x.facts, f)
	}
	x.enlist(i)
}

// Remove forgets a listing.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	i, ok := x.at[id]
	if !ok {
		return
	}
	last := len(x.rows) - 1
	x.unlist(i)
	if i != last {
		x.unlist(last)
		x.rows[i], x.facts[i] = x.rows[last], x.facts[last]
		x.at[x.facts[i].ID] = i
		x.enlist(i)
	}
	delete(x.at, id)
	x.rows, x.facts = slices.Delete(x.rows, last, last+1), slices.Delete(x.facts, last, last+1)
}

// Len is the number of listings.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.rows)
}

// Facts returns what is known of a listing.
func (x *Index) Facts(id string) (Facts, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	i, ok := x.at[id]
	if !ok {
		return Facts{}, false
	}
	return x.facts[i], true
}
