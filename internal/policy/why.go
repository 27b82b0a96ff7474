package policy

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/term"
)

// Why explains a decision to an operator: the row that decided, or what each row of the action
// would have needed.
func (r *Rules) Why(who *account.Principal, a Action, o Object, now time.Time) string {
	var b strings.Builder
	d := r.Decide(who, a, o, now)
	fmt.Fprintf(&b, "%s %s %s: %s\n", name(who), a, objectName(o), d.Verdict)
	if d.Row != nil {
		fmt.Fprintf(&b, "policy.tsv:%d %s\n", d.Row.Line, d.Row)
		fmt.Fprintf(&b, "role %s", d.Role)
		if d.Post != "" {
			fmt.Fprintf(&b, ", post %s", d.Post)
		}
		b.WriteByte('\n')
		if d.Row.Relation == Duty {
			fmt.Fprintf(&b, "役割分担表 of %s, duties that grant it: %s\n", r.Matrix(term.Of(now)).From, r.holders(a, &o, now))
		}
		return b.String()
	}
	for _, row := range r.table.rows[a] {
		fmt.Fprintf(&b, "policy.tsv:%d %s: %s\n", row.Line, row, r.lacks(who, row, &o, now))
	}
	return b.String()
}

// lacks says why a row does not apply.
func (r *Rules) lacks(who *account.Principal, row *Row, o *Object, now time.Time) string {
	role := row.mask&1 != 0
	if who != nil {
		for i := range who.Holdings {
			role = role || r.table.bits[who.Holdings[i].Role]&row.mask != 0
		}
	}
	switch {
	case who == nil:
		return "nobody is signed in"
	case !role:
		return "the person has none of these roles"
	case len(row.States) > 0 && !slices.Contains(row.States, o.State):
		return fmt.Sprintf("the object is in state %q", o.State)
	case row.Two && o.By == who.Person:
		return "the person asked for it"
	case row.Relation == Duty:
		return fmt.Sprintf("in the 役割分担表 of %s the person's body has none of: %s", r.Matrix(term.Of(now)).From, r.holders(row.Action, o, now))
	}
	return fmt.Sprintf("the relation %q does not hold", row.Relation)
}

// holders lists the duties that grant the action on the object, each with the bodies that have it.
func (r *Rules) holders(a Action, o *Object, now time.Time) string {
	m := r.Matrix(term.Of(now))
	var list []string
	for _, g := range r.table.grants[a] {
		if !g.of(o) {
			continue
		}
		var bodies []string
		for _, body := range Bodies() {
			if m.Holds(body, g.item, g.kind) {
				bodies = append(bodies, body)
			}
		}
		list = append(list, fmt.Sprintf("%s %s (%s)", g.item, g.kind, strings.Join(bodies, ", ")))
	}
	return strings.Join(list, "; ")
}

func name(who *account.Principal) string {
	if who == nil {
		return "anonymous"
	}
	return string(who.Person)
}

func objectName(o Object) string {
	if o.Kind == "" {
		return "-"
	}
	return strings.TrimSuffix(o.Kind+":"+o.ID, ":")
}

// String is the row as one line.
func (r *Row) String() string {
	s := fmt.Sprintf("%s %s by %s", r.Action, r.Relation, strings.Join(r.Roles, ","))
	if len(r.States) > 0 {
		s += " in " + strings.Join(r.States, ",")
	}
	if len(r.names) > 0 {
		s += " opens " + strings.Join(r.names, ",")
	}
	if r.Multi {
		s += " multi-factor"
	}
	if r.StepUp {
		s += " step-up"
	}
	if r.Two {
		s += " two-person"
	}
	return s
}

// Opens names the sets of fields that the row opens, as the file writes them.
func (r *Row) Opens() []string { return r.names }

var relationLabels = map[Relation][2]string{
	Any:     {"", ""},
	Self:    {"（自分のもの）", " (their own)"},
	Own:     {"（自分の団体）", " (of their organization)"},
	OwnPost: {"（自分の職）", " (of their post)"},
	Area:    {"（担当地域）", " (in their area)"},
	Duty:    {"（役割分担表による）", " (by the role matrix)"},
	Glass:   {"（緊急時のみ）", " (in an emergency)"},
}

// Readers says in words who may do the action: 「この画面を見られる人」. Where the 役割分担表
// decides, only the body that holds the duty today is named.
func (r *Rules) Readers(a Action, lang string, now time.Time) (list []string) {
	if a == Anyone {
		return []string{pick(lang, "どなたでも", "Everyone")}
	}
	for _, row := range r.table.rows[a] {
		for _, code := range row.Roles {
			role, _ := r.table.Role(code)
			if row.Relation == Duty && !r.duty(code, a, nil, now) {
				continue
			}
			l := relationLabels[row.Relation]
			list = append(list, pick(lang, role.Ja, role.En)+pick(lang, l[0], l[1]))
		}
	}
	return list
}

func pick(lang, ja, en string) string {
	if lang == "en" {
		return en
	}
	return ja
}
