package accountweb

import "kyodo/internal/web/ui"

// The words of the erasure of one's own account.
var (
	wErase          = ui.W("アカウントを消す", "Erase the account")
	wEraseWish      = ui.W("アカウントを消してほしい", "Ask for the account to be erased")
	wEraseDoor      = ui.W("お名前、連絡先、ログインの方法などの個人情報を消せます。申し出るとすぐにログインできなくなり、30日後に消えます。その間は、窓口に連絡すれば元に戻せます。", "Your name, how to reach you and your ways to sign in can be erased. You are signed out at once, and the data go after 30 days. Until then the office where you registered can undo it.")
	wEraseDoorOwner = ui.W("団体の管理者があなただけのときは、先に次の管理者（後任）を決めてください。職員の職に就いている間は、申し出られません。", "If you alone manage an organization, name your successor first. While you hold a post of the staff you cannot ask for it.")
	wEraseLead      = ui.W("消したあとは、元に戻せません。次のことを確かめてから、申し出てください。", "Once erased, nothing can be brought back. Please read this before you ask.")
	wEraseGoes      = ui.W("消えるもの", "What goes")
	wEraseStays     = ui.W("残るもの", "What stays")
	wEraseTies      = ui.W("先に引き継ぐもの", "To hand over first")
	wEraseTiesLead  = ui.W("次のことが終わると、消去を申し出られます。", "When this is done you can ask for the erasure.")
	wEraseSuccessor = ui.W("管理者はあなただけです。後任を決める", "You alone manage it. Name a successor")
	wEraseStaff     = ui.W("職員の職に就いています。異動や退職の手続きが終わってから申し出てください。", "You hold this post of the staff. Ask once you have left it.")
	wEraseAsk       = ui.W("消去を申し出る", "Ask for the erasure")
	wEraseWhen      = ui.W("申し出ると、すぐにすべての機器でログアウトします。個人情報が消える日は、次のとおりです。", "You are signed out everywhere at once. Your personal data are erased on this day:")
	wEraseCheck     = ui.W("確認", "Please confirm")
	wEraseSure      = ui.W("消えるものと残るものを確かめました", "I have read what goes and what stays")
	wEraseUnsure    = ui.W("消えるものと残るものを確かめて、チェックを入れてください。", "Read what goes and what stays, and tick the box.")
	wEraseDo        = ui.W("アカウントの消去を申し出る", "Ask for the account to be erased")
	wEraseNot       = ui.W("消さずに、登録内容に戻る", "Keep the account and go back")
	wEraseDone      = ui.W("消去の申出を受け付け、ログアウトしました。30日後に個人情報を消します。取りやめるときは、その日までに登録した窓口にご連絡ください。", "Your wish is recorded and you are signed out. Your personal data are erased after 30 days. To take it back, tell the office where you registered before then.")
)

// eraseGoes are the things that an erasure takes.
func eraseGoes() []ui.Word {
	return []ui.Word{
		ui.W("お名前、フリガナ、メールアドレス、電話番号", "Your name, kana, mail address and telephone number"),
		ui.W("パスワード、パスキー、確認コード、つないだ外部のアカウント、ログインの記録", "Password, passkeys, codes, linked accounts and sessions"),
		ui.W("あなたに送ったメール", "Mails sent to you"),
		ui.W("登録申請や名乗り出に書いた代表者・連絡先・肩書、書きかけの申請", "Names, contact data and titles in your applications and claims, and drafts"),
		ui.W("あなたが関わる団体のプロフィールのうち、あなたの氏名や連絡先", "Your name and contact data in the profiles of your organizations"),
		ui.W("操作の記録のうち、あなたの氏名や連絡先", "Your name and contact data in the log"),
	}
}

// eraseStays are the things that law or the record needs.
func eraseStays() []ui.Word {
	return []ui.Word{
		ui.W("団体の登録と、団体として公開している内容", "The organizations in the register and what they publish"),
		ui.W("申請や名乗り出があったことと、その結果（あなたの氏名は付きません）", "That there was an application or claim and how it ended, without your name"),
		ui.W("いつ、どの職で、何をしたかの記録（氏名ではなく番号で残ります）。行政の記録として保存するためです", "What was done when and in which post, under a number instead of a name: it is kept as an administrative record"),
		ui.W("法律により公表された情報（国や県の公開資料にある法人の代表者など）", "What the law publishes, such as the representative of a corporation in official sources"),
	}
}
