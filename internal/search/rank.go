package search

import (
	"cmp"
	"sort"
)

// The places of a hit, the best first. Together with the preference they are the
// tiers of ByRelevance; inside a tier Kana, Tie and ID decide.
const (
	wholeName = iota // a spelling of the name is the words and nothing else
	nameStart        // all words stand in the name, one spelling starts with the first
	nameInside
	nameOrAlias
	anywhere
	places
)

// where names a place for Hit.Where.
var where = [places]string{"name", "name", "name", "alias", "body"}

// compare orders two documents as slots are: by Kana, Tie, ID.
func compare(x, y *row) int {
	return cmp.Or(
		cmp.Compare(x.field(fieldKana), y.field(fieldKana)),
		cmp.Compare(x.field(fieldTie), y.field(fieldTie)),
		cmp.Compare(x.id(), y.id()))
}

// candidate is a document that may stand on the page.
type candidate struct {
	view  int
	slot  uint32
	tier  uint8 // of ByRelevance; 0 in the other orders
	place uint8
}

// before orders candidates of several segments.
func (st *state) before(by Sort, x, y candidate) int {
	a, b := &st.views[x.view].rows[x.slot], &st.views[y.view].rows[y.slot]
	c := cmp.Compare(x.tier, y.tier)
	if c == 0 && by == ByNewest {
		c = cmp.Compare(b.field(fieldNewest), a.field(fieldNewest))
	}
	if c == 0 {
		c = compare(a, b)
	}
	return c
}

// after returns the first slot behind the cursor in the order of Kana.
func (s *segment) after(c *cursor) int {
	return sort.Search(len(s.rows), func(i int) bool { return c.compare(&s.rows[i]) < 0 })
}

// afterNewest returns the first place of byNewest behind the cursor.
func (s *segment) afterNewest(c *cursor) int {
	return sort.Search(len(s.byNewest), func(i int) bool {
		r := &s.rows[s.byNewest[i]]
		return cmp.Or(cmp.Compare(r.field(fieldNewest), c.newest), c.compare(r)) < 0
	})
}
