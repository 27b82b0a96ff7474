package member

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// State is how far an application, a claim or a succession is. The permission table names states.
type State string

// The states.
const (
	Draft     State = "draft"     // being written; nobody else sees it
	Submitted State = "submitted" // waits for a decision
	Returned  State = "returned"  // to be mended by the applicant, with a reason
	Approved  State = "approved"  // in the register
	Withdrawn State = "withdrawn" // by the applicant
	Declined  State = "declined"  // refused, with a reason
	Lettered  State = "lettered"  // a letter with a code is on its way
	Confirmed State = "confirmed" // the person acts for the organization
	Expired   State = "expired"   // the code's time or tries are over
	Accepted  State = "accepted"  // the new representative is named
)

// applicationMoves are the ways of an application.
var applicationMoves = map[State][]State{
	Draft:     {Draft, Submitted},
	Submitted: {Returned, Approved, Withdrawn, Declined},
	Returned:  {Submitted, Withdrawn},
}

// Application asks for a group or company to be registered.
type Application struct {
	ID        string
	Applicant account.PersonID
	Content
	Personal
	Terms, Pledge consented // zero until sent
	State         State
	Reason        string // of the last return or refusal
	Organization  register.ID
	Version       int64
	SubmittedAt   time.Time
	DecidedBy     string
	DecidedAt     time.Time
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// Object is the application as a decision sees it.
func (a *Application) Object() policy.Object {
	return policy.Object{Kind: "application", ID: a.ID, Org: string(a.Organization), City: a.areaCode(), State: string(a.State), Person: a.Applicant, By: a.Applicant}
}

// TermsVersion is the version of the terms that the applicant agreed to, "" = none yet.
func (a *Application) TermsVersion() string { return a.Terms.version }

// PledgeVersion is the version of the pledge that the applicant made, "" = none yet.
func (a *Application) PledgeVersion() string { return a.Pledge.version }

// Agreed says whether the applicant agreed to the texts in force.
func (a *Application) Agreed() bool {
	return a.Terms.version == terms.Version && a.Pledge.version == pledge.Version
}

// draftDays is for how long a draft that is never sent is kept.
const draftDays = 30

// Application returns an application, or fault.NotFound.
func (s *Service) Application(ctx context.Context, id string) (a Application, err error) {
	defer fault.Wrap(&err, "member.Application(%q)", id)
	return one(ctx, s.DB, func(tx *sqldb.Tx) (Application, bool, error) { return applicationByID(tx, id) })
}

// Start begins an application with its first page. Errors: fault.Fields.
func (s *Service) Start(ctx context.Context, by audit.By, c Content, p Personal, says *Says) (id string, err error) {
	defer fault.Wrap(&err, "member.Start")
	c.clean()
	p.clean()
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := s.checkContent(tx, &c, &p, StepBody, says); err != nil {
			return err
		}
		id = s.IDs.New(tx.Now)
		a := Application{ID: id, Applicant: actor(by), Content: c, Personal: p, State: Draft, Version: 1}
		if err := insertApplication(tx, &a); err != nil {
			return err
		}
		if err := jobs.Schedule(tx, dueDraft, id, tx.Now.AddDate(0, 0, draftDays)); err != nil {
			return err
		}
		return s.Audit.Record(tx, by.Entry("application.draft", id, "kind="+string(c.Kind)))
	})
	return id, err
}

// Save keeps a page of a draft. Errors: fault.Fields, and fault.Conflict when the draft was sent or
// changed elsewhere since version.
func (s *Service) Save(ctx context.Context, by audit.By, id string, version int64, c Content, p Personal, step Step, says *Says) (err error) {
	defer fault.Wrap(&err, "member.Save(%q)", id)
	return s.change(ctx, by, id, version, Draft, Draft, "application.draft", func(tx *sqldb.Tx, a *Application) (string, error) {
		return "", s.take(tx, a, c, p, step, says)
	})
}

// Submit sends a draft to those who decide.
func (s *Service) Submit(ctx context.Context, by audit.By, id string, version int64, agreed Agreement, says *Says) (err error) {
	defer fault.Wrap(&err, "member.Submit(%q)", id)
	return s.change(ctx, by, id, version, Draft, Submitted, "application.create", func(tx *sqldb.Tx, a *Application) (string, error) {
		if err := s.checkContent(tx, &a.Content, &a.Personal, AllSteps, says); err != nil {
			return "", err
		}
		if err := a.agree(by, agreed, tx.Now, says); err != nil {
			return "", err
		}
		a.SubmittedAt = tx.Now
		if err := jobs.Cancel(tx, dueDraft, id); err != nil {
			return "", err
		}
		return "kind=" + string(a.Kind), s.tell(tx, a.Applicant, "", "application.received", "application/"+id, func(w *mailWords) letter {
			return w.Received(a.Name, id)
		})
	})
}

// Edit mends a returned application and sends it again.
func (s *Service) Edit(ctx context.Context, by audit.By, id string, version int64, c Content, p Personal, agreed Agreement, says *Says) (err error) {
	defer fault.Wrap(&err, "member.Edit(%q)", id)
	return s.change(ctx, by, id, version, Returned, Submitted, "application.edit", func(tx *sqldb.Tx, a *Application) (string, error) {
		if err := s.take(tx, a, c, p, AllSteps, says); err != nil {
			return "", err
		}
		if !a.Agreed() {
			if err := a.agree(by, agreed, tx.Now, says); err != nil {
				return "", err
			}
		}
		a.SubmittedAt = tx.Now
		return "", nil
	})
}

// Withdraw takes an application back.
func (s *Service) Withdraw(ctx context.Context, by audit.By, id string, version int64) (err error) {
	defer fault.Wrap(&err, "member.Withdraw(%q)", id)
	return s.change(ctx, by, id, version, "", Withdrawn, "application.withdraw", nil)
}

// Return gives an application back to be mended, with the reason that the applicant reads; final
// refuses it for good.
func (s *Service) Return(ctx context.Context, by audit.By, id string, version int64, reason string, final bool, says *Says) (err error) {
	defer fault.Wrap(&err, "member.Return(%q)", id)
	if err := says.reason(reason); err != nil {
		return err
	}
	to, kind := Returned, "application.returned"
	if final {
		to, kind = Declined, "application.declined"
	}
	return s.change(ctx, by, id, version, Submitted, to, "application.return", func(tx *sqldb.Tx, a *Application) (string, error) {
		a.Reason = reason
		a.DecidedBy, a.DecidedAt = string(by.Actor), tx.Now
		return "state=" + string(to), s.tell(tx, a.Applicant, "", kind, "application/"+id, func(w *mailWords) letter {
			if final {
				return w.Declined(a.Name, reason, id)
			}
			return w.Returned(a.Name, reason, id)
		})
	})
}

// Approve takes the body into the register and lets the applicant act for it, in one transaction.
// fault.Conflict: somebody else decided, or somebody acts for that body already.
func (s *Service) Approve(ctx context.Context, by audit.By, id string, version int64) (org register.ID, err error) {
	defer fault.Wrap(&err, "member.Approve(%q)", id)
	err = s.change(ctx, by, id, version, Submitted, Approved, "application.approve", func(tx *sqldb.Tx, a *Application) (string, error) {
		org, err = s.Register.DeclareTx(tx, by, a.record(), register.Self, declared)
		if err != nil {
			return "", err
		}
		o, err := register.ByIDTx(tx, org)
		if err != nil {
			return "", err
		}
		if err := s.own(tx, by, &o, a.Applicant, term.Of(tx.Now)); err != nil {
			return "", err
		}
		for _, c := range []consented{a.Terms, a.Pledge} {
			if err := insertConsent(tx, org, c); err != nil {
				return "", err
			}
		}
		if err := s.Register.BeginProfileTx(tx, by, org, a.profile(), a.Terms.version); err != nil {
			return "", err
		}
		a.Organization, a.DecidedBy, a.DecidedAt = org, string(by.Actor), tx.Now
		return fmt.Sprintf("organization=%s kind=%s", org, o.Kind), s.tell(tx, a.Applicant, org, "application.approved", "application/"+id, func(w *mailWords) letter {
			return w.Approved(o.Name, org)
		})
	})
	return org, err
}

// profile is what the application says that the body's profile begins with: not published, and
// contact data for nobody but those whom the profile lets see it.
func (a *Application) profile() register.ProfileInput {
	values := map[string]string{register.ItemLine: a.Line, register.ItemFields: strings.Join(a.Fields, " "), "industry": string(a.Industry),
		"established": a.Established, "contact_name": a.ContactName, register.ItemPhone: a.Phone, register.ItemMail: a.Mail}
	if len(a.Fields) == 0 {
		values[register.ItemUndecided] = "yes"
	}
	return register.ProfileInput{Values: values}
}

// declared stands in the provenance of what applicants state.
const declared = "登録申請"

// change moves an application of version from a state ("" = any from which it may go) to another.
// work changes a copy and says what the log shall hold; it runs before the row is written.
func (s *Service) change(ctx context.Context, by audit.By, id string, version int64, from, to State, action string,
	work func(tx *sqldb.Tx, a *Application) (detail string, err error)) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		a, ok, err := applicationByID(tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case a.Version != version || from != "" && a.State != from || !may(applicationMoves, a.State, to):
			return fault.New(fault.Conflict, "version %d, %s", a.Version, a.State)
		}
		was := a.State
		a.State, a.Version = to, version+1
		// First the row: of two who decide at once the second waits here, and then has nothing to decide.
		if err := moved(claimApplication(tx, id, version, was, to)); err != nil {
			return err
		}
		detail := ""
		if work != nil {
			if detail, err = work(tx, &a); err != nil {
				return err
			}
		}
		if err := updateApplication(tx, &a); err != nil {
			return err
		}
		e := by.Entry(action, id, detail)
		e.Subject = string(a.Applicant)
		if action == "application.draft" || action == "application.create" || action == "application.edit" {
			e.Personal = a.Personal.entry()
		}
		return s.Audit.Record(tx, e)
	})
}

func may(moves map[State][]State, from, to State) bool {
	for _, m := range moves[from] {
		if m == to {
			return true
		}
	}
	return false
}

// entry is the personal part for the log.
func (p *Personal) entry() map[string]string {
	m := map[string]string{}
	for name, v := range map[string]string{"representative": p.Representative, "contact_name": p.ContactName, "phone": p.Phone, "mail": p.Mail} {
		if v != "" {
			m[name] = v
		}
	}
	return m
}

// take puts what was typed on the pages of the step into the application.
func (s *Service) take(tx *sqldb.Tx, a *Application, c Content, p Personal, step Step, says *Says) error {
	c.clean()
	p.clean()
	if err := s.checkContent(tx, &c, &p, step, says); err != nil {
		return err
	}
	if step&StepBody != 0 {
		line, fields, industry, established := a.Line, a.Fields, a.Industry, a.Established
		a.Content = c
		a.Line, a.Fields, a.Industry, a.Established = line, fields, industry, established
	}
	if step&StepContact != 0 {
		a.Line, a.Fields, a.Industry, a.Established = c.Line, c.Fields, c.Industry, c.Established
		a.Personal = p
	}
	return nil
}

// checkContent checks what was typed, and its number against the register: an NPO corporation is
// claimed, and a body for which somebody acts is not registered twice.
func (s *Service) checkContent(tx *sqldb.Tx, c *Content, p *Personal, step Step, says *Says) error {
	if err := check(c, p, step, term.Of(tx.Now), says); err != nil {
		return err
	}
	if c.Number == "" || step&StepBody == 0 {
		return nil
	}
	org, err := register.NumberedTx(tx, c.Number)
	if err != nil || org == "" {
		return err
	}
	o, err := register.ByIDTx(tx, org)
	if err != nil {
		return err
	}
	if policy.Owner(string(o.Kind)) != policy.Owner(string(c.Kind)) && policy.Owner(string(o.Kind)) == policy.Owner("npo") {
		return fault.Fields{{Name: "number", Says: says.NumberNPO}}
	}
	if owned, err := s.owned(tx, org); err != nil {
		return err
	} else if owned {
		return fault.Fields{{Name: "number", Says: says.NumberOwned}}
	}
	return nil
}

// agree notes the consent to the texts in force.
func (a *Application) agree(by audit.By, g Agreement, now time.Time, says *Says) error {
	var f fault.Fields
	if !g.Terms {
		f = append(f, fault.Field{Name: "terms", Says: says.Terms})
	}
	if !g.Pledge {
		f = append(f, fault.Field{Name: "pledge", Says: says.Pledge})
	}
	if err := f.Err(); err != nil {
		return err
	}
	at := sqldb.Stamp(now)
	a.Terms = consented{terms.ID, terms.Version, terms.Digest(g.Lang), string(by.Actor), at}
	a.Pledge = consented{pledge.ID, pledge.Version, pledge.Digest(g.Lang), string(by.Actor), at}
	return nil
}

// forgetDraft deletes an application that was never sent.
func (s *Service) forgetDraft(tx *sqldb.Tx, id string) (err error) {
	defer fault.Wrap(&err, "member.forgetDraft(%q)", id)
	n, err := deleteDraft(tx, id)
	if err != nil || n == 0 {
		return err
	}
	return s.Audit.Record(tx, audit.By{Actor: audit.System}.Entry("application.forget", id, ""))
}
