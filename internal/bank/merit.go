package bank

import (
	"context"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// CorrectMerit puts the centre's wording of both merits on a listing that waits for its check.
// Errors: fault.Fields; fault.Conflict when it changed elsewhere since version.
func (s *Service) CorrectMerit(ctx context.Context, by audit.By, id string, version int64, company, group string, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.CorrectMerit(%q)", id)
	return s.change(ctx, by, id, version, "", "listing.merit", func(tx *sqldb.Tx, l *Listing) (string, error) {
		l.MeritCompany, l.MeritGroup, l.MeritBy = strings.TrimSpace(ja.Clean(company)), strings.TrimSpace(ja.Clean(group)), "center"
		var f fault.Fields
		for _, m := range []struct{ name, text string }{{"merit_company", l.MeritCompany}, {"merit_group", l.MeritGroup}} {
			if m.text == "" {
				f = append(f, fault.Field{Name: m.name, Says: says.MeritMissing})
			}
		}
		if len(f) > 0 {
			return "", f
		}
		return "step=merit", l.check(term.Of(tx.Now), false, says)
	})
}
