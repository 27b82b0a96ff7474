package policy

import (
	"fmt"
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
			fmt.Fprintf(&b, "役割分担表 of %s, duties that grant it: %s\n", r.Matrix(term.Of(now)).From, strings.Join(r.table.Grants(a), ", "))
		}
		return b.String()
	}
	for _, row := range r.table.rows[a] {
		fmt.Fprintf(&b, "policy.tsv:%d %s: does not apply\n", row.Line, row)
	}
	return b.String()
}

func name(who *account.Principal) string {
	if who == nil {
		return "anonymous"
	}
	return string(who.Person)
}

func objectName(o Object) string { return strings.TrimSuffix(o.Kind+":"+o.ID, ":") }

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
