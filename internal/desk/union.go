package desk

import (
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// The log's words for a consultation that passed from one record to another.
const (
	unites = "consultation.unite"
	parts  = "consultation.part"
)

// Unite is a register.Service.Uniting: the consultations of the record that goes, closed ones too, are of
// the one that stays.
func (s *Service) Unite(tx *sqldb.Tx, by audit.By, keep, gone register.ID) (err error) {
	defer fault.Wrap(&err, "desk.Unite(%q, %q)", keep, gone)
	return s.pass(tx, by, gone, keep, unites, func(string) (bool, error) { return true, nil })
}

// Part is a register.Service.Parting: it gives back what Unite moved. What was asked meanwhile stays with
// the record that stayed.
func (s *Service) Part(tx *sqldb.Tx, by audit.By, kept, gone register.ID) (err error) {
	defer fault.Wrap(&err, "desk.Part(%q, %q)", kept, gone)
	return s.pass(tx, by, kept, gone, parts, func(nid string) (bool, error) {
		log, err := audit.Of(tx, "consultation:"+nid)
		slices.Reverse(log)
		for _, e := range log {
			if e.Action == unites || e.Action == parts {
				return e.Action == unites && e.Detail == passed(gone, kept), err
			}
		}
		return false, err
	})
}

func passed(from, to register.ID) string { return "from=" + string(from) + " to=" + string(to) }

// pass gives the consultations of one record, those that which names, to another.
func (s *Service) pass(tx *sqldb.Tx, by audit.By, from, to register.ID, action string, which func(nid string) (bool, error)) error {
	ids, err := sqldb.All(tx, sqldb.Text, `SELECT id FROM consultation WHERE organization_id = $1 ORDER BY id`, string(from))
	if err != nil {
		return err
	}
	for _, nid := range ids {
		if ok, err := which(nid); err != nil {
			return err
		} else if !ok {
			continue
		}
		if _, err := tx.Exec(`UPDATE consultation SET organization_id = $2, version = version + 1, updated_at = $3 WHERE id = $1`, nid, string(to), tx.Now); err != nil {
			return err
		}
		e := by.Entry(action, "consultation:"+nid, passed(from, to))
		e.Subject = string(to)
		if err := s.Audit.Record(tx, e); err != nil {
			return err
		}
	}
	return nil
}
