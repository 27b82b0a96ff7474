package desk

import (
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Service is what the desk does. Build it with a struct literal.
type Service struct {
	DB             *sqldb.DB
	IDs            *id.Source
	Audit          audit.Log
	Register       *register.Service
	People         *account.Service
	Mail           *mail.Outbox
	Frame          mail.Frame
	Calendar       term.Calendar
	Bank           *bank.Service
	Inquiries      *inquiry.Service
	Collaborations *collaboration.Service

	// May says whether a row of the permission table lets one of the roles do an action, anywhere or in
	// the area of its post.
	May func(a policy.Action, roles []string) bool
	// Body names the body of the roles: center, foundation, prefecture, "" for none.
	Body func(roles []string) string
}

// What is the kind of a case.
type What string

// The kinds of cases, in the order of the filter.
const (
	Inquiry       What = "inquiry"       // a side owes the next word, or the centre mediates
	Check         What = "check"         // a listing waits for the centre's check
	OneOff        What = "one-off"       // a form without an account waits for it
	Collaboration What = "collaboration" // a promised day is over
	Consultation  What = "consultation"  // a next action was promised
	Referral      What = "referral"      // offered, and not answered
	Ageing        What = "ageing"        // published, and nobody asks
)

// Whats returns the kinds in their order.
func Whats() []What {
	return []What{Inquiry, Check, OneOff, Collaboration, Consultation, Referral, Ageing}
}

// Ref names a case: what kind of record, and its id. As text it is "inquiry:ID".
type Ref struct{ Kind, ID string }

// The kinds of records that a case can be.
const (
	OfInquiry       = "inquiry"
	OfListing       = "listing"
	OfCollaboration = "collaboration"
	OfConsultation  = "consultation"
)

// String is the reference as it is stored, "" for none.
func (r Ref) String() string {
	if r.ID == "" {
		return ""
	}
	return r.Kind + ":" + r.ID
}

// ParseRef reads what String writes; ok is false for anything else.
func ParseRef(text string) (r Ref, ok bool) {
	r.Kind, r.ID, ok = strings.Cut(text, ":")
	switch r.Kind {
	case OfInquiry, OfListing, OfCollaboration, OfConsultation:
		return r, ok && id.Valid(r.ID)
	}
	return Ref{}, false
}

// Path is the address of the case at the desk.
func (r Ref) Path() string {
	if r.Kind == OfConsultation {
		return ConsultationsPath + "/" + r.ID
	}
	return CasesPath + r.String()
}

// Addresses of the desk.
const (
	Path              = "/desk"
	CasesPath         = "/desk/cases/"
	ConsultationsPath = "/desk/consultations"
	ReferralsPath     = "/desk/referrals"
	AbsencesPath      = "/desk/absences"
	AgeingPath        = "/desk/ageing"
	FiguresPath       = "/desk/figures"
)
