package bank

import (
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Assign gives a listing to a post that looks after it from now on.
// Errors: fault.NotFound; fault.Conflict once it is closed.
func (s *Service) Assign(tx *sqldb.Tx, by audit.By, id string, post account.PostID) (err error) {
	defer fault.Wrap(&err, "bank.Assign(%q)", id)
	l, err := ListingTx(tx, id)
	if err != nil {
		return err
	}
	return s.moveTx(tx, by, &l, l.Version, l.State, "desk.assign", func(_ *sqldb.Tx, l *Listing) (string, error) {
		l.OwnerPost = post
		return "post=" + string(post), nil
	})
}

// Widen lets an open listing reach one more municipality, as when it is sent to a neighbouring town. A
// listing that reaches the whole prefecture stays as it is.
// Errors: fault.NotFound; fault.Conflict while it is not open.
func (s *Service) Widen(tx *sqldb.Tx, by audit.By, id, city string) (l Listing, err error) {
	defer fault.Wrap(&err, "bank.Widen(%q)", id)
	if l, err = ListingTx(tx, id); err != nil {
		return l, err
	}
	if l.State != Open {
		return l, fault.New(fault.Conflict, "the listing is %s", l.State)
	}
	err = s.moveTx(tx, by, &l, l.Version, Open, "listing.widen", func(_ *sqldb.Tx, l *Listing) (string, error) {
		if len(l.Cities) > 0 && !slices.Contains(l.Cities, city) {
			l.Cities = append(slices.Clone(l.Cities), city)
			slices.Sort(l.Cities)
		}
		return "city=" + city, nil
	})
	return l, err
}
