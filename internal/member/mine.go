package member

import (
	"context"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// today is the civil day of a transaction as text.
func today(tx *sqldb.Tx) string { return term.Of(tx.Now).String() }

// Mine is what one person has to do with organizations.
type Mine struct {
	Organizations []MyOrganization
	Applications  []Application // newest first
	Claims        []Claim       // newest first
	Invitations   []Invitation  // that wait for the person's answer, newest first
	Names         map[register.ID]string
}

// MyOrganization is an organization for which the person acts.
type MyOrganization struct {
	ID           register.ID
	Name         string
	Kind         codes.Kind
	Owner        bool
	NeedsConsent bool // the terms have changed since it agreed
	Proxy        bool // a proxy entered it
	Succession   bool // a change of owner waits
	Colleagues   int64
}

// Mine returns everything of one person, for their page.
func (s *Service) Mine(ctx context.Context, person account.PersonID) (m Mine, err error) {
	defer fault.Wrap(&err, "member.Mine(%q)", person)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		if m.Organizations, err = s.organizationsOf(tx, person); err != nil {
			return err
		}
		if m.Applications, err = applicationsOf(tx, person); err != nil {
			return err
		}
		if m.Claims, err = claimsOf(tx, person); err != nil {
			return err
		}
		if m.Invitations, err = invitationsTo(tx, person); err != nil {
			return err
		}
		ids := make([]register.ID, len(m.Claims))
		for i, c := range m.Claims {
			ids[i] = c.Organization
		}
		m.Names, err = register.NamesTx(tx, ids...)
		return err
	})
	return m, err
}

// organizationsOf returns for which organizations a person acts today, in one statement.
func (s *Service) organizationsOf(tx *sqldb.Tx, person account.PersonID) ([]MyOrganization, error) {
	roles := ownerRoles()
	return sqldb.All(tx, func(r sqldb.Row) (m MyOrganization, err error) {
		var owner, consent, proxy, succession int64
		err = r.Scan(&m.ID, &m.Name, &m.Kind, &owner, &consent, &proxy, &succession, &m.Colleagues)
		m.Owner, m.NeedsConsent, m.Proxy, m.Succession = owner > 0, consent == 0, proxy > 0, succession > 0
		return m, err
	}, `SELECT o.id, o.name, o.kind,
			(SELECT count(*) FROM tenure t JOIN post p ON p.id = t.post_id JOIN post_role w ON w.post_id = p.id
				WHERE p.scope_kind = 'organization' AND p.scope_id = o.id AND t.person_id = $1 AND w.role IN ($6, $7, $8)
				AND t.valid_from <= $2 AND (t.valid_until = '' OR t.valid_until >= $2)),
			(SELECT count(*) FROM terms_consent c WHERE c.organization_id = o.id AND c.document = $3 AND c.version = $4),
			(SELECT count(*) FROM proxy_entry y WHERE y.organization_id = o.id AND y.taken_over_at = ''),
			(SELECT count(*) FROM succession x WHERE x.organization_id = o.id AND x.state = 'submitted'),
			(SELECT count(DISTINCT t.person_id) FROM tenure t JOIN post p ON p.id = t.post_id
				WHERE p.scope_kind = 'organization' AND p.scope_id = o.id AND t.valid_from <= $2 AND (t.valid_until = '' OR t.valid_until >= $2))
		FROM organization o
		WHERE o.id IN (SELECT p.scope_id FROM tenure t JOIN post p ON p.id = t.post_id WHERE p.scope_kind = 'organization' AND t.person_id = $1
			AND t.valid_from <= $2 AND (t.valid_until = '' OR t.valid_until >= $2))
		ORDER BY o.name, o.id LIMIT $5`, string(person), today(tx), terms.ID, terms.Version, maxMine, roles[0], roles[1], roles[2])
}

// Managed is what the page about an organization's own affairs shows.
type Managed struct {
	Organization register.Organization
	Colleagues   []Colleague
	Invitations  []Invitation // newest first
	NeedsConsent bool
	Succession   *Succession // that waits
	Proxy        *Proxy      // nil = people of the body entered it
}

// Managed returns an organization as its people see it.
func (s *Service) Managed(ctx context.Context, org register.ID) (m Managed, err error) {
	defer fault.Wrap(&err, "member.Managed(%q)", org)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		if m.Organization, err = register.ByIDTx(tx, org); err != nil {
			return err
		}
		if m.Colleagues, err = s.colleagues(tx, org); err != nil {
			return err
		}
		if m.Invitations, err = invitationsOf(tx, org); err != nil {
			return err
		}
		if m.NeedsConsent, err = NeedsConsent(tx, org); err != nil {
			return err
		}
		x, ok, err := openSuccession(tx, org)
		if err != nil {
			return err
		}
		if ok {
			m.Succession = &x
		}
		p, ok, err := ProxyOf(tx, org)
		if ok {
			m.Proxy = &p
		}
		return err
	})
	return m, err
}

// PeopleNames returns the names of people, for pages that name who proposed or claimed something.
func (s *Service) PeopleNames(ctx context.Context, people []account.PersonID) (names map[account.PersonID]string, err error) {
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		names, err = s.People.Names(tx, people)
		return err
	})
	return names, err
}
