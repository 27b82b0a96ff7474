package register

import (
	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/term"
)

// Consent is what is known of a body's consent to be shown, where only a list speaks for it.
type Consent string

// The states of consent.
const (
	ConsentNone    Consent = ""        // nothing asks for it
	ConsentOpen    Consent = "open"    // 公開可
	ConsentUnknown Consent = "unknown" // 未確認
	ConsentRefused Consent = "refused" // 不可
)

// withholds says that the body is shown to officers alone.
func (c Consent) withholds() bool { return c == ConsentUnknown || c == ConsentRefused }

// Label names the state.
func (c Consent) Label() codes.Label {
	switch c {
	case ConsentOpen:
		return codes.Label{Ja: "公開可", En: "May be shown"}
	case ConsentRefused:
		return codes.Label{Ja: "公開不可", En: "Must not be shown"}
	}
	return codes.Label{Ja: "未確認", En: "Not asked yet"}
}

// Listed says that only a list of the support centre or a town speaks for the organization (代理登録).
func (o Organization) Listed() bool {
	by := o.Provenance[FactName].Source
	return o.Consent != ConsentNone && (by == List || by == Sample)
}

// GroupList is a list of groups without legal form (任意団体) that the support centre or a town keeps,
// ready to be taken. Each row becomes a record of the source List (センターの名簿（代理登録）), below what the
// group itself or an authority says: neither Self, since the group has not spoken, nor Government,
// since the prefecture does not vouch for it. Of the address only the municipality is shown, because
// a group often has none but its representative's home; the rest, the representative's name and the
// telephone stay in group_entry, for officers.
type GroupList struct {
	Name     string       // names the list, this year's and next year's: 山口市 市民活動団体名簿
	FileName string       // stands in the log
	AsOf     term.Date    // zero = today
	City     string       // JIS 5 digits of the municipality of rows that name none, "" = none
	Mapping  GroupMapping // from MapGroups
	Sheet    intake.Sheet
	DryRun   bool
}

// GroupReport is what the import of a list did.
type GroupReport struct {
	Report
	List     string                 `json:"list"`
	Sheet    string                 `json:"sheet,omitempty"`
	AsOf     term.Date              `json:"as_of"`
	Mapping  map[GroupColumn]string `json:"mapping"`
	Open     int                    `json:"consent_open"`
	Unknown  int                    `json:"consent_unknown"`
	Refused  int                    `json:"consent_refused"`
	Outcomes []GroupOutcome         `json:"outcomes"`
}

// Outcomes of a row.
const (
	GroupCreated   = "created"
	GroupUpdated   = "updated"
	GroupUnchanged = "unchanged"
	GroupAsked     = "question"
	GroupRejected  = "rejected"
)

// GroupOutcome is what became of one row.
type GroupOutcome struct {
	Line         int     `json:"line"`
	Name         string  `json:"name"`
	Outcome      string  `json:"outcome"`
	Consent      Consent `json:"consent,omitempty"`
	Organization ID      `json:"organization,omitempty"` // "" for a row that waits or is rejected
}
