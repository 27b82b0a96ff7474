package demo

import (
	"context"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Desk fills the coordinator's desk: two books of consultations, owners, a deputy and a referral.
type Desk struct {
	Desk *desk.Service
	// May says whether a row of the permission table lets one of the roles do an action.
	May func(a policy.Action, roles []string) bool
}

// call is one invented consultation: days ago, how, about what, what was said and done, and in how many
// days something comes next.
type call struct {
	foundation                      bool
	ago                             int
	channel, category               string
	caller, content, response, next string
	minutes                         int64
	in                              int
}

func calls() []call {
	return []call{
		{ago: 34, channel: "phone", category: "company", caller: "見本の担当者【架空】", content: "事務所の移転で机といすが20組余る。地域で使ってもらえるところはないか。", response: "提供として掲載する方法を説明した。写真を送ってもらう。", minutes: 20},
		{ago: 21, channel: "fax", category: "company", caller: "試作の会【架空】", content: "印刷した掲載の用紙で返信。子ども食堂で米と野菜を使いたい。", response: "代理で問い合わせを送った。", minutes: 10},
		{ago: 16, channel: "visit", category: "founding", caller: "仮野さん【架空】", content: "任意団体をNPO法人にしたい。何から始めればよいか。", response: "設立の流れと必要な書類を説明した。", minutes: 60, next: "定款の案を一緒に見る", in: -2},
		{ago: 12, channel: "phone", category: "people", caller: "例田の会【架空】", content: "会計を見てくれる人を探している。", response: "プロボノの提供を2件紹介した。", minutes: 15, next: "返事があったか尋ねる", in: -5},
		{ago: 9, channel: "call-on", category: "company", caller: "架空商事【架空】", content: "社員の力を地域で生かしたいが、何をすればよいか決まっていない。", response: "「まず相談したい」で掲載することを勧めた。", minutes: 90, next: "下書きを確かめる", in: 2},
		{ago: 7, channel: "online", category: "publicity", caller: "雛形ネット【架空】", content: "行事のちらしを刷ってくれる企業を知りたい。", response: "掲載中の提供を画面で一緒に見た。", minutes: 40},
		{ago: 5, channel: "mail", category: "government", caller: "想像市民の会【架空】", content: "市の担当課と一緒に防災訓練をしたい。窓口はどこか。", response: "担当課を調べて返事をする。", minutes: 15, next: "担当課を調べて返事をする", in: 0},
		{ago: 2, channel: "phone", category: "accounts", caller: "空想倶楽部【架空】", content: "寄付の領収書の書き方を知りたい。", response: "見本を送った。", minutes: 10},
		{ago: 1, channel: "phone", category: "company", caller: "模擬工業【架空】", content: "問い合わせに返事ができていない。断ってもよいか。", response: "理由を選んで断れることを説明した。", minutes: 10, next: "返事をしたか確かめる", in: 3},
		{foundation: true, ago: 15, channel: "visit", category: "grants", caller: "練習の会【架空】", content: "来年度の助成に申し込みたい。対象になるか。", response: "募集の案内を渡した。", minutes: 30},
		{foundation: true, ago: 6, channel: "phone", category: "grants", caller: "体験の会【架空】", content: "助成の報告書の締切を確かめたい。", response: "締切と様式を伝えた。", minutes: 10, next: "報告書が届いたか確かめる", in: 5},
		{foundation: true, ago: 3, channel: "mail", category: "people", caller: "試行の会【架空】", content: "若い人に活動を伝える講座を開きたい。講師を紹介してほしい。", response: "講師の一覧から3人を挙げる。", minutes: 20, next: "候補を送る", in: -1},
	}
}

// Fill does it once: a desk with a consultation stays as it is.
func (x Desk) Fill(ctx context.Context, seats []Seat) (err error) {
	defer fault.Wrap(&err, "demo.Desk.Fill")
	some, _, err := x.Desk.Notes(ctx, desk.NoteFilter{Books: []string{"center", "foundation"}, Limit: 1})
	if err != nil || len(some) > 0 {
		return err
	}
	var center, foundation []audit.By
	town := ""
	err = x.Desk.DB.View(ctx, func(tx *sqldb.Tx) error {
		for _, s := range seats {
			held, err := x.Desk.People.HoldingsOf(tx, s.Person, term.Of(tx.Now))
			if err != nil {
				return err
			}
			for _, h := range held {
				roles, by := []string{h.Role}, audit.By{Actor: audit.Actor(s.Person), Post: string(h.Post)}
				switch {
				case h.Scope.Kind == account.OfMunicipality && town == "" && x.Desk.May(policy.ReferralAnswer, roles):
					town = h.Scope.ID
				case !x.May(policy.ConsultationCreate, roles):
				case x.Desk.Body(roles) == "center":
					center = append(center, by)
				case x.Desk.Body(roles) == "foundation":
					foundation = append(foundation, by)
				}
			}
		}
		return nil
	})
	if err != nil || len(center) == 0 || len(foundation) == 0 {
		return err
	}
	today := term.Of(x.Desk.DB.Now())
	for _, c := range calls() {
		by, body := center[0], "center"
		if c.foundation {
			by, body = foundation[0], "foundation"
		}
		n := desk.Note{Body: body, On: today.AddDays(-c.ago), Channel: c.channel, Category: c.category, Caller: c.caller, Content: c.content, Response: c.response, Minutes: c.minutes, NextAction: c.next}
		if c.next != "" {
			n.NextOn = today.AddDays(c.in)
		}
		if _, err := x.Desk.Log(ctx, by, n, deskSays()); err != nil {
			return err
		}
	}
	return x.share(ctx, center, town)
}

// share gives some cases to posts, one of which is away today, and refers one to the town.
func (x Desk) share(ctx context.Context, center []audit.By, town string) error {
	q, err := x.Desk.Queue(ctx, desk.Everything(), nil, desk.Filter{What: desk.Inquiry})
	if err != nil {
		return err
	}
	last := center[len(center)-1]
	for i, r := range q.Rows[:min(9, len(q.Rows))] {
		switch {
		case i == 8 && town != "":
			if _, err := x.Desk.Refer(ctx, center[0], r.Ref, desk.Target{Scope: desk.ToMunicipality, ID: town}, "近くで活動を支えている皆さまにお願いできますか。", deskSays()); err != nil {
				return err
			}
		default:
			if err := x.Desk.Assign(ctx, center[0], r.Ref, account.PostID(center[i%len(center)].Post), deskSays()); err != nil {
				return err
			}
		}
	}
	if last.Post == center[0].Post {
		return nil
	}
	today := term.Of(x.Desk.DB.Now())
	return x.Desk.BeAbsent(ctx, last, desk.Absence{Post: account.PostID(last.Post), Deputy: account.PostID(center[0].Post), From: today, Until: today.AddDays(4)}, deskSays())
}

// deskSays are refusals that nobody reads: what the demo enters is right.
func deskSays() *desk.Says { return &desk.Says{Long: func(int) string { return "too long" }} }
