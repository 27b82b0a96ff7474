package app

import (
	"fmt"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/inquiry"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// drawn tells everybody who took part in a draw which place they have, best first.
func (a *App) drawn(tx *sqldb.Tx, _ audit.By, l *bank.Listing, result []string) error {
	today := term.Of(tx.Now)
	for i, id := range result {
		asker, err := inquiry.AskerOf(tx, id)
		if err != nil {
			return err
		}
		people, err := a.Accounts.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(asker)})
		if err != nil {
			return err
		}
		what := alarm{kind: "bank.lot", path: bank.DrawPath(l.ID),
			subject: [2]string{"抽選の結果をお知らせします", "The lots are drawn"},
			button:  [2]string{"抽選の記録を見る", "See the record of the draw"},
			lines: [2][]string{{fmt.Sprintf("「%s」の抽選をしました。%d件のうち%d番です。", l.Title, len(result), i+1), "掲載した側が、この順に返事をします。", "問い合わせの番号：" + id},
				{fmt.Sprintf("The lots for \u201c%s\u201d are drawn. Your place is %d of %d.", l.Title, i+1, len(result)), "The owner answers in this order.", "Number of your inquiry: " + id}}}
		told := map[account.PersonID]bool{}
		for _, m := range people {
			if told[m.Person.ID] || m.Person.Email == "" || m.Person.Status != account.Active || !m.Tenure.On(today) {
				continue
			}
			told[m.Person.ID] = true
			if err := a.send(tx, m.Person, what); err != nil {
				return err
			}
		}
	}
	return nil
}
