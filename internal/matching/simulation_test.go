package matching

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// The fixed model. needs are open at a time, visitors come one after the other with an offer; what they
// offer is like a need of a popularity after Zipf's law; each looks at the first shown candidates, picks
// rank r with a probability that falls as 1/r, and asks with the probability of the pair's score out of
// 100: who is shown what suits badly asks less often.
const (
	simulatedNeeds    = 200
	simulatedVisitors = 500
	popularity        = 1.1
	simulatedSeeds    = 20
)

// shares are how many NPO corporations of the prefecture each municipality has, as the official file
// of the data beside the checkout says: the places of the model's needs and visitors.
func shares(t *testing.T) (cities []string, weights []float64) {
	t.Helper()
	root := os.Getenv("KYODO_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(root, "data", "houjin", "yamaguchi_npo_corporations.csv"))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the shared data must be present in CI: %v", err)
		}
		t.Skipf("SHARED DATA NOT BESIDE THE CHECKOUT: %v", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	prefecture, city, closed := slices.Index(header, "prefectureCode"), slices.Index(header, "cityCode"), slices.Index(header, "closeDate")
	count := map[string]int{}
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if record[closed] == "" {
			count[record[prefecture]+record[city]]++
		}
	}
	for _, m := range codes.Municipalities(tablesOn()) {
		if count[m.Code] > 0 {
			cities, weights = append(cities, m.Code), append(weights, float64(count[m.Code]))
		}
	}
	if len(cities) < 10 {
		t.Fatalf("%d municipalities with a corporation: %v", len(cities), count)
	}
	return cities, weights
}

// draw picks an index with a probability proportional to its weight.
func draw(rnd *rand.Rand, weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	at := rnd.Float64() * sum
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// topic is a need of the model, or an offer like it.
func topic(rnd *rand.Rand, id string, kind codes.Support, city string, fields []string, text string) Facts {
	from := term.On(2026, 12, 1).AddDays(rnd.IntN(60))
	return Facts{ID: id, Organization: "of " + id, Kind: kind, City: city, Whole: true, Fields: fields, From: from, Until: from.AddDays(30 + rnd.IntN(90)),
		Quantity: int64(5 + rnd.IntN(30)), Unit: kind.Unit(), Text: text}
}

// outcome is what one run of the model comes to.
type outcome struct {
	Reached   int // needs with at least one contact
	Contacts  int
	Relevance float64 // mean score of the contacted pairs
	picks     []string
}

// order ranks the needs for a visitor.
type order func(x *Index, visitor Facts) []place

func (x *Index) ranked(visitor Facts, equity int) (list []place) {
	for _, c := range x.Rank(visitor, Options{Equity: equity}).Candidates {
		list = append(list, place{at: x.at[c.ID], score: c.Score})
	}
	return list
}

// pure is an order of its own: every need scored, sorted by score and id, without any of Rank's means.
func pure(x *Index, visitor Facts) (list []place) {
	own := x.tables.row(&visitor)
	for i := range x.rows {
		m := x.tables.judge(&own, &x.rows[i], &x.rows[i])
		if s, ok := m.points(); ok {
			list = append(list, place{at: i, score: s})
		}
	}
	slices.SortFunc(list, func(a, b place) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(x.facts[a.at].ID, x.facts[b.at].ID))
	})
	return list[:min(len(list), DefaultLimit)]
}

func simulate(seed uint64, cities []string, weights []float64, rank order) (o outcome) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	kinds := []codes.Support{"G1", "G2", "G4", "P1", "P2", "S1", "S2", "K1", "K3", "I2", "M1", "D1"}
	facets := codes.Fields(tablesOn())
	x := NewIndex()
	zipf := make([]float64, simulatedNeeds)
	needs := make([]Facts, simulatedNeeds)
	for i := range needs {
		zipf[i] = 1 / math.Pow(float64(i+1), popularity)
		f := topic(rnd, fmt.Sprintf("n%04d", i), kinds[rnd.IntN(len(kinds))], cities[draw(rnd, weights)], []string{facets[rnd.IntN(len(facets))].Slug},
			nouns[rnd.IntN(len(nouns))]+"の"+nouns[rnd.IntN(len(nouns))])
		f.Need = true
		needs[i] = f
		x.Put(f)
	}
	// The popular needs are no longer the oldest ones.
	rnd.Shuffle(len(zipf), func(i, j int) { zipf[i], zipf[j] = zipf[j], zipf[i] })
	sum := 0
	for v := range simulatedVisitors {
		like := needs[draw(rnd, zipf)]
		visitor := topic(rnd, fmt.Sprintf("v%04d", v), like.Kind, cities[draw(rnd, weights)], like.Fields, like.Text)
		pick, ask := rnd.Float64(), rnd.Float64()
		list := rank(x, visitor)
		if len(list) == 0 {
			continue
		}
		harmonic := 0.0
		for r := range list {
			harmonic += 1 / float64(r+1)
		}
		at := 0
		for pick -= 1 / harmonic; pick > 0 && at < len(list)-1; pick -= 1 / (harmonic * float64(at+1)) {
			at++
		}
		chosen := list[at]
		if ask*fullPoints >= float64(chosen.score) {
			continue
		}
		f := x.facts[chosen.at]
		o.picks = append(o.picks, f.ID)
		o.Contacts++
		sum += chosen.score
		if f.Contacts == 0 {
			o.Reached++
		}
		f.Contacts++
		x.Put(f)
	}
	o.Relevance = float64(sum) / float64(o.Contacts)
	return o
}

// spread is the mean and the range of a figure over the seeds.
func spread(list []outcome, of func(outcome) float64) (mean, least, most float64) {
	least = math.Inf(1)
	for _, o := range list {
		v := of(o)
		mean, least, most = mean+v/float64(len(list)), min(least, v), max(most, v)
	}
	return mean, least, most
}

// Needs that nobody asked about come to more contacts by equity, at almost no price in contacts and
// relevance; without weight the order is that of relevance alone. With -update the figures are written
// into docs/matching.md.
func TestSimulation(t *testing.T) {
	cities, weights := shares(t)
	figures := []struct {
		name string
		of   func(outcome) float64
	}{{"needs with a contact", func(o outcome) float64 { return float64(o.Reached) }}, {"contacts", func(o outcome) float64 { return float64(o.Contacts) }},
		{"mean relevance of a contact", func(o outcome) float64 { return o.Relevance }}}
	runs := map[int][]outcome{}
	for seed := range uint64(simulatedSeeds) {
		for _, w := range []int{0, 50, 100} {
			runs[w] = append(runs[w], simulate(seed+1, cities, weights, func(x *Index, v Facts) []place { return x.ranked(v, w) }))
		}
		want := simulate(seed+1, cities, weights, pure)
		if d := gocmp.Diff(want.picks, runs[0][seed].picks); d != "" {
			t.Fatalf("seed %d: weight 0 is not pure relevance (-want +got):\n%s", seed+1, d)
		}
	}
	text := "| weight | needs with ≥ 1 contact | change | contacts | change | mean relevance | change |\n|---|---|---|---|---|---|---|\n"
	var change [3]float64
	for _, w := range []int{0, 50, 100} {
		text += fmt.Sprintf("| %d |", w)
		for i, f := range figures {
			base, _, _ := spread(runs[0], f.of)
			mean, least, most := spread(runs[w], f.of)
			by := 100 * (mean/base - 1)
			text += fmt.Sprintf(" %.1f (%.1f – %.1f) | %+.1f %% |", mean, least, most, by)
			if w == DefaultEquity {
				change[i] = by
			}
		}
		text += "\n"
	}
	t.Logf("%d needs, %d visitors, seeds 1 to %d: mean (least – most)\n%s", simulatedNeeds, simulatedVisitors, simulatedSeeds, text)
	if change[0] < 8 || change[1] < -1 || change[2] < -2 {
		t.Errorf("at the public weight: needs reached %+.1f %%, contacts %+.1f %%, relevance %+.1f %%", change[0], change[1], change[2])
	}
	const doc = "../../docs/matching.md"
	old, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(old), "<!-- simulation -->\n")
	was, after, ok2 := strings.Cut(rest, "<!-- /simulation -->")
	switch {
	case !ok1 || !ok2:
		t.Fatalf("%s has no place for the figures", doc)
	case *update:
		if err := os.WriteFile(doc, []byte(before+"<!-- simulation -->\n"+text+"<!-- /simulation -->"+after), 0o644); err != nil {
			t.Fatal(err)
		}
	case was != text:
		t.Errorf("docs/matching.md has other figures; run with -update:\n%s", gocmp.Diff(was, text))
	}
}
