package homeweb

import "kyodo/internal/web/ui"

// Credits in the words that the owners of the data ask for. They stay Japanese.
const (
	creditNTA = "出典：国税庁法人番号公表サイト（国税庁）(https://www.houjin-bangou.nta.go.jp/) を加工して作成"   // #nosec G101 -- the words of a credit line
	creditCAO = "出典：NPO法人ポータルサイト（内閣府）(https://www.npo-homepage.go.jp/) の行政入力情報を加工して作成" // #nosec G101 -- the words of a credit line
)

// sourcesJA names where the data comes from.
func sourcesJA(t told) document {
	return document{
		Title:       "データの出典",
		Description: "団体の情報のもとになった公表データと、利用するときの出典の書き方を示します。",
		Lead:        "団体の情報は、次の公表データを加工したものです。項目ごとの出典と時点は、団体のページにあります。",
		Sections: []section{
			{"asof", "データの時点", asOfJA(t)},
			{"nta", "国税庁 法人番号公表サイト", []block{
				{Text: creditNTA, JA: true},
				{Facts: []fact{
					{"使っている項目", "法人番号、名称、ふりがな、英語の名称、所在地、法人の種別、登記記録の閉鎖、変更の履歴"},
					{"利用の条件", "公共データ利用規約（第1.0版）（PDL1.0）"},
					{"注意", "国税庁は、このサイトの内容を保証していません。検索の対象から外されている法人は、このサイトの検索にも出しません。"},
				}},
				{Links: []ui.Link{{Href: "https://www.houjin-bangou.nta.go.jp/", Label: "国税庁法人番号公表サイト（外部サイト）"}}},
			}},
			{"cao", "内閣府 NPO法人ポータルサイト", []block{
				{Text: creditCAO, JA: true},
				{Facts: []fact{
					{"使っている項目", "名称のふりがな、代表者、目的、活動分野、所轄庁、認証・認定の日と期間、事業年度、監督・解散の情報"},
					{"利用の条件", "NPO法人ポータルサイトの利用規約によります。"},
				}},
				{Links: []ui.Link{{Href: "https://www.npo-homepage.go.jp/npoportal/", Label: "NPO法人ポータルサイト（外部サイト）"}}},
			}},
			{"tables", "区分と暦", []block{
				{Facts: []fact{
					{"活動分野", "特定非営利活動促進法の別表。平成10年、平成15年、平成24年からの3つの区分を、時期に応じて使い分けています。"},
					{"市町の番号", "全国地方公共団体コード（総務省）"},
					{"区域", "県東部・県央部・県西部は、もとになった計画のことばです。境は計画に示されていないため、このサイトで割り当てました。"},
					{"休日", "国民の祝日に関する法律"},
					{"色と文字の大きさ", "デジタル庁デザインシステムのデザイントークン（MITライセンス）"},
				}},
				{Text: "市町の地図は、位置の関係が分かるように、このサイトで作った図です。"},
			}},
			{"processing", "加工の内容", []block{
				{List: []string{
					"文字コードをそろえ、壊れた行は取り込まずに記録します。",
					"法人番号が同じものを1つの団体として結びます。番号がないものは、名称と所在地で結びます。",
					"2つの資料で名称や所在地が違うときは、国税庁のものを示します。",
					"状態、活動分野の番号、次の提出期限は、資料の値から計算しています。",
				}},
			}},
			{"reuse", "このサイトのデータを使うとき", []block{
				{Text: "CSV、JSON、Atomのどれを使うときも、上の出典を記載し、加工したことを示してください。"},
				{Links: []ui.Link{{Href: termsPath + "#reuse", Label: "利用規約　第4条　情報の利用"}}},
			}},
		},
	}
}

func asOfJA(t told) []block {
	switch {
	case t.Demo:
		return []block{{Notice: "見本のデータです", Text: "【架空】と付いた団体は、画面を試すために作ったもので、下の公表データではありません。"}}
	case t.AsOf == "":
		return []block{{Text: "まだデータを取り込んでいません。"}}
	}
	return []block{{Text: "このサイトにある最も新しいデータは、" + t.AsOf + "時点のものです。団体や項目によって、これより古いことがあります。"}}
}
