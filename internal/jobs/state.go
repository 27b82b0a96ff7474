package jobs

import (
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Due is a row that waits for its time.
type Due struct {
	Kind, Subject string
	At            time.Time
}

// Dues returns what is due next, at most limit rows.
func Dues(tx *sqldb.Tx, limit int) (list []Due, err error) {
	defer fault.Wrap(&err, "jobs.Dues")
	return sqldb.All(tx, func(r sqldb.Row) (d Due, err error) {
		return d, r.Scan(&d.Kind, &d.Subject, sqldb.Time(&d.At))
	}, `SELECT kind, subject, due_at FROM due ORDER BY due_at, kind, subject LIMIT $1`, limit)
}

// Counts returns how many jobs are in each state of the queue: available, scheduled, running,
// retryable, completed, discarded, cancelled, pending. States without jobs are absent.
func Counts(tx *sqldb.Tx) (by map[string]int64, err error) {
	defer fault.Wrap(&err, "jobs.Counts")
	by = map[string]int64{}
	err = sqldb.Each(tx, `SELECT state, count(*) FROM river_job GROUP BY state`, nil, func(r sqldb.Row) error {
		var state string
		var n int64
		err := r.Scan(&state, &n)
		by[state] = n
		return err
	})
	return by, err
}

// Failure is a job that failed and will be tried again, or was given up.
type Failure struct {
	ID       int64
	Kind     string
	GivenUp  bool
	Attempts int
	Next     time.Time // when it is tried again; zero = never
	Error    string    // of the last attempt
}

// Failures returns the jobs that failed, the newest first, at most limit. Arguments are not shown.
func (q *Queue) Failures(tx *sqldb.Tx, limit int) (list []Failure, err error) {
	defer fault.Wrap(&err, "jobs.Failures")
	found, err := q.client.JobListTx(tx.Context(), tx.SQL(), river.NewJobListParams().First(limit).
		States(rivertype.JobStateRetryable, rivertype.JobStateDiscarded).OrderBy(river.JobListOrderByID, river.SortOrderDesc))
	if err != nil {
		return nil, err
	}
	for _, j := range found.Jobs {
		f := Failure{ID: j.ID, Kind: j.Kind, GivenUp: j.State == rivertype.JobStateDiscarded, Attempts: j.Attempt}
		if !f.GivenUp {
			f.Next = j.ScheduledAt
		}
		if n := len(j.Errors); n > 0 {
			f.Error = j.Errors[n-1].Error
		}
		list = append(list, f)
	}
	return list, nil
}
