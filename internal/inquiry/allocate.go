package inquiry

import (
	"context"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
)

// Hold is the state of a reservation.
type Hold string

// The states.
const (
	Held      Hold = "held"      // kept for somebody from the waiting list, until confirmed
	InLine    Hold = "waiting"   // キャンセル待ち
	Confirmed Hold = "confirmed" // agreed
	Released  Hold = "released"  // given back
	Lapsed    Hold = "expired"   // held and not confirmed in time
)

// Reservation is what one inquiry has of a listing, or its place in the line.
type Reservation struct {
	ID        string
	Listing   string
	Inquiry   string
	Quantity  int64
	State     Hold
	Place     int64 // in the line of the listing, from 1
	ExpiresAt time.Time
}

// heldDays is how many business days somebody from the waiting list has to confirm.
const heldDays = 3

// Accept agrees to an inquiry with a quantity, which may be less than was asked. What is left is
// taken and a collaboration begins, in one transaction; where nothing is left the inquiry joins the
// waiting list, and where less is left than that, it is refused. It returns what became of it.
func (s *Service) Accept(ctx context.Context, by audit.By, qid string, version, quantity int64, says *Says) (r Reservation, err error) {
	defer fault.Wrap(&err, "inquiry.Accept(%q)", qid)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		q, ok, err := byID(tx, qid)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		}
		l, err := bank.ListingTx(tx, q.Listing)
		if err != nil {
			return err
		}
		if _, counted := l.Remaining(); !counted {
			quantity = 0 // whatever was sent: there is nothing to count
		} else if quantity <= 0 || quantity > l.Quantity || l.Most > 0 && quantity > l.Most {
			return fault.Fields{{Name: "quantity", Says: says.Quantity}}
		} else if q.Quantity > 0 && quantity > q.Quantity {
			return fault.Fields{{Name: "quantity", Says: says.MoreThanAsked}}
		}
		if !l.Giving() || !q.State.Open() || q.State == Waiting {
			return fault.New(fault.Conflict, "the listing is %s, the inquiry %s", l.State, q.State)
		}
		if wait, err := bank.Undrawn(tx, &l); err != nil {
			return err
		} else if wait {
			return fault.New(fault.Conflict, "the lots are not drawn yet")
		}
		taken, err := bank.Take(tx, l.ID, quantity)
		if err != nil {
			return err
		}
		r = Reservation{ID: s.IDs.New(tx.Now), Listing: l.ID, Inquiry: q.ID, Quantity: quantity, State: Confirmed}
		if r.Place, err = bank.NextPlace(tx, l.ID); err != nil {
			return err
		}
		if !taken {
			r.State = InLine
			// The row is locked now. Who gets in line wants what is not there; of the rest the owner may give.
			if now, err := bank.ListingTx(tx, l.ID); err != nil {
				return err
			} else if left, counted := now.Remaining(); counted && left > 0 {
				return fault.Fields{{Name: "quantity", Says: says.LessLeft}}
			}
		}
		if err := insertReservation(tx, &r); err != nil {
			return err
		}
		if taken {
			return s.agree(tx, by, &q, &l, version, r)
		}
		return s.moveTx(tx, by, &q, version, Waiting, "inquiry.wait", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
			if q.FirstReplyAt.IsZero() {
				q.FirstReplyAt = tx.Now
			}
			if err := s.turn(tx, q, Nobody); err != nil {
				return "", err
			}
			if l.State == bank.Expired {
				if err := s.stranded(tx, q); err != nil {
					return "", err
				}
			}
			if err := s.lost(tx, by, q, Asker); err != nil {
				return "", err
			}
			return "", s.tell(tx, q, Asker, "inquiry.wait", func(w *mailWords) letter { return w.InLine(q, r.Place) })
		})
	})
	return r, err
}

// agree closes an inquiry with an agreement and begins the collaboration.
func (s *Service) agree(tx *sqldb.Tx, by audit.By, q *Inquiry, l *bank.Listing, version int64, r Reservation) error {
	return s.moveTx(tx, by, q, version, Accepted, "inquiry.accept", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		if q.FirstReplyAt.IsZero() {
			q.FirstReplyAt = tx.Now
		}
		q.ClosedAt = tx.Now
		if err := s.turn(tx, q, Nobody); err != nil {
			return "", err
		}
		for _, f := range s.Accepted {
			if err := f(tx, by, Acceptance{q, l, r}); err != nil {
				return "", err
			}
		}
		for _, side := range []Side{Owner, Asker} {
			if err := s.lost(tx, by, q, side); err != nil {
				return "", err
			}
		}
		return "listing=" + l.ID, s.tellBoth(tx, q, "inquiry.accept", func(w *mailWords) letter { return w.Accepted(q, l) })
	})
}

// Confirm takes what is held for an inquiry from the waiting list.
func (s *Service) Confirm(ctx context.Context, by audit.By, qid string, version int64) (err error) {
	defer fault.Wrap(&err, "inquiry.Confirm(%q)", qid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		q, ok, err := byID(tx, qid)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		}
		r, ok, err := reservationOf(tx, qid)
		if err != nil {
			return err
		}
		if !ok || r.State != Held {
			return fault.New(fault.Conflict, "nothing is held")
		}
		l, err := bank.ListingTx(tx, q.Listing)
		if err != nil {
			return err
		}
		if err := setHold(tx, &r, Held, Confirmed, time.Time{}); err != nil {
			return err
		}
		if err := jobs.Cancel(tx, dueHeld, q.ID); err != nil {
			return err
		}
		return s.agree(tx, by, &q, &l, version, r)
	})
}

// ListingFreed offers what a listing has more than before to the waiting list: see bank.Service.Freed.
func (s *Service) ListingFreed(tx *sqldb.Tx, by audit.By, l *bank.Listing) error {
	return s.promote(tx, by, l.ID)
}

// Release gives back what an inquiry has of its listing, for a collaboration that was called off.
func (s *Service) Release(tx *sqldb.Tx, by audit.By, qid string) error {
	return s.releaseTx(tx, by, qid, Released)
}

// releaseTx gives back what an inquiry has of its listing, and offers what became free to the next.
func (s *Service) releaseTx(tx *sqldb.Tx, by audit.By, qid string, to Hold) error {
	freed, err := s.giveBack(tx, qid, to)
	if err != nil || freed == "" {
		return err
	}
	return s.promote(tx, by, freed)
}

// giveBack gives back what is held or confirmed for an inquiry, or its place in the line, and returns the
// listing of which something became free.
func (s *Service) giveBack(tx *sqldb.Tx, qid string, to Hold) (freed string, err error) {
	r, ok, err := reservationOf(tx, qid)
	if err != nil || !ok {
		return "", err
	}
	was := r.State
	if err := setHold(tx, &r, was, to, time.Time{}); err != nil {
		return "", err
	}
	if err := jobs.Cancel(tx, dueHeld, qid); err != nil || was == InLine {
		return "", err
	}
	return r.Listing, bank.GiveBack(tx, r.Listing, r.Quantity)
}

// promote holds what is left for the waiting list, in its order. The head of the line is not passed
// over: if less is left than it wants, it is offered what there is.
func (s *Service) promote(tx *sqldb.Tx, by audit.By, listing string) error {
	for {
		l, err := bank.ListingTx(tx, listing)
		if err != nil {
			return err
		}
		left, counted := l.Remaining()
		if !l.Giving() || counted && left <= 0 {
			return nil
		}
		r, ok, err := nextInLine(tx, listing)
		if err != nil || !ok {
			return err
		}
		q, ok, err := byID(tx, r.Inquiry)
		if err != nil || !ok {
			return err
		}
		if counted && r.Quantity > left {
			r.Quantity = left
		}
		taken, err := bank.Take(tx, listing, r.Quantity)
		if err != nil || !taken {
			return err
		}
		until := s.after(tx.Now, heldDays)
		if err := setHold(tx, &r, InLine, Held, until); err != nil {
			return err
		}
		if err := jobs.Schedule(tx, dueHeld, q.ID, until); err != nil {
			return err
		}
		err = s.moveTx(tx, by, &q, q.Version, Waiting, "inquiry.hold", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
			if ok, err := s.reaches(tx, q, Asker); err != nil {
				return "", err
			} else if !ok {
				return "", s.owe(tx, q, Asker)
			}
			if err := s.turn(tx, q, Nobody); err != nil { // of an expired listing the centre looked after the line
				return "", err
			}
			return "", s.tell(tx, q, Asker, "inquiry.hold", func(w *mailWords) letter { return w.Held(q, &r) })
		})
		if err != nil {
			return err
		}
	}
}

// lapse passes on what was held for somebody who did not confirm; the inquiry ends, and its asker is told.
// Who could not be told of it loses nothing.
func (s *Service) lapse(tx *sqldb.Tx, qid string) error {
	q, ok, err := byID(tx, qid)
	if err != nil || !ok || q.State != Waiting {
		return err
	}
	r, ok, err := reservationOf(tx, qid)
	if err != nil || !ok || r.State != Held || r.ExpiresAt.After(tx.Now) {
		return err
	}
	if q.Owes == Center {
		return s.keepOn(tx, &q, &r)
	}
	by := audit.By{Actor: audit.System}
	return s.moveTx(tx, by, &q, q.Version, Declined, "inquiry.lapse", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		q.Code, q.ClosedAt = codes.SilentAsker, tx.Now
		if err := s.releaseTx(tx, by, q.ID, Lapsed); err != nil {
			return "", err
		}
		return "", s.tell(tx, q, Asker, "inquiry.lapse", func(w *mailWords) letter { return w.Ended(q) })
	})
}
