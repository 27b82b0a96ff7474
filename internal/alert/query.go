package alert

import (
	"net/url"
	"slices"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/ja"
)

// Query is what is searched for: a search of the lists of the bank, without order and page.
type Query struct {
	Direction bank.Direction `json:"direction,omitempty"` // "" = both
	Words     string         `json:"q,omitempty"`
	Mains     []string       `json:"mains,omitempty"`
	Kinds     []string       `json:"kinds,omitempty"`
	Cities    []string       `json:"cities,omitempty"`
	Fields    []string       `json:"fields,omitempty"`
	Disaster  bool           `json:"disaster,omitempty"`
}

// Bounds of a query.
const (
	maxWords  = 100 // characters
	maxValues = 60  // of one condition
)

// Parse reads a query from the parameters of a list of the bank. What means nothing is left out.
func Parse(v url.Values) (q Query) {
	if d := bank.Direction(v.Get("direction")); d.Valid() {
		q.Direction = d
	}
	words := []rune(strings.ToValidUTF8(v.Get("q"), ""))
	q.Words = strings.Join(strings.Fields(ja.Clean(string(words[:min(len(words), maxWords)]))), " ")
	q.Mains = chosen(v["kind"], func(s string) bool { return codes.Main(s).Valid() && codes.Support(s) != codes.Undecided })
	q.Kinds = chosen(v["kind"], func(s string) bool { return codes.Support(s).Valid() })
	q.Cities = chosen(v["city"], func(s string) bool { return named(s, "ja") != "" })
	q.Fields = chosen(v["field"], func(s string) bool { _, ok := codes.FieldBySlug(s); return ok })
	q.Disaster = v.Get("disaster") == "yes"
	return q
}

func chosen(given []string, means func(string) bool) (list []string) {
	for _, g := range given {
		if len(list) < maxValues && means(g) && !slices.Contains(list, g) {
			list = append(list, g)
		}
	}
	slices.Sort(list)
	return list
}

// Values are the parameters that Parse reads.
func (q *Query) Values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("direction", string(q.Direction))
	set("q", q.Words)
	for _, k := range slices.Concat(q.Mains, q.Kinds) {
		v.Add("kind", k)
	}
	for _, c := range q.Cities {
		v.Add("city", c)
	}
	for _, f := range q.Fields {
		v.Add("field", f)
	}
	if q.Disaster {
		set("disaster", "yes")
	}
	return v
}

// ListPath is the list of the bank with the same search.
func (q *Query) ListPath() string {
	path := "/bank/offers"
	if q.Direction == bank.Need {
		path = "/bank/needs"
	}
	v := q.Values()
	v.Del("direction")
	if len(v) > 0 {
		path += "?" + v.Encode()
	}
	return path
}

// filter is the search for somebody who belongs to the audiences.
func (q *Query) filter(readers []bank.Audience) bank.Filter {
	f := bank.Filter{Direction: q.Direction, Q: q.Words, Mains: q.Mains, Kinds: q.Kinds, Cities: q.Cities, Fields: q.Fields,
		Audiences: readers, Sort: "newest", Bare: true}
	if q.Disaster {
		f.Disaster = []string{"yes"}
	}
	return f
}

// Describe says in words what is searched for: 「提供、もの、山口市、"机"」.
func (q *Query) Describe(lang string) string {
	w := wordsIn(lang)
	parts := []string{w.Both}
	switch q.Direction {
	case bank.Offer:
		parts[0] = w.Offers
	case bank.Need:
		parts[0] = w.Needs
	}
	for _, m := range q.Mains {
		parts = append(parts, codes.Main(m).Label().In(lang))
	}
	for _, k := range q.Kinds {
		parts = append(parts, codes.Support(k).Label().In(lang))
	}
	for _, c := range q.Cities {
		if name := named(c, lang); name != "" {
			parts = append(parts, name)
		}
	}
	for _, slug := range q.Fields {
		if f, ok := codes.FieldBySlug(slug); ok {
			parts = append(parts, f.Label.In(lang))
		}
	}
	if q.Disaster {
		parts = append(parts, w.Disaster)
	}
	if q.Words != "" {
		parts = append(parts, w.Quoted(q.Words))
	}
	return strings.Join(parts, w.Comma)
}
