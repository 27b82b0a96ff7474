package codes

import "slices"

// Facet is one of six plain interests by which companies look for partners; each
// stands for several activity fields, and a field may belong to several.
// Source: the six of いばらき's guide for companies; the assignment is Kyodo's own.
type Facet struct {
	Slug   string
	Label  Label
	Fields []string // slugs of fields
}

var facets = []Facet{
	{"nature", Label{"環境", "Environment"}, []string{"environment", "rural"}},
	{"learning", Label{"教育", "Education"},
		[]string{"social-education", "culture-sports", "human-rights", "international", "it", "science"}},
	{"youth", Label{"青少年・子ども", "Children and youth"}, []string{"children", "social-education"}},
	{"care", Label{"医療・福祉", "Medical care and welfare"},
		[]string{"welfare", "human-rights", "gender-equality", "employment", "consumer"}},
	{"protection", Label{"防災・安全", "Disaster prevention and safety"}, []string{"disaster", "safety", "consumer"}},
	{"place", Label{"まちづくり", "Community development"},
		[]string{"town", "tourism", "rural", "culture-sports", "international", "it", "economy", "employment", "support", "ordinance"}},
}

// Facets returns the six interests in their order.
func Facets() []Facet { return slices.Clone(facets) }

// FacetBySlug finds an interest by its key.
func FacetBySlug(slug string) (Facet, bool) {
	for _, f := range facets {
		if f.Slug == slug {
			return f, true
		}
	}
	return Facet{}, false
}

// FacetsOf returns the interests to which the field belongs.
func FacetsOf(fieldSlug string) []Facet {
	var list []Facet
	for _, f := range facets {
		if slices.Contains(f.Fields, fieldSlug) {
			list = append(list, f)
		}
	}
	return list
}
