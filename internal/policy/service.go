package policy

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Service keeps the rules of this node in step with the database. Build it with New.
type Service struct {
	DB    *sqldb.DB
	IDs   *id.Source
	Audit audit.Log

	rules atomic.Pointer[loaded]
}

type loaded struct {
	*Rules
	seq int64
}

// New returns a service with the program's table and the plan's matrix; Load adds the versions
// of the database.
func New(db *sqldb.DB, ids *id.Source, log audit.Log) *Service {
	s := &Service{DB: db, IDs: ids, Audit: log}
	s.Use(Default())
	return s
}

// Use replaces the permission table; tests of the table's rows do.
func (s *Service) Use(t *Table) {
	versions, seq := []Matrix{PlanMatrix()}, int64(-1)
	if old := s.rules.Load(); old != nil {
		versions, seq = old.versions, old.seq
	}
	s.rules.Store(&loaded{NewRules(t, versions), seq})
}

// Now returns the rules as this node knows them.
func (s *Service) Now() *Rules { return s.rules.Load().Rules }

// Fresh returns the rules as the database has them: a change on another node counts at once.
func (s *Service) Fresh(ctx context.Context) (_ *Rules, err error) {
	defer fault.Wrap(&err, "policy.Fresh")
	have := s.rules.Load()
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		seq, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM matrix_version`) // rows are only added
		if err != nil || seq == have.seq {
			return err
		}
		versions, err := versions(tx)
		if err != nil {
			return err
		}
		have = &loaded{NewRules(have.table, versions), seq}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.rules.Store(have)
	return have.Rules, nil
}

// Move says which duties of a cell go to which body from a day on.
type Move struct {
	Item string
	From string    // body that has them
	To   string    // body that gets them
	Kind string    // only duties of this 責任種別; "" = the whole cell
	On   term.Date // effective date, today or later
	Why  string
}

// Says are the texts of the refusals of Change, in the reader's language.
type Says struct{ Item, Body, Same, Nothing, Date, Why, WhyLong string }

// Change moves duties from one body to another as a new version of the 役割分担表. Rights follow on
// the day. It returns the version's id. Errors: fault.Fields named item, from, to, on, why.
func (s *Service) Change(ctx context.Context, by audit.By, m Move, says Says) (version string, err error) {
	defer fault.Wrap(&err, "policy.Change(%q)", m.Item)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		all, err := versions(tx)
		if err != nil {
			return err
		}
		next, err := m.apply(NewRules(nil, all).Matrix(m.On), term.Of(tx.Now), says)
		if err != nil {
			return err
		}
		version = s.IDs.New(tx.Now)
		if err := insertVersion(tx, version, string(by.Actor), m, next); err != nil {
			return err
		}
		e := by.Entry(audit.PermissionChange, "matrix", fmt.Sprintf("version=%s item=%s from=%s to=%s kind=%s on=%s", version, m.Item, m.From, m.To, m.Kind, m.On))
		e.Reason = m.Why
		return s.Audit.Record(tx, e)
	})
	return version, err
}

// apply returns the matrix after the move.
func (m Move) apply(now *Matrix, today term.Date, says Says) (Matrix, error) {
	var f fault.Fields
	item, ok := now.Item(m.Item)
	if !ok {
		f = append(f, fault.Field{Name: "item", Says: says.Item})
	}
	if !slices.Contains(Bodies(), m.From) {
		f = append(f, fault.Field{Name: "from", Says: says.Body})
	}
	switch {
	case !slices.Contains(Bodies(), m.To):
		f = append(f, fault.Field{Name: "to", Says: says.Body})
	case m.To == m.From:
		f = append(f, fault.Field{Name: "to", Says: says.Same})
	}
	if m.On.IsZero() || m.On.Before(today) {
		f = append(f, fault.Field{Name: "on", Says: says.Date})
	}
	switch n := len([]rune(m.Why)); {
	case n == 0:
		f = append(f, fault.Field{Name: "why", Says: says.Why})
	case n > 500:
		f = append(f, fault.Field{Name: "why", Says: says.WhyLong})
	}
	if err := f.Err(); err != nil {
		return Matrix{}, err
	}
	next := now.Clone()
	next.From, next.Reason = m.On, m.Why
	moved := 0
	for i := range next.Items {
		if next.Items[i].Slug != item.Slug {
			continue
		}
		for j := range next.Items[i].Duties {
			if d := &next.Items[i].Duties[j]; d.Body == m.From && (m.Kind == "" || d.Kind == m.Kind) {
				d.Body = m.To
				moved++
			}
		}
	}
	if moved == 0 {
		return Matrix{}, fault.Fields{{Name: "from", Says: says.Nothing}}
	}
	return next, nil
}

// Versions returns every version of the 役割分担表, newest first, the plan's own last.
func (s *Service) Versions(ctx context.Context) (list []Matrix, err error) {
	defer fault.Wrap(&err, "policy.Versions")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = versions(tx)
		return err
	})
	return list, err
}

// Report is what a body says about a duty in a fiscal year: how it stands and what comes next.
type Report struct {
	ID         string
	FiscalYear int
	Item, Body string
	Content    string
	Next       string
	Due        term.Date
	Actor      string
}

// WriteReport adds a report on an item of the 役割分担表.
func (s *Service) WriteReport(ctx context.Context, by audit.By, r Report, missing, long string) (err error) {
	defer fault.Wrap(&err, "policy.WriteReport(%q)", r.Item)
	switch n := len([]rune(r.Content)); {
	case n == 0:
		return fault.Fields{{Name: "content", Says: missing}}
	case n > 2000 || len([]rune(r.Next)) > 500:
		return fault.Fields{{Name: "content", Says: long}}
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		r.ID, r.Actor = s.IDs.New(tx.Now), string(by.Actor)
		if err := insertReport(tx, r); err != nil {
			return err
		}
		return s.Audit.Record(tx, by.Entry("duty.report", r.Item, fmt.Sprintf("fiscal_year=%d body=%s", r.FiscalYear, r.Body)))
	})
}

// Reports returns the newest reports of a fiscal year, at most 200, newest first; item "" = all.
func (s *Service) Reports(ctx context.Context, fiscalYear int, item string) (list []Report, err error) {
	defer fault.Wrap(&err, "policy.Reports(%d)", fiscalYear)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = reports(tx, fiscalYear, item)
		return err
	})
	return list, err
}
