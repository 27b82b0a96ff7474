package policyweb

import (
	"kyodo/internal/policy"
	"kyodo/internal/web/ui"
)

// The words of the package, Japanese and English side by side.
var (
	wMatrix  = ui.W("役割分担表", "Role matrix")
	wPolicy  = ui.W("権限の表", "Permission table")
	wChange  = ui.W("役割分担表を変える", "Change the role matrix")
	wColon   = ui.W("：", ": ")
	wComma   = ui.W("、", ", ")
	wNone    = ui.W("（なし）", "(none)")
	wError   = ui.W("入力の確認：", "Please check: ")
	wToday   = ui.W("今日", "today")
	wPlanOwn = ui.W("平成20年の計画のまま", "As the plan of 2008 has it")

	// the year
	wLead        = ui.W("県、県民活動支援センター、県民活動きらめき財団が、だれが何をするかを決めた表です。このシステムでできる操作も、この表で決まります。", "The table says which of the prefecture, the support centre and the foundation does what. It also decides what each may do in this system.")
	wMarks       = ui.W("《》は基本的な役割、【】は費用の負担やシステムの運用です。文言は計画のとおりです。", "Double angle brackets mark a basic role, lenticular brackets who bears the cost or runs the system. The wording is the plan's and Japanese; the kind of each duty follows in brackets.")
	wSection     = ui.W("区分", "Section")
	wItem        = ui.W("事項", "Item")
	wBody        = ui.W("主体", "Body")
	wTxt         = ui.W("計画の書き方のまま（テキスト）", "As the plan prints it (text)")
	wCSV         = ui.W("CSV", "CSV")
	wChanges     = ui.W("この年度の変更", "Changes in this fiscal year")
	wNoChanges   = ui.W("この年度の変更はありません", "No change in this fiscal year")
	wNoChangesDo = ui.W("変更があると、施行日、理由、変更の前と後がここに載ります。", "A change will be listed here with its day, its reason, and the table before and after it.")
	wInForce     = ui.W("この年度に使われる版", "Versions in force in this fiscal year")
	wReason      = ui.W("理由", "Reason")
	wWho         = ui.W("変更した職", "Changed by")
	wRecorded    = ui.W("記録した日", "Recorded on")
	wBefore      = ui.W("変更前", "Before")
	wAfter       = ui.W("変更後", "After")
	wWhat        = ui.W("変わった点", "What changed")
	wDiffCap     = ui.W("変更前と変更後", "Before and after")
	wWholeBefore = ui.W("変更前の表の全体", "The whole table before the change")
	wWholeAfter  = ui.W("変更後の表の全体", "The whole table after the change")
	wReports     = ui.W("取組状況", "Progress")
	wReportsCap  = ui.W("事項ごとの新しい取組状況", "The latest report of each item")
	wNoReport    = ui.W("この年度の報告はまだありません", "No report in this fiscal year yet")
	wNoReportDo  = ui.W("役割を持つ主体が書くと、ここに載ります。", "What the body that holds a duty writes is shown here.")
	wWritten     = ui.W("書いた日", "Written on")
	wOtherYears  = ui.W("ほかの年度", "Other fiscal years")
	wFuture      = ui.W("これから施行", "to come")

	// an item
	wDuties     = ui.W("役割と、できる操作", "Duties and what they let do")
	wDutiesCap  = ui.W("この事項の役割", "Duties of this item")
	wDuty       = ui.W("役割", "Duty")
	wKind       = ui.W("責任種別", "Kind")
	wMayDo      = ui.W("この役割でできる操作", "What this duty lets do")
	wItemLead   = ui.W("この事項について、どの主体がどの役割を持ち、このシステムで何ができるかを示します。", "Which body holds which duty of this item, and what it may do in this system.")
	wWriteOf    = ui.W("取組状況を書く：", "Write a report: ")
	wNext       = ui.W("次にすること", "Next step")
	wDue        = ui.W("期限", "By")
	wBackToYear = ui.W("役割分担表に戻る", "Back to the role matrix")

	// a report
	wReportLead = ui.W("書いた内容は、主体の名前とともに公開されます。人の名前や連絡先は書かないでください。", "What you write is published with the name of the body. Do not write names or contact data of people.")
	wContent    = ui.W("取組状況", "Progress")
	wContentHnt = ui.W("何をしたか、今どうなっているかを書きます。2000文字まで。", "What was done and how it stands now. At most 2,000 characters.")
	wNextHint   = ui.W("500文字まで。なければ空欄で構いません。", "At most 500 characters. May be left empty.")
	wDueHint    = ui.W("わからないときは空欄で構いません。", "May be left empty.")
	wDateLike   = ui.W("令和9年3月31日、R9.3.31、2027-03-31", "2027-03-31, 31 March 2027, R9.3.31")
	wPublish    = ui.W("公開する", "Publish")
	wMissing    = ui.W("取組状況を入力してください", "Enter the progress")
	wLong       = ui.W("取組状況は2000文字までにしてください", "Shorten the progress to 2,000 characters")
	wNextLong   = ui.W("次にすることは500文字までにしてください", "Shorten the next step to 500 characters")
	wBadDate    = ui.W("日付として読めません。例のように入力してください", "This is not a date. Enter it as in the example")

	// a change
	wChangeLead = ui.W("役割を別の主体に移します。施行日の午前0時から、その役割でできる操作も移ります。変更は公開されます。", "Moves duties to another body. From 0:00 on the effective day the rights that the duty grants move with it. The change is published.")
	wFromBody   = ui.W("いまの主体", "Present body")
	wToBody     = ui.W("新しい主体", "New body")
	wKindHint   = ui.W("選ばないと、その欄のすべての役割を移します。", "Without a choice every duty of the cell is moved.")
	wOn         = ui.W("施行日", "Effective day")
	wOnHint     = ui.W("今日から翌年度の末日までの日を指定します。", "From today to the last day of the next fiscal year.")
	wWhy        = ui.W("理由", "Reason")
	wWhyHint    = ui.W("公開されます。人の名前は書かないでください。500文字まで。", "It is published. Do not write names of people. At most 500 characters.")
	wCheck      = ui.W("変更の内容を確かめる", "Check the change")
	wCheckTitle = ui.W("変更の内容を確かめる", "Check the change")
	wApply      = ui.W("この内容で変更する", "Make this change")
	wEdit       = ui.W("入力に戻って直す", "Go back and edit")
	wShifts     = ui.W("移る操作", "Rights that move")
	wShiftsCap  = ui.W("施行日から変わる操作", "Rights that change on the effective day")
	wAction     = ui.W("操作", "Action")
	wLoses      = ui.W("できなくなる人", "Who no longer can")
	wGains      = ui.W("できるようになる人", "Who then can")
	wNobody     = ui.W("できる人がいなくなります", "Nobody will be able to")
	wNoShifts   = ui.W("できる操作は変わりません。", "No right changes.")
	wConflict   = ui.W("入力している間に、ほかの人が役割分担表を変えました", "Somebody else changed the matrix meanwhile")
	wConflictDo = ui.W("いまの表をもとに計算し直しました。下の変更前と変更後を、もう一度確かめてください。入力した内容は残っています。", "The change was computed anew from the present table. Check before and after again. What you typed is kept.")
	wDone       = ui.W("変更を記録しました", "The change is recorded")
	wSeePublic  = ui.W("公開された役割分担表を見る", "See the published matrix")
	wPresent    = ui.W("いまの役割分担", "The present matrix")

	wSayItem    = ui.W("事項を選んでください", "Choose an item")
	wSayBody    = ui.W("主体を選んでください", "Choose a body")
	wSaySame    = ui.W("いまの主体とは別の主体を選んでください", "Choose another body than the present one")
	wSayNothing = ui.W("その主体には、移す役割がありません。事項、主体、責任種別を確かめてください", "This body has no such duty. Check item, body and kind")
	wSayDate    = ui.W("施行日は今日以後の日付にしてください", "The effective day must be today or later")
	wSayFar     = ui.W("施行日は翌年度の末日までにしてください", "The effective day must be within the next fiscal year")
	wSayWhy     = ui.W("理由を入力してください", "Enter the reason")
	wSayWhyLong = ui.W("理由は500文字までにしてください", "Shorten the reason to 500 characters")

	// the permission table
	wPolicyLead = ui.W("だれが、どんな条件で、何をできるかの一覧です。ここにない操作は、だれにもできません。", "Who may do what, and under which conditions. What is not listed nobody may do.")
	wWhoMay     = ui.W("できる人", "Who")
	wConditions = ui.W("条件", "Conditions")
	wSearch     = ui.W("ことば", "Words")
	wSearchHint = ui.W("操作の名前やできる人でさがします。", "Looks in the names of actions and roles.")
	wRole       = ui.W("役割（ロール）", "Role")
	wFilter     = ui.W("しぼりこむ", "Filter")
	wNoRows     = ui.W("当てはまる操作はありません", "No action fits")
	wNoRowsDo   = ui.W("条件をすべて外す", "Remove all conditions")
	wAnyState   = ui.W("条件なし", "no condition")
	wState      = ui.W("対象の状態：", "state: ")
	wFields     = ui.W("見える項目：", "opens: ")
	wMulti      = ui.W("二要素での本人確認が必要", "second factor needed")
	wStepUp     = ui.W("10分以内の再確認が必要", "identity confirmed within 10 minutes")
	wTwo        = ui.W("依頼した本人は除く", "not by who asked for it")
	wLogged     = ui.W("記録に残る", "logged")
	wHolders    = ui.W("今の担当：", "today: ")
)

// itemNames are the English names of the items and sections; the Japanese ones are the plan's.
var itemNames = map[string]string{
	"basic-role": "Basic roles in promoting collaboration", "bank": "Building the contribution bank", "npo-register": "NPO disclosure register",
	"guidebook": "Collaboration guidebook", "working-group": "Setting up a working group", "meeting": "Collaboration meetings",
	"forum": "Collaboration forums", "intermediary-exchange": "Exchange of intermediaries",
	"基盤となる環境整備": "Groundwork", "成功事例の創出・普及等": "Making and spreading good examples",
}

func itemName(i policy.Item, l ui.Lang) string {
	if l == ui.EN {
		return itemNames[i.Slug]
	}
	return i.Name
}

func groupName(i policy.Item, l ui.Lang) string {
	if l == ui.EN {
		return itemNames[i.Group]
	}
	return i.Group
}

// states and fields of policy.tsv in words; a test asks for every one that the table has.
var (
	states = map[string]ui.Word{
		"submitted": ui.W("提出済み", "submitted"), "returned": ui.W("差し戻し中", "returned"), "lettered": ui.W("確認コードを郵送済み", "code sent by letter"),
		"open": ui.W("有効", "open"), "undoable": ui.W("元に戻せる期間内", "within the time to undo"), "active": ui.W("利用中", "active"),
		"approved": ui.W("承認済み", "approved"), "declined": ui.W("不承認", "declined"), "withdrawn": ui.W("取り下げ済み", "withdrawn"),
		"suspended": ui.W("利用停止中", "suspended"), "failed": ui.W("送信できなかったもの", "failed"),
		"checking": ui.W("センター確認中", "being checked"), "paused": ui.W("一時停止中", "paused"), "expired": ui.W("期限切れ", "expired"), "done": ui.W("完了", "done"),
		"mediated":  ui.W("センターが仲介中", "mediated by the centre"),
		"to-center": ui.W("センターの回答待ち", "the centre is asked"), "to-foundation": ui.W("きらめき財団の回答待ち", "the foundation is asked"),
		"to-municipality": ui.W("市町の支援機関の回答待ち", "the municipality's supporters are asked"),
		"center":          ui.W("センターの記録", "records of the centre"), "foundation": ui.W("きらめき財団の記録", "records of the foundation"),
	}
	fields = map[string]ui.Word{
		"public": ui.W("公開の項目", "public fields"), "registered": ui.W("登録者に見せる項目", "fields for the registered"),
		"contact": ui.W("連絡先", "contact data"), "internal": ui.W("内部の項目", "internal fields"),
	}
	relations = map[policy.Relation]ui.Word{
		policy.Any: ui.W("", ""), policy.Self: ui.W("自分のものだけ", "their own only"), policy.Own: ui.W("自分の団体だけ", "their organization only"),
		policy.OwnPost: ui.W("自分の職だけ", "their post only"), policy.Area: ui.W("担当地域だけ", "their area only"),
		policy.Duty: ui.W("役割分担表の役割を持つ間だけ", "while the matrix gives them the duty"), policy.Glass: ui.W("緊急時の閲覧中だけ", "only after breaking the glass"),
	}
)
