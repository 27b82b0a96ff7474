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

func (r *row) nameAndNumber() (name, number string) {
	switch {
	case r.houjin != nil:
		return r.houjin.Name, string(r.houjin.Number)
	case r.portal != nil:
		return r.portal.Name, string(r.portal.Number)
	}
	return r.record.Name, ""
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
	if opt.DryRun {
		err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
			run := &importRun{Family: familyName(family), FileName: sum.Path, Digest: sum.SHA256, AsOf: asOf}
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
		return s.Audit.Record(tx, audit.Entry{Actor: audit.Import, Action: "import.finish", Object: run.ID,
			Detail: run.FileName + " " + run.Digest})
	})
	return rep, err
}

func familyName(f intake.Family) string {
	if f == intake.Portal {
		return "npo-portal"
	}
	return "houjin"
}

// read goes through the file and hands over batches. A file of the portal is gone through twice:
// rows with a number first and the others after them, so that a row without a number meets every
// organization that the file itself identifies, whatever the order of its rows. Position counts
// the records of both turns.
func (s *Service) read(ctx context.Context, family intake.Family, path string, lim intake.Limits, run *importRun,
	progress intake.Progress, take func(*batch) error) error {
	if family == intake.Houjin {
		rows, err := intake.HoujinRows(ctx, path, lim, run.Position, progress)
		if err != nil {
			return err
		}
		defer rows.Close()
		return readTurn(rows, 0, take, func(r intake.HoujinRow) (row, bool) {
			return row{houjinStatement(r, run.FileName), r.Line}, true
		}, nil)
	}
	total := 0
	for turn := range 2 {
		skip := run.Position - total
		rows, err := intake.PortalRows(ctx, path, lim, max(skip, 0), progress)
		if err != nil {
			return err
		}
		notes := func(r intake.PortalRow) []intake.Rejection { return r.Notes }
		if turn == 1 {
			notes = nil
		}
		err = readTurn(rows, total, take, func(r intake.PortalRow) (row, bool) {
			return row{portalStatement(r, run.AsOf, run.FileName), r.Line}, (r.Number != "") == (turn == 0)
		}, notes)
		total += rows.Done()
		rows.Close()
		if err != nil {
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

// readTurn goes once through the file. want tells whether this turn takes the row; rejections are
// reported in the turn whose notes is not nil, and always in a file of one turn.
func readTurn[T any](rows *intake.Rows[T], before int, take func(*batch) error, want func(T) (row, bool),
	notes func(T) []intake.Rejection) error {
	b := &batch{}
	first := before == 0
	for r, bad := range rows.All() {
		b.position = before + rows.Done()
		switch {
		case bad != nil && first:
			b.rejected = append(b.rejected, *bad)
		case bad == nil:
			if x, ok := want(r); ok {
				b.rows = append(b.rows, x)
			}
			if notes != nil {
				b.rejected = append(b.rejected, notes(r)...)
			}
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
}

func (r *importRun) count(d Report) {
	r.Created += d.Created
	r.Updated += d.Updated
	r.Unchanged += d.Unchanged
	r.Asked += d.Asked
	r.Closed += d.Closed
	r.Rejected += len(d.Rejected)
}

// openRun returns the unfinished run of the same file, or a new one. A file that was read before
// keeps the day of its first reading, so that reading it again changes nothing.
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
		first, ok, err := firstDay(tx, want.Family, want.Digest)
		if err != nil {
			return err
		}
		x := want
		if ok {
			x.AsOf = first
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
