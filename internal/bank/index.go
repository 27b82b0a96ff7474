package bank

import (
	"log/slog"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Facet keys of the search index.
const (
	FacetDirection = "direction"
	FacetMain      = "main" // 大分類
	FacetKind      = "kind"
	FacetCity      = "city" // where it is, and which it reaches; the whole prefecture = each municipality
	FacetField     = "field"
	FacetStatus    = "status"
	FacetStanding  = "standing" // yes, no
	FacetDisaster  = "disaster" // yes
	FacetMonth     = "month"    // YYYY-MM of the period; a standing listing has none, see AnyMonth
	FacetOrg       = "org"      // not of an anonymous listing
	FacetAudience  = "audience"
)

// AnyMonth is the month of a listing without an end: it answers every month that is looked for.
const AnyMonth = "any"

// maxMonths bounds the months of one period.
const maxMonths = 24

// Card is a listing as the search hands it back. What would tell whose an anonymous listing is
// (社名は成立まで非公開) is not in it, for no reader.
type Card struct {
	Listing
	Name    string    // of the organization, "" = not shown
	Closing term.Date // the last day to ask, zero = none
}

// Feed returns what keeps the service's index in step with the database.
func (s *Service) Feed(log *slog.Logger) *search.Feed {
	return &search.Feed{DB: s.DB, Index: s.Index, Kind: Kind, Log: log, Wake: s.Wake,
		All: func(tx *sqldb.Tx) ([]search.Doc, error) {
			list, err := sqldb.All(tx, scanNamed, named+` WHERE l.state IN ($1, $2)`, string(Open), string(Paused))
			return docs(list, term.Of(tx.Now)), err
		},
		Some: func(tx *sqldb.Tx, ids []string) ([]search.Doc, error) {
			var all []search.Doc
			for rest := ids; len(rest) > 0; {
				n := min(len(rest), tx.Rows(1)-2)
				args := []any{string(Open), string(Paused)}
				for _, id := range rest[:n] {
					args = append(args, id)
				}
				list, err := sqldb.All(tx, scanNamed, named+` WHERE l.state IN ($1, $2) AND l.id IN `+sqldb.In(3, n), args...)
				if err != nil {
					return nil, err
				}
				all, rest = append(all, docs(list, term.Of(tx.Now))...), rest[n:]
			}
			return all, nil
		},
		// A listing is shown with its organization's name.
		Also: map[string]func(*sqldb.Tx, []string) ([]string, error){register.Kind: func(tx *sqldb.Tx, orgs []string) (ids []string, err error) {
			for rest := orgs; err == nil && len(rest) > 0; {
				n := min(len(rest), tx.Rows(1)-2)
				args := []any{string(Open), string(Paused)}
				for _, id := range rest[:n] {
					args = append(args, id)
				}
				var some []string
				some, err = sqldb.All(tx, sqldb.Text, `SELECT id FROM listing WHERE state IN ($1, $2) AND organization_id IN `+sqldb.In(3, n), args...)
				ids, rest = append(ids, some...), rest[n:]
			}
			return ids, err
		}}}
}

// named reads listings with their organization's name.
const named = `SELECT COALESCE(o.name, ''), ` + ofListing + ` FROM listing l LEFT JOIN organization o ON o.id = l.organization_id AND o.hidden = false`

type namedListing struct {
	Listing
	name string
}

// leading scans one column before the rest.
type leading struct {
	sqldb.Row
	first any
}

// Scan implements sqldb.Row.
func (r leading) Scan(to ...any) error { return r.Row.Scan(append([]any{r.first}, to...)...) }

func scanNamed(r sqldb.Row) (n namedListing, err error) {
	n.Listing, err = scan(leading{r, &n.name})
	return n, err
}

func docs(list []namedListing, today term.Date) []search.Doc {
	out := make([]search.Doc, len(list))
	for i := range list {
		out[i] = doc(&list[i], today)
	}
	return out
}

// far sorts what never closes behind everything else.
const far = "9999-12-31"

// doc is what the index knows of a listing.
func doc(n *namedListing, today term.Date) search.Doc {
	c := &Card{Listing: n.Listing, Name: n.name, Closing: n.Closing()}
	l := &c.Listing
	if l.Anonymous {
		c.Name, l.Organization, l.Site, l.CreatedBy, l.OwnerPost = "", "", "", "", ""
	}
	main := l.Kind.Main()
	d := search.Doc{
		ID:     l.ID,
		Name:   []string{ja.Fold(l.Title)},
		Alias:  []string{ja.Fold(l.Kind.Label().Ja), ja.Fold(main.Label().Ja)},
		Body:   ja.Fold(strings.Join(l.texts(), "\n")),
		Newest: sqldb.Stamp(l.PublishedAt),
		Kana:   far,
		Tie:    ja.Fold(l.Title),
		Card:   c,
	}
	if c.Name != "" {
		d.Alias = append(d.Alias, ja.Spellings(c.Name)...)
	}
	if !c.Closing.IsZero() {
		d.Kana = c.Closing.String()
	}
	add := func(key string, values ...string) {
		for _, v := range values {
			d.Facets = append(d.Facets, search.Facet{Key: key, Value: v})
		}
	}
	add(FacetDirection, string(l.Direction))
	add(FacetMain, string(main))
	add(FacetKind, string(l.Kind))
	add(FacetCity, l.reach(today)...)
	add(FacetField, l.Fields...)
	add(FacetStatus, string(l.Status()))
	add(FacetAudience, string(l.Audience))
	add(FacetMonth, l.months()...)
	standing := "no"
	if l.Standing {
		standing = "yes"
	}
	add(FacetStanding, standing)
	if l.Disaster {
		add(FacetDisaster, "yes")
	}
	if l.Organization != "" {
		add(FacetOrg, string(l.Organization))
	}
	return d
}

// texts are what the search reads of a listing besides its title.
func (l *Listing) texts() []string {
	list := []string{l.Body, l.MeritCompany, l.MeritGroup, l.Beneficiaries, l.Conditions.Note, l.CostNote, l.HandNote, l.Safety, l.Report, l.Times}
	for _, f := range Details(l.Kind) {
		v := l.Detail[f.Name]
		if !f.Public() {
			continue // what only the centre reads is not found by anybody
		}
		switch f.Form {
		case Text, Prose:
			list = append(list, v)
		case OneOf, SomeOf:
			for _, chosen := range strings.Fields(v) {
				for _, c := range f.Choices {
					if c.Value == chosen {
						list = append(list, c.Label.Ja)
					}
				}
			}
		}
	}
	for _, slug := range l.Fields {
		if f, ok := codes.FieldBySlug(slug); ok {
			list = append(list, f.Label.Ja)
		}
	}
	return list
}

// reach are the municipalities in which somebody has something of the listing.
func (l *Listing) reach(today term.Date) (list []string) {
	if len(l.Cities) == 0 {
		for _, m := range codes.Municipalities(today) {
			list = append(list, m.Code)
		}
		return list
	}
	list = append(list, l.Cities...)
	if l.City == "" {
		return list
	}
	for _, c := range list {
		if c == l.City {
			return list
		}
	}
	return append(list, l.City)
}

// months are the months of the listing's period.
func (l *Listing) months() (list []string) {
	if l.Standing || l.Until.IsZero() {
		return []string{AnyMonth}
	}
	first := l.From
	if first.IsZero() {
		first = term.Of(l.PublishedAt)
	}
	last := l.Until.String()[:7]
	for m := first; m.String()[:7] <= last && len(list) < maxMonths; {
		list = append(list, m.String()[:7])
		m = term.On(m.Year(), m.Month(), 1).AddDays(32)
	}
	return list
}

// Closing is the last day on which somebody may ask: the deadline, else the listing's last day; zero
// without either.
func (l *Listing) Closing() term.Date {
	if !l.Deadline.IsZero() {
		return l.Deadline
	}
	return l.LastDay()
}
