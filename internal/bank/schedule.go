package bank

import (
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// A draft that nobody touches is withdrawn after draftDays; its owner is warned draftWarnDays before.
const (
	draftDays     = 90
	draftWarnDays = 14
)

// checkDays is how many business days the centre has for a check before it is reminded.
const checkDays = 3

// within is the end of the n-th business day after a moment.
func (s *Service) within(now time.Time, n int) time.Time {
	return s.Calendar.AddBusinessDays(term.Of(now), n).AddDays(1).Time()
}

// arm puts the listing's last day and the warnings before it on the schedule.
func (s *Service) arm(tx *sqldb.Tx, l *Listing) error {
	for _, kind := range []string{dueWarn30, dueWarn7, dueExpire} {
		if err := jobs.Cancel(tx, kind, l.ID); err != nil {
			return err
		}
	}
	if err := s.commit(tx, l); err != nil {
		return err
	}
	last := l.LastDay()
	if last.IsZero() {
		return nil
	}
	for kind, days := range map[string]int{dueWarn30: 30, dueWarn7: 7} {
		if at := last.AddDays(-days).Time().Add(6 * time.Hour); at.After(tx.Now) {
			if err := jobs.Schedule(tx, kind, l.ID, at); err != nil {
				return err
			}
		}
	}
	return jobs.Schedule(tx, dueExpire, l.ID, last.AddDays(1).Time())
}

// armDraft begins the time of a draft again.
func armDraft(tx *sqldb.Tx, id string) error {
	if err := jobs.Cancel(tx, dueDraft, id); err != nil {
		return err
	}
	return jobs.Schedule(tx, dueDraftWarn, id, tx.Now.AddDate(0, 0, draftDays-draftWarnDays))
}

// disarmDraft ends it: the listing is no draft any more.
func disarmDraft(tx *sqldb.Tx, id string) error {
	if err := jobs.Cancel(tx, dueDraftWarn, id); err != nil {
		return err
	}
	return jobs.Cancel(tx, dueDraft, id)
}

// drafting says whether the owner still writes.
func (s State) drafting() bool { return s == Drafted || s == Returned || s == Approving }

// system is who acts when something is due.
var system = audit.By{Actor: audit.System}

// warnDraft tells the owner that a draft lies there, and gives it its last days.
func (s *Service) warnDraft(tx *sqldb.Tx, id string) error {
	l, ok, err := byID(tx, id)
	if err != nil || !ok || !l.State.drafting() {
		return err
	}
	end := tx.Now.AddDate(0, 0, draftWarnDays)
	if err := jobs.Schedule(tx, dueDraft, id, end); err != nil {
		return err
	}
	return s.tellOwner(tx, &l, "bank.draft", func(w *mailWords) letter { return w.Draft(&l, term.Of(end).AddDays(-1)) })
}

// dropDraft withdraws a draft that nobody touched after the warning.
func (s *Service) dropDraft(tx *sqldb.Tx, id string) error {
	l, ok, err := byID(tx, id)
	if err != nil || !ok || !l.State.drafting() {
		return err
	}
	return s.moveTx(tx, system, &l, l.Version, Withdrawn, "listing.withdraw", func(tx *sqldb.Tx, l *Listing) (string, error) {
		l.StateCode = codes.SilentOwner
		if l.Direction == Need {
			l.StateCode = codes.SilentAsker
		}
		if err := s.tellOwner(tx, l, "bank.dropped", func(w *mailWords) letter { return w.Dropped(l) }); err != nil {
			return "", err
		}
		return "code=" + string(l.StateCode), s.closed(tx, system, l)
	})
}

// warn returns what tells the owner that the listing's last day comes. A warning for which it is too
// late, as after a jump of the clock, is left to the next one.
func (s *Service) warn(days, least int) func(tx *sqldb.Tx, id string) error {
	return func(tx *sqldb.Tx, id string) error {
		l, ok, err := byID(tx, id)
		if err != nil || !ok || l.State != Open && l.State != Paused {
			return err
		}
		last := l.LastDay()
		if left := term.Of(tx.Now).DaysUntil(last); last.IsZero() || left > days || left < least {
			return nil
		}
		return s.tellOwner(tx, &l, "bank.warn", func(w *mailWords) letter { return w.Warn(&l, last) })
	}
}

// remind tells those who check that a listing waits for too long.
func (s *Service) remind(tx *sqldb.Tx, id string) error {
	l, ok, err := byID(tx, id)
	if err != nil || !ok || l.State != Checking || s.Checkers == nil {
		return err
	}
	return s.Checkers(tx, &l)
}

// expire is what happens the day after a listing's last one.
func (s *Service) expire(tx *sqldb.Tx, id string) error {
	l, ok, err := byID(tx, id)
	if err != nil || !ok || l.State != Open && l.State != Paused {
		return err
	}
	if last := l.LastDay(); last.IsZero() || !term.Of(tx.Now).After(last) {
		return nil // prolonged meanwhile
	}
	return s.moveTx(tx, system, &l, l.Version, Expired, "listing.expire", func(tx *sqldb.Tx, l *Listing) (string, error) {
		l.StateCode = codes.ClosedCall
		if err := s.tellOwner(tx, l, "bank.expired", func(w *mailWords) letter { return w.Expired(l) }); err != nil {
			return "", err
		}
		if err := s.closed(tx, system, l); err != nil {
			return "", err
		}
		for _, f := range s.Expired {
			if err := f(tx, system, l); err != nil {
				return "", err
			}
		}
		return "", nil
	})
}
