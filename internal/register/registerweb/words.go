package registerweb

import (
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/web"
)

// words are all texts of the slice in one language; a test refuses an empty one.
type words struct {
	// marks
	Colon, Comma, OpenBracket, CloseBracket, ErrorPrefix string

	// list
	Find, ListDescription, FeedTitle, Keyword, KeywordHint, Search, Suggestions          string
	NoticeTitle, QueryCut, CursorIgnored                                                 string
	ChipsTitle, Remove, ClearAll, ListAsOf, ToFilters, Filters, Apply                    string
	SortLabel, SortRelevance, SortNewest, SortKana                                       string
	CSV, CP932, JSON, Atom                                                               string
	EmptyTitle, EmptyWords, EmptyFewer, EmptyCities, EmptyFields, EmptyBrowse, EmptyHint string
	EmptyAll                                                                             string
	FindTitle, Ignored, Without, Total                                                   func(string) string
	BeingRenewed                                                                         func(name string) string
	OfCity, ValidUntil                                                                   func(name, value string) string
	MoreFields, FacetRest, FacetLeft                                                     func(n int) string

	// names of facts and facets
	FieldLabel, RegionLabel, CityLabel, KindLabel, StatusLabel, ApprovalLabel, OrderLabel string
	Certified, Special, NotApproved                                                       string
	NameLabel, KanaLabel, NumberLabel, AddressLabel, PlaceLabel, OfficesLabel             string
	PeopleLabel, PurposeLabel, ActivitiesLabel, OtherBusinessLabel, OfficeLabel           string
	DelegatedLabel, FiscalLabel, CertifiedLabel, RegisteredLabel, AssignedLabel           string
	DissolvedLabel, DissolutionLabel, SupervisionLabel, ClosedLabel, CauseLabel           string
	PortalLabel, OtherLabel, AsOfLabel                                                    string

	// organization
	FormerNames, OtherNames, HiddenNote, GlanceTitle, ActivityTitle, BasicTitle, LawTitle, DatesTitle string
	FieldNote, NumberLink, PortalLink, TextCut                                                        string
	HistoryTitle, Before, After, DateUnknown                                                          string
	ReportTitle, ReportText, ReportLink, ClaimLink, CreditsTitle, InventedNote                        string
	Until, AsOf, Unfold, NearTitle, CityLink, SuccessorNumber                                         func(string) string
	Source, EndedText                                                                                 func(a, b string) string
	Validity                                                                                          func(from, until, revoked string) string
	FieldNumber, EventsLeft, OlderEvents                                                              func(n int) string
	Successor, EndedDissolved, EndedRevoked, EndedClosed, EndedMerged, EndedMovedOut                  string
	Events                                                                                            map[register.EventKind]string

	// filings
	FilingTitle, NextFiling, LastFiling, FilingRule, FilingEnded, FilingUnknown string
	NoFilings, FilingCaption, ColYear, ColDue, ColFiled, ColState               string
	OnTime, Late, Overdue, NotYetDue, NotFiled, NotFiledYet                     string
	FilingOf                                                                    func(year, end string) string
	FilingMoved                                                                 func(string) string
	DaysLeft, DaysLate, FilingsLeft                                             func(n int) string

	// correction
	CorrectionTitle, CorrectionAbout, CorrectionLead, Send                 string
	AboutLabel, BodyLabel, BodyHint, EvidenceLabel, EvidenceHint           string
	ContactLabel, ContactHint                                              string
	SayAbout, SayBodyMissing, SayBodyLong, SayEvidenceLong, SayContactLong string
	ThanksTitle, ThanksDone, ThanksReceipt, ThanksNext, BackToOrganization string
}

// wordsIn returns the words of a language.
func wordsIn(l web.Lang) *words {
	if l == web.EN {
		return &english
	}
	return &japanese
}

// facetLabel names a facet of the list.
func (w *words) facetLabel(name string) string {
	switch name {
	case byField:
		return w.FieldLabel
	case byRegion:
		return w.RegionLabel
	case byCity:
		return w.CityLabel
	case byKind:
		return w.KindLabel
	case byStatus:
		return w.StatusLabel
	case byLevel:
		return w.ApprovalLabel
	}
	return w.OrderLabel
}

// sortLabel names an order of the list.
func (w *words) sortLabel(name string) string {
	switch name {
	case "relevance":
		return w.SortRelevance
	case "newest":
		return w.SortNewest
	}
	return w.SortKana
}

// factName names a fact in the form for corrections.
func (w *words) factName(name string) string {
	switch name {
	case register.FactName:
		return w.NameLabel
	case register.FactKana:
		return w.KanaLabel
	case register.FactNumber:
		return w.NumberLabel
	case register.FactAddress:
		return w.AddressLabel
	case register.FactPeople:
		return w.PeopleLabel
	case register.FactPurpose:
		return w.PurposeLabel
	case register.FactFields:
		return w.FieldLabel
	case register.FactOffice:
		return w.OfficeLabel
	case register.FactFiscal:
		return w.FiscalLabel
	case register.FactCertified:
		return w.CertifiedLabel
	case register.FactApproval:
		return w.ApprovalLabel
	case register.FactDissolved:
		return w.DissolvedLabel
	case register.FactClosed:
		return w.ClosedLabel
	}
	return w.OtherLabel
}

// endedTitle says that an organization is no more.
func (w *words) endedTitle(s codes.Status) string {
	switch s {
	case codes.Dissolved:
		return w.EndedDissolved
	case codes.Revoked:
		return w.EndedRevoked
	case codes.Merged:
		return w.EndedMerged
	case codes.MovedOut:
		return w.EndedMovedOut
	}
	return w.EndedClosed
}

// eventLabel says what happened.
func (w *words) eventLabel(k register.EventKind) string {
	if s := w.Events[k]; s != "" {
		return s
	}
	return w.OtherLabel
}

// correctionSays are the refusals of the form.
func (w *words) correctionSays() register.CorrectionSays {
	return register.CorrectionSays{About: w.SayAbout, BodyMissing: w.SayBodyMissing, BodyLong: w.SayBodyLong,
		EvidenceLong: w.SayEvidenceLong, ContactLong: w.SayContactLong}
}
