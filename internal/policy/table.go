package policy

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
)

//go:embed policy.tsv
var policyText string

//go:embed roles.tsv
var rolesText string

//go:embed grants.tsv
var grantsText string

// Relation is what must hold between a person and the object.
type Relation string

// The relations of policy.tsv.
const (
	Any     Relation = "any"
	Self    Relation = "self"
	Own     Relation = "own"
	OwnPost Relation = "own-post"
	Area    Relation = "area"
	Duty    Relation = "duty"
	Glass   Relation = "glass"
)

var relations = []Relation{Any, Self, Own, OwnPost, Area, Duty, Glass}

// Row is one permission of the table.
type Row struct {
	Line     int
	Action   Action
	Roles    []string
	Relation Relation
	States   []string // empty = any
	Fields   FieldSet
	Multi    bool // needs a second factor
	StepUp   bool
	Two      bool
	Audit    string // the entry that the deed leaves, "" = none

	mask  uint32
	names []string // of Fields, as written
}

// Role is one line of roles.tsv.
type Role struct {
	Code   string
	Body   string // of the 役割分担表: prefecture, center, foundation, or ""
	Staff  bool
	Scopes []string // kinds of scopes that its posts may have
	Ja, En string
}

// everyone is the role of each person who is signed in.
const everyone = "CITIZEN"

// Table is the whole policy, read once. It does not change.
type Table struct {
	Roles  []Role
	Rows   []Row
	grants map[Action][]grant

	bits map[string]uint32
	rows map[Action][]*Row
}

type grant struct{ item, kind string }

// Read parses the three files. It complains about whatever it does not know (an action, a role, a
// relation, a word in a column), so that no slip of the pen opens or closes anything, about staff
// without a second factor, and about a row that says the same as another.
func Read(policy, roles, grants string) (*Table, error) {
	t := &Table{grants: map[Action][]grant{}, bits: map[string]uint32{}, rows: map[Action][]*Row{}}
	for _, l := range lines(roles) {
		if len(l.cells) != 6 {
			return nil, fmt.Errorf("roles.tsv:%d: %d columns", l.n, len(l.cells))
		}
		if _, twice := t.bits[l.cells[0]]; twice {
			return nil, fmt.Errorf("roles.tsv:%d: %s stands twice", l.n, l.cells[0])
		}
		if body := dash(l.cells[1]); body != "" && !slices.Contains(Bodies(), body) {
			return nil, fmt.Errorf("roles.tsv:%d: unknown body %q", l.n, body)
		}
		if l.cells[2] != "staff" && l.cells[2] != "-" {
			return nil, fmt.Errorf("roles.tsv:%d: %q is neither staff nor -", l.n, l.cells[2])
		}
		t.bits[l.cells[0]] = 1 << len(t.Roles)
		t.Roles = append(t.Roles, Role{l.cells[0], dash(l.cells[1]), l.cells[2] == "staff", split(l.cells[3]), l.cells[4], l.cells[5]})
	}
	for _, l := range lines(policy) {
		r, err := t.row(l)
		if err != nil {
			return nil, fmt.Errorf("policy.tsv:%d: %w", l.n, err)
		}
		t.Rows = append(t.Rows, r)
	}
	for i := range t.Rows {
		t.rows[t.Rows[i].Action] = append(t.rows[t.Rows[i].Action], &t.Rows[i])
	}
	plan := PlanMatrix()
	for _, l := range lines(grants) {
		if len(l.cells) != 3 {
			return nil, fmt.Errorf("grants.tsv:%d: %d columns", l.n, len(l.cells))
		}
		a := Action(l.cells[2])
		if !slices.ContainsFunc(t.rows[a], func(r *Row) bool { return r.Relation == Duty }) {
			return nil, fmt.Errorf("grants.tsv:%d: no row of policy.tsv lets a duty do %q", l.n, a)
		}
		if _, ok := kinds[l.cells[1]]; !ok {
			return nil, fmt.Errorf("grants.tsv:%d: unknown kind of duty %q", l.n, l.cells[1])
		}
		if _, ok := plan.Item(l.cells[0]); !ok {
			return nil, fmt.Errorf("grants.tsv:%d: unknown item %q", l.n, l.cells[0])
		}
		g := grant{l.cells[0], l.cells[1]}
		if slices.Contains(t.grants[a], g) {
			return nil, fmt.Errorf("grants.tsv:%d: stands twice", l.n)
		}
		t.grants[a] = append(t.grants[a], g)
	}
	return t, nil
}

func (t *Table) row(l line) (r Row, err error) {
	if len(l.cells) != 9 {
		return r, fmt.Errorf("%d columns instead of 9", len(l.cells))
	}
	r = Row{Line: l.n, Action: Action(l.cells[0]), Roles: split(l.cells[1]), Relation: Relation(l.cells[2]), States: split(l.cells[3]),
		Multi: l.cells[5] == "multi", StepUp: l.cells[6] == "yes", Two: l.cells[7] == "yes", Audit: dash(l.cells[8])}
	if _, ok := labels[r.Action]; !ok {
		return r, fmt.Errorf("unknown action %q", r.Action)
	}
	if !slices.Contains(relations, r.Relation) {
		return r, fmt.Errorf("unknown relation %q", r.Relation)
	}
	for i, words := range [...][2]string{{"one", "multi"}, {"-", "yes"}, {"-", "yes"}} {
		if !slices.Contains(words[:], l.cells[5+i]) {
			return r, fmt.Errorf("column %d is %q, not %s or %s", 6+i, l.cells[5+i], words[0], words[1])
		}
	}
	if len(r.Roles) == 0 {
		return r, errors.New("no role")
	}
	for _, code := range r.Roles {
		bit, ok := t.bits[code]
		if !ok {
			return r, fmt.Errorf("unknown role %q", code)
		}
		r.mask |= bit
		if role, _ := t.Role(code); role.Staff && !r.Multi {
			return r, fmt.Errorf("%s is staff and must use a second factor", code)
		}
	}
	for _, f := range split(l.cells[4]) {
		bit := fieldBit(f)
		if bit == 0 {
			return r, fmt.Errorf("unknown set of fields %q", f)
		}
		r.Fields |= bit
		r.names = append(r.names, f)
	}
	for i := range t.Rows {
		if o := &t.Rows[i]; o.Action == r.Action && o.Relation == r.Relation && o.mask&r.mask != 0 &&
			slices.Equal(o.States, r.States) {
			return r, fmt.Errorf("says the same as line %d", o.Line)
		}
	}
	return r, nil
}

// Default is the table of this program.
func Default() *Table {
	t, err := Read(policyText, rolesText, grantsText)
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return t
}

// Text returns the three files as they are embedded: policy, roles, grants.
func Text() (policy, roles, grants string) { return policyText, rolesText, grantsText }

// Has says whether a row stands for the action. Routes of another action cannot be mounted.
func (t *Table) Has(a Action) bool { return a == Anyone || len(t.rows[a]) > 0 }

// Of returns the rows of an action.
func (t *Table) Of(a Action) []*Row { return t.rows[a] }

// Role finds a role by its code.
func (t *Table) Role(code string) (Role, bool) {
	i := slices.IndexFunc(t.Roles, func(r Role) bool { return r.Code == code })
	if i < 0 {
		return Role{}, false
	}
	return t.Roles[i], true
}

// Staff says whether a role is one of the staff: bound to a second factor and short sessions.
func (t *Table) Staff(code string) bool { r, ok := t.Role(code); return ok && r.Staff }

// Actions returns every action with a row, in the order of the file.
func (t *Table) Actions() []Action {
	var list []Action
	for _, r := range t.Rows {
		if !slices.Contains(list, r.Action) {
			list = append(list, r.Action)
		}
	}
	return list
}

// Grants returns the duties, as "item kind", that grant an action.
func (t *Table) Grants(a Action) (list []string) {
	for _, g := range t.grants[a] {
		list = append(list, g.item+" "+g.kind)
	}
	return list
}

// GrantedBy returns the actions that a duty grants.
func (t *Table) GrantedBy(item, kind string) (list []Action) {
	for _, a := range t.Actions() {
		if slices.Contains(t.grants[a], grant{item, kind}) {
			list = append(list, a)
		}
	}
	return list
}

// Owner and Member are the roles of those who manage an organization of the kind ("npo",
// "company" or another), and of their colleagues.
func Owner(kind string) string { return prefix(kind) + "OWNER" }

// Member is the role of a colleague in an organization of the kind.
func Member(kind string) string { return prefix(kind) + "MEMBER" }

func prefix(kind string) string {
	switch kind {
	case "npo":
		return "NPO_"
	case "company", "sole-proprietor":
		return "CO_"
	}
	return "GRP_"
}

// FirstAdministrator is the role that the set-up link gives: it makes people and posts.
const FirstAdministrator = "SYS_ADMIN"

type line struct {
	n     int
	cells []string
}

// lines cuts a file into its rows, without comments and the header.
func lines(text string) (list []line) {
	header := true
	n := 0
	for l := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		n++
		if strings.HasPrefix(l, "#") || l == "" {
			continue
		}
		if header {
			header = false
			continue
		}
		list = append(list, line{n, strings.Split(l, "\t")})
	}
	return list
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func split(s string) []string {
	if s == "-" {
		return nil
	}
	return strings.Split(s, ",")
}
