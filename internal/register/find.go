package register

import (
	"slices"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/search"
)

// Search returns one page of organizations. It reads the index alone, no database.
func (s *Service) Search(f Filter) (p Page, err error) {
	defer fault.Wrap(&err, "register.Search")
	words := f.words()
	q := search.Query{Words: words, Filter: map[string][]string{}, After: f.After, Limit: f.Limit}
	if !f.Bare {
		q.Counts = []string{FacetField, FacetCity, FacetKind, FacetStatus, FacetApproval}
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Limit = min(q.Limit, search.LimitMax)
	cities := slices.Clone(f.Cities)
	for _, r := range f.Regions {
		if region, ok := codes.RegionBySlug(r); ok {
			cities = append(cities, region.Municipalities...)
		}
	}
	if len(f.Regions) > 0 && len(cities) == 0 {
		cities = []string{""} // regions that are no place at all, such as an online venue, hold nobody
	}
	for key, values := range map[string][]string{FacetField: f.Fields, FacetCity: cities, FacetKind: f.Kinds,
		FacetStatus: f.Statuses, FacetApproval: f.Approvals} {
		if len(values) > 0 {
			q.Filter[key] = values
		}
	}
	switch {
	case f.Sort == "newest":
		q.Sort = search.ByNewest
	case f.Sort == "relevance" || f.Sort == "" && len(words) > 0:
		q.Sort = search.ByRelevance
	default:
		q.Sort = search.ByKana
	}
	if len(words) == 1 {
		if m, ok := codes.MunicipalityByWord(strings.TrimSpace(f.Q)); ok {
			p.Prefer = m.Code
			q.Prefer = &search.Facet{Key: FacetCity, Value: m.Code}
		}
	}
	r, err := s.Index.Find(q)
	if err != nil {
		return Page{}, err
	}
	p.Total, p.Words, p.Counts, p.Next, p.Seq = r.Total, words, r.Counts, r.Next, r.Seq
	p.Cards = make([]*Card, len(r.Hits))
	for i, h := range r.Hits {
		p.Cards[i] = h.Card.(*Card)
	}
	return p, nil
}

// Suggest returns names that begin with or contain what was typed, at most n.
func (s *Service) Suggest(typed string, n int) []search.Suggestion {
	word := ja.Fold(typed)
	if word == "" {
		return nil
	}
	return s.Index.Suggest(word, n)
}

// Seq is the state of the register that Search sees: an ETag for lists.
func (s *Service) Seq() int64 { return s.Index.Seq() }

// Newest returns the n organizations to which something happened last.
func (s *Service) Newest(n int) ([]*Card, error) {
	p, err := s.Search(Filter{Sort: "newest", Limit: n, Bare: true})
	return p.Cards, err
}

// neighbours returns others that work in the same fields, those of the same municipality first.
func (s *Service) neighbours(o Organization) []*Card {
	const want = 6
	if s.Index == nil || len(o.Fields) == 0 {
		return nil
	}
	var near []*Card
	take := func(f Filter) {
		if f.Limit, f.Bare = want+1, true; len(near) >= want {
			return
		}
		p, err := s.Search(f)
		if err != nil {
			return
		}
		for _, c := range p.Cards {
			if c.ID != o.ID && len(near) < want && !slices.ContainsFunc(near, func(n *Card) bool { return n.ID == c.ID }) {
				near = append(near, c)
			}
		}
	}
	active := []string{string(codes.Active)}
	if o.Address.CityCode != "" {
		take(Filter{Fields: o.Fields[:1], Cities: []string{o.Address.CityCode}, Statuses: active})
	}
	take(Filter{Fields: o.Fields[:1], Statuses: active})
	return near
}
