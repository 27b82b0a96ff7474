package deskweb

import (
	"strconv"

	"kyodo/internal/desk"
	"kyodo/internal/inquiry"
	"kyodo/internal/web"
)

// says are the refusals of the desk in the reader's language.
func says(l web.Lang) *desk.Says {
	if l == web.EN {
		return &saysEN
	}
	return &saysJA
}

var saysJA = desk.Says{
	Choice: "選択肢の中から選んでください。", SamePost: "代理には、別の職を選んでください。", Day: "日付は、2026-11-23や令和8年11月23日のように入力してください。",
	FutureDay: "今日までの日にしてください。", Period: "今日より前に終わらない、180日までの期間にしてください。", Content: "相談の内容を書いてください。",
	Minutes: "0から1440までの数字で入力してください。", NextDay: "次にする日を書いてください。", NextAction: "次にすることを書いてください。",
	Caller: "相談した人を書いてください。", Reason: "理由を書いてください。", Answer: "返事のことばを書いてください。", Target: "紹介先を選んでください。",
	Ref: "この番号の掲載や案件は見つかりません。番号を確かめてください。", Consent: "同意の方法を選んでください。", ConsentedOn: "同意した日を、今日までの日で入力してください。",
	Organization: "先に、この相談を登録された団体・企業と結び付けてください。",
	Long:         func(n int) string { return strconv.Itoa(n) + "文字までで書いてください。" },
}

var saysEN = desk.Says{
	Choice: "Choose one of the options.", SamePost: "Choose another post as the deputy.", Day: "Enter a day such as 2026-11-23.",
	FutureDay: "Enter a day up to today.", Period: "The period must not end before today, and must not be longer than 180 days.", Content: "Say what was asked.",
	Minutes: "Enter a number from 0 to 1440.", NextDay: "Say on which day.", NextAction: "Say what comes next.",
	Caller: "Say who asked.", Reason: "Give the reason.", Answer: "Write a word of answer.", Target: "Choose to whom.",
	Ref: "There is no listing or case of this number. Please check it.", Consent: "Say how they agreed.", ConsentedOn: "Enter the day on which they agreed, up to today.",
	Organization: "First tie this consultation to an organization of the register.",
	Long:         func(n int) string { return "At most " + strconv.Itoa(n) + " characters." },
}

// askSays are the refusals of an inquiry that a proxy sends.
func askSays(l web.Lang) *inquiry.Says {
	if l == web.EN {
		return &askSaysEN
	}
	return &askSaysJA
}

var askSaysJA = inquiry.Says{
	ForMissing: "だれのためかを書いてください。", UseMissing: "何に使うかを書いてください。", Quantity: "数量を、残りの範囲の数字で入力してください。", Day: "日付を確かめてください。",
	BodyMissing: "本文を書いてください。", NotPublished: "この団体は、プロフィールを公開していません。先に公開してください。", NotOpen: "この掲載は、今は受け付けていません。",
	NotForYou: "この掲載には問い合わせられません。", Own: "自分の掲載には問い合わせられません。", TooMany: "この団体には、返事を待つ問い合わせが3件あります。返事を待つか、取り下げてください。",
	Already: "この団体は、この掲載にもう問い合わせています。", CodeMissing: "理由を選んでください。", NoteMissing: "理由を書いてください。", LessLeft: "残りが足りません。",
	WrongForm: "この掲載は、別の種類の団体・企業に限っています。", Uncertified: "この掲載は、認定・特例認定を受けたNPO法人に限っています。", Past: "今日か、今日より後の日にしてください。",
	MoreThanAsked: "希望した数より多くなっています。",
	Long:          func(n int) string { return strconv.Itoa(n) + "文字までで書いてください。" },
	Least:         func(n int64) string { return strconv.FormatInt(n, 10) + "以上で入力してください。" },
	Most:          func(n int64) string { return strconv.FormatInt(n, 10) + "までで入力してください。" },
}

var askSaysEN = inquiry.Says{
	ForMissing: "Say for whom.", UseMissing: "Say what for.", Quantity: "Enter a quantity within what is left.", Day: "Please check the day.",
	BodyMissing: "Write a text.", NotPublished: "This organization has no published profile. Publish it first.", NotOpen: "This listing takes no inquiries now.",
	NotForYou: "This listing cannot be asked about.", Own: "Nobody can ask about a listing of their own.", TooMany: "Three inquiries of this organization await an answer. Wait, or withdraw one.",
	Already: "This organization has asked about this listing already.", CodeMissing: "Choose the reason.", NoteMissing: "Give the reason.", LessLeft: "Too little is left.",
	WrongForm: "This listing is for other kinds of organizations.", Uncertified: "This listing is for certified NPO corporations.", Past: "Give today or a later day.",
	MoreThanAsked: "More than was asked for.",
	Long:          func(n int) string { return "At most " + strconv.Itoa(n) + " characters." },
	Least:         func(n int64) string { return "At least " + strconv.FormatInt(n, 10) + "." },
	Most:          func(n int64) string { return "At most " + strconv.FormatInt(n, 10) + "." },
}
