package member

import (
	"context"
	"crypto/hmac"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/jobs"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Way is how a claim is proved.
type Way string

// The ways.
const (
	ByLetter  Way = "letter"  // a code goes by letter to the address in the register
	ByOfficer Way = "officer" // an officer checks the person at the counter
)

// Limits of a claim's code.
const (
	CodeDays  = 30
	CodeTries = 5
)

// claimMoves are the ways of a claim. A new letter may be printed while the old one is on its way.
var claimMoves = map[State][]State{
	Submitted: {Lettered, Confirmed, Declined},
	Lettered:  {Lettered, Confirmed, Declined, Expired},
}

// Claim is a person's word that they act for an organization in the register.
type Claim struct {
	ID           string
	Person       account.PersonID
	Organization register.ID
	CityCode     string
	Position     string // what the person is there, such as 理事長
	Way          Way
	Contested    bool // somebody acted for the organization already: an officer decides, no letter
	ExpiresOn    term.Date
	Tries        int
	State        State
	Reason       string
	Version      int64
	DecidedBy    string
	DecidedAt    time.Time
	CreatedAt    time.Time

	hash string
}

// Object is the claim as a decision sees it.
func (c *Claim) Object() policy.Object {
	return policy.Object{Kind: "claim", ID: c.ID, Org: string(c.Organization), City: c.CityCode, State: string(c.State), Person: c.Person, By: c.Person}
}

// Claim returns a claim, or fault.NotFound.
func (s *Service) Claim(ctx context.Context, id string) (c Claim, err error) {
	defer fault.Wrap(&err, "member.Claim(%q)", id)
	return one(ctx, s.DB, func(tx *sqldb.Tx) (Claim, bool, error) { return claimByID(tx, id) })
}

// MakeClaim says that the actor acts for an organization. Where somebody does already, they are
// told, and an officer decides. A second claim of the same person returns the first one's id.
func (s *Service) MakeClaim(ctx context.Context, by audit.By, org register.ID, position string, way Way, says *Says) (id string, err error) {
	defer fault.Wrap(&err, "member.MakeClaim(%q)", org)
	position = ja.Clean(position)
	var f fault.Fields
	if n := runes(position); n == 0 || n > MaxName {
		f = append(f, fault.Field{Name: "position", Says: says.Position})
	}
	if way != ByLetter && way != ByOfficer {
		f = append(f, fault.Field{Name: "way", Says: says.Way})
	}
	if err := f.Err(); err != nil {
		return "", err
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		o, err := register.ByIDTx(tx, org)
		if err != nil {
			return err
		}
		if !o.Status.Ended() {
			id, err = s.claim(tx, by, &o, position, way)
			return err
		}
		return fault.Fields{{Name: "position", Says: says.ClaimOpen}}
	})
	return id, err
}

func (s *Service) claim(tx *sqldb.Tx, by audit.By, o *register.Organization, position string, way Way) (id string, err error) {
	owners, err := s.ownersOf(tx, o.ID)
	if err != nil {
		return "", err
	}
	c := Claim{ID: s.IDs.New(tx.Now), Person: actor(by), Organization: o.ID, CityCode: o.Address.CityCode, Position: position, Way: way,
		Contested: len(owners) > 0, State: Submitted, Version: 1}
	if c.Contested || o.Address.Street == "" {
		c.Way = ByOfficer
	}
	n, err := insertClaim(tx, &c)
	if err != nil {
		return "", err
	}
	if n == 0 {
		id, _, err = sqldb.One(tx, sqldb.Text, `SELECT id FROM claim WHERE person = $1 AND organization_id = $2 AND state IN ('submitted', 'lettered')`,
			string(c.Person), string(o.ID))
		return id, err
	}
	for _, p := range owners {
		if err := s.tell(tx, p, o.ID, "claim.contested", "claim/"+c.ID, func(w *mailWords) letter { return w.Contested(o.Name, o.ID) }); err != nil {
			return "", err
		}
	}
	e := by.Entry("claim.create", c.ID, "organization="+string(o.ID)+" way="+string(c.Way))
	e.Subject = string(o.ID)
	return c.ID, s.Audit.Record(tx, e)
}

// Letter makes a new code for a claim, good for 30 days and five tries, and returns it for the
// letter to the registered address. It is shown once: the database holds its hash alone.
func (s *Service) Letter(ctx context.Context, by audit.By, id string, version int64) (code string, until term.Date, err error) {
	defer fault.Wrap(&err, "member.Letter(%q)", id)
	code = newCode()
	hash := s.codeHash(id, code)
	err = s.changeClaim(ctx, by, id, version, Lettered, "claim.letter", func(tx *sqldb.Tx, c *Claim) error {
		if c.Way != ByLetter {
			return fault.New(fault.Conflict, "an officer decides on this claim")
		}
		until = term.Of(tx.Now).AddDays(CodeDays)
		c.hash, c.ExpiresOn, c.Tries = hash, until, 0
		return jobs.Schedule(tx, dueClaim, id, until.AddDays(1).Time())
	})
	if err != nil {
		return "", term.Date{}, err
	}
	return code, until, nil
}

// Confirm takes the code from the letter; the person then acts for the organization. A wrong code
// is counted, and the fifth ends the claim. Errors: fault.Fields about the code.
func (s *Service) Confirm(ctx context.Context, by audit.By, id, typed string, says *Says) (err error) {
	defer fault.Wrap(&err, "member.Confirm(%q)", id)
	hash := s.codeHash(id, typed)
	var refused error
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		refused = nil
		c, ok, err := claimByID(tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case c.State != Lettered:
			return fault.New(fault.Conflict, "the claim is %s", c.State)
		}
		right := hmac.Equal([]byte(hash), []byte(c.hash)) && !term.Of(tx.Now).After(c.ExpiresOn)
		was, action := c.Version, "claim.confirm"
		switch c.Tries++; {
		case right:
			c.State, c.DecidedBy, c.DecidedAt = Confirmed, string(by.Actor), tx.Now
		case c.Tries >= CodeTries || term.Of(tx.Now).After(c.ExpiresOn):
			c.State = Expired
		}
		c.Version++
		if err := moved(updateClaim(tx, &c, was)); err != nil {
			return err
		}
		e := by.Entry(action, id, "organization="+string(c.Organization))
		e.Subject = string(c.Organization)
		if !right {
			e.Result = audit.Failed
			refused = fault.Fields{{Name: "code", Says: says.CodeWrong + says.TriesLeft(CodeTries-c.Tries)}}
			return s.Audit.Record(tx, e)
		}
		if err := s.confirmed(tx, by, &c); err != nil {
			return err
		}
		return s.Audit.Record(tx, e)
	})
	if err == nil {
		err = refused
	}
	return err
}

// Decide ends a claim by an officer's own check: the person acts for the organization, or is told
// why not.
func (s *Service) Decide(ctx context.Context, by audit.By, id string, version int64, confirm bool, reason string, says *Says) (err error) {
	defer fault.Wrap(&err, "member.Decide(%q)", id)
	to := Confirmed
	if !confirm {
		to = Declined
		if err := says.reason(reason); err != nil {
			return err
		}
	}
	return s.changeClaim(ctx, by, id, version, to, "claim.decide", func(tx *sqldb.Tx, c *Claim) error {
		c.Reason, c.DecidedBy, c.DecidedAt = reason, string(by.Actor), tx.Now
		if confirm {
			return s.confirmed(tx, by, c)
		}
		o, err := register.ByIDTx(tx, c.Organization)
		if err != nil {
			return err
		}
		return s.tell(tx, c.Person, o.ID, "claim.declined", "claim/"+id, func(w *mailWords) letter { return w.ClaimDeclined(o.Name, reason, id) })
	})
}

// confirmed lets the claimant act for the organization. Where somebody owns it, they stay.
func (s *Service) confirmed(tx *sqldb.Tx, by audit.By, c *Claim) error {
	o, err := register.ByIDTx(tx, c.Organization)
	if err != nil {
		return err
	}
	if err := s.appoint(tx, by, &o, c.Person, true, term.Of(tx.Now)); err != nil {
		return err
	}
	if err := takenOver(tx, o.ID); err != nil {
		return err
	}
	if err := jobs.Cancel(tx, dueClaim, c.ID); err != nil {
		return err
	}
	return s.tell(tx, c.Person, o.ID, "claim.confirmed", "claim/"+c.ID, func(w *mailWords) letter { return w.Confirmed(o.Name, o.ID) })
}

func (s *Service) changeClaim(ctx context.Context, by audit.By, id string, version int64, to State, action string, work func(tx *sqldb.Tx, c *Claim) error) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		c, ok, err := claimByID(tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case c.Version != version || !may(claimMoves, c.State, to):
			return fault.New(fault.Conflict, "version %d, %s", c.Version, c.State)
		}
		c.State, c.Version = to, version+1
		if err := work(tx, &c); err != nil {
			return err
		}
		if err := moved(updateClaim(tx, &c, version)); err != nil {
			return err
		}
		e := by.Entry(action, id, "organization="+string(c.Organization)+" state="+string(to))
		e.Subject = string(c.Organization)
		return s.Audit.Record(tx, e)
	})
}

// expireClaim ends a claim whose letter was not answered in time.
func (s *Service) expireClaim(tx *sqldb.Tx, id string) (err error) {
	defer fault.Wrap(&err, "member.expireClaim(%q)", id)
	c, ok, err := claimByID(tx, id)
	if err != nil || !ok || c.State != Lettered || !term.Of(tx.Now).After(c.ExpiresOn) {
		return err
	}
	was := c.Version
	c.State, c.Version = Expired, was+1
	if err := moved(updateClaim(tx, &c, was)); err != nil {
		return err
	}
	return s.Audit.Record(tx, audit.By{Actor: audit.System}.Entry("claim.expire", id, "organization="+string(c.Organization)))
}
