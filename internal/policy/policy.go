// Package policy is who may do what: one readable table (policy.tsv), the 役割分担表 of the plan
// that grants part of it (matrix2008.tsv and its later versions, grants.tsv), and one function,
// Decide. Default deny: what no row allows is refused.
//
// A role's name occurs in this package only. Handlers say what they do (an Action), on what (an
// Object); the table says who.
package policy

import (
	"kyodo/internal/account"
	"kyodo/internal/audit"
)

// Object is what an action is done to, as far as a decision needs it. The zero value of a field
// means that the object has no such thing.
type Object struct {
	Kind    string           // "organization", "application", "person" …
	ID      string           // for the log and for Why
	Org     string           // the organization that it belongs to
	Partner string           // the other organization, of what two have together
	City    string           // JIS 5-digit code of its municipality
	State   string           // its state, where rows name states
	Person  account.PersonID // whose it is
	By      account.PersonID // who asked for it: not the one to decide, where two persons must
	Post    account.PostID   // the post that it belongs to
	Item    string           // the item of the 役割分担表
	Duty    string           // the 責任種別 within the item; "" = any
}

// Verdict is the answer of Decide, the best one first.
type Verdict int

// The verdicts.
const (
	Allow  Verdict = iota
	StepUp         // allowed once the person has proved again who they are
	Enrol          // allowed once a second factor is used
	SignIn         // nobody is signed in
	Deny
)

// Decision is a verdict with what led to it.
type Decision struct {
	Verdict Verdict
	Row     *Row   // the row that allowed, or that would; nil = none
	Role    string // through which role
	Post    account.PostID
	Fields  FieldSet // the sets of fields that are open
}

// Allowed says whether the deed may be done now.
func (d Decision) Allowed() bool { return d.Verdict == Allow }

// Sees says whether a set of fields ("registered", "contact", "internal") is open.
func (d Decision) Sees(set string) bool { return d.Fields&fieldBit(set) != 0 }

// FieldSet is a set of names of sets of fields.
type FieldSet uint8

var fieldNames = [...]string{"public", "registered", "contact", "internal"}

func fieldBit(name string) FieldSet {
	for i, n := range fieldNames {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

// Scope says which rows of a list somebody may see; it becomes SQL conditions, never a filter
// afterwards. Nothing set = nothing.
type Scope struct {
	All    bool
	Orgs   []string         // objects of these organizations
	Cities []string         // objects in these municipalities
	Person account.PersonID // the person's own objects
	Posts  []account.PostID // objects of these posts
}

// Denied is the entry of a refused deed.
func Denied(by audit.By, action Action, object string, d Decision) audit.Entry {
	e := by.Entry(audit.Deny, object, string(action))
	e.Result = audit.Denied
	e.Reason = d.Verdict.String()
	return e
}

var verdicts = [...]string{"allow", "step-up", "enrol", "sign-in", "deny"}

// String names the verdict.
func (v Verdict) String() string { return verdicts[v] }
