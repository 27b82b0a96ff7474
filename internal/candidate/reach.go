package candidate

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Reached says of the needs of one municipality that were published in a span how many have been asked
// about at all: what equity is for.
type Reached struct {
	City  string // JIS 5-digit code, "" = the listing names none
	Needs int
	Asked int // with at least one inquiry by now
}

// Reached reports the needs published from one day until another, by municipality.
func (s *Service) Reached(ctx context.Context, from, until term.Date) (list []Reached, err error) {
	defer fault.Wrap(&err, "candidate.Reached")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, func(r sqldb.Row) (x Reached, err error) { return x, r.Scan(&x.City, &x.Needs, &x.Asked) },
			`SELECT l.city_code, count(*), COALESCE(sum(CASE WHEN EXISTS (SELECT 1 FROM inquiry q WHERE q.listing_id = l.id) THEN 1 ELSE 0 END), 0)
			FROM listing l WHERE l.direction = $1 AND l.published_at >= $2 AND l.published_at < $3 GROUP BY l.city_code ORDER BY l.city_code`,
			string(bank.Need), from.Time(), until.AddDays(1).Time())
		return err
	})
	return list, err
}

// Record writes an entry of the log, such as that somebody took a report away as a file.
func (s *Service) Record(ctx context.Context, e audit.Entry) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.Audit.Record(tx, e) })
}
