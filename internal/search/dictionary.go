package search

import (
	"cmp"
	"maps"
	"slices"
)

// dictionary numbers the keys and values of facets. Numbers are only added, so
// that the columns of older segments stay right; values that no document has any
// more go when all segments become one. A published dictionary never changes.
type dictionary struct {
	keyID map[string]int
	keys  []values
}

type values struct {
	key   string
	id    map[string]uint32
	text  []string // by number; number 0 is no value
	order []uint32 // numbers in the order of their texts
}

func newDictionary() *dictionary { return &dictionary{keyID: map[string]int{}} }

// clone returns a dictionary that may be written to.
func (d *dictionary) clone() *dictionary {
	c := &dictionary{keyID: maps.Clone(d.keyID), keys: slices.Clone(d.keys)}
	for i := range c.keys {
		c.keys[i].id = maps.Clone(c.keys[i].id)
	}
	return c
}

// find returns the numbers of a facet.
func (d *dictionary) find(f Facet) (key int, value uint32, ok bool) {
	if key, ok = d.keyID[f.Key]; ok {
		value, ok = d.keys[key].id[f.Value]
	}
	return key, value, ok
}

// add returns the numbers of a facet, new ones when it has none.
func (d *dictionary) add(f Facet) (key int, value uint32) {
	key, ok := d.keyID[f.Key]
	if !ok {
		key = len(d.keys)
		d.keyID[f.Key] = key
		d.keys = append(d.keys, values{key: f.Key, id: map[string]uint32{}, text: []string{""}})
	}
	v := &d.keys[key]
	value, ok = v.id[f.Value]
	if !ok {
		value = uint32(len(v.text)) // #nosec G115 -- every count of the index is below 2^31
		v.id[f.Value] = value
		v.text = append(v.text, f.Value)
	}
	return key, value
}

// seal puts the values in order, before the dictionary is published.
func (d *dictionary) seal() {
	for i := range d.keys {
		v := &d.keys[i]
		if len(v.order) == len(v.text)-1 {
			continue
		}
		v.order = make([]uint32, len(v.text)-1)
		for n := range v.order {
			v.order[n] = uint32(n + 1) // #nosec G115 -- every count of the index is below 2^31
		}
		slices.SortFunc(v.order, func(a, b uint32) int { return cmp.Compare(v.text[a], v.text[b]) })
	}
}
