package bank

import (
	"slices"

	"kyodo/internal/codes"
)

// Form is how a field of a listing is written.
type Form int

// The forms. Numbers are whole, money is yen.
const (
	Text Form = iota
	Prose
	Count
	Yen
	Percent
	Day
	OneOf
	SomeOf
	Yes
)

// Choice is one value of a OneOf or SomeOf field.
type Choice struct {
	Value string
	Label codes.Label
}

// Detail is a field that only some kinds of listing have.
// Source: domain study 5.2, column "extra fields".
type Detail struct {
	Name    string
	Kinds   []codes.Support // of these kinds
	Form    Form
	Limit   int // characters of Text and Prose, choices of SomeOf
	Max     int // of Count; 0 = 1,000,000
	Choices []Choice
	Needed  bool // publication needs it
	Quick   bool // the three-minute form asks for it
	Unit    codes.Label
	Label   codes.Label
	Hint    codes.Label
}

// of joins whole main kinds and single kinds.
func of(mains string, kinds ...codes.Support) (list []codes.Support) {
	for _, m := range mains {
		list = append(list, codes.Supports(codes.Main(m))...)
	}
	return append(list, kinds...)
}

func choice(value, ja, en string) Choice { return Choice{value, codes.Label{Ja: ja, En: en}} }

func label(ja, en string) codes.Label { return codes.Label{Ja: ja, En: en} }

var (
	someHours   = label("時間", "hours")
	insurance   = []Choice{choice("giver", "提供する側で加入", "The giving side insures"), choice("receiver", "受ける側で加入", "The receiving side insures"), choice("each", "それぞれで加入", "Each side insures its own"), choice("talk", "相談して決める", "To be agreed")}
	condition   = []Choice{choice("new", "新品", "New"), choice("unused", "未使用", "Unused"), choice("good", "良い", "Good"), choice("used", "使用感あり", "Used"), choice("flaws", "難あり（説明に書く）", "With flaws, described")}
	receipt     = []Choice{choice("yes", "必要", "Needed"), choice("no", "不要", "Not needed"), choice("talk", "相談して決める", "To be agreed")}
	tax         = []Choice{choice("none", "税の優遇を求めない", "No tax relief sought"), choice("certified", "認定NPO法人等への寄附として", "As a gift to a certified body"), choice("special", "特定寄附・企業版ふるさと納税として", "As a designated gift"), choice("expense", "広告宣伝費などとして", "As an expense")}
	access      = []Choice{choice("wheelchair", "車いすで入れる", "Wheelchair access"), choice("toilet", "多目的トイレ", "Accessible toilet"), choice("lift", "エレベーター", "Lift"), choice("loop", "磁気ループなどの聞こえの支援", "Hearing support"), choice("none", "段差あり・設備なし", "Steps, no equipment")}
	way         = []Choice{choice("visit", "訪問", "On site"), choice("online", "オンライン", "Online"), choice("phone", "電話", "Telephone"), choice("any", "どれでも", "Any")}
	contract    = []Choice{choice("contract", "請負契約", "Contract for work"), choice("mandate", "委任・準委任契約", "Mandate"), choice("sale", "売買・委託販売", "Sale or consignment"), choice("memo", "覚書・確認書", "Memorandum"), choice("talk", "相談して決める", "To be agreed")}
	patronage   = []Choice{choice("name", "名義の使用", "Use of the name"), choice("letter", "推薦状", "Letter of recommendation"), choice("words", "公開の推薦のことば", "Public words of recommendation")}
	supplies    = []Choice{choice("water", "飲料水", "Water"), choice("food", "食料", "Food"), choice("bedding", "毛布・寝具", "Bedding"), choice("hygiene", "衛生用品", "Hygiene"), choice("power", "電源・燃料", "Power and fuel"), choice("tools", "資機材", "Tools"), choice("other", "その他", "Other")}
	temperature = []Choice{choice("room", "常温", "Room temperature"), choice("cold", "冷蔵", "Chilled"), choice("frozen", "冷凍", "Frozen")}
)

// details are all fields of the kinds, in the order of the form.
var details = []Detail{
	// People and know-how: how many, how long, who.
	{Name: "hours", Kinds: of("PK"), Form: Count, Max: 10000, Quick: true, Unit: someHours, Label: label("1回の時間", "Hours each time"), Hint: label("およその時間でかまいません。", "Roughly.")},
	{Name: "times", Kinds: of("P", "K1", "K2", "K3", "K4"), Form: Count, Max: 1000, Unit: label("回", "times"), Label: label("回数", "How many times")},
	{Name: "qualification", Kinds: of("PK"), Form: Text, Limit: 120, Label: label("資格・経験", "Qualification or experience"), Hint: label("例：看護師、大型免許、会計の実務5年", "For example: nurse, lorry licence")},
	{Name: "insurance", Kinds: of("PO", "D3"), Form: OneOf, Choices: insurance, Label: label("保険", "Insurance"), Hint: label("活動中のけがや事故に備える保険です。", "Against accidents during the work.")},
	{Name: "subject", Kinds: of("", "P3"), Form: Text, Limit: 120, Needed: true, Quick: true, Label: label("話す内容・授業の題", "Subject of the talk or lesson")},
	{Name: "learners", Kinds: of("", "P3"), Form: Text, Limit: 60, Label: label("聞く人・学年", "For whom"), Hint: label("例：小学4年生、一般の大人", "For example: fourth grade, adults")},
	{Name: "post", Kinds: of("", "P4"), Form: Text, Limit: 60, Needed: true, Quick: true, Label: label("役職・担ってほしい役割", "Position or role"), Hint: label("例：監事、理事（広報）", "For example: auditor")},
	{Name: "months", Kinds: of("", "P5"), Form: Count, Max: 120, Needed: true, Quick: true, Unit: label("か月", "months"), Label: label("派遣の期間", "Length")},
	{Name: "pay", Kinds: of("", "P5", "O2"), Form: Text, Limit: 120, Label: label("給与・謝金の扱い", "Pay"), Hint: label("だれが負担するかを書きます。", "Who bears it.")},

	// Goods.
	{Name: "condition", Kinds: of("", "G1", "G2", "G3"), Form: OneOf, Choices: condition, Needed: true, Quick: true, Label: label("状態", "Condition")},
	{Name: "size", Kinds: of("", "G1", "G2", "G3", "D1"), Form: Text, Limit: 80, Label: label("大きさ・重さ", "Size and weight"), Hint: label("例：幅120cm×奥行60cm、1台8kg", "For example: 120 × 60 cm, 8 kg each")},
	{Name: "made", Kinds: of("", "G2", "G3"), Form: Text, Limit: 40, Label: label("製造・購入の年", "Year made or bought")},
	{Name: "loan", Kinds: of("", "G3"), Form: Text, Limit: 80, Needed: true, Quick: true, Label: label("貸出の期間と返却", "Length of the loan and return"), Hint: label("例：1回3日まで、返却は事業所へ", "For example: up to three days")},
	{Name: "driver", Kinds: of("", "G3", "D2"), Form: OneOf, Choices: []Choice{choice("with", "運転・操作する人が付く", "With an operator"), choice("without", "運転・操作は借りる側", "The borrower operates"), choice("none", "該当しない", "Does not apply")}, Label: label("運転・操作", "Operator")},
	{Name: "expiry", Kinds: of("", "G4"), Form: Day, Needed: true, Quick: true, Label: label("賞味期限・消費期限", "Best before")},
	{Name: "temperature", Kinds: of("", "G4"), Form: OneOf, Choices: temperature, Needed: true, Quick: true, Label: label("保存の温度", "Storage")},
	{Name: "allergens", Kinds: of("", "G4"), Form: Text, Limit: 120, Label: label("アレルギー表示", "Allergens")},
	{Name: "discount", Kinds: of("", "G5", "B2", "M4"), Form: Percent, Label: label("割引・寄付の割合", "Reduction or share"), Hint: label("無償なら100と書きます。", "100 means free of charge.")},
	{Name: "product", Kinds: of("", "G5", "M4", "B2", "B3"), Form: Text, Limit: 120, Needed: true, Quick: true, Label: label("商品・サービスの名前", "Product or service")},

	// Money.
	{Name: "amount", Kinds: of("", "M7"), Form: Yen, Needed: true, Quick: true, Unit: label("円", "yen"), Label: label("1口の金額", "Amount of one unit")},
	{Name: "purpose", Kinds: of("", "M2", "M3", "M5", "M8"), Form: Text, Limit: 200, Needed: true, Quick: true, Label: label("使いみち", "Purpose")},
	{Name: "fund", Kinds: of("", "M3"), Form: Text, Limit: 60, Label: label("助成・基金の名前", "Name of the grant or fund")},
	{Name: "rate", Kinds: of("", "M6"), Form: Percent, Needed: true, Quick: true, Label: label("上乗せの割合", "Matching rate"), Hint: label("寄付と同じ額を加えるなら100です。", "100 adds as much as was given.")},
	{Name: "receipt", Kinds: of("M"), Form: OneOf, Choices: receipt, Label: label("領収書", "Receipt")},
	{Name: "tax", Kinds: of("M"), Form: OneOf, Choices: tax, Label: label("税の扱い", "Tax"), Hint: label("優遇には団体の要件があります。迷ったらセンターにお尋ねください。", "Relief depends on the group. The centre can help.")},
	{Name: "project", Kinds: of("", "M8"), Form: Text, Limit: 120, Label: label("対象の地方創生事業", "Project of regional revitalization"), Hint: label("国の認定を受けた地域再生計画の事業名です。", "Of a regional plan approved by the state.")},

	// Places.
	{Name: "capacity", Kinds: of("", "S1", "S2", "S5", "D4"), Form: Count, Max: 100000, Quick: true, Unit: label("人", "people"), Label: label("収容人数", "Capacity")},
	{Name: "square", Kinds: of("S"), Form: Count, Max: 10_000_000, Unit: label("㎡", "m²"), Label: label("広さ", "Area")},
	{Name: "hours_open", Kinds: of("S", "D4"), Form: Text, Limit: 80, Quick: true, Label: label("使える曜日・時間", "Days and hours"), Hint: label("例：平日の18時から21時", "For example: weekdays 18 to 21")},
	{Name: "equipment", Kinds: of("S", "D4"), Form: Text, Limit: 200, Label: label("設備", "Equipment"), Hint: label("例：プロジェクター、机20台、駐車場10台", "For example: projector, 20 tables")},
	{Name: "access", Kinds: of("", "S1", "S2", "S5", "D4"), Form: SomeOf, Limit: 5, Choices: access, Label: label("バリアフリー", "Accessibility")},
	{Name: "restrictions", Kinds: of("S"), Form: Text, Limit: 200, Label: label("使い方の制限", "Limits of use"), Hint: label("例：火気と飲食はできません", "For example: no fire, no food")},

	// Information and publicity.
	{Name: "medium", Kinds: of("", "I1"), Form: Text, Limit: 80, Needed: true, Quick: true, Label: label("媒体", "Medium"), Hint: label("例：社内報、店頭モニター、地域紙", "For example: staff magazine")},
	{Name: "reach", Kinds: of("", "I1"), Form: Text, Limit: 80, Label: label("届く人・部数", "Readers or copies")},
	{Name: "copy_due", Kinds: of("", "I1", "I2"), Form: Text, Limit: 80, Label: label("原稿の締切", "Copy due"), Hint: label("例：掲載の3週間前", "For example: three weeks before")},
	{Name: "print", Kinds: of("", "I2"), Form: Text, Limit: 120, Needed: true, Quick: true, Label: label("印刷・デザインの内容", "What is printed or designed"), Hint: label("例：A4両面カラーのちらし", "For example: A4 leaflet in colour")},
	{Name: "data", Kinds: of("", "I3"), Form: Text, Limit: 200, Needed: true, Quick: true, Label: label("データの内容と形式", "Data and format")},
	{Name: "licence", Kinds: of("", "I3"), Form: Text, Limit: 80, Label: label("利用の条件", "Licence")},
	{Name: "network", Kinds: of("", "I4"), Form: Text, Limit: 120, Needed: true, Quick: true, Label: label("紹介できる相手", "Whom you can introduce")},

	// Know-how.
	{Name: "way", Kinds: of("K", "P2"), Form: OneOf, Choices: way, Quick: true, Label: label("進め方", "How")},
	{Name: "deliverable", Kinds: of("K", "P2", "B1"), Form: Text, Limit: 200, Label: label("できあがるもの", "What comes of it"), Hint: label("例：会計の手順書、新しいホームページ", "For example: a new website")},
	{Name: "system", Kinds: of("", "K5"), Form: Text, Limit: 120, Needed: true, Quick: true, Label: label("システムの名前・用途", "System and its use")},

	// Standing.
	{Name: "patronage", Kinds: of("", "T1"), Form: SomeOf, Limit: 3, Choices: patronage, Needed: true, Quick: true, Label: label("後援・推薦の形", "Form of patronage")},
	{Name: "addressee", Kinds: of("T"), Form: Text, Limit: 120, Label: label("提出先・使う場", "For whom or where")},
	{Name: "proposal", Kinds: of("", "T2"), Form: Text, Limit: 200, Needed: true, Quick: true, Label: label("提案したいこと", "What is proposed")},
	{Name: "measure", Kinds: of("", "T3"), Form: Text, Limit: 200, Needed: true, Quick: true, Label: label("証明・評価の内容", "What is certified or evaluated")},

	// Business together.
	{Name: "contract", Kinds: of("B"), Form: OneOf, Choices: contract, Needed: true, Quick: true, Label: label("契約の形", "Form of contract")},
	{Name: "budget", Kinds: of("", "B1"), Form: Yen, Unit: label("円", "yen"), Label: label("発注の予算", "Budget")},
	{Name: "work", Kinds: of("", "B1"), Form: Text, Limit: 200, Needed: true, Quick: true, Label: label("業務の内容", "The work")},
	{Name: "stalls", Kinds: of("", "B3"), Form: Text, Limit: 120, Label: label("売場・出店の条件", "Stall and terms")},
	{Name: "trial", Kinds: of("", "B4"), Form: Text, Limit: 200, Needed: true, Quick: true, Label: label("試したいこと", "What is tried")},

	// Opportunities.
	{Name: "days", Kinds: of("O"), Form: Count, Max: 365, Quick: true, Unit: label("日", "days"), Label: label("日数", "Days")},
	{Name: "ages", Kinds: of("O"), Form: Text, Limit: 60, Quick: true, Label: label("対象の年齢・学年", "Ages"), Hint: label("例：中学生、働くことに不安のある若者", "For example: junior high school")},
	{Name: "programme", Kinds: of("O"), Form: Text, Limit: 200, Needed: true, Quick: true, Label: label("体験・仕事・研修の内容", "What people do")},

	// In a disaster.
	{Name: "supplies", Kinds: of("", "D1"), Form: SomeOf, Limit: 7, Choices: supplies, Needed: true, Quick: true, Label: label("品目", "Supplies")},
	{Name: "vehicle", Kinds: of("", "D2"), Form: Text, Limit: 80, Needed: true, Quick: true, Label: label("車両・積載", "Vehicle and load"), Hint: label("例：4tトラック、1.5t積み", "For example: four-tonne lorry")},
	{Name: "task", Kinds: of("", "D3"), Form: Text, Limit: 120, Needed: true, Quick: true, Label: label("できる作業", "Work that can be done")},
	{Name: "device", Kinds: of("", "D5"), Form: Text, Limit: 120, Needed: true, Quick: true, Label: label("機器・情報の内容", "Equipment or information")},
	{Name: "lead_time", Kinds: of("D"), Form: Text, Limit: 60, Needed: true, Quick: true, Label: label("出せるまでの時間", "Time until available"), Hint: label("例：要請から6時間以内", "For example: within six hours")},
	{Name: "contact_tree", Kinds: of("D"), Form: Text, Limit: 200, Label: label("夜間・休日の連絡網", "Contact at night and on holidays"), Hint: label("公開されません。センターと県が読みます。", "Not public: for the centre and the prefecture.")},

	// Let us talk first.
	{Name: "wish", Kinds: []codes.Support{codes.Undecided}, Form: Prose, Limit: 600, Needed: true, Quick: true, Label: label("相談したいこと・きっかけ", "What you would like to talk about"), Hint: label("「周年の記念に何かしたい」のような、ひとことでかまいません。", "One sentence will do.")},
}

// hidden are details that only the centre and the prefecture read.
var hidden = []string{"contact_tree"}

// Details returns the fields of a kind, in the order of the form.
func Details(k codes.Support) (list []Detail) {
	for _, d := range details {
		if slices.Contains(d.Kinds, k) {
			list = append(list, d)
		}
	}
	return list
}

// Public says whether everybody who reads the listing reads the field.
func (d Detail) Public() bool { return !slices.Contains(hidden, d.Name) }
