package account

import (
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Erasures returns every erasure of a person's data, oldest first.
func Erasures(tx *sqldb.Tx) (list []PastErasure, err error) {
	defer fault.Wrap(&err, "account.Erasures")
	return sqldb.All(tx, func(r sqldb.Row) (e PastErasure, err error) {
		var at time.Time
		err = r.Scan((*string)(&e.Person), sqldb.Time(&at))
		e.On = term.Of(at)
		return e, err
	}, `SELECT subject, at FROM audit WHERE action = 'person.erase' ORDER BY at, id`)
}

// Unerased returns which of the people a database still has the data of: those who were erased after
// it was copied.
func Unerased(tx *sqldb.Tx, people []PersonID) (list []PersonID, err error) {
	defer fault.Wrap(&err, "account.Unerased")
	for _, id := range people {
		there, ok, err := sqldb.One(tx, sqldb.Text, `SELECT id FROM person WHERE id = $1 AND status <> 'erased'`, string(id))
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, PersonID(there))
		}
	}
	return list, nil
}

// PastErasure is an erasure that the log knows: whose data and on which day, without the data.
type PastErasure struct {
	Person PersonID
	On     term.Date
}
