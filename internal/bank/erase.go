package bank

import (
	"slices"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Erase is an account.Eraser: it takes a person out of one-off forms and of approvals. That there was
// one, about which listing, and how it was decided stays.
func (s *Service) Erase(tx *sqldb.Tx, _ audit.By, x *account.Erasure) (entries []string, err error) {
	defer fault.Wrap(&err, "bank.Erase(%q)", x.Person)
	forms, err := sqldb.All(tx, scanOneOff, `SELECT `+oneOffColumns+` FROM one_off WHERE person <> '' OR phone <> '' OR mail <> '' ORDER BY listing_id`)
	if err != nil {
		return nil, err
	}
	for _, f := range forms {
		if !x.IsMail(f.Mail) && !x.IsPhone(f.Phone) {
			continue
		}
		if err := s.forgetOneOff(tx, f.Listing); err != nil {
			return nil, err
		}
	}
	mine, err := eraseDeciders(tx, x)
	if err != nil {
		return nil, err
	}
	return audit.Holding(tx, []string{"listing.decide", "listing.proxy"}, func(object string, v map[string]string) bool {
		_, id, _ := strings.Cut(object, ":")
		return slices.Contains(mine, id) && (x.IsName(v["decider"]) || x.IsName(v["asked_by"]))
	})
}

// eraseDeciders takes the person out of the approvals of the organizations for which they act or acted,
// and returns the listings of those organizations.
func eraseDeciders(tx *sqldb.Tx, x *account.Erasure) (mine []string, err error) {
	for _, org := range x.Organizations {
		ids, err := sqldb.All(tx, sqldb.Text, `SELECT id FROM listing WHERE organization_id = $1 ORDER BY id`, org)
		if err != nil {
			return nil, err
		}
		mine = append(mine, ids...)
		list, err := sqldb.All(tx, scanApproval, `SELECT a.id, a.listing_id, a.digest, a.asked_by, a.asked_at, a.expires_at, a.decision, a.decided_at, a.decider, a.remark
			FROM approval a JOIN listing l ON l.id = a.listing_id WHERE l.organization_id = $1 AND a.decider <> '' ORDER BY a.id`, org)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			if !x.IsName(a.Decider) {
				continue
			}
			if _, err := tx.Exec(`UPDATE approval SET decider = '', remark = '' WHERE id = $1`, a.ID); err != nil {
				return nil, err
			}
		}
	}
	return mine, nil
}
