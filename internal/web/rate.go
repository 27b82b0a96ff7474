package web

import (
	"errors"
	"time"

	"kyodo/internal/policy"
)

// refusalPeriod is the time in which refusals are counted together, and refusalsPerWrite how many of
// them an account may meet in it for each form that it may send a minute: far more than somebody
// meets who clicks on what is not theirs, far less than fills the log.
const (
	refusalPeriod    = 15 * time.Minute
	refusalsPerWrite = 5
)

// refusal puts the refused deed on record before the reader sees that it is refused. An account that
// meets too many is answered TooMany, whatever it asks for and whether it is there: the first of these
// is on record, the rest of the period is counted in the database alone.
func (r *Request) refusal(object string) error {
	if r.Site.cfg.Record == nil {
		return nil
	}
	e := policy.Denied(r.By(), r.route.Action, clip(object, 200), r.Decision)
	class := rateClass{"refusal", refusalsPerWrite * r.Site.cfg.Writes, refusalPeriod}
	if class.n == 0 || r.Site.cfg.DB == nil {
		return r.Site.cfg.Record(r.Context(), e)
	}
	n, many := count(r.Context(), r.Site.cfg.DB, class, string(r.Who.Person), r.Now)
	switch {
	case n == int64(class.n)+1 && errors.As(many, new(TooMany)):
		e.Object, e.Reason = "", "too many refusals: those that follow within "+refusalPeriod.String()+" are not written down"
	case many != nil:
		return many
	}
	return errors.Join(many, r.Site.cfg.Record(r.Context(), e))
}
