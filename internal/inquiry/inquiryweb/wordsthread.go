package inquiryweb

import (
	"kyodo/internal/inquiry"
	"kyodo/internal/web/ui"
)

// The words of a thread and of the list, Japanese and English side by side.
var (
	wThread = ui.W("問い合わせ：", "Inquiry: ")
	wAsker  = ui.W("問い合わせた団体・企業", "Asked by")
	wGlance = ui.W("この問い合わせ", "This inquiry")
	wSentAt = ui.W("届いた日", "Came on")
	wSentBy = ui.W("送った日", "Sent on")
	wAmount = ui.W("数量", "Quantity")
	wReason = ui.W("理由", "Reason")
	wNote   = ui.W("理由の説明", "About the reason")

	wMediation = ui.W("センターが間に入っています", "The centre mediates")
	wInvited   = ui.W("コーディネーターが同席し、やり取りを一緒に読みます。", "A coordinator reads along and helps.")
	wEscalated = ui.W("センターがこの件を引き継ぎました。センターから双方に連絡します。", "The centre took this over and speaks with both sides.")
	wProxied   = ui.W("電話などで受け付けた問い合わせです。センターが代わりに書きました。", "It came in by telephone or on paper; the centre wrote it down.")

	wYourTurn     = ui.W("次は、あなたの番です。", "It is your turn.")
	wTheirTurn    = ui.W("の返事を待っています。", " will answer.")
	wOtherSide    = ui.W("相手", "The other side")
	wCenterTurn   = ui.W("センターが双方に連絡します。お待ちください。", "The centre will contact both sides.")
	wBy           = ui.W("返事の期限：", " By ")
	wAcceptedNext = ui.W("お互いの連絡先が見られます。引渡し（実施）からは、協働の記録で進めます。", "Both sides see each other's contact data. From here on you go on in the record of the collaboration.")
	wHeldNext     = ui.W("空きが出たので、あなたの分を取り置いています。下で受け取るかどうかを決めてください。", "Something became free and is kept for you. Please decide below.")
	wHeldOther    = ui.W("空いた分を取り置いて、相手の確認を待っています。", "What became free is kept for the other side, who has to confirm.")
	wWaitingNext  = ui.W("空きが出たら、順番にメールでお知らせします。", "When something becomes free we tell by mail, in order.")

	wBothSides  = ui.W("あなたは双方の団体に所属しています。いまの立場：", "You belong to both sides. You write for: ")
	wSwitchSide = ui.W("立場を変える：", "Write for ")

	wHeldTitle   = ui.W("取り置き", "Kept for the asker")
	wLineTitle   = ui.W("キャンセル待ち", "Waiting list")
	wPlaceInLine = ui.W("順番の番号", "Number in the line")
	wHeldUntil   = ui.W("取り置きの最後の日", "Kept until")

	wFirst  = ui.W("はじめの問い合わせ", "What was asked")
	wTalk   = ui.W("やり取り", "Thread")
	wNoTalk = ui.W("まだ返事はありません。", "No answer yet.")

	wContact         = ui.W("連絡先", "Contact data")
	wContactText     = ui.W("合意したので、連絡先を見られるようになりました。この件の連絡だけに使ってください。", "You see it because you agreed. Please use it for this matter alone.")
	wNoContactData   = ui.W("連絡先がプロフィールに書かれていません。下のやり取りで尋ねてください。", "The profile has no contact data. Please ask in the thread.")
	wToCollaboration = ui.W("協働の記録を開く（引渡し・報告）", "Open the record of the collaboration")
	wMeeting         = ui.W("面談", "Meeting")

	wReply        = ui.W("返事を書く", "Reply")
	wReplyBody    = ui.W("本文", "Text")
	wReplyHint    = ui.W("短くてかまいません。分からないことは、そのまま尋ねてください。", "Short is fine. Ask what you do not know.")
	wReplyDo      = ui.W("返事を送る", "Send the reply")
	wTalkedBy     = ui.W("電話などで聞いたことを書くとき", "Where you note what you heard")
	wTalkedByHint = ui.W("画面で書いた返事なら、選ばないでください。", "Leave empty for what you write yourself.")
	wFile         = ui.W("ファイル", "File")
	wFileHint     = ui.W("写真、PDF、Word・Excelなど、1つ5MBまで、5つまで。なくてもかまいません。", "Photos, PDF, Word, Excel and the like: up to five of 5 MB each; none is fine.")

	wAccept       = ui.W("受け入れる", "Accept")
	wAcceptText   = ui.W("数量を決めて受け入れると、合意になります。お互いの連絡先が見られるようになり、協働の記録が始まります。残りがないときは、キャンセル待ちになります。", "With a quantity you agree: both sides see each other's contact data, and the collaboration begins. Where nothing is left the other side joins the waiting list.")
	wUndrawn      = ui.W("この掲載は抽選で相手を決めます。抽選が終わってから、受け入れられます。", "Lots decide about this listing. You can accept once they are drawn.")
	wAcceptAmount = ui.W("受け入れる数量", "Quantity")
	wNoneLeft     = ui.W("。残りがないので、受け入れるとキャンセル待ちになります", "; nothing is left: accepted, it waits in line")
	wLessLeft     = ui.W("。希望より残りが少ないので、残りの数までにしてください", "; less than was asked: give what is left")
	wAcceptDo     = ui.W("受け入れて合意する", "Accept and agree")

	wConfirm     = ui.W("取り置きを受け取る", "Take what is kept for you")
	wConfirmText = ui.W("押すと合意になります。要らなくなったときは、取り下げてください。次の団体に順番が移ります。", "Pressing it agrees. If you no longer need it, withdraw: the next one has a turn.")
	wConfirmDo   = ui.W("受け取る", "Take it")

	wMeet          = ui.W("会う日を決める", "Fix a meeting")
	wMeetText      = ui.W("会って話すと、早く決まります。オンラインでもかまいません。", "It is faster to talk, online too.")
	wMeetAt        = ui.W("日時", "Day and hour")
	wMeetAtHint    = ui.W("例：12月5日（金）14時", "For example: 5 December, 2 p.m.")
	wMeetPlace     = ui.W("場所", "Place")
	wMeetPlaceHint = ui.W("例：センターの会議室、オンライン", "For example: a room of the centre, online")
	wMeetDo        = ui.W("相手に知らせる", "Tell the other side")

	wSitIn       = ui.W("センターに手伝ってもらう", "Have the centre help")
	wSitInText   = ui.W("1回押すだけで、コーディネーターがやり取りに加わります。よくあることです。相手にもそう伝わります。", "One press, and a coordinator joins the thread. It is usual, and the other side is told so.")
	wSitInDo     = ui.W("コーディネーターに同席を頼む", "Ask a coordinator to sit in")
	wMediate     = ui.W("仲介に入る", "Mediate")
	wMediateText = ui.W("センターがこの件を引き継ぎ、双方にそう知らせます。", "The centre takes the case over and tells both sides.")
	wMediateDo   = ui.W("センターが引き継ぐ", "Take it over")

	wDecline      = ui.W("断る", "Decline")
	wDeclineHint  = ui.W("断ることは失礼ではありません。理由が分かると、相手は次を探せます。", "To decline is no offence. With the reason the other side can look further.")
	wDeclineDo    = ui.W("理由を伝えて断る", "Decline with this reason")
	wWithdraw     = ui.W("取り下げる", "Withdraw")
	wWithdrawHint = ui.W("要らなくなったときは、早めに取り下げると、ほかの団体に順番が回ります。", "If you no longer need it, withdraw early: others have a turn.")
	wWithdrawDo   = ui.W("取り下げる", "Withdraw")
	wEndNote      = ui.W("相手への一言", "A word to the other side")
	wEndNoteHint  = ui.W("「その他」を選んだときは、書いてください。", "Needed with \u201cOther\u201d.")

	wStale     = ui.W("この問い合わせは、先に変わりました", "The inquiry has moved on")
	wStaleText = ui.W("いまの様子を下に示します。入力したものは残っています。確かめて、もう一度送ってください。", "Below is how it stands now. What you typed is kept: please check and send again.")

	// the list
	wReceived     = ui.W("届いた問い合わせ", "Received")
	wSent         = ui.W("送った問い合わせ", "Sent")
	wClosedTitle  = ui.W("終わった問い合わせ", "Ended")
	wNoneReceived = ui.W("届いている問い合わせはありません", "Nothing has been asked")
	wReceivedHint = ui.W("提供やニーズを掲載すると、ここに問い合わせが届きます。", "What is asked about your listings arrives here.")
	wNoneSent     = ui.W("送った問い合わせはありません", "You have asked nothing")
	wSentHint     = ui.W("提供やニーズをさがして、「問い合わせる」を押してください。", "Look for offers and needs and press \u201cAsk\u201d.")
	wUnread       = ui.W("未読", "unread")
	wSince        = ui.W("待ち始めた日：", "Waiting since ")
	wToOffers     = ui.W("提供をさがす", "Look for offers")
	wToNeeds      = ui.W("ニーズをさがす", "Look for needs")
	wToListings   = ui.W("掲載の管理", "My listings")
	wToCollabs    = ui.W("協働の記録", "Collaborations")
	wListLead     = ui.W("返事を待っている相手がいるものから並んでいます。", "Those that wait for you come first.")
	wBeyond       = ui.W("期限を過ぎています", "beyond the promise")
	wNothingToDo  = ui.W("次に書くことはありません。", "Nothing to write now.")
	wFrom         = ui.W("相手：", "With ")
)

// partyWords name the sides.
var partyWords = map[inquiry.Side]ui.Word{
	inquiry.Asker:  ui.W("問い合わせた側", "Who asked"),
	inquiry.Owner:  ui.W("掲載した側", "Who listed it"),
	inquiry.Center: ui.W("センター", "The centre"),
}

// doneWords say what the last form did.
var doneWords = map[string][2]ui.Word{
	"sent":      {ui.W("問い合わせを送りました", "Your inquiry is sent"), ui.W("返事が届いたら、メールでお知らせします。", "We tell you by mail when it is answered.")},
	"replied":   {ui.W("返事を送りました", "Your reply is sent"), ui.W("相手にメールでお知らせしました。", "The other side is told by mail.")},
	"accepted":  {ui.W("合意しました", "You agreed"), ui.W("双方にメールでお知らせしました。次は、引渡しの日を決めてください。", "Both sides are told by mail. Next, fix the day of the hand-over.")},
	"in-line":   {ui.W("キャンセル待ちに入りました", "It is on the waiting list"), ui.W("残りがないため、順番を待ちます。空きが出ると、自動で取り置きます。", "Nothing is left. When something becomes free it is kept automatically.")},
	"declined":  {ui.W("断りました", "You declined"), ui.W("理由を添えて、相手にお知らせしました。", "The other side is told with the reason.")},
	"withdrawn": {ui.W("取り下げました", "You withdrew it"), ui.W("相手にお知らせしました。", "The other side is told.")},
	"confirmed": {ui.W("合意しました", "You agreed"), ui.W("取り置いた分があなたの分になりました。", "What was kept is yours.")},
	"met":       {ui.W("会う日を知らせました", "The meeting is told"), ui.W("相手にメールでお知らせしました。", "The other side is told by mail.")},
	"invited":   {ui.W("同席を頼みました", "The coordinator is asked"), ui.W("コーディネーターがやり取りに加わります。", "A coordinator joins the thread.")},
	"mediated":  {ui.W("センターが引き継ぎました", "The centre took it over"), ui.W("双方にメールでお知らせしました。", "Both sides are told by mail.")},
}
