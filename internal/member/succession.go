package member

import (
	"context"
	"slices"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// successionMoves are the ways of a succession.
var successionMoves = map[State][]State{Submitted: {Accepted, Declined}}

// Succession names who manages an organization from a day on instead of an owner.
type Succession struct {
	ID           string
	Organization register.ID
	CityCode     string
	From         account.PersonID
	ToName       string
	ToMail       string
	ToPerson     account.PersonID // "" until they said yes
	BeginsOn     term.Date
	Note         string
	State        State
	Reason       string
	Version      int64
	DecidedBy    string
	DecidedAt    time.Time
	CreatedAt    time.Time
}

// Object is the succession as a decision sees it: who proposed it does not decide.
func (x *Succession) Object() policy.Object {
	return policy.Object{Kind: "succession", ID: x.ID, Org: string(x.Organization), City: x.CityCode, State: string(x.State), Person: x.From, By: x.From}
}

// Succession returns a succession, or fault.NotFound.
func (s *Service) Succession(ctx context.Context, id string) (x Succession, err error) {
	defer fault.Wrap(&err, "member.Succession(%q)", id)
	return one(ctx, s.DB, func(tx *sqldb.Tx) (Succession, bool, error) { return successionByID(tx, id) })
}

// Propose names the actor's successor in an organization. Only one proposal waits at a time.
func (s *Service) Propose(ctx context.Context, by audit.By, org register.ID, name, address string, begins term.Date, note string, says *Says) (id string, err error) {
	defer fault.Wrap(&err, "member.Propose(%q)", org)
	name, note = ja.Clean(name), ja.Clean(note)
	address, ok := mail.Address(address)
	var f fault.Fields
	if n := runes(name); n == 0 || n > MaxName {
		f = append(f, fault.Field{Name: "name", Says: says.PersonMissing})
	}
	if !ok {
		f = append(f, fault.Field{Name: "mail", Says: says.Mail})
	}
	if runes(note) > maxReason {
		f = append(f, fault.Field{Name: "note", Says: says.ReasonLong})
	}
	today := term.Of(s.DB.Now())
	if begins.IsZero() || begins.Before(today) || begins.After(today.AddYears(1)) {
		f = append(f, fault.Field{Name: "begins", Says: says.Begins})
	}
	if err := f.Err(); err != nil {
		return "", err
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		o, err := register.ByIDTx(tx, org)
		if err != nil {
			return err
		}
		x := Succession{ID: s.IDs.New(tx.Now), Organization: org, CityCode: o.Address.CityCode, From: actor(by), ToName: name, ToMail: address,
			BeginsOn: begins, Note: note, State: Submitted, Version: 1}
		n, err := insertSuccession(tx, &x)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.Fields{{Name: "name", Says: says.SuccessionOpen}}
		}
		id = x.ID
		e := by.Entry("succession.propose", id, "organization="+string(org)+" begins="+begins.String())
		e.Subject = string(org)
		e.Personal = map[string]string{"name": name, "mail": address}
		return s.Audit.Record(tx, e)
	})
	return id, err
}

// DecideSuccession accepts a new representative or says why not. On acceptance the new one is invited:
// when they say yes, their duty begins on its day, and that of who proposed it ends the day before.
func (s *Service) DecideSuccession(ctx context.Context, by audit.By, id string, version int64, accept bool, reason string, says *Says) (err error) {
	defer fault.Wrap(&err, "member.DecideSuccession(%q)", id)
	to := Accepted
	if !accept {
		to = Declined
		if err := says.reason(reason); err != nil {
			return err
		}
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		x, ok, err := successionByID(tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case x.Version != version || !may(successionMoves, x.State, to):
			return fault.New(fault.Conflict, "version %d, %s", x.Version, x.State)
		}
		x.State, x.Version, x.Reason, x.DecidedBy, x.DecidedAt = to, version+1, reason, string(by.Actor), tx.Now
		if err := moved(updateSuccession(tx, &x, version)); err != nil {
			return err
		}
		o, err := register.ByIDTx(tx, x.Organization)
		if err != nil {
			return err
		}
		if accept {
			// Who proposed may have been removed since: then their word is worth nothing while others manage it.
			owners, err := s.ownersOf(tx, o.ID)
			if err != nil {
				return err
			}
			if len(owners) > 0 && !slices.Contains(owners, x.From) {
				return fault.New(fault.Conflict, "%s does not manage %s any more", x.From, x.Organization)
			}
			if err := s.askSuccessor(tx, by, &o, &x); err != nil {
				return err
			}
		}
		err = s.tell(tx, x.From, o.ID, "succession."+string(to), "succession/"+id, func(w *mailWords) letter {
			if accept {
				return w.SuccessionAccepted(o.Name, x.BeginsOn, o.ID)
			}
			return w.SuccessionDeclined(o.Name, reason, o.ID)
		})
		if err != nil {
			return err
		}
		e := by.Entry("succession.decide", id, "organization="+string(o.ID)+" state="+string(to))
		e.Subject = string(o.ID)
		return s.Audit.Record(tx, e)
	})
}

const successionColumns = `id, organization_id, city_code, from_person, to_name, to_mail, to_person, begins_on, note, state, reason, version,
	decided_by, decided_at, created_at`

func scanSuccession(r sqldb.Row) (x Succession, err error) {
	err = r.Scan(&x.ID, &x.Organization, &x.CityCode, &x.From, &x.ToName, &x.ToMail, &x.ToPerson, &x.BeginsOn, &x.Note, &x.State, &x.Reason,
		&x.Version, &x.DecidedBy, sqldb.Time(&x.DecidedAt), sqldb.Time(&x.CreatedAt))
	return x, err
}

func insertSuccession(tx *sqldb.Tx, x *Succession) (int64, error) {
	return tx.Exec(`INSERT INTO succession (`+successionColumns+`) VALUES `+sqldb.Values(1, 15)+`
		ON CONFLICT (organization_id) WHERE state = 'submitted' DO NOTHING`,
		x.ID, string(x.Organization), x.CityCode, string(x.From), x.ToName, x.ToMail, string(x.ToPerson), x.BeginsOn.String(), x.Note,
		string(x.State), x.Reason, x.Version, x.DecidedBy, "", tx.Now)
}

func updateSuccession(tx *sqldb.Tx, x *Succession, version int64) (int64, error) {
	return tx.Exec(`UPDATE succession SET state = $3, reason = $4, version = $5, decided_by = $6, decided_at = $7 WHERE id = $1 AND version = $2`,
		x.ID, version, string(x.State), x.Reason, x.Version, x.DecidedBy, x.DecidedAt)
}

func setSuccessor(tx *sqldb.Tx, x *Succession) error {
	_, err := tx.Exec(`UPDATE succession SET to_person = $2 WHERE id = $1`, x.ID, string(x.ToPerson))
	return err
}

func successionByID(tx *sqldb.Tx, id string) (Succession, bool, error) {
	return sqldb.One(tx, scanSuccession, `SELECT `+successionColumns+` FROM succession WHERE id = $1`, id)
}

func openSuccession(tx *sqldb.Tx, org register.ID) (Succession, bool, error) {
	return sqldb.One(tx, scanSuccession, `SELECT `+successionColumns+` FROM succession WHERE organization_id = $1 AND state = 'submitted'`, string(org))
}
