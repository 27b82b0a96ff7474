package homeweb

import "kyodo/internal/web/ui"

// aboutJA says what the site is. The plan: 山口県「県民活動団体と企業、行政等多様な主体との協働推進に
// ついて」(平成20年), sections 2 and 3(1).
func aboutJA(t told) document {
	return document{
		Title:       "このサイトについて",
		Description: "このサイトの目的、今できること、運営者を説明します。",
		Lead:        t.Site + "は、県民活動団体と企業、行政が互いを知り、いっしょに地域の課題に取り組むためのサイトです。",
		Sections: []section{
			{"plan", "もとになった計画", []block{
				{Text: "山口県は平成20年（2008年）の計画で、ボランティアや寄付を主体とする従来型の取組ではなく、課題解決型の協働を進めることとしました。そのための基盤として、企業の情報を団体に公開する「社会貢献バンク」と、NPO法人の情報を企業に公開する「NPO法人公開情報登録システム」を作ることを示しています。"},
				{Text: "出典：山口県「県民活動団体と企業、行政等多様な主体との協働推進について」（平成20年）"},
			}},
			{"now", "今できること", []block{
				{Text: "いま動いているのは、NPO法人公開情報登録システムの「見る」部分です。"},
				{List: []string{
					"団体を、名称、ふりがな、前の名称、定款の目的のことばでさがす。分野、市町、種別、状態、認定でしぼり込む。",
					"団体ごとのページで、公表されている事実を、出典と時点を添えて見る。印刷する。",
					"NPO法人の次の提出期限を見る。",
					"情報の誤りを知らせる。",
					"同じ内容を、CSV、JSON、Atomで受け取る。",
				}},
				{Text: "社会貢献バンク、企業と団体の間の連絡、団体による紹介文の登録は、まだありません。できたときに、このページとメニューに加えます。"},
			}},
			{"data", "載っている情報", []block{
				{Text: "団体の情報は、国が公表しているデータを取り込んだものです。このサイトが団体の活動を評価したり、推薦したりするものではありません。"},
				{Links: []ui.Link{{Href: sourcesPath, Label: "データの出典"}, {Href: groupsPath + "#how", Label: "情報がここに載るまで"}}},
			}},
			{"program", "プログラム", program(t, "このサイトのプログラム「Kyodo」は自由なソフトウェアで、GNU AGPL（第3版以降）の条件で、だれでも使い、調べ、直し、配ることができます。", "ソースコード")},
			{"rules", "このサイトの決まり", []block{
				{Links: []ui.Link{{Href: termsPath, Label: "利用規約"}, {Href: privacyPath, Label: "プライバシー"}, {Href: accessibilityPath, Label: "アクセシビリティ方針"}}},
			}},
		},
		Contact: true,
	}
}
