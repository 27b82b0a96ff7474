package deskweb

import (
	"kyodo/internal/desk"
	"kyodo/internal/web/ui"
)

// The words of the pages, Japanese and English side by side.
var (
	wDesk       = ui.W("コーディネーターの机", "Coordinator's desk")
	wDeskLead   = ui.W("だれが、だれを、いつから待っているかの一覧です。約束を最も長く過ぎたものが上にあります。", "Who waits for whom, and since when. What is longest beyond its promise stands first.")
	wErrorMark  = ui.W("＊", "Error: ")
	wConflict   = ui.W("ほかの人が先に変更しました", "Somebody else changed this first")
	wAllCases   = ui.W("すべて", "All")
	wBeyond     = ui.W("約束を過ぎたもの", "Beyond the promise")
	wHidden     = ui.W("（公開していない掲載）", "(a listing that is not published)")
	wMine       = ui.W("自分の担当", "Mine")
	wQueueCap   = ui.W("待っている案件。今年の日付は月/日だけを示します。超過は、約束を過ぎた日数です。", "Cases that wait. Days of this year are shown as month/day.")
	wCase       = ui.W("件名", "Case")
	wWhat       = ui.W("種類", "Kind")
	wWaitsFor   = ui.W("待つ相手", "Waits for")
	wSince      = ui.W("いつから", "Since")
	wPromised   = ui.W("約束", "Promised by")
	wBeyondDays = ui.W("超過", "Days beyond")
	wNext       = ui.W("次の一手", "Next action")
	wOwner      = ui.W("担当", "Owner")
	wAddress    = ui.W("アドレス", "Address")
	wCentre     = ui.W("センター", "Centre")
	wDeputyMark = ui.W("代理 ", "Deputy: ")
	wUntitled   = ui.W("（題なし）", "(no title)")
	wDays       = ui.W("日", " days")

	wNothingWaits   = ui.W("待っている案件はありません", "Nothing waits")
	wNothingWaitsDo = ui.W("絞り込みをしているときは「すべて」を選んでください。次は、問い合わせのない掲載を見ましょう。", "If the list is narrowed, choose \u201cAll\u201d. Next, look at the listings nobody asks about.")
	wConflictText   = ui.W("入力した内容は残しています。今の内容を確かめて、もう一度送ってください。", "What you typed is kept. Look at the present record and send again.")

	wLogCall   = ui.W("相談を記録する", "Record a consultation")
	wLogFax    = ui.W("FAXの返信を記録する", "Record a reply by fax")
	wNotes     = ui.W("相談記録", "Consultations")
	wReferrals = ui.W("紹介", "Referrals")
	wAgeing    = ui.W("問い合わせのない掲載", "Listings nobody asks about")
	wAbsences  = ui.W("不在と代理", "Absences and deputies")
	wFigures   = ui.W("社会貢献バンクの集計", "Figures of the bank")
	wBank      = ui.W("社会貢献バンク", "Social contribution bank")

	wParties    = ui.W("当事者", "Parties")
	wPlace      = ui.W("市町", "Municipality")
	wBegan      = ui.W("始まった日", "Began on")
	wOpenCase   = ui.W("やり取りを開く", "Open the record")
	wListing    = ui.W("掲載を見る", "See the listing")
	wCandidates = ui.W("候補を見る", "See candidates")
	wUnread     = ui.W("やり取りの中身は見られません", "The messages are the parties' own")
	wUnreadText = ui.W("どちらかが同席を頼むか、約束の日数を過ぎると、センターが間に入ります。", "The centre reads along once a side asks it to, or once the promised days are over.")
	wMediateDo  = ui.W("センターが間に入る", "Step in as the centre")
	wAssign     = ui.W("担当を決める", "Assign")
	wAssignDo   = ui.W("この担当にする", "Give the case to this post")
	wAbsentMark = ui.W("【今日は不在】", " [away today]")
	wRefer      = ui.W("ほかの支援センターなどに紹介する", "Refer to another centre")
	wReferText  = ui.W("センターの中で受けると、担当が移ります。ほかの機関が受けても、手続きの担当はこれまでのままです。", "Within the centre, the case moves to who accepts. When another body accepts, it stays with its owner, who sees it to its end.")
	wReferTo    = ui.W("紹介先", "Referred to")
	wReferFrom  = ui.W("紹介元", "Referred by")
	wReferHint  = ui.W("電話番号などの個人情報は書かないでください。", "Please write no personal data such as telephone numbers.")
	wReferDo    = ui.W("紹介する", "Refer")
	wReason     = ui.W("理由", "Reason")

	wLogLead          = ui.W("電話を受けながら書ける1枚です。あとで直せます。", "One page to fill in while on the telephone. It can be changed later.")
	wBook             = ui.W("記録簿", "Book")
	wReceived         = ui.W("受付日", "Received on")
	wDayEx            = ui.W("2026-11-23、令和8年11月23日", "2026-11-23")
	wChannel          = ui.W("手段", "Channel")
	wOrganization     = ui.W("団体・企業", "Organization")
	wOrganizationHint = ui.W("正式な名前か法人番号で登録と結び付きます。登録になければ、そのまま残ります。", "Its whole name or corporate number ties it to the register. Anything else is kept as it is.")
	wWhichOne         = ui.W("どの団体・企業ですか", "Which one is it?")
	wWhichOneSays     = ui.W("同じ名前の団体があります。どれかを選んでください。", "Several have this name. Please choose one.")
	wCaller           = ui.W("相談した人", "Who asked")
	wCallerHint       = ui.W("個人情報です。必要なときだけ書いてください。", "Personal data: only where it is needed.")
	wCategory         = ui.W("区分", "Category")
	wContent          = ui.W("内容", "Content")
	wResponse         = ui.W("対応", "Response")
	wMinutes          = ui.W("かかった時間（分）", "Time spent (minutes)")
	wNextHint         = ui.W("書くと、机の一覧に並びます。", "It then stands in the desk's queue.")
	wNextOn           = ui.W("次にする日", "Next action on")
	wRef              = ui.W("関連する案件", "About")
	wRefHint          = ui.W("掲載番号（FAX返信用紙の番号）を書くと、その掲載と結び付きます。", "The number of a listing, as on the printed sheet, ties the two.")
	wKeep             = ui.W("記録する", "Keep")
	wNote             = ui.W("相談の記録", "Consultation")
	wClosed           = ui.W("終了", "Closed")
	wOpenState        = ui.W("対応中", "Open")
	wEdit             = ui.W("書き直す", "Edit")
	wAskFor           = ui.W("代理で問い合わせる", "Send an inquiry for them")
	wListFor          = ui.W("代理で提供・ニーズを書く", "Write an offer or need for them")
	wEnterFor         = ui.W("代理で登録する", "Enter them by proxy")
	wClose            = ui.W("終了する", "Close")
	wCloseText        = ui.W("次にすることがなくなったら、終了します。終了した記録は変えられません。", "Close it when nothing is left to do. A closed record cannot be changed.")
	wCloseDo          = ui.W("この相談を終了する", "Close this consultation")
	wStored           = ui.W("今の", "Stored: ")
	wNotesLead        = ui.W("所属する機関の記録だけが並びます。", "Only the book of your own body is listed.")
	wNotesCap         = ui.W("相談の一覧。新しい順です。", "Consultations, the newest first")
	wFilter           = ui.W("絞り込む", "Narrow")
	wWords            = ui.W("ことば", "Words")
	wFrom             = ui.W("いつから", "From")
	wUntil            = ui.W("いつまで", "Until")
	wState            = ui.W("状態", "State")
	wOpenOnly         = ui.W("対応中だけ", "Open only")
	wNoNotes          = ui.W("記録はありません", "No consultations")
	wNoNotesDo        = ui.W("電話や来所の相談を記録するか、絞り込みをゆるめてください。", "Record a call or a visit, or widen the filter.")
	wNumber           = ui.W("番号", "Number")

	wAskLead           = ui.W("電話やFAXで頼まれた問い合わせを、本人に代わって送ります。だれの同意かが記録に残ります。", "Send an inquiry that you were asked for by telephone or fax. The consent is kept on record.")
	wListingNumber     = ui.W("掲載番号", "Number of the listing")
	wListingNumberHint = ui.W("掲載のページと、印刷した用紙にあります。", "It stands on the listing's page and on the printed sheet.")
	wForWhom           = ui.W("だれのために", "For whom")
	wUse               = ui.W("何に使うか・何をしたいか", "What for")
	wQuantity          = ui.W("数量", "Quantity")
	wQuantityHint      = ui.W("数が決まっている掲載だけに書きます。", "Only for listings with a count.")
	wNeededBy          = ui.W("いつまでに", "Needed by")
	wNeededByPast      = ui.W("今日より後の日にしてください。", "Enter a day from today on.")
	wHandOver          = ui.W("受け取り方・場所", "How and where to hand over")
	wConsent           = ui.W("同意", "Consent")
	wConsentedOn       = ui.W("同意した日", "Agreed on")
	wAskDo             = ui.W("代理で問い合わせを送る", "Send the inquiry for them")

	wReferralsLead = ui.W("ほかの機関への紹介と、その返事です。", "Matters referred to other bodies, and their answers.")
	wReferralsCap  = ui.W("紹介の一覧。返事を待つものが先です。", "Referrals, those without an answer first")
	wNoReferrals   = ui.W("紹介はありません", "No referrals")
	wNoReferralsDo = ui.W("案件のページから、ほかの機関に紹介できます。", "A case can be referred from its page.")
	wReferral      = ui.W("案件の紹介", "Referral")
	wOfferedOn     = ui.W("紹介した日", "Referred on")
	wAnsweredOn    = ui.W("返事の日", "Answered on")
	wAnsweredBy    = ui.W("返事をした職", "Answered by")
	wAnswer        = ui.W("返事", "Answer")
	wAnswerHow     = ui.W("受けますか", "Do you accept?")
	wAccept        = ui.W("受ける", "Accept")
	wDecline       = ui.W("受けない", "Decline")
	wAnswerHint    = ui.W("紹介した人が読みます。", "Who referred it will read this.")
	wAnswerDo      = ui.W("返事を送る", "Send the answer")
	wTakeBack      = ui.W("紹介を取り下げる", "Take the referral back")
	wTakeBackDo    = ui.W("取り下げる", "Take back")

	wAbsencesLead = ui.W("不在の間は、案件とお知らせのメールが代理の職に移ります。", "While a post is away, its cases and mails go to its deputy.")
	wNobodyAway   = ui.W("登録された不在はありません", "Nobody is away")
	wNobodyAwayDo = ui.W("休みや出張の前に、下で代理を決めてください。", "Before a leave or a trip, choose a deputy below.")
	wNewAbsence   = ui.W("不在を登録する", "Enter an absence")
	wAwayPost     = ui.W("不在になる職", "Post that is away")
	wDeputy       = ui.W("代理の職", "Deputy")
	wEndAbsence   = ui.W("この不在を取り消す", "Take this absence back")

	wAgeingLead    = ui.W("公開してから、だれからも問い合わせがない掲載です。書き直す、分ける、隣の市町に送る、候補に知らせる、のどれかを試しましょう。", "Open listings that nobody has asked about. Reword them, split them, send them to the next town, or tell candidates.")
	wNoAgeing      = ui.W("古くなった掲載はありません", "Nothing is ageing")
	wNoAgeingDo    = ui.W("14日たっても問い合わせのない掲載が、ここに並びます。", "Listings without an inquiry for 14 days will stand here.")
	wDaysOrMore    = ui.W("日以上", " days or more")
	wCountOpen     = ui.W("（", " (")
	wCountClose    = ui.W("件）", ")")
	wPublishedOn   = ui.W("に公開、", ", published ")
	wReword        = ui.W("書き直す", "Reword")
	wSplit         = ui.W("分ける・延ばす", "Split or prolong")
	wNeighbour     = ui.W("隣の市町に送る", "Send to the next town")
	wNeighbourDo   = ui.W("送る", "Send")
	wFiguresLead   = ui.W("提供と、ニーズと、そこから生まれた協働の数です。", "Offers, needs, and the collaborations that came of them.")
	wFiscalYear    = ui.W("年度", "Fiscal year")
	wMonth         = ui.W("月", "Month")
	wWholeCap      = ui.W("指標", "Indicators:")
	wIndicator     = ui.W("指標", "Indicator")
	wNumberOf      = ui.W("件数", "Number")
	wReplyRate     = ui.W("返信率", "Reply rate")
	wReplyDays     = ui.W("返信までの日数（中央値）", "Days until the first reply (median)")
	wByKind        = ui.W("種別ごと", "By kind")
	wByCity        = ui.W("市町ごと", "By municipality")
	wByRegion      = ui.W("区域ごと", "By region")
	wByMonth       = ui.W("月ごと", "By month")
	wByChannel     = ui.W("手段ごと", "By channel")
	wByReason      = ui.W("不調の理由", "Why nothing came of it")
	wKind          = ui.W("種別", "Kind of support")
	wNoKind        = ui.W("種別なし", "No kind")
	wNoPlace       = ui.W("市町なし・オンライン", "No municipality, online")
	wGiven         = ui.W("提供の総量", "What was given")
	wGivenCap      = ui.W("引渡し・実施をした数量", "Quantities handed over or done")
	wUnit          = ui.W("単位", "Unit")
	wYen           = ui.W("円換算（提供した側の見積り）", "Worth in yen, as the giving side estimates it")
	wEquity        = ui.W("ニーズへの問い合わせの公平さ", "How evenly needs are asked about")
	wEquityText    = ui.W("期間に公開したニーズのうち、一度でも問い合わせがあったものの数を、市町ごとに示します。", "Of the needs published in the period: how many were asked about at all.")
	wEquityCap     = ui.W("市町ごとのニーズと問い合わせ", "Needs and inquiries by municipality")
	wNeedsOf       = ui.W("ニーズ", "Needs")
	wNeedsAskedOf  = ui.W("問い合わせがあった", "Asked about")
	wNeedsNever    = ui.W("まだない", "Not yet")
	wContactReport = ui.W("候補の順と連絡の公平さの報告", "Report on candidates and how evenly needs are met")
	wFigureNotes   = ui.W("数え方", "How this is counted")
	wViewsNote     = ui.W("閲覧は、掲載のページが開かれた回数です。日ごとの合計だけを残し、だれが見たかは残しません。掲載した人、センター、機械による閲覧は数えません。", "Views are how often a listing's page was opened. Only sums by day are kept, not who looked. The owner, the centre and programs are not counted.")
	wFigureRules   = ui.W("提供とニーズは公開した日、問い合わせは届いた日、成立は合意した日、不調は終わった日で数えます。", "Offers and needs count on the day of publication, inquiries on the day they came, agreements on the day of the agreement, failures on the day they ended.")
	wNoRows        = ui.W("当てはまる行はありません", "No rows")
	wNoRowsDo      = ui.W("年度や月を変えてください。", "Choose another year or month.")
	wMoreRows      = ui.W("このページは200行までです。続きはファイルにあります。", "The page shows 200 rows. The file has all.")
	wDay           = ui.W("日", "Day")
	wCode          = ui.W("種別の記号", "Code")
	wCityCode      = ui.W("市町コード", "Municipality code")
)

var whatWords = map[desk.What]ui.Word{
	desk.Inquiry: ui.W("問い合わせ", "Inquiry"), desk.Check: ui.W("掲載の確認", "Check"), desk.OneOff: ui.W("単発の申し出", "One-off form"),
	desk.Collaboration: ui.W("協働", "Collaboration"), desk.Consultation: ui.W("相談", "Consultation"), desk.Referral: ui.W("紹介", "Referral"), desk.Ageing: ui.W("反応なし", "Nobody asks"),
}

var nextWords = map[desk.Next]ui.Word{
	desk.NextPhone: ui.W("様子を尋ねる", "Ask how things are"), desk.NextMediate: ui.W("仲介する", "Mediate"), desk.NextCheck: ui.W("確認する", "Check"),
	desk.NextTie: ui.W("団体を確かめる", "Find the organization"), desk.NextHandOver: ui.W("引渡しを尋ねる", "Ask about the hand-over"), desk.NextReport: ui.W("報告を頼む", "Ask for the report"),
	desk.NextFeedback: ui.W("感想を頼む", "Ask for feedback"), desk.NextAnswer: ui.W("返事を待つ", "Await the answer"), desk.NextReword: ui.W("書き直す", "Reword or send on"),
}

var refWords = map[string]ui.Word{desk.OfInquiry: ui.W("問い合わせ", "Inquiry"), desk.OfListing: ui.W("掲載", "Listing"), desk.OfCollaboration: ui.W("協働", "Collaboration"),
	desk.OfConsultation: ui.W("相談", "Consultation")}

var bookWords = map[string]ui.Word{"center": ui.W("県民活動支援センター", "Prefectural support centre"), "foundation": ui.W("県民活動きらめき財団", "Kirameki Foundation")}

var consentWords = map[string]ui.Word{"written": ui.W("書面で同意", "Agreed in writing"), "spoken": ui.W("口頭で同意", "Agreed by word of mouth")}

var offerWords = map[string]ui.Word{desk.Offered: ui.W("返事を待っています", "Awaits an answer"), desk.Accepted: ui.W("受けてもらえました", "Accepted"),
	desk.Declined: ui.W("受けてもらえませんでした", "Declined"), desk.Withdrawn: ui.W("取り下げました", "Taken back")}

var directionWords = map[string]ui.Word{"offer": ui.W("提供", "Offer"), "need": ui.W("ニーズ", "Need")}

var channelWords = map[string]ui.Word{"web": ui.W("ウェブ", "Web"), "form": ui.W("単発の申し出", "One-off form"), "phone": ui.W("電話", "Telephone"), "fax": ui.W("FAX", "Fax"),
	"visit": ui.W("来所・訪問", "Visit"), "mail": ui.W("メール・郵便", "Mail")}

var measureWords = map[desk.Measure]ui.Word{
	desk.Companies: ui.W("登録企業", "Companies"), desk.Offers: ui.W("提供", "Offers"), desk.Needs: ui.W("ニーズ", "Needs"),
	desk.NeedsAsked: ui.W("問い合わせがあったニーズ", "Needs asked about"), desk.Asked: ui.W("問い合わせ", "Inquiries"), desk.Replied: ui.W("返事のあった問い合わせ", "Inquiries with a reply"),
	desk.Met: ui.W("面談", "Meetings"), desk.Agreed: ui.W("成立", "Agreements"), desk.Refused: ui.W("不調", "Without an agreement"), desk.Handed: ui.W("引渡し・実施", "Handed over or done"),
	desk.Unused: ui.W("未利用の提供", "Offers not used"), desk.Views: ui.W("閲覧", "Views"), desk.Consulted: ui.W("相談", "Consultations"),
}

var doneWords = map[string]ui.Word{
	"logged": ui.W("記録しました。", "Kept."), "closed": ui.W("終了しました。", "Closed."), "asked": ui.W("代理で問い合わせを送りました。", "The inquiry was sent for them."),
	"assigned": ui.W("担当を決めました。", "Assigned."), "referred": ui.W("紹介しました。相手にメールで知らせました。", "Referred. They have been told by mail."),
	"answered": ui.W("返事を送りました。", "Answered."), "withdrawn": ui.W("紹介を取り下げました。", "The referral was taken back."),
	"absent": ui.W("不在を登録しました。", "The absence was entered."), "back": ui.W("不在を取り消しました。", "The absence was taken back."),
	"sent": ui.W("隣の市町に送りました。", "Sent to the next town."),
}
