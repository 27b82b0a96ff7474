package collaboration

// notice is a mail in one language. A subject never holds what users wrote.
type notice struct {
	Subject string
	Lines   []string
	Action  string
	about   func(title string) string
}

func noticesIn(lang string) map[Notice]notice {
	if lang == "en" {
		return noticesEN
	}
	return noticesJA
}

func aboutJA(title string) string {
	return "協働「" + title + "」についてのお知らせです。"
}

func aboutEN(title string) string {
	return "This is about the collaboration \u201c" + title + "\u201d."
}

var noticesJA = map[Notice]notice{
	NoticeHandedOver: {"引渡しが記録されました。報告をお願いします", []string{"引渡し（実施）が記録されました。", "受け取った数や使い道、助かった人のことを、短くてかまいませんので報告してください。"}, "報告を書く", aboutJA},
	NoticeReported:   {"報告が届きました。ふりかえりをお願いします", []string{"報告が届きました。", "よかったことと次に生かせることを、双方が別々に書きます。相手の答えは、双方が書き終えてから見られます。"}, "ふりかえりを書く", aboutJA},
	NoticeOverdue:    {"引渡しの予定日を過ぎています", []string{"引渡し（実施）の予定日を過ぎています。", "済んでいれば記録を、延びていれば相手への連絡をお願いします。"}, "記録を開く", aboutJA},
	NoticeReportDue:  {"報告をお待ちしています", []string{"引渡し（実施）から2週間がたちました。", "短くてかまいませんので、その後の様子を報告してください。"}, "報告を書く", aboutJA},
	NoticeReviewDue:  {"ふりかえりをお待ちしています", []string{"報告から2週間がたちました。", "3つの問いに答えるだけです。"}, "ふりかえりを書く", aboutJA},
	NoticeReviewLast: {"ふりかえりの期限が近づいています", []string{"ふりかえりがまだ届いていません。", "あと2週間届かないときは、ふりかえりのないまま、この協働を完了にします。", "手が足りないときは、県民活動支援センターが電話で聞き取ることもできます。"}, "ふりかえりを書く", aboutJA},
	NoticeClosed:     {"協働を完了にしました", []string{"ふりかえりがそろわないまま期限が過ぎたので、この協働を完了にしました。", "これまでの記録は、いつでも見られます。"}, "記録を開く", aboutJA},
	NoticeDone:       {"協働が完了しました", []string{"双方のふりかえりがそろい、協働が完了しました。ありがとうございました。", "相手のふりかえりが見られるようになりました。"}, "記録を開く", aboutJA},
	NoticeEnded:      {"協働が中止になりました", []string{"協働が中止になりました。理由は記録の画面にあります。"}, "記録を開く", aboutJA},
}

var noticesEN = map[Notice]notice{
	NoticeHandedOver: {"The hand-over is recorded: please report", []string{"The hand-over is recorded.", "Please say briefly how much was received, what it is used for and whom it helps."}, "Write the report", aboutEN},
	NoticeReported:   {"The report has come: please give feedback", []string{"The report has come.", "Each side says by itself what went well and what to do better. You see the other's answers once both have written."}, "Give feedback", aboutEN},
	NoticeOverdue:    {"The day of the hand-over is past", []string{"The day of the hand-over is past.", "Please record it if it is done, or tell the other side if it is late."}, "Open the record", aboutEN},
	NoticeReportDue:  {"We look forward to your report", []string{"Two weeks have passed since the hand-over.", "Please say briefly what became of it."}, "Write the report", aboutEN},
	NoticeReviewDue:  {"We look forward to your feedback", []string{"Two weeks have passed since the report.", "There are only three questions."}, "Give feedback", aboutEN},
	NoticeReviewLast: {"Please give feedback within two weeks", []string{"Your feedback has not come yet.", "If it does not come in two weeks the collaboration is complete without it.", "If you have no time to write, the centre can also ask by telephone."}, "Give feedback", aboutEN},
	NoticeClosed:     {"The collaboration is complete", []string{"Not all feedback came in time, so the collaboration is complete without it.", "You can still see its record."}, "Open the record", aboutEN},
	NoticeDone:       {"The collaboration is complete", []string{"Both sides have given feedback and the collaboration is complete. Thank you.", "You can now see the other side's feedback."}, "Open the record", aboutEN},
	NoticeEnded:      {"The collaboration was called off", []string{"The collaboration was called off. The reason stands on its page."}, "Open the record", aboutEN},
}
