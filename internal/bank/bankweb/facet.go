package bankweb

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"kyodo/internal/codes"
	"kyodo/internal/search"
)

// Bounds of a facet on the page.
const (
	facetShown = 12
	facetMost  = 80
)

// facetView is one facet of the filter.
type facetView struct {
	Label       string
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
		case byMain:
			values = t.mains(chosen, counts[byKind])
		case byKind:
			values = t.kinds(q, counts[byKind])
		default:
			values = t.counted(name, chosen, counts[name])
		}
		if len(values) == 0 {
			continue
		}
		f := facetView{Label: w.facetLabel(name), Shown: values,
			Open: len(chosen) > 0 || name == byMain || name == byCity}
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
	for _, c := range counts {
		if means(name, c.Value) {
			values = append(values, countView{t.of(name, c.Value), c.N, slices.Contains(chosen, c.Value)})
		}
	}
	for _, value := range chosen {
		if !slices.ContainsFunc(values, func(v countView) bool { return v.value == value }) {
			values = append(values, countView{t.of(name, value), 0, true})
		}
	}
	if len(values) > facetMost { // a chosen value stays on the page
		slices.SortStableFunc(values[facetShown:], func(a, b countView) int {
			return cmp.Compare(unchecked(a), unchecked(b))
		})
	}
	return values
}

func unchecked(v countView) int {
	if v.Checked {
		return 0
	}
	return 1
}

// mains counts the main kinds by their kinds, in the order of the table.
func (t *labels) mains(chosen []string, kinds []search.Count) (values []countView) {
	for _, m := range codes.Mains() {
		n := 0
		for _, c := range kinds {
			if k := codes.Support(c.Value); k.Valid() && k.Main() == m {
				n += c.N
			}
		}
		checked := slices.Contains(chosen, string(m))
		if n > 0 || checked {
			values = append(values, countView{t.of(byMain, string(m)), n, checked})
		}
	}
	return values
}

// kinds counts the kinds of the chosen main kinds, or all; the one without kinds of its own is a main
// kind alone.
func (t *labels) kinds(q *query, counts []search.Count) (values []countView) {
	for _, v := range t.counted(byKind, q.Kinds, counts) {
		k := codes.Support(v.value)
		if k == codes.Undecided || !v.Checked && len(q.Mains) > 0 && !slices.Contains(q.Mains, string(k.Main())) {
			continue
		}
		values = append(values, v)
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
