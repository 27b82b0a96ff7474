package register

import (
	"fmt"
	"slices"
	"time"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

func industryChoices() []Choice {
	var list []Choice
	for _, i := range codes.Industries() {
		list = append(list, Choice{string(i), i.Label()})
	}
	return list
}

// fieldChoices are the activity fields of the annex in force since 2012-04-01. The one that
// ordinances may add (第20号) is none of its own: 山口県 has no such ordinance that we know of.
func fieldChoices() []Choice {
	var list []Choice
	for _, f := range codes.Fields(term.On(2012, int(time.April), 1)) {
		if f.Slug != "ordinance" {
			list = append(list, Choice{f.Slug, f.Label})
		}
	}
	return list
}

// staffChoices are the classes of 経済センサス (従業者規模).
func staffChoices() []Choice {
	var list []Choice
	from := 1
	for _, to := range []int{4, 9, 19, 29, 49, 99, 199, 299} {
		list = append(list, Choice{fmt.Sprintf("%d-%d", from, to), codes.Label{Ja: fmt.Sprintf("%d〜%d人", from, to), En: fmt.Sprintf("%d to %d", from, to)}})
		from = to + 1
	}
	return append(list, Choice{"300-", codes.Label{Ja: "300人以上", En: "300 or more"}})
}

func leaveChoices() []Choice {
	return []Choice{
		{"yes", codes.Label{Ja: "ある", En: "Yes"}},
		{"no", codes.Label{Ja: "ない", En: "No"}},
		{"planned", codes.Label{Ja: "検討中", En: "Under consideration"}},
	}
}

func yesNo() []Choice {
	return []Choice{{"yes", codes.Label{Ja: "あり", En: "Yes"}}, {"no", codes.Label{Ja: "なし", En: "No"}}}
}

// schemeChoices are the prefecture's schemes of the plan and of today for companies.
func schemeChoices() []Choice {
	return []Choice{
		{"volunteer-model", codes.Label{Ja: "企業ボランティア活動促進モデル事業所", En: "Model workplace for company volunteering"}},
		{"childcare-discount", codes.Label{Ja: "子育て応援優待事業の協賛事業所", En: "Discounts for families with children"}},
		{"disaster-agreement", codes.Label{Ja: "災害時の応援協定", En: "Agreement on help in disasters"}},
		{"large-store-plan", codes.Label{Ja: "大規模小売店舗の地域貢献活動計画書", En: "Local contribution plan of large stores"}},
	}
}

// benefitChoices are what a company may hope to gain (企業側のメリット).
func benefitChoices() []Choice {
	return []Choice{
		{"participation", codes.Label{Ja: "社員の参加", En: "Participation of employees"}},
		{"publicity", codes.Label{Ja: "PR", En: "Publicity"}},
		{"recruiting", codes.Label{Ja: "採用", En: "Recruiting"}},
		{"community", codes.Label{Ja: "地域との関係", En: "Relations with the community"}},
		{"sdgs", codes.Label{Ja: "SDGs", En: "SDGs"}},
		{"training", codes.Label{Ja: "人材育成", En: "Training of employees"}},
		{"business", codes.Label{Ja: "本業との連携", En: "Links with our own business"}},
	}
}

func refusalChoices() []Choice {
	return []Choice{
		{"religion", codes.Label{Ja: "宗教", En: "Religion"}},
		{"politics", codes.Label{Ja: "政治", En: "Politics"}},
		{"profit", codes.Label{Ja: "営利", En: "Profit-making"}},
		{"competitor", codes.Label{Ja: "競合する企業との同席", En: "Together with competitors"}},
		{"minors", codes.Label{Ja: "未成年だけの団体", En: "Groups of minors alone"}},
		{"other", codes.Label{Ja: "その他", En: "Other"}},
	}
}

func accountingChoices() []Choice {
	return []Choice{
		{"npo", codes.Label{Ja: "NPO法人会計基準", En: "Accounting Standards for NPO Corporations"}},
		{"other", codes.Label{Ja: "その他の基準", En: "Another standard"}},
		{"undecided", codes.Label{Ja: "決めていない", En: "Undecided"}},
	}
}

func meansChoices() []Choice {
	return []Choice{
		{"phone", codes.Label{Ja: "電話", En: "Telephone"}},
		{"mail", codes.Label{Ja: "メール", En: "E-mail"}},
		{"fax", codes.Label{Ja: "FAX", En: "Fax"}},
		{"post", codes.Label{Ja: "郵便", En: "Letter"}},
		{"visit", codes.Label{Ja: "来訪", En: "Visit"}},
	}
}

// goalChoices are the 17 goals of the 2030 Agenda.
func goalChoices() []Choice {
	goals := []codes.Label{
		{Ja: "貧困をなくそう", En: "No poverty"}, {Ja: "飢餓をゼロに", En: "Zero hunger"}, {Ja: "すべての人に健康と福祉を", En: "Good health and well-being"},
		{Ja: "質の高い教育をみんなに", En: "Quality education"}, {Ja: "ジェンダー平等を実現しよう", En: "Gender equality"},
		{Ja: "安全な水とトイレを世界中に", En: "Clean water and sanitation"}, {Ja: "エネルギーをみんなにそしてクリーンに", En: "Affordable and clean energy"},
		{Ja: "働きがいも経済成長も", En: "Decent work and economic growth"}, {Ja: "産業と技術革新の基盤をつくろう", En: "Industry, innovation and infrastructure"},
		{Ja: "人や国の不平等をなくそう", En: "Reduced inequalities"}, {Ja: "住み続けられるまちづくりを", En: "Sustainable cities and communities"},
		{Ja: "つくる責任つかう責任", En: "Responsible consumption and production"}, {Ja: "気候変動に具体的な対策を", En: "Climate action"},
		{Ja: "海の豊かさを守ろう", En: "Life below water"}, {Ja: "陸の豊かさも守ろう", En: "Life on land"},
		{Ja: "平和と公正をすべての人に", En: "Peace, justice and strong institutions"}, {Ja: "パートナーシップで目標を達成しよう", En: "Partnerships for the goals"},
	}
	list := make([]Choice, len(goals))
	for i, g := range goals {
		list[i] = Choice{fmt.Sprint(i + 1), codes.Label{Ja: fmt.Sprintf("%d. %s", i+1, g.Ja), En: fmt.Sprintf("%d. %s", i+1, g.En)}}
	}
	return list
}

// Label says who may read what has the visibility.
func (v Visibility) Label() codes.Label {
	switch v {
	case Public:
		return codes.Label{Ja: "一般公開", En: "Everybody"}
	case Registered:
		return codes.Label{Ja: "登録者限定", En: "Registered organizations"}
	case Contact:
		return codes.Label{Ja: "当事者とセンターだけ", En: "Partners in talks, and the centre"}
	}
	return codes.Label{Ja: "非公開（自団体だけ）", En: "Nobody but ourselves"}
}

// Channels are how somebody asked for an entry by proxy (代理登録), of a whole body as of its profile.
func Channels() []Choice {
	return []Choice{
		{"counter", codes.Label{Ja: "窓口・来所", En: "At the counter"}},
		{"phone", codes.Label{Ja: "電話", En: "Telephone"}},
		{"fax", codes.Label{Ja: "FAX", En: "Fax"}},
		{"mail", codes.Label{Ja: "メール", En: "E-mail"}},
		{"post", codes.Label{Ja: "郵便", En: "Post"}},
		{"visit", codes.Label{Ja: "訪問", En: "On a visit to them"}},
		{"list", codes.Label{Ja: "市町や中間支援団体の名簿", En: "List of a municipality or intermediary"}},
	}
}

// IsChannel says whether a value is one of Channels.
func IsChannel(value string) bool {
	return slices.ContainsFunc(Channels(), func(x Choice) bool { return x.Value == value })
}

// Consenters are the parts of an organization that can agree to an entry by proxy: roles, not names.
func Consenters() []Choice {
	return []Choice{
		{"head", codes.Label{Ja: "代表者", En: "Representative"}},
		{"officer", codes.Label{Ja: "役員", En: "Board member"}},
		{"staff", codes.Label{Ja: "事務局・担当者", En: "Office or person in charge"}},
	}
}
