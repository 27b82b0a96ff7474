package adminweb

import (
	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/mail"
	"kyodo/internal/web/ui"
)

// The words that several pages share, Japanese and English side by side.
var (
	wAdmin    = ui.W("管理", "Administration")
	wError    = ui.W("入力の確認：", "Please check: ")
	wColon    = ui.W("：", ": ")
	wComma    = ui.W("、", ", ")
	wTo       = ui.W(" ～ ", " to ")
	wOpen     = ui.W("（期限なし）", "(open)")
	wNone     = ui.W("（なし）", "(none)")
	wYes      = ui.W("あり", "yes")
	wNo       = ui.W("なし", "no")
	wSave     = ui.W("保存する", "Save")
	wBack     = ui.W("戻る", "Back")
	wFilter   = ui.W("しぼり込む", "Filter")
	wTotal    = ui.W("該当：", "Found: ")
	wItem     = ui.W("項目", "Item")
	wDo       = ui.W("操作", "Action")
	wState    = ui.W("状態", "State")
	wKind     = ui.W("種類", "Kind")
	wOn       = ui.W("日付", "Date")
	wName     = ui.W("氏名", "Name")
	wKana     = ui.W("フリガナ", "Name in kana")
	wNumber   = ui.W("利用者番号", "User number")
	wStatus   = ui.W("利用の状態", "Status")
	wMail     = ui.W("メールアドレス", "Mail address")
	wPhone    = ui.W("電話番号", "Telephone")
	wLang     = ui.W("言語", "Language")
	wJapanese = ui.W("日本語", "Japanese")
	wEnglish  = ui.W("英語", "English")
	wReason   = ui.W("理由", "Reason")
	wPost     = ui.W("職", "Post")
	wUnit     = ui.W("所属", "Unit")
	wTitle    = ui.W("職名", "Title")
	wRoles    = ui.W("役割", "Roles")
	wScope    = ui.W("担当する範囲", "Area")
	wPeriod   = ui.W("期間", "Period")
	wFrom     = ui.W("始まりの日", "From")
	wSince    = ui.W("登録した日", "On record since")
	wDue      = ui.W("期限", "Due")
	wObject   = ui.W("対象", "Object")
	wActive   = ui.W("利用中", "Active")
	wErased   = ui.W("消去済み", "Erased")
	wNow      = ui.W("いま", "Now")
	wComing   = ui.W("これから", "To come")
	wEnded    = ui.W("終了", "Ended")
	wResult   = ui.W("結果", "Result")
	wAction   = ui.W("したこと", "Action")
	wText     = ui.W("テキスト", "Text")
	wAsOf     = ui.W("基準日", "As of")
	wOrMore   = ui.W("以上", " or more")
	wWho      = ui.W("就く人", "Who")
	wDetail   = ui.W("くわしい内容", "Detail")
	wLine     = ui.W("行", "Line")
	wFile     = ui.W("ファイル", "File")
	wEntryID  = ui.W("番号", "Number")

	wSuspended     = ui.W("利用停止中", "Suspended")
	wCalledOff     = ui.W("取りやめ", "Called off")
	wUntilDay      = ui.W("終わりの日", "Until")
	wLastDay       = ui.W("最後の日", "Last day")
	wDateLike      = ui.W("令和9年4月1日、R9.4.1、2027-04-01", "2027-04-01")
	wBadDate       = ui.W("日付を読めません。2027-04-01 や R9.4.1 の形で書いてください。", "The date cannot be read. Write it like 2027-04-01.")
	wNoReason      = ui.W("理由を入力してください。", "Enter a reason.")
	wLongReason    = ui.W("500文字以内で入力してください。", "Enter at most 500 characters.")
	wReasonHint    = ui.W("記録に残ります。個人の名前や連絡先は書かないでください。", "It is kept in the log. Do not write names or contact data of people.")
	wFromHint      = ui.W("空欄は今日からです。", "Empty means from today.")
	wUntilDayHint  = ui.W("その日いっぱい有効です。空欄は期限なしです。", "Valid to the end of that day. Empty means open.")
	wLastTodayHint = ui.W("その日いっぱい有効です。空欄は今日です。", "Valid to the end of that day. Empty means today.")
	wLastNowHint   = ui.W("その日いっぱい有効です。空欄にすると、いますぐ権限がなくなります。", "Valid to the end of that day. Empty ends the rights at once.")
	wChangedOn     = ui.W("変更した日", "Changed on")
	wChangedBy     = ui.W("変更した人", "Changed by")
	wPrefecture    = ui.W("県全体", "The whole prefecture")
	wOrganization  = ui.W("団体・企業", "An organization")
	wConflict      = ui.W("ほかの人が先に変更しました。", "Somebody else changed this first.")
	wConflictDo    = ui.W("入力した内容は下に残っています。いまの内容と見比べて、よければもう一度保存してください。", "What you typed is kept below. Compare it with what is stored now, and save again if you are sure.")
	wBothCap       = ui.W("いまの内容と、入力した内容", "What is stored and what you typed")
	wStored        = ui.W("いまの内容", "Stored")
	wTyped         = ui.W("入力した内容", "Typed")

	// the entrance
	wAdminLead      = ui.W("あなたの職でできる管理の仕事を集めました。待っているものから始めてください。", "What your posts let you administer. Begin with what waits.")
	wWaiting        = ui.W("待っているもの", "What waits")
	wNothingWaits   = ui.W("待っているものはありません", "Nothing waits")
	wNothingWaitsDo = ui.W("申請や失敗したメールがあると、ここに数が出ます。", "Applications or failed mails will be counted here.")
	wPeopleAndPosts = ui.W("人と職", "People and posts")
	wRegister       = ui.W("台帳", "The register")
	wRights         = ui.W("役割と権限", "Roles and rights")
	wHouse          = ui.W("システム", "The system")
	wIntake         = ui.W("受付（申請・名乗り出）", "Intake: applications and claims")
	wQuestions      = ui.W("取込の確認事項", "Import questions")
	wCorrections    = ui.W("訂正の知らせ", "Correction notices")
	wMerges         = ui.W("重複した登録", "Double records")
	wGroups         = ui.W("団体名簿の取込", "Import a list of groups")
	wMatrix         = ui.W("役割分担表を変える", "Change the role matrix")
	wPolicy         = ui.W("権限の表", "Permission table")
	wMailsFailed    = ui.W("送れなかったメール", "Mails that could not be sent")
	wMailsHeld      = ui.W("送信先の設定を待つメール", "Mails that wait for a relay")
	wOrphans        = ui.W("担当者のいない案件", "Matters without an owner")
)

// doneWords say what was just done, by the word in the address.
var doneWords = map[string]ui.Word{
	"saved":       ui.W("保存しました", "Saved"),
	"invited":     ui.W("招待のメールを送りました", "The invitation is on its way"),
	"suspended":   ui.W("利用を止めました。ログインも終わらせました", "Suspended; every session is ended"),
	"reinstated":  ui.W("利用を再開しました", "Reinstated"),
	"gone":        ui.W("個人情報を消しました。ログインも終わらせました", "The personal data are erased; every session is ended"),
	"ended":       ui.W("ログインを終わらせました", "Ended"),
	"proposed":    ui.W("申し出ました。別の担当者の承認を待ちます", "Proposed; another officer decides"),
	"refused":     ui.W("申し出を退けました", "Turned down"),
	"closed":      ui.W("職の廃止日を決めました", "The post has its last day"),
	"appointed":   ui.W("職に就けました", "Appointed"),
	"tenure":      ui.W("任期の終わりを決めました", "The tenure has its last day"),
	"transferred": ui.W("人事異動を反映しました", "The transfers are applied"),
	"erased":      ui.W("個人情報を消しました。記録そのものは残ります", "The personal values are gone; the entries stay"),
	"retried":     ui.W("もう一度送ります", "It is sent again"),
	"moved":       ui.W("このメールは、すでに動いています", "The mail has moved on already"),
	"glass":       ui.W("緊急時の閲覧を始めました。県の担当者に知らせました", "The emergency look is open; the prefecture was told"),
	"glassended":  ui.W("緊急時の閲覧を終えました", "The emergency look is over"),
}

// scopeKinds say what the roles of a post can reach.
var scopeKinds = map[account.ScopeKind]ui.Word{
	account.OfOrganization: wOrganization,
	account.OfMunicipality: ui.W("市町", "a municipality"),
	account.OfRegion:       ui.W("地域", "a region"),
	account.OfPrefecture:   wPrefecture,
}

var methods = map[account.Method]ui.Word{
	account.ByPassword:   ui.W("パスワード", "Password"),
	account.ByTOTP:       ui.W("パスワードと確認コード", "Password and code"),
	account.ByRecovery:   ui.W("パスワードと予備コード", "Password and recovery code"),
	account.ByPasskey:    ui.W("パスキー", "Passkey"),
	account.ByIdentity:   ui.W("外部のアカウント", "Identity provider"),
	account.ByInvitation: ui.W("招待", "Invitation"),
	account.ByCard:       ui.W("紙のカード", "Printed card"),
	account.BySetup:      ui.W("最初の設定", "Set-up"),
	account.ByDemo:       ui.W("見本の入口", "Demo door"),
}

func methodName(m account.Method, l ui.Lang) string {
	if w, ok := methods[m]; ok {
		return w.In(l)
	}
	return string(m)
}

// actors are those who are nobody in particular.
var actors = map[audit.Actor]ui.Word{
	"":            ui.W("", ""),
	audit.Import:  ui.W("取込", "Import"),
	audit.System:  ui.W("システム", "System"),
	audit.Console: ui.W("コマンド操作", "Command line"),
	audit.Visitor: ui.W("ログインしていない人", "Visitor"),
}

// entryWords are actions of the log that are no permission of the table.
var entryWords = map[string]ui.Word{
	audit.Deny:             ui.W("断られた操作", "Refused"),
	audit.SessionStart:     ui.W("ログイン", "Signed in"),
	audit.SessionFail:      ui.W("ログインの失敗", "Failed to sign in"),
	audit.DataRead:         ui.W("非公開の個人情報の閲覧", "Withheld data read"),
	audit.DataExport:       ui.W("データの書き出し", "Data exported"),
	audit.LogRead:          ui.W("記録の閲覧", "Log read"),
	audit.LogErase:         ui.W("記録の個人情報の消去", "Personal values erased"),
	audit.PermissionChange: ui.W("権限の変更", "Permission changed"),
	audit.ClockBack:        ui.W("時計の巻き戻り", "Clock set back"),
	"session.glass":        ui.W("緊急時の閲覧", "Emergency look"),
	"tenure.start":         ui.W("職への着任", "Tenure begun"),
	"tenure.end":           ui.W("職からの離任", "Tenure ended"),
	"transfer.apply":       ui.W("人事異動の反映", "Transfers applied"),
	"ticket.give":          ui.W("招待・カードの発行", "Invitation or card given"),
	"ticket.use":           ui.W("招待・カードの使用", "Invitation or card used"),
	"password.reset":       ui.W("窓口での作り直し", "Reset at the counter"),
	"post.create":          ui.W("職の作成", "Post made"),
	"organization.create":  ui.W("団体の登録", "Organization registered"),
}

var mailStates = map[mail.State]ui.Word{
	mail.Queued:   ui.W("送信待ち", "Queued"),
	mail.Sending:  ui.W("送信中", "Sending"),
	mail.Held:     ui.W("中継サーバーの設定待ち", "Waiting for a relay"),
	mail.Failed:   ui.W("失敗", "Failed"),
	mail.Sent:     ui.W("送信済み", "Sent"),
	mail.Recorded: ui.W("見本のため送らず保管", "Kept, not sent (demo)"),
	mail.Dropped:  ui.W("権限がなくなり取りやめ", "Dropped: the right to it ended"),
}

// jobStates are the states of the queue.
var jobStates = map[string]ui.Word{
	"available": ui.W("順番待ち", "Waiting"),
	"scheduled": ui.W("時刻待ち", "Scheduled"),
	"running":   ui.W("実行中", "Running"),
	"retryable": ui.W("失敗、もう一度する", "Failed, tried again"),
	"completed": ui.W("完了", "Done"),
	"discarded": ui.W("失敗、あきらめた", "Failed, given up"),
	"cancelled": ui.W("取りやめ", "Cancelled"),
	"pending":   ui.W("準備中", "Pending"),
}
