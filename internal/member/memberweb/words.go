package memberweb

import (
	"kyodo/internal/member"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The words of the pages.
var (
	wMy        = ui.W("マイページ", "My page")
	wMyLead    = ui.W("団体のことで、次にすることを示します。", "What to do next for your organizations.")
	wDesk      = ui.W("受付", "Intake")
	wDeskLead  = ui.W("登録の申請、団体の担当者の確認、管理者の交代など、対応を待っているものです。長く待っているものが上です。", "Applications, claims and changes of owner that wait for somebody, the longest waiting first.")
	wErrorMark = ui.W("入力の確認：", "Check: ")
	wChange    = ui.W("直す", "Change")
	wNone      = ui.W("なし", "None")
	wDone      = ui.W("できました", "Done")

	// my page
	wMyOrgs        = ui.W("あなたの団体", "Your organizations")
	wMyApps        = ui.W("登録の申請", "Applications to register")
	wMyClaims      = ui.W("団体の担当者としての申出", "Claims to act for an organization")
	wOwner         = ui.W("管理者", "Owner")
	wMember        = ui.W("担当者", "Member")
	wManage        = ui.W("団体を管理する", "Manage the organization")
	wProfile       = ui.W("プロフィールを書く・公開する", "Write and publish the profile")
	wInviteNext    = ui.W("同じ団体の人を招く", "Invite a colleague")
	wAgreeNext     = ui.W("規約に同意する", "Agree to the terms")
	wMendNext      = ui.W("申請を直す", "Mend the application")
	wGoOnNext      = ui.W("続きを書く", "Go on writing")
	wCodeNext      = ui.W("届いた確認コードを入力する", "Enter the code from the letter")
	wSeeNext       = ui.W("くわしく見る", "See more")
	wDoors         = ui.W("はじめに", "To begin")
	wDoorsLead     = ui.W("あなたに近いものを選んでください。", "Choose what is closest to you.")
	wDoorNPO       = ui.W("NPO法人の担当者です", "I work for an NPO corporation")
	wDoorNPOHint   = ui.W("NPO法人は、すでに登録されています。団体のページを開いて「この団体の担当者です」を選んでください。", "NPO corporations are registered already. Open the organization's page and choose \"I act for this organization\".")
	wDoorCo        = ui.W("企業です", "We are a company")
	wDoorCoHint    = ui.W("会社や個人事業主の方です。入力は12項目までで、10分ほどで終わります。", "Companies and sole proprietors. At most 12 entries, about ten minutes.")
	wDoorGroup     = ui.W("団体を登録したい", "We want to register a group")
	wDoorGroupHint = ui.W("法人でない団体、自治会、一般社団法人などの方です。入力は10分ほどで終わります。", "Groups without legal form, neighbourhood associations, general associations and others. About ten minutes.")
	wMore          = ui.W("ほかの団体を加える", "Add another organization")

	// the bank
	wOfferNext = ui.W("提供を書く", "Write an offer")
	wNeedNext  = ui.W("協力してほしいことを書く", "Write a need")
	wInquiries = ui.W("問い合わせ", "Inquiries")
	wCollabs   = ui.W("協働の記録", "Collaborations")
	wYourTurn  = ui.W("：あなたの番 ", ": your turn: ")
	wListings  = ui.W("提供・ニーズの管理", "Your offers and needs")

	// application
	wApplyGroup    = ui.W("団体の登録を申請する", "Apply to register a group")
	wApplyCompany  = ui.W("企業の登録を申請する", "Apply to register a company")
	wStep1         = ui.W("1／3ページ　団体・企業のこと", "Page 1 of 3: the body")
	wStep2         = ui.W("2／3ページ　活動と連絡先", "Page 2 of 3: activities and contact")
	wStep3         = ui.W("3／3ページ　確認と同意", "Page 3 of 3: check and agree")
	wDraftKept     = ui.W("書いた内容は、次へ進むたびに保存します。送らないまま30日たつと消えます。", "What you write is saved with every page. It is deleted 30 days later if you do not send it.")
	wNextPage      = ui.W("保存して次へ", "Save and go on")
	wSend          = ui.W("この内容で申請する", "Send the application")
	wSendAgain     = ui.W("直した内容で申請する", "Send the mended application")
	wCheckLead     = ui.W("内容を確かめてください。まだ送られていません。", "Please check what you wrote. It has not been sent yet.")
	wTerms         = ui.W("登録規約", "Terms of registration")
	wPledge        = ui.W("反社会的勢力でないことの誓約", "Pledge about organized crime")
	wAgreeTerms    = ui.W("登録規約に同意します", "I agree to the terms of registration")
	wAgreePledge   = ui.W("上のとおり誓約します", "I make this pledge")
	wTermsGroup    = ui.W("規約への同意", "Consent to the terms")
	wPledgeGroup   = ui.W("誓約", "Pledge")
	wApplication   = ui.W("登録の申請", "Application")
	wReceived      = ui.W("申請を受け付けました", "We received your application")
	wReceipt       = ui.W("受付番号", "Receipt number")
	wNextSubmitted = ui.W("内容を確かめて、結果をメールとこの画面でお知らせします。土日・祝日を除き5日ほどかかります。", "We check it and tell you by mail and on this page, in about five working days.")
	wNextReturned  = ui.W("下の理由を読んで、内容を直して送ってください。入力した内容は残っています。", "Please read the reason below, mend the application and send it again. What you typed is kept.")
	wNextApproved  = ui.W("登録が終わりました。プロフィールを書いて公開してください。", "You are registered. Please write and publish your profile.")
	wNextDeclined  = ui.W("下の理由により、登録できませんでした。県民活動支援センターにご相談ください。", "We could not register you, for the reason below. The citizens' activity centre is glad to help.")
	wNextWithdrawn = ui.W("申請を取り下げました。いつでも、もう一度申請できます。", "You withdrew the application. You may apply again at any time.")
	wReason        = ui.W("理由", "Reason")
	wWithdraw      = ui.W("申請を取り下げる", "Withdraw the application")
	wWithdrawHint  = ui.W("取り下げると、確認をやめます。あとでもう一度申請できます。", "We stop checking it. You may apply again later.")
	wContent       = ui.W("申請の内容", "What was written")
	wSentOn        = ui.W("申請した日", "Sent on")
	wWritten       = ui.W("公開されない内容", "Not public")

	// fields of an application
	wKind           = ui.W("種類", "Kind")
	wName           = ui.W("名称", "Name")
	wNameExample    = ui.W("川辺の会", "Riverside Group")
	wCompanyExample = ui.W("株式会社かわべ", "Kawabe Ltd.")
	wKana           = ui.W("よみがな", "Reading in kana")
	wKanaExample    = ui.W("かわべのかい", "kawabe no kai, in kana")
	wNumber         = ui.W("法人番号（ある場合）", "Corporate number, if any")
	wNumberHint     = ui.W("13けたの番号です。ないときは、空けておいてください。", "13 digits. Leave empty if there is none.")
	wPostal         = ui.W("郵便番号", "Postal code")
	wCity           = ui.W("主な事務所のある市町", "Municipality of the main office")
	wOutside        = ui.W("山口県の外", "Outside Yamaguchi")
	wStreet         = ui.W("町名・番地", "Street and number")
	wStreetHint     = ui.W("山口県の外のときは、都道府県から書いてください。", "Outside Yamaguchi: with prefecture and municipality.")
	wLine           = ui.W("どのような活動・事業をしていますか（1行）", "What do you do? (one line)")
	wLineExample    = ui.W("川辺の草刈りと、子どもの水辺の学習をしています。", "We mow the riverside and teach children about water.")
	wFields         = ui.W("活動・関心の分野", "Fields of activity or interest")
	wFieldsHint     = ui.W("5つまで選べます。決まっていないときは、選ばずに進んでください（「未定・相談したい」になります）。", "Up to five. If undecided choose none.")
	wUndecided      = ui.W("未定・相談したい", "Undecided")
	wIndustry       = ui.W("業種", "Industry")
	wEstablished    = ui.W("設立した日", "Founded on")
	wEstablishedEx  = ui.W("平成20年4月1日、2008-04-01", "2008-04-01")
	wRepresentative = ui.W("代表者の氏名", "Name of the representative")
	wContactName    = ui.W("連絡先の担当者（代表者とちがうとき）", "Contact person, if another")
	wPhone          = ui.W("電話番号", "Telephone number")
	wMail           = ui.W("メールアドレス", "Mail address")
	wPersonalHint   = ui.W("登録の確認と連絡に使います。公開しません。", "Used to check the registration and to reach you. Not public.")
	wAddress        = ui.W("所在地", "Address")
	wStateLabel     = ui.W("状態", "State")

	// claim
	wClaim           = ui.W("この団体の担当者です", "I act for this organization")
	wClaimLead       = ui.W("この団体の担当者であることを確かめます。確かめると、団体の情報を書けるようになります。", "We check that you act for this organization. You can then write about it.")
	wClaimOwned      = ui.W("この団体には、すでに管理者がいます", "This organization has an owner already")
	wClaimOwnedHint  = ui.W("申出があったことを、今の管理者にも知らせます。同じ団体の人からの招待のほうが早く済みます。", "Its owner will be told of your claim. An invitation from them is quicker.")
	wPosition        = ui.W("団体での役職・立場", "Your position there")
	wPositionExample = ui.W("理事長、事務局長、会員", "president, secretary, member")
	wWay             = ui.W("確かめ方", "How we check")
	wByLetter        = ui.W("登録されている所在地に、確認コードを書いた手紙を送ってもらう", "A letter with a code to the address in the register")
	wByLetterHint    = ui.W("届くまで1週間ほどかかります。", "It takes about a week.")
	wByOfficer       = ui.W("県または県民活動支援センターの窓口で確かめてもらう", "At the counter of the prefecture or the centre")
	wByOfficerHint   = ui.W("団体との関係が分かるもの（役員名簿、会員証など）をお持ちください。", "Bring something that shows your tie to the body.")
	wClaimSend       = ui.W("申し出る", "Send the claim")
	wMyClaim         = ui.W("担当者としての申出", "Your claim")
	wClaimSubmitted  = ui.W("担当が確かめています。手紙を選んだときは、確認コードを書いた手紙が届きます。届いたら、この画面で入力してください。", "We are checking. If you chose the letter, enter its code on this page once it arrives.")
	wClaimOfficer    = ui.W("窓口で確かめます。団体との関係が分かるものを持って、県または県民活動支援センターにおいでください。", "We check at the counter. Please come with something that shows your tie to the body.")
	wClaimLettered   = ui.W("手紙を送りました。手紙にある確認コードを入力してください。", "The letter is on its way. Please enter its code.")
	wClaimConfirmed  = ui.W("あなたは、この団体の担当者です。", "You act for this organization.")
	wClaimDeclined   = ui.W("担当者であることを確認できませんでした。", "We could not confirm that you act for it.")
	wClaimExpired    = ui.W("確認コードの期限が過ぎたか、入力の回数が終わりました。もう一度申し出てください。", "The code's time or tries are over. Please claim again.")
	wAgain           = ui.W("もう一度申し出る", "Claim again")
	wCode            = ui.W("確認コード", "Code")
	wCodeHint        = ui.W("手紙にある10文字です。大文字・小文字、全角・半角、ハイフンの有無は、どれでもかまいません。", "The ten characters of the letter. Case, width and hyphens do not matter.")
	wConfirm         = ui.W("確認する", "Confirm")
	wUntil           = ui.W("期限", "Good until")
	wTriesLeft       = ui.W("入力できる残りの回数", "Tries left")

	// manage
	wManageTitle    = ui.W("団体の管理：", "Manage: ")
	wColleagues     = ui.W("この団体の人", "People of this organization")
	wColleaguesCap  = ui.W("この団体で活動する人", "Who acts for this organization")
	wPerson         = ui.W("氏名", "Name")
	wRole           = ui.W("役割", "Role")
	wFrom           = ui.W("いつから", "From")
	wTo             = ui.W("いつまで", "Until")
	wInvite         = ui.W("同じ団体の人を招く", "Invite a colleague")
	wInviteField    = ui.W("メールアドレス、またはお名前", "Mail address, or a name")
	wInviteHint     = ui.W("メールアドレスを書くと、招待のメールが届きます。メールを使わない人は、お名前を書くと、印刷して渡す登録カードができます。", "A mail address gets an invitation. For somebody without mail write the name: you get a card to print.")
	wInviteDo       = ui.W("招く", "Invite")
	wInvited        = ui.W("招待を送りました", "The invitation is on its way")
	wInvitedText    = ui.W("相手が招待を受けると、この団体の担当者になります。3日のうちに受けてもらってください。", "Once they accept, within three days, they act for this organization.")
	wEnd            = ui.W("操作", "Action")
	wEndHint        = ui.W("担当を終えた人は、すぐにこの団体の情報を書けなくなります。", "Whose duty ends can no longer write for this organization, at once.")
	wEndDo          = ui.W("担当を終える", "End the duty")
	wEnded          = ui.W("担当を終えました", "The duty has ended")
	wLeave          = ui.W("この団体から離れる", "Leave this organization")
	wLeaveHint      = ui.W("あなたの担当を終えます。管理者があなただけのときは、先に交代を申し出てください。", "Your own duty ends. If you are the only owner, propose a successor first.")
	wLeaveDo        = ui.W("離れる", "Leave")
	wSuccession     = ui.W("管理者の交代", "Change of owner")
	wSuccessionHint = ui.W("代表者などが替わったときに、新しい管理者を申し出ます。登録を受け付ける担当が確かめます。", "When the representative changes, name the new owner. The officer who receives registrations checks.")
	wSuccessionDo   = ui.W("管理者の交代を申し出る", "Propose a new owner")
	wSuccessionWait = ui.W("管理者の交代を申し出ています", "A change of owner waits")
	wNewOwner       = ui.W("新しい管理者の氏名", "Name of the new owner")
	wNewMail        = ui.W("新しい管理者のメールアドレス", "Mail address of the new owner")
	wBegins         = ui.W("いつから", "From which day")
	wBeginsEx       = ui.W("令和9年4月1日、2027-04-01", "2027-04-01")
	wNote           = ui.W("担当に伝えること（決めた会議など）", "A note for the officer")
	wPropose        = ui.W("申し出る", "Propose")
	wConsentTitle   = ui.W("登録規約への同意をお願いします", "Please agree to the terms")
	wConsentText    = ui.W("この団体は、今の登録規約にまだ同意していません。", "This organization has not agreed to the present terms yet.")
	wUnconsent      = ui.W("規約への同意を取り消す", "Withdraw the consent to the terms")
	wUnconsentText  = ui.W("プロフィールの公開を終えます。書いた内容と登録、担当者は残ります。もう一度公開するときは、規約に同意してください。法令で公開される情報は、これまでどおり載ります。", "Your profile is no longer published. What was written, the registration and your people stay. To publish again, agree to the terms anew. What is public by law remains.")
	wUnconsentDo    = ui.W("同意を取り消す", "Withdraw the consent")
	wUnconsented    = ui.W("同意を取り消しました", "The consent is withdrawn")
	wConsentDo      = ui.W("同意する", "Agree")
	wPublicPage     = ui.W("公開ページ", "Public page")
	wProxyNote      = ui.W("【代理登録】代理で登録された団体です", "Entered by proxy")

	// desk
	wWaitCap        = ui.W("対応を待っているもの", "What waits")
	wWho            = ui.W("対応する人", "Who decides")
	wBody           = ui.W("団体・企業", "Body")
	wSince          = ui.W("いつから", "Since")
	wDays           = ui.W("日", " days")
	wNothing        = ui.W("待っているものはありません", "Nothing waits")
	wNothingHint    = ui.W("新しく届くと、ここに並びます。", "What comes in is listed here.")
	wContested      = ui.W("ほかの管理者あり", "Has another owner")
	wDuplicates     = ui.W("同じ団体かもしれない登録", "Records that may be the same body")
	wDuplicatesCap  = ui.W("名称・法人番号・電話番号のどれかが同じもの", "The same name, number or telephone")
	wWhy            = ui.W("同じところ", "What is the same")
	wPlace          = ui.W("市町", "Municipality")
	wApprove        = ui.W("登録を承認する", "Approve")
	wApproveHint    = ui.W("承認すると、登録簿に載り、申請した人が管理者になります。メールで知らせます。", "It enters the register, the applicant becomes its owner and is told by mail.")
	wReturn         = ui.W("理由を付けて返す", "Give it back with a reason")
	wReturnKind     = ui.W("返し方", "How")
	wReturnMend     = ui.W("直してもらう", "To be mended")
	wReturnFinal    = ui.W("登録しない", "Do not register")
	wReturnHint     = ui.W("申請した人がそのまま読みます。どこをどう直せばよいかを、やさしく書いてください。", "The applicant reads this. Say kindly what to mend and how.")
	wReturnDo       = ui.W("返す", "Give back")
	wConflict       = ui.W("ほかの人が先に対応しました", "Somebody else was faster")
	wConflictText   = ui.W("あなたの操作は保存していません。今の内容は下のとおりです。あなたが書いたものは残っています。", "Yours was not saved. Below is how it is now. What you wrote is kept.")
	wConflictMine   = ui.W("ほかの画面で、内容が変わっています", "It was changed elsewhere meanwhile")
	wConflictSaved  = ui.W("今保存されている内容", "What is saved now")
	wConflictKeep   = ui.W("下の欄には、あなたが書いた内容が残っています。比べてから、もう一度送ってください。", "Your own text is kept in the form below. Compare and send it again.")
	wTyped          = ui.W("あなたが書いたもの", "What you wrote")
	wChooseResult   = ui.W("結果を選んでください。", "Choose the result.")
	wCardTitle      = ui.W("登録カード", "Card")
	wCardPrint      = ui.W("印刷して、本人に渡してください", "Print it and hand it over")
	wSelfNote       = ui.W("あなた自身の申請・申出です。ほかの担当が対応します。", "This is your own. Another officer decides.")
	wClaimDesk      = ui.W("担当者としての申出", "Claim to act for an organization")
	wClaimant       = ui.W("申し出た人", "Claimant")
	wLetterTitle    = ui.W("確認コードの手紙", "The letter with the code")
	wLetterDo       = ui.W("確認コードの手紙を作る", "Make the letter")
	wLetterHint     = ui.W("登録されている所在地に送ります。作り直すと、前の手紙の確認コードは使えなくなります。", "It goes to the address in the register. A new letter makes the code of the old one void.")
	wLetterPrint    = ui.W("印刷して、封をして送ってください", "Print it, seal it, send it")
	wLetterOnce     = ui.W("確認コードは、この画面でしか見られません。閉じると、作り直しになります。", "The code is shown on this page alone. Once closed it must be made anew.")
	wDecideClaim    = ui.W("窓口で確かめた結果", "What you found at the counter")
	wResult         = ui.W("結果", "Result")
	wIsMember       = ui.W("この団体の担当者だと確かめた", "They act for this organization")
	wIsNot          = ui.W("確かめられなかった", "Could not be confirmed")
	wReasonNo       = ui.W("確かめられなかった理由（申し出た人が読みます）", "Reason, if not (the claimant reads it)")
	wDecide         = ui.W("決める", "Decide")
	wSuccessionDesk = ui.W("管理者の交代の申出", "Proposed change of owner")
	wProposer       = ui.W("申し出た人", "Proposed by")
	wAccept         = ui.W("交代を認める", "Accept")
	wDecline        = ui.W("認めない", "Do not accept")
	wProxy          = ui.W("代理で登録する", "Enter by proxy")
	wProxyLead      = ui.W("本人から頼まれたときだけ、代わりに登録できます。登録には【代理登録】の印が付き、あとで本人に引き継げます。", "Only when the body asked for it. The record is marked until its people take it over.")
	wChannel        = ui.W("どのように頼まれましたか", "How did they ask?")
	wAskedBy        = ui.W("頼んだ人の氏名", "Who asked")
	wConsent        = ui.W("規約への同意の取り方", "How they agreed to the terms")
	wConsentedOn    = ui.W("同意を得た日", "When they agreed")
	wProxyDo        = ui.W("【代理登録】として登録する", "Enter it")
)

// listWords name the lists of the intake.
var listWords = map[member.List]ui.Word{
	member.Applications: ui.W("登録の申請", "Applications"),
	member.Claims:       ui.W("担当者の確認", "Claims"),
	member.Successions:  ui.W("管理者の交代", "Changes of owner"),
	member.Orphans:      ui.W("管理者がいない団体", "Without an owner"),
	member.Proxies:      ui.W("引継ぎを待つ代理登録", "Entered by proxy"),
	member.Represented:  ui.W("担当者がいる団体", "With people"),
}

// stateWords name the states.
var stateWords = map[member.State]struct {
	ui.Word
	ui.Tone
}{
	member.Draft:     {ui.W("下書き", "Draft"), ui.Plain},
	member.Submitted: {ui.W("確認中", "Being checked"), ui.Info},
	member.Returned:  {ui.W("直してください", "To be mended"), ui.Warn},
	member.Approved:  {ui.W("登録済み", "Registered"), ui.Good},
	member.Withdrawn: {ui.W("取下げ", "Withdrawn"), ui.Plain},
	member.Declined:  {ui.W("お受けできません", "Not accepted"), ui.Bad},
	member.Lettered:  {ui.W("手紙を発送", "Letter sent"), ui.Info},
	member.Confirmed: {ui.W("確認済み", "Confirmed"), ui.Good},
	member.Expired:   {ui.W("期限切れ", "Expired"), ui.Bad},
	member.Accepted:  {ui.W("承認済み", "Accepted"), ui.Good},
}

// whyWords name what two records have in common.
var whyWords = map[string]ui.Word{
	"name": ui.W("名称", "Name"), "number": ui.W("法人番号", "Corporate number"), "phone": ui.W("電話番号", "Telephone"),
}

// consentWords name how a body agreed to an entry by proxy.
var consentWords = map[string]ui.Word{"written": ui.W("書面", "In writing"), "spoken": ui.W("口頭", "By word of mouth")}

// state names a state in a language, with its tone.
func state(s member.State, l web.Lang) (string, ui.Tone) {
	w := stateWords[s]
	return w.In(l), w.Tone
}
