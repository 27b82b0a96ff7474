package account

import (
	"context"
	"fmt"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Method is a way to sign in.
type Method string

// The ways to sign in.
const (
	ByPassword   Method = "password" // alone
	ByTOTP       Method = "totp"     // a password and a one-time code
	ByRecovery   Method = "recovery" // a password and a recovery code
	ByPasskey    Method = "passkey"
	ByIdentity   Method = "identity" // an identity provider
	ByInvitation Method = "invitation"
	ByCard       Method = "card"
	BySetup      Method = "setup"
	ByDemo       Method = "demo" // a link of the demo, where nothing is real
)

// The limits of a session: idle and absolute, of the staff and of others (OWASP; trust bar 7.3).
const (
	StaffIdle     = 30 * time.Minute
	StaffAbsolute = 8 * time.Hour
	Idle          = 60 * time.Minute
	Absolute      = 24 * time.Hour
	// TouchEvery is how often use is noted at most. The limits count from the note, so a session
	// ends up to this much earlier than its last request plus the limit, never later.
	TouchEvery = 5 * time.Minute
)

// Session is a session as its owner and administrators see it.
type Session struct {
	ID        string
	Person    PersonID
	Method    Method
	Assurance Assurance
	Agent     string // what the browser says it is
	StartedAt time.Time
	SeenAt    time.Time
	EndedAt   time.Time // zero = not ended; it may have run out
	EndReason string
}

func sessionObject(id string) string { return "session/" + id }

// Start begins a session of an active person and returns its token, which is stored only as a
// hash. old is the token that the browser had: it is dead with the commit. by is the visitor; the
// entry in the log is the person's.
func (s *Service) Start(ctx context.Context, by audit.By, person PersonID, method Method, a Assurance, agent, old string) (token string, err error) {
	defer fault.Wrap(&err, "account.Start(%q)", person)
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		return s.start(tx, by, person, method, a, agent, old)
	})
}

// start is Start within a transaction. Somebody not active is fault.Unauthenticated.
func (s *Service) start(tx *sqldb.Tx, by audit.By, person PersonID, method Method, a Assurance, agent, old string) (token string, err error) {
	token = secret()
	id := s.IDs.New(tx.Now)
	stepped := tx.Now
	if method == ByIdentity {
		stepped = time.Time{} // the provider may have asked nothing
	}
	// One statement: a suspension that commits first is seen.
	n, err := tx.Exec(`INSERT INTO session (id, person_id, token_hash, method, assurance, agent, started_at, seen_at, step_up_at,
			acting, glass_until, ended_at, end_reason)
		SELECT $1, p.id, $3, $4, $5, $6, $7, $7, $8, '', '', '', '' FROM person p WHERE p.id = $2 AND p.status = 'active'`,
		id, string(person), digest(token), string(method), int64(a), cut(agent, 200), tx.Now, stepped)
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", ErrRefused
	}
	if old != "" {
		if err := s.endToken(tx, old, "replaced"); err != nil {
			return "", err
		}
	}
	by.Actor, by.Session = audit.Actor(person), id
	e := by.Entry(audit.SessionStart, personObject(person), fmt.Sprintf(`{"method":%q,"assurance":%d}`, method, a))
	e.Subject = string(person)
	return token, s.Audit.Record(tx, e)
}

// cut returns the first n characters.
func cut(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n])
	}
	return text
}

// Load returns who a session's token stands for, with today's posts, in one snapshot and two
// statements. A token that is unknown, ended, run out or of somebody not active is
// fault.Unauthenticated.
func (s *Service) Load(ctx context.Context, token string) (p *Principal, err error) {
	if len(token) != 43 {
		return nil, fault.New(fault.Unauthenticated, "account.Load: no token")
	}
	return view(ctx, s, func(tx *sqldb.Tx) (*Principal, error) { return s.LoadTx(tx, token) })
}

// LoadTx is Load within the caller's transaction.
func (s *Service) LoadTx(tx *sqldb.Tx, token string) (p *Principal, err error) {
	defer fault.Wrap(&err, "account.Load")
	p, ok, err := sqldb.One(tx, func(r sqldb.Row) (*Principal, error) {
		var p Principal
		err := r.Scan(&p.Session, &p.Person, &p.Assurance, sqldb.Time(&p.StartedAt), sqldb.Time(&p.SeenAt), sqldb.Time(&p.StepUpAt),
			&p.Acting, sqldb.Time(&p.GlassUntil), &p.Name, &p.Enrolled)
		return &p, err
	}, `SELECT s.id, s.person_id, s.assurance, s.started_at, s.seen_at, s.step_up_at, s.acting, s.glass_until, p.name,
			EXISTS (SELECT 1 FROM totp t WHERE t.person_id = p.id AND t.confirmed_at <> '')
				OR EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = p.id)
		FROM session s JOIN person p ON p.id = s.person_id
		WHERE s.token_hash = $1 AND s.ended_at = '' AND p.status = 'active'`, digest(token))
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fault.New(fault.Unauthenticated, "no such session")
	}
	if p.Holdings, err = holdings(tx, p.Person, term.Of(tx.Now)); err != nil {
		return nil, err
	}
	p.Staff = s.staff(p.Holdings)
	idle, absolute := s.Deadline(p)
	if !tx.Now.Before(idle) || !tx.Now.Before(absolute) {
		return nil, fault.New(fault.Unauthenticated, "the session ran out")
	}
	if !tx.Now.Before(p.GlassUntil) {
		p.GlassUntil = time.Time{}
	}
	for _, h := range p.Holdings {
		if h.Post == p.Acting {
			return p, nil
		}
	}
	p.Acting = "" // the post ended
	return p, nil
}

// Deadline says when the session ends if nothing is done, and when it ends anyhow.
func (s *Service) Deadline(p *Principal) (idleAt, absoluteAt time.Time) {
	if p.Staff {
		return p.SeenAt.Add(StaffIdle), p.StartedAt.Add(StaffAbsolute)
	}
	return p.SeenAt.Add(Idle), p.StartedAt.Add(Absolute)
}

// Touch notes that the session is in use, at most every five minutes. Call it after Load.
func (s *Service) Touch(ctx context.Context, p *Principal) error {
	if s.DB.Now().Sub(p.SeenAt) < TouchEvery {
		return nil
	}
	return s.Extend(ctx, p)
}

// Extend notes that the session is in use now: the answer to the warning that it is about to end.
func (s *Service) Extend(ctx context.Context, p *Principal) (err error) {
	defer fault.Wrap(&err, "account.Extend")
	p.SeenAt, err = update(ctx, s, func(tx *sqldb.Tx) (time.Time, error) {
		_, err := tx.Exec(`UPDATE session SET seen_at = $2 WHERE id = $1 AND ended_at = '' AND seen_at < $2`, p.Session, tx.Now)
		return tx.Now, err
	})
	return err
}

// StepUp gives a session a new token once the person has proved again who they are; the old token
// is dead with the commit.
func (s *Service) StepUp(ctx context.Context, by audit.By, token string, method Method) (fresh string, err error) {
	defer fault.Wrap(&err, "account.StepUp")
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) { return s.stepUp(tx, by, token, method, NoAssurance) })
}

// stepUp raises the session's assurance to at least a.
func (s *Service) stepUp(tx *sqldb.Tx, by audit.By, token string, method Method, a Assurance) (fresh string, err error) {
	p, err := s.LoadTx(tx, token)
	if err != nil {
		return "", err
	}
	fresh = secret()
	n, err := tx.Exec(`UPDATE session SET token_hash = $2, step_up_at = $3, seen_at = $3, assurance = $4
		WHERE token_hash = $1 AND ended_at = ''`, digest(token), digest(fresh), tx.Now, int64(max(a, p.Assurance)))
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", fault.New(fault.Unauthenticated, "the session has a newer token")
	}
	e := by.Entry("session.confirm", sessionObject(p.Session), fmt.Sprintf(`{"method":%q}`, method))
	e.Subject = string(p.Person)
	return fresh, s.Audit.Record(tx, e)
}

// endToken ends the session with a token.
func (s *Service) endToken(tx *sqldb.Tx, token, reason string) error {
	_, err := tx.Exec(`UPDATE session SET ended_at = $2, end_reason = $3 WHERE token_hash = $1 AND ended_at = ''`,
		digest(token), tx.Now, reason)
	return err
}

// End ends a session. It is no error when it has ended.
func (s *Service) End(ctx context.Context, by audit.By, session string) (err error) {
	defer fault.Wrap(&err, "account.End(%q)", session)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`UPDATE session SET ended_at = $2, end_reason = 'ended' WHERE id = $1 AND ended_at = ''`, session, tx.Now)
		if err != nil || n == 0 {
			return err
		}
		return s.Audit.Record(tx, by.Entry("session.end", sessionObject(session), ""))
	})
}

// EndAll ends every session of a person but one, "" = none.
func (s *Service) EndAll(ctx context.Context, by audit.By, person PersonID, except string) (err error) {
	defer fault.Wrap(&err, "account.EndAll(%q)", person)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.endAll(tx, by, person, except, "ended") })
}

func (s *Service) endAll(tx *sqldb.Tx, by audit.By, person PersonID, except, reason string) error {
	n, err := tx.Exec(`UPDATE session SET ended_at = $3, end_reason = $4 WHERE person_id = $1 AND id <> $2 AND ended_at = ''`,
		string(person), except, tx.Now, reason)
	if err != nil || n == 0 {
		return err
	}
	e := by.Entry("session.endall", personObject(person), fmt.Sprintf(`{"sessions":%d,"why":%q}`, n, reason))
	e.Subject = string(person)
	return s.Audit.Record(tx, e)
}

const sessionColumns = `s.id, s.person_id, s.method, s.assurance, s.agent, s.started_at, s.seen_at, s.ended_at, s.end_reason`

func scanSession(r sqldb.Row) (x Session, err error) {
	return x, r.Scan(&x.ID, &x.Person, &x.Method, &x.Assurance, &x.Agent, sqldb.Time(&x.StartedAt), sqldb.Time(&x.SeenAt),
		sqldb.Time(&x.EndedAt), &x.EndReason)
}

// Sessions returns the sessions of a person that are alive, newest first, at most 100.
func (s *Service) Sessions(ctx context.Context, person PersonID) (list []Session, err error) {
	defer fault.Wrap(&err, "account.Sessions(%q)", person)
	return view(ctx, s, func(tx *sqldb.Tx) ([]Session, error) {
		held, err := holdings(tx, person, term.Of(tx.Now))
		if err != nil {
			return nil, err
		}
		idle, absolute := Idle, Absolute
		if s.staff(held) {
			idle, absolute = StaffIdle, StaffAbsolute
		}
		return sqldb.All(tx, scanSession, `SELECT `+sessionColumns+` FROM session s
			WHERE s.person_id = $1 AND s.ended_at = '' AND s.seen_at > $2 AND s.started_at > $3
			ORDER BY s.started_at DESC, s.id DESC LIMIT 100`, string(person), tx.Now.Add(-idle), tx.Now.Add(-absolute))
	})
}

// SessionByID returns a session, ended or not, or fault.NotFound.
func (s *Service) SessionByID(ctx context.Context, id string) (x Session, err error) {
	defer fault.Wrap(&err, "account.SessionByID(%q)", id)
	return view(ctx, s, func(tx *sqldb.Tx) (Session, error) {
		x, ok, err := sqldb.One(tx, scanSession, `SELECT `+sessionColumns+` FROM session s WHERE s.id = $1`, id)
		if err == nil && !ok {
			err = fault.New(fault.NotFound, "no such session")
		}
		return x, err
	})
}

// ActAs has the person act in one of their posts from now on in this session, "" = the first.
func (s *Service) ActAs(ctx context.Context, by audit.By, p *Principal, post PostID) (err error) {
	defer fault.Wrap(&err, "account.ActAs(%q)", post)
	held := post == ""
	for _, h := range p.Holdings {
		held = held || h.Post == post
	}
	if !held {
		return fault.New(fault.NotFound, "not held")
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(`UPDATE session SET acting = $2 WHERE id = $1 AND ended_at = ''`, p.Session, string(post)); err != nil {
			return err
		}
		return s.Audit.Record(tx, by.Entry("session.act", sessionObject(p.Session), `{"post":"`+string(post)+`"}`))
	})
}

// BreakGlass opens what the person does not see by default, such as the contents of cases, for a
// time in this session, with the reason in the log.
func (s *Service) BreakGlass(ctx context.Context, by audit.By, p *Principal, reason string, until time.Time) (err error) {
	defer fault.Wrap(&err, "account.BreakGlass")
	if reason, err = reasonOf(in(ctx), reason); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(`UPDATE session SET glass_until = $2 WHERE id = $1 AND ended_at = ''`, p.Session, until); err != nil {
			return err
		}
		e := by.Entry("session.glass", sessionObject(p.Session), `{"until":"`+sqldb.Stamp(until)+`"}`)
		e.Reason = reason
		return s.Audit.Record(tx, e)
	})
}
