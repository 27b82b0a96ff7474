package app_test

import (
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// fillBank writes the person's data wherever the bank takes them: a form without an account, an entry by
// proxy that they asked for, an approval that they gave.
func (w *town) fillBank() {
	t, ctx := w.t, w.t.Context()
	says := &bank.Says{Long: func(int) string { return "" }, Many: func(int) string { return "" }, TakenAlready: func(int64) string { return "" }}
	for _, person := range []string{"可那利 阿鳥", "残る太郎"} {
		in := bank.OneOffInput{Name: "名乗る店【架空】", City: "35203", Person: person, Phone: "083-922-0000", Mail: "stays@example.jp", Kind: codes.Undecided,
			What: "店のいすを差し上げたいです。", Terms: true, Pledge: true}
		if person != "残る太郎" {
			in.Phone, in.Mail = "090-7777-1234", "canary-one@example.jp"
		}
		sure(w.Bank.OfferOnce(ctx, audit.By{Actor: audit.Visitor}, in, &bank.OneOffSays{}, says))(t)
	}
	today := term.Of(w.db.Now())
	id := sure(w.Bank.BeginByProxy(ctx, w.officer, bank.Start{Direction: bank.Offer, Organization: w.org, Kind: "G2", Channel: "phone", Content: bank.Content{
		Title: "いすの寄贈", Body: "余ったいすを差し上げます。", Quantity: 20, Unit: "脚", City: "35203", Detail: map[string]string{"condition": "good"},
		From: today, Until: today.AddDays(90), AdvertiseUntil: today.AddDays(60)}},
		bank.Proxy{AskedBy: "可那利 阿鳥", Consent: "spoken", ConsentedOn: today}, says, bank.ProxySays{}))(t)
	token := sure(w.Bank.AskApproval(ctx, w.owner, id, 1, says))(t)
	w.no(w.Bank.Decide(ctx, audit.By{Actor: audit.Visitor}, token, true, "可那利 阿鳥", "可那利が読みました。", says))
}
