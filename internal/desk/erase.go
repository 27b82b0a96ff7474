package desk

import (
	"slices"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Erase is an account.Eraser: it takes a person out of the consultations. Who asked is emptied where it
// is, or tells how to reach, the person; a text is emptied where it tells how to reach them. That there
// was a consultation, about what and how long, stays.
func (s *Service) Erase(tx *sqldb.Tx, _ audit.By, x *account.Erasure) (entries []string, err error) {
	defer fault.Wrap(&err, "desk.Erase(%q)", x.Person)
	type row struct{ id, org, caller, content, response, next string }
	list, err := sqldb.All(tx, func(r sqldb.Row) (n row, err error) {
		return n, r.Scan(&n.id, &n.org, &n.caller, &n.content, &n.response, &n.next)
	}, `SELECT id, organization_id, caller, content, response, next_action FROM consultation ORDER BY id`)
	if err != nil {
		return nil, err
	}
	var changed []string
	for _, n := range list {
		was := n
		if x.Reaches(n.caller) || x.Acts(n.org) && namesOne(x, n.caller) {
			n.caller = ""
		}
		for _, p := range []*string{&n.content, &n.response, &n.next} {
			if x.Reaches(*p) {
				*p = "–"
			}
		}
		if n == was {
			continue
		}
		changed = append(changed, "consultation:"+n.id)
		if _, err := tx.Exec(`UPDATE consultation SET caller = $2, content = $3, response = $4, next_action = $5, version = version + 1, updated_at = $6 WHERE id = $1`,
			n.id, n.caller, n.content, n.response, n.next, tx.Now); err != nil {
			return nil, err
		}
	}
	return audit.Holding(tx, []string{"consultation.create", "consultation.edit", "consultation.close", "consultation.proxy"}, func(object string, _ map[string]string) bool {
		return slices.Contains(changed, object)
	})
}

// namesOne says whether a caller's words are, or begin with, the person's name.
func namesOne(x *account.Erasure, caller string) bool {
	if x.IsName(caller) {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(caller, func(r rune) bool { return strings.ContainsRune(" 　（(、,様さ", r) }), x.IsName)
}
