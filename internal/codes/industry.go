package codes

import "slices"

// Industry is a division (大分類) of 日本標準産業分類. The letter is its key.
// Source: 総務省 日本標準産業分類（令和5年7月改定、第14回）, in force since 2024-04-01; the divisions are those of
// 平成19年11月 (第12回) too.
type Industry string

type industryRow struct {
	code  Industry
	label Label
}

var industries = [...]industryRow{
	{"A", Label{"農業，林業", "Agriculture and forestry"}},
	{"B", Label{"漁業", "Fisheries"}},
	{"C", Label{"鉱業，採石業，砂利採取業", "Mining and quarrying of stone and gravel"}},
	{"D", Label{"建設業", "Construction"}},
	{"E", Label{"製造業", "Manufacturing"}},
	{"F", Label{"電気・ガス・熱供給・水道業", "Electricity, gas, heat supply and water"}},
	{"G", Label{"情報通信業", "Information and communications"}},
	{"H", Label{"運輸業，郵便業", "Transport and postal services"}},
	{"I", Label{"卸売業，小売業", "Wholesale and retail trade"}},
	{"J", Label{"金融業，保険業", "Finance and insurance"}},
	{"K", Label{"不動産業，物品賃貸業", "Real estate and goods rental and leasing"}},
	{"L", Label{"学術研究，専門・技術サービス業", "Scientific research, professional and technical services"}},
	{"M", Label{"宿泊業，飲食サービス業", "Accommodation, eating and drinking services"}},
	{"N", Label{"生活関連サービス業，娯楽業", "Living-related and personal services and amusement services"}},
	{"O", Label{"教育，学習支援業", "Education, learning support"}},
	{"P", Label{"医療，福祉", "Medical, health care and welfare"}},
	{"Q", Label{"複合サービス事業", "Compound services"}},
	{"R", Label{"サービス業（他に分類されないもの）", "Services not elsewhere classified"}},
	{"S", Label{"公務（他に分類されるものを除く）", "Government, except elsewhere classified"}},
	{"T", Label{"分類不能の産業", "Industries unable to classify"}},
}

// Industries returns the divisions in their order.
func Industries() []Industry {
	list := make([]Industry, len(industries))
	for i, r := range industries {
		list[i] = r.code
	}
	return list
}

// Label returns the division's name.
func (i Industry) Label() Label {
	at := slices.IndexFunc(industries[:], func(r industryRow) bool { return r.code == i })
	if at < 0 {
		return Label{string(i), string(i)}
	}
	return industries[at].label
}
