package homeweb

import (
	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

var japanese = words{
	About: "このサイトについて", Easy: "やさしい日本語", Terms: "利用規約", Privacy: "プライバシー",
	Accessibility: "アクセシビリティ方針", Sources: "データの出典",
	EasyBadge: "やさしい日本語で読む", OnPage: "このページの内容",

	Front: frontWords{
		Description:  "NPO法人などの団体を、活動分野や市町からさがし、公表されている情報を確かめられます。",
		Title:        "地域の団体をさがして、確かめる",
		Lead:         "NPO法人などの情報を、国の公表データから団体ごとに1ページにまとめました。見るだけなら、登録もログインもいりません。",
		SearchLabel:  "団体をさがす",
		SearchHint:   "団体名、ふりがな、活動の目的のことばで、1文字からさがせます。例：福祉　子ども　光",
		ByConditions: "くわしい条件でさがす", EasyGuide: "使い方をやさしい日本語で読む",
		Notice: "お知らせ",
		Bank:   "社会貢献バンク", BankLead: "企業が出せるものと、団体が必要とするものを集めています。", BankMore: "社会貢献バンクとは",
		Offers: "提供（企業などが出せるもの）", Needs: "ニーズ（団体が必要としているもの）",
		SeeOffers: "企業などの提供を見る", SeeNeeds: "団体のニーズを見る",
		Doors: "はじめての方へ",
		Company: door{
			Title: "企業の方へ",
			Text:  "事業所の近くで活動する団体を見つけて、公表されている情報で確かめます。",
			Steps: []ui.Link{
				{Href: companiesPath + "#find", Label: "分野と市町から団体をさがす"},
				{Href: companiesPath + "#read", Label: "団体ページの読み方"},
				{Href: companiesPath + "#approval", Label: "「認定」とは何か"},
			},
			More: "企業の方へのご案内",
		},
		Group: door{
			Title: "団体の方へ",
			Text:  "自分の団体がどう載っているかを見て、誤りがあれば知らせます。",
			Steps: []ui.Link{
				{Href: groupsPath + "#find", Label: "自分の団体のページを開く"},
				{Href: groupsPath + "#fix", Label: "誤りを知らせる"},
				{Href: groupsPath + "#how", Label: "情報がここに載るまで"},
			},
			More: "団体の方へのご案内",
		},
		Numbers: "数で見る", Active: "活動中の団体", NPO: "活動中のNPO法人", Approved: "認定・特例認定NPO法人", Ended: "解散・登記閉鎖などのNPO法人",
		AsOf:  func(d string) string { return d + "時点のデータ" },
		Paren: func(s string) string { return "（" + s + "）" },
		News:  "NPO法人の新着・更新", NewsLead: "国の公表データで新しく分かったことを、新しい順に並べています。",
		FormerName: "旧名称：", AllNews: "新着・更新をすべて見る", Feed: "新着・更新（Atom）",
		Map: "市町からさがす", MapLead: "市町を選ぶと、そこに主たる事務所がある活動中の団体を一覧で見られます。",
		MapLabel: "市町ごとの活動中の団体の数", Legend: "色の濃さは団体の数です：", Few: "少ない", Many: "多い",
		Table: "同じ数を表で見る", Place: "市町", Unit: "団体",
		Outside: func(n string) string {
			return "ほかに、県外に事務所がある団体や所在地が公表されていない団体が" + n + "あります。"
		},
		EmptyTitle: "まだ登録がありません",
		EmptyWhy:   "このサイトの団体情報は、国が公表しているデータを運営者が取り込むことで載ります。まだ取り込まれていないため、団体は1件もありません。",
		EmptyNext:  "取り込みが終わると、このページに団体の数、市町の地図、新着が現れます。",
	},

	Contact: contactWords{
		Title: "お問い合わせ先", Operator: "運営者", Reach: "連絡先",
		Unset:     "連絡先は、まだ設定されていません",
		UnsetText: "運営者が公開の前に、担当の部署と連絡先をここに示します。",
		NoName:    "本サイトを運営する者（名称は公開の前に設定）",
	},

	Happened: event{"情報の更新", ui.Plain},
	Events: map[register.EventKind]event{
		register.EventNumber:          {"法人番号の指定", ui.Info},
		register.EventName:            {"名称の変更", ui.Plain},
		register.EventAddress:         {"所在地などの変更", ui.Plain},
		register.EventClosed:          {"登記記録の閉鎖", ui.Warn},
		register.EventReopened:        {"登記記録の復活", ui.Info},
		register.EventMerger:          {"吸収合併", ui.Info},
		register.EventMergerVoid:      {"吸収合併の無効", ui.Info},
		register.EventErased:          {"商号の登記の抹消", ui.Warn},
		register.EventDeleted:         {"法人番号の取消し", ui.Warn},
		register.EventCertified:       {"設立の認証", ui.Good},
		register.EventRegistered:      {"設立の登記", ui.Good},
		register.EventApproved:        {"認定", ui.Good},
		register.EventSpecial:         {"特例認定", ui.Good},
		register.EventApprovalRevoked: {"認定の取消し", ui.Bad},
		register.EventDissolved:       {"解散", ui.Warn},
		register.EventRevoked:         {"設立認証の取消し", ui.Bad},
	},

	Companies: companiesJA(),
	Groups:    groupsJA(),
}
