package settings

import (
	"context"
	"encoding/json"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Clock is the reply clock of inquiries (返事の期限): after how many business days of silence what
// happens. Source: study of the domain 1.1, 3 / 7 / 14 by default and configurable.
type Clock struct {
	Remind   int // the side that owes the next word is reminded
	Alert    int // the coordinator is told
	HandOver int // the centre takes the case over

	Version   int64       // 0 = never set: the days are 3, 7 and 14
	ChangedBy audit.Actor // "" = nobody yet
	ChangedAt time.Time
}

// MaxClock is the most business days of silence.
const MaxClock = 60

// clockRow is the name of the row, and of the object in the log.
const clockRow = "reply-clock"

type clockDays struct {
	Remind   int `json:"remind"`
	Alert    int `json:"alert"`
	HandOver int `json:"handover"`
}

// ClockTx is the reply clock as the transaction sees it.
func ClockTx(tx *sqldb.Tx) (Clock, error) {
	c, found, err := sqldb.One(tx, func(r sqldb.Row) (c Clock, err error) {
		var text string
		if err := r.Scan(&text, &c.ChangedBy, sqldb.Time(&c.ChangedAt), &c.Version); err != nil {
			return c, err
		}
		var d clockDays
		err = json.Unmarshal([]byte(text), &d)
		c.Remind, c.Alert, c.HandOver = d.Remind, d.Alert, d.HandOver
		return c, err
	}, `SELECT content, actor, updated_at, version FROM setting WHERE name = $1`, clockRow)
	if !found {
		c.Remind, c.Alert, c.HandOver = 3, 7, 14
	}
	return c, err
}

// ReadClock returns the reply clock as the database has it.
func (s *Service) ReadClock(ctx context.Context) (c Clock, err error) {
	defer fault.Wrap(&err, "settings.ReadClock")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		c, err = ClockTx(tx)
		return err
	})
	return c, err
}

// SetClock changes the reply clock, for every turn that begins from then on. c.Version is the one that was
// read; an older one is fault.Conflict. says is the refusal of days that do not rise from 1 to MaxClock:
// fault.Fields named remind, alert, handover.
func (s *Service) SetClock(ctx context.Context, by audit.By, c Clock, says string) (err error) {
	defer fault.Wrap(&err, "settings.SetClock")
	var f fault.Fields
	least := 1
	for _, x := range [...]struct {
		name string
		days int
	}{{"remind", c.Remind}, {"alert", c.Alert}, {"handover", c.HandOver}} {
		if x.days < least || x.days > MaxClock {
			f = append(f, fault.Field{Name: x.name, Says: says})
		}
		least = max(least, x.days+1)
	}
	if err := f.Err(); err != nil {
		return err
	}
	text, err := json.Marshal(clockDays{c.Remind, c.Alert, c.HandOver})
	if err != nil {
		return err
	}
	return s.save(ctx, by, clockRow, string(text), c.Version, func() {})
}
