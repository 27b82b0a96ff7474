package bank

import (
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Unite is a register.Service.Uniting: the listings of the record that goes belong to the one that stays.
func (s *Service) Unite(tx *sqldb.Tx, by audit.By, keep, gone register.ID) (err error) {
	defer fault.Wrap(&err, "bank.Unite(%q, %q)", keep, gone)
	return s.hand(tx, by, gone, keep, "listing.unite", func(string) (bool, error) { return true, nil })
}

// Part is a register.Service.Parting: it gives back what Unite moved. What began meanwhile stays with
// the record that stayed.
func (s *Service) Part(tx *sqldb.Tx, by audit.By, kept, gone register.ID) (err error) {
	defer fault.Wrap(&err, "bank.Part(%q, %q)", kept, gone)
	return s.hand(tx, by, kept, gone, "listing.part", func(id string) (bool, error) {
		log, err := audit.Of(tx, "listing:"+id)
		slices.Reverse(log)
		for _, e := range log {
			if e.Action == "listing.unite" || e.Action == "listing.part" {
				return e.Action == "listing.unite" && e.Detail == moved(gone, kept), err
			}
		}
		return false, err
	})
}

// moved is the log's word for a listing that passed from one record to another.
func moved(from, to register.ID) string { return "from=" + string(from) + " to=" + string(to) }

// hand gives listings of one record to another.
func (s *Service) hand(tx *sqldb.Tx, by audit.By, from, to register.ID, action string, which func(id string) (bool, error)) error {
	list, err := sqldb.All(tx, scan, `SELECT `+columns+` FROM listing WHERE organization_id = $1 ORDER BY id`, string(from))
	if err != nil {
		return err
	}
	for i := range list {
		l := &list[i]
		if ok, err := which(l.ID); err != nil {
			return err
		} else if !ok {
			continue
		}
		if _, err := tx.Exec(`UPDATE listing SET organization_id = $2, version = version + 1, updated_at = $3 WHERE id = $1`, l.ID, string(to), tx.Now); err != nil {
			return err
		}
		l.Organization = to
		if err := s.Audit.Record(tx, s.entry(by, action, l, moved(from, to))); err != nil {
			return err
		}
		s.touched(tx, l.ID)
	}
	return nil
}
