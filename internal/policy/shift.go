package policy

import "slices"

// Shift is what a new version of the 役割分担表 means for one action: whose roles could do it and no
// longer can, and whose could not and now can.
type Shift struct {
	Action Action
	Item   Item   // the duty that moved
	Kind   string // its 責任種別
	Loses  []Role
	Gains  []Role
	Nobody bool // no role may do it any more
}

// Shifts says which actions move for whom when after follows before, in the order of the table.
// The report on a duty goes with the duty; every other action stays with a body as long as one of
// its duties grants it.
func (t *Table) Shifts(before, after Matrix) (list []Shift) {
	for _, moved := range before.Moves(after) {
		item, kind := moved.Item, moved.Duty.Kind
		if slices.ContainsFunc(list, func(s Shift) bool { return s.Item.Slug == item.Slug && s.Kind == kind }) {
			continue
		}
		for _, a := range t.GrantedBy(item.Slug, kind) {
			held := func(m *Matrix, body string) bool {
				if a == DutyReport {
					return m.Holds(body, item.Slug, kind)
				}
				return slices.ContainsFunc(t.grants[a], func(g grant) bool { return m.Holds(body, g.item, g.kind) })
			}
			s := Shift{Action: a, Item: item, Kind: kind, Nobody: !slices.ContainsFunc(t.rows[a], func(r *Row) bool { return r.Relation == Any })}
			for _, role := range t.dutyRoles(a) {
				was, is := held(&before, role.Body), held(&after, role.Body)
				switch {
				case was && !is:
					s.Loses = append(s.Loses, role)
				case is && !was:
					s.Gains = append(s.Gains, role)
				}
				s.Nobody = s.Nobody && !is
			}
			if len(s.Loses)+len(s.Gains) > 0 {
				list = append(list, s)
			}
		}
	}
	return list
}

// dutyRoles returns the roles that may do the action where their body has the duty.
func (t *Table) dutyRoles(a Action) (list []Role) {
	for _, r := range t.rows[a] {
		if r.Relation != Duty {
			continue
		}
		for _, code := range r.Roles {
			if role, _ := t.Role(code); role.Body != "" {
				list = append(list, role)
			}
		}
	}
	return list
}
