package register

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/term"
)

// statement is what one source says about one organization in one row of a file. Statements are
// kept as they came; the organization is derived from all of them, so the order of rows, files
// and restarts does not matter.
type statement struct {
	Source  Source
	Digest  string
	AsOf    term.Date // the newest day for which a file says so
	Current bool      // 最新履歴: not history
	File    string
	Content string // JSON of houjinFact, portalFact or Record

	houjin *houjinFact
	portal *portalFact
	record *Record
	home   ID // the record about which it was said; its organization is where that one was merged into
}

// Record is what the prefecture (行政) or the organization itself (本人) states about a body that no
// official file describes, such as a citizens' group without legal form.
type Record struct {
	Number      codes.CorporateNumber `json:"number,omitempty"`
	Kind        codes.Kind            `json:"kind"`
	Name        string                `json:"name"`
	Kana        string                `json:"kana,omitempty"`
	Address     string                `json:"address,omitempty"` // with the prefecture
	PostalCode  string                `json:"postal_code,omitempty"`
	Purpose     string                `json:"purpose,omitempty"`
	Fields      []string              `json:"fields,omitempty"` // slugs
	Established term.Date             `json:"established,omitzero"`
	Ref         string                `json:"ref,omitempty"` // names the row of a list of groups, where it comes from one
}

func recordStatement(r Record, source Source, asOf term.Date, file string) statement {
	s := statement{Source: source, AsOf: asOf, Current: true, File: file, record: &r}
	s.seal(r)
	return s
}

// houjinFact is a row of the 法人番号 file without what differs between files.
type houjinFact struct {
	Number         codes.CorporateNumber `json:"number"`
	Process        string                `json:"process"`
	Correct        string                `json:"correct,omitempty"`
	Updated        term.Date             `json:"updated"`
	Changed        term.Date             `json:"changed,omitzero"`
	Name           string                `json:"name"`
	NameEn         string                `json:"name_en,omitempty"`
	Kana           string                `json:"kana,omitempty"`
	Kind           string                `json:"kind"`
	Prefecture     string                `json:"prefecture,omitempty"`
	City           string                `json:"city,omitempty"`
	Street         string                `json:"street,omitempty"`
	PrefectureCode string                `json:"prefecture_code,omitempty"`
	CityCode       string                `json:"city_code,omitempty"`
	PostalCode     string                `json:"postal_code,omitempty"`
	Outside        string                `json:"outside,omitempty"`
	Closed         term.Date             `json:"closed,omitzero"`
	CloseCause     string                `json:"close_cause,omitempty"`
	Successor      codes.CorporateNumber `json:"successor,omitempty"`
	Detail         string                `json:"detail,omitempty"`
	Assigned       term.Date             `json:"assigned,omitzero"`
	Hidden         bool                  `json:"hidden,omitempty"`
}

func (h *houjinFact) address() string {
	if h.Outside != "" {
		return h.Outside
	}
	return h.Prefecture + h.City + h.Street
}

// portalFact is a row of 行政入力情報.
type portalFact struct {
	Name            string                `json:"name"`
	Kana            string                `json:"kana,omitempty"`
	Office          string                `json:"office,omitempty"`
	DelegatedTo     string                `json:"delegated_to,omitempty"`
	Address         string                `json:"address,omitempty"`
	PostalCode      string                `json:"postal_code,omitempty"`
	Offices         string                `json:"offices,omitempty"`
	Representative  string                `json:"representative,omitempty"`
	Certified       term.Date             `json:"certified,omitzero"`
	Established     term.Date             `json:"established,omitzero"`
	Purpose         string                `json:"purpose,omitempty"`
	Fields          []int                 `json:"fields,omitempty"`
	IsCertified     bool                  `json:"is_certified,omitempty"`
	IsSpecial       bool                  `json:"is_special,omitempty"`
	Renewing        bool                  `json:"renewing,omitempty"`
	ApprovedFrom    term.Date             `json:"approved_from,omitzero"`
	ApprovedUntil   term.Date             `json:"approved_until,omitzero"`
	ApprovalRevoked term.Date             `json:"approval_revoked,omitzero"`
	SpecialFrom     term.Date             `json:"special_from,omitzero"`
	SpecialUntil    term.Date             `json:"special_until,omitzero"`
	SpecialRevoked  term.Date             `json:"special_revoked,omitzero"`
	Supervision     string                `json:"supervision,omitempty"`
	Dissolution     string                `json:"dissolution,omitempty"`
	URL             string                `json:"url,omitempty"`
	PortalID        string                `json:"portal_id,omitempty"`
	Number          codes.CorporateNumber `json:"number,omitempty"`
	Activities      string                `json:"activities,omitempty"`
	OtherBusiness   string                `json:"other_business,omitempty"`
	FiscalStart     term.MonthDay         `json:"fiscal_start,omitzero"`
	FiscalEnd       term.MonthDay         `json:"fiscal_end,omitzero"`
}

func houjinStatement(r intake.HoujinRow, file string) statement {
	h := &houjinFact{Number: r.Number, Process: r.Process, Correct: r.Correct, Updated: r.Updated, Changed: r.Changed,
		Name: r.Name, NameEn: r.NameEn, Kana: r.Kana, Kind: r.Kind, Prefecture: r.Prefecture, City: r.City, Street: r.Street,
		PrefectureCode: r.PrefectureCode, CityCode: r.CityCode, PostalCode: r.PostalCode, Outside: r.Outside,
		Closed: r.Closed, CloseCause: r.CloseCause, Successor: r.Successor, Detail: r.ChangeCause, Assigned: r.Assigned, Hidden: r.Hidden}
	s := statement{Source: NTA, AsOf: r.Updated, Current: r.Latest, File: file, houjin: h}
	s.seal(h)
	return s
}

func portalStatement(r intake.PortalRow, asOf term.Date, file string) statement {
	p := &portalFact{Name: r.Name, Kana: r.Kana, Office: r.Office, DelegatedTo: r.DelegatedTo, Address: r.Address,
		PostalCode: r.PostalCode, Offices: r.Offices, Representative: r.Representative, Certified: r.Certified,
		Established: r.Established, Purpose: r.Purpose, Fields: r.Fields, IsCertified: r.Approval.Certified,
		IsSpecial: r.Approval.Special, Renewing: r.Approval.Renewing, ApprovedFrom: r.ApprovedFrom, ApprovedUntil: r.ApprovedUntil,
		ApprovalRevoked: r.ApprovalRevoked, SpecialFrom: r.SpecialFrom, SpecialUntil: r.SpecialUntil,
		SpecialRevoked: r.SpecialRevoked, Supervision: r.Supervision, Dissolution: r.Dissolution, URL: r.URL,
		PortalID: r.PortalID, Number: r.Number, Activities: r.Activities, OtherBusiness: r.OtherBusiness,
		FiscalStart: r.FiscalStart, FiscalEnd: r.FiscalEnd}
	s := statement{Source: CAO, AsOf: asOf, Current: true, File: file, portal: p}
	s.seal(p)
	return s
}

var digestText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// seal sets Content and Digest from the fact.
func (s *statement) seal(fact any) {
	b, err := json.Marshal(fact)
	if err != nil {
		panic(fmt.Sprintf("a fact is plain data: %v", err))
	}
	sum := sha256.Sum256(b)
	s.Content, s.Digest = string(b), digestText.EncodeToString(sum[:15])
}

// open reads Content back.
func (s *statement) open() error {
	switch s.Source {
	case NTA:
		s.houjin = &houjinFact{}
		return json.Unmarshal([]byte(s.Content), s.houjin)
	case CAO:
		s.portal = &portalFact{}
		return json.Unmarshal([]byte(s.Content), s.portal)
	case Government, Self, List:
		s.record = &Record{}
		return json.Unmarshal([]byte(s.Content), s.record)
	}
	return nil
}

// newer orders the statements of one source: what is current before what is history, then by the
// source's own dates, and at last by digest, so that the order is total whatever came first.
func (s *statement) newer(t *statement) bool {
	if s.Current != t.Current {
		return s.Current
	}
	if c := s.AsOf.Compare(t.AsOf); c != 0 {
		return c > 0
	}
	if s.houjin != nil && t.houjin != nil {
		if c := s.houjin.Changed.Compare(t.houjin.Changed); c != 0 {
			return c > 0
		}
		if s.houjin.Process != t.houjin.Process {
			return s.houjin.Process > t.houjin.Process
		}
	}
	return s.Digest > t.Digest
}

// newest returns the newest statement of a source, or nil.
func newest(said []statement, source Source) *statement {
	var best *statement
	for i := range said {
		if s := &said[i]; s.Source == source && (best == nil || s.newer(best)) {
			best = s
		}
	}
	return best
}

// add puts s among said and tells whether that changed anything. What is once history stays
// history, and a file of a later day moves the day of what it repeats.
func add(said []statement, s statement) (all []statement, changed bool) {
	known := false
	for i := range said { // two records that were united may both hold it
		old := &said[i]
		if old.Source != s.Source || old.Digest != s.Digest {
			continue
		}
		known = true
		if old.Current && !s.Current {
			old.Current, changed = false, true
		}
		if s.AsOf.After(old.AsOf) {
			old.AsOf, old.File, changed = s.AsOf, s.File, true
		}
	}
	if known {
		return said, changed
	}
	return append(said, s), true
}

// portalIdentity is how a row of the portal without a number or address is known again.
func (p *portalFact) identity(nameKey string) string {
	return strings.Join([]string{nameKey, p.Office, p.Certified.String()}, "|")
}
