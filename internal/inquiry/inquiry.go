// Package inquiry is what happens between a listing and an agreement: a structured first message, a
// reply clock for both sides, a thread, and the division of a listing among those who want some of
// it (plan section 3(1); 返信時計 of the product's rules). On acceptance a collaboration begins, in the
// same transaction: see Service.Accepted.
package inquiry

import (
	"time"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// Side is one of the parties of an inquiry.
type Side string

// The sides.
const (
	Nobody Side = ""
	Owner  Side = "owner"  // whose listing it is
	Asker  Side = "asker"  // who asks
	Center Side = "center" // the coordinator, once the centre has taken over (仲介中)
)

// State is how far an inquiry is.
type State string

// The states (相談・マッチング案件, up to the agreement).
const (
	Sent      State = "sent"      // 送信
	Read      State = "read"      // 受領（既読）
	Talking   State = "talking"   // 返信あり・調整中
	Waiting   State = "waiting"   // キャンセル待ち
	Accepted  State = "accepted"  // 合意: from here on a collaboration
	Declined  State = "declined"  // 辞退, with a reason
	Withdrawn State = "withdrawn" // 取下げ, by who asked
	Silent    State = "silent"    // 無応答クローズ
)

// Open says whether something can still come of it.
func (s State) Open() bool { return s == Sent || s == Read || s == Talking || s == Waiting }

// Message is the structured first message.
type Message struct {
	For      string `json:"for"`                // だれのために
	Use      string `json:"use"`                // 何に使うか・何をしたいか
	HandOver string `json:"handover,omitempty"` // 受け取り方・場所
	Question string `json:"question,omitempty"` // 確かめたいこと
	Merit    string `json:"merit,omitempty"`    // 相手が得るもの
}

// Limits of a message, in characters.
const (
	MaxFor  = 120
	MaxUse  = 600
	MaxBody = 3000
)

// Inquiry is one inquiry about one listing.
type Inquiry struct {
	ID            string
	Listing       string
	Asker         register.ID
	Owner         register.ID
	AskedBy       account.PersonID
	Channel       string
	Quantity      int64
	NeededBy      term.Date
	Message       Message
	State         State
	Code          codes.Exit
	Note          string
	Owes          Side
	OwesSince     time.Time
	OwesBy        term.Date // the last day of the promise
	FirstReplyAt  time.Time
	ReadAt        time.Time
	EscalatedAt   time.Time
	MeetingAt     string // civil date and time, as agreed
	MeetingPlace  string
	CoordinatorIn bool // a side asked the coordinator to sit in
	OwnerPost     account.PostID
	Version       int64
	CreatedAt     time.Time
	UpdatedAt     time.Time
	ClosedAt      time.Time
}

// Path is the address of the inquiry for its parties.
func (q *Inquiry) Path() string { return "/my/inquiries/" + q.ID }

// Mediated says whether the centre reads along: it took the case over, a side asked it to sit in, or
// the inquiry came in through it (代理登録).
func (q *Inquiry) Mediated() bool { return q.Escalated() || q.CoordinatorIn || q.Channel != "web" }

// Object is the inquiry as a decision sees it: each side has its own.
func (q *Inquiry) Object() policy.Object {
	o := policy.Object{Kind: "inquiry", ID: q.ID, Org: string(q.Asker), Partner: string(q.Owner), State: string(q.State)}
	if q.Mediated() {
		o.State = "mediated"
	}
	return o
}

// SideObject is the inquiry as a decision sees it that one side alone has, beside the centre.
func (q *Inquiry) SideObject(s Side) policy.Object {
	o := q.Object()
	if o.Partner = ""; s == Owner {
		o.Org = string(q.Owner)
	}
	return o
}

// organization is whose a side is.
func (q *Inquiry) organization(s Side) register.ID {
	if s == Owner {
		return q.Owner
	}
	return q.Asker
}

// Of says which side an organization is on; Nobody for a stranger.
func (q *Inquiry) Of(org register.ID) Side {
	switch {
	case org == "":
	case org == q.Asker:
		return Asker
	case org == q.Owner:
		return Owner
	}
	return Nobody
}

// Escalated says whether the centre mediates.
func (q *Inquiry) Escalated() bool { return !q.EscalatedAt.IsZero() }

// Revealed says whether both sides see each other's contact data: from the acceptance on.
func (q *Inquiry) Revealed() bool { return q.State == Accepted }
