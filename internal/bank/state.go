package bank

import (
	"context"
	"slices"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Start is what a new listing begins with.
type Start struct {
	Direction    Direction
	Organization register.ID
	Kind         codes.Support
	Channel      string // web, phone, fax, mail, visit, form
	Content      Content
}

// Begin keeps the first step of a listing as a draft and returns its id. A draft may lack anything;
// errors: fault.Fields for what is wrong in what is there.
func (s *Service) Begin(ctx context.Context, by audit.By, in Start, says *Says) (id string, err error) {
	defer fault.Wrap(&err, "bank.Begin")
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		id, err = s.BeginTx(tx, by, in, says)
		return err
	})
	return id, err
}

// BeginTx is Begin within the caller's transaction.
func (s *Service) BeginTx(tx *sqldb.Tx, by audit.By, in Start, says *Says) (id string, err error) {
	in.Content.clean()
	l := Listing{ID: s.IDs.New(tx.Now), Direction: in.Direction, Organization: in.Organization, Content: in.Content, Channel: in.Channel,
		State: Drafted, StateAt: tx.Now, Version: 1, CreatedBy: account.PersonID(by.Actor), CreatedAt: tx.Now, UpdatedAt: tx.Now}
	l.Kind = in.Kind
	l.defaults()
	if err := l.check(term.Of(tx.Now), false, says); err != nil {
		return "", err
	}
	if err := insert(tx, &l); err != nil {
		return "", err
	}
	if err := armDraft(tx, l.ID); err != nil {
		return "", err
	}
	if err := s.record(tx, &l, string(by.Actor)); err != nil {
		return "", err
	}
	return l.ID, s.Audit.Record(tx, s.entry(by, "listing.create", &l, "direction="+string(l.Direction)+" kind="+string(l.Kind)))
}

// entry is the log's entry about a listing; its subject is the organization.
func (s *Service) entry(by audit.By, action string, l *Listing, detail string) audit.Entry {
	e := by.Entry(action, "listing:"+l.ID, detail)
	e.Subject = string(l.Organization)
	return e
}

// Save keeps what was typed on a step. Of a published listing the whole must stay complete, and once its
// words, its audience or the name's secrecy are others it goes back to the check: readers see nothing that
// the centre has not read. That is simpler than a second text beside the public one, and loses nothing:
// numbers and days change without it, who has asked is answered meanwhile, the page says what happens, and
// the listing keeps its address, its day of publication and what is taken. What a superior was asked to
// read or has approved is void once the text is another: the listing is a draft again.
// Errors: fault.Fields; fault.Conflict when it changed elsewhere since version.
func (s *Service) Save(ctx context.Context, by audit.By, id string, version int64, step string, c Content, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Save(%q)", id)
	return s.change(ctx, by, id, version, saved, "listing.edit", func(tx *sqldb.Tx, l *Listing) (string, error) {
		c := c.copy() // the transaction may run twice
		c.clean()
		if c.MeritCompany != l.MeritCompany || c.MeritGroup != l.MeritGroup {
			c.MeritBy = "owner"
		}
		c.Kind = l.Kind
		if l.Taken > 0 && (c.Unit != l.Unit || c.Quantity < l.Taken || (c.Quantity == 0) != (l.Quantity == 0)) {
			return "", fault.Fields{{Name: "quantity", Says: says.TakenAlready(l.Taken)}}
		}
		was, listed := l.Content, l.State == Open || l.State == Paused
		l.Content, l.Step = c, step
		if err := l.check(term.Of(tx.Now), listed, says); err != nil {
			return "", err
		}
		if l.Published() {
			if l.Choosing != was.Choosing && (was.Choosing == ByLottery || l.Choosing == ByLottery) { // people asked under other rules
				return "", fault.Fields{{Name: "choosing", Says: says.Choice}}
			}
			if l.Quantity > was.Quantity && was.Quantity > 0 {
				tx.Last(func(tx *sqldb.Tx) error { return s.freed(tx, by, l.ID) })
			}
		}
		switch {
		case listed && l.reads() != was.reads():
			l.State, l.StateAt, l.StateCode, l.StateNote = Checking, tx.Now, "", ""
			return "step=" + step + " check=again", jobs.Schedule(tx, dueCheck, l.ID, s.within(tx.Now, checkDays))
		case listed:
			return "step=" + step, s.arm(tx, l)
		}
		return "step=" + step, s.edited(tx, l)
	})
}

// freed tells that there is more of a listing, once its row says so.
func (s *Service) freed(tx *sqldb.Tx, by audit.By, id string) error {
	l, err := ListingTx(tx, id)
	if err != nil {
		return err
	}
	for _, f := range s.Freed {
		if err := f(tx, by, &l); err != nil {
			return err
		}
	}
	return nil
}

// Submit gives a listing to the centre to be checked.
func (s *Service) Submit(ctx context.Context, by audit.By, id string, version int64, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Submit(%q)", id)
	return s.change(ctx, by, id, version, Checking, "listing.submit", func(tx *sqldb.Tx, l *Listing) (string, error) {
		if err := l.check(term.Of(tx.Now), true, says); err != nil {
			return "", err
		}
		if err := disarmDraft(tx, l.ID); err != nil {
			return "", err
		}
		if err := voidApprovals(tx, l.ID, ""); err != nil {
			return "", err
		}
		return "", jobs.Schedule(tx, dueCheck, l.ID, s.within(tx.Now, checkDays))
	})
}

// Publish shows a checked listing. A one-off form must be tied to an organization first.
func (s *Service) Publish(ctx context.Context, by audit.By, id string, version int64, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Publish(%q)", id)
	return s.change(ctx, by, id, version, Open, "listing.publish", func(tx *sqldb.Tx, l *Listing) (string, error) {
		if l.Organization == "" {
			return "", fault.Fields{{Name: "organization", Says: says.NoOrganization}}
		}
		if err := l.check(term.Of(tx.Now), true, says); err != nil {
			return "", err
		}
		if l.PublishedAt.IsZero() {
			l.PublishedAt = tx.Now
		}
		if err := jobs.Cancel(tx, dueCheck, l.ID); err != nil {
			return "", err
		}
		if err := s.arm(tx, l); err != nil {
			return "", err
		}
		return "", s.tellOwner(tx, l, "bank.published", func(w *mailWords) letter { return w.Published(l) })
	})
}

// LastDay is the day after which the listing leaves the list: that of the advertisement, else the
// end of the period; none for a standing one without either.
func (l *Listing) LastDay() term.Date {
	if !l.AdvertiseUntil.IsZero() {
		return l.AdvertiseUntil
	}
	if l.Standing {
		return term.Date{}
	}
	return l.Until
}

// Send back, stop and end: each takes a reason that the owner reads.

// Return gives a listing back to be mended.
func (s *Service) Return(ctx context.Context, by audit.By, id string, version int64, reason string, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Return(%q)", id)
	if reason == "" {
		return fault.Fields{{Name: "reason", Says: says.ReasonMissing}}
	}
	return s.change(ctx, by, id, version, Returned, "listing.return", func(tx *sqldb.Tx, l *Listing) (string, error) {
		l.StateNote = reason
		if err := jobs.Cancel(tx, dueCheck, l.ID); err != nil {
			return "", err
		}
		if err := armDraft(tx, l.ID); err != nil {
			return "", err
		}
		return "", s.tellOwner(tx, l, "bank.returned", func(w *mailWords) letter { return w.Returned(l) })
	})
}

// Pause takes a listing from the list for a while; Resume puts it back.
func (s *Service) Pause(ctx context.Context, by audit.By, id string, version int64, note string) (err error) {
	defer fault.Wrap(&err, "bank.Pause(%q)", id)
	return s.change(ctx, by, id, version, Paused, "listing.pause", func(_ *sqldb.Tx, l *Listing) (string, error) {
		l.StateNote = note
		return "", nil
	})
}

// Resume puts a paused listing back on the list.
func (s *Service) Resume(ctx context.Context, by audit.By, id string, version int64, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Resume(%q)", id)
	return s.change(ctx, by, id, version, Open, "listing.resume", func(tx *sqldb.Tx, l *Listing) (string, error) {
		if last := l.LastDay(); !last.IsZero() && term.Of(tx.Now).After(last) {
			return "", fault.Fields{{Name: "until", Says: says.Over}}
		}
		return "", s.arm(tx, l)
	})
}

// Withdraw takes a listing back for good, with a reason of 終了・辞退理由.
func (s *Service) Withdraw(ctx context.Context, by audit.By, id string, version int64, code codes.Exit, note string, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Withdraw(%q)", id)
	return s.end(ctx, by, id, version, Withdrawn, "listing.withdraw", code, note, says)
}

// Complete closes a listing that has done its work.
func (s *Service) Complete(ctx context.Context, by audit.By, id string, version int64, note string, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Complete(%q)", id)
	return s.end(ctx, by, id, version, Done, "listing.complete", codes.ClosedCall, note, says)
}

func (s *Service) end(ctx context.Context, by audit.By, id string, version int64, to State, action string, code codes.Exit, note string, says *Says) error {
	switch {
	case !code.Valid():
		return fault.Fields{{Name: "code", Says: says.CodeMissing}}
	case code == codes.OtherExit && note == "":
		return fault.Fields{{Name: "note", Says: says.ReasonMissing}}
	}
	return s.change(ctx, by, id, version, to, action, func(tx *sqldb.Tx, l *Listing) (string, error) {
		l.StateCode, l.StateNote = code, note
		return "code=" + string(code), s.closed(tx, by, l)
	})
}

// closed cancels what the schedule holds of a listing and tells who has something open about it. An
// expired one takes no new inquiries, no more: its lots are still drawn, and who has asked is answered.
func (s *Service) closed(tx *sqldb.Tx, by audit.By, l *Listing) error {
	for _, kind := range []string{dueDraftWarn, dueDraft, dueWarn30, dueWarn7, dueExpire, dueCheck, dueApproval} {
		if err := jobs.Cancel(tx, kind, l.ID); err != nil {
			return err
		}
	}
	if err := voidApprovals(tx, l.ID, ""); err != nil || l.State == Expired {
		return err
	}
	if err := jobs.Cancel(tx, dueDraw, l.ID); err != nil {
		return err
	}
	if l.State == Withdrawn {
		if err := s.forgetOneOff(tx, l.ID); err != nil {
			return err
		}
	}
	if _, err := Lock(tx, l.ID); err != nil { // whoever asks at this moment is seen, or sees that it is over
		return err
	}
	for _, f := range s.Closing {
		if err := f(tx, by, l); err != nil {
			return err
		}
	}
	return nil
}

// Renew prolongs a listing in one step, an expired one too.
func (s *Service) Renew(ctx context.Context, by audit.By, id string, version int64, until term.Date, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Renew(%q)", id)
	return s.change(ctx, by, id, version, Open, "listing.renew", func(tx *sqldb.Tx, l *Listing) (string, error) {
		if today := term.Of(tx.Now); !until.After(today) || until.After(today.AddYears(1)) {
			return "", fault.Fields{{Name: "until", Says: says.RenewUntil}}
		}
		l.AdvertiseUntil = until
		if !l.Standing && !l.Until.IsZero() && l.Until.Before(until) {
			l.Until = until
		}
		deadline := until
		if l.Choosing == ByLottery { // there is time left to answer in the order drawn
			deadline = until.AddDays(-1)
		}
		if !l.Deadline.IsZero() && l.Deadline.Before(deadline) {
			l.Deadline = deadline
		}
		return "until=" + until.String(), s.arm(tx, l)
	})
}

// Copy begins a draft like a listing (再掲); the lineage is kept.
func (s *Service) Copy(ctx context.Context, by audit.By, id string) (copied string, err error) {
	defer fault.Wrap(&err, "bank.Copy(%q)", id)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		l, err := ListingTx(tx, id)
		if err != nil {
			return err
		}
		l.Origin, l.ID = l.ID, s.IDs.New(tx.Now)
		l.State, l.StateAt, l.StateCode, l.StateNote, l.Step = Drafted, tx.Now, "", "", ""
		l.Taken, l.Version, l.PublishedAt, l.Channel = 0, 1, time.Time{}, "web"
		l.From, l.Until, l.Deadline, l.AdvertiseUntil = term.Date{}, term.Date{}, term.Date{}, term.Date{}
		l.CreatedBy, l.CreatedAt, l.UpdatedAt = account.PersonID(by.Actor), tx.Now, tx.Now
		if err := insert(tx, &l); err != nil {
			return err
		}
		copied = l.ID
		if err := armDraft(tx, l.ID); err != nil {
			return err
		}
		if err := s.record(tx, &l, string(by.Actor)); err != nil {
			return err
		}
		return s.Audit.Record(tx, s.entry(by, "listing.create", &l, "origin="+l.Origin))
	})
	return copied, err
}

// change loads a listing, lets work alter it, and writes it with its event, the log's entry and the
// index's change. to "" keeps the state; saved keeps it too, but that of a listing which somebody is
// asked to approve.
func (s *Service) change(ctx context.Context, by audit.By, id string, version int64, to State, action string,
	work func(tx *sqldb.Tx, l *Listing) (detail string, err error)) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		l, err := Lock(tx, id) // what is taken of it stays as it is
		if err != nil {
			return err
		}
		return s.moveTx(tx, by, &l, version, to, action, work)
	})
}

func (s *Service) moveTx(tx *sqldb.Tx, by audit.By, l *Listing, version int64, to State, action string,
	work func(tx *sqldb.Tx, l *Listing) (detail string, err error)) error {
	was := l.State
	switch {
	case to == saved && was == Approving:
		to = Drafted
	case to == "" || to == saved:
		to = was
	}
	only, some := from[action]
	if l.Version != version || !slices.Contains(moves[was], to) || some && !slices.Contains(only, was) {
		return fault.New(fault.Conflict, "version %d, %s", l.Version, was)
	}
	l.State, l.Version, l.UpdatedAt = to, version+1, tx.Now
	if to != was {
		l.StateAt, l.StateCode, l.StateNote = tx.Now, "", ""
	}
	detail, err := work(tx, l)
	if err != nil {
		return err
	}
	n, err := update(tx, l, version)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the listing has moved on")
	}
	if err != nil {
		return err
	}
	if l.State != was {
		if err := s.record(tx, l, string(by.Actor)); err != nil {
			return err
		}
	}
	if err := s.Audit.Record(tx, s.entry(by, action, l, detail)); err != nil {
		return err
	}
	s.touched(tx, l.ID)
	return nil
}
