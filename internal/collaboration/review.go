package collaboration

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Review keeps one side's feedback. With the second one the collaboration is done.
func (s *Service) Review(ctx context.Context, by audit.By, cid string, version int64, f Feedback, says *Says) (err error) {
	defer fault.Wrap(&err, "collaboration.Review(%q)", cid)
	f.Comment = strings.TrimSpace(ja.Clean(f.Comment))
	switch {
	case f.Merit < 1 || f.Merit > 5:
		return fault.Fields{{Name: "merit", Says: says.Score}}
	case f.Relation < 1 || f.Relation > 5:
		return fault.Fields{{Name: "relation", Says: says.Score}}
	case utf8.RuneCountInString(f.Comment) > MaxComment:
		return fault.Fields{{Name: "comment", Says: says.Long(MaxComment)}}
	}
	return s.change(ctx, by, cid, version, "", "", "collaboration.feedback", func(tx *sqldb.Tx, c *Collaboration) (string, error) {
		if c.Stage != Reported && c.Stage != Reviewed {
			return "", fault.New(fault.Conflict, "stage %s", c.Stage)
		}
		added, err := insertFeedback(tx, c.ID, &f)
		switch {
		case err != nil:
			return "", err
		case !added:
			return "", fault.Fields{{Name: "", Says: says.Already}}
		}
		n, err := feedbacks(tx, c.ID)
		if err != nil {
			return "", err
		}
		if c.Stage = Reviewed; n == 2 {
			c.Outcome, c.ClosedAt = Done, tx.Now
			c.past(tx)
			for _, kind := range reviewing() {
				if err := jobs.Cancel(tx, kind, c.ID); err != nil {
					return "", err
				}
			}
			for _, side := range []Side{Giver, Receiver} {
				if err := s.tell(tx, c, side, NoticeDone); err != nil {
					return "", err
				}
			}
		}
		return "side=" + string(f.Side), nil
	})
}

// The feedback is asked for in three steps, each once and each two weeks after the one before, whatever
// the clock did meanwhile: the sides that lack are asked; they are warned and the coordinators are told;
// a gift is not held open for it, so that in the end the collaboration is done without, and both are told.

// unreviewed: a side has not said how it was.
func (s *Service) unreviewed(tx *sqldb.Tx, cid string) error {
	return s.lacking(tx, cid, NoticeReviewDue, dueLast, func(*Collaboration) error { return nil })
}

// lastAsked: nor has it after the asking.
func (s *Service) lastAsked(tx *sqldb.Tx, cid string) error {
	return s.lacking(tx, cid, NoticeReviewLast, dueOver, func(c *Collaboration) error { return s.Late(tx, c) })
}

// lacking tells the sides whose feedback lacks, and puts the next step on the schedule.
func (s *Service) lacking(tx *sqldb.Tx, cid string, what Notice, next string, also func(c *Collaboration) error) error {
	c, ok, err := s.unsaid(tx, cid)
	if err != nil || !ok {
		return err
	}
	said, err := sqldb.All(tx, sqldb.Text, `SELECT side FROM collaboration_feedback WHERE collaboration_id = $1`, cid)
	if err != nil {
		return err
	}
	for _, side := range []Side{Giver, Receiver} {
		if slices.Contains(said, string(side)) {
			continue
		}
		if err := s.tell(tx, &c, side, what); err != nil {
			return err
		}
	}
	if err := also(&c); err != nil {
		return err
	}
	if err := s.Audit.Record(tx, s.entry(audit.By{Actor: audit.System}, "collaboration.remind", &c, "stage="+string(c.Stage))); err != nil {
		return err
	}
	return jobs.Schedule(tx, next, c.ID, term.Of(tx.Now).AddDays(reviewDays).Time().Add(7*time.Hour))
}

// unsaid is an open collaboration that was reported and waits for feedback.
func (s *Service) unsaid(tx *sqldb.Tx, cid string) (c Collaboration, ok bool, err error) {
	c, ok, err = byID(tx, cid)
	return c, ok && c.Outcome == Open && (c.Stage == Reported || c.Stage == Reviewed), err
}

// reviewOver: nor has it after the warning. The collaboration is done without.
func (s *Service) reviewOver(tx *sqldb.Tx, cid string) error {
	c, ok, err := s.unsaid(tx, cid)
	if err != nil || !ok {
		return err
	}
	by := audit.By{Actor: audit.System}
	return s.moveTx(tx, by, &c, c.Version, c.Stage, Reviewed, "collaboration.close", func(tx *sqldb.Tx, c *Collaboration) (string, error) {
		c.Outcome, c.ClosedAt = Done, tx.Now
		c.past(tx)
		for _, side := range []Side{Giver, Receiver} {
			if err := s.tell(tx, c, side, NoticeClosed); err != nil {
				return "", err
			}
		}
		return "", s.event(tx, by, c, "feedback", true, "")
	})
}
