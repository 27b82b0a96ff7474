package adminweb

import "kyodo/internal/web/ui"

// The words of the erasure of somebody's data.
var (
	wErasePerson     = ui.W("個人情報を消す", "Erase the personal data")
	wErasePersonLead = ui.W("消したあとは、元に戻せません。本人の申出（利用停止・消去の請求）と本人であることを確かめてから行ってください。すぐにログインできなくなります。", "Once erased, nothing can be brought back. First make sure that the person asks for it, and who they are. They are signed out at once.")
	wErasedPerson    = ui.W("個人情報を消した人", "Somebody whose data were erased")
	wEraseGoes       = ui.W("消えるもの", "What goes")
	wEraseStays      = ui.W("残るもの", "What stays")
	wEraseTies       = ui.W("引継ぎがまだのもの", "Not handed over yet")
	wEraseTiesLead   = ui.W("この人が就いている職員の職と、この人だけが管理者の団体です。消すと担当者がいなくなります。先に後任を決めるか、消したあとで「担当者のいない団体」から手配してください。", "Posts of the staff that this person holds, and organizations that nobody else manages. They are left without anybody: see to a successor first, or afterwards from “Organizations without an owner”.")
	wEraseDo         = ui.W("消す", "Erase")
	wEraseNumberHint = ui.W("取り違えを防ぐため、上の利用者番号を入力してください。", "Enter the number above, so that it is not somebody else.")
	wEraseOther      = ui.W("この人の利用者番号ではありません。上の番号を入力してください。", "This is not the person's number. Enter the number above.")
	wEraseWhyHint    = ui.W("申出の日と、本人をどう確かめたか。氏名や連絡先は書かないでください。記録に残ります。", "When they asked, and how you made sure who it is. No names or addresses: it stays in the log.")
)

// eraseGoes are the things that an erasure takes.
func eraseGoes() []ui.Word {
	return []ui.Word{
		ui.W("氏名、フリガナ、メールアドレス、電話番号", "Name, kana, mail address and telephone number"),
		ui.W("ログインの方法、招待とカード、いまのログインとその履歴", "Ways to sign in, invitations and cards, sessions of now and before"),
		ui.W("本人に送ったメール、送信待ちのメール", "Mails to the person, sent or waiting"),
		ui.W("登録申請・名乗り出・代表者の交代・代理登録に書かれた本人の氏名や連絡先、書きかけの申請。審査中の申請は取り下げ、名乗り出は終わりになります", "Name and contact data in applications, claims, successions and entries by proxy, and drafts. What waits is withdrawn or ends"),
		ui.W("本人が担当した団体のプロフィール（前の版も）と団体名簿にある、本人の氏名や連絡先", "Name and contact data in the profiles, of now and before, and in lists of the organizations for which the person acted"),
		ui.W("操作の記録にある本人の氏名や連絡先", "Name and contact data in the log"),
	}
}

// eraseStays are the things that law or the record needs.
func eraseStays() []ui.Word {
	return []ui.Word{
		ui.W("利用者番号と、どの職にいつ就いていたか（きのうで終わります）", "The number, and which posts were held when (they end with yesterday)"),
		ui.W("申請や名乗り出があったこと、その団体と結果", "That there was an application or claim, for which body, and how it ended"),
		ui.W("操作の記録そのもの。改ざんの検査（kyodo verify）にも通ります", "The log's entries; kyodo verify still passes"),
		ui.W("団体の登録と、法律により公表された情報", "The organizations in the register, and what the law publishes"),
		ui.W("前に取ったバックアップの中の情報。古いバックアップを消すまで残ります", "What stands in earlier backups, until those are deleted"),
	}
}
