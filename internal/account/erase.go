package account

import (
	"context"
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Erase deletes a person's data for ever (個人情報の消去): name, addresses, ways to sign in, mails to
// them, the personal values of the log, and what the other packages keep (Erasing). The row, the
// tenures and the log's entries stay, so that what was done in a post still has somebody who did it.
// Their posts end with yesterday, their sessions at once. What goes from which column stands in
// docs/personal-data.md. Errors are fault.Fields named reason, and fault.NotFound.
func (s *Service) Erase(ctx context.Context, by audit.By, id PersonID, reason string) (err error) {
	defer fault.Wrap(&err, "account.Erase(%q)", id)
	if reason, err = reasonOf(in(ctx), reason); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.erase(tx, by, id, reason) })
}

func (s *Service) erase(tx *sqldb.Tx, by audit.By, id PersonID, reason string) error {
	x, err := s.traces(tx, id)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE person SET name = '', kana = '', email = '', email_key = '', phone = '', search = '', status = 'erased',
			suspended_on = '', suspended_reason = '', handle = $3, updated_at = $2, version = version + 1
		WHERE id = $1 AND status <> 'erased'`, string(id), tx.Now, secret())
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.NotFound, "no such person")
	}
	_, err = tx.Exec(`UPDATE tenure SET valid_until = $2, version = version + 1 WHERE person_id = $1 AND (valid_until = '' OR valid_until > $2)`,
		string(id), term.Of(tx.Now).AddDays(-1).String())
	if err != nil {
		return err
	}
	entries, err := s.erasedEntries(tx, x)
	if err != nil {
		return err
	}
	for _, f := range s.Erasing {
		more, err := f(tx, by, x)
		if err != nil {
			return err
		}
		entries = append(entries, more...)
	}
	for _, text := range []string{`DELETE FROM password WHERE person_id = $1`, `DELETE FROM totp WHERE person_id = $1`,
		`DELETE FROM recovery_code WHERE person_id = $1`, `DELETE FROM passkey WHERE person_id = $1`, `DELETE FROM identity WHERE person_id = $1`,
		`DELETE FROM device WHERE person_id = $1`, `DELETE FROM session WHERE person_id = $1`, `DELETE FROM challenge WHERE person_id = $1`,
		`UPDATE factor_reset SET reason = '' WHERE person_id = $1`} {
		if _, err := tx.Exec(text, string(id)); err != nil {
			return err
		}
	}
	if err := s.voidGiven(tx, by, id); err != nil {
		return err
	}
	for _, ticket := range x.tickets {
		if _, err := tx.Exec(`DELETE FROM ticket WHERE id = $1`, ticket); err != nil {
			return err
		}
	}
	if err := mail.Erase(tx, string(id), x.Mails...); err != nil {
		return err
	}
	if err := jobs.Cancel(tx, EraseKind, string(id)); err != nil {
		return err
	}
	e := by.Entry("person.erase", personObject(id), "")
	e.Subject, e.Reason = string(id), reason
	if err := s.Audit.Record(tx, e); err != nil {
		return err
	}
	return s.eraseEntries(tx, by, id, entries, reason)
}

// eraseEntries deletes the personal values of the entries about the person and of those found, a
// thousand at a time.
func (s *Service) eraseEntries(tx *sqldb.Tx, by audit.By, id PersonID, entries []string, reason string) error {
	const most = 1000
	slices.Sort(entries)
	entries = slices.Compact(entries)
	for first := true; first || len(entries) > 0; first = false {
		n := min(len(entries), most)
		if _, err := s.Audit.Erase(tx, by, audit.Erasure{Subject: string(id), Entries: entries[:n], Reason: reason}); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}
