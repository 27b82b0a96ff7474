package account

import "kyodo/internal/sqldb"

// UseTOTP is useTOTP for tests.
func (s *Service) UseTOTP(tx *sqldb.Tx, person PersonID, code string) (bool, error) {
	return s.useTOTP(tx, person, code)
}

// UseRecovery is useRecovery for tests.
func (s *Service) UseRecovery(tx *sqldb.Tx, person PersonID, code string) (bool, error) {
	return s.useRecovery(tx, person, code)
}
