// Package register is the register of record: organizations of every kind, what official sources
// state about them, their statutory filings, and what a reader finds when searching
// (NPO法人公開情報登録システム, plan section 3(1)).
package register

import (
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// ID is an organization's internal, permanent identifier.
type ID string

// Source is who states a fact.
type Source string

// The sources.
const (
	NTA        Source = "nta"        // 国税庁 法人番号公表サイト
	CAO        Source = "cao"        // 内閣府 NPO法人ポータル 行政入力情報
	Government Source = "government" // 行政: the prefecture as 所轄庁
	Self       Source = "self"       // 本人: the organization itself
	List       Source = "list"       // a list of groups that the support centre or a town keeps (代理登録)
	Sample     Source = "sample"     // nobody: the organization is invented
)

// Origin says where a fact comes from: who, as of when, from which file.
type Origin struct {
	Source Source    `json:"source"`
	AsOf   term.Date `json:"as_of,omitzero"`
	File   string    `json:"file,omitempty"`
}

// Names of facts, the keys of Organization.Provenance.
const (
	FactName      = "name"
	FactKana      = "kana"
	FactAddress   = "address"
	FactNumber    = "number"
	FactPurpose   = "purpose"
	FactFields    = "fields"
	FactCertified = "certified"
	FactApproval  = "approval"
	FactOffice    = "office"
	FactFiscal    = "fiscal"
	FactClosed    = "closed"
	FactDissolved = "dissolved"
	FactPeople    = "representative"
)

// OtherName is a name an organization had or is also known by.
type OtherName struct {
	Name   string    `json:"name"`
	Former bool      `json:"former,omitempty"` // 旧名称; otherwise an alias (別の表記)
	Until  term.Date `json:"until,omitzero"`
}

// Address is the place of the main office, split as far as the source allows.
type Address struct {
	PrefectureCode string // 2 digits, "" unknown
	CityCode       string // JIS 5 digits, "" unknown
	Prefecture     string
	City           string // with 郡 where there is one
	Street         string
	PostalCode     string // 7 digits without hyphen
}

// String returns the address on one line.
func (a Address) String() string { return a.Prefecture + a.City + a.Street }

// Place returns prefecture and municipality on one line.
func (a Address) Place() string { return a.Prefecture + a.City }

// Approval is the state of 認定 / 特例認定 (NPO法44条, 58条).
type Approval string

// The approvals.
const (
	NoApproval Approval = ""
	Certified  Approval = "certified" // 認定NPO法人, 5 years
	Special    Approval = "special"   // 特例認定NPO法人, 3 years
)

// Organization is one body in the register. What came from files is derived from statements;
// Provenance says for each fact who states it.
type Organization struct {
	ID       ID
	Number   codes.CorporateNumber // "" when it has none
	PortalID string                // 9 digits of 内閣府's portal, "" when unknown
	Kind     codes.Kind
	Status   codes.Status
	Hidden   bool // 検索対象除外: reachable by number, never by search, feed or sitemap

	Name       string
	NameEn     string
	Kana       string
	OtherNames []OtherName
	Address    Address
	Offices    string // 従たる事務所, one a line

	Representative string
	Purpose        string   // 定款に記載された目的
	Fields         []string // activity fields (slugs), in the order of the law
	Activities     string   // 特定非営利活動に係る事業
	OtherBusiness  string   // その他の事業
	Office         string   // 所轄庁, as the source writes it
	DelegatedTo    string   // 権限移譲先市町村
	FiscalStart    term.MonthDay
	FiscalEnd      term.MonthDay

	AssignedOn        term.Date // 法人番号指定年月日
	CertifiedOn       term.Date // 設立認証年月日
	RegisteredOn      term.Date // 設立登記年月日
	Approval          Approval
	ApprovedOn        term.Date
	ApprovedUntil     term.Date
	ApprovalRevokedOn term.Date
	Renewing          bool // 認定の更新中: its renewal is asked for and not yet decided
	DissolvedOn       term.Date
	Dissolution       string // 解散情報 as the source writes it
	Supervision       string // 監督情報 as the source writes it
	ClosedOn          term.Date
	CloseCause        string // 閉鎖事由 code
	Successor         codes.CorporateNumber

	PortalURL  string
	Latest     Event     // the newest thing that happened to it
	ChangedOn  term.Date // the latest date on which a source says something changed
	Invented   bool      // 【架空】: of the demo, not of the world
	United     ID        // the record into which this one was merged; "" = it stands by itself
	Consent    Consent   // to be shown, of a body for which only a list speaks; "" = not asked for
	Withheld   bool      // shown to nobody but officers, for want of that consent
	Provenance map[string]Origin
	Version    int64
}

// InventedMark marks an organization that does not exist.
const InventedMark = "【架空】"

// Path is the organization's permanent address on the site.
func (o Organization) Path() string { return OrganizationPath(o.ID) }

// OrganizationPath is the permanent address of the organization with this id.
func OrganizationPath(id ID) string { return "/orgs/" + string(id) }

// ApprovedAt reports whether 認定 or 特例認定 stands on the given day. While its renewal is being
// decided, a 認定 stands beyond its last day (NPO法51条4項).
func (o Organization) ApprovedAt(on term.Date) bool {
	if o.Approval == NoApproval || !o.ApprovalRevokedOn.IsZero() && !on.Before(o.ApprovalRevokedOn) {
		return false
	}
	return o.ApprovedUntil.IsZero() || !on.After(o.ApprovedUntil) || o.Renewing
}

// AsOf returns the newest date for which any source speaks.
func (o Organization) AsOf() term.Date {
	var newest term.Date
	for _, p := range o.Provenance {
		if p.AsOf.After(newest) {
			newest = p.AsOf
		}
	}
	return newest
}

// Summary is one line about what the organization does: the first sentence of its purpose,
// at most max characters.
func (o Organization) Summary(max int) string {
	text := strings.Join(strings.Fields(o.Purpose), "")
	if i := strings.Index(text, "。"); i >= 0 {
		text = text[:i+len("。")]
	}
	if r := []rune(text); len(r) > max {
		return string(r[:max-1]) + "…"
	}
	return text
}
