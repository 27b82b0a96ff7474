package postweb

import (
	"kyodo/internal/bank"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The words of the pages without an account, Japanese and English side by side.
var (
	// a superior's approval
	wApproval        = ui.W("社内確認", "Internal approval")
	wApprovalText    = ui.W("上司に読んでもらう専用の住所（URL）を作れます。アカウントはいりません。返事があると、メールでお知らせします。承認されたら、センターに送ってください。確認が要らないときは、使わなくてかまいません。", "You can make an address at which your superior reads and approves, without an account. We tell you the answer by mail; then send the listing to the centre. Skip it if you need no approval.")
	wAskApproval     = ui.W("上司に見せる住所を作る", "Make the address for your superior")
	wAskAgain        = ui.W("住所を作り直す", "Make a new address")
	wLinkMade        = ui.W("住所を作りました。写して、上司に送ってください", "The address is ready: copy it and send it to your superior")
	wLinkOnce        = ui.W("この住所は、この画面でしか見られません。14日たつと使えなくなります。作り直すと、前の住所は使えなくなります。", "It is shown on this page alone, and is good for 14 days. A new one makes it void.")
	wLinkAddress     = ui.W("上司に送る住所（URL）", "The address for your superior")
	wLinkApproved    = ui.W("承認されました", "Approved")
	wLinkDeclined    = ui.W("見送りになりました", "Declined")
	wGoodUntil       = ui.W("期限：", "Good until ")
	wSuperior        = ui.W("社内確認のお願い：", "Please approve: ")
	wSuperiorLead    = ui.W("社会貢献バンクに、次の内容の掲載を申し込みます。お読みになって、承認するか見送るかをお選びください。", "Your colleague wants to list this in the contribution bank. Please read it, and approve or decline.")
	wDecide          = ui.W("お返事", "Your answer")
	wApprove         = ui.W("承認する", "Approve")
	wDecline         = ui.W("見送る", "Decline")
	wDecision        = ui.W("承認しますか", "Do you approve?")
	wDecisionMissing = ui.W("承認するか見送るかを選んでください。", "Choose whether you approve or decline.")
	wSendDecision    = ui.W("返事を送る", "Send the answer")
	wDecider         = ui.W("お名前・役職", "Your name and position")
	wDeciderHint     = ui.W("書いた人と、社内の記録のために残します。公開しません。", "Kept for the writer; not public.")
	wRemark          = ui.W("ひとこと", "Remark")
	wRemarkHint      = ui.W("見送るときは、理由を書いてください。", "If you decline, please say why.")
	wThanksApproved  = ui.W("承認を受け付けました。書いた人にお知らせします", "Approved. The writer is told")
	wThanksDeclined  = ui.W("見送りとして、書いた人にお返ししました", "Declined: it went back to the writer")

	// one-off
	wBank           = ui.W("社会貢献バンク", "Contribution bank")
	wOneOff         = ui.W("登録せずに申し出る（企業の方）", "Offer without an account (companies)")
	wOneOffLead     = ui.W("できることを、ご自分の言葉で書いてください。センターがお話をうかがって、掲載の文を一緒に作ります。", "Say in your own words what you could do. The centre calls you and writes the listing with you.")
	wHasAccount     = ui.W("登録して、くわしく書くこともできます", "Or register and write it yourself")
	wOneOffForm     = ui.W("申し出の内容", "Your offer")
	wOneOffWhat     = ui.W("できること・したいこと", "What you could do")
	wOneOffWhatHint = ui.W("例：事務所の移転で、机といすが20組余ります。", "For example: we move, and 20 desks and chairs are left.")
	wKindOneOff     = ui.W("決まっていないときは、「まず相談したい」のままにしてください。", "Leave \u201clet us talk first\u201d if you have not decided.")
	wCompanyName    = ui.W("会社・事業所の名前", "Name of the company")
	wTown           = ui.W("会社・事業所のある市町", "Municipality")
	wOutside        = ui.W("山口県の外", "Outside Yamaguchi")
	wNotPublic      = ui.W("センターからの連絡に使います。公開しません。", "For the centre to reach you; not public.")
	wPhone          = ui.W("電話番号", "Telephone number")
	wReachHint2     = ui.W("電話番号かメールアドレスの、どちらかを書いてください。", "Telephone or mail: one of them.")
	wMail           = ui.W("メールアドレス", "Mail address")
	wTerms          = ui.W("登録規約", "Terms of registration")
	wPledge         = ui.W("反社会的勢力でないことの誓約", "Pledge about organized crime")
	wAgreeTerms     = ui.W("登録規約に同意します", "I agree to the terms of registration")
	wAgreePledge    = ui.W("誓約します", "I make the pledge")
	wOneOffSend     = ui.W("申し出る", "Send the offer")
	wFollow         = ui.W("申し出のようす：", "Your offer: ")
	wReceipt        = ui.W("受付番号", "Number")
	wSentOn         = ui.W("申し出た日", "Sent on")
	wFollowKeep     = ui.W("この画面の住所（URL）を残しておくと、いつでもようすを見られます。", "Keep the address of this page to see how it stands at any time.")
)

// linkWords say what became of a superior's link, linkTexts what to do.
var linkWords = map[bank.LinkState]ui.Word{
	bank.LinkOpen:    ui.W("返事を待っています", "Waits for an answer"),
	bank.LinkUsed:    ui.W("この住所は、もう使われました", "This address has been used"),
	bank.LinkVoid:    ui.W("この住所は、使えなくなりました", "This address is not valid any more"),
	bank.LinkExpired: ui.W("この住所の期限が過ぎました", "This address has expired"),
	bank.LinkChanged: ui.W("内容が、あとから書き直されました", "The text was changed afterwards"),
}

var linkTexts = map[bank.LinkState]ui.Word{
	bank.LinkUsed:    ui.W("お返事は記録してあります。変えたいときは、書いた人にお伝えください。", "Your answer is on record. To change it, please tell the writer."),
	bank.LinkVoid:    ui.W("新しい住所が作られたか、期限が過ぎたか、内容が変わりました。書いた人にお尋ねください。", "A newer address was made, it is over, or the text has changed. Please ask the writer."),
	bank.LinkExpired: ui.W("書いた人に、新しい住所を作ってもらってください。", "Please ask the writer for a new one."),
	bank.LinkChanged: ui.W("書いた人に、新しい住所を作ってもらってください。", "Please ask the writer for a new one."),
}

// followWords tell a company without an account what comes next.
var followWords = map[bank.State]ui.Word{
	bank.Checking:  ui.W("センターが内容を確かめています。土日・祝日を除き3日ほどで、電話かメールでご連絡します。", "The centre looks at it and calls or writes in about three working days."),
	bank.Returned:  ui.W("センターから、直すところをご連絡します。", "The centre tells you what to mend."),
	bank.Open:      ui.W("掲載されています。問い合わせがあると、センターからご連絡します。", "It is listed. The centre tells you of inquiries."),
	bank.Paused:    ui.W("一時停止しています。", "It is paused."),
	bank.Expired:   ui.W("掲載の期限が過ぎました。続けるときは、センターにご連絡ください。", "Its last day is over. Please tell the centre if it shall go on."),
	bank.Withdrawn: ui.W("掲載は終わりました。", "It has ended."),
	bank.Done:      ui.W("ありがとうございました。", "Thank you."),
}

// oneOffSays are the refusals of the one-off form.
func oneOffSays(l web.Lang) *bank.OneOffSays {
	if l == web.EN {
		return &bank.OneOffSays{Name: "Enter the name of the company.", City: "Choose the municipality.", Person: "Enter the name of the person to contact.", Reach: "Enter a telephone number or a mail address.",
			Phone: "Enter a telephone number of 10 or 11 digits with the area code.", Mail: "Enter a mail address like name@example.jp.", Kind: "Choose the kind.",
			What: "Say what you could do, in at most 500 characters.", Terms: "Please read the terms and tick the box if you agree.", Pledge: "Please read the pledge and tick the box."}
	}
	return &bank.OneOffSays{Name: "会社・事業所の名前を入力してください。", City: "市町を選んでください。", Person: "担当者の氏名を入力してください。", Reach: "電話番号かメールアドレスの、どちらかを入力してください。",
		Phone: "電話番号は、市外局番から10けたか11けたの数字で入力してください。", Mail: "メールアドレスは name@example.jp の形で入力してください。", Kind: "種別を選んでください。",
		What: "できることを、500文字までで書いてください。", Terms: "登録規約を読んで、同意するときはチェックを付けてください。", Pledge: "誓約の内容を読んで、チェックを付けてください。"}
}
