package search

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// benchDocs is the size that the performance targets speak of.
const benchDocs = 50_000

// synthetic returns documents of about 180 characters: words by Zipf's law, names
// that are mostly not unique, 20 fields (one to four each) and 1,741 cities.
var synthetic = sync.OnceValue(func() []Doc {
	r := rand.New(rand.NewPCG(7, 11))
	words := make([]string, 6000)
	for i := range words {
		w := make([]rune, 2+r.IntN(5)/3+r.IntN(8)/7)
		for k := range w {
			if r.IntN(4) == 0 {
				w[k] = rune(0x30A1 + r.IntN(80))
			} else {
				w[k] = rune(0x4E00 + int(2200*r.Float64()*r.Float64()))
			}
		}
		words[i] = string(w)
	}
	particles := []string{"の", "を", "に", "と", "による", "に関する", "及び", "、", "。", "ための"}
	zipf := rand.NewZipf(r, 1.07, 12, uint64(len(words)-1))
	city := rand.NewZipf(r, 1.1, 8, 1740)
	docs := make([]Doc, benchDocs)
	for i := range docs {
		name := words[zipf.Uint64()] + words[r.IntN(len(words))] + []string{"の会", "", "ネット", "センター"}[r.IntN(4)]
		var body strings.Builder
		for n := 0; n < 150; n += 5 {
			body.WriteString(words[zipf.Uint64()])
			body.WriteString(particles[r.IntN(len(particles))])
		}
		kana := make([]rune, 14)
		for k := range kana {
			kana[k] = rune(0x30A2 + r.IntN(80))
		}
		d := Doc{
			ID: fmt.Sprintf("01J%023d", i), Name: []string{name, "特定非営利活動法人" + name}, Alias: []string{string(kana)},
			Body: body.String(), Newest: fmt.Sprintf("20%02d-%02d-%02d", r.IntN(25), 1+r.IntN(12), 1+r.IntN(28)),
			Kana: string(kana), Tie: fmt.Sprintf("%013d", r.IntN(1e12)), Suggest: "特定非営利活動法人" + name,
			Facets: []Facet{{"city", fmt.Sprint(10000 + city.Uint64())}, {"status", fmt.Sprint(r.IntN(12) / 11)}},
		}
		for range 1 + r.IntN(4) {
			d.Facets = append(d.Facets, Facet{"field", fmt.Sprint(r.IntN(20))})
		}
		docs[i] = d
	}
	return docs
})

var loaded = sync.OnceValue(func() *Index {
	x := New()
	x.Load(1, synthetic())
	return x
})

// parts returns substrings of so many characters from the bodies, so that frequent
// ones are drawn often.
func parts(runes int) []string {
	r := rand.New(rand.NewPCG(3, 5))
	docs := synthetic()
	out := make([]string, 500)
	for i := range out {
		body := []rune(docs[r.IntN(len(docs))].Body)
		at := r.IntN(len(body) - runes)
		out[i] = string(body[at : at+runes])
	}
	return out
}

// run measures queries one by one and reports their median and 99th percentile.
func run(b *testing.B, queries []Query) {
	x := loaded()
	took := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := x.Find(queries[i%len(queries)]); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs")
}

func BenchmarkFind(b *testing.B) {
	counts := []string{"field", "city"}
	page := func(words []string, add func(*Query)) (out []Query) {
		for _, w := range words {
			q := Query{Words: strings.Fields(w), Counts: counts, Limit: 20}
			add(&q)
			out = append(out, q)
		}
		return out
	}
	plain := func(*Query) {}
	pairs := parts(2)
	two := make([]string, len(pairs))
	for i := range two {
		two[i] = pairs[i] + " " + pairs[(i+1)%len(pairs)]
	}
	b.Run("1 char", func(b *testing.B) { run(b, page(parts(1), plain)) })
	b.Run("2 chars", func(b *testing.B) { run(b, page(pairs, plain)) })
	b.Run("2 chars no counts", func(b *testing.B) { run(b, page(pairs, func(q *Query) { q.Counts = nil })) })
	b.Run("2 chars newest", func(b *testing.B) { run(b, page(pairs, func(q *Query) { q.Sort = ByNewest })) })
	b.Run("2 chars prefer", func(b *testing.B) { run(b, page(pairs, func(q *Query) { q.Prefer = &Facet{"city", "10003"} })) })
	b.Run("2 chars in a city", func(b *testing.B) {
		run(b, page(pairs, func(q *Query) { q.Filter = map[string][]string{"city": {"10001"}, "field": {"3", "4"}} }))
	})
	b.Run("2 words", func(b *testing.B) { run(b, page(two, plain)) })
	b.Run("3 chars", func(b *testing.B) { run(b, page(parts(3), plain)) })
	b.Run("6 chars", func(b *testing.B) { run(b, page(parts(6), plain)) })
	b.Run("no words", func(b *testing.B) { run(b, page([]string{""}, plain)) })
}

func BenchmarkSuggest(b *testing.B) {
	x, pairs := loaded(), parts(2)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Suggest(pairs[i%len(pairs)], 10)
	}
}

func BenchmarkGet(b *testing.B) {
	x, docs := loaded(), synthetic()
	for i := 0; b.Loop(); i++ {
		x.Get(docs[i*7919%len(docs)].ID)
	}
}

// BenchmarkLoad reports what the index keeps, with its texts, beside the time.
func BenchmarkLoad(b *testing.B) {
	docs := synthetic()
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	// The texts of docs stay in memory by themselves, so what Load keeps is its own.
	before := heap()
	var x *Index
	for b.Loop() {
		x = New()
		x.Load(1, docs)
	}
	b.ReportMetric(float64(heap()-before)/1e6, "heap-MB")
	v := x.state.Load().views[0]
	b.ReportMetric(float64(len(v.post.keys)), "grams")
	b.ReportMetric(float64(len(v.post.lists))/1e6, "lists-MB")
	b.ReportMetric(float64(len(v.post.maps)), "bitmaps")
}

func BenchmarkApply(b *testing.B) {
	for _, size := range []int{1, 1000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			docs := synthetic()
			x := New()
			x.Load(1, docs)
			for i := 0; b.Loop(); i++ {
				at := i * size % (len(docs) - size)
				x.Apply(int64(i), docs[at:at+size], nil)
			}
		})
	}
}

// BenchmarkReadWhileApplying reports the slowest percent of reads beside a writer
// that replaces 1,000 documents at a time.
func BenchmarkReadWhileApplying(b *testing.B) {
	docs, pairs := synthetic(), parts(2)
	x := New()
	x.Load(1, docs)
	var stop atomic.Bool
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 0; !stop.Load(); i++ {
			at := i * 1000 % (len(docs) - 1000)
			x.Apply(int64(i), docs[at:at+1000], nil)
		}
	})
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		x.Find(Query{Words: pairs[i%len(pairs) : i%len(pairs)+1], Counts: []string{"field", "city"}, Limit: 20})
		took = append(took, time.Since(start))
	}
	stop.Store(true)
	writer.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(took[len(took)-1].Microseconds()), "max-µs")
}
