package matching

import (
	"cmp"
	"fmt"
	"slices"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// Change is something about the listing that would bring more candidates.
type Change struct {
	Name  Name
	Adds  int // organizations that would become candidates
	Until term.Date
	From  term.Date
	City  string
	Least int64
	Says  codes.Label
}

// misses gathers, while scanning, who fails one hard criterion only.
type misses struct {
	period, area, quantity, eligibility []int
}

func (m *misses) add(t *tables, at int, offer, need *row) {
	if t.kind(offer, need).verdict == Fails {
		return
	}
	fails, where := 0, atKind
	for i, v := range [...]Verdict{atArea: t.area(offer, need).verdict, atPeriod: period(offer, need).verdict,
		atQuantity: quantity(offer, need).verdict, atEligibility: eligibility(offer, need).verdict} {
		if v == Fails {
			fails, where = fails+1, i
		}
	}
	if fails != 1 {
		return
	}
	switch where {
	case atArea:
		m.area = append(m.area, at)
	case atPeriod:
		m.period = append(m.period, at)
	case atQuantity:
		m.quantity = append(m.quantity, at)
	case atEligibility:
		m.eligibility = append(m.eligibility, at)
	}
}

// stretch is how many days a listing is asked to give at once.
const stretch = 31

// changes says what each kind of miss would take, the largest gain first.
func (m *misses) changes(x *Index, own *Facts, ownRow *row) (list []Change) {
	later, earlier := x.timely(m.period, ownRow)
	for _, c := range []Change{later, earlier, x.nearer(m.area, ownRow), x.smaller(m.quantity, own), x.freer(m.eligibility, ownRow)} {
		if c.Adds > 0 {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int { return cmp.Compare(b.Adds, a.Adds) })
	return list
}

// bodies counts the organizations behind listings; a listing without one counts for itself.
func (x *Index) bodies(list []int) int {
	seen := make(map[string]bool, len(list))
	for _, at := range list {
		seen[cmp.Or(x.facts[at].Organization, x.facts[at].ID)] = true
	}
	return len(seen)
}

// timely: until when, or from when, the listing would have to run. The nearest miss decides, and
// all that lie within a month of it are counted.
func (x *Index) timely(missed []int, ownRow *row) (later, earlier Change) {
	after, ahead := make([]int, 0, len(missed)), make([]int, 0, len(missed))
	for _, at := range missed {
		if r := &x.rows[at]; r.from > ownRow.until && ownRow.until != 0 && !ownRow.open {
			after = append(after, at)
		} else {
			ahead = append(ahead, at)
		}
	}
	if len(after) > 0 {
		slices.SortFunc(after, func(a, b int) int { return cmp.Compare(x.rows[a].from, x.rows[b].from) })
		first := x.rows[after[0]].from
		within := after[:prefix(after, func(at int) bool { return x.rows[at].from <= first+stretch })]
		later = Change{Name: Period, Adds: x.bodies(within), Until: x.facts[within[len(within)-1]].From}
		later.Says = both(fmt.Sprintf("期間を%sまで延ばすと、候補が%d団体増えます", later.Until.Era(), later.Adds),
			fmt.Sprintf("Lasting until %s would add %d candidates", later.Until, later.Adds))
	}
	if len(ahead) > 0 {
		slices.SortFunc(ahead, func(a, b int) int { return cmp.Compare(x.rows[b].until, x.rows[a].until) })
		last := x.rows[ahead[0]].until
		within := ahead[:prefix(ahead, func(at int) bool { return x.rows[at].until >= last-stretch })]
		earlier = Change{Name: Period, Adds: x.bodies(within), From: x.facts[within[len(within)-1]].Until}
		earlier.Says = both(fmt.Sprintf("開始を%sまで早めると、候補が%d団体増えます", earlier.From.Era(), earlier.Adds),
			fmt.Sprintf("Beginning by %s would add %d candidates", earlier.From, earlier.Adds))
	}
	return later, earlier
}

// prefix is how many at the start of a list satisfy f.
func prefix(list []int, f func(int) bool) int {
	for i, at := range list {
		if !f(at) {
			return i
		}
	}
	return len(list)
}

// nearer: the one municipality that would bring most.
func (x *Index) nearer(missed []int, ownRow *row) (c Change) {
	var by [32][]int
	for _, at := range missed {
		reached := x.rows[at].reached()
		for code := range x.tables.cities {
			if i := x.tables.cities[code]; reached&(1<<i) != 0 && ownRow.reached()&(1<<i) == 0 {
				by[i] = append(by[i], at)
			}
		}
	}
	for _, m := range codes.Municipalities(tablesOn()) {
		if n := x.bodies(by[x.tables.cities[m.Code]]); n > c.Adds {
			c = Change{Name: Area, Adds: n, City: m.Code}
		}
	}
	if c.Adds > 0 {
		l := city(c.City)
		c.Says = both(fmt.Sprintf("%sまで広げると、候補が%d団体増えます", l.Ja, c.Adds), fmt.Sprintf("Reaching %s would add %d candidates", l.En, c.Adds))
	}
	return c
}

// smaller: the least that an offer would have to give, or that a need would have to take.
func (x *Index) smaller(missed []int, own *Facts) (c Change) {
	if len(missed) == 0 {
		return c
	}
	c = Change{Name: Quantity, Adds: x.bodies(missed)}
	if own.Need {
		for i, at := range missed {
			if n := x.facts[at].Least; i == 0 || n > c.Least {
				c.Least = n
			}
		}
		n := amount(c.Least, own.Unit)
		c.Says = both(fmt.Sprintf("%sまで受け取れると、候補が%d団体増えます", n, c.Adds), fmt.Sprintf("Taking up to %s would add %d candidates", n, c.Adds))
		return c
	}
	for i, at := range missed {
		if n := x.facts[at].Quantity; i == 0 || n < c.Least {
			c.Least = n
		}
	}
	n := amount(c.Least, own.Unit)
	c.Says = both(fmt.Sprintf("1件%sから分けられると、候補が%d団体増えます", n, c.Adds), fmt.Sprintf("Giving from %s on would add %d candidates", n, c.Adds))
	return c
}

// freer: without the listing's own conditions.
func (x *Index) freer(missed []int, ownRow *row) (c Change) {
	missed = slices.DeleteFunc(slices.Clone(missed), func(at int) bool {
		_, _, refused := demands(ownRow, &x.rows[at])
		_, _, back := demands(&x.rows[at], ownRow)
		return !refused || back
	})
	if len(missed) == 0 {
		return c
	}
	n := x.bodies(missed)
	return Change{Name: Eligibility, Adds: n, Says: both(fmt.Sprintf("相手の条件をゆるめると、候補が%d団体増えます", n), fmt.Sprintf("Easing the conditions would add %d candidates", n))}
}

// tablesOn is the day whose municipalities the index knows.
func tablesOn() term.Date { return term.On(2026, 4, 1) }
