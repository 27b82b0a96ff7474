package audit

// Actor is who acts: a person's id, "import", "system", or "visitor" for somebody not signed in.
type Actor string

// Actors that are not people.
const (
	Import  Actor = "import"
	System  Actor = "system"
	Console Actor = "console" // somebody at the command line, whom the system cannot tell
	Visitor Actor = "visitor"
)

// Result says how it ended.
type Result string

// The results.
const (
	Done   Result = ""       // it was done
	Denied Result = "denied" // the permission table refused it
	Failed Result = "failed" // it was allowed and did not succeed, as a wrong password
)

// Actions that several packages record or look for. Every other action belongs to the package that
// records it and has the same form: the noun, a dot, the verb.
const (
	Deny             = "authz.deny"        // an access that the permission table refused
	SessionStart     = "session.start"     // somebody signed in
	SessionFail      = "session.fail"      // somebody failed to sign in
	DataRead         = "data.read"         // withheld personal data was shown; Subject is the person
	DataExport       = "data.export"       // data left the system as a file
	LogRead          = "audit.read"        // somebody searched this log
	LogErase         = "audit.erase"       // personal values of entries were erased
	PermissionChange = "permission.change" // what somebody may do changed
	ClockBack        = "clock.back"        // the wall clock jumped back
)

// By is who acts, from where, and for whom. Identifiers only, never names.
type By struct {
	Actor   Actor
	Post    string // the post (職) in which the person acts
	Session string // the session's public id, never its secret
	Request string // the request's id, as in the server's log
	Behalf  string // the organization for which a proxy acts (代理登録)
}

// Entry returns an entry by b about object. Detail is without personal data and may be empty.
func (b By) Entry(action, object, detail string) Entry {
	return Entry{By: b, Action: action, Object: object, Detail: detail}
}

// Entry is one thing done, tried or read.
type Entry struct {
	By
	Action   string // "organization.create": the noun and the verb
	Object   string // the id of what it was done to
	Detail   string // what changed, without personal data; may be empty
	Subject  string // the id of the person or organization whose data it is, "" when nobody's
	Result   Result
	Reason   string            // why, as the actor gave it or the rule that decided; without personal data
	Personal map[string]string // personal values by name, kept apart so that they can be erased; may be nil
}
