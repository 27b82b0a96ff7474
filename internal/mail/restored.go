package mail

import (
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// restored stands at a mail that a person must release, because it may have been sent after the
// backup from which the database comes.
const restored = "restored from a backup: it may have been sent before"

// Restored holds every mail that waited in a database that comes back from a backup, until a person
// releases it (Retry), and returns how many. One with a link that signs in is dropped, because the
// link is void.
func Restored(tx *sqldb.Tx) (held, dropped int64, err error) {
	defer fault.Wrap(&err, "mail.Restored")
	if dropped, err = tx.Exec(`UPDATE mail SET state = $1, body = '', last_error = $2 WHERE secret AND state IN ('queued', 'sending', 'held')`,
		string(Dropped), restored); err != nil {
		return 0, 0, err
	}
	held, err = tx.Exec(`UPDATE mail SET state = $1, last_error = $2 WHERE state IN ('queued', 'sending', 'held')`, string(Held), restored)
	return held, dropped, err
}
