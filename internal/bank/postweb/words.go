package postweb

import (
	"kyodo/internal/bank"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The words of the form, Japanese and English side by side.
var (
	wNothing    = ui.W("", "")
	wOpen       = ui.W("（", " (")
	wClose      = ui.W("）", ")")
	wColon      = ui.W("：", ": ")
	wSlash      = ui.W("／", " / ")
	wYes        = ui.W("はい", "Yes")
	wErrorMark  = ui.W("＊", "Error: ")
	wDayExample = ui.W("令和9年3月20日、2027-03-20", "2027-03-20")

	// what
	wTitle       = ui.W("見出し", "Heading")
	wTitleHint   = ui.W("40文字まで。一覧に出ます。", "Up to 40 characters; it stands in the list.")
	wBody        = ui.W("内容", "What it is")
	wBodyHint    = ui.W("何を、どのように、を書きます。電話番号や氏名は書かないでください。", "What and how. Please write no telephone numbers or names of persons.")
	wFields      = ui.W("活動の分野", "Fields of activity")
	wFieldsHint  = ui.W("5つまで。決めなくてもかまいません。", "Up to five; none is fine.")
	wWho         = ui.W("だれが助かりますか", "Who is helped?")
	wWhoHint     = ui.W("例：ひとり親家庭の小学生、河川敷を使う近所の人", "For example: pupils of single parents")
	wHowMany     = ui.W("およそ何人ですか", "About how many people?")
	wHowManyHint = ui.W("分からないときは、空けておいてください。", "Leave empty if you do not know.")
	wKindLabel   = ui.W("種別", "Kind")
	wDirection   = ui.W("提供・ニーズ", "Offer or need")

	// amount
	wQuantity         = ui.W("数量", "Quantity")
	wQuantityNeed     = ui.W("必要な数量", "Quantity needed")
	wSum              = ui.W("金額（円）", "Sum (yen)")
	wQuantityHint     = ui.W("数字だけ。全角でもかまいません。数を決めないときは、空けて「随時」を選びます。", "Digits only. Without a fixed number leave it empty and choose \u201cat any time\u201d.")
	wQuantityNeedHint = ui.W("数字だけ。全角でもかまいません。", "Digits only.")
	wUnit             = ui.W("単位", "Unit")
	wUnitHint         = ui.W("例：脚、台、人、回、円", "For example: chairs, people, times")
	wLeast            = ui.W("1団体あたり、これ以上", "For one partner, at least")
	wLeastHint        = ui.W("決めないときは、空けておいてください。", "Leave empty for no limit.")
	wMost             = ui.W("1団体あたり、これ以下", "For one partner, at most")
	wMostHint         = ui.W("何団体かに分けるときに使います。", "To divide it among several.")

	// where
	wCityOffer = ui.W("品物や場所がある市町", "Municipality where it is")
	wCityNeed  = ui.W("必要としている市町", "Municipality where it is needed")
	wCityHint  = ui.W("オンラインだけのときは、選ばなくてかまいません。", "Not needed when it is online alone.")
	wSite      = ui.W("事業所", "Place of business")
	wSiteHint  = ui.W("本社のときは、選ばなくてかまいません。", "Not needed for the head office.")
	wOnline    = ui.W("オンライン", "Online")
	wOnlineBox = ui.W("オンラインでもできます", "It can be done online")
	wReach     = ui.W("対象の市町", "Municipalities that it reaches")
	wReachHint = ui.W("選ばなければ、県全域です。", "None chosen: the whole prefecture.")

	// when
	wStanding      = ui.W("随時", "At any time")
	wStandingBox   = ui.W("随時、受け付けます", "Open at any time")
	wStandingHint  = ui.W("期間を決めないときに選びます。", "When there is no fixed period.")
	wFrom          = ui.W("いつから", "From")
	wFromHint      = ui.W("すぐでよいときは、空けておいてください。", "Leave empty for at once.")
	wUntil         = ui.W("いつまで", "Until")
	wUntilHint     = ui.W("提供できる、または必要とする最後の日です。", "The last day on which it can be given or is needed.")
	wDeadline      = ui.W("申込の締切", "Last day to ask")
	wDeadlineHint  = ui.W("決めないときは、空けておいてください。", "Leave empty for none.")
	wAdvertise     = ui.W("掲載する期限", "Listed until")
	wAdvertiseHint = ui.W("この日までバンクに載ります。30日前と7日前にお知らせします。1回の操作で延ばせます。", "It stays in the bank until then. We tell you 30 and 7 days before; one press prolongs it.")
	wTimes         = ui.W("曜日・時間帯", "Days and hours")
	wTimesHint     = ui.W("例：平日の10時から16時、第2土曜日", "For example: weekdays 10 to 16")

	// terms
	wLegal          = ui.W("相手の法人格", "Legal form of the partner")
	wLegalHint      = ui.W("選ばなければ、法人格は問いません。", "None chosen: any.")
	wProfile        = ui.W("プロフィール", "Profile")
	wProfileBox     = ui.W("プロフィールを公開していること", "The partner has a published profile")
	wCertified      = ui.W("認定", "Certification")
	wCertifiedBox   = ui.W("認定・特例認定を受けたNPO法人であること", "The partner is a certified NPO corporation")
	wLevel          = ui.W("情報開示のレベル", "Level of disclosure")
	wLevelHint      = ui.W("これ以上のレベルの相手に限るときに選びます。", "To ask for at least this level.")
	wLevelN         = ui.W("レベル", "Level ")
	wConditions     = ui.W("そのほかの条件", "Other conditions")
	wConditionsHint = ui.W("例：宗教・政治・営利の活動には使えません。", "For example: not for religious, political or commercial use.")
	wCost           = ui.W("費用", "Cost")
	wCostNote       = ui.W("費用の説明", "About the cost")
	wCostNoteHint   = ui.W("例：送料は受け取る側", "For example: the receiver pays the freight")
	wHandOver       = ui.W("引渡し・実施の方法", "Hand-over")
	wHandNote       = ui.W("引渡し・実施の説明", "About the hand-over")
	wHandNoteHint   = ui.W("例：平日9時から17時に、正面玄関で", "For example: weekdays 9 to 17 at the main door")
	wSafety         = ui.W("保険・資格・安全の条件", "Insurance, qualification, safety")
	wSafetyHint     = ui.W("例：ヘルメットを着けてください。", "For example: please wear a helmet.")
	wChoosing       = ui.W("相手の選び方", "How a partner is chosen")
	wChoosingHint   = ui.W("希望が数を超えたときの決め方です。", "What happens when more is asked for than there is.")

	// merit
	wMeritCompany     = ui.W("企業にとってのメリット", "What the company has of it")
	wMeritCompanyHint = ui.W("下書きを入れてあります。直してください。双方のメリットがないと、掲載できません。", "Drafted for you; please correct. Nothing is published without a merit for both sides.")
	wMeritGroup       = ui.W("団体にとってのメリット", "What the group has of it")
	wMeritGroupHint   = ui.W("相手が「これなら」と思うことを書きます。", "What makes the other side say yes.")
	wReport           = ui.W("報告してほしいこと", "What to report back")
	wReportHint       = ui.W("例：使っている様子の写真、参加した人数", "For example: a photo of its use")
	wPhotoAllowed     = ui.W("写真", "Photos")
	wPhotoAllowedBox  = ui.W("活動の写真を公開してよい", "Photos of the work may be published")
	wNameAllowed      = ui.W("名前", "Name")
	wNameAllowedBox   = ui.W("報告に社名・団体名を載せてよい", "The report may carry our name")

	// show
	wAudience      = ui.W("公開する範囲", "Who may read it")
	wAudienceHint  = ui.W("お金とものは、登録団体だけに見せるのが標準です。", "Money and goods are shown to registered bodies by default.")
	wAnonymous     = ui.W("社名・団体名", "Our name")
	wAnonymousBox  = ui.W("成立するまで、名前を公開しない", "Do not publish our name until something is agreed")
	wAnonymousHint = ui.W("一覧では「名前は成立後にお知らせ」と出ます。センターには見えます。", "The list does not name you; the centre sees it.")
	wDisaster      = ui.W("災害のとき", "In a disaster")
	wDisasterBox   = ui.W("災害時には、支援に回してよい", "May be used for relief in a disaster")
	wDisasterHint  = ui.W("使うときは、先にご連絡します。", "We ask you first.")
)

// option is a choice with its words.
type option struct {
	Value string
	ui.Word
	Hint ui.Word
}

var audiences = []option{
	{string(bank.Everybody), ui.W("だれでも", "Everybody"), wNothing},
	{string(bank.Registered), ui.W("登録団体・登録企業だけ", "Registered bodies"), ui.W("ログインした団体と企業だけが読めます。", "Only bodies that are signed in.")},
	{string(bank.CenterOnly), ui.W("センターに預ける（非公開）", "Kept by the centre"), ui.W("センターが合う相手を探して、直接ご紹介します。", "The centre looks for a partner and introduces you.")},
}

var choosings = []option{
	{string(bank.FirstCome), ui.W("先着順", "First come, first served"), wNothing},
	{string(bank.ByTalk), ui.W("話し合って決める", "By talking"), wNothing},
	{string(bank.ByCenter), ui.W("センターの推薦", "On the centre's recommendation"), wNothing},
	{string(bank.BySelection), ui.W("選考", "Selection"), wNothing},
	{string(bank.ByLottery), ui.W("抽選", "By lot"), ui.W("抽選が正しいことを、だれでも確かめられます。", "Everybody can verify the draw.")},
}

func options(list []option, l web.Lang) (out []ui.Option) {
	for _, o := range list {
		out = append(out, ui.Option{Value: o.Value, Label: o.In(l), Hint: o.Hint.In(l)})
	}
	return out
}

// labelOf is the word of a value.
func labelOf(list []option, value string, l web.Lang) string {
	for _, o := range list {
		if o.Value == value {
			return o.In(l)
		}
	}
	return ""
}

// choiceOf is the label of a value of a bank's choice.
func choiceOf(list []bank.Choice, value string, l web.Lang) string {
	for _, c := range list {
		if c.Value == value {
			return c.Label.In(string(l))
		}
	}
	return ""
}

// stepWords name the steps.
var stepWords = map[step]ui.Word{
	stepWhat:   ui.W("内容", "What"),
	stepAmount: ui.W("数量", "How much"),
	stepWhere:  ui.W("場所", "Where"),
	stepWhen:   ui.W("期間", "When"),
	stepTerms:  ui.W("条件・引渡し", "Terms"),
	stepMerit:  ui.W("双方のメリットと報告", "Merit for both sides"),
	stepShow:   ui.W("見せ方", "Who sees it"),
	stepCheck:  ui.W("確認", "Check"),
}

// directionWords name the directions.
var directionWords = map[bank.Direction]ui.Word{
	bank.Offer: ui.W("提供", "Offer"),
	bank.Need:  ui.W("ニーズ（協力してほしいこと）", "Need"),
}
