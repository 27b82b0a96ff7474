package collaboration

import (
	"slices"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// movable is, by side, which collaborations of $1 can be of $2, and how one moves to $2. What both
// records agreed with each other stays.
var movable = []struct {
	side       Side
	list, move string
}{
	{Giver, `SELECT id FROM collaboration WHERE giver_id = $1 AND receiver_id <> $2 ORDER BY id`,
		`UPDATE collaboration SET giver_id = $2, version = version + 1, updated_at = $3 WHERE id = $1`},
	{Receiver, `SELECT id FROM collaboration WHERE receiver_id = $1 AND giver_id <> $2 ORDER BY id`,
		`UPDATE collaboration SET receiver_id = $2, version = version + 1, updated_at = $3 WHERE id = $1`},
}

// The log's words for a collaboration that passed from one record to another.
const (
	unites = "collaboration.unite"
	parts  = "collaboration.part"
)

// Unite is a register.Service.Uniting: the collaborations of the record that goes, given and received,
// belong to the one that stays.
func (s *Service) Unite(tx *sqldb.Tx, by audit.By, keep, gone register.ID) (err error) {
	defer fault.Wrap(&err, "collaboration.Unite(%q, %q)", keep, gone)
	return s.pass(tx, by, gone, keep, unites, func(string, Side) (bool, error) { return true, nil })
}

// Part is a register.Service.Parting: it gives back what Unite moved. What began meanwhile stays with
// the record that stayed.
func (s *Service) Part(tx *sqldb.Tx, by audit.By, kept, gone register.ID) (err error) {
	defer fault.Wrap(&err, "collaboration.Part(%q, %q)", kept, gone)
	return s.pass(tx, by, kept, gone, parts, func(id string, side Side) (bool, error) {
		log, err := audit.Of(tx, "collaboration:"+id)
		slices.Reverse(log)
		for _, e := range log {
			if (e.Action == unites || e.Action == parts) && strings.HasPrefix(e.Detail, "side="+string(side)+" ") {
				return e.Action == unites && e.Detail == passed(side, gone, kept), err
			}
		}
		return false, err
	})
}

func passed(side Side, from, to register.ID) string {
	return "side=" + string(side) + " from=" + string(from) + " to=" + string(to)
}

// pass gives the collaborations of one record, those that which names, to another.
func (s *Service) pass(tx *sqldb.Tx, by audit.By, from, to register.ID, action string, which func(id string, side Side) (bool, error)) error {
	for _, m := range movable {
		ids, err := sqldb.All(tx, sqldb.Text, m.list, string(from), string(to))
		if err != nil {
			return err
		}
		for _, id := range ids {
			if ok, err := which(id, m.side); err != nil {
				return err
			} else if !ok {
				continue
			}
			if _, err := tx.Exec(m.move, id, string(to), tx.Now); err != nil {
				return err
			}
			e := by.Entry(action, "collaboration:"+id, passed(m.side, from, to))
			e.Subject = string(to)
			if err := s.Audit.Record(tx, e); err != nil {
				return err
			}
		}
	}
	return nil
}
