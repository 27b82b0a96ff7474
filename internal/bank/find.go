package bank

import (
	"context"
	"slices"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/search"
)

// Filter is what a reader asks of the bank. The values of one field are alternatives, the fields all
// hold. The zero value is everything that everybody may read, the newest first.
type Filter struct {
	Direction    Direction // "" = both
	Q            string    // words, all of them
	Mains        []string  // main kinds: each stands for its kinds, alternatives to Kinds
	Kinds        []string
	Cities       []string // JIS 5-digit codes: where it is or which it reaches
	Fields       []string // slugs
	Statuses     []string // open, partly, taken, paused
	Standing     []string // yes, no
	Disaster     []string // yes
	Months       []string // YYYY-MM
	Organization register.ID
	Audiences    []Audience // whom the reader belongs to; nil = everybody. The search never shows another.
	Sort         string     // relevance, newest, closing; "" = relevance with words, else newest
	After        string     // cursor
	Limit        int        // 1..100; 0 = 20
	Bare         bool       // no facet counts
}

// Readers of the bank, for Filter.Audiences.
var (
	forMembers = []Audience{Everybody, Registered}
	forCenter  = []Audience{Everybody, Registered, CenterOnly}
)

// ForMembers are the audiences of who acts for an organization or an office.
func ForMembers() []Audience { return slices.Clone(forMembers) }

// ForCenter are the audiences of the centre, which keeps listings that nobody else sees (センター預り).
func ForCenter() []Audience { return slices.Clone(forCenter) }

// Page is one page of a list.
type Page struct {
	Total  int
	Cards  []*Card
	Words  []string                  // the folded words, for highlighting
	Counts map[string][]search.Count // by facet key: what a reader of this audience would find
	Prefer string                    // the municipality whose name the words are, "" if none
	Next   string
	Seq    int64
}

// Search returns one page of published listings (open and paused) that the audience may read. It reads
// the index alone, no database. The only error is a cursor of another order, of kind fault.Invalid.
func (s *Service) Search(f Filter) (p Page, err error) {
	defer fault.Wrap(&err, "bank.Search")
	words := ja.Words(f.Q)
	q := search.Query{Words: words, Filter: map[string][]string{}, After: f.After, Limit: f.Limit}
	if !f.Bare {
		q.Counts = []string{FacetMain, FacetKind, FacetCity, FacetField, FacetStatus, FacetStanding, FacetDisaster, FacetMonth}
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Limit = min(q.Limit, search.LimitMax)
	kinds := slices.Clone(f.Kinds)
	for _, m := range f.Mains {
		for _, k := range codes.Supports(codes.Main(m)) {
			kinds = append(kinds, string(k))
		}
	}
	months := slices.Clone(f.Months)
	if len(months) > 0 {
		months = append(months, AnyMonth)
	}
	audiences := []string{string(Everybody)}
	for _, a := range f.Audiences {
		audiences = append(audiences, string(a))
	}
	q.Filter[FacetAudience] = audiences
	for key, values := range map[string][]string{FacetKind: kinds, FacetCity: f.Cities, FacetField: f.Fields, FacetStatus: f.Statuses,
		FacetStanding: f.Standing, FacetDisaster: f.Disaster, FacetMonth: months} {
		if len(values) > 0 {
			q.Filter[key] = values
		}
	}
	if f.Direction != "" {
		q.Filter[FacetDirection] = []string{string(f.Direction)}
	}
	if f.Organization != "" {
		q.Filter[FacetOrg] = []string{string(f.Organization)}
	}
	switch {
	case f.Sort == "closing":
		q.Sort = search.ByKana // the key holds the closing day: see doc
	case f.Sort == "relevance" || f.Sort == "" && len(words) > 0:
		q.Sort = search.ByRelevance
	default:
		q.Sort = search.ByNewest
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

// Each calls f with every listing of the filter in list order, for exports: what the card tells, no more.
func (s *Service) Each(ctx context.Context, f Filter, each func(*Listing, *Card) error) (err error) {
	defer fault.Wrap(&err, "bank.Each")
	f.Limit, f.After, f.Bare = search.LimitMax, "", true
	for {
		p, err := s.Search(f)
		if err != nil {
			return err
		}
		for _, c := range p.Cards {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := each(&c.Listing, c); err != nil {
				return err
			}
		}
		if f.After = p.Next; p.Next == "" {
			return nil
		}
	}
}

// Seq is the state of the bank that Search sees: an ETag for lists.
func (s *Service) Seq() int64 { return s.Index.Seq() }
