package bank

import (
	"context"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// maxOwn bounds the list of an organization's own listings.
const maxOwn = 200

// OfOrganizations are the listings of some organizations, the newest first.
func (s *Service) OfOrganizations(ctx context.Context, orgs ...register.ID) (list []Listing, err error) {
	defer fault.Wrap(&err, "bank.OfOrganizations")
	if len(orgs) == 0 {
		return nil, nil
	}
	args := make([]any, 0, len(orgs)+1)
	for _, o := range orgs {
		args = append(args, string(o))
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scan, `SELECT `+columns+` FROM listing WHERE organization_id IN `+sqldb.In(2, len(orgs))+` ORDER BY id DESC LIMIT $1`,
			append([]any{maxOwn}, args...)...)
		return err
	})
	return list, err
}

// Entered are the listings that a person entered, the newest first.
func (s *Service) Entered(ctx context.Context, by account.PersonID) (list []Listing, err error) {
	defer fault.Wrap(&err, "bank.Entered(%q)", by)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scan, `SELECT `+columns+` FROM listing WHERE created_by = $1 ORDER BY id DESC LIMIT $2`, string(by), maxOwn)
		return err
	})
	return list, err
}

// Place is where a list goes on: since when the last row of the page waits, and its id.
type Place struct{ Since, ID string }

// pageOfWaiting is how many listings stand on a page of what waits for the check.
const pageOfWaiting = 50

// Waiting are the listings that wait for the centre's check within a scope, the oldest first.
func (s *Service) Waiting(ctx context.Context, within policy.Scope, after Place) (list []Listing, next Place, err error) {
	defer fault.Wrap(&err, "bank.Waiting")
	if !within.All && len(within.Cities) == 0 {
		return nil, Place{}, nil
	}
	args := []any{string(Checking), after.Since, after.ID, pageOfWaiting + 1}
	where := ""
	if !within.All {
		where = ` AND city_code IN ` + sqldb.In(5, len(within.Cities))
		for _, c := range within.Cities {
			args = append(args, c)
		}
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scan, `SELECT `+columns+` FROM listing WHERE state = $1 AND (state_at > $2 OR state_at = $2 AND id > $3)`+where+`
			ORDER BY state_at, id LIMIT $4`, args...)
		return err
	})
	if len(list) > pageOfWaiting {
		list = list[:pageOfWaiting]
		last := list[len(list)-1]
		next = Place{Since: sqldb.Stamp(last.StateAt.In(time.UTC)), ID: last.ID}
	}
	return list, next, err
}
