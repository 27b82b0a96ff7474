package inquiry

import (
	"context"
	"slices"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Rate is how an organization answers inquiries (返信率, 返信までの日数).
type Rate struct {
	Asked    int // received, and answered or due by now
	Answered int
	Days     int // median of whole days from the inquiry to the first answer; 0 = the same day
}

// maxRated bounds what a rate is made of: the newest ones count.
const maxRated = 200

// Rate reckons how an organization answers. What was asked and is not due yet counts neither way, nor does
// what the centre has had from the beginning because nobody there can be mailed.
func (s *Service) Rate(ctx context.Context, owner register.ID) (rate Rate, err error) {
	defer fault.Wrap(&err, "inquiry.Rate(%q)", owner)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		rate = Rate{}
		var days []int
		err := sqldb.Each(tx, `SELECT created_at, first_reply_at, state, escalated_at FROM inquiry WHERE owner_id = $1 ORDER BY id DESC LIMIT $2`,
			[]any{string(owner), maxRated}, func(r sqldb.Row) error {
				var created, replied, escalated time.Time
				var state State
				if err := r.Scan(sqldb.Time(&created), sqldb.Time(&replied), &state, sqldb.Time(&escalated)); err != nil {
					return err
				}
				switch {
				case !replied.IsZero():
					rate.Asked, rate.Answered = rate.Asked+1, rate.Answered+1
					days = append(days, int(replied.Sub(created)/(24*time.Hour)))
				case escalated.After(created), !state.Open() && state != Withdrawn:
					rate.Asked++
				}
				return nil
			})
		if len(days) > 0 {
			slices.Sort(days)
			rate.Days = days[len(days)/2]
		}
		return err
	})
	return rate, err
}
