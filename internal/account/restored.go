package account

import (
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Revoked is how many ways in a restored database had open.
type Revoked struct{ Sessions, Tickets, Challenges int64 }

// Restored ends what was open in a database that comes back from a backup, because it may have been
// ended, used or taken back since: every session, invitation, card and set-up link, and every sign-in
// that was begun. Passwords and second factors stay those of the backup.
func Restored(tx *sqldb.Tx) (n Revoked, err error) {
	defer fault.Wrap(&err, "account.Restored")
	if n.Sessions, err = tx.Exec(`UPDATE session SET ended_at = $1, end_reason = 'restored' WHERE ended_at = ''`, tx.Now); err != nil {
		return n, err
	}
	if n.Tickets, err = tx.Exec(`UPDATE ticket SET void_at = $1 WHERE used_at = '' AND void_at = ''`, tx.Now); err != nil {
		return n, err
	}
	n.Challenges, err = tx.Exec(`UPDATE challenge SET used_at = $1 WHERE used_at = ''`, tx.Now)
	return n, err
}
