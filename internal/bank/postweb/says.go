package postweb

import (
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/web"
)

// Says returns the refusals of the bank's forms in the reader's language.
func says(l web.Lang) *bank.Says {
	if l == web.EN {
		return &saysEN
	}
	return &saysJA
}

var saysJA = bank.Says{
	Kind:         "種別を選んでください。",
	TitleMissing: "見出しを書いてください。",
	BodyMissing:  "内容を書いてください。何を、どのように、が分かると返事が届きやすくなります。",
	Choice:       "選択肢の中から選んでください。",
	Number:       "0以上の数字だけで入力してください。",
	Amount:       "金額を数字で入力してください。",
	Day:          "日付は、令和9年3月20日か2027-03-20のように入力してください。",
	City:         "県内の市町から選んでください。",
	Field:        "分野を一覧から選んでください。",
	UnitMissing:  "単位（脚、台、人など）を書いてください。",

	QuantityMissing:    "数量を書いてください。数を決めないときは、期間で「随時」を選んでください。",
	AreaMissing:        "市町を選ぶか、「オンラインでもできます」を選んでください。",
	PeriodMissing:      "いつまでかを書くか、「随時」を選んでください。",
	PeriodOrder:        "「いつまで」は「いつから」より後の日にしてください。",
	DeadlineOrder:      "申込の締切は「いつまで」より前の日にしてください。",
	LotteryDeadline:    "抽選では、申込の締切を、掲載の最後の日より前にしてください。締切の次の日に抽選します。",
	Over:               "今日より後の日にしてください。",
	RenewUntil:         "明日から1年後までの日を入力してください。",
	AdvertiseMissing:   "掲載する期限を書いてください。",
	MeritMissing:       "双方のメリットを書いてください。これがないと掲載できません。",
	BeneficiaryMissing: "だれが助かるかを書いてください。",
	LeastMost:          "1団体あたりの数は、少ないほう、多いほう、全体の順に大きくしてください。",
	PersonalNumber:     "マイナンバーのような番号が入っています。消してください。",
	ReasonMissing:      "理由を書いてください。",
	CodeMissing:        "理由を選んでください。",
	NoOrganization:     "先に、団体・企業に結び付けてください。",
	Missing:            "入力してください。",
	DeciderMissing:     "お名前を60文字までで入力してください。",
	Long:               func(n int) string { return strconv.Itoa(n) + "文字までで書いてください。" },
	Many:               func(n int) string { return strconv.Itoa(n) + "個まで選べます。" },
	TakenAlready: func(n int64) string {
		return "すでに" + strconv.FormatInt(n, 10) + "が取り置きか成立しています。単位は変えず、それより多い数にしてください。"
	},
}

var saysEN = bank.Says{
	Kind:         "Choose the kind.",
	TitleMissing: "Write a heading.",
	BodyMissing:  "Say what it is: what and how.",
	Choice:       "Choose one of the options.",
	Number:       "Enter digits only, 0 or more.",
	Amount:       "Enter the sum in digits.",
	Day:          "Enter a day such as 2027-03-20.",
	City:         "Choose a municipality of the prefecture.",
	Field:        "Choose a field of the list.",
	UnitMissing:  "Enter the unit (chairs, people …).",

	QuantityMissing:    "Enter the quantity, or choose \u201cat any time\u201d under the period.",
	AreaMissing:        "Choose a municipality, or \u201cIt can be done online\u201d.",
	PeriodMissing:      "Say until when, or choose \u201cat any time\u201d.",
	PeriodOrder:        "\u201cUntil\u201d must be after \u201cfrom\u201d.",
	DeadlineOrder:      "The last day to ask must not be after \u201cuntil\u201d.",
	LotteryDeadline:    "With lots the last day to ask must be before the last day of the listing: the lots are drawn the day after it.",
	Over:               "Enter a day after today.",
	RenewUntil:         "Enter a day from tomorrow to a year from now.",
	AdvertiseMissing:   "Say until when it is listed.",
	MeritMissing:       "Write the merit for both sides; nothing is published without it.",
	BeneficiaryMissing: "Say who is helped.",
	LeastMost:          "The numbers for one partner must grow from least to most to all.",
	PersonalNumber:     "This looks like an individual number. Please remove it.",
	ReasonMissing:      "Give the reason.",
	CodeMissing:        "Choose the reason.",
	NoOrganization:     "First tie it to an organization.",
	Missing:            "Please fill this in.",
	DeciderMissing:     "Enter your name, at most 60 characters.",
	Long:               func(n int) string { return "At most " + strconv.Itoa(n) + " characters." },
	Many:               func(n int) string { return "Choose at most " + strconv.Itoa(n) + "." },
	TakenAlready: func(n int64) string {
		return strconv.FormatInt(n, 10) + " are held or given already. Keep the unit and enter a larger number."
	},
}
