package matching

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// What has nothing to do with whether two listings suit each other changes no rank: how often an offer
// was asked about, the most that one partner may have, what the seeker did before and how often it was
// asked about itself, the capacity of who gives, and in which order places and fields are named.
func TestAnIrrelevantFieldChangesNoRank(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	plain, changed := NewIndex(), NewIndex()
	for i := range 1000 {
		f := invent(rnd, fmt.Sprintf("o%06d", i), false)
		plain.Put(f)
		f.Contacts, f.Most, f.Capacity = rnd.IntN(100), int64(rnd.IntN(100)), int64(rnd.IntN(100))
		f.Cities, f.Fields = slices.Clone(f.Cities), slices.Clone(f.Fields)
		slices.Reverse(f.Cities)
		slices.Reverse(f.Fields)
		f.Text = " " + f.Text + "\n"
		changed.Put(f)
	}
	type placed struct {
		ID       string
		Score    int
		Adjusted int
	}
	for i := range 200 {
		need := invent(rnd, fmt.Sprintf("n%06d", i), true)
		other := need
		other.ID, other.Done, other.Contacts, other.Most = "x"+need.ID, rnd.IntN(9), rnd.IntN(9), int64(rnd.IntN(50))
		list := func(x *Index, f Facts) (l []placed) {
			for _, c := range x.Rank(f, Options{Equity: rnd.IntN(101), Limit: 50}).Candidates {
				l = append(l, placed{c.ID, c.Score, c.Adjusted})
			}
			return l
		}
		if d := gocmp.Diff(list(plain, need), list(changed, other)); d != "" {
			t.Fatalf("%s (-want +got):\n%s", need.ID, d)
		}
	}
}
