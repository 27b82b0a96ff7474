package bankweb

import (
	"net/url"
	"slices"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/ja"
)

// Bounds of what a reader may ask of a list.
const (
	maxQuery  = 100 // characters of the words
	maxValues = 60  // values of one facet
)

// The facets of a list. Main kinds and kinds are two levels of one parameter: a main kind stands for
// all its kinds.
const (
	byMain     = "main"
	byKind     = "kind"
	byCity     = "city"
	byField    = "field"
	byStatus   = "status"
	byStanding = "standing" // 随時
	byDisaster = "disaster" // 災害時転用可
)

// facetNames stand in the order of the address and of the page.
var facetNames = [...]string{byMain, byKind, byCity, byField, byStatus, byStanding, byDisaster}

// parameter is the name of a facet in an address.
func parameter(facet string) string {
	if facet == byMain {
		return byKind
	}
	return facet
}

// sorts are the orders of a list; the default comes from the words.
var sorts = [...]string{"relevance", "newest", "closing"}

// query is what an address of a list asks, understood and bounded.
type query struct {
	Direction bank.Direction
	Q         string
	Mains     []string
	Kinds     []string
	Cities    []string
	Fields    []string
	Statuses  []string
	Standing  []string
	Disaster  []string
	Sort      string
	After     string
	Cut       bool     // the words were longer than maxQuery
	Ignored   []string // names of facets with values that mean nothing
}

// parse understands the parameters of a list. It never fails: what means nothing is named in Ignored.
func parse(d bank.Direction, v url.Values) (q query) {
	q.Direction = d
	q.Q = strings.ToValidUTF8(v.Get("q"), "")
	if r := []rune(q.Q); len(r) > maxQuery {
		q.Q, q.Cut = string(r[:maxQuery]), true
	}
	q.Q = strings.Join(strings.Fields(ja.Clean(q.Q)), " ")
	for _, name := range facetNames {
		given := v[parameter(name)]
		if name == byMain || name == byKind {
			given = slices.DeleteFunc(slices.Clone(given), func(s string) bool { return (len(s) == 1) != (name == byMain) })
		}
		if len(given) == 0 {
			continue
		}
		values, ignored := known(name, given)
		if ignored {
			q.Ignored = append(q.Ignored, name)
		}
		*q.facet(name) = values
	}
	if s := v.Get("sort"); slices.Contains(sorts[:], s) {
		q.Sort = s
	} else if s != "" {
		q.Ignored = append(q.Ignored, "sort")
	}
	q.After = v.Get("after")
	return q
}

// facet returns the values chosen of a facet.
func (q *query) facet(name string) *[]string {
	switch name {
	case byMain:
		return &q.Mains
	case byKind:
		return &q.Kinds
	case byCity:
		return &q.Cities
	case byField:
		return &q.Fields
	case byStatus:
		return &q.Statuses
	case byStanding:
		return &q.Standing
	}
	return &q.Disaster
}

// known keeps the values of a facet that mean something, each once and in a fixed order, so that
// one list has one address.
func known(name string, given []string) (values []string, ignored bool) {
	for _, g := range given {
		switch {
		case g == "" || slices.Contains(values, g): // an empty choice of a form
		case len(values) == maxValues || !means(name, g):
			ignored = true
		default:
			values = append(values, g)
		}
	}
	slices.Sort(values)
	return values, ignored
}

// means says that there is such a value.
func means(name, value string) (ok bool) {
	switch name {
	case byMain:
		ok = codes.Main(value).Valid()
	case byKind:
		ok = codes.Support(value).Valid()
	case byCity:
		_, ok = codes.CityByCode(value)
	case byField:
		_, ok = codes.FieldBySlug(value)
	case byStatus:
		ok = slices.Contains(statuses[:], bank.Status(value))
	case byStanding:
		ok = value == "yes" || value == "no"
	case byDisaster:
		ok = value == "yes"
	}
	return ok
}

// encode writes the query as it stands in an address, without the cursor: "q=…&kind=…" or "".
func (q *query) encode() string {
	b := make([]byte, 0, 128)
	add := func(name, value string) {
		if len(b) > 0 {
			b = append(b, '&')
		}
		b = append(b, name...)
		b = append(b, '=')
		b = append(b, value...)
	}
	if q.Q != "" {
		add("q", url.QueryEscape(q.Q))
	}
	for _, name := range facetNames {
		for _, v := range *q.facet(name) {
			add(parameter(name), v) // a code or a slug: nothing to escape
		}
	}
	if q.Sort != "" {
		add("sort", q.Sort)
	}
	return string(b)
}

// href is the address of the list of the query.
func (q *query) href() string { return withQuery(listPath(q.Direction), q.encode()) }

// without is the query less one value of a facet; an empty value takes away the whole facet.
func (q *query) without(name, value string) query {
	c := *q
	c.After = ""
	values := c.facet(name)
	*values = slices.DeleteFunc(slices.Clone(*values), func(v string) bool { return value == "" || v == value })
	return c
}

// withQuery joins a path and an encoded query.
func withQuery(path, encoded string) string {
	if encoded == "" {
		return path
	}
	return path + "?" + encoded
}

// joined adds a parameter to an encoded query.
func joined(encoded, name, value string) string {
	if encoded == "" {
		return name + "=" + value
	}
	return encoded + "&" + name + "=" + value
}

// filter is what the query asks of the bank for a reader of these audiences.
func (q *query) filter(audiences []bank.Audience) bank.Filter {
	return bank.Filter{Direction: q.Direction, Q: q.Q, Mains: q.Mains, Kinds: q.Kinds, Cities: q.Cities, Fields: q.Fields, Statuses: q.Statuses,
		Standing: q.Standing, Disaster: q.Disaster, Audiences: audiences, Sort: q.Sort, After: q.After}
}
