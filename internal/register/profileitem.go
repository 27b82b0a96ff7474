package register

import "kyodo/internal/codes"

// Who may read an item: what may be chosen, the default first.
var (
	everybody = []Visibility{Public}                                // what a published profile is made of
	openFirst = []Visibility{Public, Registered, Internal}          // public until the organization hides it
	limited   = []Visibility{Registered, Internal}                  // 登録者限定, never public
	private   = []Visibility{Contact, Registered, Public, Internal} // contact data: never public by default
	named     = []Visibility{Contact, Registered, Internal}         // a person's name
)

var (
	allKinds    = []ProfileKind{CompanyProfile, NPOProfile, GroupProfile}
	companyKind = []ProfileKind{CompanyProfile}
	npoKind     = []ProfileKind{NPOProfile}
	groupKind   = []ProfileKind{GroupProfile}
	citizens    = []ProfileKind{NPOProfile, GroupProfile}
)

// basicItems: who the organization is.
var basicItems = []Item{
	{Name: ItemLine, Kinds: allKinds, Step: StepBasic, Limit: 120, Allowed: everybody, Label: codes.Label{Ja: "活動の紹介（1行）", En: "What you do, in one line"},
		Hint: codes.Label{Ja: "一覧と検索結果にそのまま出ます。", En: "Lists and search results show it as it is."}},
	{Name: "trade_name", Kinds: companyKind, Step: StepBasic, Limit: 60, Allowed: openFirst, Label: codes.Label{Ja: "屋号・通称", En: "Trade name"}},
	{Name: "industry", Kinds: companyKind, Step: StepBasic, Form: OneOf, Choices: industryChoices, Allowed: openFirst,
		Label: codes.Label{Ja: "業種", En: "Industry"},
		Hint:  codes.Label{Ja: "日本標準産業分類の大分類から選びます。", En: "A division of the Japan Standard Industrial Classification."}},
	{Name: "staff", Kinds: companyKind, Step: StepBasic, Form: OneOf, Choices: staffChoices, Allowed: openFirst, Label: codes.Label{Ja: "従業員規模", En: "Employees"}},
	{Name: "overview", Kinds: citizens, Step: StepBasic, Form: Prose, Limit: 1000, Allowed: openFirst, Label: codes.Label{Ja: "事業活動の概要", En: "Outline of the activities"}},
	{Name: "established", Kinds: groupKind, Step: StepBasic, Form: Month, Allowed: openFirst, Label: codes.Label{Ja: "設立年月", En: "Founded"},
		Hint: codes.Label{Ja: "例：平成12年4月、2000年4月。年だけでもかまいません。", En: "For example 2000-04. The year alone will do."}},
	{Name: "website", Kinds: allKinds, Step: StepBasic, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "ホームページ", En: "Website"}},
	{Name: "facebook", Kinds: allKinds, Step: StepBasic, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "Facebook", En: "Facebook"}},
	{Name: "x", Kinds: allKinds, Step: StepBasic, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "X（旧Twitter）", En: "X (Twitter)"}},
	{Name: "instagram", Kinds: allKinds, Step: StepBasic, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "Instagram", En: "Instagram"}},
	{Name: "blog", Kinds: allKinds, Step: StepBasic, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "ブログ", En: "Blog"}},
	{Name: "office_address", Kinds: groupKind, Step: StepBasic, Limit: 120, Allowed: private, Person: true, Label: codes.Label{Ja: "連絡先の住所", En: "Postal address"},
		Hint: codes.Label{Ja: "個人の自宅でも書けます。公開範囲を選ぶまで、一般には公開されません。", En: "May be a home. Not public unless you choose so."}},
	{Name: "office_phone", Kinds: citizens, Step: StepBasic, Form: Phone, Allowed: private, Person: true, Label: codes.Label{Ja: "団体の電話", En: "Telephone of the organization"}},
	{Name: "office_fax", Kinds: citizens, Step: StepBasic, Form: Phone, Allowed: private, Person: true, Label: codes.Label{Ja: "団体のFAX", En: "Fax of the organization"}},
	{Name: "office_mail", Kinds: citizens, Step: StepBasic, Form: Mail, Limit: 254, Allowed: private, Person: true, Label: codes.Label{Ja: "団体のメール", En: "E-mail of the organization"}},
}

// companyItems: what a company is ready to do, and on what terms (企業側の社会貢献情報).
var companyItems = []Item{
	{Name: "policy", Kinds: companyKind, Step: StepActivity, Form: Prose, Limit: 600, Allowed: openFirst, Label: codes.Label{Ja: "社会貢献の方針", En: "Policy on social contribution"}},
}

// activityItems: what it does and wants to do together.
var activityItems = []Item{
	{Name: ItemFields, Kinds: allKinds, Step: StepActivity, Form: SomeOf, Limit: 5, Choices: fieldChoices, Allowed: everybody,
		Label: codes.Label{Ja: "重点分野", En: "Main fields"}, Hint: codes.Label{Ja: "5つまで選べます。", En: "Up to five."}},
	{Name: ItemUndecided, Kinds: allKinds, Step: StepActivity, Form: Yes, Allowed: everybody, Label: codes.Label{Ja: "分野は未定・相談したい", En: "Undecided: we would like advice"},
		Hint: codes.Label{Ja: "分野が決まっていなくても公開できます。センターが相談に乗ります。", En: "You can publish without a field. The centre helps you find one."}},
	{Name: "focus", Kinds: companyKind, Step: StepActivity, Form: Prose, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "重点分野の説明", En: "More about the fields"}},
	{Name: ItemOffers, Kinds: allKinds, Step: StepActivity, Form: Prose, Limit: 600, Allowed: openFirst, Label: codes.Label{Ja: "提供できること", En: "What we can offer"},
		Hint: codes.Label{Ja: "専門性、会場、講師、現場体験、物品など。", En: "Expertise, rooms, lecturers, a look behind the scenes, goods …"}},
	{Name: ItemSeeks, Kinds: citizens, Step: StepActivity, Form: Prose, Limit: 600, Allowed: openFirst, Label: codes.Label{Ja: "求めていること", En: "What we look for"}},
	{Name: "record", Kinds: companyKind, Step: StepActivity, Form: Prose, Limit: 1000, Allowed: openFirst, Label: codes.Label{Ja: "これまでの実績", En: "What we have done so far"}},
	{Name: "leave", Kinds: companyKind, Step: StepActivity, Form: OneOf, Choices: leaveChoices, Allowed: openFirst,
		Label: codes.Label{Ja: "ボランティア休暇などの制度", En: "Volunteer leave"}},
	{Name: "schemes", Kinds: companyKind, Step: StepActivity, Form: SomeOf, Choices: schemeChoices, Allowed: openFirst,
		Label: codes.Label{Ja: "県の制度との関係", En: "Schemes of the prefecture"}},
	{Name: "benefits", Kinds: companyKind, Step: StepActivity, Form: SomeOf, Choices: benefitChoices, Allowed: limited,
		Label: codes.Label{Ja: "協働で得たいもの", En: "What we hope to gain"},
		Hint:  codes.Label{Ja: "登録した団体だけが読めます。", En: "Only registered organizations read this."}},
	{Name: "benefits_note", Kinds: companyKind, Step: StepActivity, Form: Prose, Limit: 300, Allowed: limited, Label: codes.Label{Ja: "得たいものの説明", En: "More about what we hope to gain"}},
	{Name: "refusals", Kinds: companyKind, Step: StepActivity, Form: SomeOf, Choices: refusalChoices, Allowed: limited,
		Label: codes.Label{Ja: "受けられない条件", En: "What we cannot accept"}},
	{Name: "refusals_note", Kinds: companyKind, Step: StepActivity, Form: Prose, Limit: 300, Allowed: limited, Label: codes.Label{Ja: "受けられない条件の説明", En: "More about what we cannot accept"}},
	{Name: "sdgs", Kinds: citizens, Step: StepActivity, Form: SomeOf, Choices: goalChoices, Allowed: openFirst, Label: codes.Label{Ja: "SDGsの目標", En: "Sustainable Development Goals"}},
	{Name: "reception", Kinds: citizens, Step: StepActivity, Form: Prose, Limit: 400, Allowed: openFirst, Label: codes.Label{Ja: "受入体制", En: "How we receive partners"}},
	{Name: "evenings", Kinds: citizens, Step: StepActivity, Form: Yes, Allowed: openFirst, Label: codes.Label{Ja: "平日の夜も対応できる", En: "Available on weekday evenings"}},
}

// runningItems: how the organization is run, which partners ask about.
var runningItems = []Item{
	{Name: "members", Kinds: citizens, Step: StepRunning, Form: Count, Max: 1_000_000, Allowed: openFirst, Label: codes.Label{Ja: "会員数", En: "Members"}},
	{Name: "volunteers", Kinds: citizens, Step: StepRunning, Form: Count, Max: 1_000_000, Allowed: openFirst, Label: codes.Label{Ja: "ボランティア数", En: "Volunteers"}},
	{Name: "staff_full", Kinds: npoKind, Step: StepRunning, Form: Count, Max: 100_000, Allowed: openFirst, Label: codes.Label{Ja: "常勤職員数", En: "Full-time staff"}},
	{Name: "staff_paid", Kinds: npoKind, Step: StepRunning, Form: Count, Max: 100_000, Allowed: openFirst, Label: codes.Label{Ja: "有給職員数", En: "Paid staff"}},
	{Name: "income_fees", Kinds: npoKind, Step: StepRunning, Form: Count, Max: 100, Allowed: openFirst, Label: codes.Label{Ja: "収入構成：会費（%）", En: "Income: fees (%)"}},
	{Name: "income_gifts", Kinds: npoKind, Step: StepRunning, Form: Count, Max: 100, Allowed: openFirst, Label: codes.Label{Ja: "収入構成：寄附（%）", En: "Income: donations (%)"}},
	{Name: "income_grants", Kinds: npoKind, Step: StepRunning, Form: Count, Max: 100, Allowed: openFirst, Label: codes.Label{Ja: "収入構成：補助・助成（%）", En: "Income: grants (%)"}},
	{Name: "income_contracts", Kinds: npoKind, Step: StepRunning, Form: Count, Max: 100, Allowed: openFirst, Label: codes.Label{Ja: "収入構成：受託（%）", En: "Income: contracts (%)"}},
	{Name: "income_own", Kinds: npoKind, Step: StepRunning, Form: Count, Max: 100, Allowed: openFirst, Label: codes.Label{Ja: "収入構成：自主事業（%）", En: "Income: own business (%)"}},
	{Name: "accounting", Kinds: npoKind, Step: StepRunning, Form: OneOf, Choices: accountingChoices, Allowed: openFirst, Label: codes.Label{Ja: "会計基準", En: "Accounting standard"}},
	{Name: "audited", Kinds: npoKind, Step: StepRunning, Form: OneOf, Choices: yesNo, Allowed: openFirst, Label: codes.Label{Ja: "監査の実施", En: "Audited"}},
	{Name: "fiscal_month", Kinds: npoKind, Step: StepRunning, Form: Count, Min: 1, Max: 12, Allowed: openFirst, Label: codes.Label{Ja: "事業年度の末月（1〜12）", En: "Last month of the fiscal year (1 to 12)"}},
	{Name: "board_term", Kinds: npoKind, Step: StepRunning, Limit: 60, Allowed: openFirst, Label: codes.Label{Ja: "役員の任期", En: "Term of the board"}},
	{Name: "plan_url", Kinds: npoKind, Step: StepRunning, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "当年度の事業計画書（URL）", En: "This year's plan (URL)"}},
	{Name: "budget_url", Kinds: npoKind, Step: StepRunning, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "当年度の予算書（URL）", En: "This year's budget (URL)"}},
	{Name: "pamphlet_url", Kinds: npoKind, Step: StepRunning, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "パンフレット（URL）", En: "Leaflet (URL)"}},
	{Name: "document_url", Kinds: npoKind, Step: StepRunning, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "その他の書類（URL）", En: "Other document (URL)"}},
	{Name: "rules", Kinds: groupKind, Step: StepRunning, Form: OneOf, Choices: yesNo, Allowed: openFirst, Label: codes.Label{Ja: "規約", En: "Rules of the group"}},
	{Name: "rules_on", Kinds: groupKind, Step: StepRunning, Form: Day, Allowed: openFirst, Label: codes.Label{Ja: "規約の日付", En: "Date of the rules"}},
	{Name: "rules_url", Kinds: groupKind, Step: StepRunning, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "規約（URL）", En: "Rules (URL)"}},
	{Name: "accounts", Kinds: groupKind, Step: StepRunning, Form: OneOf, Choices: yesNo, Allowed: openFirst, Label: codes.Label{Ja: "予算・決算の書類", En: "Budget and accounts"}},
	{Name: "accounts_on", Kinds: groupKind, Step: StepRunning, Form: Day, Allowed: openFirst, Label: codes.Label{Ja: "予算・決算の日付", En: "Date of the accounts"}},
	{Name: "accounts_url", Kinds: groupKind, Step: StepRunning, Form: Link, Limit: 300, Allowed: openFirst, Label: codes.Label{Ja: "予算・決算（URL）", En: "Accounts (URL)"}},
	{Name: "head", Kinds: groupKind, Step: StepRunning, Limit: 60, Allowed: private, Person: true, Label: codes.Label{Ja: "代表者", En: "Representative"}},
	{Name: "insurance", Kinds: citizens, Step: StepRunning, Form: OneOf, Choices: yesNo, Allowed: openFirst, Label: codes.Label{Ja: "保険の加入", En: "Insured"}},
	{Name: "insurance_note", Kinds: citizens, Step: StepRunning, Limit: 120, Allowed: openFirst, Label: codes.Label{Ja: "保険の種類", En: "Which insurance"}},
	{Name: "privacy", Kinds: citizens, Step: StepRunning, Form: Prose, Limit: 400, Allowed: openFirst, Label: codes.Label{Ja: "個人情報の取扱い", En: "Handling of personal data"}},
}

// windowItems: whom to turn to (窓口). Not public until the organization says so.
var windowItems = []Item{
	{Name: "contact_section", Kinds: allKinds, Step: StepWindow, Limit: 60, Allowed: private, Label: codes.Label{Ja: "窓口の部署・役割", En: "Section or role"}},
	{Name: "contact_name", Kinds: allKinds, Step: StepWindow, Limit: 60, Allowed: named, Person: true, Label: codes.Label{Ja: "担当者の氏名", En: "Name of the person in charge"}},
	{Name: ItemPhone, Kinds: allKinds, Step: StepWindow, Form: Phone, Allowed: private, Person: true, Label: codes.Label{Ja: "窓口の電話", En: "Telephone"}},
	{Name: ItemMail, Kinds: allKinds, Step: StepWindow, Form: Mail, Limit: 254, Allowed: private, Person: true, Label: codes.Label{Ja: "窓口のメール", En: "E-mail"}},
	{Name: "contact_hours", Kinds: allKinds, Step: StepWindow, Limit: 80, Allowed: private, Label: codes.Label{Ja: "連絡できる時間帯", En: "Hours"}},
	{Name: "contact_means", Kinds: allKinds, Step: StepWindow, Form: SomeOf, Choices: meansChoices, Allowed: private, Label: codes.Label{Ja: "希望する連絡手段", En: "Preferred means"}},
	{Name: "reply_days", Kinds: allKinds, Step: StepWindow, Form: Count, Min: 1, Max: 60, Allowed: openFirst, Label: codes.Label{Ja: "返信の目安（日）", En: "Days until we answer"}},
}
