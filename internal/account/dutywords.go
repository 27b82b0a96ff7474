package account

import (
	"fmt"
	"time"

	"kyodo/internal/term"
)

// dutyWords are about posts of the staff: what is refused, and what the chiefs are told.
type dutyWords struct {
	NotYourself, OwnPost           string
	StaffAddress, OtherAddress     string
	Subject, Look, Readdressed     string
	Wrong                          string
	PasswordGoes                   string
	Given                          func(unit, title string, from term.Date) string
	Widened                        func(unit, title string) string
	Transferred                    func(n int) string
	At                             func(at time.Time) string
	PastDay, TransferSelf, LateDay string
	LateEnd                        func(last term.Date) string
}

var dutyJa = dutyWords{
	NotYourself:  "自分を職に就けることはできません。ほかの担当者に頼んでください。",
	OwnPost:      "自分が就いている職、またはこれから就く職の役割・範囲・期間は変えられません。ほかの担当者に頼んでください。",
	StaffAddress: "この人は職員の職に就いているか、これから就く予定で、まだ一度もログインしていません。メールアドレスは、職を決める権限のある担当者が、本人確認をやり直してから変えてください。",
	OtherAddress: "招待は、登録されている本人のメールアドレスにだけ送れます。",
	Subject:      "職員の権限に関するお知らせ",
	Look:         "管理の画面で確かめる",
	Readdressed:  "職員の職に就いている（または就く予定の）人のメールアドレスが変わりました。",
	Wrong:        "心あたりのない変更のときは、すぐに確かめて、必要なら取り消してください。",
	PasswordGoes: "いまのパスワードは15文字より短いので、確認コードと一緒に消す必要がありますが、ほかにログインの方法がありません。先に、15文字以上のパスワードに変えるか、パスキーを登録してください。",
	Given: func(unit, title string, from term.Date) string {
		return "職員の役割を持つ職に、就く人が登録されました：" + unit + " " + title + "（" + from.Both() + "から）"
	},
	Widened: func(unit, title string) string {
		return "就いている人がいる職の、役割か範囲が変わりました：" + unit + " " + title
	},
	Transferred: func(n int) string {
		return fmt.Sprintf("人事異動で、職員の役割を持つ職に、%d件の発令が登録されました。", n)
	},
	At:           func(at time.Time) string { return "日時：" + term.Of(at).Both() + " " + clock(at) },
	PastDay:      "発令日が過ぎています。今日以後の日にしてください（今年度の4月1日は、30日以内なら使えます）。",
	TransferSelf: "自分を新しい職に就けることはできません。ほかの担当者に頼んでください。",
	LateDay:      "発令日が過ぎています。",
	LateEnd: func(last term.Date) string {
		return "旧職で仕事をした記録があるので、旧職は" + last.Both() + "に終わります。"
	},
}

var dutyEn = dutyWords{
	NotYourself:  "You cannot give yourself a post. Please ask another officer.",
	OwnPost:      "You cannot change the roles, the reach or the period of a post that you hold or will hold. Please ask another officer.",
	StaffAddress: "This person holds a post of the staff, or will, and has never signed in. Only an officer who may decide who holds a post can change the mail address, after proving again who they are.",
	OtherAddress: "An invitation of somebody on record goes to their own mail address only.",
	Subject:      "About the rights of the staff",
	Look:         "Look at it in the administration",
	Readdressed:  "The mail address of somebody who holds a post of the staff, or will, was changed.",
	Wrong:        "If you did not expect this, please look at it at once and undo it where needed.",
	PasswordGoes: "Your password has fewer than 15 characters, so it would go with the app, and there is no other way to sign in. First set a password of at least 15 characters, or add a passkey.",
	Given: func(unit, title string, from term.Date) string {
		return "Somebody was given a post with roles of the staff: " + unit + " " + title + " (from " + from.English() + ")"
	},
	Widened: func(unit, title string) string {
		return "The roles or the reach of a post that somebody holds were changed: " + unit + " " + title
	},
	Transferred: func(n int) string {
		return fmt.Sprintf("A personnel transfer gives %d posts with roles of the staff.", n)
	},
	At:           func(at time.Time) string { return "When: " + term.Of(at).English() + " " + clock(at) },
	PastDay:      "The effective date is over. Use today or a later day (1 April of this fiscal year works within 30 days).",
	TransferSelf: "You cannot give yourself a new post. Please ask another officer.",
	LateDay:      "The effective date is over.",
	LateEnd: func(last term.Date) string {
		return "There are records of work in the old post, so it ends on " + last.English() + "."
	},
}
