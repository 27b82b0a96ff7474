package app

import (
	"time"

	"kyodo/internal/account"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
)

// waitingMatters are what waits for somebody's decision.
var waitingMatters = []struct {
	list member.List
	kind string // as the hand-over page names it
	path string
}{
	{member.Applications, "登録の申請", "/desk/applications/"},
	{member.Claims, "名乗り出", "/desk/claims/"},
	{member.Successions, "代表者の交代", "/desk/successions/"},
}

// maxMatters is the most of one kind that a hand-over page names.
const maxMatters = 1000

// matters are what waits for the decision of whoever holds a post, as far as the permission table and
// the 役割分担表 of the day give it to its roles.
func (a *App) matters(tx *sqldb.Tx, post account.PostID) ([]account.Matter, error) {
	p, err := a.Accounts.PostTx(tx, post)
	if err != nil {
		return nil, err
	}
	rules, err := a.Policy.FreshTx(tx)
	if err != nil {
		return nil, err
	}
	var list []account.Matter
	for _, x := range waitingMatters {
		if !rules.Could(holder(p, tx.Now), x.list.Action(), tx.Now).Allowed() {
			continue
		}
		waiting, err := a.waiting(tx, x.list)
		if err != nil {
			return nil, err
		}
		for _, w := range waiting {
			list = append(list, account.Matter{Kind: x.kind, Title: w.Name, Path: x.path + w.ID, Owner: post, Since: w.Since})
		}
	}
	return list, nil
}

// holder is anybody who holds the post, and has proved who they are.
func holder(p account.Post, now time.Time) *account.Principal {
	h := &account.Principal{Person: "holder", Assurance: account.MultiFactor, StepUpAt: now}
	for _, role := range p.Roles {
		h.Holdings = append(h.Holdings, account.Holding{Post: p.ID, Role: role, Scope: p.Scope})
	}
	return h
}

// waiting reads a list page by page.
func (a *App) waiting(tx *sqldb.Tx, l member.List) (list []member.Waiting, err error) {
	for after := (member.Cursor{}); len(list) < maxMatters; {
		page, next, err := a.Member.IntakeTx(tx, l, policy.Scope{All: true}, after)
		if err != nil {
			return nil, err
		}
		list = append(list, page...)
		if next == (member.Cursor{}) {
			break
		}
		after = next
	}
	return list, nil
}
