package search

import "math/bits"

// bitset is a set of slots, one bit each. Sets of one segment have one length,
// so the operations do not look at it.
type bitset []uint64

// words is the length of a bitset for n slots.
func words(n int) int { return (n + 63) / 64 }

// full returns the set of the first n slots.
func full(n int) bitset {
	b := make(bitset, words(n))
	for i := range b {
		b[i] = ^uint64(0)
	}
	if n%64 != 0 {
		b[len(b)-1] = 1<<(n%64) - 1
	}
	return b
}

func (b bitset) has(slot uint32) bool { return b[slot>>6]&(1<<(slot&63)) != 0 }
func (b bitset) add(slot uint32)      { b[slot>>6] |= 1 << (slot & 63) }
func (b bitset) drop(slot uint32)     { b[slot>>6] &^= 1 << (slot & 63) }

func (b bitset) or(o bitset) {
	o = o[:len(b)]
	for i := range b {
		b[i] |= o[i]
	}
}

func (b bitset) and(o bitset) {
	o = o[:len(b)]
	for i := range b {
		b[i] &= o[i]
	}
}

// empty says whether there are no members.
func (b bitset) empty() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}

// count is the number of members.
func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// countAnd is the number of members that o has too.
func (b bitset) countAnd(o bitset) int {
	o = o[:len(b)]
	n := 0
	for i, w := range b {
		n += bits.OnesCount64(w & o[i])
	}
	return n
}
