package app

import (
	"context"
	"errors"
	"fmt"

	"kyodo/internal/account"
	"kyodo/internal/adminweb"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Asked is a question to the permission table.
type Asked struct {
	User      string // a person's id, mail address or number; "-" = somebody who is not signed in
	Action    policy.Action
	Object    string    // "kind:id"; "-" = none
	At        term.Date // the first moment of a day; none = now
	OneFactor bool      // as if signed in without a second factor; else with one, and just confirmed
}

// ErrAsked is the kind of an error about the question itself: an unknown person, action or object.
var ErrAsked = errors.New("the question names what is not there")

// Why explains what the table says about a person, an action and an object, with the posts and the
// 役割分担表 of the day, and whether it allows it.
func Why(ctx context.Context, db *sqldb.DB, q Asked) (text string, allowed bool, err error) {
	rules, err := policy.New(db, &id.Source{}, audit.Log{}).Fresh(ctx)
	if err != nil {
		return "", false, err
	}
	if q.Action == policy.Anyone || !rules.Table().Has(q.Action) {
		return "", false, fmt.Errorf("%w: action %q", ErrAsked, q.Action)
	}
	now := db.Now()
	if !q.At.IsZero() {
		now = q.At.Time()
	}
	who, suspended, err := asked(ctx, db, q, term.Of(now))
	if err == nil && suspended {
		return fmt.Sprintf("%s %s %s: deny\nthe person is suspended and cannot sign in\n", who.Person, q.Action, q.Object), false, nil
	}
	if who != nil {
		who.StepUpAt = now
	}
	var o policy.Object
	if err == nil {
		o, err = objects(db).Load(ctx, q.Object)
	}
	if errors.Is(err, fault.NotFound) {
		return "", false, fmt.Errorf("%w: %w", ErrAsked, err)
	} else if err != nil {
		return "", false, err
	}
	if o == (policy.Object{}) && who != nil { // as a page without an object: about oneself
		o.Person = who.Person
	}
	return rules.Why(who, q.Action, o, now), rules.Decide(who, q.Action, o, now).Allowed(), nil
}

// asked is the person of the question as a principal of the day, nil for "-".
func asked(ctx context.Context, db *sqldb.DB, q Asked, on term.Date) (who *account.Principal, suspended bool, err error) {
	if q.User == "-" {
		return nil, false, nil
	}
	accounts := &account.Service{DB: db}
	err = db.View(ctx, func(tx *sqldb.Tx) error {
		var p account.Person
		var err error
		if id.Valid(q.User) {
			p, err = accounts.PersonTx(tx, account.PersonID(q.User))
		} else {
			p, err = accounts.PersonByMail(tx, q.User)
		}
		if err != nil {
			return err
		}
		who, suspended = &account.Principal{Person: p.ID, Name: p.Name, Assurance: account.MultiFactor}, p.Status != account.Active
		if q.OneFactor {
			who.Assurance = account.OneFactor
		}
		who.Holdings, err = accounts.HoldingsOf(tx, p.ID, on)
		return err
	})
	return who, suspended, err
}

// objects finds what a decision is about by its kind, as each package sees its own.
func objects(db *sqldb.DB) policy.Objects {
	organizations := &register.Service{DB: db}
	people := &account.Service{DB: db}
	members := &member.Service{DB: db}
	listings, inquiries, collaborations := &bank.Service{DB: db}, &inquiry.Service{DB: db}, &collaboration.Service{DB: db}
	matters := &desk.Service{DB: db}
	return policy.Objects{
		"listing": func(ctx context.Context, id string) (policy.Object, error) {
			l, err := listings.Listing(ctx, id)
			return l.Object(), err
		},
		"inquiry": func(ctx context.Context, id string) (policy.Object, error) {
			q, err := inquiries.ByID(ctx, id)
			return q.Object(), err
		},
		"collaboration": func(ctx context.Context, id string) (policy.Object, error) {
			c, err := collaborations.ByID(ctx, id)
			return c.Object(), err
		},
		"consultation": func(ctx context.Context, id string) (policy.Object, error) {
			n, err := matters.Note(ctx, id)
			return n.Object(), err
		},
		"referral": func(ctx context.Context, id string) (policy.Object, error) {
			o, err := matters.Offer(ctx, id)
			return o.Object(), err
		},
		"duty": policy.DutyObject,
		"application": func(ctx context.Context, id string) (policy.Object, error) {
			a, err := members.Application(ctx, id)
			return a.Object(), err
		},
		"claim": func(ctx context.Context, id string) (policy.Object, error) {
			c, err := members.Claim(ctx, id)
			return c.Object(), err
		},
		"succession": func(ctx context.Context, id string) (policy.Object, error) {
			x, err := members.Succession(ctx, id)
			return x.Object(), err
		},
		"organization": func(ctx context.Context, id string) (policy.Object, error) {
			d, err := organizations.Organization(ctx, register.ID(id))
			return d.PolicyObject(), err
		},
		"person": func(ctx context.Context, id string) (policy.Object, error) {
			p, err := people.Person(ctx, account.PersonID(id))
			return policy.Object{Kind: "person", ID: id, Person: p.ID, State: string(p.Status)}, err
		},
		"mail": func(ctx context.Context, id string) (o policy.Object, err error) {
			err = db.View(ctx, func(tx *sqldb.Tx) (err error) { o, err = adminweb.MailObject(tx, id); return err })
			return o, err
		},
		"post": func(ctx context.Context, id string) (policy.Object, error) {
			return adminweb.PostObject(ctx, people, id)
		},
		"session": func(ctx context.Context, id string) (policy.Object, error) {
			x, err := people.SessionByID(ctx, id)
			return policy.Object{Kind: "session", ID: x.ID, Person: x.Person}, err
		},
		"factor": func(ctx context.Context, id string) (o policy.Object, err error) {
			err = db.View(ctx, func(tx *sqldb.Tx) error {
				x, err := people.FactorResetByID(tx, id)
				if err != nil {
					return err
				}
				p, err := people.PersonTx(tx, x.Person)
				o = policy.Object{Kind: "factor", ID: x.ID, Person: p.ID, State: string(p.Status), By: account.PersonID(x.ProposedBy)}
				return err
			})
			return o, err
		},
		"invitation": func(ctx context.Context, id string) (policy.Object, error) {
			i, err := members.Invitation(ctx, id)
			return i.Object(), err
		},
		"correction": func(ctx context.Context, id string) (policy.Object, error) {
			n, err := organizations.Notice(ctx, id)
			return policy.Object{Kind: "correction", ID: n.ID, State: n.State}, err
		},
		"question": func(ctx context.Context, id string) (policy.Object, error) {
			q, err := organizations.Question(ctx, id)
			return policy.Object{Kind: "question", ID: q.ID}, err
		},
		"union": func(ctx context.Context, id string) (policy.Object, error) {
			u, err := organizations.Union(ctx, id)
			return policy.Object{Kind: "union", ID: u.ID, State: u.State(db.Now())}, err
		},
	}
}
