package matching

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// nouns of invented texts.
var nouns = []string{"子ども食堂", "高齢者", "見守り", "清掃", "海岸", "竹林", "防災", "訓練", "パソコン", "机", "いす", "会議室", "映画会", "農園", "学習支援", "外国人", "日本語", "祭り", "屋台", "森づくり", "ちらし", "会計", "講座", "軽トラック", "毛布", "弁当"}

// invent draws a listing; what is left out is as likely as in real forms.
func invent(rnd *rand.Rand, id string, need bool) Facts {
	cities := codes.Municipalities(tablesOn())
	facets := codes.Fields(tablesOn())
	kinds := codes.Supports("")
	f := Facts{ID: id, Need: need, Organization: fmt.Sprintf("%s-org%d", id[:1], rnd.IntN(3000)), Kind: kinds[rnd.IntN(len(kinds))], Legal: []codes.Kind{codes.NPO, codes.Group}[rnd.IntN(2)],
		Published: Truth(rnd.IntN(3)), Certified: Truth(rnd.IntN(3)), Level: rnd.IntN(4), Contacts: rnd.IntN(6), Done: max(0, rnd.IntN(8)-5)}
	if rnd.IntN(10) > 0 {
		f.City = cities[rnd.IntN(len(cities))].Code
		for range rnd.IntN(4) {
			f.Cities = append(f.Cities, cities[rnd.IntN(len(cities))].Code)
		}
		f.Whole = rnd.IntN(5) == 0
	}
	for range rnd.IntN(3) {
		f.Fields = append(f.Fields, facets[rnd.IntN(len(facets))].Slug)
	}
	if rnd.IntN(6) > 0 {
		f.From = term.On(2026, 4, 1).AddDays(rnd.IntN(365))
		if f.Standing = rnd.IntN(5) == 0; !f.Standing {
			f.Until = f.From.AddDays(rnd.IntN(120))
		}
	}
	if rnd.IntN(4) > 0 {
		f.Quantity, f.Unit = int64(1+rnd.IntN(60)), f.Kind.Unit()
		if rnd.IntN(4) == 0 {
			f.Least = int64(1 + rnd.IntN(20))
		}
	}
	if rnd.IntN(5) == 0 {
		f.Requires = Requirements{Published: rnd.IntN(2) == 0, Certified: rnd.IntN(4) == 0, Level: rnd.IntN(3)}
		if rnd.IntN(3) == 0 {
			f.Requires.Legal = []codes.Kind{codes.NPO}
		}
	}
	if rnd.IntN(5) == 0 {
		f.Capacity = int64(1 + rnd.IntN(60))
	}
	if rnd.IntN(8) == 0 {
		f.Online = Is
	}
	for range rnd.IntN(8) {
		f.Text += nouns[rnd.IntN(len(nouns))] + "の"
	}
	return f
}

func filled(n int) (*Index, []Facts) {
	rnd := rand.New(rand.NewPCG(4, 20))
	x, list := NewIndex(), make([]Facts, 0, n)
	for i := range n {
		f := invent(rnd, fmt.Sprintf("o%06d", i), false)
		x.Put(f)
		list = append(list, f)
	}
	return x, list
}

// brute ranks by the slow way: every pair judged in full, then sorted.
func brute(x *Index, own Facts, opt Options) (ids []string, scores []int) {
	type scored struct {
		id              string
		score, adjusted int
	}
	var all []scored
	ownRow := x.tables.row(&own)
	for i := range x.facts {
		other := &x.rows[i]
		if other.need == own.Need || x.facts[i].Organization == own.Organization {
			continue
		}
		offer, need := other, &ownRow
		if other.need {
			offer, need = need, offer
		}
		m := x.tables.judge(offer, need, other)
		if sum, ok := m.points(); ok {
			all = append(all, scored{x.facts[i].ID, sum, adjusted(sum, other, opt.Equity)})
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.adjusted, a.adjusted), cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
	for _, s := range all[:min(len(all), DefaultLimit)] {
		ids, scores = append(ids, s.id), append(scores, s.score)
	}
	return ids, scores
}

func TestRankIsTheBruteRanking(t *testing.T) {
	x, offers := filled(2000)
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		need := invent(rnd, fmt.Sprintf("n%06d", i), true)
		opt := Options{Equity: 50, Changes: true}
		ids, scores := brute(x, need, opt)
		r := x.Rank(need, opt)
		var gotIDs []string
		var gotScores []int
		for _, c := range r.Candidates {
			gotIDs, gotScores = append(gotIDs, c.ID), append(gotScores, c.Score)
			sum := 0
			for _, k := range c.Criteria {
				sum += k.Points
				if k.Says.Ja == "" || k.Says.En == "" || k.Verdict != Meets && k.Points != 0 {
					t.Fatalf("%s for %s: %+v", c.ID, need.ID, k)
				}
			}
			if sum != c.Score || sum > 100 {
				t.Fatalf("%s for %s: the criteria give %d, the score is %d", c.ID, need.ID, sum, c.Score)
			}
		}
		if d := gocmp.Diff(ids, gotIDs); d != "" {
			t.Fatalf("%s (-want +got):\n%s", need.ID, d)
		}
		if d := gocmp.Diff(scores, gotScores); d != "" {
			t.Fatalf("%s (-want +got):\n%s", need.ID, d)
		}
	}
	// The other way round, with equity: needs for an offer.
	y := NewIndex()
	for i := range 2000 {
		y.Put(invent(rnd, fmt.Sprintf("n%06d", i), true))
	}
	for _, weight := range []int{0, 50, 100} {
		for _, o := range offers[:100] {
			ids, _ := brute(y, o, Options{Equity: weight})
			var got []string
			for _, c := range y.Rank(o, Options{Equity: weight}).Candidates {
				got = append(got, c.ID)
			}
			if d := gocmp.Diff(ids, got); d != "" {
				t.Fatalf("%s at weight %d (-want +got):\n%s", o.ID, weight, d)
			}
		}
	}
}

// What would change the result is true: with the change made, the candidates are there.
func TestChangesAreTrue(t *testing.T) {
	x, _ := filled(3000)
	rnd := rand.New(rand.NewPCG(5, 6))
	seen := map[Name]int{}
	for i := range 300 {
		need := invent(rnd, fmt.Sprintf("n%06d", i), true)
		before := x.bodiesFit(need)
		for _, c := range x.Rank(need, Options{Changes: true}).Changes {
			changed := need
			switch {
			case c.Name == Period && !c.Until.IsZero():
				changed.Until = c.Until
			case c.Name == Period:
				changed.From = c.From
			case c.Name == Area:
				changed.Cities = append(slices.Clone(need.Cities), c.City)
				if len(need.Cities) == 0 && need.City != "" {
					changed.Cities = append(changed.Cities, need.City)
				}
			case c.Name == Quantity:
				changed.Quantity = c.Least
			case c.Name == Eligibility:
				changed.Requires = Requirements{}
			}
			seen[c.Name]++
			after := x.bodiesFit(changed)
			gained := 0
			for b := range after {
				if !before[b] {
					gained++
				}
			}
			// An organization that has another listing that fits already is no gain.
			if gained > c.Adds || gained == 0 && c.Adds > 3 {
				t.Errorf("%s: %q, and %d organizations more fit", need.ID, c.Says.Ja, gained)
			}
		}
	}
	for _, n := range []Name{Period, Area, Quantity} {
		if seen[n] == 0 {
			t.Errorf("nothing was said about %s", n)
		}
	}
}

// bodiesFit are the organizations that fit.
func (x *Index) bodiesFit(own Facts) map[string]bool {
	fit := map[string]bool{}
	ownRow := x.tables.row(&own)
	for i := range x.rows {
		if x.facts[i].Organization == own.Organization {
			continue
		}
		if _, ok := x.tables.score(&x.rows[i], &ownRow, &x.rows[i]); ok {
			fit[x.facts[i].Organization] = true
		}
	}
	return fit
}

func BenchmarkOneNeed(b *testing.B) {
	const n = 10_000
	x, _ := filled(n)
	rnd := rand.New(rand.NewPCG(9, 9))
	needs := make([]Facts, 64)
	for i := range needs {
		needs[i] = invent(rnd, fmt.Sprintf("n%06d", i), true)
	}
	b.Run("score", func(b *testing.B) {
		rows := make([]row, len(needs))
		for i := range needs {
			rows[i] = x.tables.row(&needs[i])
		}
		for i := 0; b.Loop(); i++ {
			x.scan(&rows[i%len(rows)], &Options{Equity: DefaultEquity}, DefaultLimit)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/pair")
	})
	for name, opt := range map[string]Options{"reasons": {Equity: 50}, "changes": {Equity: 50, Changes: true}} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				x.Rank(needs[i%len(needs)], opt)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/pair")
		})
	}
	b.Run("one listing changes", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			f := needs[i%len(needs)]
			f.ID, f.Need = "o000017", false
			x.Put(f)
		}
	})
}
