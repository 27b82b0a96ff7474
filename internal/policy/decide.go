package policy

import (
	"slices"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// Rules are the table together with the 役割分担表 of the day: all that Decide needs.
type Rules struct {
	table    *Table
	versions []Matrix // in force one after the other, newest first
}

// NewRules joins the table and the versions of the matrix, newest first.
func NewRules(t *Table, versions []Matrix) *Rules { return &Rules{t, versions} }

// Table returns the table.
func (r *Rules) Table() *Table { return r.table }

// Matrix returns the version in force on a day.
func (r *Rules) Matrix(on term.Date) *Matrix {
	for i := range r.versions {
		if !r.versions[i].From.After(on) {
			return &r.versions[i]
		}
	}
	return &r.versions[len(r.versions)-1]
}

// Decide says whether who may do the action to the object at the moment now. It asks no database.
func (r *Rules) Decide(who *account.Principal, a Action, o Object, now time.Time) Decision {
	return r.decide(who, a, &o, now)
}

// Could says whether who may do the action to any object at all: for lists, whose rows are then
// limited by Scope, and before an object is loaded.
func (r *Rules) Could(who *account.Principal, a Action, now time.Time) Decision {
	return r.decide(who, a, nil, now)
}

func (r *Rules) decide(who *account.Principal, a Action, o *Object, now time.Time) Decision {
	if a == Anyone {
		return Decision{Verdict: Allow}
	}
	if who == nil {
		return Decision{Verdict: SignIn}
	}
	d := Decision{Verdict: Deny}
	for _, row := range r.table.rows[a] {
		if o != nil && len(row.States) > 0 && !slices.Contains(row.States, o.State) {
			continue
		}
		if o != nil && row.Two && o.By == who.Person {
			continue
		}
		role, post, ok := r.reaches(who, row, o, now)
		if !ok {
			continue
		}
		v := Allow
		switch {
		case row.Multi && who.Assurance < account.MultiFactor:
			v = Enrol
		case row.StepUp && !who.SteppedUp(now):
			v = StepUp
		}
		if v < d.Verdict || d.Row == nil {
			d.Verdict, d.Row, d.Role, d.Post = v, row, role, post
		}
		if v == Allow {
			d.Fields |= row.Fields
		}
	}
	return d
}

// reaches says through which role and post of the person the row applies to the object.
func (r *Rules) reaches(who *account.Principal, row *Row, o *Object, now time.Time) (role string, post account.PostID, ok bool) {
	if row.mask&1 != 0 && r.everyone(who, row, o) { // the first role is everyone's
		return everyone, "", true
	}
	for i := range who.Holdings {
		h := &who.Holdings[i]
		if r.table.bits[h.Role]&row.mask != 0 && r.related(who, h, row, o, now) {
			return h.Role, h.Post, true
		}
	}
	return "", "", false
}

func (r *Rules) everyone(who *account.Principal, row *Row, o *Object) bool {
	return row.Relation == Any || row.Relation == Self && (o == nil || o.Person == who.Person && who.Person != "")
}

func (r *Rules) related(who *account.Principal, h *account.Holding, row *Row, o *Object, now time.Time) bool {
	switch row.Relation {
	case Any:
		return true
	case Self:
		return o == nil || o.Person == who.Person
	case Own:
		return h.Scope.Kind == account.OfOrganization && (o == nil || o.Org != "" && o.Org == h.Scope.ID || o.Partner != "" && o.Partner == h.Scope.ID)
	case OwnPost:
		return o == nil || o.Post != "" && o.Post == h.Post
	case Area:
		return o == nil || inArea(h.Scope, o.City)
	case Duty:
		return r.duty(h.Role, row.Action, o, now)
	case Glass:
		return who.GlassUntil.After(now)
	}
	return false
}

// inArea says whether a municipality lies in a scope.
func inArea(s account.Scope, city string) bool {
	switch s.Kind {
	case account.OfPrefecture:
		return true
	case account.OfMunicipality:
		return city != "" && s.ID == city
	case account.OfRegion:
		region, ok := codes.RegionBySlug(s.ID)
		return ok && region.Has(city)
	}
	return false
}

// duty says whether the body of the role holds today a duty that grants the action: the object's
// own duty, where it has one.
func (r *Rules) duty(role string, a Action, o *Object, now time.Time) bool {
	i := slices.IndexFunc(r.table.Roles, func(x Role) bool { return x.Code == role })
	body := r.table.Roles[i].Body
	if body == "" {
		return false
	}
	m := r.Matrix(term.Of(now))
	for _, g := range r.table.grants[a] {
		if (o == nil || g.of(o)) && m.Holds(body, g.item, g.kind) {
			return true
		}
	}
	return false
}

// of says whether the duty is the object's, which may name an item and a 責任種別.
func (g grant) of(o *Object) bool {
	return (o.Item == "" || o.Item == g.item) && (o.Duty == "" || o.Duty == g.kind)
}

// Scope says which objects of a list who may see with the action. It knows relations alone: of
// states, duties of one item and two persons only Decide knows.
func (r *Rules) Scope(who *account.Principal, a Action, now time.Time) (s Scope) {
	if who == nil {
		return s
	}
	for _, row := range r.table.rows[a] {
		if row.Multi && who.Assurance < account.MultiFactor || row.StepUp && !who.SteppedUp(now) {
			continue
		}
		if row.mask&1 != 0 {
			s.Person = who.Person
			s.All = s.All || row.Relation == Any
		}
		for i := range who.Holdings {
			h := &who.Holdings[i]
			if r.table.bits[h.Role]&row.mask == 0 || !r.related(who, h, row, nil, now) {
				continue
			}
			switch row.Relation {
			case Any, Duty, Glass:
				s.All = true
			case Self:
				s.Person = who.Person
			case OwnPost:
				s.Posts = append(s.Posts, h.Post)
			case Own:
				s.Orgs = append(s.Orgs, h.Scope.ID)
			case Area:
				s.add(h.Scope)
			}
		}
	}
	return s
}

// add widens the scope by the area of a post.
func (s *Scope) add(area account.Scope) {
	switch area.Kind {
	case account.OfPrefecture:
		s.All = true
	case account.OfMunicipality:
		s.Cities = append(s.Cities, area.ID)
	case account.OfRegion:
		if region, ok := codes.RegionBySlug(area.ID); ok {
			s.Cities = append(s.Cities, region.Municipalities...)
		}
	}
}
