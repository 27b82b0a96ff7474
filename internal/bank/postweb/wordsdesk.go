package postweb

import (
	"kyodo/internal/bank"
	"kyodo/internal/web/ui"
)

// The words of the centre's check, Japanese and English side by side.
var (
	wDeskLead         = ui.W("掲載の申込みを、古い順に確かめます。", "Listings that wait to be checked, the oldest first.")
	wNothingWaits     = ui.W("確認を待っているものはありません", "Nothing waits")
	wNothingWaitsHint = ui.W("申込みが届くと、ここに並びます。", "What comes in is listed here.")
	wWaitCap          = ui.W("確認を待っている掲載", "Listings that wait for the check")
	wSince            = ui.W("いつから", "Since")
	wDays             = ui.W("日", " days")
	wHow              = ui.W("届き方", "Came by")
	wUntied           = ui.W("単発の申し出（未結付け）", "One-off, not tied yet")
	wProxyBegin       = ui.W("代理で書く", "Write for somebody who asked")
	wFind             = ui.W("さがす", "Search")
	wFindName         = ui.W("団体・企業の名前", "Name of the body")
	wNotFound         = ui.W("見つかりません", "Nothing found")
	wNotFoundHint     = ui.W("名前の一部で、もう一度さがしてください。登録がなければ、先に代理で登録します。", "Try a part of the name. If it is not registered, enter it by proxy first.")
	wEnterProxy       = ui.W("団体・企業を代理で登録する", "Enter a body by proxy")
	wCheckOf          = ui.W("掲載の確認：", "Check: ")
	wOpenPage         = ui.W("ページを開く", "Open its page")
	wLacks            = ui.W("まだ足りないところがあります", "Something is still missing")
	wChecklist        = ui.W("確かめること", "What to look at")
	wMeritFix         = ui.W("メリットの文を直す", "Correct the merit texts")
	wMeritFixHint     = ui.W("相手が読んで動ける言葉に直します。直したことは記録に残ります。", "Words that make the other side move. It is on record that the centre corrected them.")
	wMeritFixDo       = ui.W("直した文を保存する", "Save the texts")
	wPublish          = ui.W("公開する", "Publish")
	wPublishHint      = ui.W("公開する範囲の人が読めるようになります。申し込んだ人にメールで知らせます。", "Those who may read it can. Who sent it is told by mail.")
	wPublishDo        = ui.W("公開する", "Publish")
	wReturn           = ui.W("理由を付けて差し戻す", "Return with a reason")
	wReturnHint       = ui.W("書いた人がそのまま読みます。どこをどう直せばよいかを、やさしく書いてください。", "The writer reads this. Say kindly what to mend and how.")
	wReturnDo         = ui.W("差し戻す", "Return")
	wTie              = ui.W("団体・企業に結び付ける", "Tie it to a body")
	wTieHint          = ui.W("公開する前に、登録簿の団体・企業に結び付けます。", "Before publication it is tied to a record of the register.")
	wTieDo            = ui.W("この団体・企業に結び付ける", "Tie it to this one")
	wOneOffWho        = ui.W("申し出た企業", "Who offered")
	wOneOffPerson     = ui.W("担当者", "Person")
)

// checklist is what the centre looks at before it publishes.
var checklist = []ui.Word{
	ui.W("内容が具体的で、相手が返事をできるか", "Is it concrete enough to be answered?"),
	ui.W("双方のメリットが、それぞれの言葉で書かれているか", "Does it say what each side has of it?"),
	ui.W("氏名・電話番号・住所などの個人の情報が、公開される文や写真に入っていないか", "No names of persons, telephone numbers or addresses in public texts and photos?"),
	ui.W("数量・期間・場所・費用・引渡しが食い違っていないか", "Do quantity, period, place, cost and hand-over agree?"),
	ui.W("食品の期限、機材の安全、資格と保険が書かれているか", "Dates of food, safety of equipment, qualification and insurance?"),
	ui.W("宗教・政治・営業だけを目的としていないか", "Not only for religion, politics or sales?"),
	ui.W("公開する範囲が、内容に合っているか", "Does the audience suit it?"),
}

// directionShort name the directions in a table.
var directionShort = map[bank.Direction]ui.Word{bank.Offer: ui.W("提供", "Offer"), bank.Need: ui.W("ニーズ", "Need")}

// channelWords name how a listing came in.
var channelWords = map[string]ui.Word{
	"web": ui.W("Web", "Web"), "form": ui.W("単発の申し出", "One-off form"), "phone": ui.W("電話【代理登録】", "Telephone, by proxy"),
	"fax": ui.W("FAX【代理登録】", "Fax, by proxy"), "visit": ui.W("来所・訪問【代理登録】", "Visit, by proxy"), "mail": ui.W("メール・郵便【代理登録】", "Mail, by proxy"),
}

// deskDone say what the centre's last decision did.
var deskDone = map[string][2]ui.Word{
	"published": {ui.W("公開しました", "Published"), ui.W("申し込んだ人にお知らせします。", "Who sent it is told.")},
	"returned":  {ui.W("差し戻しました", "Returned"), ui.W("理由を添えてお知らせします。", "The writer is told the reason.")},
	"merit":     {ui.W("メリットの文を直しました", "The merit texts are corrected"), ui.W("センターが直したことが記録に残ります。", "It is on record.")},
	"tied":      {ui.W("団体・企業に結び付けました", "Tied"), ui.W("続けて内容を確かめてください。", "Please go on with the check.")},
}
