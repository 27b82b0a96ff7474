// Package collaboration is the spine (協働案件): what two organizations agreed to do, from the
// agreement (S6) over hand-over and report to the feedback of both sides (S9). The stages before it
// and after it, and the weights 中 and 重, are added to this table, never to a second one.
package collaboration

import (
	"time"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// Stage is where a collaboration is, of the twelve of the spine.
type Stage string

// The stages built so far.
const (
	Agreed   Stage = "S6" // 合意
	UnderWay Stage = "S7" // 実施: a gift is handed over
	Reported Stage = "S8" // 報告
	Reviewed Stage = "S9" // 評価: both sides said how it was
)

// Weight is how much procedure a collaboration carries.
type Weight string

// The weights.
const (
	Light  Weight = "light"  // 軽: 物品・1回
	Medium Weight = "medium" // 中: 連続・人
	Heavy  Weight = "heavy"  // 重: 公金・年度事業
)

// Outcome is how a collaboration ended; Open has not.
type Outcome string

// The outcomes.
const (
	Open  Outcome = ""
	Done  Outcome = "done"
	Ended Outcome = "ended" // 実施したが中止 and the like, with a reason
)

// Side is one of the two parties.
type Side string

// The sides.
const (
	Giver    Side = "giver"
	Receiver Side = "receiver"
	Center   Side = "center"
)

// Terms are what was agreed about the hand-over.
type Terms struct {
	How   string `json:"how,omitempty"`   // of bank.HandOvers
	Where string `json:"where,omitempty"` // place
	Note  string `json:"note,omitempty"`
}

// Collaboration is one row of the spine.
type Collaboration struct {
	ID             string
	Weight         Weight
	Stage          Stage
	Outcome        Outcome
	Code           codes.Exit
	Note           string
	Title          string
	Kind           codes.Support
	Listing        string
	Inquiry        string
	Reservation    string
	Giver          register.ID
	Receiver       register.ID
	Quantity       int64
	Unit           string
	MeritGiver     string
	MeritReceiver  string
	Terms          Terms
	Due            term.Date // by when it is handed over
	AgreedAt       time.Time
	HandedOn       term.Date
	HandedQuantity int64
	ReportedAt     time.Time
	ClosedAt       time.Time
	Channel        string
	OwnerPost      account.PostID
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// Path is the address of the collaboration for its parties.
func (c *Collaboration) Path() string { return "/collaborations/" + c.ID }

// Of says which side an organization is on, "" for a stranger.
func (c *Collaboration) Of(org register.ID) Side {
	switch {
	case org == "":
	case org == c.Giver:
		return Giver
	case org == c.Receiver:
		return Receiver
	}
	return ""
}

// Owes says who owes the next step of an open collaboration: the hand-over is the giver's, the report
// the receiver's, the feedback both sides'.
func (c *Collaboration) Owes() []Side {
	switch {
	case c.Outcome != Open:
		return nil
	case c.Stage == Agreed:
		return []Side{Giver}
	case c.Stage == UnderWay:
		return []Side{Receiver}
	}
	return []Side{Giver, Receiver}
}

// Object is the collaboration as a decision sees it: each side has its own.
func (c *Collaboration) Object() policy.Object {
	return policy.Object{Kind: "collaboration", ID: c.ID, Org: string(c.Receiver), Partner: string(c.Giver), State: string(c.Stage)}
}

// SideObject is the collaboration as a decision sees it that one side alone has, beside the centre.
func (c *Collaboration) SideObject(s Side) policy.Object {
	o := c.Object()
	if o.Partner = ""; s == Giver {
		o.Org = string(c.Giver)
	}
	return o
}

// Feedback is what one side says at the end (ふりかえり). Merit is how far the other's wish was met, as
// the other side sees it: each side scores what it got (メリット台帳).
type Feedback struct {
	Side     Side
	Merit    int // 1 to 5: our wish was met
	Relation int // 1 to 5: how we worked together
	Again    bool
	Comment  string
	At       time.Time
}

// Report is what became of it (報告).
type Report struct {
	Body         string
	People       int64 // reached
	Value        int64 // yen, by the giver's own estimate; 0 = not stated
	PhotoAllowed bool
	Photos       []string // names of stored files
	By           Side
	At           time.Time
}
