package jobs

import (
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Arm is Schedule unless the kind and subject have a time already: for what puts itself on the
// schedule again each time, and must neither stop nor come early when a process starts.
func Arm(tx *sqldb.Tx, kind, subject string, at time.Time) (err error) {
	defer fault.Wrap(&err, "jobs.Arm(%q, %q)", kind, subject)
	_, err = tx.Exec(`INSERT INTO due (kind, subject, due_at) VALUES ($1, $2, $3) ON CONFLICT (kind, subject) DO NOTHING`, kind, subject, at)
	return err
}
