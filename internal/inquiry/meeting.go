package inquiry

import (
	"context"
	"strings"
	"unicode/utf8"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
)

// MaxPlace is the most characters of a meeting's place and time.
const MaxPlace = 120

// Meet notes when and where both sides meet (面談), in words as they agreed; the other side is told.
// Errors: fault.Fields for "at" and "place"; fault.Conflict.
func (s *Service) Meet(ctx context.Context, by audit.By, qid string, version int64, side Side, at, place string, says *Says) (err error) {
	defer fault.Wrap(&err, "inquiry.Meet(%q)", qid)
	at, place = strings.TrimSpace(ja.Clean(at)), strings.TrimSpace(ja.Clean(place))
	switch {
	case at == "":
		return fault.Fields{{Name: "at", Says: says.Day}}
	case utf8.RuneCountInString(at) > MaxPlace:
		return fault.Fields{{Name: "at", Says: says.Long(MaxPlace)}}
	case utf8.RuneCountInString(place) > MaxPlace:
		return fault.Fields{{Name: "place", Says: says.Long(MaxPlace)}}
	}
	return s.open(ctx, by, qid, version, "inquiry.meet", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		q.MeetingAt, q.MeetingPlace = at, place
		s.answered(tx, q, side)
		if err := s.spoke(tx, q, side); err != nil {
			return "", err
		}
		told := func(w *mailWords) letter { return w.Meet(q) }
		if side == Center { // both sides are to come
			return "side=center", s.tellBoth(tx, q, "inquiry.meet", told)
		}
		return "side=" + string(side), s.tell(tx, q, side.other(), "inquiry.meet", told)
	})
}

// Invite asks the coordinator to sit in. Either side may, and need not say why.
func (s *Service) Invite(ctx context.Context, by audit.By, qid string, version int64, side Side) (err error) {
	defer fault.Wrap(&err, "inquiry.Invite(%q)", qid)
	return s.open(ctx, by, qid, version, "inquiry.meet", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		if q.CoordinatorIn {
			return "", fault.New(fault.Conflict, "the coordinator is asked already")
		}
		q.CoordinatorIn = true
		if err := s.tell(tx, q, side.other(), "inquiry.invited", func(w *mailWords) letter { return w.Invited(q) }); err != nil {
			return "", err
		}
		return "coordinator=yes side=" + string(side), s.Coordinators(tx, q, WhyInvited)
	})
}

// Mediate lets a coordinator step in before the clock does (仲介中): the centre owes the next word.
func (s *Service) Mediate(ctx context.Context, by audit.By, qid string, version int64) (err error) {
	defer fault.Wrap(&err, "inquiry.Mediate(%q)", qid)
	return s.open(ctx, by, qid, version, "inquiry.mediate", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		if q.Escalated() {
			return "", fault.New(fault.Conflict, "the centre mediates already")
		}
		q.EscalatedAt = tx.Now
		if q.State != Waiting {
			if err := s.turn(tx, q, Center); err != nil {
				return "", err
			}
		}
		return "", s.tellBoth(tx, q, "inquiry.escalated", func(w *mailWords) letter { return w.Mediated(q) })
	})
}

// open is change for an inquiry of which something can still come.
func (s *Service) open(ctx context.Context, by audit.By, qid string, version int64, action string,
	work func(tx *sqldb.Tx, q *Inquiry) (detail string, err error)) error {
	return s.change(ctx, by, qid, version, "", action, func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		if !q.State.Open() {
			return "", fault.New(fault.Conflict, "the inquiry is %s", q.State)
		}
		return work(tx, q)
	})
}

// answered notes that a side has spoken: the first word of the owner stops the count of days until
// the first reply.
func (s *Service) answered(tx *sqldb.Tx, q *Inquiry, side Side) {
	if side == Asker {
		return
	}
	if q.State == Sent || q.State == Read {
		q.State = Talking
	}
	if side == Owner && q.FirstReplyAt.IsZero() {
		q.FirstReplyAt = tx.Now
	}
}
