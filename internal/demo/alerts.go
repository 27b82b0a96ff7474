package demo

import (
	"context"
	"net/url"

	"kyodo/internal/alert"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
)

// keptSearches are the standing searches of the invented people, by the kind of their organization.
var keptSearches = []struct {
	kind   codes.Kind
	day    int // business days before today
	query  string
	rhythm alert.Rhythm
}{
	{codes.NPO, -26, "direction=offer&field=town", alert.Daily},
	{codes.NPO, -12, "direction=offer&kind=G", alert.Weekly},
	{codes.Company, -22, "direction=need&kind=P&kind=O3", alert.Daily},
	{codes.Group, -20, "direction=offer&kind=I2&kind=S1", alert.Daily},
}

var alertSays = &alert.Says{Rhythm: "no such rhythm", Many: "too many", Known: "kept already"}

// tellAlerts makes the events of the searches that the invented people keep.
func (t *teller) tellAlerts(seats []Seat) {
	for _, k := range keptSearches {
		for _, s := range seats {
			if s.Person == "" || s.Role.Code != policy.Owner(string(k.kind)) {
				continue
			}
			t.add(t.day(k.day, 0), "keep "+k.query, func(ctx context.Context) error {
				v, err := url.ParseQuery(k.query)
				if err != nil {
					return err
				}
				if err := t.Alerts.DB.Update(ctx, func(tx *sqldb.Tx) error { return alert.Arm(tx) }); err != nil {
					return err
				}
				_, err = t.Alerts.Keep(ctx, audit.By{Actor: audit.Actor(s.Person)}, s.Person, alert.Parse(v), k.rhythm, alertSays)
				return err
			})
		}
	}
}
