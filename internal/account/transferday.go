package account

import (
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// lateDays is for how many days after the 1 April of a fiscal year its 人事異動 may still be entered.
const lateDays = 30

// late says whether a 発令日 that is over may still be entered: 1 April of the fiscal year of today.
func late(on, today term.Date) bool {
	first := term.FiscalYearOf(today).First()
	return on == first && !today.After(first.AddDays(lateDays))
}

// acts are the last days on which people acted in posts.
type acts map[PersonID]map[PostID]term.Date

// actsOf reads what the people of a 人事異動 have done in their posts since the earliest 発令日 that is
// not ahead: a tenure never ends before what the log says was done in it.
func actsOf(tx *sqldb.Tx, t Transfer, x *staffing) (acts, error) {
	since := x.today.AddDays(1)
	for _, r := range t.Rows {
		if r.On.Before(since) && (r.On == x.today || late(r.On, x.today)) {
			since = r.On
		}
	}
	if since.After(x.today) {
		return nil, nil
	}
	list := acts{}
	var ids []any
	for id := range x.held {
		ids = append(ids, string(id))
	}
	for len(ids) > 0 {
		n := min(len(ids), 100)
		some := ids[:n]
		ids = ids[n:]
		err := sqldb.Each(tx, `SELECT a.actor, a.post, max(a.at) FROM audit a WHERE a.at >= $1 AND a.post <> '' AND a.actor IN `+sqldb.In(2, n)+
			` GROUP BY a.actor, a.post`, append([]any{since.Time()}, some...), func(r sqldb.Row) error {
			var person PersonID
			var post PostID
			var at time.Time
			if err := r.Scan(&person, &post, sqldb.Time(&at)); err != nil {
				return err
			}
			if list[person] == nil {
				list[person] = map[PostID]term.Date{}
			}
			list[person][post] = term.Of(at)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// day refuses a row for its 発令日, or warns of it.
func (x *staffing) day(d *dutyWords, r *PlanRow) (refused string) {
	if !r.On.Before(x.today) {
		return ""
	}
	if !late(r.On, x.today) {
		return d.PastDay
	}
	r.Warning = d.LateDay
	return ""
}

// last is the last day of a tenure that a row ends: the day before 発令日, or that of what was done
// in the post since.
func (x *staffing) last(d *dutyWords, r *PlanRow, post PostID) term.Date {
	last := r.On.AddDays(-1)
	if acted := x.acts[r.Person][post]; acted.After(last) {
		r.Warning += d.LateEnd(acted)
		return acted
	}
	return last
}

// self says whether a row is about who sends it.
func (x *staffing) self(r *PlanRow) bool { return audit.Actor(r.Person) == x.by && r.Person != "" }
