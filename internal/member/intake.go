package member

import (
	"context"
	"slices"
	"time"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// List names one of the lists of what comes in.
type List string

// The lists, in the order of the page.
const (
	Applications  List = "applications"
	Claims        List = "claims"
	Successions   List = "successions"
	Orphans       List = "orphans"       // organizations whose only owner left
	Proxies       List = "proxies"       // entered by proxy and not taken over
	Represented   List = "organizations" // organizations for which somebody acts
	maxIntakePage      = 100
)

// Lists returns the lists in their order.
func Lists() []List { return []List{Applications, Claims, Successions, Orphans, Proxies, Represented} }

// Action is what decides on the things of a list: its readers are those who decide.
func (l List) Action() policy.Action {
	switch l {
	case Applications:
		return policy.ApplicationApprove
	case Claims:
		return policy.ClaimDecide
	case Successions:
		return policy.SuccessionDecide
	case Proxies:
		return policy.ProxyCreate
	}
	return policy.MemberInvite
}

// View is the action that opens one thing of a list: who may not look at it does not meet it in the
// list either. What stands in the other lists is organizations, which everybody may read.
func (l List) View() policy.Action {
	switch l {
	case Applications:
		return policy.ApplicationView
	case Claims:
		return policy.ClaimView
	case Successions:
		return policy.SuccessionView
	}
	return policy.IntakeList
}

// Narrow is what two scopes both reach, in areas: a list's own and that of its View.
func Narrow(a, b policy.Scope) policy.Scope {
	switch {
	case a.All:
		return policy.Scope{All: b.All, Cities: b.Cities}
	case b.All:
		return policy.Scope{Cities: a.Cities}
	}
	return policy.Scope{Cities: slices.DeleteFunc(slices.Clone(a.Cities), func(city string) bool { return !slices.Contains(b.Cities, city) })}
}

// Waiting is one thing that waits.
type Waiting struct {
	List         List
	ID           string // of the application, claim or succession; else the organization's
	Name         string // of the body
	Kind         codes.Kind
	Organization register.ID
	CityCode     string
	State        State
	Since        time.Time
	Contested    bool // a claim on a body for which somebody acts
}

// the lists' sources: rows of id, name, kind, organization, city, state, since, contested.
var sources = map[List]string{
	Applications: `SELECT a.id AS id, a.name AS name, a.kind AS kind, a.organization_id AS organization, a.city_code AS city, a.state AS state,
		a.submitted_at AS since, false AS contested FROM application a WHERE a.state = 'submitted'`,
	Claims: `SELECT c.id AS id, o.name AS name, o.kind AS kind, c.organization_id AS organization, c.city_code AS city, c.state AS state,
		c.created_at AS since, c.contested AS contested FROM claim c JOIN organization o ON o.id = c.organization_id WHERE c.state IN ('submitted', 'lettered')`,
	Successions: `SELECT x.id AS id, o.name AS name, o.kind AS kind, x.organization_id AS organization, x.city_code AS city, x.state AS state,
		x.created_at AS since, false AS contested FROM succession x JOIN organization o ON o.id = x.organization_id WHERE x.state = 'submitted'`,
	Orphans: `SELECT o.id AS id, o.name AS name, o.kind AS kind, o.id AS organization, o.city_code AS city, '' AS state,
		COALESCE((SELECT max(e.valid_until) || 'T15:00:00.000000Z' FROM tenure e WHERE e.post_id = p.id AND e.valid_until <> ''), p.created_at) AS since,
		false AS contested FROM post p JOIN post_role w ON w.post_id = p.id AND w.role IN ($2, $3, $4)
		JOIN organization o ON p.scope_kind = 'organization' AND o.id = p.scope_id
		WHERE (p.valid_until = '' OR p.valid_until >= $1)
			AND NOT EXISTS (SELECT 1 FROM tenure t JOIN person h ON h.id = t.person_id WHERE t.post_id = p.id AND h.status = 'active'
				AND (t.valid_until = '' OR t.valid_until >= $1 AND t.valid_until >= t.valid_from))`,
	Proxies: `SELECT y.organization_id AS id, o.name AS name, o.kind AS kind, y.organization_id AS organization, y.city_code AS city, '' AS state,
		y.entered_at AS since, false AS contested FROM proxy_entry y JOIN organization o ON o.id = y.organization_id WHERE y.taken_over_at = ''`,
	Represented: `SELECT o.id AS id, o.name AS name, o.kind AS kind, o.id AS organization, o.city_code AS city, '' AS state,
		p.created_at AS since, false AS contested FROM post p JOIN post_role w ON w.post_id = p.id AND w.role IN ($2, $3, $4)
		JOIN organization o ON p.scope_kind = 'organization' AND o.id = p.scope_id WHERE (p.valid_until = '' OR p.valid_until >= $1)`,
}

// Cursor is where a page of a list ends: the next one begins after it. The zero value is the start.
type Cursor struct{ Since, ID string }

// Intake returns a page of a list, the longest waiting first, as far as the scope reaches. next is
// the cursor of the page after it, zero on the last one.
func (s *Service) Intake(ctx context.Context, l List, within policy.Scope, after Cursor) (list []Waiting, next Cursor, err error) {
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, next, err = s.IntakeTx(tx, l, within, after)
		return err
	})
	return list, next, err
}

// IntakeTx is Intake within the caller's transaction.
func (s *Service) IntakeTx(tx *sqldb.Tx, l List, within policy.Scope, after Cursor) (list []Waiting, next Cursor, err error) {
	defer fault.Wrap(&err, "member.Intake(%q)", l)
	source, ok := sources[l]
	if !ok {
		return nil, next, fault.NotFound
	}
	// Day and roles stand in every statement, so that the numbers of the arguments agree.
	args := []any{today(tx)}
	where := `$1 <> ''`
	for i, role := range ownerRoles() {
		args = append(args, role)
		where += ` AND ` + sqldb.In(i+2, 1) + ` <> ''`
	}
	reach, args := scoped(within, args)
	where += ` AND ` + reach
	if after != (Cursor{}) {
		n := len(args)
		where += ` AND (x.since, x.id) > (` + sqldb.In(n+1, 1) + `, ` + sqldb.In(n+2, 1) + `)`
		args = append(args, after.Since, after.ID)
	}
	args = append(args, maxIntakePage+1)
	var since []string
	list, err = sqldb.All(tx, func(r sqldb.Row) (w Waiting, err error) {
		w.List = l
		var at string
		if err := r.Scan(&w.ID, &w.Name, &w.Kind, &w.Organization, &w.CityCode, &w.State, &at, &w.Contested); err != nil {
			return w, err
		}
		since = append(since, at)
		return w, sqldb.Time(&w.Since).Scan(at)
	}, `SELECT x.id, x.name, x.kind, x.organization, x.city, x.state, x.since, x.contested FROM (`+source+`) AS x
			WHERE `+where+` ORDER BY x.since, x.id LIMIT `+sqldb.In(len(args), 1), args...)
	if len(list) > maxIntakePage {
		list = list[:maxIntakePage]
		last := len(list) - 1
		next = Cursor{since[last], list[last].ID}
	}
	return list, next, err
}

// scoped turns a scope into a condition on the city of x.
func scoped(within policy.Scope, args []any) (string, []any) {
	switch {
	case within.All:
		return `x.city = x.city`, args
	case len(within.Cities) == 0:
		return `x.id = ''`, args
	}
	first := len(args) + 1
	for _, c := range within.Cities {
		args = append(args, c)
	}
	return `x.city IN ` + sqldb.In(first, len(within.Cities)), args
}

// Duplicates returns what may be the same body as an application's. For those who decide alone.
func (s *Service) Duplicates(ctx context.Context, a *Application) (list []Duplicate, err error) {
	defer fault.Wrap(&err, "member.Duplicates(%q)", a.ID)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = duplicates(tx, a)
		return err
	})
	return list, err
}

// cityName is a municipality's name, or "" for one that is outside.
func cityName(code string) string {
	m, _ := codes.MunicipalityByCode(code)
	return m.Name
}
