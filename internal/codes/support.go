package codes

import "slices"

// Support is a kind of support (支援の種別) that a listing gives or looks for: a main kind and a digit,
// such as G2, or X for "まず相談したい".
// Source: domain study 5.2; the main kinds after 内閣府 and CANPAN (人・モノ・カネ・情報), the sub-kinds after
// the forms that 三重県 observed.
type Support string

// Undecided is the kind of a company that has not decided what it can give.
const Undecided Support = "X"

// Main is a main kind (大分類): its letter.
type Main string

// The main kinds, in the order of the table.
const (
	MainPeople    Main = "P"
	MainGoods     Main = "G"
	MainMoney     Main = "M"
	MainPlaces    Main = "S"
	MainMedia     Main = "I"
	MainKnowHow   Main = "K"
	MainTrust     Main = "T"
	MainBusiness  Main = "B"
	MainChances   Main = "O"
	MainDisasters Main = "D"
	MainAdvice    Main = "X"
)

type mainRow struct {
	code  Main
	label Label
}

var mains = [...]mainRow{
	{MainPeople, Label{"人", "People"}},
	{MainGoods, Label{"もの", "Goods"}},
	{MainMoney, Label{"資金", "Money"}},
	{MainPlaces, Label{"場所", "Places"}},
	{MainMedia, Label{"情報・広報", "Information and publicity"}},
	{MainKnowHow, Label{"ノウハウ・技術", "Know-how and technology"}},
	{MainTrust, Label{"信用・後援", "Standing and patronage"}},
	{MainBusiness, Label{"事業連携", "Business together"}},
	{MainChances, Label{"機会", "Opportunities"}},
	{MainDisasters, Label{"災害時", "In a disaster"}},
	{MainAdvice, Label{"まず相談したい", "Let us talk first"}},
}

type supportRow struct {
	code  Support
	label Label
	unit  string // in which the quantity is counted by default
}

var supports = [...]supportRow{
	{"P1", Label{"社員ボランティア", "Employee volunteers"}, "人"},
	{"P2", Label{"専門家派遣・プロボノ", "Experts, pro bono"}, "人"},
	{"P3", Label{"講師・出前授業", "Speakers and lessons"}, "回"},
	{"P4", Label{"役員・運営参加（理事・監事）", "Board members"}, "人"},
	{"P5", Label{"出向・長期派遣", "Secondment"}, "人"},
	{"G1", Label{"物品寄贈（新品）", "Goods, new"}, "点"},
	{"G2", Label{"物品寄贈（中古）", "Goods, used"}, "点"},
	{"G3", Label{"貸出（機材・車両）", "Loan of equipment or vehicles"}, "台"},
	{"G4", Label{"食品", "Food"}, "食"},
	{"G5", Label{"本業商品・サービスの無償・割引提供", "Own products or services, free or reduced"}, "件"},
	{"M1", Label{"寄付（一般）", "Donation"}, "円"},
	{"M2", Label{"使途指定寄付", "Donation for a purpose"}, "円"},
	{"M3", Label{"冠助成・基金", "Named grant or fund"}, "円"},
	{"M4", Label{"寄付付き商品", "Products that carry a donation"}, "円"},
	{"M5", Label{"協賛金", "Sponsorship"}, "円"},
	{"M6", Label{"マッチングギフト", "Matching gift"}, "円"},
	{"M7", Label{"会費・賛助会員", "Supporting membership"}, "口"},
	{"M8", Label{"企業版ふるさと納税", "Hometown tax by companies"}, "円"},
	{"S1", Label{"会議室・ホール", "Meeting rooms and halls"}, "回"},
	{"S2", Label{"店頭・展示スペース", "Shop fronts and display space"}, "回"},
	{"S3", Label{"土地・農地・森林", "Land, fields, forest"}, "㎡"},
	{"S4", Label{"倉庫・駐車場", "Storage and parking"}, "台"},
	{"S5", Label{"事務所", "Office space"}, "室"},
	{"I1", Label{"広報媒体への掲載", "Space in own media"}, "回"},
	{"I2", Label{"印刷・デザイン", "Printing and design"}, "部"},
	{"I3", Label{"データ提供", "Data"}, "件"},
	{"I4", Label{"ネットワークの紹介", "Introduction to a network"}, "件"},
	{"K1", Label{"IT・Web", "IT and web"}, "時間"},
	{"K2", Label{"経理・法務・労務", "Accounting, law, labour"}, "時間"},
	{"K3", Label{"企画・マーケティング", "Planning and marketing"}, "時間"},
	{"K4", Label{"技術・研究", "Technology and research"}, "時間"},
	{"K5", Label{"業務システム", "Business systems"}, "件"},
	{"T1", Label{"後援・推薦", "Patronage, recommendation"}, "件"},
	{"T2", Label{"共同提案", "Joint proposal"}, "件"},
	{"T3", Label{"証明・評価", "Certification, evaluation"}, "件"},
	{"B1", Label{"業務委託（団体への発注）", "Work ordered from a group"}, "件"},
	{"B2", Label{"共同の商品・サービス", "Joint products or services"}, "件"},
	{"B3", Label{"販路・物販", "Sales channels"}, "回"},
	{"B4", Label{"実証フィールド", "Field for a trial"}, "件"},
	{"O1", Label{"職場体験・見学", "Work experience, visits"}, "人"},
	{"O2", Label{"インターン・就労", "Internship, work"}, "人"},
	{"O3", Label{"研修受入（社員を団体へ）", "Employees trained at a group"}, "人"},
	{"D1", Label{"物資", "Supplies"}, "点"},
	{"D2", Label{"輸送", "Transport"}, "台"},
	{"D3", Label{"人員", "People"}, "人"},
	{"D4", Label{"避難・保管場所", "Shelter and storage"}, "人"},
	{"D5", Label{"情報・通信", "Information and communication"}, "件"},
	{Undecided, Label{"まず相談したい", "Let us talk first"}, ""},
}

// Mains returns the main kinds in their order.
func Mains() []Main {
	list := make([]Main, len(mains))
	for i, r := range mains {
		list[i] = r.code
	}
	return list
}

// Supports returns the kinds of a main kind in their order; "" means all.
func Supports(of Main) (list []Support) {
	for _, r := range supports {
		if of == "" || r.code.Main() == of {
			list = append(list, r.code)
		}
	}
	return list
}

func (k Support) row() int {
	return slices.IndexFunc(supports[:], func(r supportRow) bool { return r.code == k })
}

// Valid says whether there is such a kind.
func (k Support) Valid() bool { return k.row() >= 0 }

// Main is the kind's main kind, "" for an empty kind.
func (k Support) Main() Main {
	if k == "" {
		return ""
	}
	return Main(k[:1])
}

// Label is the kind's name.
func (k Support) Label() Label {
	if i := k.row(); i >= 0 {
		return supports[i].label
	}
	return Label{string(k), string(k)}
}

// Unit is in what the kind's quantity is counted unless somebody says otherwise, "" for none.
func (k Support) Unit() string {
	if i := k.row(); i >= 0 {
		return supports[i].unit
	}
	return ""
}

// Valid says whether there is such a main kind.
func (m Main) Valid() bool {
	return slices.ContainsFunc(mains[:], func(r mainRow) bool { return r.code == m })
}

// Label is the main kind's name.
func (m Main) Label() Label {
	i := slices.IndexFunc(mains[:], func(r mainRow) bool { return r.code == m })
	if i < 0 {
		return Label{string(m), string(m)}
	}
	return mains[i].label
}

// Exit is why something ended without what was hoped for (終了・辞退理由). Every exit has one.
// Source: domain study 5.8.
type Exit string

// OtherExit needs words beside it.
const OtherExit Exit = "R99"

// Exits that the program itself gives.
const (
	SilentOwner Exit = "R11" // 返信なし（企業）
	SilentAsker Exit = "R12" // 返信なし（団体）
	ClosedCall  Exit = "R13" // 募集終了
	TakenByElse Exit = "R05" // 他で成立
)

type exitRow struct {
	code  Exit
	label Label
}

var exits = [...]exitRow{
	{"R01", Label{"条件が合わない（日程）", "Terms do not fit: dates"}},
	{"R02", Label{"条件が合わない（場所・距離）", "Terms do not fit: place or distance"}},
	{"R03", Label{"条件が合わない（数量・金額）", "Terms do not fit: quantity or amount"}},
	{"R04", Label{"条件が合わない（対象者・分野）", "Terms do not fit: people or field"}},
	{"R05", Label{"ほかで成立した", "Agreed with somebody else"}},
	{"R06", Label{"人手が足りない", "Not enough people"}},
	{"R07", Label{"社内の決裁が下りない", "No approval within the company"}},
	{"R08", Label{"団体の情報が足りず、信頼を確かめられない", "Too little known to trust"}},
	{"R09", Label{"目的が違う", "Different aims"}},
	{"R10", Label{"リスク・保険の問題", "Risk or insurance"}},
	{"R11", Label{"返信がない（企業）", "No answer from the company"}},
	{"R12", Label{"返信がない（団体）", "No answer from the group"}},
	{"R13", Label{"募集が終わった", "The call has closed"}},
	{"R14", Label{"実施することにしたが中止した", "Agreed, then cancelled"}},
	{"R15", Label{"災害・感染症", "Disaster or infectious disease"}},
	{"R99", Label{"その他", "Other"}},
}

// Exits returns the reasons in their order.
func Exits() []Exit {
	list := make([]Exit, len(exits))
	for i, r := range exits {
		list[i] = r.code
	}
	return list
}

// Valid says whether there is such a reason.
func (e Exit) Valid() bool {
	return slices.ContainsFunc(exits[:], func(r exitRow) bool { return r.code == e })
}

// Label is the reason in words that the other side reads.
func (e Exit) Label() Label {
	i := slices.IndexFunc(exits[:], func(r exitRow) bool { return r.code == e })
	if i < 0 {
		return Label{string(e), string(e)}
	}
	return exits[i].label
}
