package bank

import "kyodo/internal/codes"

// Direction is whether something is offered or looked for.
type Direction string

// The directions.
const (
	Offer Direction = "offer" // 提供
	Need  Direction = "need"  // ニーズ（協力してほしいこと）
)

// Valid says whether there is such a direction.
func (d Direction) Valid() bool { return d == Offer || d == Need }

// Merits is what each side has of a listing (メリットの提示, plan 留意点 2).
type Merits struct{ Company, Group codes.Label }

// Draft is what the form starts with; the owner corrects it.
type Draft struct {
	Kind         codes.Support
	Industry     codes.Industry // "" = of every industry
	Title        codes.Label
	Body         codes.Label
	Quantity     int64
	Unit         string
	MeritCompany string
	MeritGroup   string
}

// merits drafts the merit texts by main kind; MeritsOf refines some kinds.
var merits = map[codes.Main]Merits{
	codes.MainPeople: {
		Company: label("社員が地域の課題を知り、会社の外で力を試せます。社内の一体感と採用の広報にもつながります。", "Employees get to know local problems and use their skills outside the company; it helps team spirit and recruiting."),
		Group:   label("人手と専門の力が加わり、活動の回数や質を上げられます。", "More hands and skills: the work can be done more often and better."),
	},
	codes.MainGoods: {
		Company: label("使われていない品が地域で生かされ、処分の費用と廃棄が減ります。使われ方の報告を受け取れます。", "Unused goods serve the community, disposal costs less, and you hear how they are used."),
		Group:   label("必要な品を買わずにそろえられ、その分の予算を活動に回せます。", "What is needed need not be bought, and the budget goes into the work."),
	},
	codes.MainMoney: {
		Company: label("使いみちと成果の報告を受け、社会貢献の実績として公表できます。", "You receive a report on use and results, and may publish it."),
		Group:   label("活動の資金を確保し、計画を確実に実施できます。", "Funds are secured and the plan can be carried out."),
	},
	codes.MainPlaces: {
		Company: label("空いている場所に人の流れが生まれ、地域の人に会社を知ってもらえます。", "Empty space comes to life, and local people get to know the company."),
		Group:   label("費用をかけずに、通いやすい場所で活動できます。", "The group can work in a convenient place without rent."),
	},
	codes.MainMedia: {
		Company: label("地域に役立つ話題を届けることで、媒体と会社への親しみが増します。", "News that serves the community makes readers like the medium and the company."),
		Group:   label("これまで届かなかった人に活動を知ってもらえます。", "People hear of the work who did not before."),
	},
	codes.MainKnowHow: {
		Company: label("本業の力が地域の課題に生き、社員が教えることで学びます。", "The company's own skills solve local problems, and employees learn by teaching."),
		Group:   label("自分たちだけでは解けない課題を、専門の知識で前に進められます。", "Expert knowledge moves what the group could not solve alone."),
	},
	codes.MainTrust: {
		Company: label("地域の取組に名前を連ね、課題に向き合う姿勢を示せます。", "The name stands beside local work and shows that you care."),
		Group:   label("行政や助成団体、地域の人からの信用が高まります。", "Authorities, funders and neighbours trust the group more."),
	},
	codes.MainBusiness: {
		Company: label("地域の事情に詳しい相手と組み、商品・サービスの改善や新しい市場につなげられます。", "A partner who knows the area helps to improve products and find markets."),
		Group:   label("活動を続けるための収入と、仕事の経験が得られます。", "Income that keeps the work going, and experience of business."),
	},
	codes.MainChances: {
		Company: label("次の世代や地域の人に仕事の魅力を伝え、将来の人材と出会えます。", "You show your work to the next generation and meet future colleagues."),
		Group:   label("参加する人が、働く現場を実際に知ることができます。", "People see real work."),
	},
	codes.MainDisasters: {
		Company: label("平時からの備えを地域と共有し、いざという時に力を確実に生かせます。", "You prepare with the community, so that help arrives when it counts."),
		Group:   label("災害時に頼れる先が決まり、支援を早く始められます。", "It is settled whom to ask, and help begins sooner."),
	},
	codes.MainAdvice: {
		Company: label("何から始めるか決まっていなくても、コーディネーターと一緒に相手と形を探せます。", "You need not know where to start: the coordinator looks for a partner and a form with you."),
		Group:   label("企業の関心を早い段階で知り、提案ができます。", "You hear of a company's interest early and can propose."),
	},
}

// MeritsOf drafts what each side has of a listing of that kind.
func MeritsOf(k codes.Support) Merits { return merits[k.Main()] }

// industryDrafts are offers that companies of an industry often can make; the words are a start.
var industryDrafts = []Draft{
	{Kind: "G3", Industry: "D", Title: label("軽トラック・仮設資材の貸出", "Loan of light trucks and site equipment"), Body: label("行事や清掃活動に使える軽トラック、カラーコーン、テントなどをお貸しします。", "Light trucks, cones and tents for events and clean-ups."), Quantity: 2, Unit: "台"},
	{Kind: "D2", Industry: "D", Title: label("災害時の重機・人員", "Machines and people in a disaster"), Body: label("土砂の片付けなどに重機と運転できる社員を出します。", "Machines with operators, for example to clear mud."), Quantity: 1, Unit: "台"},
	{Kind: "G1", Industry: "E", Title: label("自社製品・端材の提供", "Our products and offcuts"), Body: label("規格外の製品や、工作に使える端材を差し上げます。", "Products out of specification, and offcuts for handicraft."), Quantity: 50, Unit: "点"},
	{Kind: "O1", Industry: "E", Title: label("工場見学・ものづくり体験", "Visit to the factory"), Body: label("工場を案内し、簡単なものづくりを体験していただきます。", "We show the factory and let visitors make something simple."), Quantity: 20, Unit: "人"},
	{Kind: "K1", Industry: "G", Title: label("ホームページ・パソコンの相談", "Advice on websites and computers"), Body: label("ホームページの作り方、パソコンの設定、安全な使い方の相談に社員が応じます。", "Employees help with websites, set-up and safe use."), Quantity: 10, Unit: "時間"},
	{Kind: "G2", Industry: "G", Title: label("更新したパソコンの寄贈", "Used computers"), Body: label("データを消去した中古のノートパソコンを差し上げます。", "Used notebooks with the data erased."), Quantity: 10, Unit: "台"},
	{Kind: "D2", Industry: "H", Title: label("災害時・行事の輸送", "Transport for events and disasters"), Body: label("支援物資や行事の荷物を運びます。", "We carry relief goods and equipment."), Quantity: 1, Unit: "台"},
	{Kind: "G4", Industry: "I", Title: label("食品の提供", "Food"), Body: label("賞味期限まで日のある食品を差し上げます。引取の日はご相談ください。", "Food well before its date; pick-up by arrangement."), Quantity: 100, Unit: "食"},
	{Kind: "S2", Industry: "I", Title: label("店頭での展示・募金・販売", "Display, collection or sale at the shop"), Body: label("入口わきの場所で、活動の紹介や募金、作品の販売ができます。", "Space by the entrance for display, collection or sale."), Quantity: 4, Unit: "回"},
	{Kind: "K2", Industry: "J", Title: label("経理・資金計画の相談", "Advice on accounts and funding"), Body: label("帳簿の付け方や資金計画の相談に社員が応じます。", "Employees advise on book-keeping and funding."), Quantity: 6, Unit: "時間"},
	{Kind: "S1", Industry: "J", Title: label("会議室の夜間・休日の貸出", "Meeting room in the evening and at weekends"), Body: label("営業時間外に会議室をお使いいただけます。", "The meeting room is free after business hours."), Quantity: 12, Unit: "回"},
	{Kind: "S5", Industry: "K", Title: label("空き室の提供", "A vacant room"), Body: label("借り手が決まるまでの間、事務所や居場所としてお使いいただけます。", "For use as an office or meeting place until it is let."), Quantity: 1, Unit: "室"},
	{Kind: "K3", Industry: "L", Title: label("企画・調査・デザインの相談", "Advice on planning, research and design"), Body: label("ちらしや企画書、アンケートの作り方の相談に応じます。", "Help with leaflets, proposals and surveys."), Quantity: 8, Unit: "時間"},
	{Kind: "G4", Industry: "M", Title: label("お弁当・料理の提供", "Meals"), Body: label("子ども食堂や行事に料理を提供します。", "Meals for children's cafeterias and events."), Quantity: 30, Unit: "食"},
	{Kind: "S1", Industry: "M", Title: label("宴会場・ロビーの提供", "Banquet room or lobby"), Body: label("空いている日に、会合や展示にお使いいただけます。", "For meetings and displays on free days."), Quantity: 6, Unit: "回"},
	{Kind: "P3", Industry: "O", Title: label("出前授業", "Lessons"), Body: label("講師が団体の場にうかがい、授業や講座を行います。", "Our teachers come to you."), Quantity: 4, Unit: "回"},
	{Kind: "P2", Industry: "P", Title: label("健康・介護の講座と相談", "Talks and advice on health and care"), Body: label("看護師や介護福祉士が、講座や相談にうかがいます。", "Nurses and care workers give talks and advice."), Quantity: 4, Unit: "回"},
	{Kind: "P1", Industry: "", Title: label("社員ボランティア", "Employee volunteers"), Body: label("行事や清掃、作業のお手伝いに社員がうかがいます。", "Employees help at events, clean-ups and other work."), Quantity: 10, Unit: "人"},
	{Kind: "G2", Industry: "", Title: label("机・いす・棚の寄贈", "Desks, chairs and shelves"), Body: label("事務所の移転や入れ替えで使わなくなった家具を差し上げます。", "Furniture left over from an office move."), Quantity: 10, Unit: "点"},
	{Kind: "M1", Industry: "", Title: label("活動への寄付", "A donation"), Body: label("地域の活動に寄付をします。使いみちの報告をお願いします。", "A donation for local work; please report on its use."), Quantity: 100_000, Unit: "円"},
	{Kind: codes.Undecided, Industry: "", Title: label("まず相談したい", "Let us talk first"), Body: label("地域のために何かしたいと考えています。何ができるか相談させてください。", "We would like to do something for the community and want to talk about what.")},
}

// DraftsOf are the drafts of an industry, its own first, then those of every industry.
func DraftsOf(industry codes.Industry) (list []Draft) {
	for _, own := range []bool{true, false} {
		for _, d := range industryDrafts {
			if own == (d.Industry != "") && (d.Industry == "" || d.Industry == industry) {
				list = append(list, d)
			}
		}
	}
	return list
}

// NeedParts is what makes 「助けてほしい」 a need that a company can answer: the need writer asks one
// after the other and joins the answers to a text.
type NeedParts struct {
	What      string // 何が足りないか
	Quantity  int64
	Unit      string
	By        string // いつまでに, as the form says it
	Where     string // どこで
	Who       string // だれが助かるか
	HowMany   int64  // 人数, 0 = not said
	ForGiver  string // 企業が得るもの
	IfNothing string // なければどうなるか
}
