package intake

import (
	"context"
	"net/url"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// Approval are the four circles of 認定: what kind of approval a corporation has.
type Approval struct {
	Certified bool // 認定NPO法人
	Special   bool // 特例認定NPO法人
	OldNTA    bool // 国税庁による旧認定
	Renewing  bool // 認定の更新中
}

// PST says by which public support test a corporation was approved.
type PST struct {
	Relative    bool   // 相対値基準
	Absolute    bool   // 絶対値基準
	Ordinance   bool   // 条例個別指定
	OrdinanceBy string // the prefectures and municipalities whose ordinance names it
}

// Designation is the corporation's individual designation by an ordinance (条例個別指定).
type Designation struct {
	Designated   bool // 条例個別指定フラグ
	From, Until  term.Date
	RenewalAsked term.Date
	Renewed      term.Date
	Revoked      term.Date
}

// PortalRow is one row of 行政入力情報: what its 所轄庁 says about an NPO法人.
type PortalRow struct {
	Line               int // physical line where the row starts, 1-based
	Name               string
	Kana               string
	Office             string // 所轄庁 as written
	DelegatedTo        string // 権限移譲先市町村
	Address            string // without the prefecture, may be blank
	PostalCode         string // 7 digits or ""
	Offices            string // 従たる事務所, one a line
	Representative     string
	RepresentativeKana string
	Certified          term.Date // 認証
	Established        term.Date // 設立
	Purpose            string
	Fields             []int // 活動分野 1…20 that are set
	Approval           Approval
	PST                PST
	ApprovedFrom       term.Date
	ApprovedUntil      term.Date
	ApprovalRevoked    term.Date
	SpecialFrom        term.Date
	SpecialUntil       term.Date
	SpecialRevoked     term.Date
	Supervision        string // prose with its line breaks; Supervised reads it
	Dissolution        string // prose with its line breaks; Dissolved reads it
	URL                string // http or https, or ""
	PortalID           string // 9 digits out of the URL, or ""
	Number             codes.CorporateNumber
	Activities         string // 特定非営利活動に係る事業
	OtherBusiness      string
	FiscalStart        term.MonthDay
	FiscalEnd          term.MonthDay
	Designation        Designation
	Notes              []Rejection // items left out of a row that is taken
}

// PortalRows opens the file for reading row by row after skip data records, for
// going on where an import was interrupted. Close it after use.
func PortalRows(ctx context.Context, path string, lim Limits, skip int, progress Progress) (*Rows[PortalRow], error) {
	return openRows(ctx, path, Portal, lim, skip, progress, parsePortal)
}

// parsePortal types one row.
func parsePortal(c *cells) PortalRow {
	p := func(col portalColumn) int { return int(col) }
	row := PortalRow{
		Line:               c.line,
		Name:               c.required(p(pName)),
		Kana:               c.line1(p(pKana)),
		Office:             c.required(p(pOffice)),
		DelegatedTo:        c.line1(p(pDelegatedTo)),
		Address:            c.line1(p(pAddress)),
		Offices:            c.prose(p(pOffices)),
		Representative:     c.line1(p(pRepresentative)),
		RepresentativeKana: c.line1(p(pRepresentativeKana)),
		Certified:          c.date(p(pCertified), false),
		Established:        c.date(p(pEstablished), false),
		Purpose:            c.prose(p(pPurpose)),
		Approval: Approval{
			Certified: c.circle(p(pApproval1)),
			Special:   c.circle(p(pApproval1 + 1)),
			OldNTA:    c.circle(p(pApproval1 + 2)),
			Renewing:  c.circle(p(pApproval1 + 3)),
		},
		PST: PST{
			Relative:    c.circle(p(pPST1)),
			Absolute:    c.circle(p(pPST1 + 1)),
			Ordinance:   c.circle(p(pPST1 + 2)),
			OrdinanceBy: c.prose(p(pOrdinanceBy)),
		},
		ApprovedFrom:    c.date(p(pApprovedFrom), false),
		ApprovedUntil:   c.date(p(pApprovedUntil), false),
		ApprovalRevoked: c.date(p(pRevoked), false),
		SpecialFrom:     c.date(p(pSpecialFrom), false),
		SpecialUntil:    c.date(p(pSpecialUntil), false),
		SpecialRevoked:  c.date(p(pSpecialRevoked), false),
		Supervision:     c.prose(p(pSupervision)),
		Dissolution:     c.prose(p(pDissolution)),
		Number:          c.number(p(pNumber), false),
		Activities:      c.prose(p(pActivities)),
		OtherBusiness:   c.prose(p(pOtherBusiness)),
		FiscalStart:     c.monthDay(p(pFiscalStart)),
		FiscalEnd:       c.monthDay(p(pFiscalEnd)),
		Designation: Designation{
			Designated:   c.circle(p(pOrdinance)),
			From:         c.date(p(pOrdFrom), false),
			Until:        c.date(p(pOrdUntil), false),
			RenewalAsked: c.date(p(pOrdRenewalAsk), false),
			Renewed:      c.date(p(pOrdRenewed), false),
			Revoked:      c.date(p(pOrdRevoked), false),
		},
	}
	for n := range 20 {
		if c.circle(p(pField1) + n) {
			row.Fields = append(row.Fields, n+1)
		}
	}
	var ok bool
	if row.PostalCode, ok = postal(c.raw(p(pPostalCode))); !ok {
		c.note(p(pPostalCode), "7桁の郵便番号として読めないので、空欄として扱いました：「%s」。", brief(c.raw(p(pPostalCode))))
	}
	row.URL = c.web(p(pURL))
	row.PortalID = portalID(row.URL)
	row.Notes = c.notes
	return row
}

// web returns an address of the web; anything else is noted.
func (c *cells) web(col int) string {
	s := c.raw(col)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		c.note(col, "URLとして読めないので、空欄として扱いました：「%s」。", brief(s))
		return ""
	}
	return s
}

// portalID returns the last run of exactly nine digits in a URL: …/detail/035000001.
func portalID(s string) string {
	found := ""
	for _, run := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(run) == 9 {
			found = run
		}
	}
	return found
}
