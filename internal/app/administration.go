package app

import (
	"context"

	"kyodo/internal/adminweb"
	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/homeweb"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// waitingMost is how many rows the entrance of the administration counts; more are 「以上」.
const waitingMost = 100

// administration is what the administration's pages stand on.
func (a *App) administration(log audit.Log) adminweb.Config {
	c := adminweb.Config{Accounts: a.Accounts, Policy: a.Policy, Outbox: a.Outbox, Settings: a.Settings, Log: log,
		Environment: config.Lines(a.server)}
	for _, x := range []struct {
		list  member.List
		label ui.Word
	}{
		{member.Applications, ui.W("登録の申請", "Applications")},
		{member.Claims, ui.W("名乗り出", "Claims")},
		{member.Successions, ui.W("代表者の交代", "Successions")},
		{member.Orphans, ui.W("担当者のいない団体", "Organizations without an owner")},
	} {
		c.Waiting = append(c.Waiting, adminweb.Waiting{Label: x.label, Href: "/desk/intake?list=" + string(x.list), Action: policy.IntakeList,
			Count: func(ctx context.Context, within policy.Scope) (int, bool, error) {
				list, next, err := a.Member.Intake(ctx, x.list, within, member.Cursor{})
				return len(list), next != member.Cursor{}, err
			}})
	}
	c.Waiting = append(c.Waiting, adminweb.Waiting{Label: ui.W("訂正の知らせ", "Correction notices"), Href: "/admin/corrections", Action: policy.CorrectionList,
		Count: func(ctx context.Context, _ policy.Scope) (int, bool, error) {
			list, err := a.Register.Notices(ctx, "open", waitingMost+1)
			return min(len(list), waitingMost), len(list) > waitingMost, err
		}})
	c.Waiting = append(c.Waiting, adminweb.Waiting{Label: ui.W("取込の確認事項", "Import questions"), Href: "/admin/questions", Action: policy.QuestionList,
		Count: func(ctx context.Context, _ policy.Scope) (int, bool, error) {
			list, err := a.Register.Questions(ctx, waitingMost+1)
			return min(len(list), waitingMost), len(list) > waitingMost, err
		}})
	return c
}

// notice is what the front page announces.
func (a *App) notice(ctx context.Context, l web.Lang) (n homeweb.Notice, err error) {
	x, err := a.Settings.Announcement(ctx)
	if err != nil {
		return n, err
	}
	n.Version = x.Version
	if x.On(term.Of(a.db.Now())) {
		text, in := x.In(string(l))
		n.Text, n.Lang = text, web.Lang(in)
	}
	return n, nil
}
