package homeweb

import (
	"cmp"
	"slices"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/term"
)

// How many cards the front page looks at: the first are shown, all tell the register's day.
const (
	newsShown = 8
	newsRead  = 100
)

// summary is what the front page tells of one state of the register. It is read from the index
// when that has moved on, and never changes afterwards.
type summary struct {
	seq   int64
	today term.Date
	asOf  term.Date // the newest day for which a source of the latest changes speaks

	total    int // organizations of any status
	active   figure
	npo      figure
	approved figure
	ended    figure         // NPO corporations that no longer stand
	places   []place        // the municipalities, west to east and north to south as a reader goes
	most     int            // the largest number of a place
	outside  int            // active, but in no municipality of the map
	fields   map[string]int // active NPO corporations by field
	news     []*register.Card
}

// figure is a number with the rows behind it.
type figure struct {
	N    int
	Href string
}

// place is a municipality of the map.
type place struct {
	codes.Municipality
	Active, NPO figure
}

// activeOnly are the statuses of an organization that stands.
func activeOnly() []string { return []string{string(codes.Active)} }

// endedOnly are the statuses of an organization that stands no longer.
func endedOnly() []string {
	var list []string
	for _, s := range codes.Statuses() {
		if s.Ended() {
			list = append(list, string(s))
		}
	}
	return list
}

// portal reports whether the register knows fields of activity and approvals: they come from
// 内閣府's portal alone, and without it nothing may be said of them.
func (s *summary) portal() bool { return len(s.fields) > 0 }

// summary returns what the index says now.
func (p *pages) summary(today term.Date) (*summary, error) {
	if s := p.seen.Load(); s != nil && s.seq == p.svc.Seq() && s.today == today {
		return s, nil
	}
	s, err := p.summarize(today)
	if err != nil {
		return nil, err
	}
	p.seen.Store(s)
	return s, nil
}

func (p *pages) summarize(today term.Date) (*summary, error) {
	npo := []string{string(codes.NPO)}
	filters := [...]register.Filter{
		{Limit: 1},
		{Statuses: activeOnly(), Limit: 1},
		{Statuses: activeOnly(), Kinds: npo, Limit: 1},
		{Approvals: []string{string(register.Certified), string(register.Special)}, Limit: 1},
		{Kinds: npo, Statuses: endedOnly(), Limit: 1},
		{Kinds: npo, Sort: "newest", Limit: newsRead},
	}
	var found [len(filters)]register.Page
	for i, f := range filters {
		var err error
		if found[i], err = p.svc.Search(f); err != nil {
			return nil, err
		}
	}
	all, active, ofNPO, approved, latest := found[0], found[1], found[2], found[3], found[5]
	number := func(i int) figure { return figure{found[i].Total, listPath(filters[i])} }
	s := &summary{seq: all.Seq, today: today, total: all.Total, active: number(1), npo: number(2), approved: number(3), ended: number(4),
		fields: byValue(ofNPO.Counts[register.FacetField])}
	s.news = latest.Cards[:min(newsShown, len(latest.Cards))]
	for _, cards := range [][]*register.Card{all.Cards, active.Cards, approved.Cards, latest.Cards} {
		for _, c := range cards {
			if c.AsOf.After(s.asOf) {
				s.asOf = c.AsOf
			}
		}
	}
	inCity, npoInCity := byValue(active.Counts[register.FacetCity]), byValue(ofNPO.Counts[register.FacetCity])
	s.outside = active.Total
	for _, m := range codes.Municipalities(today) {
		here := []string{m.Code}
		at := place{m,
			figure{inCity[m.Code], listPath(register.Filter{Cities: here, Statuses: activeOnly()})},
			figure{npoInCity[m.Code], listPath(register.Filter{Cities: here, Kinds: npo, Statuses: activeOnly()})}}
		s.places = append(s.places, at)
		s.most = max(s.most, at.Active.N)
		s.outside -= at.Active.N
	}
	slices.SortFunc(s.places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	return s, nil
}

// byValue turns the counts of a facet into a table.
func byValue(counts []search.Count) map[string]int {
	m := make(map[string]int, len(counts))
	for _, c := range counts {
		m[c.Value] = c.N
	}
	return m
}

// listPath is the address of the list of the filter. Codes and slugs need no escape.
func listPath(f register.Filter) string {
	var b strings.Builder
	b.WriteString("/orgs")
	sep := byte('?')
	add := func(name string, values ...string) {
		for _, v := range values {
			b.WriteByte(sep)
			b.WriteString(name + "=" + v)
			sep = '&'
		}
	}
	add("field", f.Fields...)
	add("region", f.Regions...)
	add("city", f.Cities...)
	add("kind", f.Kinds...)
	add("status", f.Statuses...)
	add("level", f.Approvals...)
	if f.Sort != "" {
		add("sort", f.Sort)
	}
	return b.String()
}
