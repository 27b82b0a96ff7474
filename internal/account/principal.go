// Package account knows who people are and what they hold: persons, the posts (職) that carry
// rights in a scope for a period, the ways to sign in, and the sessions that follow.
package account

import (
	"time"

	"kyodo/internal/audit"
)

// PersonID is a person's permanent identifier.
type PersonID string

// PostID is a post's permanent identifier.
type PostID string

// ScopeKind says what a post's roles reach.
type ScopeKind string

// The scopes of posts, from small to large.
const (
	OfOrganization ScopeKind = "organization" // ID: the organization's id
	OfMunicipality ScopeKind = "municipality" // ID: JIS 5-digit code
	OfRegion       ScopeKind = "region"       // ID: slug of a codes.Region
	OfPrefecture   ScopeKind = "prefecture"   // ID: "", the whole prefecture
)

// Scope is what the roles of a post reach.
type Scope struct {
	Kind ScopeKind
	ID   string
}

// Holding is one role that a person has today because of a post.
type Holding struct {
	Post  PostID
	Unit  string // 所属, such as 県民生活課 or the organization's name
	Title string // 職名
	Role  string // a role of package policy, which alone knows what it may do
	Scope Scope
}

// Assurance is how sure the system is that the person is who they say (当人認証保証レベル, DS-511).
type Assurance int

// The levels of assurance.
const (
	NoAssurance   Assurance = 0
	OneFactor     Assurance = 1 // a password, a card or an identity provider without a second factor
	MultiFactor   Assurance = 2 // a passkey with user verification, or password and one-time code
	StepUpMinutes           = 10
)

// Principal is who makes a request: a person with the posts of today, through one session.
type Principal struct {
	Person    PersonID
	Name      string
	Holdings  []Holding
	Assurance Assurance
	Enrolled  bool      // has a second factor or a passkey
	StepUpAt  time.Time // when the person last proved who they are
	Session   string    // the session's id: not its token
	StartedAt time.Time
	SeenAt    time.Time // when the session was last noted to be in use
	Acting    PostID    // the post for which the person acts now; "" = the first
	Staff     bool      // holds a role of the staff today: shorter sessions, a second factor
	// GlassUntil is when an emergency look at case contents ends (break-glass); zero = none.
	GlassUntil time.Time
}

// Ends is when the session ends if nothing is done; zero for a principal without a session's times.
func (p *Principal) Ends() time.Time {
	if p.SeenAt.IsZero() || p.StartedAt.IsZero() {
		return time.Time{}
	}
	idle, absolute := Idle, Absolute
	if p.Staff {
		idle, absolute = StaffIdle, StaffAbsolute
	}
	if end := p.StartedAt.Add(absolute); end.Before(p.SeenAt.Add(idle)) {
		return end
	}
	return p.SeenAt.Add(idle)
}

// By is the principal in the words of the log. The request id is the caller's.
func (p *Principal) By(request string) audit.By {
	if p == nil {
		return audit.By{Actor: audit.Visitor, Request: request}
	}
	by := audit.By{Actor: audit.Actor(p.Person), Session: p.Session, Request: request, Post: string(p.Acting)}
	if by.Post == "" && len(p.Holdings) > 0 {
		by.Post = string(p.Holdings[0].Post)
	}
	return by
}

// SteppedUp says whether the person proved who they are within the last ten minutes.
func (p *Principal) SteppedUp(now time.Time) bool {
	return p != nil && !p.StepUpAt.IsZero() && now.Sub(p.StepUpAt) <= StepUpMinutes*time.Minute
}
