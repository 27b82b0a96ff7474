package collaborationweb

import (
	"strconv"

	"kyodo/internal/collaboration"
	"kyodo/internal/web"
)

// says returns the refusals of the forms in the reader's language.
func says(l web.Lang) *collaboration.Says {
	if l == web.EN {
		return &saysEN
	}
	return &saysJA
}

var saysJA = collaboration.Says{
	Day:         "日付は、令和9年3月20日か2027-03-20のように入力してください。",
	FutureDay:   "まだ来ていない日です。引渡し（実施）が済んでから記録してください。",
	Quantity:    "数字だけで入力してください。分からないときは、空けておいてください。",
	BodyMissing: "どう役立ったかを書いてください。一言でかまいません。",
	Score:       "1つ選んでください。",
	CodeMissing: "理由を選んでください。",
	NoteMissing: "「その他」のときは、一言書いてください。",
	Already:     "ふりかえりは、もう書かれています。",
	Long:        func(n int) string { return strconv.Itoa(n) + "文字までにしてください。" },
}

var saysEN = collaboration.Says{
	Day:         "Please write the day like 2027-03-20.",
	FutureDay:   "That day has not come. Please record it once it is done.",
	Quantity:    "Please write digits only, or leave it empty.",
	BodyMissing: "Please say what became of it; a word will do.",
	Score:       "Please choose one.",
	CodeMissing: "Please choose a reason.",
	NoteMissing: "Please add a word to \u201cOther\u201d.",
	Already:     "The feedback has been given already.",
	Long:        func(n int) string { return "Please write at most " + strconv.Itoa(n) + " characters." },
}
