package memberweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// letter makes the code of a claim and answers with the letter to print. The code is shown once.
func (p *pages) letter(w http.ResponseWriter, r *web.Request) error {
	c, err := p.theClaim(r)
	if err != nil {
		return err
	}
	code, until, err := p.svc.Letter(r.Context(), r.By(), c.ID, version(r))
	if err != nil {
		return p.claimConflict(w, r, err)
	}
	d, err := p.svc.Register.Organization(r.Context(), c.Organization)
	if err != nil {
		return err
	}
	names, err := p.names(r, c.Person)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, letterPage(claimLetter(r, &d.Organization, &c, names[c.Person], code, until)))
}

// claimLetter is the letter to the registered address. Letters are in Japanese.
func claimLetter(r *web.Request, o *register.Organization, c *member.Claim, who, code string, until term.Date) *letterView {
	l := r.Lang
	postal := o.Address.PostalCode
	if len(postal) == 7 {
		postal = "〒" + postal[:3] + "-" + postal[3:]
	}
	v := &letterView{Chrome: r.Chrome(), Title: wLetterTitle.In(l), Print: wLetterPrint.In(l), Lead: wLetterOnce.In(l),
		To: []string{postal, o.Address.String(), o.Name + " 御中"}, Date: term.Of(r.Now).Both(), From: from(r),
		Subject: "団体の担当者の確認について",
		Lines: []string{
			who + " 様（" + c.Position + "）から、貴団体の担当者であるとの申出がありました。",
			"この申出のとおりであれば、下の確認コードを、申し出た方にお渡しください。申し出た方が、ページを開いて入力します。",
			"心当たりがないときは、この手紙を捨ててください。確認コードを入力しない限り、何も変わりません。",
		},
		Facts: []fact{{Term: "確認コード", Value: code}, {Term: "入力するページ", Value: r.Site.BaseURL(member.ClaimsPath + c.ID)}, {Term: "期限", Value: until.Both()}},
		Back:  ui.Link{Href: deskClaim + c.ID, Label: wClaimDesk.In(l)}}
	v.Head = ui.Head{Title: v.Title, NoIndex: true, Active: IntakePath, Crumbs: []ui.Crumb{deskCrumb(l), {Label: v.Title}}}
	return v
}

// cardView is the card for somebody without mail.
func cardView(r *web.Request, card *account.PrintedCard, org string) *letterView {
	l := r.Lang
	v := &letterView{Chrome: r.Chrome(), Title: wCardTitle.In(l), Print: wCardPrint.In(l), Lead: wLetterOnce.In(l),
		To: []string{card.Name + " 様"}, Date: term.Of(r.Now).Both(), From: from(r), Subject: "登録カード",
		Lines: []string{"下の番号とコードで、はじめてのログインができます。ログインしたあと、パスワードを決めます。", "このカードは、ほかの人に見せないでください。"},
		Facts: []fact{{Term: "利用者番号", Value: card.Number}, {Term: "コード", Value: card.Code},
			{Term: "ログインするページ", Value: r.Site.BaseURL(web.SignInPath)}, {Term: "期限", Value: term.Of(card.ExpiresAt).Both()}},
		Back: ui.Link{Href: member.ManagePath + org, Label: wManage.In(l)}}
	v.Head = ui.Head{Title: v.Title, NoIndex: true, Crumbs: []ui.Crumb{myCrumb(l), {Label: v.Title}}}
	return v
}

// from is who signs letters: the operator, or the site where none is set.
func from(r *web.Request) string {
	if name := r.Site.Operator(web.JA); name != "" {
		return name
	}
	return r.Site.Name(web.JA)
}
