package registerweb

import (
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

// emptyView says why nothing was found and what to do next.
type emptyView struct {
	Words  []offer // each word alone, when there are several
	Fewer  []offer // the same words with fewer conditions
	Fields []offer // fields of activity that the words name
	Cities []offer // municipalities that the words name
	Browse []offer // the largest fields of activity, when the words name nothing
	Hint   string
	All    string // the whole register
}

// offer is a list that may help, with its number of hits.
type offer struct {
	Label string
	JA    bool // Label is Japanese whatever the page
	Count string
	Href  string // "" when there is nothing either
}

// empty looks for what the reader may have meant.
func (p *pages) empty(w *words, t *labels, q *query) (v *emptyView, err error) {
	v = &emptyView{Hint: w.EmptyHint, All: listPath}
	typed := strings.FieldsFunc(q.Q, func(r rune) bool { return r == ' ' || strings.ContainsRune("　,，、､", r) })
	if len(typed) > 8 {
		typed = typed[:8]
	}
	if len(typed) > 1 {
		for _, word := range typed {
			one := *q
			one.Q, one.After = word, ""
			o, err := p.offer(w, word, &one)
			if err != nil {
				return nil, err
			}
			o.JA = true
			v.Words = append(v.Words, o)
		}
	}
	for _, name := range facetNames {
		if len(*q.facet(name)) == 0 {
			continue
		}
		less := q.without(name, "")
		o, err := p.offer(w, w.Without(w.facetLabel(name)), &less)
		if err != nil {
			return nil, err
		}
		if o.Href != "" {
			v.Fewer = append(v.Fewer, o)
		}
	}
	seen := map[string]bool{}
	for _, word := range typed {
		folded := ja.Fold(word)
		if m, ok := codes.MunicipalityByWord(word); ok && !seen[m.Code] {
			seen[m.Code] = true
			o, err := p.offer(w, t.text(byCity, m.Code), &query{Filter: register.Filter{Cities: []string{m.Code}}})
			if err != nil {
				return nil, err
			}
			v.Cities = append(v.Cities, o)
		}
		if len([]rune(folded)) < 2 {
			continue
		}
		for _, f := range t.matching(ja.Fold, folded) {
			if seen[f.value] {
				continue
			}
			seen[f.value] = true
			o, err := p.offer(w, f.label, &query{Filter: register.Filter{Fields: []string{f.value}}})
			if err != nil {
				return nil, err
			}
			if o.Href != "" {
				v.Fields = append(v.Fields, o)
			}
		}
	}
	if len(v.Words)+len(v.Fewer)+len(v.Cities)+len(v.Fields) == 0 {
		v.Browse, err = p.browse(w, t)
	}
	return v, err
}

// browseShown is how many fields an empty list offers.
const browseShown = 6

// browse offers the largest fields of activity.
func (p *pages) browse(w *words, t *labels) ([]offer, error) {
	found, err := p.svc.Search(register.Filter{Limit: 1})
	if err != nil {
		return nil, err
	}
	var offers []offer
	for _, c := range t.counted(byField, nil, found.Counts[byField]) {
		if len(offers) == browseShown {
			break
		}
		q := query{Filter: register.Filter{Fields: []string{c.value}}}
		offers = append(offers, offer{Label: c.label, JA: c.ja, Count: w.Total(ui.Number(c.N)), Href: q.href()})
	}
	return offers, nil
}

// offer counts what another query finds.
func (p *pages) offer(w *words, label string, q *query) (offer, error) {
	f := q.Filter
	f.Limit = 1
	found, err := p.svc.Search(f)
	if err != nil {
		return offer{}, err
	}
	o := offer{Label: label, Count: w.Total(ui.Number(found.Total))}
	if found.Total > 0 {
		o.Href = q.href()
	}
	return o, nil
}
