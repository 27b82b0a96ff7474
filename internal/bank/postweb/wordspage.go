package postweb

import (
	"kyodo/internal/bank"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The words of the pages around the form, Japanese and English side by side.
var (
	wComma        = ui.W("、", ", ")
	wTo           = ui.W("から", " to ")
	wMyPage       = ui.W("マイページ", "My page")
	wMine         = ui.W("提供・ニーズの管理", "Your offers and needs")
	wMineLead     = ui.W("書いている途中のもの、掲載中のもの、終わったものが並びます。", "Drafts, what is listed, and what has ended.")
	wDeskNote     = ui.W("センターの確認は、別の画面にあります。", "The centre's check is on another page.")
	wProxied      = ui.W("代理で登録したもの", "Entered by proxy")
	wProxiedText  = ui.W("団体や企業に頼まれて、あなたが書いたものです。ほかの人が書いたものは、ここからは見られません。", "What you wrote because an organization asked you to. What others wrote is not here.")
	wProxiedHint  = ui.W("団体や企業に頼まれて登録すると、ここに並びます。", "What you enter for an organization stands here.")
	wNoneYet      = ui.W("まだ、何も書かれていません", "Nothing has been written yet")
	wNoneYetHint  = ui.W("上のボタンから書き始められます。下書きがあるので、3分ほどで終わります。", "Begin with the buttons above. Drafts are ready: it takes about three minutes.")
	wUntitled     = ui.W("見出しのない下書き", "Draft without a heading")
	wLeft         = ui.W("残り", "Left: ")
	wAsked        = ui.W("問い合わせ", "Inquiries")
	wOpenList     = ui.W("問い合わせを見る", "See the inquiries")
	wEmpty        = ui.W("（空欄）", "(empty)")
	wChange       = ui.W("選び直す", "Choose again: ")
	wChangeStep   = ui.W("直す：", "Change: ")
	wMore         = ui.W("ほかの操作", "More")
	wPlace        = ui.W("場所", "Place")
	wPeriod       = ui.W("期間", "Period")
	wNumber       = ui.W("掲載番号", "Number")
	wOrganization = ui.W("団体・企業", "Body")
	wReason       = ui.W("理由", "Reason")

	// begin
	wBeginOffer     = ui.W("提供を書く", "Write an offer")
	wBeginNeed      = ui.W("ニーズを書く", "Write a need")
	wBeginOfferLead = ui.W("下書きを選ぶと、3分ほどで申し込めます。あとから直せます。", "Choose a draft: it takes about three minutes, and you can change everything later.")
	wBeginNeedLead  = ui.W("どのような協力がほしいかを選んでください。次の画面で、ひとつずつお尋ねします。", "Choose what kind of help you need. The next page asks one thing after the other.")
	wTurnNeed       = ui.W("協力してほしいこと（ニーズ）を書く", "Write a need instead")
	wTurnOffer      = ui.W("できること（提供）を書く", "Write an offer instead")
	wDrafts         = ui.W("下書きから選ぶ", "Choose a draft")
	wDraftsHint     = ui.W("同じ業種の企業がよく出しているものです。", "What companies of your industry often give.")
	wKinds          = ui.W("種別から選ぶ", "Choose a kind")
	wKindsHint      = ui.W("決まっていないときは、最後の「まず相談したい」を選んでください。", "Not decided yet? The last one is \u201clet us talk first\u201d.")
	wEarlier        = ui.W("前に書いたものを写す", "Copy an earlier one")
	wEarlierHint    = ui.W("日付のほかは、同じ内容で下書きを作ります。", "A draft with the same content, without the dates.")
	wCopyDo         = ui.W("写して下書きを作る", "Make a draft like this")
	wWriteLead      = ui.W("まだ公開されません。次の画面で確かめてから、センターに送ります。", "Nothing is published yet. You check it on the next page and send it to the centre.")
	wToCheck        = ui.W("保存して確かめる", "Save and check")
	wToSteps        = ui.W("保存して、くわしく書く", "Save and write more")
	wUntilNeed      = ui.W("いつまでに必要ですか", "By when do you need it?")
	wUntilNeedHint  = ui.W("この日までバンクに載ります。", "It stays in the bank until then.")

	// need writer
	wNeedWhat         = ui.W("何が足りませんか、何をしてほしいですか", "What is missing, or what should be done?")
	wNeedWhatHint     = ui.W("最初の1文が見出しになります。例：子ども食堂で使う冷蔵庫が足りません。", "The first sentence becomes the heading. For example: our children's cafeteria lacks a refrigerator.")
	wMeritCompanyNeed = ui.W("企業は何を得られますか", "What does the company get?")
	wIfNothing        = ui.W("見つからないと、どうなりますか", "What happens if nobody helps?")
	wIfNothingHint    = ui.W("例：夏の間、生ものを出せません。", "For example: no fresh food in summer.")
	wVague            = ui.W("足りないもの・してほしいことを、1つだけ具体的に書いてください。", "Name one thing that is missing or should be done.")
	wVagueTitle       = ui.W("お困りのことを、もう少し聞かせてください", "Please tell us a little more")
	wVagueText        = ui.W("企業は「何を、いくつ、いつまでに」が分かると動けます。例：「会議で使ういすが20脚足りません」。決まっていないときは、種別「まず相談したい」を選ぶと、センターが一緒に考えます。", "A company can act once it knows what, how much and by when. For example: \u201cwe lack 20 chairs for meetings\u201d. Not decided? Choose the kind \u201clet us talk first\u201d, and the centre thinks with you.")

	// proxy
	wProxyTitle  = ui.W("【代理登録】", "You write for this organization")
	wProxyLead   = ui.W("本人から頼まれたときだけ、代わりに書けます。頼まれた方法と、頼んだ人を残してください。", "Only when it asked you to. Please keep how, and who asked.")
	wChannel     = ui.W("どのように頼まれましたか", "How did they ask?")
	wAskedBy     = ui.W("頼んだ人の氏名", "Who asked")
	wAskedByHint = ui.W("公開しません。", "Not public.")
	wConsent     = ui.W("掲載への同意の取り方", "How they agreed to the listing")
	wConsentedOn = ui.W("同意を得た日", "When they agreed")

	// steps and check
	wChecksAgain     = ui.W("文章や公開の範囲を直すと、もう一度センターが確認します", "Changed words are checked again")
	wChecksAgainText = ui.W("確認が済むまで、一覧から外れます。届いている問い合わせには、その間も返事ができます。数や日にちだけを直すときは、公開したままです。", "Until then the listing is not on the list; who has asked can still be answered. Numbers and days change at once.")
	wStepLead        = ui.W("書いた内容は、次へ進むたびに保存します。空欄があっても進めます。", "What you write is saved with every step. You may leave things empty.")
	wSaveNext        = ui.W("保存して次へ", "Save and go on")
	wSaveCheck       = ui.W("保存して確かめる", "Save and check")
	wNoFields        = ui.W("この種別では、ここで書くことはありません。", "Nothing to write here for this kind.")
	wSteps           = ui.W("ほかのところを書く", "Other steps")
	wConflict        = ui.W("ほかの画面で、内容が変わっています", "It was changed elsewhere meanwhile")
	wConflictKeep    = ui.W("下の欄には、あなたが書いた内容が残っています。今の内容と比べてから、もう一度保存してください。", "Your own text is kept in the form below. Compare and save again.")
	wConflictSaved   = ui.W("今保存されている内容", "What is saved now")
	wMissing         = ui.W("あと少しです。次のところを書いてください", "Almost done. Please fill in")
	wMissingText     = ui.W("下書きは保存してあります。書くところを選ぶと、その欄が開きます。", "The draft is saved. Each line leads to its field.")
	wCheckLead       = ui.W("内容を確かめてください。まだ送られていません。", "Please check. Nothing has been sent yet.")
	wSubmit          = ui.W("センターに送って、掲載を申し込む", "Send it to the centre to be listed")
	wComplete        = ui.W("必要なことは、すべて書かれています", "Everything that is needed is there")
	wToPhotos        = ui.W("写真を加える", "Add a photo")
	wToApproval      = ui.W("上司に読んでもらう", "Let your superior read it")
	wToManage        = ui.W("管理の画面へ", "To its own page")

	// manage
	wManage           = ui.W("掲載の管理：", "Manage: ")
	wDeeds            = ui.W("できること", "What you can do")
	wEdit             = ui.W("内容を直す", "Change the text")
	wPublicPage       = ui.W("公開ページ", "Public page")
	wPaper            = ui.W("紙の案内（A4・FAXの返信欄つき）", "Paper (A4 with a fax reply)")
	wSheet            = ui.W("稟議に付ける1枚（A4）", "One A4 for the internal approval")
	wResume           = ui.W("受付を再開する", "Open it again")
	wRenew            = ui.W("掲載を3か月延ばす", "Prolong by three months")
	wRenewTo          = ui.W("新しい期限：", "New last day: ")
	wPause            = ui.W("一時停止する", "Pause")
	wPauseHint        = ui.W("一覧から消えます。いつでも再開できます。", "It leaves the list; you can open it again at any time.")
	wPauseNote        = ui.W("一時停止の理由", "Why")
	wPauseDo          = ui.W("一時停止する", "Pause")
	wComplete2        = ui.W("完了にする", "Close as done")
	wCompleteHint     = ui.W("役目を終えたときに選びます。掲載は終わり、記録は残ります。", "When it has done its work. It leaves the list; the record stays.")
	wCompleteNote     = ui.W("ひとこと", "A note")
	wCompleteDo       = ui.W("完了にする", "Close")
	wWithdraw         = ui.W("取り下げる", "Withdraw")
	wWithdrawHint     = ui.W("待っている相手に、理由をお知らせします。元に戻せませんが、写して書き直せます。", "Those who wait are told the reason. It cannot be undone, but copied.")
	wWithdrawNote     = ui.W("説明", "Explanation")
	wWithdrawNoteHint = ui.W("「その他」のときは、必ず書いてください。", "Needed with \u201cother\u201d.")
	wWithdrawDo       = ui.W("取り下げる", "Withdraw")
	wFits             = ui.W("合いそうな相手", "Who might fit")
	wPreview          = ui.W("相手から見た内容", "As others read it")
	wPreviewHint      = ui.W("公開する範囲の人が、このとおりに読みます。", "Those who may read it see this.")
	wHistory          = ui.W("これまでの経過", "History")
	wStale            = ui.W("ほかの画面で、先に変わっています", "It has moved on meanwhile")
	wStaleText        = ui.W("あなたの操作は行っていません。今の状態を確かめて、もう一度お試しください。", "Your deed was not done. Look at its state and try again.")

	// photos
	wPhotos        = ui.W("写真", "Photos")
	wPhotosHint    = ui.W("4枚まで。人の顔、名札、車の番号、書類が写らないようにしてください。", "Up to four. No faces, name tags, number plates or papers, please.")
	wPhotosAgain   = ui.W("公開中の掲載に写真を加えると、センターが確認するまで一覧から外れます。届いている問い合わせには、その間も返事ができます。", "A photo added to a published listing is checked first: until then the listing is not on the list; who has asked can still be answered.")
	wPhotoFile     = ui.W("写真を撮る・選ぶ", "Take or choose a photo")
	wPhotoFileHint = ui.W("スマートフォンなら、カメラかアルバムが開きます。", "A phone opens the camera or the album.")
	wPhotoAlt      = ui.W("写真の説明", "What it shows")
	wPhotoAltHint  = ui.W("目の見えない人に読み上げます。", "Read aloud to those who do not see it.")
	wPhotoSend     = ui.W("この写真を加える", "Add the photo")
	wPhotoRemove   = ui.W("この写真を消す", "Remove the photo")
	wPhotoMissing  = ui.W("写真を選んでください。", "Choose a photo.")

	// sheet
	wSheetTitle  = ui.W("社会貢献バンク 掲載の内容：", "Listing in the bank: ")
	wPrintIt     = ui.W("この画面を印刷すると、A4で1枚になります", "Printed, this page is one A4")
	wSheetMore   = ui.W("…（つづきは掲載の画面から）", "… (the rest is on the listing's page)")
	wStampWriter = ui.W("起案者", "Written by")
	wStampBoss   = ui.W("決裁者", "Approved by")
	wWhatIs      = ui.W("社会貢献バンクとは", "What the bank is")
	wWhatIsText  = ui.W("企業と県民活動団体を結ぶ、山口県の仕組みです。掲載はセンターが確かめてから公開します。掲載は無料で、いつでも取り下げられます。担当者の連絡先は、問い合わせを受け入れた相手にだけ伝えます。", "Yamaguchi Prefecture's way to bring companies and citizens' groups together. The centre checks each listing before it is public. It is free of charge and can be withdrawn at any time. Contact data goes to a partner only once an inquiry is accepted.")
)

// consentWords name how a body agreed to an entry by proxy.
var consentWords = map[string]ui.Word{"written": ui.W("書面", "In writing"), "spoken": ui.W("口頭", "By word of mouth")}

// proxySays are the refusals of an entry by proxy.
func proxySays(l web.Lang) bank.ProxySays {
	if l == web.EN {
		return bank.ProxySays{Channel: "Choose how they asked.", AskedBy: "Enter who asked.", Consent: "Choose how they agreed.", ConsentedOn: "Enter a day up to today, such as 2026-11-22."}
	}
	return bank.ProxySays{Channel: "どのように頼まれたかを選んでください。", AskedBy: "頼んだ人の氏名を入力してください。", Consent: "同意の取り方を選んでください。",
		ConsentedOn: "同意を得た日を、令和8年11月22日のように、今日までの日付で入力してください。"}
}

// stateWords name the states, with their tone.
var stateWords = map[bank.State]struct {
	ui.Word
	ui.Tone
}{
	bank.Drafted:   {ui.W("下書き", "Draft"), ui.Plain},
	bank.Approving: {ui.W("社内確認中", "With your superior"), ui.Info},
	bank.Checking:  {ui.W("センターで確認中", "Being checked by the centre"), ui.Info},
	bank.Returned:  {ui.W("直してください", "To be mended"), ui.Warn},
	bank.Open:      {ui.W("公開中", "Listed"), ui.Good},
	bank.Paused:    {ui.W("一時停止中", "Paused"), ui.Warn},
	bank.Expired:   {ui.W("期限切れ", "Expired"), ui.Bad},
	bank.Withdrawn: {ui.W("取下げ", "Withdrawn"), ui.Plain},
	bank.Done:      {ui.W("完了", "Done"), ui.Good},
}

var (
	wPartly = ui.W("公開中（一部成立）", "Listed, partly taken")
	wTaken  = ui.W("成立（残りなし）", "All taken")
)

// state names how far a listing is, with its tone.
func state(l *bank.Listing, lang web.Lang) (string, ui.Tone) {
	switch l.Status() {
	case bank.IsPartly:
		return wPartly.In(lang), ui.Good
	case bank.IsTaken:
		return wTaken.In(lang), ui.Good
	}
	w := stateWords[l.State]
	return w.In(lang), w.Tone
}

// nextWords say what comes next.
var nextWords = map[bank.State]ui.Word{
	bank.Drafted:   ui.W("まだ送られていません。内容を確かめて、センターに送ってください。90日たつと消えます。", "It has not been sent yet. Check it and send it to the centre. Drafts are deleted after 90 days."),
	bank.Approving: ui.W("上司の確認を待っています。承認されたら、センターに送れます。", "It waits for your superior. Then you can send it to the centre."),
	bank.Checking:  ui.W("センターが内容を確かめています。土日・祝日を除き3日ほどで、結果をお知らせします。", "The centre checks it and tells you in about three working days."),
	bank.Returned:  ui.W("下の理由を読んで、内容を直して、もう一度送ってください。", "Please read the reason, mend it and send it again."),
	bank.Open:      ui.W("問い合わせを待っています。届いたら、メールでお知らせします。", "It waits for inquiries; we tell you by mail."),
	bank.Paused:    ui.W("一覧には出ていません。再開すると、また問い合わせが届きます。", "It is not in the list. Open it again to receive inquiries."),
	bank.Expired:   ui.W("掲載の期限が過ぎました。届いている問い合わせには、続けて返事ができます。1回の操作で、もう一度掲載できます。", "Its last day is over. You can still answer who has asked. One press lists it again."),
	bank.Withdrawn: ui.W("掲載は終わりました。写して、新しく書けます。", "It has ended. You can copy it."),
	bank.Done:      ui.W("ありがとうございました。写して、新しく書けます。", "Thank you. You can copy it."),
}

// doneWords say what the last form did.
var doneWords = map[string][2]ui.Word{
	"submitted": {ui.W("掲載を申し込みました", "It is with the centre"), ui.W("センターが確かめて、結果をメールとこの画面でお知らせします。", "We tell you by mail and on this page.")},
	"paused":    {ui.W("一時停止しました", "Paused"), ui.W("再開するまで、一覧には出ません。", "It is not in the list until you open it again.")},
	"resumed":   {ui.W("再開しました", "Open again"), ui.W("一覧に出ています。", "It is in the list.")},
	"renewed":   {ui.W("期限を延ばしました", "Prolonged"), ui.W("新しい期限は、下に出ています。", "The new last day is below.")},
	"photoed":   {ui.W("写真を加えました", "The photo is there"), ui.W("位置情報などの撮影の記録は、消してあります。", "Place and other data of the camera are removed.")},
	"unphotoed": {ui.W("写真を消しました", "The photo is gone"), ui.W("元に戻せません。", "It cannot be brought back.")},
	"withdrawn": {ui.W("取り下げました", "Withdrawn"), ui.W("待っていた相手には、理由をお知らせします。", "Those who waited are told.")},
	"completed": {ui.W("完了にしました", "Closed"), ui.W("記録は残ります。", "The record stays.")},
}

// What to do next, in the list.
var (
	wNextDraft     = ui.W("続きを書いて送る", "Finish and send it")
	wNextReturned  = ui.W("理由を読んで直す", "Read the reason and mend it")
	wNextApproving = ui.W("社内確認のようすを見る", "See the internal approval")
	wNextChecking  = ui.W("送った内容を見る", "See what you sent")
	wNextExpired   = ui.W("もう一度掲載する", "List it again")
	wNextPaused    = ui.W("再開する", "Open it again")
	wNextAsked     = ui.W("問い合わせに返事をする", "Answer the inquiries")
	wNextRenew     = ui.W("まもなく期限です。延ばす", "It ends soon: prolong it")
	wDesk          = ui.W("掲載の確認", "Check of listings")
)

// photoSays are the refusals of a photo.
func photoSays(l web.Lang) *bank.PhotoSays {
	if l == web.EN {
		return &bank.PhotoSays{Form: "This is no photo that can be read. Please send a JPEG, PNG or WebP.", Size: "The photo is too large. Please take it smaller.", Many: "A listing has at most four photos.",
			Alt: "Say what the photo shows.", Long: saysEN.Long, Order: "Choose the order of all photos."}
	}
	return &bank.PhotoSays{Form: "写真として読めませんでした。JPEG・PNG・WebPの写真を選んでください。", Size: "写真が大きすぎます。小さくして、もう一度お試しください。", Many: "写真は4枚までです。",
		Alt: "写真に何が写っているかを書いてください。", Long: saysJA.Long, Order: "すべての写真の順番を選んでください。"}
}
