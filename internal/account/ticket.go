package account

import "kyodo/internal/sqldb"

// voidTickets makes every open ticket of a person worthless.
func (s *Service) voidTickets(tx *sqldb.Tx, person PersonID) error {
	_, err := tx.Exec(`UPDATE ticket SET void_at = $2 WHERE person_id = $1 AND person_id <> '' AND used_at = '' AND void_at = ''`,
		string(person), tx.Now)
	return err
}
