package inquiry

import (
	"slices"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// movable is, by side, which inquiries of $1 can be of $2, and how one moves to $2. What both records
// ask of each other, and what both ask about one listing, stays: its clock brings it to the centre.
var movable = []struct {
	side       Side
	list, move string
}{
	{Asker, `SELECT q.id FROM inquiry q WHERE q.asker_id = $1 AND q.owner_id <> $2 AND (q.state NOT IN ('sent', 'read', 'talking', 'waiting') OR NOT EXISTS (
			SELECT 1 FROM inquiry k WHERE k.listing_id = q.listing_id AND k.asker_id = $2 AND k.state IN ('sent', 'read', 'talking', 'waiting'))) ORDER BY q.id`,
		`UPDATE inquiry SET asker_id = $2, version = version + 1, updated_at = $3 WHERE id = $1`},
	{Owner, `SELECT q.id FROM inquiry q WHERE q.owner_id = $1 AND q.asker_id <> $2 ORDER BY q.id`,
		`UPDATE inquiry SET owner_id = $2, version = version + 1, updated_at = $3 WHERE id = $1`},
}

// The log's words for an inquiry that passed from one record to another.
const (
	unites = "inquiry.unite"
	parts  = "inquiry.part"
)

// Unite is a register.Service.Uniting: the inquiries of the record that goes, asked and received,
// belong to the one that stays.
func (s *Service) Unite(tx *sqldb.Tx, by audit.By, keep, gone register.ID) (err error) {
	defer fault.Wrap(&err, "inquiry.Unite(%q, %q)", keep, gone)
	return s.pass(tx, by, gone, keep, unites, func(string, Side) (bool, error) { return true, nil })
}

// Part is a register.Service.Parting: it gives back what Unite moved, and what was asked
// meanwhile about a listing that goes back. What else began meanwhile stays with the record that stayed.
func (s *Service) Part(tx *sqldb.Tx, by audit.By, kept, gone register.ID) (err error) {
	defer fault.Wrap(&err, "inquiry.Part(%q, %q)", kept, gone)
	return s.pass(tx, by, kept, gone, parts, func(id string, side Side) (bool, error) {
		if side == Owner { // it goes where its listing is: see bank.Service.Part
			owner, _, err := sqldb.One(tx, sqldb.Text, `SELECT l.organization_id FROM inquiry q JOIN listing l ON l.id = q.listing_id WHERE q.id = $1`, id)
			return register.ID(owner) == gone, err
		}
		log, err := audit.Of(tx, "inquiry:"+id)
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

// pass gives the inquiries of one record, those that which names, to another.
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
			e := by.Entry(action, "inquiry:"+id, passed(m.side, from, to))
			e.Subject = string(to)
			if err := s.Audit.Record(tx, e); err != nil {
				return err
			}
		}
	}
	return nil
}
