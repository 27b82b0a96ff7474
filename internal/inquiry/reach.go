package inquiry

import (
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// reaches says whether anybody of a side can be mailed today.
func (s *Service) reaches(tx *sqldb.Tx, q *Inquiry, side Side) (bool, error) {
	people, err := s.recipients(tx, q.organization(side))
	return len(people) > 0, err
}

// owe turns the clock to a side. Where nobody of it can be mailed the centre owes the next word in its
// place and reads along from now on: the coordinators are told to reach the side in another way, once.
func (s *Service) owe(tx *sqldb.Tx, q *Inquiry, side Side) error {
	ok, err := s.reaches(tx, q, side)
	if err != nil {
		return err
	}
	if ok {
		return s.turn(tx, q, side)
	}
	told := q.Owes == Center
	if !told {
		q.OwesBy = term.Date{} // the word was given: what the other side had promised is kept
	}
	if !q.Escalated() {
		q.EscalatedAt = tx.Now
	}
	if err := s.turn(tx, q, Center); err != nil || told {
		return err
	}
	return s.Coordinators(tx, q, WhyUnreached)
}

// spokenTo is who owes the next word after a side has spoken: the other one. The centre speaks to the
// asker, or, for one who cannot be mailed, to the owner.
func (s *Service) spokenTo(tx *sqldb.Tx, q *Inquiry, side Side) (Side, error) {
	if side != Center {
		return side.other(), nil
	}
	ok, err := s.reaches(tx, q, Asker)
	if ok || err != nil {
		return Asker, err
	}
	return Owner, nil
}

// spoke turns the clock to who owes the next word after a side has spoken. Who speaks again while the other
// owes the answer, or the centre does, does not set it back.
func (s *Service) spoke(tx *sqldb.Tx, q *Inquiry, side Side) error {
	if q.State != Talking || q.Owes != side && q.Owes != Nobody && side != Center && (q.Owes != Center || side != Owner) {
		return nil
	}
	to, err := s.spokenTo(tx, q, side)
	if err != nil {
		return err
	}
	return s.owe(tx, q, to)
}

// lost asks the coordinators to tell a side what became of an inquiry, where nobody of it can be mailed and
// the centre did not act for it itself.
func (s *Service) lost(tx *sqldb.Tx, by audit.By, q *Inquiry, side Side) error {
	if by.Behalf != "" && by.Behalf == string(q.organization(side)) {
		return nil
	}
	if ok, err := s.reaches(tx, q, side); ok || err != nil {
		return err
	}
	return s.Coordinators(tx, q, WhyUnreached)
}

// keepOn holds what is held for somebody whom nobody could mail for another while: it does not lapse
// before the centre has reached them and confirms or withdraws for them.
func (s *Service) keepOn(tx *sqldb.Tx, q *Inquiry, r *Reservation) error {
	until := s.after(tx.Now, heldDays)
	if err := setHold(tx, r, Held, Held, until); err != nil {
		return err
	}
	if err := jobs.Schedule(tx, dueHeld, q.ID, until); err != nil {
		return err
	}
	if err := s.note(tx, q, "inquiry.alert", "owes="+string(q.Owes)); err != nil {
		return err
	}
	return s.Coordinators(tx, q, WhyUnreached)
}

// tellSender mails who offered by a one-off form that somebody asks, where nobody of the organization can
// be mailed. It holds nothing that anybody typed: the address may be a stranger's.
func (s *Service) tellSender(tx *sqldb.Tx, q *Inquiry, l *bank.Listing) error {
	x, ok, err := bank.SenderOf(tx, l.ID)
	if err != nil || !ok || x.Mail == "" {
		return err
	}
	lang := ""
	if x.English {
		lang = "en"
	}
	w := mailWordsIn(lang).Sender(l)
	_, err = s.Mail.Send(tx, mail.Message{To: x.Mail, Kind: "inquiry.sender", Subject: w.Subject, Ref: "inquiry/" + q.ID, Text: s.Frame.Compose(mail.Letter{English: x.English, Lines: w.Lines})})
	return err
}
