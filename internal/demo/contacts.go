package demo

import (
	"context"
	"fmt"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// enroll invents one person for each organization that plays and has none: somebody there reads its mails
// and owes the answers. The addresses lead nowhere.
func (c *cast) enroll(ctx context.Context, db *sqldb.DB, accounts *account.Service) (err error) {
	defer fault.Wrap(&err, "demo.enroll")
	by := audit.By{Actor: audit.System}
	return db.Update(ctx, func(tx *sqldb.Tx) error {
		for i, name := range c.order {
			card := c.known[name]
			if c.seats[card.ID] != "" {
				continue
			}
			person, err := accounts.CreatePersonTx(tx, by, account.PersonInput{Name: sampleNames[i%len(sampleNames)] + "　太郎【架空】", Kana: "ミホン　タロウ",
				Email: fmt.Sprintf("%s-%d@sample.invalid", card.Kind, i+1)})
			if err != nil {
				return err
			}
			post, err := accounts.CreatePostTx(tx, by, account.PostInput{Unit: card.Name, Title: "窓口", From: term.On(2026, 4, 1),
				Scope: account.Scope{Kind: account.OfOrganization, ID: string(card.ID)}, Roles: []string{policy.Owner(string(card.Kind))}})
			if err != nil {
				return err
			}
			if _, err := accounts.AppointTx(tx, by, post, person, term.On(2026, 4, 1), term.Date{}); err != nil {
				return err
			}
		}
		return nil
	})
}
