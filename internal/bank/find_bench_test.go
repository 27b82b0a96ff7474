package bank

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kyodo/internal/codes"
	"kyodo/internal/search"
	"kyodo/internal/term"
)

// many are n listings of all kinds in all municipalities.
func many(n int) []search.Doc {
	r := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- the same for every run
	today := term.On(2026, 11, 23)
	kinds, cities, fields := codes.Supports(""), codes.Municipalities(today), codes.Fields(today)
	list := make([]namedListing, n)
	for i := range list {
		k := kinds[r.IntN(len(kinds))]
		c := Content{Kind: k, Title: fmt.Sprintf("%sの提供 %d", k.Label().Ja, i), Body: MeritsOf(k).Company.Ja + MeritsOf(k).Group.Ja, City: cities[r.IntN(len(cities))].Code,
			Fields: []string{fields[r.IntN(len(fields))].Slug}, Quantity: int64(r.IntN(50)), Until: today.AddDays(r.IntN(300)), Audience: []Audience{Everybody, Registered}[r.IntN(2)]}
		if r.IntN(3) > 0 {
			c.Cities = []string{c.City}
		}
		list[i] = namedListing{Listing{ID: fmt.Sprintf("%016d", i), Direction: []Direction{Offer, Need}[r.IntN(2)], State: Open, Content: c, PublishedAt: today.AddDays(-r.IntN(300)).Time()}, fmt.Sprintf("団体%d", i%1000)}
	}
	return docs(list, today)
}

// BenchmarkSearch is one page of a list among 10,000 listings, with all counts.
func BenchmarkSearch(b *testing.B) {
	s := &Service{Index: search.New()}
	s.Index.Load(1, many(10_000))
	for name, f := range map[string]Filter{"all": {}, "word": {Q: "寄贈"}, "filtered": {Direction: Offer, Mains: []string{"G"}, Cities: []string{"35203"}}, "closing": {Sort: "closing", Audiences: ForMembers()}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if p, err := s.Search(f); err != nil || p.Total == 0 {
					b.Fatal(p.Total, err)
				}
			}
		})
	}
}

// BenchmarkApply is one listing that changes among 10,000.
func BenchmarkApply(b *testing.B) {
	x, list := search.New(), many(10_000)
	x.Load(1, list)
	seq := int64(1)
	for b.Loop() {
		seq++
		x.Apply(seq, list[int(seq)%len(list):][:1], nil)
	}
}
