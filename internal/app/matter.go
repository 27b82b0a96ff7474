package app

import (
	"kyodo/internal/account"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
)

// matters are what waits for the decision of whoever holds a post: applications, claims and
// successions, as far as the permission table and the 役割分担表 of the day give them to its roles.
func (a *App) matters(tx *sqldb.Tx, post account.PostID) ([]account.Matter, error) {
	p, err := a.Accounts.PostTx(tx, post)
	if err != nil {
		return nil, err
	}
	holder := &account.Principal{Person: "holder", Assurance: account.MultiFactor, StepUpAt: tx.Now}
	for _, role := range p.Roles {
		holder.Holdings = append(holder.Holdings, account.Holding{Post: p.ID, Role: role, Scope: p.Scope})
	}
	rules := a.Policy.Now()
	var list []account.Matter
	for _, x := range []struct {
		list member.List
		kind string
		path string
	}{
		{member.Applications, "登録の申請", "/desk/applications/"},
		{member.Claims, "名乗り出", "/desk/claims/"},
		{member.Successions, "代表者の交代", "/desk/successions/"},
	} {
		if !rules.Could(holder, x.list.Action(), tx.Now).Allowed() {
			continue
		}
		waiting, _, err := a.Member.IntakeTx(tx, x.list, policy.Scope{All: true}, member.Cursor{})
		if err != nil {
			return nil, err
		}
		for _, w := range waiting {
			list = append(list, account.Matter{Kind: x.kind, Title: w.Name, Path: x.path + w.ID, Owner: post, Since: w.Since})
		}
	}
	return list, nil
}
