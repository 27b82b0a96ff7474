package inquiryweb

import (
	"net/url"

	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

var (
	wConsent     = ui.W("問い合わせへの同意の取り方", "How they agreed to the inquiry")
	wConsentedOn = ui.W("同意を得た日", "When they agreed")
	consentWords = map[string]ui.Word{
		"written": ui.W("書面（FAX・メールを含む）", "In writing, by FAX or mail too"), "spoken": ui.W("口頭（電話・来所）", "By word of mouth"),
	}
	wProxySent     = ui.W("団体の代わりに問い合わせを送りました", "The inquiry is sent for the organization")
	wProxyAlready  = ui.W("この団体は、この掲載にもう問い合わせています", "This organization has asked about this already")
	wProxySentText = ui.W("やり取りは、双方とセンターだけが読みます。団体にメールが届かないときは、センターから連絡します。", "Both sides and the centre alone read the thread. Whom no mail reaches, the centre tells.")
)

// proxySays are the refusals of what stands behind an inquiry by proxy.
func proxySays(l web.Lang) inquiry.ProxySays {
	if l == web.EN {
		return inquiry.ProxySays{Consent: "Choose how they agreed.", ConsentedOn: "Enter a day up to today, such as 2026-11-22."}
	}
	return inquiry.ProxySays{Consent: "同意の取り方を選んでください。", ConsentedOn: "同意を得た日を、令和8年11月22日のように、今日までの日付で入力してください。"}
}

// consentInputs ask who writes for an organization how it agreed.
func consentInputs(l web.Lang, typed url.Values, e fault.Fields) []input {
	how := input{Kind: "radios", Control: ui.Control{Name: "consent", Label: wConsent.In(l), Required: true, Value: typed.Get("consent"), Error: e.Says("consent")}}
	for _, c := range member.Consents() {
		how.Options = append(how.Options, ui.Option{Value: c, Label: consentWords[c].In(l)})
	}
	return []input{how, {Control: ui.Control{Name: "consented_on", Label: wConsentedOn.In(l), Example: wDayExample.In(l), Required: true,
		Value: typed.Get("consented_on"), Error: e.Says("consented_on"), Size: "m"}}}
}

// send asks, for others with what stands behind it.
func (p *pages) send(r *web.Request, x *question, in inquiry.Ask) (string, error) {
	if !x.byProxy() {
		return p.svc.Ask(r.Context(), r.By(), in, says(r.Lang))
	}
	on, _ := day(r.PostForm.Get("consented_on"))
	return p.svc.AskByProxy(r.Context(), r.By(), in, inquiry.Proxy{Consent: r.PostForm.Get("consent"), ConsentedOn: on}, says(r.Lang), proxySays(r.Lang))
}

// already says that the asker has asked about the listing, to who may read it with the thread.
func already(r *web.Request, q *inquiry.Inquiry) *notice {
	l := r.Lang
	if r.May(policy.InquiryView, q.Object()) {
		return &notice{Tone: ui.Info, Title: wAlready.In(l), Text: wAlreadyText.In(l), Links: []ui.Link{{Href: pathOf(r, q), Label: wOpenThread.In(l)}}}
	}
	n := &notice{Tone: ui.Info, Title: wProxyAlready.In(l), Text: wProxySentText.In(l)}
	if r.URL.Query().Get("done") == "sent" {
		n.Tone, n.Title = ui.Good, wProxySent.In(l)
	}
	return n
}

// after is the page on which who asked sees that the inquiry is sent: the thread, or where they may
// not read that, the listing's form, which says so.
func after(r *web.Request, x *question, q *inquiry.Inquiry) string {
	if r.May(policy.InquiryView, q.Object()) {
		return pathOf(r, q) + "?done=sent"
	}
	return x.l.Path() + "/ask?org=" + string(x.asker) + "&done=sent"
}
