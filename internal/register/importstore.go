package register

import (
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

const runColumns = `id, family, file_name, digest, as_of, position, created, updated, unchanged, asked, closed, rejected,
	started_at, finished_at`

// errSameFile is what the second of two processes gets. It has written nothing.
var errSameFile = fault.New(fault.Conflict, "another process imports the same file")

func scanRun(r sqldb.Row) (x importRun, err error) {
	var started string
	err = r.Scan(&x.ID, &x.Family, &x.FileName, &x.Digest, &x.AsOf, &x.Position, &x.Created, &x.Updated, &x.Unchanged,
		&x.Asked, &x.Closed, &x.Rejected, &started, sqldb.Time(&x.FinishedAt))
	return x, err
}

func unfinishedRun(tx *sqldb.Tx, family, digest string) (importRun, bool, error) {
	return sqldb.One(tx, scanRun, `SELECT `+runColumns+` FROM import_run
		WHERE family = $1 AND digest = $2 AND finished_at = ''`, family, digest)
}

// firstDay returns the day for which the file was read the first time.
func firstDay(tx *sqldb.Tx, family, digest string) (term.Date, bool, error) {
	return sqldb.One(tx, func(r sqldb.Row) (d term.Date, err error) { err = r.Scan(&d); return d, err },
		`SELECT as_of FROM import_run WHERE family = $1 AND digest = $2 ORDER BY started_at, id LIMIT 1`, family, digest)
}

// insertRun stores a new run; ok is false when another process has just begun with the same file.
func insertRun(tx *sqldb.Tx, x *importRun) (ok bool, err error) {
	n, err := tx.Exec(`INSERT INTO import_run (`+runColumns+`) VALUES `+sqldb.Values(1, 14)+`
		ON CONFLICT (family, digest) WHERE finished_at = '' DO NOTHING`, x.ID, x.Family, x.FileName, x.Digest,
		x.AsOf.String(), 0, 0, 0, 0, 0, 0, 0, tx.Now, "")
	return n == 1, err
}

// saveRun moves the run from the position that its caller knows. Two processes that read the same
// file at once cannot both do so: the second gets fault.Conflict and has written nothing.
func saveRun(tx *sqldb.Tx, from int, x *importRun) error {
	n, err := tx.Exec(`UPDATE import_run SET position = $1, created = $2, updated = $3, unchanged = $4, asked = $5, closed = $6,
		rejected = $7, finished_at = $8 WHERE id = $9 AND position = $10 AND finished_at = ''`, x.Position, x.Created, x.Updated,
		x.Unchanged, x.Asked, x.Closed, x.Rejected, sqldb.Stamp(x.FinishedAt), x.ID, from)
	if err == nil && n == 0 {
		err = errSameFile
	}
	return err
}

func saveRejections(tx *sqldb.Tx, run string, list []intake.Rejection) error {
	for _, r := range list {
		_, err := tx.Exec(`INSERT INTO import_rejection (import_id, line, field, reason) VALUES ($1, $2, $3, $4)
			ON CONFLICT (import_id, line, field) DO NOTHING`, run, r.Line, r.Column, r.Reason)
		if err != nil {
			return err
		}
	}
	return nil
}

func rejectionsOf(tx *sqldb.Tx, run string) ([]intake.Rejection, error) {
	list, err := sqldb.All(tx, func(r sqldb.Row) (x intake.Rejection, err error) {
		err = r.Scan(&x.Line, &x.Column, &x.Reason)
		return x, err
	}, `SELECT line, field, reason FROM import_rejection WHERE import_id = $1 ORDER BY line, field`, run)
	if list == nil {
		list = []intake.Rejection{}
	}
	return list, err
}
