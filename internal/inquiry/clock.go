package inquiry

import (
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/jobs"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// The kinds of due rows. Their subject is the inquiry's id.
const (
	dueRemind   = "inquiry.remind"
	dueAlert    = "inquiry.alert"
	dueHandOver = "inquiry.handover"
	dueHeld     = "inquiry.held" // what was held for somebody and not confirmed goes to the next
)

// ticking are the kinds of one turn of the clock.
func ticking() []string { return []string{dueRemind, dueAlert, dueHandOver} }

// turn starts the clock anew: side owes the next word from now on. Nobody stops it.
func (s *Service) turn(tx *sqldb.Tx, q *Inquiry, side Side) error {
	for _, kind := range ticking() {
		if err := jobs.Cancel(tx, kind, q.ID); err != nil {
			return err
		}
	}
	promised := q.OwesBy
	q.Owes, q.OwesSince, q.OwesBy = side, tx.Now, term.Date{}
	if side == Nobody {
		q.OwesSince = time.Time{}
		return nil
	}
	clock, err := settings.ClockTx(tx)
	if err != nil {
		return err
	}
	q.OwesBy = s.Calendar.AddBusinessDays(term.Of(tx.Now), clock.Alert)
	if side == Center { // the desk's queue shows it; nobody is behind the centre
		if !promised.IsZero() && promised.Before(q.OwesBy) {
			q.OwesBy = promised // what a side did not keep is not promised anew: it stays on top of the queue
		}
		return nil
	}
	for kind, days := range map[string]int{dueRemind: clock.Remind, dueAlert: clock.Alert, dueHandOver: clock.HandOver} {
		if err := jobs.Schedule(tx, kind, q.ID, s.after(tx.Now, days)); err != nil {
			return err
		}
	}
	return nil
}

// after is the morning of the day after the n-th business day: whole days were given.
func (s *Service) after(now time.Time, n int) time.Time {
	return s.Calendar.AddBusinessDays(term.Of(now), n).AddDays(1).Time().Add(7 * time.Hour)
}

// remind mails the side that owes the next word.
func (s *Service) remind(tx *sqldb.Tx, id string) error {
	q, ok, err := byID(tx, id)
	if err != nil || !ok || !q.State.Open() || q.Owes != Owner && q.Owes != Asker {
		return err
	}
	if err := s.note(tx, &q, "inquiry.remind", ""); err != nil {
		return err
	}
	return s.tell(tx, &q, q.Owes, "inquiry.remind", func(w *mailWords) letter { return w.Remind(&q) })
}

// alert tells the coordinators that a side is silent.
func (s *Service) alert(tx *sqldb.Tx, id string) error {
	q, ok, err := byID(tx, id)
	if err != nil || !ok || !q.State.Open() || q.Owes != Owner && q.Owes != Asker {
		return err
	}
	if err := s.note(tx, &q, "inquiry.alert", "owes="+string(q.Owes)); err != nil {
		return err
	}
	return s.Coordinators(tx, &q, WhySilent)
}

// handOver gives a case in which a side stayed silent to the centre. Silence of the asker ends it:
// the owner waits for nobody.
func (s *Service) handOver(tx *sqldb.Tx, id string) error {
	q, ok, err := byID(tx, id)
	if err != nil || !ok || !q.State.Open() || q.Owes != Owner && q.Owes != Asker {
		return err
	}
	by := audit.By{Actor: audit.System}
	if q.Owes == Asker {
		return s.moveTx(tx, by, &q, q.Version, Silent, "inquiry.silent", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
			q.Code = codes.SilentAsker
			if err := s.ended(tx, by, q); err != nil {
				return "", err
			}
			return "", s.tellBoth(tx, q, "inquiry.silent", func(w *mailWords) letter { return w.Silent(q) })
		})
	}
	return s.moveTx(tx, by, &q, q.Version, q.State, "inquiry.escalate", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		q.EscalatedAt = tx.Now
		if err := s.Coordinators(tx, q, WhyTaken); err != nil { // first: it says since when there is no answer
			return "", err
		}
		if err := s.turn(tx, q, Center); err != nil {
			return "", err
		}
		return "", s.tellBoth(tx, q, "inquiry.escalated", func(w *mailWords) letter { return w.Escalated(q) })
	})
}
