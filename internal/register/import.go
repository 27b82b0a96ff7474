package register

import (
	"cmp"
	"context"
	"errors"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ImportOptions of one file.
type ImportOptions struct {
	DryRun   bool
	AsOf     term.Date // for a file that does not say its own day; zero = the day of the import
	Limits   intake.Limits
	Progress func(phase string, done, total int64) // phases "check" and "import"; may be nil
}

// Report is what an import did, row by row of the file.
type Report struct {
	Rows      int                `json:"rows"`
	Created   int                `json:"created"`
	Updated   int                `json:"updated"`
	Unchanged int                `json:"unchanged"`
	Asked     int                `json:"questions"` // rows that a person must decide
	Rejected  []intake.Rejection `json:"rejected"`
	Closed    int                `json:"closed"` // of the rows taken, those that say the organization has ended
	Resumed   bool               `json:"resumed"`
	DryRun    bool               `json:"dry_run"`

	Summary intake.Summary `json:"-"`
}

// rowsPerBatch is how many rows one transaction takes.
const rowsPerBatch = 500

// mergeTurn is the turn that every transaction takes first that merges rows into the register: two
// processes must not make two organizations of one.
const mergeTurn = "import"

// errDryRun ends the transaction of a dry run without keeping anything.
var errDryRun = errors.New("dry run")

// row is one row of a file as the register takes it.
type row struct {
	statement
	line int
}

// isHistory says that the row tells how its corporation was before.
func (r *row) isHistory() bool { return r.houjin != nil && !r.Current }

func (r *row) nameAndNumber() (name, number string) {
	switch {
	case r.houjin != nil:
		return r.houjin.Name, string(r.houjin.Number)
	case r.portal != nil:
		return r.portal.Name, string(r.portal.Number)
	}
	return r.record.Name, string(r.record.Number)
}

// Import reads a file of official open data into the register. The first pass reads the whole
// file and writes nothing: a broken file is an *intake.FileError and changes nothing. The second
// pass writes in batches; after a kill the same call goes on where the last batch ended, and the
// report is the same as if it had not been interrupted.
func (s *Service) Import(ctx context.Context, family intake.Family, path string, opt ImportOptions) (rep Report, err error) {
	defer fault.Wrap(&err, "register.Import(%q)", path)
	progress := func(phase string) intake.Progress {
		return func(done, total int64) {
			if opt.Progress != nil {
				opt.Progress(phase, done, total)
			}
		}
	}
	sum, err := intake.Check(ctx, path, family, opt.Limits, progress("check"))
	if err != nil {
		return rep, err
	}
	asOf := firstDate(sum.AsOf, opt.AsOf, s.today())
	if asOf.After(s.today()) { // no file speaks for a day to come, whatever its name says
		asOf = s.today()
	}
	if opt.DryRun {
		err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
			run := &importRun{Family: familyName(family), FileName: sum.Path, Digest: sum.SHA256, AsOf: asOf}
			if err := keepFirstDay(tx, run); err != nil {
				return err
			}
			rep = Report{Rows: sum.Rows, Summary: sum, DryRun: true}
			take := func(b *batch) error { return s.takeBatch(tx, b, run, &rep) }
			if err := s.read(ctx, family, path, opt.Limits, run, progress("import"), take); err != nil {
				return err
			}
			return errDryRun
		})
		if errors.Is(err, errDryRun) {
			err = nil
		}
		return rep, err
	}
	run, resumed, err := s.openRun(ctx, importRun{Family: familyName(family), FileName: sum.Path, Digest: sum.SHA256, AsOf: asOf})
	if err != nil {
		return rep, err
	}
	take := func(b *batch) error {
		return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
			next := *run
			delta := Report{}
			if err := s.takeBatch(tx, b, &next, &delta); err != nil {
				return err
			}
			next.Position = b.position
			next.count(delta)
			if err := saveRun(tx, run.Position, &next); err != nil {
				return err
			}
			tx.AfterCommit(func() { *run = next })
			return nil
		})
	}
	if err := s.read(ctx, family, path, opt.Limits, run, progress("import"), take); err != nil {
		return rep, err
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		next := *run
		next.FinishedAt = tx.Now
		if err := saveRun(tx, run.Position, &next); err != nil {
			return err
		}
		rejected, err := rejectionsOf(tx, run.ID)
		if err != nil {
			return err
		}
		rep = Report{Rows: sum.Rows, Created: next.Created, Updated: next.Updated, Unchanged: next.Unchanged, Asked: next.Asked,
			Closed: next.Closed, Rejected: rejected, Resumed: resumed, Summary: sum}
		return s.Audit.Record(tx, audit.By{Actor: audit.Import}.Entry("import.finish", run.ID, run.FileName+" "+run.Digest))
	})
	return rep, err
}

func familyName(f intake.Family) string {
	if f == intake.Portal {
		return "npo-portal"
	}
	return "houjin"
}

// read goes through the file and hands over batches. It goes twice: first through the rows that
// say for themselves whom they are about, then through those that must find it, so that the order
// of the rows does not matter. Those are the portal's rows without a number, and the history of a
// corporation whose present name and address the register may know without a number. Position
// counts the records of both turns.
func (s *Service) read(ctx context.Context, family intake.Family, path string, lim intake.Limits, run *importRun,
	progress intake.Progress, take func(*batch) error) error {
	if family == intake.Houjin {
		return readTurns(run, take, func(skip int) (*intake.Rows[intake.HoujinRow], error) {
			return intake.HoujinRows(ctx, path, lim, skip, progress)
		}, func(r intake.HoujinRow) (row, bool, []intake.Rejection) {
			return row{houjinStatement(r, run.FileName), r.Line}, r.Latest, nil
		})
	}
	return readTurns(run, take, func(skip int) (*intake.Rows[intake.PortalRow], error) {
		return intake.PortalRows(ctx, path, lim, skip, progress)
	}, func(r intake.PortalRow) (row, bool, []intake.Rejection) {
		return row{portalStatement(r, run.AsOf, run.FileName), r.Line}, r.Number != "", r.Notes
	})
}

// readTurns goes through the file twice; type tells of a row whether the first turn takes it. Where
// the first turn took everything there is no second.
func readTurns[T any](run *importRun, take func(*batch) error, open func(skip int) (*intake.Rows[T], error),
	typed func(T) (x row, first bool, notes []intake.Rejection)) error {
	before, left := 0, run.Position > 0
	for turn := range 2 {
		rows, err := open(max(run.Position-before, 0))
		if err != nil {
			return err
		}
		err = readTurn(rows, before, take, func(r T, b *batch) {
			x, first, notes := typed(r)
			if first == (turn == 0) {
				b.rows = append(b.rows, x)
			} else {
				left = true
			}
			if turn == 0 {
				b.rejected = append(b.rejected, notes...)
			}
		})
		before += rows.Done()
		rows.Close() // #nosec G104 -- it was only read; the first error counts
		if err != nil || !left {
			return err
		}
	}
	return nil
}

// batch is what one transaction takes.
type batch struct {
	rows     []row
	rejected []intake.Rejection
	position int // of the last record, over all turns
}

// readTurn goes once through the file, before records after its beginning. put puts what it wants
// of a row into the batch; rows that cannot be read are reported in the first turn.
func readTurn[T any](rows *intake.Rows[T], before int, take func(*batch) error, put func(T, *batch)) error {
	b := &batch{}
	for r, bad := range rows.All() {
		b.position = before + rows.Done()
		if bad == nil {
			put(r, b)
		} else if before == 0 {
			b.rejected = append(b.rejected, *bad)
		}
		if len(b.rows)+len(b.rejected) >= rowsPerBatch {
			if err := take(b); err != nil {
				return err
			}
			b = &batch{}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if b.position > 0 {
		return take(b)
	}
	return nil
}

// Entry is one organization that does not come from a file: any of the three may be nil.
type Entry struct {
	Houjin []intake.HoujinRow
	Portal *intake.PortalRow
	Record *Record
	Filing []Filing
}

// Enter puts organizations into the register outside a file import, as the demo does, in one
// transaction. source is the name that stands in their provenance.
func (s *Service) Enter(ctx context.Context, asOf term.Date, source string, entries []Entry) (err error) {
	defer fault.Wrap(&err, "register.Enter")
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := search.Turn(tx, mergeTurn); err != nil {
			return err
		}
		m := newMerge(s, tx, &importRun{FileName: source, AsOf: asOf})
		var rows []row
		var owner []int
		for i, e := range entries {
			for _, h := range e.Houjin {
				rows, owner = append(rows, row{houjinStatement(h, source), 0}), append(owner, i)
			}
			if e.Portal != nil {
				rows, owner = append(rows, row{portalStatement(*e.Portal, asOf, source), 0}), append(owner, i)
			}
			if e.Record != nil {
				rows, owner = append(rows, row{recordStatement(*e.Record, Government, asOf, source), 0}), append(owner, i)
			}
		}
		ids, err := m.take(rows)
		if err != nil {
			return err
		}
		for i, oid := range ids {
			if i > 0 && owner[i] == owner[i-1] || oid == "" {
				continue
			}
			for _, f := range entries[owner[i]].Filing {
				if err := upsertFiling(tx, oid, f); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (s *Service) takeBatch(tx *sqldb.Tx, b *batch, run *importRun, rep *Report) error {
	if err := search.Turn(tx, mergeTurn); err != nil {
		return err
	}
	m := newMerge(s, tx, run)
	if _, err := m.take(b.rows); err != nil {
		return err
	}
	rep.Created += m.created
	rep.Updated += m.updated
	rep.Unchanged += m.unchanged
	rep.Asked += m.asked
	rep.Closed += m.closed
	rep.Rejected = append(rep.Rejected, b.rejected...)
	if run.ID == "" {
		return nil
	}
	return saveRejections(tx, run.ID, b.rejected)
}

// importRun is how far a file has come.
type importRun struct {
	ID                                         string
	Family, FileName, Digest                   string
	AsOf                                       term.Date
	Position                                   int
	Created, Updated, Unchanged, Asked, Closed int
	Rejected                                   int
	FinishedAt                                 time.Time
	By                                         audit.By // who enters it; nobody = the import
}

func (r *importRun) count(d Report) {
	r.Created += d.Created
	r.Updated += d.Updated
	r.Unchanged += d.Unchanged
	r.Asked += d.Asked
	r.Closed += d.Closed
	r.Rejected += len(d.Rejected)
}

// keepFirstDay gives a file that was read before the day of its first reading, so that reading it
// again changes nothing.
func keepFirstDay(tx *sqldb.Tx, run *importRun) error {
	first, ok, err := firstDay(tx, run.Family, run.Digest)
	if ok {
		run.AsOf = first
	}
	return err
}

// openRun returns the unfinished run of the same file, or a new one.
func (s *Service) openRun(ctx context.Context, want importRun) (run *importRun, resumed bool, err error) {
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		open, ok, err := unfinishedRun(tx, want.Family, want.Digest)
		if err != nil {
			return err
		}
		if ok {
			run, resumed = &open, open.Position > 0
			return nil
		}
		x := want
		if err := keepFirstDay(tx, &x); err != nil {
			return err
		}
		x.ID = s.IDs.New(tx.Now)
		run, resumed = &x, false
		if ok, err := insertRun(tx, &x); err != nil || !ok {
			return cmp.Or(err, errSameFile)
		}
		return nil
	})
	return run, resumed, err
}
