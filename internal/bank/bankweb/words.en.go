package bankweb

import "strconv"

var english = words{
	Colon: ": ", Comma: ", ", OpenBracket: " (", CloseBracket: ")",

	Bank: "Contribution bank", Offer: "Offer", Need: "Need", Offers: "Offers", Needs: "Needs",
	Open: "Open", Partly: "Partly taken, some left", Taken: "Taken (waiting list)", Paused: "Paused", Expired: "Expired",
	Withdrawn: "Withdrawn", Done: "Closed", Draft: "Not published",
	Everybody: "Public", Registered: "Registered organizations only", CenterOnly: "Kept by the centre, not public",
	FirstCome: "First come, first served", ByCenter: "Recommended by the centre", BySelection: "Selection", ByTalk: "By agreement", ByLottery: "By lot",
	FirstComeText:   "Among those who meet the conditions, whoever asks first.",
	ByCenterText:    "The centre recommends groups that meet the conditions, and the giver decides.",
	BySelectionText: "Whoever published the listing reads the inquiries and chooses.",
	ByTalkText:      "It is settled in talks after an inquiry.",
	ByLotteryText:   "Lots are drawn after the deadline, in a way that everyone can check afterwards.",
	Standing:        "At any time", Online: "Online possible", Disaster: "Available in a disaster", Anonymous: "Name not shown",
	AnonymousText:   "The name is not shown until an agreement. If you ask, you can talk through the centre.",
	Yes:             "Yes",
	WholePrefecture: "Whole prefecture", Free: "Free of charge",

	FrontLead: "The contribution bank gathers what companies can give and what groups need. " +
		"When you find something, ask about it on this site. " +
		"If no answer comes or you are unsure, a coordinator of the centre steps in.",
	FrontDescription: "The contribution bank connects what companies offer with what groups need.",
	SeeOffers:        "See offers", SeeOffersText: "What companies and others can give: hands, goods, places, skills, funds.",
	SeeNeeds: "See needs", SeeNeedsText: "What groups need, and what a company gains by helping.",
	WriteOffer: "Publish an offer", WriteNeed: "Publish a need",
	KindsTitle: "By kind", KindsCaption: "Listings by kind of support", KindColumn: "Kind",
	NewestTitle: "New listings", NewOffer: "New offers", NewNeed: "New needs", AllNewest: "See all, newest first",
	ConsultTitle: "Let us talk first", ConsultText: "You need not know yet what you can give or ask for. Publish “let us talk first”, or telephone the centre.",
	ConsultList: "See listings that want to talk first",
	OneOff:      "Offer without an account (companies)", OneOffText: "For a single offer you need no account. The centre checks it before it is published.",
	HowTitle: "How it works",
	How: []string{
		"Publish an offer or a need. The centre checks it first.",
		"Ask about a listing on this site.",
		"The other side answers. If it does not, the centre mediates.",
		"Once you agree, it is handed over or carried out. Only then do the two sides see each other's contact details.",
		"Report, and both sides write how it was.",
	},
	MatchingLink: "How candidates are found (table of points)", FiguresLink: "Figures of the bank",
	EmptyBankTitle: "There are no listings yet", EmptyBankText: "Would you like to publish the first offer or need? The centre helps if you are not sure how.",
	ContactTitle: "Contact the centre",

	OffersDescription: "Find what companies and others can give (hands, goods, places, skills, funds) by kind, municipality and field.",
	NeedsDescription:  "Find what groups need by kind, municipality and field, and what a company gains.",
	Keyword:           "Words", KeywordHint: "Looked for in titles, descriptions and details. Several words: all must match.",
	Search:      "Search",
	NoticeTitle: "Some conditions are not used", QueryCut: "The words were too long: the first 100 characters were used.",
	CursorIgnored: "The place in the list was not understood: this is the beginning.",
	ChipsTitle:    "Chosen conditions", Remove: ": take away", ClearAll: "Take all conditions away", ToFilters: "To the filters",
	Filters: "Filters", Apply: "Search with these",
	SortLabel: "Order", SortRelevance: "Relevance", SortNewest: "Newest", SortClosing: "Closing soon",
	CSV: "CSV", CP932: "CSV (Shift_JIS)", JSON: "JSON", Atom: "News feed (Atom)",
	OffersFeed: "New offers", NeedsFeed: "New needs",
	EmptyTitle: "No listing matches", EmptyFewer: "Found with fewer conditions",
	EmptyText: "Please try again with a short word.",
	EmptyAll:  "See all listings", AlertLink: "Be told of new listings like this",
	AlertText:  "We send you mail when a listing matches. You must be signed in.",
	SignInMore: "Sign in to see them",
	MainLabel:  "Main kind", KindLabel: "Kind", CityLabel: "Municipality", FieldLabel: "Field of activity", StatusLabel: "Status",
	StandingLabel: "Period", DisasterLabel: "Disaster", OrderLabel: "Order",
	StandingYes: "At any time", StandingNo: "With a period", DisasterYes: "Available in a disaster",
	ClosingToday: "Closes today", NoEnd: "No deadline", OtherWay: "From the other side: ",
	Total: func(n string) string {
		if n == "1" {
			return "1 listing"
		}
		return n + " listings"
	},
	Ignored: func(name string) string {
		return "“" + name + "” had a value that means nothing here. It is not used."
	},
	Without: func(name string) string { return "Without “" + name + "”" },
	Found:   func(list, q string) string { return "“" + q + "”: " + list },
	Hidden: func(n string) string {
		if n == "1" {
			return "One more listing is shown to registered organizations only."
		}
		return n + " more listings are shown to registered organizations only."
	},
	FacetRest:  func(n int) string { return "See " + strconv.Itoa(n) + " more" },
	FacetLeft:  func(n int) string { return "And " + strconv.Itoa(n) + " more, shown once you filter further." },
	MoreFields: func(n int) string { return strconv.Itoa(n) + " more fields" },
	ClosingIn: func(n int) string {
		if n == 1 {
			return "Closes in 1 day"
		}
		return "Closes in " + strconv.Itoa(n) + " days"
	},
	Left: func(n, of string) string {
		if n == of {
			return n
		}
		return n + " left of " + of
	},
	Places: func(first string, more int) string { return first + " and " + strconv.Itoa(more) + " more" },

	Number: "Listing number", QuantityLabel: "Quantity", RemainingLabel: "Remaining", PlaceLabel: "Place", ReachLabel: "Where it reaches",
	PeriodLabel: "Period", TimesLabel: "Days and hours", DeadlineLabel: "Apply by", AdvertiseLabel: "Listed until",
	CostLabel: "Cost", HandOverLabel: "Hand-over", SafetyLabel: "Insurance, qualifications, safety", ReportLabel: "To report back",
	PhotoAllowed: "Photos may be used to present it", NameAllowed: "The name may be used to present it", EachLabel: "For each partner",
	ConditionsLabel: "Conditions for the partner", ChoosingLabel: "How it is decided", AudienceLabel: "Shown to",
	LegalLabel: "Kind of organization", PublishedLabel: "Organizations with a published profile", CertifiedLabel: "Certified NPO corporations",
	LevelLabel: "Level of disclosure", AnyBody: "Any legal form", BodyTitle: "Description",
	MeritTitle: "What both sides gain", MeritCompany: "What the company gains", MeritGroup: "What the group gains",
	MeritDraft: "standard text", MeritNote: "Only what is good for both sides is listed here.",
	DetailTitle: "Details", TermsTitle: "Terms", AskTitle: "Ask",
	OrganizationOffer: "Offered by", OrganizationNeed: "Needed by",
	BeneficiaryLabel: "Who benefits", OrganizationLink: "See this organization's page", AnswerLabel: "Answers to inquiries",
	PublishedOn: "Published", ChangedOn: "Last changed",
	Ask: "Ask about this listing", AskText: "You must be signed in for an organization. The other side does not see your contact details until you agree.",
	AskWaiting: "Ask for a place on the waiting list", AskNot: "Inquiries are not accepted at the moment.", Waiting: "Nothing is left, but you can wait for a cancellation.",
	Sheet: "Print on one A4 page (with QR code and FAX reply)", ShareTitle: "Tell others", ShareMail: "Tell by mail", Address: "Address of this page",
	Manage:     "Manage this listing",
	AgainTitle: "Changed, and being checked", AgainText: "It can be read again once the centre has looked at it. Inquiries that were sent already go on.",
	DraftTitle: "Not published yet", DraftText: "Only the organization and the centre can see this page.",
	PausedTitle: "Paused", PausedText: "You can ask again once it is resumed.",
	ExpiredTitle: "This listing has expired", ExpiredText: "New inquiries are not accepted. The page stays as a record.",
	WithdrawnTitle: "Withdrawn", WithdrawnText: "Its organization withdrew it. The page stays as a record.",
	DoneTitle: "Closed", DoneText: "This listing has served its purpose. The page stays as a record.",
	TakenTitle: "Nothing is left", TakenText: "All of it is taken. You can ask for a place on the waiting list.",
	ClosedNext: "See listings that are open now",
	OverTitle:  "The deadline has passed", OverText: "New inquiries are not accepted.",
	RegisteredTitle: "For registered organizations only", RegisteredText: "Only people who are signed in for a registered organization can see this listing.",
	DrawLink: "See the record of the draw", Photos: "Photos",
	NoOrganization: "The organization is not shown here.", FieldsLabel: "Fields of activity",
	Until:    func(d string) string { return "until " + d },
	From:     func(d string) string { return "from " + d },
	SeeOther: func(list, kind string) string { return list + " of the same kind (" + kind + ")" },
	People:   func(n string) string { return n + " people" },
	Between:  func(a, b string) string { return "from " + a + " to " + b },
	AtLeastMost: func(a, b string) string {
		switch {
		case a != "" && b != "":
			return "from " + a + " to " + b
		case a != "":
			return a + " or more"
		}
		return "up to " + b
	},
	Of: func(n, of string) string { return n + " of " + of },
	DaysLeft: func(n int) string {
		if n == 1 {
			return "1 day left"
		}
		return strconv.Itoa(n) + " days left"
	},
	Level: func(n int) string { return "Level of disclosure " + strconv.Itoa(n) + " or more" },
	Answers: func(percent, days, asked int) string {
		return strconv.Itoa(percent) + " % of " + strconv.Itoa(asked) + " inquiries answered, median " + strconv.Itoa(days) + " days"
	},
	PhotoOf: func(n int) string { return "Photo " + strconv.Itoa(n) + " of the listing" },

	SheetTitle: "About a listing", SheetLead: "See the page behind the QR code for all details and the present state.", QRAlt: "QR code of this listing's page",
	Reply: "Reply by FAX", ReplyText: "Fill this in and send the sheet as it is. The centre enters the inquiry for you and telephones to make sure.",
	ReplyGroup: "Organization", ReplyPerson: "Person", ReplyPhone: "Telephone", ReplyFax: "FAX or mail",
	ReplyQuantity: "Quantity", ReplyUse: "Use or proposal", ReplyDays: "Days that suit", ReplyNote: "Questions",
	ReplyConsent: "□ I agree that the centre enters this for us and tells the other side.",
	ReplyTo:      "Send to", ReplyToNone: "Please ask the centre for its telephone and FAX numbers.",
	Print: "Print it from the browser: it fits one A4 page.", PrintedOn: "Printed on", Cut: " (the rest is on the page behind the QR code)",

	DrawTitle: "Record of the draw", DrawLead: "A commitment is published before the deadline and the seed after it. Everyone can reckon the same result.",
	Commitment: "Commitment (hash)", CommitmentText: "Reckoned from the seed. It is fixed before the deadline and cannot be changed afterwards.",
	Seed: "Seed", SeedLater: "Published after the deadline.", DrawnAt: "Drawn at", Entries: "Entries",
	Entry: "Number of the inquiry", Place: "Place", NotDrawn: "Not drawn yet.",
	Verify: "How to check", VerifyText: "This command checks that the seed fits the commitment, and that the order comes from the seed.", DrawJSON: "JSON",
	DrawCaption: "Result of the draw",
	DrawOf:      func(title string) string { return "Record of the draw: " + title },
}
