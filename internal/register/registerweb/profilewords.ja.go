package registerweb

import (
	"fmt"

	"kyodo/internal/register"
)

var japaneseProfile = profileWords{
	Title: "プロフィール", Write: "プロフィールを書く・直す", Undecided: "未定・相談したい", Sites: "県内の事業所", SeenBy: "読める人：",

	PageTitle:      "プロフィールを書く",
	Lead:           "団体・企業の側から伝えたいことを書くページです。少しずつ書いて、途中でやめてもかまいません。保存した内容は残ります。",
	NotYet:         "まだ公開していません。",
	IsPublic:       "公開しています。",
	IsHidden:       "準備ができています。公開のボタンを押すと、一般の人が読めます。",
	MissingTitle:   "公開に足りない項目",
	MissingLead:    "次の項目を書くと、公開できます。",
	Nothing:        "まだ何も書かれていません。",
	Edit:           "書く・直す",
	StepsTitle:     "書くところを選ぶ",
	History:        "変更の記録を見る",
	HistoryEmpty:   "変更の記録は、まだありません。上の「書く・直す」から始めてください。",
	PublishTitle:   "公開する",
	PublishLead:    "公開すると、公開範囲が「一般公開」の項目を、だれでも読めるようになります。窓口の連絡先は、選ばない限り一般には公開しません。",
	ReadTerms:      "登録規約を読む",
	Agree:          "登録規約に同意します",
	Publish:        "プロフィールを公開する",
	Hide:           "公開をやめる",
	HideLead:       "公開をやめても、書いた内容は残ります。役所が公開している情報は、これまでどおり載ります。",
	OwnerPublishes: "公開するかどうかは、団体・企業の責任者が決めます。",
	ProxyTitle:     "代理で書いています",
	ProxyLead:      "頼まれた方法と、だれがいつ同意したかを、保存のたびに記録します。団体・企業は、代理で書かれた内容を取り消せます。",
	Withheld:       "この画面では、あなたに見せられない項目を省いています。",
	BackToPage:     "団体の公開ページ", BackToProfile: "プロフィールの一覧へ戻る",
	Saved: "保存しました。", Published: "公開しました。", Hidden: "公開をやめました。", Undone: "代理で書かれた内容を取り消しました。",
	Lacks: map[string]string{
		register.LacksName: "名称", register.LacksCity: "市町（所在地か、県内の事業所）", register.LacksLine: "活動の紹介（1行）",
		register.LacksFields: "重点分野、または「分野は未定・相談したい」", register.LacksContact: "連絡先（電話かメール）",
		register.LacksTerms: "登録規約への同意", register.LacksPublish: "公開のボタン",
	},
	StepOf: func(title string, n, of int) string { return fmt.Sprintf("%s（%d／%d）", title, n, of) },
	Steps: map[string]string{"basic": "基本", "activity": "活動・重点分野", "running": "運営", "window": "窓口", "sites": "県内の事業所",
		"visibility": "公開範囲"},
	StepLeads: map[string]string{
		"basic":      "どんな団体・企業かを伝えます。",
		"activity":   "何をしていて、だれと何をしたいかを伝えます。",
		"running":    "相手が安心して組めるように、運営のようすを伝えます。書けるところだけでかまいません。",
		"window":     "問い合わせを受ける窓口です。選ばない限り、一般には公開しません。",
		"sites":      "県内に事業所がいくつかあるときは、1つずつ書いてください。市町ごとにさがせるようになります。",
		"visibility": "項目ごとに、だれが読めるかを選べます。選ばない項目は、今のままです。",
	},

	Save: "保存して次へ", SaveMore: "保存して、もう1つ書く", Remove: "この事業所を削除する",
	SiteName: "事業所の名前", SiteCity: "市町", SiteStreet: "町名・番地", SiteContact: "事業所の担当", SitePhone: "事業所の電話",
	SiteTitle:  func(n int) string { return fmt.Sprintf("事業所 %d", n) },
	SitesEmpty: "書かれていません。", NewSite: "新しい事業所",
	Channel: "頼まれた方法", Consent: "同意した人の立場", ConsentedOn: "同意した日",
	ConsentHint: "例：令和8年11月20日、2026-11-20",

	ConflictTitle:   "ほかの人が先に保存しています",
	ConflictLead:    "あなたが書いている間に、内容が変わりました。まだ保存していません。違うところを確かめて、必要なら直し、もう一度保存してください。あなたの入力は下に残っています。",
	ConflictCaption: "あなたの入力と、今の内容の違い", ConflictItem: "項目", ConflictYours: "あなたの入力", ConflictTheirs: "今の内容", Empty: "（空欄）",

	RevisionCaption: "変更の記録", ColWhen: "日時", ColWho: "書いた人", ColWhat: "変わった項目", ColUndo: "取り消し",
	Undo: "この代理登録を取り消す", UndoneAt: "取り消しました", RevisionsTitle: "変更の記録",
	RevisionsLead: "代理で書かれた内容は、団体・企業の責任者が取り消せます。そのあとに自分で直した項目は、そのまま残ります。",
	Version:       func(n int) string { return fmt.Sprintf("第%d版", n) },
	ConsentOf:     func(channel, who, on string) string { return channel + "で依頼、" + who + "が" + on + "に同意" },

	Says: register.ProfileSays{
		Long: func(limit int) string { return fmt.Sprintf("%d文字以内にしてください", limit) },
		Number: func(min, max int) string {
			return fmt.Sprintf("%dから%dまでの数で書いてください", min, max)
		},
		Many:   func(limit int) string { return fmt.Sprintf("選べるのは%dつまでです", limit) },
		Choice: "選択肢から選んでください", Visibility: "この項目では選べない公開範囲です", Link: "http:// か https:// で始まるアドレスを書いてください",
		Phone: "市外局番から、10桁か11桁の番号を書いてください", Mail: "メールアドレスの形を確かめてください（例：info@example.jp）",
		Month: "「平成12年4月」のように、今日までの年月を書いてください", Day: "「令和2年4月1日」のように、今日までの日付を書いてください",
		Income: "収入構成の合計が100%を超えています", PersonalNumber: "12桁の個人番号（マイナンバー）のような数字があります。個人番号は書かないでください",
		SiteName: "事業所の名前を書いてください", SiteCity: "県内の市町を選んでください", TooSites: "事業所は50までです",
		Channel: "頼まれた方法を選んでください", Consent: "同意した人の立場を選んでください", ConsentedOn: "同意した日を、今日までの日付で書いてください",
	},
}
