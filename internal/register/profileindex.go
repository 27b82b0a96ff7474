package register

import (
	"slices"
	"strings"

	"kyodo/internal/ja"
	"kyodo/internal/search"
)

// introduce adds to an organization's document what everybody may read of its published profile:
// its words, its fields, the municipalities of its sites, and the line for the card.
func introduce(d *search.Doc, o *Organization, p Profile) {
	p.Kind = ProfileKindOf(o.Kind)
	if ok, _ := Published(p, *o); !ok {
		return
	}
	p = p.For(nil)
	var words []string
	for _, i := range Items(p.Kind) {
		v := p.Values[i.Name]
		if v != "" && i.Name != ItemLine && !i.Person && (i.Form == OneLine || i.Form == Prose) {
			words = append(words, v)
		}
	}
	for _, s := range p.Sites {
		words = append(words, s.Name)
		d.Facets = append(d.Facets, search.Facet{Key: FacetCity, Value: s.CityCode})
	}
	card := d.Card.(*Card)
	card.Line, card.Said = p.Line(), strings.Join(words, "　")
	d.Body = strings.Join([]string{d.Body, ja.Fold(card.Line), ja.Fold(card.Said)}, "\n")
	card.Fields = slices.Clone(card.Fields)
	for _, f := range p.Fields() {
		d.Facets = append(d.Facets, search.Facet{Key: FacetField, Value: f})
		if len(o.Fields) == 0 {
			card.Fields = append(card.Fields, f)
		}
	}
}
