package registerweb

import (
	"context"
	"io"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/search"
)

// Bounds of a facet on the page. Every value is counted and can be chosen by its address; a
// nationwide register has more municipalities than a page may hold.
const (
	facetShown = 20
	facetMost  = 120
)

// facetView is one facet of the filter.
type facetView struct {
	Name, Label string
	Open        bool
	Shown, Rest []countView
	RestLabel   string // 「ほかも見る（n）」
	Left        string // how many values the page does not hold, "" = none
}

// countView is one value with its number of hits.
type countView struct {
	*option
	N       int
	Checked bool
}

// facets draws the facets that have values.
func (t *labels) facets(w *words, q *query, counts map[string][]search.Count) []facetView {
	list := make([]facetView, 0, len(facetNames))
	for _, name := range facetNames {
		chosen := *q.facet(name)
		var values []countView
		switch name {
		case byRegion:
			values = t.regions(chosen, counts[register.FacetCity])
		case byCity:
			values = t.counted(name, chosen, counts[register.FacetCity])
		default:
			values = t.counted(name, chosen, counts[name])
		}
		if len(values) == 0 {
			continue
		}
		f := facetView{Name: name, Label: w.facetLabel(name), Shown: values,
			Open: len(chosen) > 0 || name == byField || name == byRegion || name == byCity}
		if len(values) > facetShown {
			f.Shown, f.Rest = values[:facetShown], values[facetShown:]
			if n := len(values) - facetMost; n > 0 {
				f.Rest, f.Left = values[facetShown:facetMost], w.FacetLeft(n)
			}
			f.RestLabel = w.FacetRest(len(f.Rest))
		}
		list = append(list, f)
	}
	return list
}

// counted lists the values of a facet, most hits first; chosen ones without hits come last so
// that they can be taken back.
func (t *labels) counted(name string, chosen []string, counts []search.Count) []countView {
	values := make([]countView, 0, len(counts)+len(chosen))
	left := len(chosen)
	for _, c := range counts {
		checked := left > 0 && slices.Contains(chosen, c.Value)
		if checked {
			left--
		}
		values = append(values, countView{t.of(name, c.Value), c.N, checked})
	}
	if left > 0 {
		for _, value := range chosen {
			if !slices.ContainsFunc(values, func(v countView) bool { return v.value == value }) {
				values = append(values, countView{t.of(name, value), 0, true})
			}
		}
	}
	if len(values) > facetMost { // a chosen value stays on the page
		slices.SortStableFunc(values[facetShown:], func(a, b countView) int {
			switch {
			case a.Checked == b.Checked:
				return 0
			case a.Checked:
				return -1
			}
			return 1
		})
	}
	return values
}

// regions counts the plan's regions by the municipalities in them, and others that were chosen.
func (t *labels) regions(chosen []string, cities []search.Count) []countView {
	var values []countView
	for i, s := range codes.Schemes() {
		for _, r := range s.Regions {
			checked := slices.Contains(chosen, r.Slug)
			if i > 0 && !checked {
				continue
			}
			n := 0
			for _, c := range cities {
				if r.Has(c.Value) {
					n += c.N
				}
			}
			if n > 0 || checked {
				values = append(values, countView{t.of(byRegion, r.Slug), n, checked})
			}
		}
	}
	return values
}

// choices writes the check boxes of a facet from their prepared markup.
func choices(values []countView) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		b := make([]byte, 0, 192*len(values))
		for i := range values {
			v := &values[i]
			b = append(b, v.open...)
			if v.Checked {
				b = append(b, ` checked`...)
			}
			b = append(b, v.close...)
			b = number(b, v.N)
			b = append(b, optionEnd...)
		}
		_, err := w.Write(b)
		return err
	})
}

// number appends n with a comma between thousands.
func number(b []byte, n int) []byte {
	if n < 1000 {
		return strconv.AppendInt(b, int64(n), 10)
	}
	b = number(b, n/1000)
	rest := n % 1000
	return append(b, ',', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
}
