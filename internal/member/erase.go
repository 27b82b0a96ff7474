package member

import (
	"errors"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Erase is an account.Eraser: it takes a person out of what is kept about applications, claims,
// successions and entries by proxy. That there was one, for which body, in which state and who
// decided stays. What was still open ends.
func (s *Service) Erase(tx *sqldb.Tx, by audit.By, x *account.Erasure) (entries []string, err error) {
	defer fault.Wrap(&err, "member.Erase(%q)", x.Person)
	applications, err := s.eraseApplications(tx, by, x)
	if err != nil {
		return nil, err
	}
	if err := s.eraseClaims(tx, by, x); err != nil {
		return nil, err
	}
	successions, err := s.eraseSuccessions(tx, by, x)
	if err != nil {
		return nil, err
	}
	if err := eraseProxies(tx, x); err != nil {
		return nil, err
	}
	return audit.Holding(tx, []string{"application.draft", "application.create", "application.edit", "succession.propose", "member.invite", "proxy.create"},
		func(object string, v map[string]string) bool {
			return slices.Contains(applications, object) || slices.Contains(successions, object) || x.IsMail(v["who"]) || x.IsMail(v["mail"]) ||
				x.Acts(object) && (x.IsName(v["who"]) || x.IsName(v["asked_by"]))
		})
}

// eraseApplications clears the person's own applications, and their name in those of others. It
// returns the ids of those that it changed.
func (s *Service) eraseApplications(tx *sqldb.Tx, by audit.By, x *account.Erasure) (changed []string, err error) {
	list, err := sqldb.All(tx, scanApplication, `SELECT `+applicationColumns+` FROM application ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for i := range list {
		a := &list[i]
		own := a.Applicant == x.Person
		switch {
		case own && a.State == Draft:
			if err := jobs.Cancel(tx, dueDraft, a.ID); err != nil {
				return nil, err
			}
			if _, err := deleteDraft(tx, a.ID); err != nil {
				return nil, err
			}
			continue
		case own:
			a.Personal, a.Content.Street, a.Content.PostalCode = Personal{}, "", ""
			changed = append(changed, a.ID)
		case a.Personal.forget(x, x.Acts(string(a.Organization))):
			changed = append(changed, a.ID)
		default:
			continue
		}
		if err := putPersonal(tx, a); err != nil {
			return nil, err
		}
		if own && may(applicationMoves, a.State, Withdrawn) {
			if err := moved(claimApplication(tx, a.ID, a.Version, a.State, Withdrawn)); err != nil {
				return nil, err
			}
			e := by.Entry("application.withdraw", a.ID, "state="+string(Withdrawn))
			e.Subject = string(x.Person)
			if err := s.Audit.Record(tx, e); err != nil {
				return nil, err
			}
		}
	}
	return changed, nil
}

// forget clears what is the person's of what somebody else wrote; by their name alone only where it
// is about an organization of the person's.
func (p *Personal) forget(x *account.Erasure, theirs bool) bool {
	was := *p
	if x.IsMail(p.Mail) || x.IsPhone(p.Phone) || theirs && x.IsName(p.ContactName) {
		if x.IsName(p.Representative) {
			p.Representative = ""
		}
		p.ContactName, p.Phone, p.Mail = "", "", ""
	}
	if theirs && x.IsName(p.Representative) {
		p.Representative = ""
	}
	return *p != was
}

// putPersonal writes the personal values of an application, and nothing that anybody decides.
func putPersonal(tx *sqldb.Tx, a *Application) error {
	content, personal, err := a.texts()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE application SET content = $2, personal = $3, phone_key = $4, updated_at = $5 WHERE id = $1`,
		a.ID, content, personal, phoneKey(a.Phone), tx.Now)
	return err
}

// eraseClaims ends the person's open claims and clears what the person said to be.
func (s *Service) eraseClaims(tx *sqldb.Tx, by audit.By, x *account.Erasure) error {
	list, err := sqldb.All(tx, scanClaim, `SELECT `+claimColumns+` FROM claim WHERE person = $1 ORDER BY id`, string(x.Person))
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE claim SET position = '' WHERE person = $1`, string(x.Person)); err != nil {
		return err
	}
	for _, c := range list {
		if !may(claimMoves, c.State, Declined) {
			continue
		}
		was := c.Version
		c.State, c.Version, c.DecidedBy, c.DecidedAt = Declined, was+1, string(by.Actor), tx.Now
		if err := moved(updateClaim(tx, &c, was)); err != nil {
			return err
		}
		if err := jobs.Cancel(tx, dueClaim, c.ID); err != nil {
			return err
		}
		e := by.Entry("claim.decide", c.ID, "organization="+string(c.Organization)+" state="+string(Declined))
		e.Subject = string(c.Organization)
		if err := s.Audit.Record(tx, e); err != nil {
			return err
		}
	}
	return nil
}

// eraseSuccessions clears the person where they are the successor, and the note of what they
// proposed; a proposal that names nobody any more is declined. It returns the ids of those in which
// the person is named.
func (s *Service) eraseSuccessions(tx *sqldb.Tx, by audit.By, x *account.Erasure) (named []string, err error) {
	if _, err := tx.Exec(`UPDATE succession SET note = '' WHERE from_person = $1`, string(x.Person)); err != nil {
		return nil, err
	}
	list, err := sqldb.All(tx, scanSuccession, `SELECT `+successionColumns+` FROM succession WHERE to_name <> '' OR to_mail <> '' ORDER BY id`)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		if c.ToPerson != x.Person && !x.IsMail(c.ToMail) {
			continue
		}
		named = append(named, c.ID)
		if _, err := tx.Exec(`UPDATE succession SET to_name = '', to_mail = '', note = '' WHERE id = $1`, c.ID); err != nil {
			return nil, err
		}
		if !may(successionMoves, c.State, Declined) {
			continue
		}
		was := c.Version
		c.State, c.Version, c.DecidedBy, c.DecidedAt = Declined, was+1, string(by.Actor), tx.Now
		if err := moved(updateSuccession(tx, &c, was)); err != nil {
			return nil, err
		}
		e := by.Entry("succession.decide", c.ID, "organization="+string(c.Organization)+" state="+string(Declined))
		e.Subject = string(c.Organization)
		if err := s.Audit.Record(tx, e); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// eraseProxies clears who asked for an entry by proxy, where that was the person.
func eraseProxies(tx *sqldb.Tx, x *account.Erasure) error {
	for _, org := range x.Organizations {
		p, ok, err := ProxyOf(tx, register.ID(org))
		if err != nil {
			return err
		}
		if !ok || !x.IsName(p.AskedBy) {
			continue
		}
		if _, err := tx.Exec(`UPDATE proxy_entry SET asked_by = '' WHERE organization_id = $1`, org); err != nil {
			return err
		}
	}
	return nil
}

// Ties are the organizations that nobody would manage without the person: they name a successor
// first. Whoever takes over later counts.
func (s *Service) Ties(tx *sqldb.Tx, person account.PersonID) (list []account.Tie, err error) {
	defer fault.Wrap(&err, "member.Ties(%q)", person)
	held, err := s.People.HoldingsOf(tx, person, term.Of(tx.Now))
	if err != nil {
		return nil, err
	}
	for _, h := range held {
		if h.Scope.Kind != account.OfOrganization || !manages([]string{h.Role}) {
			continue
		}
		org := register.ID(h.Scope.ID)
		o, err := register.ByIDTx(tx, org)
		if errors.Is(err, fault.NotFound) || errors.Is(err, fault.Gone) || err == nil && o.Status.Ended() {
			continue
		}
		if err != nil {
			return nil, err
		}
		members, err := s.People.MembersOf(tx, scopeOf(org))
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(members, func(m account.Member) bool {
			return m.Tenure.Person != person && m.Person.Status == account.Active && manages(m.Post.Roles)
		}) {
			list = append(list, account.Tie{Title: o.Name, Path: "/my/orgs/" + string(org) + "/succession"})
		}
	}
	return list, nil
}
