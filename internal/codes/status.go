package codes

import "slices"

// Status is the state of an organization in the register.
type Status string

// The states. A dissolved corporation may still be liquidated.
const (
	Active    Status = "active"    // 活動中
	Dissolved Status = "dissolved" // 解散 (特定非営利活動促進法31条1項1号から6号まで)
	Revoked   Status = "revoked"   // 認証取消し (同法43条)
	Closed    Status = "closed"    // 登記記録の閉鎖
	Merged    Status = "merged"    // 合併による消滅 (同法33条)
	MovedOut  Status = "moved-out" // 所轄庁の変更 (同法26条)・県外への移転
)

type statusRow struct {
	status Status
	label  Label
	icon   string
}

var statuses = [...]statusRow{
	{Active, Label{"活動中", "Active"}, "circle-check"},
	{Dissolved, Label{"解散", "Dissolved"}, "circle-minus"},
	{Revoked, Label{"認証取消", "Certification revoked"}, "circle-x"},
	{Closed, Label{"登記閉鎖", "Registration closed"}, "archive"},
	{Merged, Label{"合併", "Merged"}, "merge"},
	{MovedOut, Label{"県外へ移転", "Moved to another authority"}, "arrow-right"},
}

func (s Status) row() statusRow {
	i := slices.IndexFunc(statuses[:], func(r statusRow) bool { return r.status == s })
	if i < 0 {
		return statusRow{label: Label{string(s), string(s)}}
	}
	return statuses[i]
}

// Statuses returns all states in their order.
func Statuses() []Status {
	list := make([]Status, len(statuses))
	for i, r := range statuses {
		list[i] = r.status
	}
	return list
}

// Valid says that there is such a state.
func (s Status) Valid() bool { return s.row().status != "" }

// Label returns its name.
func (s Status) Label() Label { return s.row().label }

// Icon returns the name of the picture that stands beside the name, "" if unknown.
func (s Status) Icon() string { return s.row().icon }

// Ended says that the organization is no longer in this register's charge.
func (s Status) Ended() bool { return s != Active }
