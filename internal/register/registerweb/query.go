package registerweb

import (
	"net/url"
	"slices"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/ja"
	"kyodo/internal/register"
)

// Bounds of what a reader may ask of the list.
const (
	maxQuery  = 100 // characters of the words
	maxValues = 40  // values of one facet
)

// The facets of the list, named as in the address.
const (
	byField  = "field"
	byRegion = "region"
	byCity   = "city"
	byKind   = "kind"
	byStatus = "status"
	byLevel  = "level" // 認定
)

// facetNames stand in the order of the address.
var facetNames = [...]string{byField, byRegion, byCity, byKind, byStatus, byLevel}

// The values of byLevel and of the order.
var (
	levels = [...]string{string(register.Certified), string(register.Special), "none"}
	sorts  = [...]string{"relevance", "newest", "kana"}
)

// query is what an address of the list asks, understood and bounded.
type query struct {
	register.Filter
	Cut     bool     // the words were longer than maxQuery
	Ignored []string // names of parameters with values that mean nothing
}

// parse understands the parameters of a list. It never fails: what means nothing is named in Ignored.
func parse(v url.Values) (q query) {
	q.Q = strings.ToValidUTF8(v.Get("q"), "")
	if r := []rune(q.Q); len(r) > maxQuery {
		q.Q, q.Cut = string(r[:maxQuery]), true
	}
	q.Q = strings.Join(strings.Fields(ja.Clean(q.Q)), " ")
	for _, name := range facetNames {
		given := v[name]
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
	case byField:
		return &q.Fields
	case byRegion:
		return &q.Regions
	case byCity:
		return &q.Cities
	case byKind:
		return &q.Kinds
	case byStatus:
		return &q.Statuses
	}
	return &q.Approvals
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
	case byField:
		_, ok = codes.FieldBySlug(value)
	case byRegion:
		var region codes.Region
		region, ok = codes.RegionBySlug(value)
		ok = ok && len(region.Municipalities) > 0
	case byCity:
		_, ok = codes.CityByCode(value)
	case byKind:
		ok = codes.Kind(value).Valid()
	case byStatus:
		ok = codes.Status(value).Valid()
	case byLevel:
		ok = slices.Contains(levels[:], value)
	}
	return ok
}

// encode writes the query as it stands in an address, without the cursor: "q=…&field=…" or "".
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
			add(name, v) // a code or a slug: nothing to escape
		}
	}
	if q.Sort != "" {
		add("sort", q.Sort)
	}
	return string(b)
}

// href is the address of the list of the query.
func (q *query) href() string { return withQuery(listPath, q.encode()) }

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

// orgID reads the id of an address; what cannot be one is not asked of the database.
func orgID(s string) (register.ID, error) {
	if !id.Valid(s) {
		return "", notFound("organization")
	}
	return register.ID(s), nil
}

// notFound is the error of an address that leads to nothing.
func notFound(what string) error {
	return fault.New(fault.NotFound, "registerweb: no such %s", what)
}
