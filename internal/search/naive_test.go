package search

import (
	"cmp"
	"slices"
	"strings"
)

// naive answers queries by reading every text: what the index must do, written so
// that one can see that it is right.
type naive map[string]Doc

func (m naive) apply(put []Doc, remove []string) {
	for _, id := range remove {
		delete(m, id)
	}
	for _, d := range put {
		m[d.ID] = d
	}
}

func containsAny(texts []string, word string) bool {
	return slices.ContainsFunc(texts, func(t string) bool {
		return strings.Contains(strings.ReplaceAll(t, "\n", " "), word)
	})
}

// place returns the best place that has all words, false when the document has not.
func (d Doc) place(list []string) (int, bool) {
	if len(list) == 0 {
		return anywhere, true
	}
	name, alias := true, true
	for _, w := range list {
		n, a := containsAny(d.Name, w), containsAny(d.Alias, w)
		if !n && !a && !containsAny([]string{d.Body}, w) {
			return 0, false
		}
		name, alias = name && n, alias && (n || a)
	}
	switch {
	case name && (slices.Contains(d.Name, strings.Join(list, "")) || slices.Contains(d.Name, strings.Join(list, " "))):
		return wholeName, true
	case name && slices.ContainsFunc(d.Name, func(t string) bool { return strings.HasPrefix(t, list[0]) }):
		return nameStart, true
	case name:
		return nameInside, true
	case alias:
		return nameOrAlias, true
	}
	return anywhere, true
}

func (d Doc) passes(filter map[string][]string, but string) bool {
	for key, list := range filter {
		if key != but && len(list) > 0 && !slices.ContainsFunc(d.Facets, func(f Facet) bool {
			return f.Key == key && slices.Contains(list, f.Value)
		}) {
			return false
		}
	}
	return true
}

// find returns all hits, on one page, and the counts.
func (m naive) find(q Query) Result {
	list := slices.DeleteFunc(slices.Clone(q.Words), func(w string) bool { return w == "" })
	type ranked struct {
		Doc
		tier, place int
	}
	var hits []ranked
	counts := map[string]map[string]int{}
	for _, key := range q.Counts {
		counts[key] = map[string]int{}
	}
	for _, d := range m {
		place, ok := d.place(list)
		if !ok {
			continue
		}
		for key := range counts {
			seen := map[string]bool{}
			for _, f := range d.Facets {
				if f.Key == key && !seen[f.Value] && d.passes(q.Filter, key) {
					seen[f.Value] = true
					counts[key][f.Value]++
				}
			}
		}
		if d.passes(q.Filter, "") {
			tier := place
			if q.Prefer == nil || !slices.Contains(d.Facets, *q.Prefer) {
				tier += places
			}
			hits = append(hits, ranked{d, tier, place})
		}
	}
	slices.SortFunc(hits, func(a, b ranked) int {
		c := 0
		switch q.Sort {
		case ByKana:
		case ByNewest:
			c = cmp.Compare(b.Newest, a.Newest)
		default:
			c = cmp.Compare(a.tier, b.tier)
		}
		return cmp.Or(c, cmp.Compare(a.Kana, b.Kana), cmp.Compare(a.Tie, b.Tie), cmp.Compare(a.ID, b.ID))
	})
	out := Result{Total: len(hits), Counts: map[string][]Count{}}
	for _, h := range hits {
		hit := Hit{ID: h.ID, Card: h.Card}
		if len(list) > 0 {
			hit.Where = []string{"name", "name", "name", "alias", "body"}[h.place]
		}
		out.Hits = append(out.Hits, hit)
	}
	for key, values := range counts {
		var sorted []Count
		for v, n := range values {
			sorted = append(sorted, Count{v, n})
		}
		slices.SortFunc(sorted, func(a, b Count) int {
			return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value))
		})
		out.Counts[key] = sorted
	}
	return out
}
