package inquiry

// Why is the reason for which coordinators are needed.
type Why string

// The reasons.
const (
	WhySilent    Why = "silent"    // a side has been silent for longer than promised
	WhyTaken     Why = "taken"     // it stayed silent: the case is the centre's now
	WhyInvited   Why = "invited"   // a side asks for a coordinator to sit in
	WhyLine      Why = "line"      // the listing has expired and the asker still waits in its line
	WhyUnreached Why = "unreached" // the side that owes the next word has nobody who can be mailed
)
