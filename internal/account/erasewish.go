package account

import (
	"context"
	"errors"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// EraseDays is for how many days somebody who asked for their erasure can take it back.
const EraseDays = 30

// EraseKind is the kind of the due row of an erasure that somebody asked for.
const EraseKind = "account.erase"

// Tie is what somebody must hand over before they leave.
type Tie struct {
	Title string // the post, or the organization that would have nobody left
	Path  string // where it is handed over; "" = others do that
	Staff bool   // a post of the staff, which transfers end
}

// TiesOf returns what a person must hand over before they can ask for their erasure: posts of the
// staff, and organizations that nobody else manages.
func (s *Service) TiesOf(ctx context.Context, id PersonID) (list []Tie, err error) {
	defer fault.Wrap(&err, "account.TiesOf(%q)", id)
	return view(ctx, s, func(tx *sqldb.Tx) ([]Tie, error) { return s.ties(tx, id) })
}

func (s *Service) ties(tx *sqldb.Tx, id PersonID) (list []Tie, err error) {
	duties, err := s.duties(tx, id)
	if err != nil {
		return nil, err
	}
	for _, o := range duties {
		list = append(list, Tie{Title: o.Unit + " " + o.Title, Staff: true})
	}
	for _, f := range s.Ties {
		more, err := f(tx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// AskErasure takes somebody's own wish that their data go: they are signed out and kept out at once,
// and after EraseDays everything is erased. Until then Reinstate takes it back. It returns the day
// of the erasure. Errors: fault.Fields named ties while something must be handed over first, and
// fault.Conflict unless the person is active.
func (s *Service) AskErasure(ctx context.Context, by audit.By, id PersonID) (on term.Date, err error) {
	defer fault.Wrap(&err, "account.AskErasure(%q)", id)
	return update(ctx, s, func(tx *sqldb.Tx) (term.Date, error) {
		on := term.Of(tx.Now).AddDays(EraseDays)
		ties, err := s.ties(tx, id)
		if err != nil {
			return on, err
		}
		if len(ties) > 0 {
			return on, fault.Fields{{Name: "ties", Says: in(tx.Context()).HandOverFirst}}
		}
		p, err := personByID(tx, id)
		if err != nil {
			return on, err
		}
		// The staff read why, whatever language the person reads.
		n, err := tx.Exec(`UPDATE person SET status = 'suspended', suspended_on = $2, suspended_reason = $3, updated_at = $4, version = version + 1
			WHERE id = $1 AND status = 'active'`, string(id), term.Of(tx.Now).String(), ja.ErasureAsked(on), tx.Now)
		if err != nil {
			return on, err
		}
		if n == 0 {
			return on, fault.New(fault.Conflict, "the person is %s", p.Status)
		}
		if err := jobs.Schedule(tx, EraseKind, string(id), on.Time()); err != nil {
			return on, err
		}
		if err := s.endAll(tx, by, id, "", "erasure"); err != nil {
			return on, err
		}
		if err := s.voidTickets(tx, id); err != nil {
			return on, err
		}
		if err := s.voidGiven(tx, by, id); err != nil {
			return on, err
		}
		if s.Mail != nil && p.Email != "" {
			w := wordsOf(p.Lang)
			err := s.Mail(tx, Message{To: p.Email, ToName: p.Name, Kind: "account.erase", Subject: w.SubjectErasure, Person: string(id),
				Text: s.Frame.Compose(mail.Letter{English: p.Lang == "en", To: p.Name, Lines: []string{w.ErasureOn(on), w.ErasureBack, w.NoticeAt(tx.Now)}})})
			if err != nil {
				return on, err
			}
		}
		e := by.Entry("account.erase", personObject(id), `{"on":"`+on.String()+`"}`)
		e.Subject = string(id)
		return on, s.Audit.Record(tx, e)
	})
}

// OnErase is the handler of the due row: it erases whoever asked for it and was not reinstated since.
func (s *Service) OnErase(tx *sqldb.Tx, subject string) (err error) {
	defer fault.Wrap(&err, "account.OnErase(%q)", subject)
	p, err := personByID(tx, PersonID(subject))
	if errors.Is(err, fault.NotFound) || err == nil && p.Status != Suspended {
		return nil
	}
	if err != nil {
		return err
	}
	return s.erase(tx, audit.By{Actor: audit.System}, p.ID, ja.ErasureReason)
}
