package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Ages are the steps of the ageing board, in days since the publication.
func Ages() []int { return []int{60, 30, 14} }

// Aged is an open listing about which nobody has asked.
type Aged struct {
	ID           string
	Direction    bank.Direction
	Kind         codes.Support
	Title        string
	Organization string // its id
	Name         string // of the organization, "" = none
	City         string
	PublishedOn  term.Date
	Days         int // since then
	LastDay      term.Date
	Kept         bool // by the centre: it is sent to nobody
}

// unasked is the condition on the listings (l) about which somebody should have asked by now and nobody
// has. What companies hold ready for a disaster waits for the day and not for a better text.
const unasked = ` AND NOT (l.direction = 'offer' AND substr(l.kind, 1, 1) = 'D') AND NOT EXISTS (SELECT 1 FROM inquiry q WHERE q.listing_id = l.id)`

// maxAged bounds the board.
const maxAged = 300

// Aged returns the open listings without any inquiry since at least days, the oldest first, as far as
// the reader may see them.
func (s *Service) Aged(ctx context.Context, see Sight, days int) (list []Aged, err error) {
	defer fault.Wrap(&err, "desk.Aged")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		today := term.Of(tx.Now)
		list, err = sqldb.All(tx, func(r sqldb.Row) (a Aged, err error) {
			var at time.Time
			err = r.Scan(&a.ID, &a.Direction, &a.Kind, &a.Title, &a.Organization, &a.Name, &a.City, sqldb.Time(&at), &a.LastDay, &a.Kept)
			a.PublishedOn = term.Of(at)
			a.Days = a.PublishedOn.DaysUntil(today)
			return a, err
		}, `SELECT l.id, l.direction, l.kind, l.title, l.organization_id, coalesce(o.name, ''), l.city_code, l.published_at, l.advertise_until, l.audience = 'center'
			FROM listing l LEFT JOIN organization o ON o.id = l.organization_id
			WHERE l.state = 'open' AND l.published_at < $1`+unasked+see.listings()+`
			ORDER BY l.published_at, l.id LIMIT $2`, today.AddDays(1-days).Time(), maxAged)
		return err
	})
	return list, err
}

// Neighbours are the municipalities nearest to one, at most five.
func Neighbours(city string, on term.Date) []codes.Municipality {
	type near struct {
		m  codes.Municipality
		km int
	}
	var list []near
	for _, m := range codes.Municipalities(on) {
		if km, ok := codes.Kilometres(city, m.Code); ok && m.Code != city {
			list = append(list, near{m, km})
		}
	}
	slices.SortFunc(list, func(a, b near) int { return cmp.Or(cmp.Compare(a.km, b.km), cmp.Compare(a.m.Code, b.m.Code)) })
	var towns []codes.Municipality
	for _, n := range list[:min(5, len(list))] {
		towns = append(towns, n.m)
	}
	return towns
}

// SendNext lets a listing reach a neighbouring town and tells those who support groups there.
// Errors: fault.Fields named city; fault.NotFound; fault.Conflict while it is not open, or is kept by the centre.
func (s *Service) SendNext(ctx context.Context, by audit.By, listing, city string, says *Says) (err error) {
	defer fault.Wrap(&err, "desk.SendNext(%q)", listing)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if _, known := codes.MunicipalityAt(city, term.Of(tx.Now)); !known {
			return fault.Fields{{Name: "city", Says: says.Target}}
		}
		l, err := s.Bank.Widen(tx, by, listing, city)
		if err == nil && l.Audience == bank.CenterOnly {
			err = fault.New(fault.Conflict, "the centre keeps the listing")
		}
		if err != nil {
			return err
		}
		members, err := s.People.MembersOf(tx, account.Scope{Kind: account.OfMunicipality, ID: city})
		if err != nil {
			return err
		}
		today := term.Of(tx.Now)
		var people []account.Person
		for _, m := range members {
			if m.Person.Status == account.Active && m.Tenure.On(today) && s.May(policy.ListingRead, m.Post.Roles) {
				people = append(people, m.Person)
			}
		}
		return s.mail(tx, people, "desk.neighbours", l.Path(), func(w *mailWords) (string, []string) { return w.Neighbours(l.Title, l.Path()) })
	})
}
