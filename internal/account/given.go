package account

import (
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// voidGiven makes the open tickets worthless that somebody gave who is leaving a post, or the site.
func (s *Service) voidGiven(tx *sqldb.Tx, by audit.By, person PersonID) error {
	open, err := sqldb.All(tx, sqldb.Text, `SELECT k.id FROM ticket k
		WHERE k.actor = $1 AND k.used_at = '' AND k.void_at = '' AND k.expires_at > $2 ORDER BY k.id`, string(person), tx.Now)
	if err != nil {
		return err
	}
	for _, id := range open {
		if err := s.WithdrawTx(tx, by, id); err != nil {
			return err
		}
	}
	return nil
}

// ifPast is voidGiven for a tenure whose last day is over.
func (s *Service) ifPast(tx *sqldb.Tx, by audit.By, person PersonID, last term.Date) error {
	if !last.Before(term.Of(tx.Now)) {
		return nil
	}
	return s.voidGiven(tx, by, person)
}

// outlived refuses a ticket whose giver has left a post since, or may not sign in any more: a last
// day that lay ahead when it was set has come. Its error is fault.Gone.
func outlived(tx *sqldb.Tx, k Ticket) error {
	n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM person p WHERE p.id = $1 AND (p.status <> 'active' OR EXISTS (
		SELECT 1 FROM tenure t JOIN post o ON o.id = t.post_id WHERE t.person_id = p.id AND t.valid_from <= $3
			AND (t.valid_until = '' OR t.valid_until >= $2) AND (o.valid_until = '' OR o.valid_until >= $2)
			AND ((t.valid_until <> '' AND t.valid_until < $3) OR (o.valid_until <> '' AND o.valid_until < $3))))`,
		string(k.Actor), term.Of(k.CreatedAt).String(), term.Of(tx.Now).String())
	if err == nil && n > 0 {
		err = fault.New(fault.Gone, "who gave the ticket has left")
	}
	return err
}
