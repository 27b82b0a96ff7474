package collaborationweb

import (
	"kyodo/internal/collaboration"
	"kyodo/internal/web/ui"
)

// The words of the pages, Japanese and English side by side.
var (
	wOpen       = ui.W("（", " (")
	wClose      = ui.W("）", ")")
	wColon      = ui.W("：", ": ")
	wAnd        = ui.W("と", " and ")
	wYes        = ui.W("はい", "Yes")
	wNo         = ui.W("いいえ", "No")
	wErrorMark  = ui.W("＊", "Error: ")
	wDayExample = ui.W("令和9年3月20日、2027-03-20", "2027-03-20")

	wMy     = ui.W("マイページ", "My page")
	wDesk   = ui.W("受付", "Desk")
	wMine   = ui.W("協働の記録", "Collaborations")
	wTitle  = ui.W("協働：", "Collaboration: ")
	wCenter = ui.W("県民活動支援センター", "The support centre")

	wDone          = ui.W("協働が完了しました", "The collaboration is complete")
	wDoneText      = ui.W("ありがとうございました。双方のふりかえりを下で読めます。", "Thank you. The feedback of both sides stands below.")
	wEnded         = ui.W("協働は中止になりました", "The collaboration was called off")
	wOverdue       = ui.W("。予定の日を過ぎています。済んでいれば記録を、遅れるときは相手に連絡をお願いします。", ". The day is past: please record it if it is done, or tell the other side.")
	wYourTurn      = ui.W("次は、あなたの番です。", "It is your turn. ")
	wTheirTurn     = ui.W("の記録を待っています。", " will record it. ")
	wBy            = ui.W("予定の日：", "Day: ")
	wWay           = ui.W("いまどこか", "Where it stands")
	wStepDone      = ui.W("済", "done")
	wNow           = ui.W("いま", "now")
	wNext          = ui.W("これから", "next")
	wStepNot       = ui.W("中止", "called off")
	wBothSides     = ui.W("あなたは双方の団体に所属しています。いまの立場：", "You belong to both sides. You write for: ")
	wSwitchSide    = ui.W("立場を変える：", "Write for ")
	wTerms         = ui.W("合意したこと", "What was agreed")
	wGiver         = ui.W("提供する側", "Gives")
	wReceiver      = ui.W("受け取る側", "Receives")
	wKind          = ui.W("種別", "Kind")
	wQuantity      = ui.W("合意した数量", "Quantity agreed")
	wDue           = ui.W("引渡し・実施の予定", "Hand-over planned for")
	wHow           = ui.W("渡し方", "Hand-over")
	wWhere         = ui.W("場所", "Place")
	wNote          = ui.W("補足", "Note")
	wReason        = ui.W("理由", "Reason")
	wThread        = ui.W("やり取りと連絡先", "Thread and contact data")
	wListing       = ui.W("もとの掲載", "The listing")
	wPaper         = ui.W("受領書のもと（印刷）", "Receipt sheet (print)")
	wLedger        = ui.W("双方のメリット", "What each side has of it")
	wLedgerText    = ui.W("上が約束したこと、点数は受け取った側が最後に書くものです。", "First what was promised; the score is given at the end by who got it.")
	wHasOfIt       = ui.W("が得るもの", " gets")
	wCameTrue      = ui.W("が、それを得られた度合い", ": did it come true?")
	wHistory       = ui.W("これまでの記録", "History")
	wSkipped       = ui.W("書かれないまま完了", "completed without it")
	wReported      = ui.W("報告", "Report")
	wReportedBy    = ui.W("書いた人", "Written by")
	wReportedAt    = ui.W("報告した日", "Reported on")
	wPhotoYes      = ui.W("紹介に使ってよい", "may be used")
	wPhotoNo       = ui.W("紹介に使わない", "may not be used")
	wPersons       = ui.W("人", " people")
	wYen           = ui.W("円", " yen")
	wReviews       = ui.W("ふりかえり", "Feedback")
	wReviewsHidden = ui.W("相手の答えは、双方が書き終えると読めます。", "You can read the other's answers once both have written.")
	wNotWritten    = ui.W("まだ書かれていません。", "Not written yet.")
	wWritten       = ui.W("書き終えました。双方がそろうと読めます。", "Written; it can be read once both have.")

	// hand-over
	wHandOver       = ui.W("引渡し・実施を記録する", "Record the hand-over")
	wHandOverText   = ui.W("渡した（実施した）日に書きます。記録すると、受け取った側に報告をお願いします。", "On the day it was given or done. The other side is then asked for a report.")
	wHandedOn       = ui.W("引き渡した日・実施した日", "Day of the hand-over")
	wHandedOnHint   = ui.W("今日の日付を入れてあります。違うときは直してください。", "Today's date is filled in; correct it if needed.")
	wHandedQuantity = ui.W("実際の数量", "Quantity")
	wHandOverDo     = ui.W("記録する", "Record")

	// report
	wReport     = ui.W("報告を書く", "Write the report")
	wReportText = ui.W("短くてかまいません。提供した側がいちばん楽しみにしているものです。", "Short is fine. It is what the giver looks forward to most.")
	wReportBody = ui.W("どう役立ちましたか", "What became of it?")
	wReportHint = ui.W("例：会議机10台を学習室に置き、週3回使っています。個人の名前は書かないでください。", "For example: ten tables stand in the study room and are used three times a week. No names of persons, please.")
	wPeople     = ui.W("届いた人数（およそ）", "People reached (about)")
	wPeopleHint = ui.W("分からないときは、空けておいてください。", "Leave empty if you do not know.")
	wValue      = ui.W("金額に換算すると（円）", "Worth in yen")
	wValueHint  = ui.W("買ったとしたらいくらかの目安です。分からないときは、空けておいてください。", "What it would have cost; leave empty if you do not know.")
	wPhoto      = ui.W("写真・内容の紹介", "Use of photos and words")
	wPhotoBox   = ui.W("この報告を、県やセンターの広報で紹介してもかまいません", "The prefecture and the centre may show this report")
	wReportDo   = ui.W("報告を送る", "Send the report")

	// feedback
	wFeedback          = ui.W("ふりかえりを書く", "Give feedback")
	wFeedbackText      = ui.W("双方が別々に書きます。相手の答えは、双方が書き終えてから読めます。", "Each side writes by itself, and reads the other's answers once both have.")
	wMeritScore        = ui.W("期待したものは得られましたか", "Did you get what you hoped for?")
	wMeritScoreHint    = ui.W("上の、合意したときのメリットについてです。", "About the merit above.")
	wPromised          = ui.W("合意したときの、こちらのメリット", "Your side's merit as agreed")
	wRelationScore     = ui.W("一緒に進めやすかったですか", "Was it easy to work together?")
	wRelationScoreHint = ui.W("連絡、約束、対等さなど。", "Contact, promises, on equal terms.")
	wAgain             = ui.W("また一緒にしたいですか", "Would you do it again?")
	wAgainMissing      = ui.W("「はい」か「いいえ」を選んでください。", "Please choose yes or no.")
	wComment           = ui.W("次に生かせること", "What to do better")
	wCommentHint       = ui.W("よかったことだけでもかまいません。", "What went well alone is fine, too.")
	wFeedbackDo        = ui.W("ふりかえりを送る", "Send the feedback")

	// end
	wEnd         = ui.W("中止する", "Call it off")
	wEndText     = ui.W("続けられなくなったときに使います。理由は相手にも伝わります。まだ渡していない分は、次の団体に回ります。", "When it cannot go on. The other side is told why; what was not handed over goes to the next.")
	wEndNote     = ui.W("相手への一言", "A word to the other side")
	wEndNoteHint = ui.W("「その他」を選んだときは、書いてください。", "Needed with \u201cOther\u201d.")
	wEndDo       = ui.W("理由を伝えて中止する", "Call it off with this reason")

	wStale     = ui.W("この記録は、先に変わりました", "The record has moved on")
	wStaleText = ui.W("いまの様子を下に示します。入力したものは残っています。確かめて、もう一度送ってください。", "Below is how it stands now. What you typed is kept where the form is still there: please check.")

	// paper
	wRecord        = ui.W("受領書のもと：", "Receipt sheet: ")
	wPrintIt       = ui.W("この画面を印刷すると、A4で1枚になります。", "Printed, this page is one A4 sheet.")
	wToPage        = ui.W("協働の記録に戻る", "Back to the collaboration")
	wNumber        = ui.W("記録の番号", "Number")
	wRecordText    = ui.W("上のとおり受け渡したことを、双方で確かめました。", "Both sides have checked that it was handed over as above.")
	wStampGiver    = ui.W("提供した側（日付・署名）", "Giver (date, signature)")
	wStampReceiver = ui.W("受け取った側（日付・署名）", "Receiver (date, signature)")

	// the list
	wOpenOnes  = ui.W("進んでいる協働", "Under way")
	wClosed    = ui.W("終わった協働", "Ended")
	wNone      = ui.W("進んでいる協働はありません", "Nothing is under way")
	wNoneHint  = ui.W("問い合わせで合意すると、ここに記録が始まります。", "Once an inquiry is agreed, its record begins here.")
	wToThreads = ui.W("問い合わせ", "Inquiries")
	wToOffers  = ui.W("提供をさがす", "Look for offers")
	wToNeeds   = ui.W("ニーズをさがす", "Look for needs")
	wFrom      = ui.W("相手：", "With ")
)

// partyWords name the sides in a sentence.
var partyWords = map[collaboration.Side]ui.Word{
	collaboration.Giver:    ui.W("提供する側", "the giver"),
	collaboration.Receiver: ui.W("受け取る側", "the receiver"),
	collaboration.Center:   ui.W("センター", "the centre"),
}

// stageWord names a stage, says what comes after it, and what the side has to do whose turn it is.
type stageWord struct{ name, now, yours ui.Word }

var stages = []collaboration.Stage{collaboration.Agreed, collaboration.UnderWay, collaboration.Reported, collaboration.Reviewed}

var stageWords = map[collaboration.Stage]stageWord{
	collaboration.Agreed:   {ui.W("合意", "Agreement"), ui.W("引渡し・実施を待っています", "Waits for the hand-over"), ui.W("渡したら（実施したら）下に記録してください。", "Record it below once it is given or done. ")},
	collaboration.UnderWay: {ui.W("引渡し・実施", "Hand-over"), ui.W("報告を待っています", "Waits for the report"), ui.W("どう役立ったかを、下に短く書いてください。", "Please write briefly below what became of it. ")},
	collaboration.Reported: {ui.W("報告", "Report"), ui.W("ふりかえりを待っています", "Waits for feedback"), ui.W("下のふりかえりを書いてください。", "Please give feedback below. ")},
	collaboration.Reviewed: {ui.W("ふりかえり", "Feedback"), ui.W("ふりかえりを待っています", "Waits for feedback"), ui.W("下のふりかえりを書いてください。", "Please give feedback below. ")},
}

// scoreWords are the scores from 1 to 5.
var scoreWords = [5]ui.Word{ui.W("まったく", "not at all"), ui.W("あまり", "hardly"), ui.W("ふつう", "so-so"), ui.W("おおむね", "mostly"), ui.W("とても", "very much")}

// eventWords are the steps of the history.
var eventWords = map[string]ui.Word{
	"agree":     ui.W("合意しました", "Agreed"),
	"hand-over": ui.W("引渡し・実施を記録しました", "The hand-over was recorded"),
	"report":    ui.W("報告しました", "The report was written"),
	"feedback":  ui.W("ふりかえりを書きました", "Feedback was given"),
	"end":       ui.W("中止しました", "It was called off"),
	"close":     ui.W("完了しました", "It was completed"),
}

// doneWords say what the last form did.
var doneWords = map[string][2]ui.Word{
	"handed":   {ui.W("引渡し・実施を記録しました", "The hand-over is recorded"), ui.W("受け取った側に、報告をお願いしました。", "The other side is asked for a report.")},
	"reported": {ui.W("報告を送りました", "The report is sent"), ui.W("双方に、ふりかえりをお願いしました。", "Both sides are asked for feedback.")},
	"reviewed": {ui.W("ふりかえりを送りました", "Your feedback is sent"), ui.W("双方がそろうと、お互いの答えを読めます。", "Once both have written you read each other's answers.")},
	"ended":    {ui.W("中止しました", "It is called off"), ui.W("理由を添えて、相手にお知らせしました。", "The other side is told with the reason.")},
}
