package inquiryweb

import "kyodo/internal/web/ui"

// The words of asking, Japanese and English side by side. What ends in Need is said where somebody
// answers a need.
var (
	wOpen       = ui.W("（", " (")
	wClose      = ui.W("）", ")")
	wColon      = ui.W("：", ": ")
	wComma      = ui.W("、", ", ")
	wTo         = ui.W("〜", " – ")
	wOf         = ui.W("／全体", " of ")
	wErrorMark  = ui.W("＊", "Error: ")
	wDayExample = ui.W("令和9年3月20日、2027-03-20", "2027-03-20")

	wMy     = ui.W("マイページ", "My page")
	wMine   = ui.W("問い合わせ", "Inquiries")
	wDesk   = ui.W("受付", "Desk")
	wCenter = ui.W("県民活動支援センター", "The support centre")

	// the listing
	wAbout        = ui.W("掲載の内容", "The listing")
	wListing      = ui.W("見出し", "Heading")
	wKind         = ui.W("種別", "Kind")
	wOwner        = ui.W("掲載した団体・企業", "Listed by")
	wNameLater    = ui.W("名前は合意のあとに分かります", "The name is told once both agree")
	wLeft         = ui.W("残り", "Left")
	wPlace        = ui.W("場所", "Place")
	wOnline       = ui.W("オンライン", "online")
	wPeriod       = ui.W("期間", "Period")
	wStanding     = ui.W("随時", "At any time")
	wLastDay      = ui.W("申込の締切", "Last day to ask")
	wHandOver     = ui.W("渡し方", "Hand-over")
	wHandNote     = ui.W("渡し方の補足", "About the hand-over")
	wCost         = ui.W("費用", "Cost")
	wConditions   = ui.W("条件", "Conditions")
	wMeritCompany = ui.W("企業にとってのメリット", "What the company has of it")
	wMeritGroup   = ui.W("団体にとってのメリット", "What the group has of it")
	wReportWish   = ui.W("報告してほしいこと", "What to report")

	// why nothing can be asked
	wAlready          = ui.W("この掲載には、もう問い合わせています", "You have asked about this already")
	wAlreadyText      = ui.W("続きは、前の問い合わせのやり取りに書けます。", "Please go on in that thread.")
	wOpenThread       = ui.W("やり取りを開く", "Open the thread")
	wMoreOffers       = ui.W("ほかの提供をさがす", "Look for other offers")
	wMoreNeeds        = ui.W("ほかのニーズをさがす", "Look for other needs")
	wToAlerts         = ui.W("同じような掲載が出たら、メールで受け取る", "Receive a mail about listings like this")
	wFindOthers       = ui.W("同じ種別の掲載をさがす", "Look for listings of the same kind")
	wWhoAsks          = ui.W("どの団体のための問い合わせですか", "For which organization?")
	wWhoAsksText      = ui.W("相談の記録で団体を選んでから、代理で問い合わせます。", "Choose the organization in the record of the consultation, then ask for it.")
	wToLog            = ui.W("相談の記録を開く", "Open the consultations")
	wOwnListing       = ui.W("自分の団体の掲載です", "This is your own listing")
	wOwnListingText   = ui.W("届いた問い合わせは、掲載の管理の画面で見られます。", "You see what was asked on its page.")
	wManageIt         = ui.W("掲載の管理を開く", "Look after the listing")
	wNotOpen          = ui.W("いまは受け付けていません", "It takes no inquiries now")
	wNotOpenText      = ui.W("募集が終わったか、一時停止中です。ほかの掲載もご覧ください。", "It has ended or paused. Please look at others.")
	wNotPublished     = ui.W("先に、自分の団体のプロフィールを公開してください", "Please publish your own profile first")
	wNotPublishedText = ui.W("相手の情報を見る人は、自分の情報も見せる、という約束です。公開すると、すぐに問い合わせられます。", "Who looks at others shows who they are. You can ask as soon as it is published.")
	wToProfile        = ui.W("プロフィールを整えて公開する", "Complete and publish the profile")
	wMisfit           = ui.W("この掲載の条件に合っていません", "It does not meet this listing's conditions")
	wWrongForm        = ui.W("この掲載の相手になれる団体・企業：", "This listing is for: ")
	wFullStop         = ui.W("。", ". ")
	wSpace            = ui.W("", " ")
	wMisfitText       = ui.W("条件の合うほかの掲載を、センターと一緒に探すこともできます。", "The centre can help you find another listing.")
	wTooMany          = ui.W("返事を待っている問い合わせが3つあります", "Three of your inquiries wait for an answer")
	wTooManyText      = ui.W("1つに返事が届くか、1つを取り下げると、次を送れます。多くの団体に順番が回るようにするためです。", "You can send the next one once one is answered or withdrawn, so that everybody has a turn.")
	wSentOn           = ui.W("問い合わせた日：", "Asked on ")

	// the form
	wAsk            = ui.W("問い合わせる", "Ask")
	wAskLead        = ui.W("書いた内容は、掲載した企業・団体と、間に入ったときのセンターだけが読みます。返事がないときは、センターのコーディネーターが間に入ります。", "Only the owner reads this, and the centre if it mediates. Where no answer comes, the coordinator of the centre steps in.")
	wAnswer         = ui.W("このニーズに応える", "Answer this need")
	wAnswerLead     = ui.W("できる範囲で書いてください。団体と、間に入ったときのセンターだけが読みます。合意するまで、約束にはなりません。", "Write what you can do. Only the group reads it, and the centre if it mediates. Nothing is promised before you agree.")
	wNoContact      = ui.W("電話番号やメールアドレスは書かないでください。合意すると、お互いの連絡先が見られます。", "Please write no telephone numbers or addresses: both sides see them once they agree.")
	wByProxy        = ui.W("代理で問い合わせる団体：", "You ask for: ")
	wForWhom        = ui.W("どの団体・企業として問い合わせますか", "For which organization do you ask?")
	wChange         = ui.W("この団体で問い合わせる", "Ask for this one")
	wChannel        = ui.W("受け付けた方法", "How it came in")
	wChannelMissing = ui.W("受け付けた方法を選んでください。", "Please choose how it came in.")

	wFor           = ui.W("だれのために使いますか", "For whom is it?")
	wForHint       = ui.W("例：毎週通ってくる小学生20人", "For example: twenty pupils who come each week")
	wForNeed       = ui.W("だれが対応しますか", "Who would do it?")
	wForNeedHint   = ui.W("例：総務部と若手社員5人", "For example: five employees of general affairs")
	wUse           = ui.W("何に使いますか", "What is it used for?")
	wUseHint       = ui.W("どこで、どのように使うか。2、3行でかまいません。", "Where and how. Two or three lines will do.")
	wUseNeed       = ui.W("何ができますか", "What can you do?")
	wUseNeedHint   = ui.W("出せるもの、できること。一部だけでもかまいません。", "What you can give or do; a part of it is fine.")
	wQuantity      = ui.W("ほしい数量", "How much")
	wQuantityNeed  = ui.W("出せる数量", "How much you can give")
	wNeededBy      = ui.W("いつまでに必要ですか", "Needed by")
	wNeededByNeed  = ui.W("いつまでにできますか", "Possible by")
	wNeededByHint  = ui.W("決まっていなければ、空けておいてください。", "Leave empty if it is not fixed.")
	wReceive       = ui.W("受け取り方", "How to receive it")
	wReceiveNeed   = ui.W("渡し方・場所", "How and where to give it")
	wReceiveHint   = ui.W("例：軽トラックで取りに行けます", "For example: we can collect it")
	wQuestion      = ui.W("確かめたいこと", "What you want to know")
	wQuestionHint  = ui.W("大きさ、時間、費用など。なければ空けておいてください。", "Size, hours, cost …; leave empty if nothing.")
	wMerit         = ui.W("相手が得るもの", "What the other side gets")
	wMeritHint     = ui.W("例：使っている様子の写真と報告、社員の方の見学", "For example: photos of its use, a report, a visit of employees")
	wMeritNeed     = ui.W("期待すること", "What you hope for")
	wMeritNeedHint = ui.W("例：社員が地域を知る機会、報告や写真", "For example: employees learn about the place, a report, photos")
	wSend          = ui.W("送る", "Send")
	wLeftNow       = ui.W("いまの残り：", "Left now: ")
	wLeftNone      = ui.W("いまは残りがありません。キャンセル待ちになります", "Nothing is left now: you would join the waiting list")
	wLeast         = ui.W("1団体あたりの最少：", "at least for one: ")
	wMost          = ui.W("1団体あたりの最多：", "at most for one: ")
)

// channelWords say how something came in.
var channelWords = map[string]ui.Word{
	"web":   ui.W("この画面", "This site"),
	"phone": ui.W("電話", "Telephone"),
	"fax":   ui.W("FAX", "Fax"),
	"mail":  ui.W("メール・手紙", "Mail or letter"),
	"visit": ui.W("来所", "Visit"),
}

// proxyChannels are the ways besides the site.
var proxyChannels = []string{"phone", "fax", "mail", "visit"}
