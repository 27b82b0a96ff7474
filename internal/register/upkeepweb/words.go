package upkeepweb

import (
	"strconv"

	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

// The words of the package, Japanese and English side by side.
var (
	wError   = ui.W("入力の確認：", "Please check: ")
	wUnknown = ui.W("不明", "unknown")
	wComma   = ui.W("、", ", ")
	wNone    = ui.W("なし", "none")
	wYes     = ui.W("あり", "yes")
	wCSV     = ui.W("CSV", "CSV")
	wName    = ui.W("名称", "Name")
	wAddress = ui.W("所在地", "Address")
	wNumber  = ui.W("法人番号", "Corporate number")
	wSource  = ui.W("出典", "Source")
	wAsOf    = ui.W("時点", "As of")
	wState   = ui.W("状態", "State")
	wReason  = ui.W("理由", "Reason")
	wReceipt = ui.W("受付番号", "Receipt number")
	wLine    = ui.W("行", "Line")

	// questions
	wQuestions      = ui.W("取込の確認事項", "Import questions")
	wQuestionsLead  = ui.W("取り込んだ行のうち、登録済みの団体と同じかどうかを人が確かめる必要があるものです。", "Rows of an import about which a person must say whether they are of an organization that the register has.")
	wQuestionsNone  = ui.W("確かめる行はありません", "There is nothing to decide")
	wQuestionsDo    = ui.W("次の取込で判断が必要な行があると、ここに並びます。", "Rows of the next import that need a decision will be listed here.")
	wQuestionsCap   = ui.W("判断を待っている行", "Rows that wait")
	wCandidates     = ui.W("候補の団体", "Candidates")
	wRow            = ui.W("取り込んだ行", "The row")
	wFile           = ui.W("ファイル", "File")
	wCertified      = ui.W("設立の認証", "Certified")
	wPurpose        = ui.W("目的・活動", "Purpose")
	wWhich          = ui.W("この行はどの団体ですか", "Which organization is the row about?")
	wWhichHint      = ui.W("答えは後から変えられません。間違えて別の団体にしたときは「重複した登録」でまとめられます。", "An answer cannot be changed. If a double comes of it, the two records can be merged.")
	wNewOne         = ui.W("どの候補とも違う、新しい団体", "None of them: a new organization")
	wAnswer         = ui.W("この答えで決める", "Decide")
	wAnswered       = ui.W("答えを記録しました。", "The answer is recorded.")
	wAnsweredBefore = ui.W("すでに答えが出ています。答えは変えられません。", "It is answered already. An answer cannot be changed.")
	wChooseOne      = ui.W("どれか1つを選んでください。", "Please choose one.")
	wOtherNumber    = ui.W("この候補は別の法人番号を持っています。ほかの候補か「新しい団体」を選んでください。", "This candidate has another corporate number. Choose another one, or a new organization.")

	// notices
	wNotices      = ui.W("訂正の知らせ", "Correction notices")
	wNoticesLead  = ui.W("閲覧者から届いた「情報の誤り」の知らせです。直したか、直さない理由を記録してください。", "What readers report as wrong. Note what was done, or why nothing was.")
	wNoticesNone  = ui.W("この状態の知らせはありません", "There is no notice of this state")
	wNoticesDo    = ui.W("団体のページの「誤りを知らせる」から届くと、ここに並びます。", "Notices from the pages of organizations will be listed here.")
	wNoticesCap   = ui.W("訂正の知らせ", "Correction notices")
	wNotice       = ui.W("訂正の知らせ", "Correction notice")
	wOrganization = ui.W("団体", "Organization")
	wAbout        = ui.W("項目", "About")
	wOther        = ui.W("その他", "Other")
	wBody         = ui.W("知らせの内容", "What is wrong")
	wEvidence     = ui.W("根拠", "Evidence")
	wContact      = ui.W("連絡先（この画面を開いたことは記録されます）", "Contact (opening this page is on record)")
	wArrived      = ui.W("届いた日", "Arrived")
	wReply        = ui.W("対応の記録", "What was done")
	wReplyHint    = ui.W("何をしたか、または対応しない理由。公開されません。", "What you did, or why nothing. It is not shown to the public.")
	wHandled      = ui.W("対応した日", "Handled on")
	wHandle       = ui.W("対応を記録する", "Record what was done")
	wHandledNow   = ui.W("対応を記録しました。", "It is recorded.")
	wHandledTwice = ui.W("この知らせは、ほかの人がすでに対応しています。", "Somebody has handled this notice already.")
	wDecision     = ui.W("どうしましたか", "What did you do?")
	wStateMissing = ui.W("「対応済み」か「対応しない」を選んでください。", "Please choose: done or declined.")
	wReplyMissing = ui.W("何をしたか、または対応しない理由を入力してください。", "Please enter what you did, or why nothing.")
	wReplyLong    = ui.W("2,000文字以内で入力してください。", "Please use 2,000 characters at most.")
	wOpen         = ui.W("未対応", "Open")
	wDone         = ui.W("対応済み", "Done")
	wDeclined     = ui.W("対応しない", "Declined")

	// merges
	wMerges       = ui.W("重複した登録", "Double records")
	wMergesLead   = ui.W("同じ団体が2つ登録されているとき、1つにまとめます。まとめた日から30日間は元に戻せます。", "Where one body stands in the register twice, its records become one. For 30 days that can be undone.")
	wPick         = ui.W("まとめる2つを選ぶ", "Choose the two")
	wKeep         = ui.W("残す登録", "The record to keep")
	wGone         = ui.W("まとめられる登録", "The record to merge into it")
	wPickHint     = ui.W("ID、法人番号、または名称", "Identifier, corporate number or name")
	wCompare      = ui.W("比べる", "Compare")
	wNotFound     = ui.W("見つかりません。IDか法人番号か、正確な名称を入力してください。", "Not found. Please enter an identifier, a corporate number or the exact name.")
	wSeveral      = ui.W("同じ名称の登録がいくつかあります。IDを入力してください：", "Several records bear this name. Please enter an identifier: ")
	wUnionsNone   = ui.W("まとめた登録はありません", "No records have been merged")
	wUnionsDo     = ui.W("まとめると、ここに記録が残ります。", "Merges will be listed here.")
	wUnionsCap    = ui.W("まとめた記録", "Merges")
	wPreview      = ui.W("2つの登録を比べる", "Compare two records")
	wPreviewLead  = ui.W("左が残す登録、中央がまとめられる登録、右がまとめた後の内容です。まだ何も変わっていません。", "The record to keep, the one to merge into it, and what they would become. Nothing has changed yet.")
	wFact         = ui.W("項目", "Fact")
	wAfter        = ui.W("まとめた後", "Afterwards")
	wDiffers      = ui.W("内容が違う", "They differ")
	wFacts        = ui.W("登録の内容", "What they say")
	wHangs        = ui.W("付いているもの", "What hangs on them")
	wFilings      = ui.W("事業報告書等の記録", "Filing records")
	wProfile      = ui.W("プロフィール", "Profile")
	wPeople       = ui.W("担当者", "People")
	wMembers      = ui.W("前にまとめた登録", "Merged before")
	wProfileNote  = ui.W("残す登録にプロフィールがなければ、まとめられる登録のものを引き継ぎます。両方にあれば、残す登録のものだけを公開します。", "Where the record to keep has no profile, it takes over the other one. Where both have one, its own counts.")
	wCannot       = ui.W("この2つはまとめられません", "These two cannot be merged")
	wProceed      = ui.W("まとめる手続きへ", "Go on to merge them")
	wSwap         = ui.W("残す登録を入れ替えて比べる", "Compare the other way round")
	wUnite        = ui.W("2つの登録をまとめる", "Merge two records")
	wUniteLead    = ui.W("まとめると、まとめられる登録の住所（URL）は残す登録へつながります。検索には1つだけ出ます。", "The address of the merged record will lead to the one that stays. The search will show one.")
	wUniteReason  = ui.W("まとめる理由", "Why they are one")
	wUniteExample = ui.W("電話で代表者に同じ団体と確認（11月20日）", "confirmed by telephone on 20 November")
	wReasonNeeded = ui.W("理由を入力してください。", "Please enter a reason.")
	wUniteButton  = ui.W("まとめる", "Merge")
	wUnited       = ui.W("まとめました。30日以内なら元に戻せます。", "They are one record now. For 30 days this can be undone.")
	wUnion        = ui.W("まとめた記録", "A merge")
	wMadeAt       = ui.W("まとめた日", "Merged on")
	wUntil        = ui.W("元に戻せる期限", "Can be undone until")
	wUndoneAt     = ui.W("元に戻した日", "Undone on")
	wUndo         = ui.W("元に戻す", "Undo")
	wUndoText     = ui.W("2つの登録は、まとめる前の姿に戻ります。まとめている間に届いた情報は、それぞれの登録に入ります。", "Both records become what they were. What arrived meanwhile goes to the record that it is about.")
	wUndone       = ui.W("元に戻しました。", "It is undone.")

	// groups
	wGroups         = ui.W("任意団体の名簿", "Lists of groups")
	wGroupsLead     = ui.W("支援センターや市町の名簿（.xlsx・CSV）を取り込みます。取り込んだ団体は【代理登録】になり、公開の同意が確かめられるまで公開されません。", "Take a list (.xlsx or CSV) of the support centre or a town. Its groups are entered by proxy and stay hidden until they agree to be shown.")
	wUpload         = ui.W("名簿を読み込む", "Read a list")
	wUploadHint     = ui.W("8MBまで。パスワードの付いたファイルと .xls は読めません。", "Up to 8 MB. Files with a password and .xls cannot be read.")
	wList           = ui.W("名簿の名前", "Name of the list")
	wListHint       = ui.W("毎年同じ名前にすると、列の対応と団体のつながりを引き継ぎます。", "With the same name every year, columns and groups are known again.")
	wListExample    = ui.W("山口市 市民活動団体名簿", "Yamaguchi City list of citizens' groups")
	wListMissing    = ui.W("名簿の名前を入力してください。", "Please enter the name of the list.")
	wFileMissing    = ui.W("ファイルを選んでください。", "Please choose a file.")
	wFileBad        = ui.W("このファイルは読めません。", "This file cannot be read.")
	wSheet          = ui.W("シート名（空欄なら最初のシート）", "Worksheet (empty: the first one)")
	wCity           = ui.W("市町の列がない名簿の市町", "Municipality, where the list names none")
	wAsOfField      = ui.W("名簿の時点", "As of")
	wAsOfHint       = ui.W("2026-04-01 や R8.4.1。空欄なら今日。", "2026-04-01 or R8.4.1. Empty: today.")
	wAsOfBad        = ui.W("日付として読めません。2026-04-01 や R8.4.1 の形で入力してください。", "This is no date. Please write 2026-04-01 or R8.4.1.")
	wRead           = ui.W("読み込んで列を確かめる", "Read it and check the columns")
	wMapping        = ui.W("列を確かめる", "Check the columns")
	wMappingLead    = ui.W("見出しから列を推測しました。違うところを直してから、試しに取り込んでください。", "The columns were guessed from the headings. Mend what is wrong, then try the import.")
	wMappingKept    = ui.W("前の名簿と同じ見出しなので、前と同じ列で読みます。", "The headings are those of an earlier list: its columns are used again.")
	wNoHeading      = ui.W("団体名の列が分かりません。列を選んでください。", "No column holds the name for certain. Please choose it.")
	wNoColumn       = ui.W("この列はありません", "There is no such column")
	wTry            = ui.W("試しに取り込む（何も書き込みません）", "Try the import (writes nothing)")
	wImport         = ui.W("この内容で取り込む", "Import it")
	wTried          = ui.W("試し取込の結果", "What the import would do")
	wTriedCap       = ui.W("行ごとの結果", "Row by row")
	wOutcome        = ui.W("結果", "Outcome")
	wConsent        = ui.W("公開の同意", "Consent")
	wRejected       = ui.W("取り込めなかった箇所", "What could not be taken")
	wColumn         = ui.W("列", "Column")
	wImported       = ui.W("名簿を取り込みました。", "The list is in the register.")
	wWaiting        = ui.W("同意を待っている団体", "Groups that have not agreed")
	wWaitingNone    = ui.W("同意を待っている団体はありません", "No group waits for its consent")
	wWaitingDo      = ui.W("同意が未確認か不可の団体が、ここに並びます。公開はされません。", "Groups that have not agreed, or refused, are listed here. They are not shown to the public.")
	wWaitingCap     = ui.W("公開されていない団体", "Groups that are not shown")
	wCounts         = ui.W("名簿から登録した団体", "Groups from lists")
	wConsentTitle   = ui.W("公開の同意を記録する", "Record a consent")
	wConsentLead    = ui.W("団体に確かめた結果を記録します。公開可にすると、すぐに検索とページに出ます。", "Record what the group said. With its consent it is shown at once.")
	wConsentReason  = ui.W("いつ、どのように確かめたか", "When and how you asked")
	wConsentExample = ui.W("11月20日に電話で代表者に確認", "by telephone, 20 November")
	wConsentSet     = ui.W("同意を記録しました。", "The consent is recorded.")
	wRepresentative = ui.W("代表者", "Representative")
	wPhone          = ui.W("電話", "Telephone")
	wFullAddress    = ui.W("名簿の住所", "Address in the list")
)

// refusalWords say why two records cannot be one.
var refusalWords = map[string]ui.Word{
	register.UnionSame:     ui.W("同じ登録です。別の登録を選んでください。", "It is one record. Please choose another one."),
	register.UnionGone:     ui.W("すでに別の登録にまとめられています。まとめた先の登録を選んでください。", "One of them was merged before. Please choose the record that it became."),
	register.UnionNumbers:  ui.W("法人番号が2つあります。別の法人です。", "They have two corporate numbers: they are two bodies."),
	register.UnionPortals:  ui.W("NPO法人ポータルの番号が2つあります。別の法人です。", "They have two numbers of the NPO portal: they are two bodies."),
	register.UnionPeople:   ui.W("まとめられる登録に担当者がいます。担当者のいる登録を残すか、先に残す登録へ招いて担当を終えてください。", "Somebody acts for the record that would go. Keep that record, or invite them to the other one first."),
	register.UnionWithheld: ui.W("片方は公開の同意が確かめられていません。先に「任意団体の名簿」で同意を確かめてください。", "One of them has not agreed to be shown. Please settle the consent first."),
}

// noticeState names the state of a notice.
func noticeState(s string) (ui.Word, ui.Tone) {
	switch s {
	case register.CorrectionDone:
		return wDone, ui.Good
	case register.CorrectionDeclined:
		return wDeclined, ui.Plain
	}
	return wOpen, ui.Warn
}

// unionState names the state of a union.
func unionState(s string) (ui.Word, ui.Tone) {
	switch s {
	case register.UnionUndone:
		return ui.W("元に戻した", "Undone"), ui.Plain
	case register.UnionFinal:
		return ui.W("確定", "Final"), ui.Good
	}
	return ui.W("元に戻せる", "Can be undone"), ui.Info
}

// outcome names what became of a row.
func outcome(s string) (ui.Word, ui.Tone) {
	switch s {
	case register.GroupCreated:
		return ui.W("新規", "New"), ui.Good
	case register.GroupUpdated:
		return ui.W("更新", "Updated"), ui.Info
	case register.GroupAsked:
		return ui.W("要確認", "Question"), ui.Warn
	}
	return ui.W("変更なし", "Unchanged"), ui.Plain
}

// summed says in one line what an import does.
func summed(rep *register.GroupReport, l ui.Lang) []string {
	n := strconv.Itoa
	if l == ui.EN {
		return []string{n(rep.Rows) + " rows: " + n(rep.Created) + " new, " + n(rep.Updated) + " updated, " + n(rep.Unchanged) + " unchanged, " +
			n(rep.Asked) + " questions, " + n(len(rep.Rejected)) + " remarks",
			"Consent: " + n(rep.Open) + " given, " + n(rep.Unknown) + " not asked, " + n(rep.Refused) + " refused"}
	}
	return []string{n(rep.Rows) + "行：新規 " + n(rep.Created) + "、更新 " + n(rep.Updated) + "、変更なし " + n(rep.Unchanged) + "、要確認 " + n(rep.Asked) +
		"、取り込めなかった箇所 " + n(len(rep.Rejected)),
		"公開の同意：公開可 " + n(rep.Open) + "、未確認 " + n(rep.Unknown) + "、不可 " + n(rep.Refused)}
}
