package collaboration

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/ja"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Service is what happens with collaborations. Build it with a struct literal.
type Service struct {
	DB       *sqldb.DB
	IDs      *id.Source
	Audit    audit.Log
	Register *register.Service
	People   *account.Service
	Mail     *mail.Outbox
	Frame    mail.Frame
	Calendar term.Calendar

	// Late tells the coordinators that a promised day is over.
	Late func(tx *sqldb.Tx, c *Collaboration) error
	// Ending is told, in the transaction, that an agreement was called off: what was taken of the listing
	// goes back.
	Ending []func(tx *sqldb.Tx, by audit.By, c *Collaboration) error
}

// Notice names what a mail is about.
type Notice string

// The notices.
const (
	NoticeHandedOver Notice = "handed"   // please report
	NoticeReported   Notice = "reported" // please say how it was
	NoticeOverdue    Notice = "overdue"  // the promised day is over
	NoticeReportDue  Notice = "report-due"
	NoticeReviewDue  Notice = "review-due"
	NoticeReviewLast Notice = "review-last" // it closes without, in two weeks
	NoticeClosed     Notice = "closed"      // it is complete without
	NoticeDone       Notice = "done"
	NoticeEnded      Notice = "ended"
)

// Says are the texts of refusals in the reader's language.
type Says struct {
	Day, FutureDay, Quantity, BodyMissing, Score, CodeMissing, NoteMissing, Already string
	Long                                                                            func(limit int) string
}

// Limits, in characters and in days.
const (
	MaxBody      = 2000
	MaxComment   = 600
	handOverDays = 30 // days from the agreement to the hand-over, where no day was named
	reportDays   = 14 // days after the hand-over, until the report is asked for
	reviewDays   = 14 // days after the report until the feedback is asked for, and again between the steps after that
)

// The kinds of due rows. Their subject is the collaboration's id.
const (
	dueHandOver = "collaboration.due"
	dueReport   = "collaboration.report"
	dueReview   = "collaboration.review"     // nobody has said how it was
	dueLast     = "collaboration.reviewlast" // nor after the asking
	dueOver     = "collaboration.reviewover" // nor after the warning
)

// reviewing are the kinds that ask for the feedback.
func reviewing() []string { return []string{dueReview, dueLast, dueOver} }

// Work registers what happens when something is due, before the queue starts.
func (s *Service) Work(q *jobs.Queue) {
	q.OnDue(dueHandOver, s.overdue)
	q.OnDue(dueReport, s.unreported)
	q.OnDue(dueReview, s.unreviewed)
	q.OnDue(dueLast, s.lastAsked)
	q.OnDue(dueOver, s.reviewOver)
}

// Begin starts a collaboration at S6 in the transaction of the acceptance and returns its id.
func (s *Service) Begin(tx *sqldb.Tx, by audit.By, c Collaboration) (string, error) {
	c.ID = s.IDs.New(tx.Now)
	c.Stage, c.Outcome, c.Version = Agreed, Open, 1
	c.AgreedAt, c.CreatedAt, c.UpdatedAt = tx.Now, tx.Now, tx.Now
	if c.Weight == "" {
		c.Weight = Light
	}
	if today := term.Of(tx.Now); c.Due.Before(today) { // no day was named, or it is over by now
		c.Due = today.AddDays(handOverDays)
	}
	if err := insert(tx, &c); err != nil {
		return "", err
	}
	if err := s.event(tx, by, &c, "agree", false, ""); err != nil {
		return "", err
	}
	if err := jobs.Schedule(tx, dueHandOver, c.ID, c.Due.AddDays(1).Time().Add(7*time.Hour)); err != nil {
		return "", err
	}
	return c.ID, s.Audit.Record(tx, s.entry(by, "collaboration.create", &c, "listing="+c.Listing))
}

// HandOver says that it was handed over, or done, on a day, with what quantity (引渡し・実施).
func (s *Service) HandOver(ctx context.Context, by audit.By, cid string, version int64, on term.Date, quantity int64, says *Says) (err error) {
	defer fault.Wrap(&err, "collaboration.HandOver(%q)", cid)
	return s.change(ctx, by, cid, version, Agreed, UnderWay, "collaboration.hand-over", func(tx *sqldb.Tx, c *Collaboration) (string, error) {
		switch {
		case on.IsZero():
			return "", fault.Fields{{Name: "on", Says: says.Day}}
		case on.After(term.Of(tx.Now)):
			return "", fault.Fields{{Name: "on", Says: says.FutureDay}}
		case quantity < 0 || c.Quantity > 0 && quantity == 0:
			return "", fault.Fields{{Name: "quantity", Says: says.Quantity}}
		}
		c.HandedOn, c.HandedQuantity = on, quantity
		if err := jobs.Cancel(tx, dueHandOver, c.ID); err != nil {
			return "", err
		}
		if err := jobs.Schedule(tx, dueReport, c.ID, term.Of(tx.Now).AddDays(reportDays).Time().Add(7*time.Hour)); err != nil {
			return "", err
		}
		return "on=" + on.String() + " quantity=" + strconv.FormatInt(quantity, 10), s.tell(tx, c, Receiver, NoticeHandedOver)
	})
}

// Report keeps what became of it (報告).
func (s *Service) Report(ctx context.Context, by audit.By, cid string, version int64, r Report, says *Says) (err error) {
	defer fault.Wrap(&err, "collaboration.Report(%q)", cid)
	r.Body = strings.TrimSpace(ja.Clean(r.Body))
	switch {
	case r.Body == "":
		return fault.Fields{{Name: "body", Says: says.BodyMissing}}
	case utf8.RuneCountInString(r.Body) > MaxBody:
		return fault.Fields{{Name: "body", Says: says.Long(MaxBody)}}
	case r.People < 0 || r.Value < 0:
		return fault.Fields{{Name: "people", Says: says.Quantity}}
	}
	return s.change(ctx, by, cid, version, UnderWay, Reported, "collaboration.report", func(tx *sqldb.Tx, c *Collaboration) (string, error) {
		c.ReportedAt = tx.Now
		if err := insertReport(tx, c.ID, &r); err != nil {
			return "", err
		}
		if err := jobs.Cancel(tx, dueReport, c.ID); err != nil {
			return "", err
		}
		if err := jobs.Schedule(tx, dueReview, c.ID, term.Of(tx.Now).AddDays(reviewDays).Time().Add(7*time.Hour)); err != nil {
			return "", err
		}
		for _, side := range []Side{Giver, Receiver} {
			if err := s.tell(tx, c, side, NoticeReported); err != nil {
				return "", err
			}
		}
		return "side=" + string(r.By), nil
	})
}

// End calls an agreement off, with a reason.
func (s *Service) End(ctx context.Context, by audit.By, cid string, version int64, code codes.Exit, note string, says *Says) (err error) {
	defer fault.Wrap(&err, "collaboration.End(%q)", cid)
	note = strings.TrimSpace(ja.Clean(note))
	switch {
	case !code.Valid():
		return fault.Fields{{Name: "code", Says: says.CodeMissing}}
	case code == codes.OtherExit && note == "":
		return fault.Fields{{Name: "note", Says: says.NoteMissing}}
	}
	return s.change(ctx, by, cid, version, "", "", "collaboration.end", func(tx *sqldb.Tx, c *Collaboration) (string, error) {
		if c.Stage == Reported || c.Stage == Reviewed {
			return "", fault.New(fault.Conflict, "stage %s", c.Stage)
		}
		handed := c.Stage == UnderWay
		c.Outcome, c.Code, c.Note, c.ClosedAt = Ended, code, note, tx.Now
		for _, kind := range append(reviewing(), dueHandOver, dueReport) {
			if err := jobs.Cancel(tx, kind, c.ID); err != nil {
				return "", err
			}
		}
		if !handed {
			for _, f := range s.Ending {
				if err := f(tx, by, c); err != nil {
					return "", err
				}
			}
		}
		for _, side := range []Side{Giver, Receiver} {
			if err := s.tell(tx, c, side, NoticeEnded); err != nil {
				return "", err
			}
		}
		return "code=" + string(code), nil
	})
}

// overdue: the promised day is over and nothing was handed over.
func (s *Service) overdue(tx *sqldb.Tx, cid string) error {
	return s.due(tx, cid, dueHandOver, Agreed, func(c *Collaboration) error {
		if err := s.tell(tx, c, Giver, NoticeOverdue); err != nil {
			return err
		}
		return s.Late(tx, c)
	})
}

// unreported: it was handed over, and nobody has said what became of it.
func (s *Service) unreported(tx *sqldb.Tx, cid string) error {
	return s.due(tx, cid, dueReport, UnderWay, func(c *Collaboration) error {
		if err := s.tell(tx, c, Receiver, NoticeReportDue); err != nil {
			return err
		}
		return s.Late(tx, c)
	})
}

// due reminds of an open step, and again two weeks later while it stays open.
func (s *Service) due(tx *sqldb.Tx, cid, kind string, at Stage, remind func(c *Collaboration) error) error {
	c, ok, err := byID(tx, cid)
	if err != nil || !ok || c.Outcome != Open || c.Stage != at {
		return err
	}
	if err := remind(&c); err != nil {
		return err
	}
	if err := s.Audit.Record(tx, s.entry(audit.By{Actor: audit.System}, "collaboration.remind", &c, "stage="+string(c.Stage))); err != nil {
		return err
	}
	return jobs.Schedule(tx, kind, c.ID, term.Of(tx.Now).AddDays(14).Time().Add(7*time.Hour))
}

// change loads a collaboration, lets work alter it, and writes it with its event and the log's entry.
// from and to "" keep the stage, or leave it to work.
func (s *Service) change(ctx context.Context, by audit.By, cid string, version int64, from, to Stage, action string,
	work func(tx *sqldb.Tx, c *Collaboration) (detail string, err error)) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		c, ok, err := byID(tx, cid)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		}
		return s.moveTx(tx, by, &c, version, from, to, action, work)
	})
}

func (s *Service) moveTx(tx *sqldb.Tx, by audit.By, c *Collaboration, version int64, from, to Stage, action string,
	work func(tx *sqldb.Tx, c *Collaboration) (detail string, err error)) error {
	if c.Version != version || c.Outcome != Open || from != "" && c.Stage != from {
		return fault.New(fault.Conflict, "version %d, %s %s", c.Version, c.Stage, c.Outcome)
	}
	was := c.Stage
	if to != "" {
		c.Stage = to
	}
	c.Version, c.UpdatedAt = version+1, tx.Now
	detail, err := work(tx, c)
	if err != nil {
		return err
	}
	n, err := update(tx, c, version)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the collaboration has moved on")
	}
	if err != nil {
		return err
	}
	if was != c.Stage || c.Outcome != Open {
		if err := s.event(tx, by, c, strings.TrimPrefix(action, "collaboration."), false, c.Note); err != nil {
			return err
		}
	}
	return s.Audit.Record(tx, s.entry(by, action, c, detail))
}

func (s *Service) entry(by audit.By, action string, c *Collaboration, detail string) audit.Entry {
	e := by.Entry(action, "collaboration:"+c.ID, detail)
	e.Subject = string(c.Receiver)
	return e
}

func (s *Service) event(tx *sqldb.Tx, by audit.By, c *Collaboration, what string, skipped bool, note string) error {
	_, err := tx.Exec(`INSERT INTO collaboration_event (id, collaboration_id, stage, what, skipped, note, actor, at) VALUES `+sqldb.Values(1, 8),
		s.IDs.New(tx.Now), c.ID, string(c.Stage), what, skipped, note, string(by.Actor), tx.Now)
	return err
}

// Past counts, for the main kind of each, what organizations brought to an end: for matching.
func Past(tx *sqldb.Tx, org register.ID) (done map[codes.Main]int, err error) {
	done = map[codes.Main]int{}
	err = sqldb.Each(tx, `SELECT kind, count(*) FROM collaboration WHERE outcome = 'done' AND (giver_id = $1 OR receiver_id = $1) GROUP BY kind`,
		[]any{string(org)}, func(r sqldb.Row) error {
			var kind codes.Support
			var n int
			if err := r.Scan(&kind, &n); err != nil {
				return err
			}
			done[kind.Main()] += n
			return nil
		})
	return done, err
}

// ByID returns a collaboration, or fault.NotFound.
func (s *Service) ByID(ctx context.Context, cid string) (c Collaboration, err error) {
	defer fault.Wrap(&err, "collaboration.ByID(%q)", cid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		c, ok, err = byID(tx, cid)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return c, err
}
