package bankweb

import "strconv"

var japanese = words{
	Colon: "：", Comma: "、", OpenBracket: "（", CloseBracket: "）",

	Bank: "社会貢献バンク", Offer: "提供", Need: "ニーズ", Offers: "提供を見る", Needs: "ニーズを見る",
	Open: "受付中", Partly: "一部成立（残りあり）", Taken: "成立（キャンセル待ち）", Paused: "一時停止", Expired: "期限切れ",
	Withdrawn: "取下げ", Done: "終了", Draft: "公開前",
	Everybody: "一般公開", Registered: "登録団体のみ", CenterOnly: "センター預り（非公開）",
	FirstCome: "先着順", ByCenter: "センターの推薦", BySelection: "選考", ByTalk: "話し合い", ByLottery: "抽選",
	FirstComeText:   "条件に合う団体のうち、早く問い合わせた順に決まります。",
	ByCenterText:    "センターが条件に合う団体を推薦し、提供する側が決めます。",
	BySelectionText: "問い合わせの内容を読んで、掲載した側が選びます。",
	ByTalkText:      "問い合わせのあと、話し合って決めます。",
	ByLotteryText:   "締切のあと、あとから確かめられる方法で抽選します。",
	Standing:        "随時", Online: "オンライン可", Disaster: "災害時に転用可", Anonymous: "社名非公開",
	AnonymousText:   "成立するまで、名前を出していません。問い合わせると、センターを通じてやりとりできます。",
	Yes:             "はい",
	WholePrefecture: "県内全域", Free: "無償",

	FrontLead: "社会貢献バンクは、企業が出せるものと、団体が必要とするものを集めたところです。" +
		"気になるものを見つけたら、このサイトから問い合わせます。" +
		"返事が来ないときや迷ったときは、センターのコーディネーターが間に入ります。",
	FrontDescription: "企業の提供と団体のニーズをつなぐ社会貢献バンクです。",
	SeeOffers:        "提供を見る", SeeOffersText: "企業などが出せるもの：人手、品物、場所、技術、資金など。",
	SeeNeeds: "ニーズを見る", SeeNeedsText: "団体が必要としているもの。企業のメリットも書かれています。",
	WriteOffer: "提供を載せる", WriteNeed: "ニーズを載せる",
	KindsTitle: "種類から見る", KindsCaption: "支援の種類ごとの掲載の数", KindColumn: "種類",
	NewestTitle: "新しい掲載", NewOffer: "新しい提供", NewNeed: "新しいニーズ", AllNewest: "新しい順にすべて見る",
	ConsultTitle: "まず相談したい", ConsultText: "何ができるか、何を頼めるか、決まっていなくてもかまいません。「まず相談したい」で載せるか、センターに電話してください。",
	ConsultList: "「まず相談したい」の掲載を見る",
	OneOff:      "登録せずに申し出る（企業の方）", OneOffText: "一度だけの提供なら、アカウントを作らずに申し出られます。内容はセンターが確かめてから載せます。",
	HowTitle: "進み方",
	How: []string{
		"提供やニーズを載せます。センターが内容を確かめてから公開します。",
		"気になる掲載に、このサイトから問い合わせます。",
		"相手が返事をします。返事がないときは、センターが仲介します。",
		"話がまとまったら、引渡し・実施をします。連絡先は、このときに相手だけに伝わります。",
		"報告し、双方がふりかえりを書きます。",
	},
	MatchingLink: "候補のさがし方（配点の表）", FiguresLink: "社会貢献バンクの数字",
	EmptyBankTitle: "まだ掲載がありません", EmptyBankText: "最初の提供やニーズを載せてみませんか。載せ方が分からないときは、センターにお尋ねください。",
	ContactTitle: "センターへの連絡",

	OffersDescription: "企業などが出せるもの（人手、品物、場所、技術、資金など）を、種類・市町・分野からさがせます。",
	NeedsDescription:  "団体が必要としているものを、種類・市町・分野からさがせます。企業のメリットも読めます。",
	Keyword:           "ことば", KeywordHint: "掲載の題、内容、品名などでさがします。空白で区切ると、すべてに当てはまる掲載をさがします。",
	Search:      "さがす",
	NoticeTitle: "一部の条件を使わずに表示しています", QueryCut: "ことばが長いため、はじめの100文字でさがしました。",
	CursorIgnored: "ページの位置を読み取れなかったため、最初から表示しています。",
	ChipsTitle:    "選んでいる条件", Remove: "を外す", ClearAll: "条件をすべて外す", ToFilters: "条件でしぼりこむ",
	Filters: "しぼりこみ", Apply: "この条件でさがす",
	SortLabel: "並び順", SortRelevance: "関連の強い順", SortNewest: "新しい順", SortClosing: "締切の近い順",
	CSV: "CSV", CP932: "CSV（Shift_JIS）", JSON: "JSON", Atom: "更新の配信（Atom）",
	OffersFeed: "新しい提供", NeedsFeed: "新しいニーズ",
	EmptyTitle: "当てはまる掲載が見つかりませんでした", EmptyFewer: "条件を外すと見つかります",
	EmptyText: "短いことばで、もう一度お試しください。",
	EmptyAll:  "すべての掲載を見る", AlertLink: "この条件で新しい掲載の知らせを受け取る",
	AlertText:  "当てはまる掲載が出たときに、メールでお知らせします（ログインが必要です）。",
	SignInMore: "ログインして見る",
	MainLabel:  "種類（大分類）", KindLabel: "種類", CityLabel: "市町", FieldLabel: "活動分野", StatusLabel: "状態",
	StandingLabel: "期間", DisasterLabel: "災害", OrderLabel: "並び順",
	StandingYes: "随時", StandingNo: "期間の定めあり", DisasterYes: "災害時に転用可",
	ClosingToday: "今日が締切", NoEnd: "締切なし", OtherWay: "反対側から見る：",
	Total: func(n string) string { return n + "件" },
	Ignored: func(name string) string {
		return "「" + name + "」に、読み取れない値がありました。その値は使っていません。"
	},
	Without: func(name string) string { return "「" + name + "」の条件を外す" },
	Found:   func(list, q string) string { return "「" + q + "」：" + list },
	Hidden: func(n string) string {
		return "登録団体だけに公開している掲載が、このほかに" + n + "件あります。"
	},
	FacetRest: func(n int) string { return "ほかの" + strconv.Itoa(n) + "件も見る" },
	FacetLeft: func(n int) string {
		return "このほかに" + strconv.Itoa(n) + "件あります。ほかの条件でしぼりこむと表示されます。"
	},
	MoreFields: func(n int) string { return "ほか" + strconv.Itoa(n) + "分野" },
	ClosingIn:  func(n int) string { return "締切まであと" + strconv.Itoa(n) + "日" },
	Left: func(n, of string) string {
		if n == of {
			return n
		}
		return "残り" + n + "（全" + of + "）"
	},
	Places: func(first string, more int) string { return first + "ほか" + strconv.Itoa(more) + "市町" },

	Number: "掲載番号", QuantityLabel: "数量", RemainingLabel: "残り", PlaceLabel: "場所", ReachLabel: "対応できる地域",
	PeriodLabel: "期間", TimesLabel: "曜日・時間", DeadlineLabel: "申込締切", AdvertiseLabel: "掲載期限",
	CostLabel: "費用", HandOverLabel: "受け渡し", SafetyLabel: "保険・資格・安全", ReportLabel: "報告してほしいこと",
	PhotoAllowed: "写真を紹介に使えます", NameAllowed: "名前を紹介に使えます", EachLabel: "1団体あたり",
	ConditionsLabel: "相手の条件", ChoosingLabel: "選び方", AudienceLabel: "公開の範囲",
	LegalLabel: "団体の種類", PublishedLabel: "プロフィールを公開している団体", CertifiedLabel: "認定・特例認定NPO法人",
	LevelLabel: "情報開示レベル", AnyBody: "法人格は問いません", BodyTitle: "内容",
	MeritTitle: "双方のメリット", MeritCompany: "企業のメリット", MeritGroup: "団体のメリット",
	MeritDraft: "ひな型の文", MeritNote: "双方に良いことがある協働だけを載せています。",
	DetailTitle: "くわしい内容", TermsTitle: "条件と進め方", AskTitle: "問い合わせる",
	OrganizationOffer: "提供する側", OrganizationNeed: "ニーズのある側",
	BeneficiaryLabel: "だれが助かるか", OrganizationLink: "この団体のページを見る", AnswerLabel: "問い合わせへの返事",
	PublishedOn: "掲載日", ChangedOn: "最終更新日",
	Ask: "この掲載に問い合わせる", AskText: "問い合わせには、団体としてのログインが必要です。連絡先は、話がまとまるまで相手に伝わりません。",
	AskWaiting: "キャンセル待ちを申し込む", AskNot: "いまは問い合わせを受け付けていません。", Waiting: "残りはありませんが、キャンセル待ちができます。",
	Sheet: "A4で印刷する（QRコード・FAX返信欄つき）", ShareTitle: "知らせる", ShareMail: "メールで知らせる", Address: "このページのアドレス",
	Manage:     "この掲載を管理する",
	AgainTitle: "内容が変わったため、確認しています", AgainText: "センターの確認が済むと、もう一度読めるようになります。すでに届いている問い合わせは、そのまま続きます。",
	DraftTitle: "まだ公開されていません", DraftText: "このページを見られるのは、掲載する団体とセンターだけです。",
	PausedTitle: "受付を一時停止しています", PausedText: "再開すると、また問い合わせできます。",
	ExpiredTitle: "掲載の期限が過ぎました", ExpiredText: "新しい問い合わせは受け付けていません。記録として残しています。",
	WithdrawnTitle: "取り下げられました", WithdrawnText: "掲載した団体が取り下げました。記録として残しています。",
	DoneTitle: "終了しました", DoneText: "この掲載は目的を終えました。記録として残しています。",
	TakenTitle: "残りはありません", TakenText: "すべて成立しました。キャンセル待ちを申し込めます。",
	ClosedNext: "いま受け付けている掲載を見る",
	OverTitle:  "申込の締切が過ぎました", OverText: "新しい問い合わせは受け付けていません。",
	RegisteredTitle: "登録団体のみに公開", RegisteredText: "この掲載は、登録してログインした人だけが見られます。",
	DrawLink: "抽選の記録を見る", Photos: "写真",
	NoOrganization: "団体の情報は、ここでは表示していません。", FieldsLabel: "活動分野",
	Until:    func(d string) string { return d + "まで" },
	From:     func(d string) string { return d + "から" },
	SeeOther: func(list, kind string) string { return "同じ種類の" + list + "（" + kind + "）" },
	People:   func(n string) string { return n + "人" },
	Between: func(a, b string) string {
		return a + "から" + b + "まで"
	},
	AtLeastMost: func(a, b string) string {
		switch {
		case a != "" && b != "":
			return a + "から" + b + "まで"
		case a != "":
			return a + "以上"
		}
		return b + "まで"
	},
	Of:       func(n, of string) string { return n + "（全" + of + "のうち）" },
	DaysLeft: func(n int) string { return "あと" + strconv.Itoa(n) + "日" },
	Level:    func(n int) string { return "情報開示レベル" + strconv.Itoa(n) + "以上" },
	Answers: func(percent, days, asked int) string {
		return "問い合わせ" + strconv.Itoa(asked) + "件のうち" + strconv.Itoa(percent) + "％に返事（まん中の値で" + strconv.Itoa(days) + "日）"
	},
	PhotoOf: func(n int) string { return "掲載の写真" + strconv.Itoa(n) },

	SheetTitle: "掲載のご案内", SheetLead: "くわしい内容と今の状態は、QRコードのページでご覧ください。", QRAlt: "この掲載のページのQRコード",
	Reply: "FAX返信欄", ReplyText: "ご記入のうえ、この用紙をこのままお送りください。センターが同じ内容で問い合わせを登録し、お電話で確かめます。",
	ReplyGroup: "団体・企業の名前", ReplyPerson: "担当者", ReplyPhone: "電話", ReplyFax: "FAX・メール",
	ReplyQuantity: "ほしい・出せる数量", ReplyUse: "使いみち・提案", ReplyDays: "都合のよい日", ReplyNote: "聞きたいこと",
	ReplyConsent: "□ センターが代わりに入力し、相手に伝えることに同意します。",
	ReplyTo:      "送り先", ReplyToNone: "送り先の電話・FAXは、センターにお尋ねください。",
	Print: "ブラウザーの印刷で、A4の紙1枚に印刷できます。", PrintedOn: "印刷日", Cut: "（続きはQRコードのページにあります）",

	DrawTitle: "抽選の記録", DrawLead: "締切の前に約束の値を公開し、締切のあとに種を公開します。だれでも同じ結果を計算できます。",
	Commitment: "約束の値（ハッシュ）", CommitmentText: "種から計算した値です。締切の前に決まっていて、あとから変えられません。",
	Seed: "種", SeedLater: "締切のあとに公開します。", DrawnAt: "抽選した日時", Entries: "申込の数",
	Entry: "申込の番号", Place: "順位", NotDrawn: "まだ抽選していません。",
	Verify: "確かめ方", VerifyText: "次の命令で、種が約束の値と合うこと、順位が種から出ることを確かめられます。", DrawJSON: "JSON",
	DrawCaption: "抽選の結果",
	DrawOf:      func(title string) string { return "抽選の記録：" + title },
}
