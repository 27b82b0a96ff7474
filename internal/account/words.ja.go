package account

import (
	"fmt"
	"time"

	"kyodo/internal/term"
)

var ja = words{
	NoName:         "氏名を入力してください。",
	LongName:       "100文字以内で入力してください。",
	LongText:       "500文字以内で入力してください。",
	BadMail:        "メールアドレスは name@example.jp の形で入力してください。",
	MailTaken:      "このメールアドレスは、ほかの人が使っています。",
	BadPhone:       "電話番号は、数字とハイフンで30文字以内で入力してください。",
	BadLang:        "言語は ja か en を選んでください。",
	StaffReset:     "この人は職員で、2つ目の確認方法がまだありません。2人の職員による「確認方法の作り直し」を使ってください。",
	NoReason:       "理由を入力してください。",
	NoUnit:         "所属を入力してください。",
	NoTitle:        "職名を入力してください。",
	NoRoles:        "役割を1つ以上選んでください。",
	BadScope:       "担当する範囲を選んでください。",
	BadPeriod:      "終わりの日は、始まりの日より後にしてください。",
	Held:           "この人は、同じ期間にこの職に就いています。",
	NotActive:      "利用停止中の人は、職に就けません。",
	OutsidePost:    "この職は、その日にはまだないか、すでに廃止されています。",
	WrongPassword:  "いまのパスワードが違います。",
	PasswordFree:   "パスワードを入力してください。",
	PasswordLong:   "パスワードは256文字以内にしてください。",
	PasswordCommon: "よく使われるパスワードなので、使えません。ほかの言葉を組み合わせてください。",
	OwnWords:       "お名前、メールアドレス、このサイトや県に関わる言葉だけのパスワードは使えません。ほかの言葉を組み合わせてください。",
	PasswordShort: func(least int) string {
		return fmt.Sprintf("パスワードは%d文字以上にしてください。", least)
	},
	WrongCode:       "コードが違うか、すでに使われています。新しいコードを入力してください。",
	LastFactor:      "最後の確認手段は外せません。先に、別の手段を登録してください。",
	LinkedElsewhere: "このアカウントは、ほかの人に結び付いています。",
	NotYourself:     "申し出た人や本人は、承認できません。別の担当者が承認してください。",
	NoMail:          "メールを送る設定がありません。紙のカードを使ってください。",
	TicketGone:      "この招待は、使用済みか、期限が過ぎています。",
	SubjectInvite:   "登録のご案内",
	LineInvite:      "下のリンクから、登録をお願いします。リンクは1回だけ使えます。",
	ActInvite:       "登録する",
	SubjectNotice:   "ログインに関するお知らせ",
	NoticeNotYou:    "心あたりがないときは、すぐに登録した窓口にご連絡ください。",
	ActNotice:       "ログインの方法を確かめる",
	NewDevice:       "はじめての端末でログインがありました。",
	NewPassword:     "パスワードが変わりました。",
	NewFactor:       "ログインの方法（パスキー、確認コード、外部のアカウント）が変わりました。",
	NewMail:         "登録のメールアドレスが、別のアドレスに変わりました。今後のお知らせは、新しいアドレスに届きます。",
	NoticeAt:        func(at time.Time) string { return "日時：" + term.Of(at).Both() + " " + clock(at) },
	HandOverFirst:   "先に引き継ぐものがあります。下の一覧を確かめてください。",
	SubjectErasure:  "アカウントの消去の申出を受け付けました",
	ErasureBack:     "取りやめるときや、心あたりがないときは、その日までに登録した窓口にご連絡ください。元に戻せます。",
	ErasureReason:   "本人の申出",
	ErasureAsked: func(on term.Date) string {
		return "本人が消去を申し出ました。" + on.Both() + "に消えます。"
	},
	ErasureOn: func(on term.Date) string {
		return "いまからログインできません。" + on.Both() + "に、お名前や連絡先などの個人情報を消します。"
	},
	InviteFor: func(unit, title string) string {
		return "次の職への登録のご案内です：" + unit + " " + title
	},
	Until: func(at time.Time) string {
		return "リンクの期限：" + term.Of(at).Both() + " " + clock(at)
	},
	Duty: dutyJa,
	Transfer: transferWords{
		NoHeader: "1行目に、職員メールまたは職員ID、旧職、新職、発令日の見出しが必要です。",
		NoWho:    "職員メールか職員IDを入れてください。",
		NoFrom:   "旧職も新職も空です。どちらかを入れてください。",
		NoTo:     "新職を入れてください。",
		BadDate:  "発令日を読めません。2027-04-01 や R9.4.1 の形で書いてください。",
		NoDate:   "発令日を入れてください。",
		Unknown:  func(who string) string { return "この職員は登録されていません：" + who },
		TwoPosts: func(post string) string {
			return "同じ名前の職が2つ以上あります。職IDで書いてください：" + post
		},
		NoPost:      func(post string) string { return "この職は登録されていません：" + post },
		NotHeld:     "この職員は、発令日の前日に旧職に就いていません。",
		Suspended:   "利用停止中の職員です。",
		Twice:       "同じ職員・同じ職の行が、前にもあります。",
		Nothing:     "行がありません。",
		TooMany:     "1回に5,000行までです。",
		NoNewPerson: "新しい職員には、氏名が必要です。",
	},
}
