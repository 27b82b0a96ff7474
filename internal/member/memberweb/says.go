package memberweb

import (
	"strconv"

	"kyodo/internal/member"
	"kyodo/internal/web"
)

// says returns the refusals of forms in the reader's language.
func says(l web.Lang) *member.Says {
	if l == web.EN {
		return &saysEN
	}
	return &saysJA
}

var saysJA = member.Says{
	NameMissing: "名称を入力してください。", NameLong: "名称は100文字までで入力してください。",
	KanaMissing: "よみがなを入力してください。", KanaWrong: "よみがなは、ひらがなかカタカナで、100文字までで入力してください。",
	Kind:        "種類を選んでください。",
	Number:      "法人番号は13けたの数字です。番号を確かめてください。ないときは、空けておいてください。",
	NumberNPO:   "この法人番号のNPO法人は、すでに登録されています。NPO法人のページを開いて「この団体の担当者です」を選んでください。",
	NumberOwned: "この法人番号の団体・企業には、すでに管理者がいます。同じ団体の人に招待してもらってください。",
	PostalCode:  "郵便番号は7けたの数字で入力してください。", City: "市町を選んでください。",
	StreetMissing: "町名・番地を入力してください。", Long: "長すぎます。短くしてください。",
	LineMissing: "どのような活動・事業をしているかを、1行で書いてください。", LineLong: "120文字までで書いてください。",
	Fields: "分野は5つまで選べます。", Industry: "業種を選んでください。",
	Established:    "設立した日は、平成20年4月1日のように、今日までの日付で入力してください。",
	Representative: "代表者の氏名を入力してください。", Phone: "電話番号は、市外局番から10けたか11けたの数字で入力してください。",
	Mail: "メールアドレスは name@example.jp の形で入力してください。", Terms: "登録規約を読んで、同意するときはチェックを付けてください。",
	Pledge: "誓約の内容を読んで、チェックを付けてください。", ReasonMissing: "理由を書いてください。", ReasonLong: "1,000文字までで書いてください。",
	Position: "団体での役職・立場を、100文字までで入力してください。", Way: "確かめ方を選んでください。",
	ClaimOpen: "この団体は、活動を終えたと登録されています。県民活動支援センターにご相談ください。",
	CodeWrong: "確認コードが違います。手紙をもう一度確かめてください。", PersonMissing: "氏名を、100文字までで入力してください。",
	Begins: "今日から1年先までの日付を、令和9年4月1日のように入力してください。", SuccessionOpen: "交代の申出が、もう1件待っています。結果が出てから、もう一度申し出てください。",
	Channel: "どのように頼まれたかを選んでください。", AskedBy: "頼んだ人の氏名を入力してください。", Consent: "規約への同意の取り方を選んでください。",
	ConsentOn: "同意を得た日を、令和8年11月22日のように、今日までの日付で入力してください。",
	TriesLeft: func(n int) string {
		if n <= 0 {
			return "入力できる回数が終わりました。もう一度申し出てください。"
		}
		return "あと" + strconv.Itoa(n) + "回入力できます。"
	},
}

var saysEN = member.Says{
	NameMissing: "Enter the name.", NameLong: "The name may have 100 characters.",
	KanaMissing: "Enter the reading.", KanaWrong: "Write the reading in kana, in at most 100 characters.",
	Kind: "Choose the kind.", Number: "A corporate number has 13 digits. Check it, or leave it empty if there is none.",
	NumberNPO:   "The NPO corporation with this number is registered already. Open its page and choose \"I act for this organization\".",
	NumberOwned: "The body with this number has an owner already. Ask them to invite you.",
	PostalCode:  "A postal code has 7 digits.", City: "Choose the municipality.",
	StreetMissing: "Enter street and number.", Long: "This is too long.",
	LineMissing: "Say in one line what you do.", LineLong: "At most 120 characters.",
	Fields: "Choose at most five fields.", Industry: "Choose the industry.",
	Established: "Enter a day up to today, such as 2008-04-01.", Representative: "Enter the representative's name.",
	Phone: "Enter a telephone number of 10 or 11 digits with the area code.", Mail: "Enter a mail address like name@example.jp.",
	Terms: "Please read the terms and tick the box if you agree.", Pledge: "Please read the pledge and tick the box.",
	ReasonMissing: "Give the reason.", ReasonLong: "At most 1,000 characters.",
	Position: "Enter your position, in at most 100 characters.", Way: "Choose how we shall check.",
	ClaimOpen: "This body is registered as no longer active. Please ask the citizens' activity centre.",
	CodeWrong: "This is not the code. Please look at the letter again. ", PersonMissing: "Enter the name, in at most 100 characters.",
	Begins: "Enter a day from today to a year ahead, such as 2027-04-01.", SuccessionOpen: "Another proposal still waits. Propose again once it is decided.",
	Channel: "Choose how they asked.", AskedBy: "Enter who asked.", Consent: "Choose how they agreed.",
	ConsentOn: "Enter the day of the consent, up to today, such as 2026-11-22.",
	TriesLeft: func(n int) string {
		if n <= 0 {
			return "No tries are left. Please claim again."
		}
		return strconv.Itoa(n) + " tries left."
	},
}
