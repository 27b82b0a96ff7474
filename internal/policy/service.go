package policy

import (
	"context"
	"fmt"
	"slices"
	"strconv"
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
	var have *loaded
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		have, err = s.fresh(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.rules.Store(have)
	return have.Rules, nil
}

// FreshTx is Fresh within the caller's transaction: for work that no request began. The node does
// not keep what it returns, because the transaction may come to nothing.
func (s *Service) FreshTx(tx *sqldb.Tx) (_ *Rules, err error) {
	defer fault.Wrap(&err, "policy.Fresh")
	have, err := s.fresh(tx)
	if err != nil {
		return nil, err
	}
	return have.Rules, nil
}

// fresh loads the versions of the 役割分担表 if there are more than the node knows.
func (s *Service) fresh(tx *sqldb.Tx) (*loaded, error) {
	have := s.rules.Load()
	seq, _, err := sqldb.One(tx, sqldb.Int, `SELECT n FROM matrix_count WHERE name = 'versions'`)
	if err != nil || seq == have.seq {
		return have, err
	}
	versions, err := versions(tx)
	if err != nil {
		return nil, err
	}
	return &loaded{NewRules(have.table, versions), seq}, nil
}

// Move says which duties of a cell go to which body from a day on.
type Move struct {
	Item string
	From string    // body that has them
	To   string    // body that gets them
	Kind string    // only duties of this 責任種別; "" = the whole cell
	On   term.Date // effective date, today or later
	Why  string
	Post string // 所属 and 職 of who decides it, for the public table; never a person's name
	Seen string // State of the matrix that the person saw; "" = whatever it is
}

// Says are the texts of the refusals of Change, in the reader's language.
type Says struct{ Item, Body, Same, Nothing, Date, Why, WhyLong string }

// State names what has been recorded of the 役割分担表 so far, for Move.Seen. list is what Versions
// returned.
func State(list []Matrix) string { return "changes-" + strconv.FormatInt(count(list), 10) }

// count returns how many changes there have been.
func count(list []Matrix) (n int64) {
	for _, m := range list {
		n = max(n, m.n)
	}
	return n
}

// Preview returns the table on the day of the move, before and after it, or what is wrong with the
// move as Change would say it. list is what Versions returned.
func (m Move) Preview(list []Matrix, today term.Date, says Says) (before, after Matrix, err error) {
	was := NewRules(nil, list).Matrix(m.On)
	after, err = m.apply(was, today, says)
	return *was, after, err
}

// Change moves duties from one body to another as a new version of the 役割分担表. Rights follow on
// the day. Where versions of later days are recorded already, the move goes into each of them too,
// as a newer version of that day. It returns the version's id. Errors: fault.Fields named item,
// from, to, on, why; fault.Conflict where somebody recorded a version after Seen.
func (s *Service) Change(ctx context.Context, by audit.By, m Move, says Says) (version string, err error) {
	defer fault.Wrap(&err, "policy.Change(%q)", m.Item)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		// The count is raised first: two changes at once stand in a row.
		if _, err := tx.Exec(`UPDATE matrix_count SET n = n + 1 WHERE name = 'versions'`); err != nil {
			return err
		}
		all, err := versions(tx)
		if err != nil {
			return err
		}
		if m.Seen != "" && m.Seen != State(all) {
			return fault.New(fault.Conflict, "the matrix is at %s, not %s", State(all), m.Seen)
		}
		_, next, err := m.Preview(all, term.Of(tx.Now), says)
		if err != nil {
			return err
		}
		version, next.n = s.IDs.New(tx.Now), count(all)+1
		if err := insertVersion(tx, version, string(by.Actor), next); err != nil {
			return err
		}
		if err := s.carry(tx, by, m, all); err != nil {
			return err
		}
		e := by.Entry(audit.PermissionChange, "matrix", fmt.Sprintf("version=%s item=%s from=%s to=%s kind=%s on=%s", version, m.Item, m.From, m.To, m.Kind, m.On))
		e.Reason = m.Why
		return s.Audit.Record(tx, e)
	})
	return version, err
}

// carry puts the move into the versions that are recorded for later days.
func (s *Service) carry(tx *sqldb.Tx, by audit.By, m Move, all []Matrix) error {
	var day term.Date
	for _, later := range all {
		if !later.From.After(m.On) || later.From == day {
			continue
		}
		day = later.From // the first of a day is the one in force
		next, moved := m.move(later)
		if moved == 0 {
			continue
		}
		next.Reason, next.Post, next.n = later.Reason, later.Post, count(all)+1 // the day is still the later change's
		if err := insertVersion(tx, s.IDs.New(tx.Now), string(by.Actor), next); err != nil {
			return err
		}
	}
	return nil
}

// apply returns the matrix after the move.
func (m Move) apply(now *Matrix, today term.Date, says Says) (Matrix, error) {
	var f fault.Fields
	if _, ok := now.Item(m.Item); !ok {
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
	next, moved := m.move(*now)
	next.From = m.On
	if moved == 0 {
		return Matrix{}, fault.Fields{{Name: "from", Says: says.Nothing}}
	}
	return next, nil
}

// move returns the matrix with the duties at their new body, and how many there were.
func (m Move) move(was Matrix) (next Matrix, moved int) {
	next = was.Clone()
	next.Reason, next.Post = m.Why, m.Post
	for i := range next.Items {
		if next.Items[i].Slug != m.Item {
			continue
		}
		for j := range next.Items[i].Duties {
			if d := &next.Items[i].Duties[j]; d.Body == m.From && (m.Kind == "" || d.Kind == m.Kind) {
				d.Body = m.To
				moved++
			}
		}
	}
	return next, moved
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
