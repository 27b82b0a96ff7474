package registerweb

import (
	"strconv"

	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

var japanese = words{
	Colon: "：", Comma: "、", OpenBracket: "（", CloseBracket: "）", ErrorPrefix: "入力の確認：",

	Find:            "団体をさがす",
	ListDescription: "NPO法人や会社などの団体を、名前・活動・地域からさがせます。",
	FeedTitle:       "新しく載った団体・変わった団体",
	Keyword:         "ことば",
	KeywordHint:     "団体の名前、よみがな、活動の内容でさがします。空白で区切ると、すべてに当てはまる団体をさがします。",
	Search:          "さがす",
	Suggestions:     "候補",
	NoticeTitle:     "一部の条件を使わずに表示しています",
	QueryCut:        "ことばが長いため、はじめの100文字でさがしました。",
	CursorIgnored:   "ページの位置を読み取れなかったため、最初から表示しています。",
	ChipsTitle:      "選んでいる条件",
	Remove:          "を外す",
	ClearAll:        "条件をすべて外す",
	ListAsOf:        "いちばん新しい情報の時点：",
	ToFilters:       "条件でしぼりこむ",
	Filters:         "しぼりこみ",
	Apply:           "この条件でさがす",
	SortLabel:       "並び順",
	SortRelevance:   "関連の強い順",
	SortNewest:      "新しい順",
	SortKana:        "五十音順",
	CSV:             "CSV",
	CP932:           "CSV（Shift_JIS）",
	JSON:            "JSON",
	Atom:            "更新の配信（Atom）",
	EmptyTitle:      "当てはまる団体が見つかりませんでした",
	EmptyWords:      "ことばを1つずつさがした結果",
	EmptyFewer:      "条件を外すと見つかります",
	EmptyCities:     "市町の名前でさがす",
	EmptyFields:     "活動分野でさがす",
	EmptyBrowse:     "活動分野から選ぶ",
	EmptyHint:       "名前の一部や、ひらがな・カタカナでもさがせます。短いことばで、もう一度お試しください。",
	EmptyAll:        "すべての団体を見る",
	FindTitle:       func(q string) string { return "「" + q + "」の団体" },
	Ignored: func(name string) string {
		return "「" + name + "」に、読み取れない値がありました。その値は使っていません。"
	},
	Without:      func(name string) string { return "「" + name + "」の条件を外す" },
	Total:        func(n string) string { return n + "件" },
	OfCity:       func(city, n string) string { return city + "の団体（" + n + "件）を見る" },
	BeingRenewed: func(name string) string { return name + "（有効期間の更新の審査中）" },
	ValidUntil:   func(name, until string) string { return name + "（" + until + "まで）" },
	MoreFields:   func(n int) string { return "ほか" + strconv.Itoa(n) + "分野" },
	FacetRest:    func(n int) string { return "ほかの" + strconv.Itoa(n) + "件も見る" },
	FacetLeft: func(n int) string {
		return "このほかに" + ui.Number(n) + "件あります。ほかの条件でしぼりこむと表示されます。"
	},

	FieldLabel:         "活動分野",
	RegionLabel:        "区域",
	CityLabel:          "市町",
	KindLabel:          "団体の種類",
	StatusLabel:        "状態",
	ApprovalLabel:      "認定",
	OrderLabel:         "並び順",
	Certified:          "認定NPO法人",
	Special:            "特例認定NPO法人",
	NotApproved:        "認定なし",
	NameLabel:          "名称",
	KanaLabel:          "よみがな",
	NumberLabel:        "法人番号",
	AddressLabel:       "主たる事務所の所在地",
	PlaceLabel:         "所在地",
	OfficesLabel:       "従たる事務所",
	PeopleLabel:        "代表者",
	PurposeLabel:       "定款に記載された目的",
	ActivitiesLabel:    "特定非営利活動に係る事業",
	OtherBusinessLabel: "その他の事業",
	OfficeLabel:        "所轄庁",
	DelegatedLabel:     "事務を受け持つ市町",
	FiscalLabel:        "事業年度",
	CertifiedLabel:     "設立の認証を受けた日",
	RegisteredLabel:    "設立の登記をした日",
	AssignedLabel:      "法人番号が指定された日",
	DissolvedLabel:     "解散した日",
	DissolutionLabel:   "解散の情報",
	SupervisionLabel:   "監督の情報",
	ClosedLabel:        "登記が閉鎖された日",
	CauseLabel:         "閉鎖の理由",
	PortalLabel:        "ほかのサイト",
	OtherLabel:         "その他",
	AsOfLabel:          "情報の時点",

	FormerNames:     "以前の名称",
	OtherNames:      "別の表記",
	HiddenNote:      "この団体は、検索の結果には出ません。",
	GlanceTitle:     "この団体のあらまし",
	ActivityTitle:   "活動",
	BasicTitle:      "基本の情報",
	LawTitle:        "認証・登記・認定",
	DatesTitle:      "登記などの日付",
	FieldNote:       "番号は、特定非営利活動促進法の別表（いまの法律）の番号です。",
	NumberLink:      "国税庁のサイトで確かめる",
	PortalLink:      "内閣府NPO法人ポータルサイトの団体のページ",
	TextCut:         "長いため、続きは下の「JSON」に載せています。",
	HistoryTitle:    "これまでのあゆみ",
	Before:          "変更前：",
	After:           "変更後：",
	DateUnknown:     "日付は分かりません",
	ReportTitle:     "まちがいを見つけたら",
	ReportText:      "この内容に誤りがあれば、お知らせください。担当者が出典を確かめます。",
	ReportLink:      "この情報の誤りを知らせる",
	ClaimLink:       "この団体の担当者です（登録して書き込む）",
	CreditsTitle:    "出典",
	InventedNote:    "この団体は見本のための架空の団体です。出典や日付も見本です。",
	Until:           func(d string) string { return d + "まで" },
	AsOf:            func(d string) string { return d + "現在" },
	Unfold:          func(n string) string { return "全文を読む（" + n + "字）" },
	NearTitle:       func(field string) string { return "同じ分野の団体：" + field },
	CityLink:        func(city string) string { return city + "の団体を見る" },
	SuccessorNumber: func(n string) string { return "合併した先の法人番号：" + n },
	Source: func(name, on string) string {
		if on == "" {
			return "出典：" + name
		}
		return "出典：" + name + "　" + on + "現在"
	},
	EndedText: func(on, cause string) string {
		s := "これまでの記録は、このページに残しています。"
		switch {
		case on != "" && cause != "":
			return on + "。理由：" + cause + "。" + s
		case on != "":
			return on + "。" + s
		case cause != "":
			return "理由：" + cause + "。" + s
		}
		return s
	},
	Validity: func(from, until, revoked string) string {
		s := ""
		if from != "" {
			s = from + "から"
		}
		if until != "" {
			s += until + "まで"
		}
		if revoked != "" {
			s += "（" + revoked + "に取消し）"
		}
		return s
	},
	FieldNumber:    func(n int) string { return "第" + strconv.Itoa(n) + "号" },
	EventsLeft:     func(n int) string { return "このほかに" + strconv.Itoa(n) + "件の記録があります。" },
	OlderEvents:    func(n int) string { return "さらに前の記録を見る（" + strconv.Itoa(n) + "件）" },
	Successor:      "合併した先の団体を見る",
	EndedDissolved: "この団体は解散しています",
	EndedRevoked:   "この団体は設立の認証が取り消されています",
	EndedClosed:    "この団体の登記は閉鎖されています",
	EndedMerged:    "この団体はほかの団体と合併しました",
	EndedMovedOut:  "この団体は県外へ移りました",

	Events: map[register.EventKind]string{
		register.EventNumber:          "法人番号が指定されました",
		register.EventName:            "名称が変わりました",
		register.EventAddress:         "所在地が変わりました",
		register.EventClosed:          "登記が閉鎖されました",
		register.EventReopened:        "登記が復活しました",
		register.EventMerger:          "合併しました",
		register.EventMergerVoid:      "合併が無効になりました",
		register.EventErased:          "商号の登記が抹消されました",
		register.EventDeleted:         "法人番号の指定が取り消されました",
		register.EventCertified:       "設立の認証を受けました",
		register.EventRegistered:      "設立の登記をしました",
		register.EventApproved:        "認定を受けました",
		register.EventSpecial:         "特例認定を受けました",
		register.EventApprovalRevoked: "認定が取り消されました",
		register.EventDissolved:       "解散しました",
		register.EventRevoked:         "設立の認証が取り消されました",
	},

	FilingTitle:   "事業報告書などの提出",
	NextFiling:    "次の提出期限",
	LastFiling:    "前回の提出",
	FilingRule:    "NPO法人は、毎年、事業年度が終わってから3か月以内に、事業報告書などを所轄庁に提出します（特定非営利活動促進法）。",
	FilingEnded:   "活動中の団体ではないため、次の提出期限はありません。",
	FilingUnknown: "事業年度が登録されていないため、次の提出期限を計算できません。",
	NoFilings:     "提出状況：この県の記録は未登録です",
	FilingCaption: "年度ごとの提出の状況",
	ColYear:       "事業年度",
	ColDue:        "提出期限",
	ColFiled:      "提出日",
	ColState:      "状況",
	OnTime:        "期限内",
	Late:          "期限後",
	Overdue:       "未提出（期限を過ぎています）",
	NotYetDue:     "提出期限の前",
	NotFiled:      "未提出",
	NotFiledYet:   "まだです",
	FilingOf: func(year, end string) string {
		return end + "に終わる、" + year + "の分です。"
	},
	FilingMoved: func(plain string) string {
		return plain + "は役所の休日に当たるため、次の開庁日が期限です。"
	},
	DaysLeft: func(n int) string { return "期限まであと" + strconv.Itoa(n) + "日です。" },
	DaysLate: func(n int) string { return "期限の" + strconv.Itoa(n) + "日後" },
	FilingsLeft: func(n int) string {
		return "これより前の" + strconv.Itoa(n) + "年度分は、ここには表示していません。"
	},

	CorrectionTitle:    "この情報の誤りを知らせる",
	CorrectionAbout:    "団体：",
	CorrectionLead:     "気づいたことをお知らせください。担当者が出典を確かめます。出典が別の役所の場合は、直るまでに時間がかかることがあります。",
	Send:               "知らせる",
	AboutLabel:         "どの情報についてですか",
	BodyLabel:          "どこが違いますか。正しい内容は何ですか",
	BodyHint:           "2,000文字まで書けます。",
	EvidenceLabel:      "それが分かる資料（任意）",
	EvidenceHint:       "ホームページのアドレスや、書類の名前などを書いてください。",
	ContactLabel:       "あなたの連絡先（任意）",
	ContactHint:        "電話番号かメールアドレスを書いてください。県の担当者だけが見ます。公開しません。",
	SayAbout:           "どの情報についてか、選んでください",
	SayBodyMissing:     "どこが違うかを書いてください",
	SayBodyLong:        "内容は2,000文字以内にしてください",
	SayEvidenceLong:    "資料の説明は2,000文字以内にしてください",
	SayContactLong:     "連絡先は200文字以内にしてください",
	ThanksTitle:        "お知らせを受け付けました",
	ThanksDone:         "ありがとうございます。お知らせが届きました。",
	ThanksReceipt:      "受付番号",
	ThanksNext:         "担当者が出典を確かめ、誤りがあれば直します。お問い合わせのときは、受付番号をお伝えください。",
	BackToOrganization: "団体のページ",
}
