package candidate

import (
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/collaboration"
	"kyodo/internal/matching"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// behind is what matching knows of an organization.
type behind struct {
	legal     codes.Kind
	published bool
	certified bool
	done      map[codes.Main]int
}

// facts makes listings ready for matching, with the organizations behind them, how often they were
// asked about and what was done before, in three statements for any number of listings of a bound.
func facts(tx *sqldb.Tx, list []bank.Listing) ([]matching.Facts, error) {
	orgs, err := organizations(tx, list)
	if err != nil {
		return nil, err
	}
	asked, err := contacts(tx, list)
	if err != nil {
		return nil, err
	}
	out := make([]matching.Facts, len(list))
	for i := range list {
		l := &list[i]
		out[i] = factsOf(l, orgs[l.Organization], asked[l.ID])
	}
	return out, nil
}

// factsOf are the facts of one listing. A count that is used up is no candidate, see Load. There is no
// disclosure level and no capacity in the register yet: both stay unknown.
func factsOf(l *bank.Listing, org *behind, asked int) matching.Facts {
	left, _ := l.Remaining()
	f := matching.Facts{
		ID: l.ID, Organization: string(l.Organization), Need: l.Direction == bank.Need, Kind: l.Kind, Fields: l.Fields,
		City: l.City, Cities: l.Cities, Online: matching.Of(l.Online),
		From: l.From, Until: l.Until, Standing: l.Standing, Quantity: left, Least: l.Least, Most: l.Most, Unit: l.Unit,
		Requires: matching.Requirements{Legal: l.Conditions.Legal, Published: l.Conditions.Published, Certified: l.Conditions.Certified, Level: l.Conditions.Level},
		Text:     l.Title + "。" + l.Body, Contacts: asked,
	}
	if f.Need { // what a need can receive at a time is the most that it wants from one partner
		f.Capacity = l.Most
	} else { // an offer that names no municipality reaches the whole prefecture; a need is where it is
		f.Whole = len(l.Cities) == 0 && l.City != ""
	}
	if org != nil {
		f.Legal, f.Published, f.Certified = org.legal, matching.Of(org.published), matching.Of(org.certified)
		f.Done = org.done[l.Kind.Main()]
	}
	return f
}

// each calls f with the distinct values in parts that one statement can take.
func each(tx *sqldb.Tx, values []string, beside int, f func(part []any) error) error {
	seen := make(map[string]bool, len(values))
	var part []any
	for _, v := range values {
		if v == "" || seen[v] {
			continue
		}
		seen[v] = true
		if part = append(part, v); len(part) == tx.Rows(1)-beside {
			if err := f(part); err != nil {
				return err
			}
			part = nil
		}
	}
	if len(part) == 0 {
		return nil
	}
	return f(part)
}

func organizations(tx *sqldb.Tx, list []bank.Listing) (map[register.ID]*behind, error) {
	by := map[register.ID]*behind{}
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = string(list[i].Organization)
	}
	today := term.Of(tx.Now).String()
	err := each(tx, ids, 1, func(part []any) error {
		return sqldb.Each(tx, `SELECT o.id, o.kind, COALESCE(p.published, false) AND NOT o.hidden, o.approval <> '' AND (o.approved_until = '' OR o.approved_until >= $1)
			FROM organization o LEFT JOIN profile p ON p.organization_id = o.id WHERE o.id IN `+sqldb.In(2, len(part)),
			append([]any{today}, part...), func(r sqldb.Row) error {
				var oid register.ID
				b := &behind{done: map[codes.Main]int{}}
				if err := r.Scan(&oid, &b.legal, &b.published, &b.certified); err != nil {
					return err
				}
				by[oid] = b
				return nil
			})
	})
	if err != nil {
		return nil, err
	}
	return by, past(tx, ids, by)
}

// past counts, by main kind, what organizations gave or received and brought to its end.
func past(tx *sqldb.Tx, ids []string, by map[register.ID]*behind) error {
	for _, side := range [...]string{"giver_id", "receiver_id"} {
		err := each(tx, ids, 1, func(part []any) error {
			return sqldb.Each(tx, `SELECT `+side+`, kind, count(*) FROM collaboration WHERE outcome = $1 AND `+side+` IN `+sqldb.In(2, len(part))+` GROUP BY `+side+`, kind`,
				append([]any{string(collaboration.Done)}, part...), func(r sqldb.Row) error {
					var oid register.ID
					var kind codes.Support
					var n int
					if err := r.Scan(&oid, &kind, &n); err != nil {
						return err
					}
					if b := by[oid]; b != nil {
						b.done[kind.Main()] += n
					}
					return nil
				})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// contacts counts the inquiries about listings.
func contacts(tx *sqldb.Tx, list []bank.Listing) (map[string]int, error) {
	by := map[string]int{}
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	return by, each(tx, ids, 0, func(part []any) error {
		return sqldb.Each(tx, `SELECT listing_id, count(*) FROM inquiry WHERE listing_id IN `+sqldb.In(1, len(part))+` GROUP BY listing_id`, part, func(r sqldb.Row) error {
			var lid string
			var n int
			if err := r.Scan(&lid, &n); err != nil {
				return err
			}
			by[lid] = n
			return nil
		})
	})
}
