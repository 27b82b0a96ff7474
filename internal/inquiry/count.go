package inquiry

import (
	"context"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// CountOpen counts the open inquiries about listings, by listing; those without one are absent.
func (s *Service) CountOpen(ctx context.Context, listings []string) (by map[string]int, err error) {
	defer fault.Wrap(&err, "inquiry.CountOpen")
	by = map[string]int{}
	if len(listings) == 0 {
		return by, nil
	}
	args := []any{string(Sent), string(Read), string(Talking), string(Waiting)}
	for _, l := range listings {
		args = append(args, l)
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		clear(by)
		return sqldb.Each(tx, `SELECT listing_id, count(*) FROM inquiry WHERE state IN ($1, $2, $3, $4) AND listing_id IN `+sqldb.In(5, len(listings))+` GROUP BY listing_id`,
			args, func(r sqldb.Row) error {
				var l string
				var n int64
				if err := r.Scan(&l, &n); err != nil {
					return err
				}
				by[l] = int(n)
				return nil
			})
	})
	return by, err
}
