package inquiry

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/blob"
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

// Service is what happens with inquiries. Build it with a struct literal.
type Service struct {
	DB       *sqldb.DB
	IDs      *id.Source
	Audit    audit.Log
	Register *register.Service
	People   *account.Service
	Mail     *mail.Outbox
	Frame    mail.Frame
	Calendar term.Calendar
	Files    *blob.Store // of attachments; nil = there are none

	// Coordinators tells those who look after the listing's area why they are needed.
	Coordinators func(tx *sqldb.Tx, q *Inquiry, why Why) error
	// Accepted is told, in the transaction of an acceptance, what was agreed: the collaboration begins.
	Accepted []func(tx *sqldb.Tx, by audit.By, a Acceptance) error
}

// Acceptance is what both sides agreed to.
type Acceptance struct {
	Inquiry     *Inquiry
	Listing     *bank.Listing
	Reservation Reservation
}

// Says are the texts of refusals in the reader's language, by what is wrong.
type Says struct {
	ForMissing, UseMissing, Quantity, Day, BodyMissing, NotPublished, NotOpen, NotForYou, Own, TooMany, Already string
	WrongForm, Uncertified, Past, MoreThanAsked                                                                 string
	CodeMissing, NoteMissing, LessLeft, Files                                                                   string
	Long                                                                                                        func(limit int) string
	Least, Most                                                                                                 func(n int64) string
}

// Work registers what happens when something is due, before the queue starts.
func (s *Service) Work(q *jobs.Queue) {
	q.OnDue(dueRemind, s.remind)
	q.OnDue(dueAlert, s.alert)
	q.OnDue(dueHandOver, s.handOver)
	q.OnDue(dueHeld, s.lapse)
}

// ByID returns an inquiry, or fault.NotFound.
func (s *Service) ByID(ctx context.Context, qid string) (q Inquiry, err error) {
	defer fault.Wrap(&err, "inquiry.ByID(%q)", qid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		q, ok, err = byID(tx, qid)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return q, err
}

// Open marks an inquiry as read by the side whose turn it is; it changes nothing else.
func (s *Service) Open(ctx context.Context, by audit.By, qid string, side Side) (err error) {
	defer fault.Wrap(&err, "inquiry.Open(%q)", qid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		q, ok, err := byID(tx, qid)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case side != Owner || q.State != Sent:
			return nil
		}
		return s.moveTx(tx, by, &q, q.Version, Read, "inquiry.read", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
			q.ReadAt = tx.Now
			return "", nil
		})
	})
}

// Reply adds a message with its attachments to the thread; the other side owes the next word, unless
// both have agreed already and talk about the hand-over. The
// files are kept before the transaction: one that fails leaves a file that nobody names.
// Errors: fault.Fields for "body" and "files"; fault.Conflict.
func (s *Service) Reply(ctx context.Context, by audit.By, qid string, version int64, side Side, channel, body string, says *Says, uploads ...Upload) (err error) {
	defer fault.Wrap(&err, "inquiry.Reply(%q)", qid)
	body = strings.TrimSpace(ja.Clean(body))
	switch {
	case body == "":
		return fault.Fields{{Name: "body", Says: says.BodyMissing}}
	case utf8.RuneCountInString(body) > MaxBody:
		return fault.Fields{{Name: "body", Says: says.Long(MaxBody)}}
	}
	files, err := s.keep(uploads, says)
	if err != nil {
		return err
	}
	return s.change(ctx, by, qid, version, "", "inquiry.reply", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		if !q.State.Open() && q.State != Accepted {
			return "", fault.New(fault.Conflict, "the inquiry is %s", q.State)
		}
		s.answered(tx, q, side)
		mid := s.IDs.New(tx.Now)
		if err := insertMessage(tx, mid, q.ID, side, string(by.Actor), channel, body); err != nil {
			return "", err
		}
		for i := range files {
			f := files[i]
			f.ID, f.Message = s.IDs.New(tx.Now), mid
			if err := insertFile(tx, q.ID, &f); err != nil {
				return "", err
			}
		}
		if err := s.spoke(tx, q, side); err != nil {
			return "", err
		}
		told := func(w *mailWords) letter { return w.Reply(q) }
		if side == Center { // both sides read what the centre says
			return "side=center", s.tellBoth(tx, q, "inquiry.reply", told)
		}
		return "side=" + string(side), s.tell(tx, q, side.other(), "inquiry.reply", told)
	})
}

// other is who is spoken to: the asker, unless the asker speaks.
func (s Side) other() Side {
	if s == Asker {
		return Owner
	}
	return Asker
}

// Decline ends an inquiry by the owner, with a reason that the asker reads.
func (s *Service) Decline(ctx context.Context, by audit.By, qid string, version int64, code codes.Exit, note string, says *Says) (err error) {
	defer fault.Wrap(&err, "inquiry.Decline(%q)", qid)
	return s.exit(ctx, by, qid, version, Declined, "inquiry.decline", Asker, code, note, says)
}

// Withdraw ends an inquiry by who asked.
func (s *Service) Withdraw(ctx context.Context, by audit.By, qid string, version int64, code codes.Exit, note string, says *Says) (err error) {
	defer fault.Wrap(&err, "inquiry.Withdraw(%q)", qid)
	return s.exit(ctx, by, qid, version, Withdrawn, "inquiry.withdraw", Owner, code, note, says)
}

func (s *Service) exit(ctx context.Context, by audit.By, qid string, version int64, to State, action string, told Side, code codes.Exit, note string, says *Says) error {
	note = strings.TrimSpace(ja.Clean(note))
	switch {
	case !code.Valid():
		return fault.Fields{{Name: "code", Says: says.CodeMissing}}
	case code == codes.OtherExit && note == "":
		return fault.Fields{{Name: "note", Says: says.NoteMissing}}
	}
	return s.change(ctx, by, qid, version, to, action, func(tx *sqldb.Tx, q *Inquiry) (string, error) {
		q.Code, q.Note = code, note
		if err := s.ended(tx, by, q); err != nil {
			return "", err
		}
		if err := s.lost(tx, by, q, told); err != nil {
			return "", err
		}
		return "code=" + string(code), s.tell(tx, q, told, action, func(w *mailWords) letter { return w.Ended(q) })
	})
}

// ended stops the clock of an inquiry that nothing comes of, and gives back what was held for it.
func (s *Service) ended(tx *sqldb.Tx, by audit.By, q *Inquiry) error {
	q.ClosedAt = tx.Now
	if err := s.turn(tx, q, Nobody); err != nil {
		return err
	}
	return s.releaseTx(tx, by, q.ID, Released)
}

// ListingExpired gives those who wait in the line of a listing that left the list to the centre: what is
// held or given back still goes to the next, but nothing says when, so somebody looks for another way
// with them. See bank.Service.Expired.
func (s *Service) ListingExpired(tx *sqldb.Tx, by audit.By, l *bank.Listing) error {
	open, err := openAbout(tx, l.ID)
	if err != nil {
		return err
	}
	for i := range open {
		q := &open[i]
		r, ok, err := reservationOf(tx, q.ID)
		if err != nil {
			return err
		}
		if !ok || r.State != InLine {
			continue
		}
		err = s.moveTx(tx, by, q, q.Version, Waiting, "inquiry.escalate", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
			if err := s.tell(tx, q, Asker, "inquiry.lineover", func(w *mailWords) letter { return w.LineOver(q) }); err != nil {
				return "", err
			}
			return "listing=" + l.ID, s.stranded(tx, q)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// stranded gives somebody in the line of an expired listing to the centre.
func (s *Service) stranded(tx *sqldb.Tx, q *Inquiry) error {
	if q.EscalatedAt.IsZero() {
		q.EscalatedAt = tx.Now
	}
	if err := s.turn(tx, q, Center); err != nil {
		return err
	}
	return s.Coordinators(tx, q, WhyLine)
}

// ListingClosed ends what is still open about a listing that is over: see bank.Service.Closing. What was
// held goes to nobody else: all of the line ends with it.
func (s *Service) ListingClosed(tx *sqldb.Tx, by audit.By, l *bank.Listing) error {
	open, err := openAbout(tx, l.ID)
	if err != nil {
		return err
	}
	for i := range open {
		q := &open[i]
		err := s.moveTx(tx, by, q, q.Version, Declined, "inquiry.decline", func(tx *sqldb.Tx, q *Inquiry) (string, error) {
			q.Code, q.ClosedAt = codes.ClosedCall, tx.Now
			if err := s.turn(tx, q, Nobody); err != nil {
				return "", err
			}
			if _, err := s.giveBack(tx, q.ID, Released); err != nil {
				return "", err
			}
			if err := s.lost(tx, by, q, Asker); err != nil {
				return "", err
			}
			return "code=" + string(q.Code), s.tell(tx, q, Asker, "inquiry.decline", func(w *mailWords) letter { return w.Ended(q) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// moves are the ways of an inquiry.
var moves = map[State][]State{
	Sent:     {Sent, Read, Talking, Waiting, Accepted, Declined, Withdrawn, Silent},
	Read:     {Read, Talking, Waiting, Accepted, Declined, Withdrawn, Silent},
	Talking:  {Talking, Waiting, Accepted, Declined, Withdrawn, Silent},
	Waiting:  {Waiting, Accepted, Declined, Withdrawn},
	Accepted: {Accepted},
}

// change loads an inquiry, lets work alter it, and writes it with the log's entry. to "" keeps the
// state, or leaves it to work.
func (s *Service) change(ctx context.Context, by audit.By, qid string, version int64, to State, action string,
	work func(tx *sqldb.Tx, q *Inquiry) (detail string, err error)) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		q, ok, err := byID(tx, qid)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		}
		return s.moveTx(tx, by, &q, version, to, action, work)
	})
}

func (s *Service) moveTx(tx *sqldb.Tx, by audit.By, q *Inquiry, version int64, to State, action string,
	work func(tx *sqldb.Tx, q *Inquiry) (detail string, err error)) error {
	was := q.State
	if to == "" {
		to = was
	}
	if q.Version != version || !slices.Contains(moves[was], to) {
		return fault.New(fault.Conflict, "version %d, %s", q.Version, was)
	}
	q.State, q.Version, q.UpdatedAt = to, version+1, tx.Now
	detail, err := work(tx, q)
	if err != nil {
		return err
	}
	n, err := update(tx, q, version)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the inquiry has moved on")
	}
	if err != nil {
		return err
	}
	if detail != "" {
		detail += " "
	}
	return s.Audit.Record(tx, s.entry(by, action, q, detail+"version="+strconv.FormatInt(q.Version, 10)))
}

func (s *Service) entry(by audit.By, action string, q *Inquiry, detail string) audit.Entry {
	e := by.Entry(action, "inquiry:"+q.ID, detail)
	e.Subject = string(q.Asker)
	return e
}

// note records what the clock did without changing the inquiry.
func (s *Service) note(tx *sqldb.Tx, q *Inquiry, action, detail string) error {
	return s.Audit.Record(tx, s.entry(audit.By{Actor: audit.System}, action, q, detail))
}
