package bankweb

import (
	"kyodo/internal/bank"
	"kyodo/internal/web"
)

// words are all texts of the slice in one language; a test refuses an empty one.
type words struct {
	// marks
	Colon, Comma, OpenBracket, CloseBracket string

	// names
	Bank, Offer, Need, Offers, Needs                             string
	Open, Partly, Taken, Paused, Expired, Withdrawn, Done, Draft string
	Everybody, Registered, CenterOnly                            string
	FirstCome, ByCenter, BySelection, ByTalk, ByLottery          string
	FirstComeText, ByCenterText, BySelectionText, ByTalkText     string
	ByLotteryText                                                string
	Standing, Online, Disaster, Anonymous, AnonymousText, Yes    string
	WholePrefecture, Free                                        string

	// front
	FrontLead, FrontDescription, SeeOffers, SeeOffersText, SeeNeeds, SeeNeedsText      string
	WriteOffer, WriteNeed, KindsTitle, KindsCaption, KindColumn, NewestTitle, NewOffer string
	NewNeed, AllNewest, ConsultTitle, ConsultText, ConsultList, OneOff, OneOffText     string
	HowTitle, MatchingLink, FiguresLink, EmptyBankTitle, EmptyBankText, ContactTitle   string
	How                                                                                []string

	// list
	OffersDescription, NeedsDescription, Keyword, KeywordHint, Search                    string
	NoticeTitle, QueryCut, CursorIgnored, ChipsTitle, Remove, ClearAll, ToFilters        string
	Filters, Apply, SortLabel, SortRelevance, SortNewest, SortClosing                    string
	CSV, CP932, JSON, Atom, OffersFeed, NeedsFeed                                        string
	EmptyTitle, EmptyFewer, EmptyText, EmptyAll, AlertLink, AlertText, SignInMore        string
	MainLabel, KindLabel, CityLabel, FieldLabel, StatusLabel, StandingLabel              string
	DisasterLabel, OrderLabel, StandingYes, StandingNo, DisasterYes, ClosingToday, NoEnd string
	OtherWay                                                                             string
	Total, Ignored, Without                                                              func(string) string
	Found                                                                                func(list, q string) string
	Hidden                                                                               func(n string) string
	FacetRest, FacetLeft, MoreFields, ClosingIn                                          func(n int) string
	Left                                                                                 func(n, of string) string
	Places                                                                               func(first string, more int) string

	// listing
	Number, QuantityLabel, RemainingLabel, PlaceLabel, ReachLabel, PeriodLabel, TimesLabel string
	DeadlineLabel, AdvertiseLabel, CostLabel, HandOverLabel, SafetyLabel, ReportLabel      string
	PhotoAllowed, NameAllowed, EachLabel, ConditionsLabel, ChoosingLabel, AudienceLabel    string
	LegalLabel, PublishedLabel, CertifiedLabel, LevelLabel, AnyBody, BodyTitle             string
	MeritTitle, MeritCompany, MeritGroup, MeritDraft, MeritNote                            string
	DetailTitle, TermsTitle, AskTitle, OrganizationOffer, OrganizationNeed                 string
	BeneficiaryLabel, OrganizationLink, AnswerLabel, PublishedOn, ChangedOn                string
	Ask, AskText, AskWaiting, AskNot, Waiting, Sheet, ShareTitle, ShareMail, Address       string
	AgainTitle, AgainText                                                                  string
	Manage, DraftTitle, DraftText, PausedTitle, PausedText, ExpiredTitle, ExpiredText      string
	WithdrawnTitle, WithdrawnText, DoneTitle, DoneText, TakenTitle, TakenText              string
	ClosedNext, OverTitle, OverText, RegisteredTitle, RegisteredText, DrawLink, Photos     string
	NoOrganization, FieldsLabel                                                            string
	Until, From, People                                                                    func(string) string
	SeeOther                                                                               func(list, kind string) string
	Between, AtLeastMost                                                                   func(a, b string) string
	Of                                                                                     func(n, of string) string
	DaysLeft                                                                               func(n int) string
	Level                                                                                  func(n int) string
	Answers                                                                                func(percent, days, asked int) string
	PhotoOf                                                                                func(n int) string

	// sheet
	SheetTitle, SheetLead, QRAlt, Reply, ReplyText, ReplyGroup, ReplyPerson, ReplyPhone string
	ReplyFax, ReplyQuantity, ReplyUse, ReplyDays, ReplyNote, ReplyConsent, ReplyTo      string
	ReplyToNone, Print, PrintedOn, Cut                                                  string

	// draw
	DrawTitle, DrawLead, Commitment, CommitmentText, Seed, SeedLater, DrawnAt, Entries string
	Entry, Place, NotDrawn, Verify, VerifyText, DrawJSON, DrawCaption                  string
	DrawOf                                                                             func(title string) string
}

// wordsIn returns the words of a language.
func wordsIn(l web.Lang) *words {
	if l == web.EN {
		return &english
	}
	return &japanese
}

// direction names an offer or a need.
func (w *words) direction(d bank.Direction) string {
	if d == bank.Need {
		return w.Need
	}
	return w.Offer
}

// list names the list of a direction.
func (w *words) list(d bank.Direction) string {
	if d == bank.Need {
		return w.Needs
	}
	return w.Offers
}

// status names what a reader is told of a listing.
func (w *words) status(s bank.Status) string {
	switch s {
	case bank.IsOpen:
		return w.Open
	case bank.IsPartly:
		return w.Partly
	case bank.IsTaken:
		return w.Taken
	case bank.IsPaused:
		return w.Paused
	case bank.IsExpired:
		return w.Expired
	}
	return w.Done
}

// audience names who may read a listing.
func (w *words) audience(a bank.Audience) string {
	switch a {
	case bank.Registered:
		return w.Registered
	case bank.CenterOnly:
		return w.CenterOnly
	}
	return w.Everybody
}

// choosing names the way of choosing and explains it.
func (w *words) choosing(c bank.Choosing) (name, text string) {
	switch c {
	case bank.FirstCome:
		return w.FirstCome, w.FirstComeText
	case bank.ByCenter:
		return w.ByCenter, w.ByCenterText
	case bank.BySelection:
		return w.BySelection, w.BySelectionText
	case bank.ByLottery:
		return w.ByLottery, w.ByLotteryText
	}
	return w.ByTalk, w.ByTalkText
}

// facetLabel names a facet of the list.
func (w *words) facetLabel(name string) string {
	switch name {
	case byMain:
		return w.MainLabel
	case byKind:
		return w.KindLabel
	case byCity:
		return w.CityLabel
	case byField:
		return w.FieldLabel
	case byStatus:
		return w.StatusLabel
	case byStanding:
		return w.StandingLabel
	case byDisaster:
		return w.DisasterLabel
	}
	return w.OrderLabel
}

// sortLabel names an order of the list.
func (w *words) sortLabel(name string) string {
	switch name {
	case "relevance":
		return w.SortRelevance
	case "closing":
		return w.SortClosing
	}
	return w.SortNewest
}
