package registerweb

import (
	"strconv"

	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

var english = words{
	Colon: ": ", Comma: ", ", OpenBracket: " (", CloseBracket: ")", ErrorPrefix: "Error: ",

	Find:            "Find an organization",
	ListDescription: "Find nonprofit corporations, companies and other organizations by name, activity and place.",
	FeedTitle:       "New and changed organizations",
	Keyword:         "Keywords",
	KeywordHint:     "Searches names, readings and purposes, in Japanese. Put a space between words to find organizations that match all of them.",
	Search:          "Search",
	Suggestions:     "Suggestions",
	NoticeTitle:     "Some conditions were not used",
	QueryCut:        "The keywords were too long. We searched for the first 100 characters.",
	CursorIgnored:   "The position in the list could not be read. This is the first page.",
	ChipsTitle:      "Chosen conditions",
	Remove:          "(remove)",
	ClearAll:        "Remove all conditions",
	ListAsOf:        "Newest information: ",
	ToFilters:       "Narrow the list",
	Filters:         "Narrow the list",
	Apply:           "Show these organizations",
	SortLabel:       "Sort by",
	SortRelevance:   "Relevance",
	SortNewest:      "Newest",
	SortKana:        "Name (Japanese order)",
	CSV:             "CSV",
	CP932:           "CSV (Shift_JIS)",
	JSON:            "JSON",
	Atom:            "Feed (Atom)",
	EmptyTitle:      "No organization was found",
	EmptyWords:      "Each word by itself",
	EmptyFewer:      "Found with fewer conditions",
	EmptyCities:     "Search by municipality",
	EmptyFields:     "Search by field of activity",
	EmptyBrowse:     "Choose a field of activity",
	EmptyHint:       "You can search for a part of a name, also in hiragana or katakana. Please try a shorter word.",
	EmptyAll:        "Show all organizations",
	FindTitle:       func(q string) string { return "Organizations: " + q },
	Ignored:         func(name string) string { return "A value of “" + name + "” could not be read and was not used." },
	Without:         func(name string) string { return "Without the condition “" + name + "”" },
	Total: func(n string) string {
		if n == "1" {
			return "1 organization"
		}
		return n + " organizations"
	},
	OfCity:       func(city, n string) string { return "Show organizations in " + city + " (" + n + ")" },
	BeingRenewed: func(name string) string { return name + " (its renewal is being decided)" },
	ValidUntil:   func(name, until string) string { return name + " (until " + until + ")" },
	MoreFields:   func(n int) string { return strconv.Itoa(n) + " more" },
	FacetRest:    func(n int) string { return "Show " + strconv.Itoa(n) + " more" },
	FacetLeft: func(n int) string {
		return "There are " + ui.Number(n) + " more. They appear when you narrow the list by another condition."
	},

	FieldLabel:         "Field of activity",
	RegionLabel:        "Region",
	CityLabel:          "Municipality",
	KindLabel:          "Kind",
	StatusLabel:        "Status",
	ApprovalLabel:      "Tax-favoured approval",
	OrderLabel:         "Order",
	Certified:          "Approved NPO",
	Special:            "Specially approved NPO",
	NotApproved:        "Not approved",
	NameLabel:          "Name",
	KanaLabel:          "Reading",
	NumberLabel:        "Corporate number",
	AddressLabel:       "Address of the main office",
	PlaceLabel:         "Place",
	OfficesLabel:       "Other offices",
	PeopleLabel:        "Representative",
	PurposeLabel:       "Purpose in the articles",
	ActivitiesLabel:    "Specified nonprofit activities",
	OtherBusinessLabel: "Other business",
	OfficeLabel:        "Competent authority",
	DelegatedLabel:     "Municipality in charge",
	FiscalLabel:        "Fiscal year",
	CertifiedLabel:     "Establishment certified on",
	RegisteredLabel:    "Establishment registered on",
	AssignedLabel:      "Corporate number assigned on",
	DissolvedLabel:     "Dissolved on",
	DissolutionLabel:   "About the dissolution",
	SupervisionLabel:   "About supervision",
	ClosedLabel:        "Registration closed on",
	CauseLabel:         "Reason for closing",
	PortalLabel:        "Other sites",
	OtherLabel:         "Other",
	AsOfLabel:          "Information as of",

	FormerNames:     "Former names",
	OtherNames:      "Also written",
	HiddenNote:      "This organization does not appear in search results.",
	GlanceTitle:     "At a glance",
	ActivityTitle:   "Activities",
	BasicTitle:      "Basic information",
	LawTitle:        "Certification, registration and approval",
	DatesTitle:      "Registration",
	FieldNote:       "The numbers are those of the annex to the Act on Promotion of Specified Non-profit Activities as it stands.",
	NumberLink:      "Check on the site of the National Tax Agency",
	PortalLink:      "Page of the organization on the NPO portal of the Cabinet Office",
	TextCut:         "The rest of this long text is in the JSON below.",
	HistoryTitle:    "History",
	Before:          "Before: ",
	After:           "After: ",
	DateUnknown:     "Date unknown",
	ReportTitle:     "Is something wrong?",
	ReportText:      "Please tell us if something here is wrong. We will check it with its source.",
	ReportLink:      "Report an error in this information",
	ClaimLink:       "I act for this organization (sign up and write about it)",
	CreditsTitle:    "Sources",
	InventedNote:    "This is a fictitious organization, made for demonstration. Its sources and dates are samples too.",
	Until:           func(d string) string { return "until " + d },
	AsOf:            func(d string) string { return "as of " + d },
	Unfold:          func(n string) string { return "Read the whole text (" + n + " characters)" },
	NearTitle:       func(field string) string { return "Others in the same field: " + field },
	CityLink:        func(city string) string { return city },
	SuccessorNumber: func(n string) string { return "Merged into the corporation with the number " + n },
	Source: func(name, on string) string {
		if on == "" {
			return "Source: " + name
		}
		return "Source: " + name + ", as of " + on
	},
	EndedText: func(on, cause string) string {
		s := "Its records stay on this page."
		switch {
		case on != "" && cause != "":
			return on + " (" + cause + "). " + s
		case on != "":
			return on + ". " + s
		case cause != "":
			return "Reason: " + cause + ". " + s
		}
		return s
	},
	Validity: func(from, until, revoked string) string {
		s := ""
		if from != "" {
			s = "From " + from
		}
		if until != "" {
			s += " until " + until
		}
		if revoked != "" {
			s += " (revoked on " + revoked + ")"
		}
		return s
	},
	FieldNumber:    func(n int) string { return "No. " + strconv.Itoa(n) },
	EventsLeft:     func(n int) string { return "There are " + strconv.Itoa(n) + " more records." },
	OlderEvents:    func(n int) string { return "Show " + strconv.Itoa(n) + " older records" },
	Successor:      "See the organization it merged with",
	EndedDissolved: "This organization has been dissolved",
	EndedRevoked:   "The certification of this organization has been revoked",
	EndedClosed:    "The registration of this organization is closed",
	EndedMerged:    "This organization merged with another",
	EndedMovedOut:  "This organization moved to another prefecture",

	Events: map[register.EventKind]string{
		register.EventNumber:          "Corporate number assigned",
		register.EventName:            "Name changed",
		register.EventAddress:         "Address changed",
		register.EventClosed:          "Registration closed",
		register.EventReopened:        "Registration restored",
		register.EventMerger:          "Merged",
		register.EventMergerVoid:      "Merger became void",
		register.EventErased:          "Trade name erased",
		register.EventDeleted:         "Corporate number withdrawn",
		register.EventCertified:       "Establishment certified",
		register.EventRegistered:      "Establishment registered",
		register.EventApproved:        "Approved",
		register.EventSpecial:         "Specially approved",
		register.EventApprovalRevoked: "Approval revoked",
		register.EventDissolved:       "Dissolved",
		register.EventRevoked:         "Certification revoked",
	},

	FilingTitle:   "Annual reports",
	NextFiling:    "Next filing due",
	LastFiling:    "Last filing",
	FilingRule:    "Every year, within three months of the end of its fiscal year, an NPO corporation files its annual reports with the competent authority (Act on Promotion of Specified Non-profit Activities).",
	FilingEnded:   "The organization is not active, so no filing is due.",
	FilingUnknown: "The fiscal year is not registered, so the next due date cannot be computed.",
	NoFilings:     "Filing record: this prefecture's records are not registered here",
	FilingCaption: "Filings by fiscal year",
	ColYear:       "Fiscal year",
	ColDue:        "Due",
	ColFiled:      "Filed",
	ColState:      "State",
	OnTime:        "On time",
	Late:          "After the due date",
	Overdue:       "Not filed (past the due date)",
	NotYetDue:     "Not yet due",
	NotFiled:      "Not filed",
	NotFiledYet:   "Not yet",
	FilingOf:      func(year, end string) string { return "For " + year + ", the fiscal year that ends on " + end + "." },
	FilingMoved: func(plain string) string {
		return "Public offices are closed on " + plain + ", so the next business day counts."
	},
	DaysLeft: func(n int) string {
		if n == 1 {
			return "One day is left."
		}
		return strconv.Itoa(n) + " days are left."
	},
	DaysLate: func(n int) string {
		if n == 1 {
			return "1 day later"
		}
		return strconv.Itoa(n) + " days later"
	},
	FilingsLeft: func(n int) string { return strconv.Itoa(n) + " earlier fiscal years are not shown here." },

	CorrectionTitle:    "Report an error in this information",
	CorrectionAbout:    "Organization: ",
	CorrectionLead:     "Please tell us what you noticed. We will check it with its source. If the source is another authority, it may take a while until it is corrected.",
	Send:               "Send",
	AboutLabel:         "Which information is it about?",
	BodyLabel:          "What is wrong, and what would be right?",
	BodyHint:           "Up to 2,000 characters.",
	EvidenceLabel:      "Where this can be seen (optional)",
	EvidenceHint:       "For example the address of a web page or the name of a document.",
	ContactLabel:       "How to reach you (optional)",
	ContactHint:        "A telephone number or mail address. Only the officers of the prefecture see it. It is not published.",
	SayAbout:           "Choose which information it is about",
	SayBodyMissing:     "Write what is wrong",
	SayBodyLong:        "Use 2,000 characters or fewer for what is wrong",
	SayEvidenceLong:    "Use 2,000 characters or fewer for where this can be seen",
	SayContactLong:     "Use 200 characters or fewer for how to reach you",
	ThanksTitle:        "We received your report",
	ThanksDone:         "Thank you. Your report has arrived.",
	ThanksReceipt:      "Receipt number",
	ThanksNext:         "We will check it with its source and correct what is wrong. Please give the receipt number if you ask about it.",
	BackToOrganization: "Page of the organization",
}
