package member

import (
	"context"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// represented are the posts of an organization's people.
type represented struct{ Owner, Member account.PostID }

// ownerRoles are the roles of those who manage an organization, whatever its kind.
func ownerRoles() []string {
	return []string{policy.Owner(string(codes.NPO)), policy.Owner(string(codes.Company)), policy.Owner(string(codes.Group))}
}

// manages says whether a post's roles let its holders manage the organization.
func manages(roles []string) bool {
	return slices.ContainsFunc(ownerRoles(), func(role string) bool { return slices.Contains(roles, role) })
}

// scopeOf is the scope of the posts of an organization.
func scopeOf(org register.ID) account.Scope {
	return account.Scope{Kind: account.OfOrganization, ID: string(org)}
}

// posts returns the posts of an organization's people and makes those that are missing.
func (s *Service) posts(tx *sqldb.Tx, by audit.By, o *register.Organization) (r represented, err error) {
	// Two who come at once: the row of one waits here for the other's.
	_, err = tx.Exec(`INSERT INTO represented (organization_id, since) VALUES ($1, $2)
		ON CONFLICT (organization_id) DO UPDATE SET since = represented.since`, string(o.ID), tx.Now)
	if err != nil {
		return r, err
	}
	today := term.Of(tx.Now)
	have, err := s.People.PostsOf(tx, scopeOf(o.ID))
	if err != nil {
		return r, err
	}
	guests, err := movedPosts(tx, o.ID)
	if err != nil {
		return r, err
	}
	for _, p := range []struct {
		post  *account.PostID
		title string
		role  string
	}{{&r.Owner, "管理者", policy.Owner(string(o.Kind))}, {&r.Member, "担当者", policy.Member(string(o.Kind))}} {
		for i := range have {
			if *p.post == "" && have[i].On(today) && !slices.Contains(guests, have[i].ID) && slices.Contains(have[i].Roles, p.role) {
				*p.post = have[i].ID
			}
		}
		if *p.post != "" {
			continue
		}
		*p.post, err = s.People.CreatePostTx(tx, by, account.PostInput{Unit: clip(o.Name), Title: p.title, Scope: scopeOf(o.ID), Roles: []string{p.role}})
		if err != nil {
			return r, err
		}
	}
	return r, nil
}

// clip cuts a name to what a post's 所属 may have.
func clip(name string) string {
	if r := []rune(name); len(r) > 100 {
		return string(r[:100])
	}
	return name
}

// owned says whether somebody manages the organization today.
func (s *Service) owned(tx *sqldb.Tx, org register.ID) (bool, error) {
	owners, err := s.ownersOf(tx, org)
	return len(owners) > 0, err
}

// own makes a person the first owner of an organization. fault.Conflict: it has one.
func (s *Service) own(tx *sqldb.Tx, by audit.By, o *register.Organization, person account.PersonID, from term.Date) error {
	if owned, err := s.owned(tx, o.ID); err != nil {
		return err
	} else if owned {
		return fault.New(fault.Conflict, "somebody acts for %s already", o.ID)
	}
	return s.appoint(tx, by, o, person, true, from)
}

// appoint gives a person the owner's or the member's post; one who has it keeps it.
func (s *Service) appoint(tx *sqldb.Tx, by audit.By, o *register.Organization, person account.PersonID, owner bool, from term.Date) error {
	r, err := s.posts(tx, by, o)
	if err != nil {
		return err
	}
	post := r.Member
	if owner {
		post = r.Owner
	}
	holders, err := s.People.HoldersOf(tx, post)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.Tenure.Person == person && h.On(from) {
			return nil
		}
	}
	_, err = s.People.AppointTx(tx, by, post, person, from, term.Date{})
	return err
}

// ownersOf returns who manages the organization today.
func (s *Service) ownersOf(tx *sqldb.Tx, org register.ID) (list []account.PersonID, err error) {
	members, err := s.People.MembersOf(tx, scopeOf(org))
	today := term.Of(tx.Now)
	for i := range members {
		m := &members[i]
		if manages(m.Post.Roles) && m.On(today) && m.Person.Status == account.Active {
			list = append(list, m.Tenure.Person)
		}
	}
	return list, err
}

// Colleague is a person who acts for an organization, or will.
type Colleague struct {
	Tenure string
	Person account.PersonID
	Name   string
	Mail   string
	Owner  bool
	From   term.Date
	Until  term.Date // zero = open
}

// Colleagues returns who acts for an organization, today or later.
func (s *Service) Colleagues(ctx context.Context, org register.ID) (list []Colleague, err error) {
	defer fault.Wrap(&err, "member.Colleagues(%q)", org)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = s.colleagues(tx, org)
		return err
	})
	return list, err
}

func (s *Service) colleagues(tx *sqldb.Tx, org register.ID) (list []Colleague, err error) {
	members, err := s.People.MembersOf(tx, scopeOf(org))
	for _, m := range members {
		list = append(list, Colleague{Tenure: m.Tenure.ID, Person: m.Tenure.Person, Name: m.Person.Name, Mail: m.Person.Email,
			Owner: manages(m.Post.Roles), From: m.Tenure.From, Until: m.Tenure.Until})
	}
	return list, err
}

// End ends a colleague's duty in an organization at once. The tenure must be one of the
// organization's, else fault.NotFound.
func (s *Service) End(ctx context.Context, by audit.By, org register.ID, tenure string) (err error) {
	defer fault.Wrap(&err, "member.End(%q, %q)", org, tenure)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		list, err := s.colleagues(tx, org)
		if err != nil {
			return err
		}
		for _, c := range list {
			if c.Tenure == tenure {
				return s.end(tx, by, org, c, "member.end")
			}
		}
		return fault.NotFound
	})
}

// Leave ends the actor's own duties in an organization at once.
func (s *Service) Leave(ctx context.Context, by audit.By, org register.ID) (err error) {
	defer fault.Wrap(&err, "member.Leave(%q)", org)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		list, err := s.colleagues(tx, org)
		if err != nil {
			return err
		}
		for _, c := range list {
			if c.Person == actor(by) {
				if err := s.end(tx, by, org, c, "member.leave"); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (s *Service) end(tx *sqldb.Tx, by audit.By, org register.ID, c Colleague, action string) error {
	if err := s.People.EndTenureTx(tx, by, c.Tenure, term.Date{}, action); err != nil {
		return err
	}
	o, err := register.ByIDTx(tx, org)
	if err != nil {
		return err
	}
	if err := s.tell(tx, c.Person, org, action, "organization/"+string(org), func(w *mailWords) letter { return w.Ended(o.Name) }); err != nil {
		return err
	}
	e := by.Entry(action, string(org), "tenure="+c.Tenure)
	e.Subject = string(c.Person)
	return s.Audit.Record(tx, e)
}

// tell mails a person in their language; a person without an address reads it on their page.
func (s *Service) tell(tx *sqldb.Tx, person account.PersonID, org register.ID, kind, ref string, write func(*mailWords) letter) error {
	if s.Mail == nil {
		return nil
	}
	p, err := s.People.PersonTx(tx, person)
	if err != nil || p.Email == "" || p.Status != account.Active {
		return err
	}
	l := write(mailWordsIn(p.Lang))
	_, err = s.Mail.Send(tx, message(s.Frame, &p, org, kind, ref, l))
	return err
}

// Owned says whether somebody manages the organization today.
func (s *Service) Owned(ctx context.Context, org register.ID) (owned bool, err error) {
	defer fault.Wrap(&err, "member.Owned(%q)", org)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		owned, err = s.owned(tx, org)
		return err
	})
	return owned, err
}
