package demoweb

import "kyodo/internal/web"

type words struct {
	Doors, DoorsLead, Enter, EnterAs, Place, Prefecture  string
	Outbox, OutboxLead, NoMail, When, To, Subject, State string
	ToOutbox, Back                                       string
}

func wordsIn(l web.Lang) *words {
	if l == web.EN {
		return &wordsEN
	}
	return &wordsJA
}

var wordsJA = words{
	Doors:     "立場を選んで試す",
	DoorsLead: "見本の中だけの入口です。選ぶと、その立場の人（架空）としてログインします。パスワードはいりません。",
	Enter:     "この立場で入る", EnterAs: "として入る", Place: "担当：", Prefecture: "県全域",
	Outbox: "送信メールの控え", OutboxLead: "見本では、メールは誰にも送られません。送るはずだったメールを、ここで読めます。",
	NoMail: "メールはまだありません。申請や招待をすると、ここに入ります。", When: "日時", To: "宛先", Subject: "件名", State: "状態",
	ToOutbox: "送信メールの控えを見る", Back: "一覧へ戻る",
}

var wordsEN = words{
	Doors:     "Try it as somebody",
	DoorsLead: "These doors exist in the sample only. Each signs you in as an invented person of that role, without a password.",
	Enter:     "Enter as this person", EnterAs: ": enter", Place: "Reach:", Prefecture: "the whole prefecture",
	Outbox: "Mail that was not sent", OutboxLead: "The sample sends no mail to anybody. What it would have sent can be read here.",
	NoMail: "There is no mail yet. An application or an invitation will put one here.", When: "Time", To: "To", Subject: "Subject", State: "State",
	ToOutbox: "See the mail that was not sent", Back: "Back to the list",
}
