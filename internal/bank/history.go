package bank

import (
	"context"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Event is one change of a listing's state.
type Event struct {
	State State
	Code  codes.Exit
	Note  string
	Actor account.PersonID // "system" = the program itself
	At    time.Time
}

// maxEvents bounds a history.
const maxEvents = 200

// History returns the changes of state of a listing, the newest first.
func (s *Service) History(ctx context.Context, id string) (list []Event, err error) {
	defer fault.Wrap(&err, "bank.History(%q)", id)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, func(r sqldb.Row) (e Event, err error) {
			return e, r.Scan(&e.State, &e.Code, &e.Note, &e.Actor, sqldb.Time(&e.At))
		}, `SELECT state, code, note, actor, at FROM listing_event WHERE listing_id = $1 ORDER BY id DESC LIMIT $2`, id, maxEvents)
		return err
	})
	return list, err
}
