package policy

import (
	"context"
	"fmt"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Report is what a body says about a duty in a fiscal year: how it stands and what comes next.
type Report struct {
	ID         string
	FiscalYear int
	Item       string
	Kind       string // 責任種別 of the duty
	Body       string
	Content    string // 取組状況
	Next       string // 次にすること, may be empty
	Due        term.Date
	Actor      string
	At         time.Time
}

// The most characters that the texts of a report may have.
const (
	MaxReport = 2000
	MaxNext   = 500
)

// ReportSays are the texts of the refusals of WriteReport, in the reader's language.
type ReportSays struct{ Missing, Long, NextLong string }

// Validate says what is wrong with the texts: fault.Fields named content, next.
func (r Report) Validate(says ReportSays) error {
	var f fault.Fields
	switch n := len([]rune(r.Content)); {
	case n == 0:
		f = append(f, fault.Field{Name: "content", Says: says.Missing})
	case n > MaxReport:
		f = append(f, fault.Field{Name: "content", Says: says.Long})
	}
	if len([]rune(r.Next)) > MaxNext {
		f = append(f, fault.Field{Name: "next", Says: says.NextLong})
	}
	return f.Err()
}

// WriteReport adds a report on a duty of the 役割分担表. Errors: those of Validate.
func (s *Service) WriteReport(ctx context.Context, by audit.By, r Report, says ReportSays) (err error) {
	defer fault.Wrap(&err, "policy.WriteReport(%q)", r.Item)
	if err := r.Validate(says); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		r.ID, r.Actor = s.IDs.New(tx.Now), string(by.Actor)
		if err := insertReport(tx, r); err != nil {
			return err
		}
		return s.Audit.Record(tx, by.Entry(string(DutyReport), r.Item, fmt.Sprintf("fiscal_year=%d kind=%s body=%s", r.FiscalYear, r.Kind, r.Body)))
	})
}

// Reports returns the newest reports of a fiscal year on an item, at most 200, newest first.
func (s *Service) Reports(ctx context.Context, fiscalYear int, item string) (list []Report, err error) {
	defer fault.Wrap(&err, "policy.Reports(%d, %q)", fiscalYear, item)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = reports(tx, fiscalYear, item)
		return err
	})
	return list, err
}

// Latest returns the newest report of each item in a fiscal year.
func (s *Service) Latest(ctx context.Context, fiscalYear int) (list []Report, err error) {
	defer fault.Wrap(&err, "policy.Latest(%d)", fiscalYear)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = latest(tx, fiscalYear)
		return err
	})
	return list, err
}
