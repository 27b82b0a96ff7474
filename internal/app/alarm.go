package app

import (
	"fmt"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// alarm is what those who can do something about a matter are told, in Japanese and in English.
type alarm struct {
	kind    string
	subject [2]string
	lines   [2][]string
	button  [2]string
	path    string
}

// tell mails an alarm to the people who may do an action in the whole prefecture today.
func (a *App) tell(tx *sqldb.Tx, who policy.Action, what alarm) error {
	staff, err := a.Accounts.MembersOf(tx, account.Scope{Kind: account.OfPrefecture})
	if err != nil {
		return err
	}
	today := term.Of(tx.Now)
	told := map[account.PersonID]bool{}
	for _, m := range staff {
		if told[m.Person.ID] || m.Person.Email == "" || m.Person.Status != account.Active || !m.Tenure.On(today) || !a.may(who, m.Post.Roles) {
			continue
		}
		told[m.Person.ID] = true
		err := a.send(tx, m.Person, what)
		if err != nil {
			return err
		}
	}
	return nil
}

// may says whether a row of the table lets one of the roles do the action to anything.
func (a *App) may(who policy.Action, roles []string) bool {
	for _, row := range a.Policy.Now().Table().Of(who) {
		if row.Relation == policy.Any && slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(row.Roles, r) }) {
			return true
		}
	}
	return false
}

// chiefs are the roles of those who decide who holds a post.
func (a *App) chiefs() (roles []string) {
	for _, row := range a.Policy.Now().Table().Of(policy.PostEdit) {
		if row.Relation == policy.Any {
			roles = append(roles, row.Roles...)
		}
	}
	return roles
}

// orphaned tells who may see every hand-over page that matters have no human owner: posts with
// something open that nobody holds, and matters that nobody may decide today. A vacant post is none
// while somebody else in the prefecture holds a post with the same role.
func (a *App) orphaned(tx *sqldb.Tx, list []account.Orphan) error {
	staff, err := a.Accounts.MembersOf(tx, account.Scope{Kind: account.OfPrefecture})
	if err != nil {
		return err
	}
	today := term.Of(tx.Now)
	staff = slices.DeleteFunc(staff, func(m account.Member) bool { return m.Person.Status != account.Active || !m.Tenure.On(today) })
	posts := len(slices.DeleteFunc(list, func(o account.Orphan) bool {
		return slices.ContainsFunc(staff, func(m account.Member) bool {
			return slices.ContainsFunc(m.Post.Roles, func(r string) bool { return slices.Contains(o.Post.Roles, r) })
		})
	}))
	matters, err := a.undecided(tx, staff)
	if err != nil || posts+matters == 0 {
		return err
	}
	what := alarm{
		kind:    account.OrphansKind,
		subject: [2]string{"担当者のいない案件があります", "Matters without an owner"},
		button:  [2]string{"管理の画面を開く", "Open the administration"},
		path:    "/admin",
	}
	if posts > 0 {
		what.lines[0] = append(what.lines[0], fmt.Sprintf("%d件の職で、案件が残っているのに担当者がいません。", posts))
		what.lines[1] = append(what.lines[1], fmt.Sprintf("%d posts have open matters and nobody who holds them.", posts))
	}
	if matters > 0 {
		what.lines[0] = append(what.lines[0], fmt.Sprintf("%d件の申請などが、今日の役割分担表では、だれにも判断できません。", matters))
		what.lines[1] = append(what.lines[1], fmt.Sprintf("%d applications and the like can be decided by nobody under today's role matrix.", matters))
	}
	what.lines[0] = append(what.lines[0], "引継ぎ先を決めてください。")
	what.lines[1] = append(what.lines[1], "Please decide who takes over.")
	return a.tell(tx, policy.HandoverView, what)
}

// undecided counts the matters that none of the staff may decide.
func (a *App) undecided(tx *sqldb.Tx, staff []account.Member) (n int, err error) {
	rules, err := a.Policy.FreshTx(tx)
	if err != nil {
		return 0, err
	}
	for _, w := range waitingMatters {
		if slices.ContainsFunc(staff, func(m account.Member) bool {
			return rules.Could(holder(m.Post, tx.Now), w.list.Action(), tx.Now).Allowed()
		}) {
			continue
		}
		list, err := a.waiting(tx, w.list)
		if err != nil {
			return n, err
		}
		n += len(list)
	}
	return n, nil
}
