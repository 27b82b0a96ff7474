package register

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ListedGroup is a group for which only a list speaks, as officers see it.
type ListedGroup struct {
	Organization
	List           string // the list that names it, the latest if several do
	AsOf           term.Date
	Representative string // personal: for those who may see contacts
	FullAddress    string // likewise
	Phone          string // likewise
}

// ListedGroups returns groups for which only a list speaks, by consent ("" = those that wait or were
// refused), in the order of their ids after the given one, at most limit.
func (s *Service) ListedGroups(ctx context.Context, c Consent, after ID, limit int) (list []ListedGroup, err error) {
	defer fault.Wrap(&err, "register.ListedGroups(%q)", c)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		cond, args := `withheld AND consent IN ($1, $2)`, []any{string(ConsentUnknown), string(ConsentRefused)}
		if c != ConsentNone {
			cond, args = `consent = $1 AND consent = $2`, []any{string(c), string(c)}
		}
		found, err := sqldb.All(tx, scan, `SELECT `+columns+` FROM organization WHERE `+cond+` AND united_into = '' AND id > $3
			ORDER BY id LIMIT $4`, append(args, string(after), limit)...)
		if err != nil {
			return err
		}
		list, err = withEntries(tx, found)
		return err
	})
	return list, err
}

// ListedGroup returns one group of a list, whatever its consent. The error is fault.NotFound.
func (s *Service) ListedGroup(ctx context.Context, oid ID) (g ListedGroup, err error) {
	defer fault.Wrap(&err, "register.ListedGroup(%q)", oid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		o, ok, err := recordByID(tx, oid)
		if err == nil && (!ok || o.Consent == ConsentNone) {
			err = fault.NotFound
		}
		if err != nil {
			return err
		}
		list, err := withEntries(tx, []Organization{o})
		g = list[0]
		return err
	})
	return g, err
}

// withEntries adds to each group what the latest list says of it.
func withEntries(tx *sqldb.Tx, found []Organization) ([]ListedGroup, error) {
	list := make([]ListedGroup, len(found))
	ids, at := make([]string, len(found)), map[ID]int{}
	for i, o := range found {
		list[i] = ListedGroup{Organization: o}
		ids[i], at[o.ID] = string(o.ID), i
	}
	err := inChunks(ids, func(in string, args []any) error {
		return sqldb.Each(tx, `SELECT list, `+entryColumns+` FROM group_entry WHERE organization_id IN `+in+` ORDER BY as_of, list, row_key`,
			args, func(r sqldb.Row) error {
				var name string
				var e groupEntry
				err := r.Scan(&name, &e.Key, &e.Organization, &e.Consent, &e.DecidedOn, &e.Representative, &e.Address, &e.Phone, &e.AsOf)
				if i, ok := at[e.Organization]; ok {
					g := &list[i]
					g.List, g.AsOf, g.Representative, g.FullAddress, g.Phone = name, e.AsOf, e.Representative, e.Address, e.Phone
				}
				return err
			})
	})
	return list, err
}

// CountListed counts the groups of each state of consent for which only a list speaks.
func (s *Service) CountListed(ctx context.Context) (by map[Consent]int, err error) {
	defer fault.Wrap(&err, "register.CountListed")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		by = map[Consent]int{}
		return sqldb.Each(tx, `SELECT consent, count(*) FROM organization WHERE consent <> '' AND united_into = '' GROUP BY consent`, nil,
			func(r sqldb.Row) error {
				var c Consent
				var n int
				err := r.Scan(&c, &n)
				by[c] = n
				return err
			})
	})
	return by, err
}

// DecideConsent notes what a group said when it was asked whether it may be shown, how it was asked
// standing in reason. Lists of an earlier day do not change it any more.
func (s *Service) DecideConsent(ctx context.Context, by audit.By, oid ID, c Consent, reason string) (err error) {
	defer fault.Wrap(&err, "register.DecideConsent(%q)", oid)
	var bad fault.Fields
	if c != ConsentOpen && c != ConsentRefused && c != ConsentUnknown {
		bad = append(bad, fault.Field{Name: "consent", Says: "公開可・公開不可・未確認から選んでください。"})
	}
	if reason == "" {
		bad = append(bad, fault.Field{Name: "reason", Says: "いつ、どのように確かめたかを入力してください。"})
	}
	if bad != nil {
		return bad
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := search.Turn(tx, mergeTurn); err != nil {
			return err
		}
		m := newMerge(s, tx, &importRun{FileName: "consent", By: by})
		k, err := m.at(oid)
		switch {
		case err != nil:
			return err
		case k.Consent == ConsentNone:
			return fault.NotFound
		}
		k.Consent = c
		k.derive(k.said)
		k.dirty = true
		if err := m.write(); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE group_entry SET consent = $1, decided_on = $2 WHERE organization_id = $3`, string(c), term.Of(tx.Now).String(), string(oid))
		if err != nil {
			return err
		}
		e := by.Entry("groups.consent", string(oid), string(c))
		e.Subject, e.Reason = string(oid), reason
		return s.Audit.Record(tx, e)
	})
}
