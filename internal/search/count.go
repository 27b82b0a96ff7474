package search

import (
	"math/bits"
	"slices"
)

// tally adds to sums (by value number) how many documents of set, n in number,
// have each value of a key.
func (v *view) tally(key int, set bitset, n int, sums []int32, s *scratch) {
	if key >= len(v.columns) || v.columns[key].filled == 0 || n == 0 {
		return
	}
	c, totals := &v.columns[key], v.totals[key]
	if n == v.live {
		for i, t := range totals {
			sums[i] += t
		}
		return
	}
	// Three ways to the same numbers; the cheapest depends on how many hits there are.
	switch rest := v.live - n; {
	case c.dense != nil && min(n, rest)*(1+c.filled/len(v.rows)) > len(c.dense)*len(set)/3:
		for value, has := range c.dense {
			sums[value] += int32(set.countAnd(has)) // #nosec G115 -- every count of the index is below 2^31
		}
	case n <= rest:
		c.count(set, sums, 1)
	default:
		for i, t := range totals {
			sums[i] += t
		}
		mark := s.used
		others := s.set(len(set))
		for i := range others {
			others[i] = v.alive[i] &^ set[i]
		}
		c.count(others, sums, -1)
		s.used = mark
	}
}

// count adds step to the sum of every value of every document of set.
func (c *column) count(set bitset, sums []int32, step int32) {
	if c.single != nil {
		for i, w := range set {
			for ; w != 0; w &= w - 1 {
				sums[c.single[i<<6|bits.TrailingZeros64(w)]] += step
			}
		}
		return
	}
	for i, w := range set {
		for ; w != 0; w &= w - 1 {
			slot := i<<6 | bits.TrailingZeros64(w)
			for _, value := range c.values[c.start[slot]:c.start[slot+1]] {
				sums[value] += step
			}
		}
	}
}

// counts returns the values that have a sum, largest first, then by value.
func (vs *values) counts(sums []int32, s *scratch) []Count {
	// The values come in their order, and a radix sort by the sum keeps it.
	const digit = 8
	list, filled, most := slices.Grow(s.pairs[:0], len(vs.order)+1)[:len(vs.order)+1], 0, int32(0)
	for _, value := range vs.order {
		n := sums[value]
		list[filled] = pair{value, n} // overwritten by the next one, unless it counts
		if n > 0 {
			filled++
		}
		most = max(most, n)
	}
	list = list[:filled]
	spare := s.spare
	for shift := 0; most>>shift > 0; shift += digit {
		spare = slices.Grow(spare[:0], len(list))[:len(list)]
		var at [1 << digit]int32 // where the next pair with that digit goes
		for _, p := range list {
			at[p.n>>shift&(1<<digit-1)]++
		}
		sum := int32(0)
		for d := 1<<digit - 1; d >= 0; d-- {
			at[d], sum = sum, sum+at[d]
		}
		for _, p := range list {
			d := p.n >> shift & (1<<digit - 1)
			spare[at[d]] = p
			at[d]++
		}
		list, spare = spare, list
	}
	s.pairs, s.spare = list, spare
	out := make([]Count, len(list))
	for i, p := range list {
		out[i] = Count{vs.text[p.value], int(p.n)}
	}
	return out
}

// pair is a value number with its sum.
type pair struct {
	value uint32
	n     int32
}
