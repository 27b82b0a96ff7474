// Package jobs does work after a transaction: jobs, which start soon after their cause is
// committed, and due rows, which start at a time.
//
// A job is worked at least once. It runs a second time when its process dies between the effect
// and the note that it is completed, so its work must be idempotent. A job that fails is tried
// again after 1 s, 16 s, 81 s … (attempt⁴), 25 times in about three weeks, then kept as discarded
// for a week. A job whose process was killed is taken up again by any running process once it
// began more than ten minutes ago.
package jobs

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Args are a job's arguments, stored as JSON. Kind is at least two characters and never changes:
// jobs that wait in the database are found by it.
type Args interface{ Kind() string }

// Remote is implemented by Args whose work waits for another machine, such as a mail relay. Such
// jobs have workers of their own, so that one that does not answer holds up no other work.
type Remote interface{ Remote() bool }

// Queue holds the handlers of one process and, once started, works jobs and due rows.
type Queue struct {
	db      *sqldb.DB
	log     *slog.Logger
	client  *river.Client[*sql.Tx]
	workers *river.Workers
	due     map[string]func(tx *sqldb.Tx, subject string) error
	unknown sync.Map // kinds of due rows without a handler, logged once each
}

const (
	tickInterval = 30 * time.Second
	maxWorkers   = 10
	remoteQueue  = "remote"
	maxRemote    = 4
	jobTimeout   = time.Minute
	rescueAfter  = 10 * time.Minute
	// Neither driver is told of new jobs, so the poll is the latency: 100 ms starts half of the
	// jobs within 60 ms; SQLite's one writer has no room for much more.
	pollInterval  = 100 * time.Millisecond
	fetchCooldown = 20 * time.Millisecond
	// A relay takes its time anyway.
	remotePoll = 300 * time.Millisecond
)

// New returns a queue on db that can Enqueue. It works nothing until Start.
func New(db *sqldb.DB, log *slog.Logger) *Queue {
	q := &Queue{db: db, log: log, workers: river.NewWorkers(), due: map[string]func(*sqldb.Tx, string) error{}}
	Handle(q, func(ctx context.Context, _ tick) error {
		_, err := q.Tick(ctx)
		return err
	})
	config := &river.Config{
		Logger:  slog.New(warnings{log.Handler()}),
		Workers: q.workers,
		Queues: map[string]river.QueueConfig{
			river.QueueDefault: {MaxWorkers: maxWorkers},
			remoteQueue:        {MaxWorkers: maxRemote, FetchPollInterval: remotePoll},
		},
		FetchPollInterval:    pollInterval,
		FetchCooldown:        fetchCooldown,
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: rescueAfter,
		ReindexerSchedule:    nightly{},
		SkipUnknownJobCheck:  true, // a process that only enqueues needs no handlers
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(
			river.PeriodicInterval(tickInterval),
			// A tick that fails is not tried again: the next one does the same.
			func() (river.JobArgs, *river.InsertOpts) { return tick{}, &river.InsertOpts{MaxAttempts: 1} },
			&river.PeriodicJobOpts{RunOnStart: true},
		)},
	}
	var err error
	if db.Engine() == sqldb.Postgres {
		q.client, err = river.NewClient(riverdatabasesql.New(db.Pool()), config)
	} else {
		q.client, err = river.NewClient(riversqlite.New(db.Pool()), config)
	}
	if err != nil {
		panic(err) // only a wrong constant above
	}
	return q
}

// Handle registers work for the kind of A, before Start. A second handler of a kind panics. The
// context of work ends after a minute; an error or a panic has the job tried again.
func Handle[A Args](q *Queue, work func(ctx context.Context, args A) error) {
	river.AddWorker(q.workers, &worker[A]{work: work})
}

type worker[A Args] struct {
	river.WorkerDefaults[A]
	work func(ctx context.Context, args A) error
}

// Work is called by River.
func (w *worker[A]) Work(ctx context.Context, job *river.Job[A]) error {
	return w.work(ctx, job.Args)
}

// Enqueue stores a job in tx: it is worked if and only if tx commits, by any started process.
func (q *Queue) Enqueue(tx *sqldb.Tx, args Args) (err error) {
	defer fault.Wrap(&err, "jobs.Enqueue(%q)", args.Kind())
	var opts *river.InsertOpts
	if r, ok := args.(Remote); ok && r.Remote() {
		opts = &river.InsertOpts{Queue: remoteQueue}
	}
	_, err = q.client.InsertTx(tx.Context(), tx.SQL(), args, opts)
	return err
}

// Start begins to work. The end of ctx does not stop it: a signal must not cut jobs short, so
// only Stop does.
func (q *Queue) Start(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "jobs.Start")
	return q.client.Start(context.WithoutCancel(ctx))
}

// Stop takes no more jobs and waits until the running ones are finished. When ctx ends first,
// its error is returned and the jobs go on; what dies with the process is taken up again later.
func (q *Queue) Stop(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "jobs.Stop")
	return q.client.Stop(ctx)
}

// tick is the job that calls Tick.
type tick struct{}

// Kind names the job.
func (tick) Kind() string { return "tick" }

// nightly is when PostgreSQL's indexes of the queue are rebuilt: 03:00 in Japan.
type nightly struct{}

// Next returns the first 18:00 UTC after t.
func (nightly) Next(t time.Time) time.Time {
	t = t.UTC()
	at := time.Date(t.Year(), t.Month(), t.Day(), 18, 0, 0, 0, time.UTC)
	if !at.After(t) {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// warnings leaves out River's notes on its ordinary work, several a minute.
type warnings struct{ slog.Handler }

// Enabled reports whether level is a warning or worse, and wanted.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}
