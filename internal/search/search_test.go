package search

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"kyodo/internal/fault"
)

// letters are few, so that texts share many grams; two are beyond the basic plane,
// and NUL stands next to the end of a gram.
var letters = []rune("福祉光会あアa1 \x00𠮷𩸽萩")

// source draws numbers; rapid draws and shrinks them, the seeded one is fast.
type source func(n int) int

func (s source) text(most int) string {
	n := s(most + 1)
	out := make([]rune, n)
	for i := range out {
		out[i] = letters[s(len(letters))]
	}
	return string(out)
}

func (s source) texts(most, length int) (out []string) {
	for range s(most + 1) {
		out = append(out, s.text(length))
	}
	return out
}

func (s source) doc(ids int) Doc {
	d := Doc{
		ID: fmt.Sprint("d", s(ids)), Name: s.texts(3, 6), Alias: s.texts(2, 5), Body: s.text(30),
		Kana: s.text(1), Tie: fmt.Sprint(s(3)), Suggest: s.text(2), Card: s(1000),
	}
	if s(4) > 0 {
		d.Newest = fmt.Sprint(2000 + s(5))
	}
	if s(8) == 0 {
		d.Body += "\n" + s.text(3)
	}
	for range s(4) {
		d.Facets = append(d.Facets, Facet{"field", fmt.Sprint(s(4))})
	}
	if s(3) > 0 {
		d.Facets = append(d.Facets, Facet{"city", fmt.Sprint(s(6))})
	}
	return d
}

func (s source) query() Query {
	q := Query{
		Words: s.texts(3, 4), Filter: map[string][]string{}, Counts: []string{"field", "city", "none"}[:s(4)],
		Sort: []Sort{ByRelevance, ByNewest, ByKana}[s(3)], Limit: 1 + s(7),
	}
	for _, key := range []string{"field", "city"} {
		for range s(3) {
			q.Filter[key] = append(q.Filter[key], fmt.Sprint(s(5)))
		}
	}
	if s(3) == 0 {
		q.Prefer = &Facet{"city", fmt.Sprint(s(6))}
	}
	return q
}

// allPages reads a result page by page to its end.
func allPages(t interface{ Fatalf(string, ...any) }, x *Index, q Query) Result {
	first, err := x.Find(q)
	if err != nil {
		t.Fatalf("Find(%+v): %v", q, err)
	}
	hits, next := first.Hits, first.Next
	for next != "" {
		q.After = next
		page, err := x.Find(q)
		if err != nil {
			t.Fatalf("Find(%+v): %v", q, err)
		}
		if page.Total != first.Total || len(page.Hits) == 0 || len(page.Hits) > q.Limit {
			t.Fatalf("page behind %q: %d hits of %d, the first page said %d", next, len(page.Hits), page.Total, first.Total)
		}
		if diff := cmp.Diff(first.Counts, page.Counts); diff != "" {
			t.Fatalf("counts of a later page (-first +later):\n%s", diff)
		}
		hits, next = append(hits, page.Hits...), page.Next
	}
	first.Hits, first.Next, first.Seq = hits, "", 0
	return first
}

// check compares the index with reading every text.
func check(t interface{ Fatalf(string, ...any) }, x *Index, m naive, q Query) {
	if diff := cmp.Diff(m.find(q), allPages(t, x, q), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("Find(%+v) over %d documents (-want +got):\n%s", q, len(m), diff)
	}
}

func TestAnswersEqualReadingEveryText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := source(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") })
		x, m, seq := New(), naive{}, int64(0)
		for range 1 + s(4) {
			var put []Doc
			var remove []string
			for range s(6) {
				put = append(put, s.doc(12))
			}
			for range s(3) {
				remove = append(remove, fmt.Sprint("d", s(12)))
			}
			seq++
			m.apply(put, remove)
			if s(5) == 0 {
				x.Load(seq, slices.Collect(maps.Values(m)))
			} else {
				x.Apply(seq, put, remove)
			}
			for range 3 {
				check(t, x, m, s.query())
			}
		}
	})
}

// TestManyDocuments sees several segments, merges, dense bitmaps and all ways of
// counting, which need more documents than rapid draws.
func TestManyDocuments(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := source(r.IntN)
	const ids = 6000
	x, m := New(), naive{}
	segments := 0
	for step := range 12 {
		var put []Doc
		var remove []string
		for range []int{3000, 1, 700, 40}[step%4] {
			put = append(put, s.doc(ids))
		}
		for range s(300) {
			remove = append(remove, fmt.Sprint("d", s(ids)))
		}
		m.apply(put, remove)
		x.Apply(int64(step+1), put, remove)
		segments = max(segments, len(x.state.Load().views))
		loaded := New()
		loaded.Load(int64(step+1), slices.Collect(maps.Values(m)))
		if x.Len() != len(m) || loaded.Len() != len(m) {
			t.Fatalf("step %d: %d and %d documents, want %d", step, x.Len(), loaded.Len(), len(m))
		}
		for range 85 { // 12 steps: 1,020 queries
			q := s.query()
			q.Limit = LimitMax
			want := m.find(q)
			want.Hits = want.Hits[:min(len(want.Hits), LimitMax)]
			for name, x := range map[string]*Index{"applied": x, "loaded": loaded} {
				got, err := x.Find(q)
				if err != nil {
					t.Fatal(err)
				}
				got.Next, got.Seq = "", 0
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("step %d, %s: Find(%+v) (-want +got):\n%s", step, name, q, diff)
				}
			}
		}
		if step%4 == 3 {
			q := s.query()
			q.Words, q.Filter, q.Limit = nil, nil, LimitMax
			check(t, x, m, q)
		}
	}
	if segments < 3 {
		t.Errorf("at most %d segments: the test sees no merging of answers", segments)
	}
}

func TestPagesStayWhileDocumentsCome(t *testing.T) {
	for _, by := range []Sort{ByRelevance, ByNewest, ByKana} {
		x := New()
		var docs []Doc
		for i := range 40 {
			docs = append(docs, Doc{ID: fmt.Sprint("old", i), Name: []string{"光の会"}, Kana: fmt.Sprintf("%02d", i%10), Newest: fmt.Sprint(i % 3)})
		}
		x.Load(1, docs)
		var before []string
		for _, h := range allPages(t, x, Query{Words: []string{"光"}, Sort: by, Limit: 7}).Hits {
			before = append(before, h.ID)
		}
		var after []string
		q := Query{Words: []string{"光"}, Sort: by, Limit: 7}
		for n := int64(2); ; n++ {
			page, err := x.Find(q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range page.Hits {
				if strings.HasPrefix(h.ID, "old") {
					after = append(after, h.ID)
				}
			}
			if q.After = page.Next; q.After == "" {
				break
			}
			x.Apply(n, []Doc{{ID: fmt.Sprint("new", n), Name: []string{"光"}, Kana: fmt.Sprintf("%02d", n), Newest: "1"}}, nil)
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%s: old documents while new ones come (-want +got):\n%s", by, diff)
		}
	}
}

func TestMalformedCursors(t *testing.T) {
	x := New()
	x.Load(1, []Doc{{ID: "a", Name: []string{"光"}}, {ID: "b", Name: []string{"光"}}})
	page, err := x.Find(Query{Words: []string{"光"}, Limit: 1})
	if err != nil || page.Next == "" {
		t.Fatalf("first page: %+v, %v", page, err)
	}
	bad := []string{"!", "=", "AAAA", page.Next + "A", page.Next[:len(page.Next)-2], strings.Repeat("A", cursorMax+1), "cv////////////8B"}
	for _, after := range bad {
		if _, err := x.Find(Query{Words: []string{"光"}, Limit: 1, After: after}); !errors.Is(err, fault.Invalid) {
			t.Errorf("cursor %q: error %v, want one of kind Invalid", after, err)
		}
	}
	if _, err := x.Find(Query{Sort: ByNewest, Limit: 1, After: page.Next}); !errors.Is(err, fault.Invalid) {
		t.Errorf("cursor of another order: error %v, want one of kind Invalid", err)
	}
}

func FuzzCursor(f *testing.F) {
	x := New()
	x.Load(1, []Doc{{ID: "a", Name: []string{"光"}, Newest: "2"}, {ID: "b", Name: []string{"光"}}})
	for _, by := range []Sort{ByRelevance, ByNewest, ByKana} {
		page, _ := x.Find(Query{Sort: by, Limit: 1})
		f.Add(page.Next, string(by), "光")
	}
	f.Fuzz(func(t *testing.T, after, by, word string) {
		got, err := x.Find(Query{Words: []string{word}, Sort: Sort(by), After: after, Limit: 5})
		if err != nil && !errors.Is(err, fault.Invalid) || len(got.Hits) > 2 {
			t.Errorf("Find after %q: %+v, %v", after, got, err)
		}
	})
}

func TestSuggest(t *testing.T) {
	docs := []Doc{
		{ID: "1", Name: []string{"光の会", "ひかりの会"}, Suggest: "光の会", Kana: "ヒカリノカイ"},
		{ID: "2", Name: []string{"光"}, Suggest: "ＮＰＯ法人光", Kana: "ヒカリ"},
		{ID: "3", Name: []string{"虹と光"}, Suggest: "虹と光", Kana: "ニジトヒカリ"},
		{ID: "4", Name: []string{"海"}, Alias: []string{"光海岸の会"}, Suggest: "海", Kana: "ウミ"},
		{ID: "5", Name: []string{"光の会"}, Suggest: "光の会", Kana: "ヒカリノカイ"},
		{ID: "6", Name: []string{"光の森"}, Kana: "ヒカリノモリ"},
		{ID: "7", Name: []string{"森"}, Body: "光", Suggest: "森"},
	}
	loaded, applied := New(), New()
	loaded.Load(1, docs)
	for i := range docs {
		applied.Apply(int64(i), docs[i:i+1], nil)
	}
	tests := []struct {
		word string
		n    int
		want []Suggestion
	}{
		{"光", 9, []Suggestion{{"ＮＰＯ法人光", "2"}, {"光の会", "1"}, {"虹と光", "3"}, {"海", "4"}}},
		{"光", 2, []Suggestion{{"ＮＰＯ法人光", "2"}, {"光の会", "1"}}},
		{"の会", 9, []Suggestion{{"光の会", "1"}, {"海", "4"}}},
		{"光海岸", 9, []Suggestion{{"海", "4"}}},
		{"山", 9, nil},
		{"", 9, nil},
		{"光", 0, nil},
	}
	for _, tt := range tests {
		for name, x := range map[string]*Index{"loaded": loaded, "applied": applied} {
			got := x.Suggest(tt.word, tt.n)
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: Suggest(%q, %d) (-want +got):\n%s", name, tt.word, tt.n, diff)
			}
		}
	}
}

func TestGetAndSeq(t *testing.T) {
	x := New()
	x.Apply(3, []Doc{{ID: "a", Card: 1}, {ID: "b", Card: 2}, {ID: "a", Card: 3}}, nil)
	x.Apply(2, nil, []string{"b", "c"})
	if got, ok := x.Get("a"); got != 3 || !ok {
		t.Errorf("Get(a) = %v, %v, want the later of two in one batch", got, ok)
	}
	if got, ok := x.Get("b"); ok {
		t.Errorf("Get(b) = %v after it was removed", got)
	}
	if x.Seq() != 3 || x.Len() != 1 {
		t.Errorf("Seq, Len = %d, %d, want 3, 1: an older change does not turn the number back", x.Seq(), x.Len())
	}
}

func TestWait(t *testing.T) {
	x := New()
	x.Apply(1, nil, nil)
	if err := x.Wait(t.Context(), 1); err != nil {
		t.Errorf("Wait for what is there: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := x.Wait(ctx, 2); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Wait for what never comes: %v, want the deadline", err)
	}
	done := make(chan error)
	go func() { done <- x.Wait(t.Context(), 5) }()
	for seq := int64(2); seq <= 5; seq++ {
		x.Apply(seq, []Doc{{ID: fmt.Sprint(seq)}}, nil)
	}
	if err := <-done; err != nil {
		t.Errorf("Wait for what comes: %v", err)
	}
}

// TestReadersBesideAWriter is for the race detector; it also sees that every answer
// is of one snapshot: the writer keeps exactly 100 documents alive.
func TestReadersBesideAWriter(t *testing.T) {
	x := New()
	batch := func(n int) (docs []Doc) {
		for i := range 100 {
			docs = append(docs, Doc{ID: fmt.Sprint("d", i), Name: []string{"福祉" + fmt.Sprint(n)}, Kana: fmt.Sprint(i * n % 7), Facets: []Facet{{"n", fmt.Sprint(n)}}})
		}
		return docs
	}
	x.Load(0, batch(0))
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				got, err := x.Find(Query{Words: []string{"福祉"}, Counts: []string{"n"}, Limit: LimitMax})
				want := []Count{{fmt.Sprint(got.Seq), 100}}
				if err != nil || got.Total != 100 || len(got.Hits) != 100 || !cmp.Equal(want, got.Counts["n"]) {
					t.Errorf("answer %d: total %d, %d hits, counts %v, error %v", got.Seq, got.Total, len(got.Hits), got.Counts["n"], err)
					return
				}
				if len(x.Suggest("福祉", 3)) != 0 {
					t.Error("a suggestion without a text")
					return
				}
			}
		})
	}
	for n := 1; n <= 100; n++ {
		x.Apply(int64(n), batch(n), nil)
	}
	close(stop)
	readers.Wait()
}

// TestSeventyThousand has more documents than one container of a bitmap holds.
func TestSeventyThousand(t *testing.T) {
	const n = 70_000
	docs := make([]Doc, n)
	for i := range docs {
		docs[i] = Doc{ID: fmt.Sprint(i), Kana: fmt.Sprintf("%05d", i), Newest: fmt.Sprintf("%05d", n-i),
			Facets: []Facet{{"city", fmt.Sprint(i % 3)}}}
		if i%2 == 0 {
			docs[i].Body = "光の福祉会"
		}
		if i >= n-2 {
			docs[i].Name = []string{"福祉会"}
		}
	}
	x := New()
	x.Load(1, docs)
	for _, by := range []Sort{ByRelevance, ByKana, ByNewest} {
		got, err := x.Find(Query{Words: []string{"福祉会"}, Counts: []string{"city"}, Filter: map[string][]string{"city": {"0", "2"}}, Sort: by, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		// The hits are the even numbers below 70,000, and 69,999 by its name. Of the
		// 35,000 even ones 11,667 leave 0 when divided by 3, 11,666 leave 1 and 11,667
		// leave 2; 69,999 leaves 0.
		want := Result{Total: 11_668 + 11_667, Seq: 1, Next: got.Next,
			Counts: map[string][]Count{"city": {{"0", 11_668}, {"2", 11_667}, {"1", 11_666}}},
			Hits:   []Hit{{ID: "0", Where: "body"}, {ID: "2", Where: "body"}}}
		if by == ByRelevance {
			want.Hits = []Hit{{ID: "69998", Where: "name"}, {ID: "69999", Where: "name"}}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", by, diff)
		}
	}
}
