package inquiryweb

import (
	"strconv"

	"kyodo/internal/inquiry"
	"kyodo/internal/web"
)

// says returns the refusals of the forms in the reader's language.
func says(l web.Lang) *inquiry.Says {
	if l == web.EN {
		return &saysEN
	}
	return &saysJA
}

var saysJA = inquiry.Says{
	ForMissing:    "だれのためか（だれが対応するか）を書いてください。相手がいちばん知りたいことです。",
	UseMissing:    "何に使うか（何ができるか）を書いてください。2、3行でかまいません。",
	Quantity:      "数量を、1以上で、全体の数までの数字で入力してください。",
	Day:           "日付は、令和9年3月20日か2027-03-20のように入力してください。",
	BodyMissing:   "本文を書いてください。一言でかまいません。",
	NotPublished:  "先に、自分の団体のプロフィールを公開してください。",
	NotOpen:       "この掲載は、いまは問い合わせを受け付けていません。",
	NotForYou:     "この掲載はセンターが預かっています。センターに相談してください。",
	Own:           "自分の団体の掲載には問い合わせられません。",
	TooMany:       "返事を待っている問い合わせが3つあります。1つに返事が届くか、取り下げると、次を送れます。",
	Already:       "この掲載には、もう問い合わせています。前のやり取りに続きを書いてください。",
	CodeMissing:   "理由を選んでください。相手が次を探すのに役立ちます。",
	NoteMissing:   "「その他」のときは、一言書いてください。",
	WrongForm:     "この掲載は、問い合わせられる団体・企業の種類を限っています。「条件」を確かめてください。",
	Uncertified:   "この掲載は、認定・特例認定を受けたNPO法人に限っています。",
	Past:          "今日か、今日より後の日にしてください。",
	MoreThanAsked: "相手が希望した数より多くなっています。希望した数までにしてください。",
	LessLeft:      "残りが足りません。残りの数までにしてください。",
	Files:         "受け取れないファイルがあります。写真（JPEG・PNG）、PDF、Word・Excel・PowerPoint、テキストで、1つ5MBまで、5つまでです。本文は残っています。ファイルは選び直してください。",
	Long:          func(n int) string { return strconv.Itoa(n) + "文字までにしてください。" },
	Least:         func(n int64) string { return "1団体あたり" + number(n) + "以上でお願いします。" },
	Most:          func(n int64) string { return "1団体あたり" + number(n) + "以下でお願いします。" },
}

var saysEN = inquiry.Says{
	ForMissing:    "Please say for whom it is, or who would do it: the other side wants to know that most.",
	UseMissing:    "Please say what it is used for, or what you can do. Two or three lines will do.",
	Quantity:      "Please give a number from 1 up to what there is.",
	Day:           "Please write the day like 2027-03-20.",
	BodyMissing:   "Please write a text; a word will do.",
	NotPublished:  "Please publish your own profile first.",
	NotOpen:       "This listing takes no inquiries now.",
	NotForYou:     "The centre keeps this listing. Please ask the centre.",
	Own:           "It is your own listing.",
	TooMany:       "Three of your inquiries wait for an answer. You can send the next one once one is answered or withdrawn.",
	Already:       "You have asked about this already. Please go on in that thread.",
	CodeMissing:   "Please choose a reason: it helps the other side to look further.",
	NoteMissing:   "Please add a word to \u201cOther\u201d.",
	WrongForm:     "This listing is for other kinds of organizations. Please look at its conditions.",
	Uncertified:   "This listing is for certified NPO corporations.",
	Past:          "Please give today or a later day.",
	MoreThanAsked: "It is more than was asked for. Please give at most that.",
	LessLeft:      "Not enough is left. Please give at most what is left.",
	Files:         "A file cannot be taken. Up to five photos (JPEG, PNG), PDF, Word, Excel, PowerPoint or text files of at most 5 MB each. Your text is kept; please choose the files again.",
	Long:          func(n int) string { return "Please write at most " + strconv.Itoa(n) + " characters." },
	Least:         func(n int64) string { return "Please ask for at least " + number(n) + "." },
	Most:          func(n int64) string { return "Please ask for at most " + number(n) + "." },
}
